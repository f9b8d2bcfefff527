#include "core/directory/audit.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "core/base/describe_json.h"
#include "core/base/json.h"

namespace remit::directory {

namespace json = boost::json;

namespace {

std::string_view word(scheme::ActorKind kind) {
  switch (kind) {
    case scheme::ActorKind::User:
      return "user";
    case scheme::ActorKind::Credential:
      return "credential";
    case scheme::ActorKind::Self:
      return "self";
    case scheme::ActorKind::Operator:
      return "operator";
    case scheme::ActorKind::System:
      return "system";
  }
  return "";
}

AuditEntry begun(const Actor& actor, const Command& command, std::optional<UserId> target, std::string_view target_name,
                 Time now) {
  AuditEntry entry;
  entry.at = now;
  entry.actor_kind = word(actor.kind);
  if (actor.kind == scheme::ActorKind::Credential) {
    entry.actor_id = to_string(actor.credential);
  } else if (!actor.user.is_nil()) {
    entry.actor_id = to_string(actor.user);
  }
  entry.actor_name = actor.label;
  // Who holds a link is known by the link alone.
  if (actor.kind == scheme::ActorKind::Self && actor.user.is_nil() && target) {
    entry.actor_id = to_string(*target);
    if (entry.actor_name.empty()) entry.actor_name = target_name;
  }
  entry.origin = actor.origin;
  entry.action = type_of(command.action);
  entry.reason = command.reason;
  return entry;
}

json::value privileges(const std::vector<PrivilegeChange>& changes) {
  json::array all;
  for (const PrivilegeChange& it : changes) {
    all.push_back(json::object{{"role", it.role.text},
                               {"users", it.users_total},
                               {"people", to_json(it.users)},
                               {"permissions", to_json(it.permissions)},
                               {"permissions_own", to_json(it.permissions_own)},
                               {"scopes", to_json(it.scopes)},
                               {"valid_from", it.valid_from.ms},
                               {"valid_until", it.valid_until.ms}});
  }
  return all;
}

json::value payload_of(const Change& change) {
  json::array differences, dropped, mails;
  for (const Difference& it : change.differences) {
    differences.push_back(json::object{{"what", it.what}, {"before", it.before}, {"after", it.after}});
  }
  for (const Dropped& it : change.dropped) {
    dropped.push_back(json::object{{"kind", it.kind}, {"id", it.id}, {"rule", it.rule}, {"why", it.why}});
  }
  for (const RowEdit& edit : change.rows) {
    if (const auto* mail = std::get_if<PutMail>(&edit)) {
      mails.push_back(json::object{{"purpose", mail->row.purpose.text}, {"recipient", mail->row.recipient}});
    }
  }
  return json::object{{"differences", std::move(differences)},
                      {"dropped", std::move(dropped)},
                      {"mails", std::move(mails)},
                      {"gains", privileges(change.gains)},
                      {"losses", privileges(change.losses)},
                      {"ended", json::object{{"sessions", change.ended.sessions},
                                             {"links", change.ended.links},
                                             {"credentials", change.ended.credentials}}}};
}

}  // namespace

Digest hash_of(const AuditEntry& entry) {
  Sha256 hash;
  hash.add_field(bytes_of(entry.previous));
  for (const std::string& field :
       {to_string(entry.id), std::to_string(entry.sequence), std::to_string(entry.format), std::to_string(entry.at.ms),
        std::to_string(entry.epoch.value), entry.actor_kind, entry.actor_id, entry.actor_name, entry.origin,
        entry.action, entry.target_id, entry.target_name, entry.outcome, entry.rule, entry.reason}) {
    hash.add_field(field);
  }
  hash.add_field(bytes_of(entry.payload_hash));
  return hash.finish();
}

AuditEntry audit_of(const Change& change, const Actor& actor, const Command& command, Time now) {
  AuditEntry entry = begun(actor, command, change.target, change.target_name, now);
  if (change.target) entry.target_id = to_string(*change.target);
  if (change.scope) entry.target_id = to_string(*change.scope);
  if (change.scope_group) entry.target_id = to_string(*change.scope_group);
  entry.target_name = change.target_name;
  entry.outcome = "done";
  entry.payload = to_canonical_json(payload_of(change));
  return entry;
}

AuditEntry audit_of(const Error& refusal, const Actor& actor, const Command& command, std::optional<UserId> target,
                    std::string_view target_name, Time now) {
  AuditEntry entry = begun(actor, command, target, target_name, now);
  if (target) entry.target_id = to_string(*target);
  if (const auto scope = scope_of(command.action)) entry.target_id = to_string(*scope);
  entry.target_name = target_name;
  entry.outcome = to_string(refusal.code);
  entry.rule = refusal.rule;
  json::object args;
  for (const auto& [name, value] : refusal.args) args[name] = value;
  entry.payload = to_canonical_json(json::object{{"args", std::move(args)}, {"field", refusal.field}});
  return entry;
}

void chain(AuditEntry& entry, const AuditEntry* last) {
  entry.format = kAuditFormat;
  entry.sequence = last ? last->sequence + 1 : 1;
  entry.previous = last ? last->hash : Digest{};
  entry.payload_hash = sha256(entry.payload);
  entry.hash = hash_of(entry);
}

Result<Done> verify(const AuditEntry& entry, const AuditEntry* last) {
  const Error broken{Code::Conflict, "audit-broken", {{"sequence", std::to_string(entry.sequence)}}, ""};
  if (entry.sequence != (last ? last->sequence + 1 : 1)) return broken;
  if (entry.previous != (last ? last->hash : Digest{})) return broken;
  // An erased payload leaves its hash, and the chain holds.
  if (!entry.payload.empty() && sha256(entry.payload) != entry.payload_hash) return broken;
  if (hash_of(entry) != entry.hash) return broken;
  return Done{};
}

}  // namespace remit::directory
