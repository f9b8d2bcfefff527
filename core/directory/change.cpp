#include "core/directory/change.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "core/base/describe_json.h"
#include "core/base/json.h"
#include "core/directory/commit.h"

namespace remit::directory {

namespace json = boost::json;

Uuid placeholder(std::uint32_t n) {
  Uuid id;
  for (int i = 0; i < 4; ++i) id.bytes[15 - static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(n >> (8 * i));
  return id;
}

bool is_placeholder(const Uuid& id) {
  for (std::size_t i = 0; i < 12; ++i) {
    if (id.bytes[i] != 0) return false;
  }
  return !id.is_nil();
}

namespace {

/// Writes rows so that ids that do not exist yet are their number in the change, and moments taken from `now` are
/// `now`. What is fixed by the rest (a new link's end) is left out.
class Writer {
 public:
  Writer(const Change& change, Time now) : first_(change.first_placeholder), now_(now) {}

  [[nodiscard]] std::string id(const Uuid& id) const {
    if (!is_placeholder(id)) return to_string(id);
    std::uint32_t n = 0;
    for (std::size_t i = 12; i < 16; ++i) n = n << 8 | id.bytes[i];
    return "#" + std::to_string(n - first_ + 1);
  }
  template <class Tag>
  [[nodiscard]] std::string id(const Id<Tag>& it) const {
    return id(it.uuid);
  }
  template <class Tag>
  [[nodiscard]] json::value id(const std::optional<Id<Tag>>& it) const {
    return it ? json::value(id(*it)) : json::value(nullptr);
  }
  [[nodiscard]] json::value moment(Time time) const { return time == now_ ? json::value("now") : json::value(time.ms); }
  [[nodiscard]] json::value moment(const std::optional<Time>& time) const {
    return time ? moment(*time) : json::value(nullptr);
  }

  json::value operator()(const PutOrganisation& it) const {
    return json::object{{"put", "organisation"}, {"founding", it.row.founding}, {"name", it.row.name}};
  }
  json::value operator()(const PutScope& it) const {
    json::object features;
    for (const auto& [feature, on] : it.row.features) features[feature] = on;
    return json::object{{"put", "scope"},           {"id", id(it.row.id)}, {"parent", id(it.row.parent)},
                        {"kind", it.row.kind.text}, {"name", it.row.name}, {"features", std::move(features)}};
  }
  json::value operator()(const DropScope& it) const { return json::object{{"drop", "scope"}, {"id", id(it.id)}}; }
  json::value operator()(const PutScopeGroup& it) const {
    json::array scopes;
    for (const ScopeId& scope : it.row.scopes) scopes.emplace_back(id(scope));
    return json::object{
        {"put", "scope-group"}, {"id", id(it.row.id)}, {"name", it.row.name}, {"scopes", std::move(scopes)}};
  }
  json::value operator()(const DropScopeGroup& it) const {
    return json::object{{"drop", "scope-group"}, {"id", id(it.id)}};
  }
  json::value operator()(const PutUser& it) const {
    const User& row = it.row;
    return json::object{{"put", "user"},
                        {"id", id(row.id)},
                        {"state", row.state.text},
                        {"home", id(row.home)},
                        {"fields", to_json(row.fields)},
                        {"open_steps", to_json(row.open_steps)},
                        {"email_verified", row.email_verified},
                        {"pending_email", row.pending_email},
                        {"created_at", moment(row.created_at)},
                        {"last_sign_in", moment(row.last_sign_in)},
                        {"password_changed_at", moment(row.password_changed_at)}};
  }
  json::value operator()(const DropUser& it) const { return json::object{{"drop", "user"}, {"id", id(it.id)}}; }
  json::value operator()(const RetireValue& it) const {
    return json::object{{"retire", it.field.text}, {"key_hash", to_hex(it.key_hash)}};
  }
  json::value operator()(const PutRole& it) const {
    const RoleMembership& row = it.row;
    return json::object{{"put", "role"},
                        {"user", id(row.user)},
                        {"role", row.role.text},
                        {"granted_by", id(row.granted_by)},
                        {"from", moment(row.valid_from)},
                        {"until", moment(row.valid_until)}};
  }
  json::value operator()(const DropRole& it) const {
    return json::object{{"drop", "role"}, {"user", id(it.user)}, {"role", it.role.text}};
  }
  json::value operator()(const PutScopeMembership& it) const {
    const ScopeMembership& row = it.row;
    return json::object{{"put", "scope-membership"},        {"user", id(row.user)},
                        {"scope", id(row.scope)},           {"group", id(row.group)},
                        {"granted_by", id(row.granted_by)}, {"from", moment(row.valid_from)},
                        {"until", moment(row.valid_until)}};
  }
  json::value operator()(const DropScopeMembership& it) const {
    return json::object{
        {"drop", "scope-membership"}, {"user", id(it.user)}, {"scope", id(it.scope)}, {"group", id(it.group)}};
  }
  // SECURITY: a password's hash has its own salt each time, so it cannot be part of what was agreed to.
  json::value operator()(const PutPassword& it) const {
    return json::object{{"put", "password"}, {"user", id(it.row.user)}, {"must_change", it.row.must_change}};
  }
  json::value operator()(const DropPassword& it) const {
    return json::object{{"drop", "password"}, {"user", id(it.user)}};
  }
  json::value operator()(const PutLink& it) const {
    const Link& row = it.row;
    return json::object{{"put", "link"},
                        {"id", id(row.id)},
                        {"user", id(row.user)},
                        {"purpose", row.purpose.text},
                        {"steps", to_json(row.steps)},
                        {"email", row.email},
                        {"sent_by", id(row.sent_by)}};
  }
  json::value operator()(const DropLink& it) const { return json::object{{"drop", "link"}, {"id", id(it.id)}}; }
  json::value operator()(const PutSession& it) const {
    return json::object{{"put", "session"},
                        {"id", id(it.row.id)},
                        {"user", id(it.row.user)},
                        {"steps_only", it.row.steps_only},
                        {"selected", id(it.row.selected)}};
  }
  json::value operator()(const DropSession& it) const { return json::object{{"drop", "session"}, {"id", id(it.id)}}; }
  json::value operator()(const PutCredential& it) const {
    return json::object{
        {"put", "credential"}, {"id", id(it.row.id)}, {"user", id(it.row.user)}, {"scope", id(it.row.scope)}};
  }
  json::value operator()(const DropCredential& it) const {
    return json::object{{"drop", "credential"}, {"id", id(it.id)}};
  }
  json::value operator()(const PutMail& it) const {
    return json::object{{"put", "mail"}, {"purpose", it.row.purpose.text}, {"recipient", it.row.recipient}};
  }
  json::value operator()(const WithdrawMail& it) const {
    return json::object{{"withdraw", "mail"}, {"link", id(it.link)}};
  }

  [[nodiscard]] json::value privileges(const std::vector<PrivilegeChange>& changes) const {
    json::array all;
    for (const PrivilegeChange& it : changes) {
      json::array users, scopes;
      for (const UserId& user : it.users) users.emplace_back(id(user));
      for (const ScopeId& scope : it.scopes) scopes.emplace_back(id(scope));
      all.push_back(json::object{{"users", std::move(users)},
                                 {"users_total", it.users_total},
                                 {"role", it.role.text},
                                 {"permissions", to_json(it.permissions)},
                                 {"permissions_own", to_json(it.permissions_own)},
                                 {"scopes", std::move(scopes)},
                                 {"from", moment(it.valid_from)},
                                 {"until", moment(it.valid_until)}});
    }
    return all;
  }

 private:
  std::uint32_t first_;
  Time now_;
};

}  // namespace

Digest digest(const Change& change, Time now) {
  const Writer writer(change, now);
  json::array rows;
  for (const RowEdit& edit : change.rows) rows.push_back(std::visit(writer, edit));
  Sha256 hash;
  hash.add_field(change.type);
  hash.add_field(to_canonical_json(rows));
  // The same rows may mean more by now: a scope group that was given has other nodes, a node has other people above it.
  hash.add_field(to_canonical_json(writer.privileges(change.gains)));
  hash.add_field(to_canonical_json(writer.privileges(change.losses)));
  hash.add_field(change.revealed ? writer.id(*change.revealed) : std::string());
  if (change.pins) hash.add_field(bytes_of(change.pins->hash()));
  return hash.finish();
}

Digest digest_of_all(std::span<const Change> changes, Time now) {
  Sha256 all;
  for (const Change& it : changes) all.add(bytes_of(digest(it, now)));
  return all.finish();
}

}  // namespace remit::directory
