// CSV out and in.

#include "core/transfer/transfer.h"

#include <utility>

#include "core/service/state.h"

namespace remit::service {

Result<Done> Looking::must_be_offered(std::string_view command) {
  REMIT_TRY_ASSIGN(const present::ActionOffer offer, present::offer(context_, command, std::nullopt));
  if (offer.offered) return Done{};
  return Error{Code::Denied, offer.rule, {}, ""};
}

namespace {

/// What is Remit's own the operator has under every scheme.
Result<Done> must_be_offered(Looking& looking, std::string_view command) {
  if (looking.context().actor.kind == scheme::ActorKind::Operator) return Done{};
  return looking.must_be_offered(command);
}

}  // namespace

Result<std::string> Service::export_users(std::string_view slug, const directory::Actor& actor,
                                          const present::ListQuery& query, transfer::Format format) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  if (format == transfer::Format::Vendor) {
    REMIT_TRY(looking->must_be_offered("export"));
  } else {
    REMIT_TRY(must_be_offered(*looking, "export"));
  }
  REMIT_TRY_ASSIGN(store::UserQuery wanted, present::query_of(looking->context(), query));
  REMIT_TRY(looking->narrow(wanted));
  return transfer::export_csv(looking->context(), std::move(wanted), format);
}

Result<present::ImportReport> Service::plan_import(std::string_view slug, const directory::Actor& actor,
                                                   std::string_view csv) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(must_be_offered(*looking, "import"));
  REMIT_TRY_ASSIGN(transfer::Import import, transfer::plan_import(looking->context(), csv));
  return std::move(import.report);
}

Result<present::ImportReport> Service::import_users(std::string_view slug, const directory::Actor& actor,
                                                    std::string_view csv, const std::string& reason) {
  REMIT_TRY_ASSIGN(std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(must_be_offered(*looking, "import"));
  REMIT_TRY_ASSIGN(transfer::Import import, transfer::plan_import(looking->context(), csv));
  if (import.commands.empty()) return std::move(import.report);
  for (directory::Command& it : import.commands) it.reason = reason;
  const Time now = looking->context().now;
  looking.reset();  // a snapshot that is kept while waiting for the writer keeps the log from being shortened
  REMIT_TRY_ASSIGN(Open* const organisation, state_->find(slug));
  REMIT_TRY_ASSIGN(
      const directory::Committed committed,
      state_->writer.submit({organisation->id, organisation->scheme, actor, std::move(import.commands), now}));
  import.report.revision = committed.epoch.value;
  return std::move(import.report);
}

}  // namespace remit::service
