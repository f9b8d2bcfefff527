#include "tests/sequences/sequence.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <optional>

#include "core/access/access.h"
#include "core/access/reference.h"
#include "core/base/describe_enum.h"
#include "core/base/fake_random.h"
#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/directory/command_json.h"
#include "core/directory/commit.h"
#include "core/directory/plan.h"
#include "core/store/sqlite/database.h"
#include "tests/sequences/book.h"
#include "tests/sequences/lookup.h"
#include "tests/sequences/maker.h"
#include "tests/sequences/rules.h"

namespace remit::test {

using namespace directory;

namespace {

/// How often everything is compared with the store, in groups.
constexpr std::uint64_t kCompareEvery = 40;
constexpr std::size_t kQuestions = 2;

class Sequence {
 public:
  Sequence(scheme::SchemePtr scheme, const std::vector<std::uint32_t>& numbers, Met& met)
      : scheme_(std::move(scheme)),
        met_(met),
        choose_(numbers),
        key_(SealKey::make(random_)),
        rules_(scheme_->definition()),
        maker_(*scheme_, choose_, book_) {}

  std::string run() {
    if (auto begun = begin(); !begun) return "cannot begin: " + begun.error().rule + " " + begun.error().field;
    std::string broken;
    for (std::uint64_t group = 1; broken.empty() && choose_.left(); ++group) {
      broken = run_group();
      if (broken.empty() && group % kCompareEvery == 0) broken = compare();
      now_ = now_ + maker_.pause();
    }
    if (broken.empty()) broken = compare();
    if (broken.empty()) broken = audit();
    return broken;
  }

 private:
  Result<Done> begin() {
    store::sqlite::Options options;
    options.missing = store::sqlite::Missing::Create;
    options.readers = 1;
    options.cache_kib = 2048;
    REMIT_TRY_ASSIGN(store_, store::sqlite::Database::open(options));
    NewOrganisation wanted;
    wanted.slug = "shop";
    wanted.name = "Shop";
    wanted.scheme = scheme_;
    wanted.owner = maker_.fields(0);
    wanted.scopes = maker_.tree();
    REMIT_TRY_ASSIGN(const Committed founded,
                     create_organisation(*store_, wanted, operator_actor(), now_, random_, key_));
    REMIT_TRY_ASSIGN(const std::optional<Organisation> organisation, store_->organisation("shop"));
    organisation_ = organisation->id;
    {
      REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, store_->read(organisation_));
      REMIT_TRY_ASSIGN(book_, read_book(*rows));
      REMIT_TRY_ASSIGN(index_, access::Index::load(*rows, scheme_));
      REMIT_TRY(rows->audit_chain([this](const AuditEntry&) { return ++entries_ > 0; }));
    }
    for (const Change& it : founded.changes) remember(it);
    // Now and then the first person has yet to come in, and with them the organisation to be founded.
    const bool waits = choose_.one_in(6);
    Actor owner;
    owner.kind = scheme::ActorKind::Self;
    owner.user = *founded.changes.back().target;
    std::vector<Request> steps;
    for (const Step step : book_.user(owner.user)->open_steps) {
      Command command;
      command.action = CompleteStep{owner.user, step, "$argon2id$not-a-real-hash"};
      if (!waits) steps.push_back({organisation_, scheme_, owner, {command}, now_});
    }
    return carry_out(steps);
  }

  /// Error: Internal with what does not hold as its rule.
  Result<Done> carry_out(const std::vector<Request>& group) {
    std::size_t joined = 0;
    const auto next = [&]() -> const Request* { return joined < group.size() ? &group[joined++] : nullptr; };
    const auto results = commit(*store_, next, random_, key_, [this](const Request&, const Committed& committed) {
      for (const Change& change : committed.changes) index_->apply(change.rows, committed.epoch);
    });
    results_.clear();
    for (std::size_t i = 0; i < results.size(); ++i) {
      const std::string broken = take_in(group[i], results[i]);
      if (!broken.empty()) return Error{Code::Internal, broken, {}, ""};
      results_.push_back(results[i] ? "done" : results[i].error().rule);
    }
    return Done{};
  }

  /// Some requests in one transaction, as the writer groups them; each sees what those before it did.
  std::string run_group() {
    std::vector<Request> group;
    const std::uint32_t size = choose_.one_in(3) ? 1 + choose_.below(4) : 1;
    for (std::uint32_t i = 0; i < size; ++i) {
      Request request{organisation_, scheme_, maker_.actor(), {}, now_};
      const std::uint32_t commands = choose_.one_in(12) ? 2 + choose_.below(2) : 1;
      for (std::uint32_t c = 0; c < commands; ++c) request.commands.push_back(maker_.command(request.actor));
      group.push_back(std::move(request));
    }
    // A preview is agreed to now and then; another's request in between may change what it would do.
    std::optional<Result<std::vector<Change>>> preview;
    if (size == 1 && choose_.one_in(6)) {
      const auto rows = store_->read(organisation_);
      preview.emplace(plan_all(**rows, *scheme_, group[0].actor, group[0].commands, now_));
      if (preview->ok()) group[0].commands[0].expect = to_hex(digest_of_all(**preview, now_));
    }

    if (auto done = carry_out(group); !done) return done.error().rule;
    std::string broken;
    if (preview) {
      const std::string foretold = preview->ok() ? "done" : preview->error().rule;
      if (foretold != results_[0]) broken = "foretold " + foretold + ", came " + results_[0] + said(group[0], 0);
    }
    for (std::size_t i = 0; i < kQuestions && broken.empty(); ++i) broken = ask();
    return broken;
  }

