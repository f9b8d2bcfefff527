#include "core/directory/commit.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/base/describe_json.h"
#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/directory/carry_out.h"
#include "core/directory/command_json.h"
#include "core/directory/plan.h"

namespace remit::directory {

namespace json = boost::json;

namespace {

/// A key belongs to whoever used it.
std::string owner_of_key(const Actor& actor) {
  return std::to_string(static_cast<int>(actor.kind)) + ":" +
         to_string(actor.kind == scheme::ActorKind::Credential ? actor.credential.uuid : actor.user.uuid);
}

Digest hash_of_commands(const std::vector<Command>& commands) {
  Sha256 hash;
  for (const Command& it : commands) hash.add_field(to_canonical_json(command_to_json(it)));
  return hash.finish();
}

/// What is kept for an idempotency key: enough to say again what happened, and no secret.
std::string remembered_answer(const std::vector<Change>& changes) {
  json::array all;
  for (const Change& change : changes) {
    json::array differences;
    for (const Difference& it : change.differences) differences.push_back(json::array{it.what, it.before, it.after});
    json::array dropped;
    for (const Dropped& it : change.dropped) dropped.push_back(json::array{it.kind, it.id, it.rule, it.why});
    all.push_back(json::object{{"type", change.type},
                               {"target", change.target ? to_string(*change.target) : std::string()},
                               {"target_name", change.target_name},
                               {"differences", std::move(differences)},
                               {"dropped", std::move(dropped)}});
  }
  return to_canonical_json(all);
}

Result<std::vector<Change>> read_answer(const std::string& text) {
  REMIT_TRY_ASSIGN(const json::value value, parse_json(text));
  std::vector<Change> changes;
  for (const json::value& it : value.as_array()) {
    const json::object& object = it.as_object();
    Change change;
    change.type = object.at("type").as_string().c_str();
    if (auto target = parse_id<UserTag>(object.at("target").as_string().c_str())) change.target = *target;
    change.target_name = object.at("target_name").as_string().c_str();
    for (const json::value& difference : object.at("differences").as_array()) {
      const json::array& parts = difference.as_array();
      change.differences.push_back(
          {parts[0].as_string().c_str(), parts[1].as_string().c_str(), parts[2].as_string().c_str()});
    }
    if (const json::value* const dropped = object.if_contains("dropped")) {
      for (const json::value& item : dropped->as_array()) {
        const json::array& parts = item.as_array();
        change.dropped.push_back({parts[0].as_string().c_str(), parts[1].as_string().c_str(),
                                  parts[2].as_string().c_str(), parts.size() > 3 ? parts[3].as_string().c_str() : ""});
      }
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

Result<Done> append(store::Transaction& transaction, AuditEntry entry, Time now, Random& random) {
  REMIT_TRY_ASSIGN(const std::optional<AuditEntry> last, transaction.last_audit());
  std::array<std::uint8_t, 10> bytes{};
  random.fill(bytes);
  entry.id = AuditId{make_uuid_v7(now, bytes)};
  chain(entry, last ? &*last : nullptr);
  return transaction.append(entry);
}

Result<Secret> reveal(store::Transaction& transaction, const Change& change, const SealKey& key) {
  REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, transaction.credentials_of(*change.target));
  for (const Credential& it : credentials) {
    if (it.id == *change.revealed) return open_sealed(it.sealed, key, seal_purpose(it));
  }
  return Error{Code::NotFound, "no-such-credential", {}, "credential"};
}

}  // namespace

Result<Committed> carry_out(store::Batch& batch, store::Transaction& transaction, const Request& request,
                            Random& random, const SealKey& key, std::size_t& reached) {
  // A request that was made under another scheme says nothing about this one.
  REMIT_TRY_ASSIGN(const Organisation pinned, transaction.organisation());
  if (pinned.scheme_id != request.scheme->id() || pinned.scheme_version != request.scheme->version()) {
    return Error{Code::Conflict, "scheme-changed", {}, ""};
  }
  // What was agreed to is compared as it was previewed, all commands planned before one is carried out: afterwards what
  // an earlier command makes has its own id, and no placeholder any more.
  const std::string& expected = request.commands.front().expect;
  std::optional<Error> unplanned;
  if (!expected.empty()) {
    const auto changes = plan_all(transaction, *request.scheme, request.actor, request.commands, request.now);
    if (!changes) {
      unplanned = changes.error();  // and refused below, at the command that it is about
    } else if (expected != to_hex(digest_of_all(*changes, request.now))) {
      return Error{Code::Conflict, "preview-changed", {}, "expect"};
    }
  }
  Committed committed;
  for (reached = 0; reached < request.commands.size(); ++reached) {
    const Command& command = request.commands[reached];
    REMIT_TRY_ASSIGN(Change change, plan({transaction, *request.scheme, request.actor, command, request.now}));
    Secret secret = fill(change, request.now, random, key);
    REMIT_TRY(transaction.apply(change.rows));
    if (change.pins) {
      // What comes after would have to be planned by another scheme than the one the request was made for.
      if (request.commands.size() > 1) return Error{Code::Invalid, "upgrade-alone", {}, "commands"};
      REMIT_TRY(batch.pin(request.organisation, change.pins->text(), change.pins->hash(), change.pins->definition()));
    }
    REMIT_TRY_ASSIGN(Organisation organisation, transaction.organisation());
    ++organisation.epoch.value;
    REMIT_TRY(transaction.apply({PutOrganisation{organisation}}));
    if (change.revealed) {
      REMIT_TRY_ASSIGN(secret, reveal(transaction, change, key));
    }
    AuditEntry entry = audit_of(change, request.actor, command, request.now);
    entry.epoch = organisation.epoch;
    REMIT_TRY(append(transaction, std::move(entry), request.now, random));
    committed.epoch = organisation.epoch;
    if (!secret.empty()) committed.secret = std::move(secret);
    committed.changes.push_back(std::move(change));
  }
  if (unplanned) return *unplanned;
  return committed;
}

namespace {

Result<Committed> carry_out_once(store::Batch& batch, store::Transaction& transaction, const Request& request,
                                 Random& random, const SealKey& key, std::size_t& reached) {
  const std::string& idempotency_key = request.commands.front().idempotency_key;
  if (idempotency_key.empty()) return carry_out(batch, transaction, request, random, key, reached);
  if (idempotency_key.size() > 64) {
    return Error{Code::Invalid, "too-long", {{"max", "64"}, {"label", "idempotency key"}}, "idempotency_key"};
  }
  const std::string owner = owner_of_key(request.actor);
  const Digest hash = hash_of_commands(request.commands);
  REMIT_TRY_ASSIGN(const std::optional<store::Remembered> before, transaction.remembered(idempotency_key, owner));
  if (before) {
    if (before->command_hash != hash) return Error{Code::Conflict, "idempotency-key-reused", {}, "idempotency_key"};
    Committed committed;
    REMIT_TRY_ASSIGN(committed.changes, read_answer(before->answer));
    REMIT_TRY_ASSIGN(const Organisation organisation, transaction.organisation());
    committed.epoch = organisation.epoch;
    committed.repeated = true;
    return committed;
  }
  REMIT_TRY_ASSIGN(Committed committed, carry_out(batch, transaction, request, random, key, reached));
  REMIT_TRY(transaction.remember({idempotency_key, owner, hash, remembered_answer(committed.changes), request.now}));
  return committed;
}

/// The person a command is about; of a link, whose it is.
Result<std::optional<UserId>> concerned(store::Transaction& transaction, const Command& command) {
  const auto* const redeem = std::get_if<RedeemLink>(&command.action);
  if (!redeem) return target_of(command.action);
  REMIT_TRY_ASSIGN(const std::optional<Link> link, transaction.link_by_secret(hash_secret(redeem->secret)));
  return link ? std::optional<UserId>(link->user) : std::nullopt;
}

/// Of somebody who would have been new: the name they were to have.
std::string name_asked_for(const Command& command, const scheme::Definition& scheme) {
  return std::visit(
      [&scheme](const auto& action) {
        User user;
        if constexpr (requires { user.fields = action.fields; }) user.fields = action.fields;
        return name_of(user, scheme);
      },
      command.action);
}

/// A refusal is recorded as an entry without rows (Rule 4), with the name of the person or node concerned.
Result<Done> record(store::Transaction& transaction, const Request& request, std::size_t refused, const Error& refusal,
                    Random& random) {
  const Command& command = request.commands[std::min(refused, request.commands.size() - 1)];
  std::string name = name_asked_for(command, request.scheme->definition());
  REMIT_TRY_ASSIGN(const std::optional<UserId> target, concerned(transaction, command));
  if (target) {
    REMIT_TRY_ASSIGN(const std::optional<User> user, transaction.user(*target));
    if (user) name = name_of(*user, request.scheme->definition());
  }
  if (const auto node = scope_of(command.action)) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, transaction.scope(*node));
    if (scope) name = scope->name;
  }
  AuditEntry entry = audit_of(refusal, request.actor, command, target, name, request.now);
  REMIT_TRY_ASSIGN(const Organisation organisation, transaction.organisation());
  entry.epoch = organisation.epoch;
  return append(transaction, std::move(entry), request.now, random);
}

Result<Committed> one(store::Batch& batch, const Request& request, Random& random, const SealKey& key) {
  REMIT_ASSERT(!request.commands.empty(), "callers refuse an empty list of commands");
  REMIT_TRY_ASSIGN(store::Transaction* const transaction, batch.in(request.organisation));
  REMIT_TRY(batch.savepoint());
  std::size_t reached = 0;
  auto result = carry_out_once(batch, *transaction, request, random, key, reached);
  if (result) {
    REMIT_TRY(batch.release());
    return result;
  }
  REMIT_TRY(batch.roll_back_to_savepoint());
  // Fail closed (T32): what cannot be recorded is not answered as a mere refusal either.
  REMIT_TRY(record(*transaction, request, reached, result.error(), random));
  return result;
}

}  // namespace

std::vector<Result<Committed>> commit(store::Store& store, const Joining& next, Random& random, const SealKey& key,
                                      const Published& published) {
  auto batch = store.write();
  std::vector<const Request*> group;
  std::vector<Result<Committed>> results;
  while (const Request* const request = next()) {
    group.push_back(request);
    results.push_back(batch ? one(**batch, *request, random, key) : Result<Committed>(batch.error()));
  }
  if (!batch) return results;
  if (auto done = (*batch)->commit(); !done) {
    // A failed COMMIT refuses the whole group, and no index ever sees it.
    results.clear();
    for (std::size_t i = 0; i < group.size(); ++i) results.emplace_back(done.error());
    return results;
  }
  for (std::size_t i = 0; i < group.size() && published; ++i) {
    if (results[i]) published(*group[i], *results[i]);
  }
  return results;
}

std::vector<Result<Committed>> commit(store::Store& store, std::span<const Request> group, Random& random,
                                      const SealKey& key) {
  std::size_t joined = 0;
  const auto next = [&]() -> const Request* { return joined < group.size() ? &group[joined++] : nullptr; };
  return commit(store, next, random, key, {});
}

Result<Done> record_refusal(store::Store& store, const Request& request, const Error& refusal, Random& random) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<store::Batch> batch, store.write());
  REMIT_TRY_ASSIGN(store::Transaction* const transaction, batch->in(request.organisation));
  REMIT_TRY(record(*transaction, request, 0, refusal, random));
  return batch->commit();
}

}  // namespace remit::directory
