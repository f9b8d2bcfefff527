// user export | import

#include <fstream>

#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

/// Shared with the parser, which fills it.
struct TransferInput {
  std::string file, at;
  bool complete = false, below = false;
};

constexpr std::size_t kMaxCsvBytes = std::size_t{16} << 20;

Result<int> export_people(Desk& desk, const TransferInput& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  present::ListQuery query;
  if (!input.at.empty()) {
    REMIT_TRY_ASSIGN(const ScopeId at, desk.scope(input.at));
    query.scope = to_string(at);
    query.include_below = input.below;
  }
  const transfer::Format format = input.complete ? transfer::Format::Complete : transfer::Format::Vendor;
  REMIT_TRY_ASSIGN(const std::string csv, desk.opened().service->export_users(slug, actor, query, format));
  if (!input.file.empty()) {
    REMIT_TRY(system::write_private_file(input.file, csv));
  } else if (desk.options.json) {
    desk.print(boost::json::object{{"csv", csv}});
  } else {
    desk.out() << csv;
  }
  return kDone;
}

void show(Desk& desk, const present::ImportReport& report, const std::string& file) {
  for (const present::ImportProblem& it : report.problems) {
    desk.err() << display_escape(file) << ":" << it.line << ": "
               << (it.column.empty() ? "" : display_escape(it.column) + ": ") << it.message << "  [" << it.rule
               << "]\n";
  }
  if (!report.problems.empty()) return;
  if (desk.options.dry_run) desk.out() << "nothing was written; this would be done:\n";
  for (const present::ImportRow& it : report.rows) {
    desk.out() << "  line " << it.line << ": " << display_escape(it.name)
               << (it.unchanged ? " is here already, and the same" : " is added")
               << (it.note.empty() ? "" : "; " + display_escape(it.note)) << "\n";
  }
  if (desk.options.dry_run) {
    for (const present::PrivilegeItem& it : report.preview.gains) {
      desk.out() << "  + " << display_escape(it.label) << (it.own_only ? " (own)" : "")
                 << (it.high ? " (sensitive)" : "") << "\n";
    }
    for (const present::MailItem& it : report.preview.mails) {
      desk.out() << "  mail to " << display_escape(it.recipient) << "\n";
    }
  }
  desk.out() << report.created << " added, " << report.rows.size() - report.created << " as they were\n";
}

Result<int> import_people(Desk& desk, const TransferInput& input) {
  REMIT_TRY_ASSIGN(const std::string csv, system::read_file(input.file, kMaxCsvBytes));
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  service::Service& service = *desk.opened().service;
  REMIT_TRY_ASSIGN(const present::ImportReport report,
                   desk.options.dry_run ? service.plan_import(slug, actor, csv)
                                        : service.import_users(slug, actor, csv, desk.options.reason));
  if (desk.options.json) {
    desk.print_json(report);
  } else {
    show(desk, report, input.file);
  }
  if (report.problems.empty()) return kDone;
  if (desk.options.json) return kRefused;
  return Error{Code::Invalid, "import-problems", {{"count", std::to_string(report.problems.size())}}, ""};
}

}  // namespace

void add_transfer_commands(CLI::App& user, Desk& desk, const Assign& assign) {
  const auto input = std::make_shared<TransferInput>();
  CLI::App* const export_command =
      add_command(user, "export", "People as CSV: the vendor's own columns, or with --complete everything",
                  "user export --at Retail\nuser export --complete --file people.csv");
  export_command->add_flag("--complete", input->complete, "Remit's own format, which `user import` reads again");
  export_command->add_option("--at", input->at, "Only those created at this scope or assigned to it");
  export_command->add_flag("--below", input->below, "And those below it");
  export_command->add_option("--file", input->file, "Where it goes, readable by you alone; else standard output");
  assign(export_command, [&desk, input] { return export_people(desk, *input); });

  CLI::App* const import_command =
      add_command(user, "import", "Add the people of a CSV file: all, or, where anything is wrong, none",
                  "--dry-run user import people.csv\nuser import people.csv");
  import_command->add_option("FILE", input->file, "In the format of `user export --complete`")->required();
  assign(import_command, [&desk, input] { return import_people(desk, *input); });
}

}  // namespace remit::cli