  std::string take_in(const Request& request, const Result<Committed>& result) {
    met_.commands += request.commands.size();
    if (!result) {
      ++met_.refused[result.error().rule];
      std::vector<std::string> one_of;
      for (const Command& it : request.commands) one_of.emplace_back(type_of(it.action));
      expected_.push_back({std::move(one_of), false});
      const Error& refusal = result.error();
      if (refusal.code == Code::Internal || refusal.code == Code::Unavailable) return refusal.rule + said(request, 0);
      // Of several commands it is not said which was refused, nor what those before it did.
      if (request.commands.size() > 1 || !Rules::foretells(refusal.rule)) return {};
      ++met_.foretold;
      const std::string wrong =
          rules_.wrongly_refused(book_, {request.actor, request.commands[0], refusal.rule, request.now});
      return wrong.empty() ? wrong : wrong + said(request, 0);
    }
    for (std::size_t i = 0; i < request.commands.size(); ++i) {
      const Change& change = result->changes[i];
      const Book before = book_;
      for (const RowEdit& it : change.rows) book_.apply(it);
      ++book_.rows.organisation.epoch.value;
      remember(change);
      ++met_.carried_out;
      ++met_.done[change.type];
      expected_.push_back({{change.type}, true});
      const std::string broken =
          rules_.broken(before, book_, {request.actor, request.commands[i], change.rows, request.now});
      if (!broken.empty()) return broken + said(request, i);
    }
    return result->epoch == book_.rows.organisation.epoch ? "" : "the epoch skipped" + said(request, 0);
  }

  /// Secrets as they stand in the mails, for those who will try them.
  void remember(const Change& change) {
    for (const RowEdit& edit : change.rows) {
      const auto* const mail = std::get_if<PutMail>(&edit);
      if (!mail || !mail->row.link || !mail->row.user) continue;
      const auto secret = open_sealed(mail->row.sealed, key_, seal_purpose(mail->row));
      if (secret) maker_.mailed(*mail->row.user, std::string(secret->reveal()));
    }
  }

  /// Rule 2: a decision right after the commit; Rule 5: as the reference decides.
  std::string ask() {
    ++met_.decisions;
    const access::reference::Question asked = maker_.question(now_);
    const access::Pin pin = index_->pin();
    const access::View& view = *pin;
    const access::Decision decision =
        access::check(view, {view.user(asked.user), view.permission(asked.permission.text), view.scope(asked.scope),
                             asked.owner ? view.user(*asked.owner) : access::kNoOwner, asked.now});
    const access::Rule expected = access::reference::decide(book_.rows, scheme_->definition(), asked);
    if (decision.rule == expected) return {};
    return "decided " + std::string(enum_name(decision.rule)) + " instead of " + std::string(enum_name(expected)) +
           ": " + asked.permission.text + " for " + to_string(asked.user);
  }

  std::string compare() {
    const auto rows = store_->read(organisation_);
    if (!rows) return rows.error().rule;
    const auto stored = read_book(**rows);
    return stored ? difference(book_, *stored) : stored.error().rule;
  }

  /// Rule 4: one entry for each command or refusal, in order, without a gap.
  std::string audit() {
    const auto rows = store_->read(organisation_);
    if (!rows) return rows.error().rule;
    std::optional<AuditEntry> last;
    std::string broken;
    const auto walked = (*rows)->audit_chain([&](const AuditEntry& entry) {
      if (const auto fits = verify(entry, last ? &*last : nullptr); !fits) broken = "Rule 4: " + fits.error().rule;
      const std::uint64_t at = last ? last->sequence + 1 : 1;
      if (entry.sequence != at) broken = "Rule 4: a gap before entry " + std::to_string(entry.sequence);
      if (at > entries_) {
        const auto i = static_cast<std::size_t>(at - entries_ - 1);
        const bool same = i < expected_.size() && contains(expected_[i].first, entry.action) &&
                          expected_[i].second == (entry.outcome == "done");
        if (!same)
          broken = "Rule 4: entry " + std::to_string(at) + " is about `" + entry.action + "`, " + entry.outcome;
      }
      last = entry;
      return broken.empty();
    });
    if (!walked) return walked.error().rule;
    if (broken.empty() && last->sequence != entries_ + expected_.size())
      broken = "Rule 4: the last entries are missing";
    met_.audit = to_hex(last->hash);
    return broken;
  }

  [[nodiscard]] std::string said(const Request& request, std::size_t i) const {
    return "\n  " + std::string(enum_name(request.actor.kind)) + " " + to_string(request.actor.user) + " at command " +
           std::to_string(met_.commands) + ": " + to_canonical_json(command_to_json(request.commands[i]));
  }

  scheme::SchemePtr scheme_;
  Met& met_;
  Choices choose_;
  FakeRandom random_;
  SealKey key_;
  Time now_{1'795'000'000'000};
  Rules rules_;
  Book book_;
  Maker maker_;
  std::unique_ptr<store::sqlite::Database> store_;
  std::unique_ptr<access::Index> index_;
  OrgId organisation_;
  std::vector<std::string> results_;  ///< of the last group: the rule of a refusal, or `done`
  std::uint64_t entries_ = 0;         ///< that the organisation was founded with
  /// The command, or one of those in a request that was refused, and whether it was done.
  std::vector<std::pair<std::vector<std::string>, bool>> expected_;
};

}  // namespace

std::string run_sequence(const scheme::SchemePtr& scheme, const std::vector<std::uint32_t>& numbers, Met& met) {
  return Sequence(scheme, numbers, met).run();
}

}  // namespace remit::test
