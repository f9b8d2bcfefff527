#include "core/store/sqlite/rows.h"

#include <limits>

#include "core/store/sqlite/codec.h"

namespace remit::store::sqlite {
namespace {

Error no_such_organisation() {
  return Error{Code::NotFound, "no-such-organisation", {}, {}};
}

/// All rows of a query, each made by `read`, which yields a T or a Result<T>.
template <class T, class Read>
Result<std::vector<T>> all(Query& query, Read read) {
  std::vector<T> found;
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return found;
    Result<T> item = read(query);
    if (!item) return std::move(item).error();
    found.push_back(std::move(item).value());
  }
}

template <class T, class Read>
Result<std::optional<T>> first(Query& query, Read read) {
  REMIT_TRY_ASSIGN(const bool row, query.step());
  if (!row) return std::optional<T>();
  Result<T> item = read(query);
  if (!item) return std::move(item).error();
  return std::optional<T>(std::move(item).value());
}

template <class T, class Read>
Result<Done> each(Query& query, const std::function<Result<Done>(const T&)>& visit, Read read) {
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    Result<T> item = read(query);
    if (!item) return std::move(item).error();
    REMIT_TRY(visit(item.value()));
  }
}

}  // namespace

Result<directory::Organisation> Rows::organisation() {
  static const std::string kSql = select(kOrganisationColumns, "FROM organisations WHERE number = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_).step());
  if (!row) return no_such_organisation();
  return organisation_from(query);
}

Result<std::optional<directory::Scope>> Rows::scope(ScopeId id) {
  static const std::string kSql = select(kScopeColumns, "FROM scopes WHERE org = ? AND id = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return first<directory::Scope>(query.bind(org_, id), scope_from);
}

Result<std::vector<directory::Scope>> Rows::children(ScopeId parent) {
  static const std::string kSql = select(kScopeColumns, "FROM scopes WHERE org = ? AND parent = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::Scope>(query.bind(org_, parent), scope_from);
}

Result<std::vector<directory::Scope>> Rows::scopes() {
  static const std::string kSql = select(kScopeColumns, "FROM scopes WHERE org = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::Scope>(query.bind(org_), scope_from);
}

Result<std::optional<directory::ScopeGroup>> Rows::scope_group(ScopeGroupId id) {
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT name FROM scope_groups WHERE org = ? AND id = ?"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_, id).step());
  if (!row) return std::optional<directory::ScopeGroup>();
  directory::ScopeGroup group{id, query.string(0), {}};
  REMIT_TRY_ASSIGN(Query members, connection_.query("SELECT scope FROM scope_group_members WHERE org = ? AND "
                                                    "scope_group = ? ORDER BY scope"));
  REMIT_TRY_ASSIGN(group.scopes, all<ScopeId>(members.bind(org_, id), [](const Query& q) { return q.id<ScopeId>(0); }));
  return std::optional<directory::ScopeGroup>(std::move(group));
}

Result<std::vector<directory::ScopeGroup>> Rows::scope_groups() {
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT id FROM scope_groups WHERE org = ? ORDER BY id"));
  REMIT_TRY_ASSIGN(const std::vector<ScopeGroupId> ids,
                   all<ScopeGroupId>(query.bind(org_), [](const Query& q) { return q.id<ScopeGroupId>(0); }));
  std::vector<directory::ScopeGroup> groups;
  for (const ScopeGroupId id : ids) {
    REMIT_TRY_ASSIGN(auto group, scope_group(id));
    if (group) groups.push_back(std::move(*group));
  }
  return groups;
}

Result<std::optional<directory::User>> Rows::user(UserId id) {
  static const std::string kSql = select(kUserColumns, "FROM users WHERE org = ? AND id = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return first<directory::User>(query.bind(org_, id), [](const Query& q) { return user_from(q); });
}

Result<std::vector<directory::RoleMembership>> Rows::roles_of(UserId id) {
  static const std::string kSql =
      select(kRoleColumns, "FROM role_memberships WHERE org = ? AND user = ? ORDER BY role");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::RoleMembership>(query.bind(org_, id), role_from);
}

Result<std::vector<directory::ScopeMembership>> Rows::scopes_of(UserId id) {
  static const std::string kSql =
      select(kScopeMembershipColumns, "FROM scope_memberships WHERE org = ? AND user = ? ORDER BY is_group, node");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::ScopeMembership>(query.bind(org_, id), scope_membership_from);
}

Result<std::vector<UserId>> Rows::users_with(const FieldId& field, std::string_view key) {
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT DISTINCT user FROM user_keys WHERE org = ? AND field = ? AND "
                                                  "key = ? ORDER BY user"));
  return all<UserId>(query.bind(org_, field, key), [](const Query& q) { return q.id<UserId>(0); });
}

Result<bool> Rows::retired(const FieldId& field, const Digest& key_hash) {
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT 1 FROM retired_values WHERE org = ? AND field = ? AND "
                                                  "key_hash = ?"));
  return query.bind(org_, field, key_hash).step();
}

Result<Done> Rows::holders(const RoleId& role, const std::function<bool(UserId)>& visit) {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query("SELECT user FROM role_memberships WHERE org = ? AND role = ? ORDER BY user"));
  query.bind(org_, role);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row || !visit(query.id<UserId>(0))) return Done{};
  }
}

Result<std::optional<directory::Password>> Rows::password(UserId id) {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query("SELECT phc, must_change, expires_at FROM passwords WHERE org = ? AND user = ?"));
  return first<directory::Password>(query.bind(org_, id), [&](const Query& q) {
    return directory::Password{id, q.string(0), q.integer(1) != 0, q.time(2)};
  });
}

Result<std::vector<directory::Link>> Rows::links_of(UserId id) {
  static const std::string kSql = select(kLinkColumns, "FROM links WHERE org = ? AND user = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::Link>(query.bind(org_, id), link_from);
}

Result<std::optional<directory::Link>> Rows::link_by_secret(const Digest& secret_hash) {
  static const std::string kSql = select(kLinkColumns, "FROM links WHERE org = ? AND secret_hash = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return first<directory::Link>(query.bind(org_, secret_hash), link_from);
}

Result<std::vector<directory::Session>> Rows::sessions_of(UserId id) {
  static const std::string kSql = select(kSessionColumns, "FROM sessions WHERE org = ? AND user = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::Session>(query.bind(org_, id), session_from);
}

Result<std::optional<directory::Session>> Rows::session_by_token(const Digest& token_hash) {
  static const std::string kSql = select(kSessionColumns, "FROM sessions WHERE org = ? AND token_hash = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return first<directory::Session>(query.bind(org_, token_hash), session_from);
}

Result<std::vector<directory::Credential>> Rows::credentials_of(UserId id) {
  static const std::string kSql = select(kCredentialColumns, "FROM credentials WHERE org = ? AND user = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return all<directory::Credential>(query.bind(org_, id), credential_from);
}

Result<std::optional<directory::Credential>> Rows::credential_by_secret(const Digest& hash) {
  static const std::string kSql = select(kCredentialColumns, "FROM credentials WHERE org = ? AND secret_hash = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return first<directory::Credential>(query.bind(org_, hash), credential_from);
}

Result<Counts> Rows::counts() {
  Counts counts;
  std::vector<std::uint64_t> states(layout_->states.size()), roles(layout_->roles.size());
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT kind, value, state, n FROM user_counts WHERE org = ? AND "
                                                  "kind IN ('all', 'role')"));
  query.bind(org_);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) break;
    const auto n = static_cast<std::uint64_t>(query.integer(3));
    const auto number = static_cast<std::size_t>(query.integer(query.text(0) == "all" ? 2 : 1));
    std::vector<std::uint64_t>& sums = query.text(0) == "all" ? states : roles;
    if (number < sums.size()) sums[number] += n;
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    counts.users += states[i];
    counts.by_state.emplace_back(StateId{layout_->states[i]}, states[i]);
  }
  for (std::size_t i = 0; i < roles.size(); ++i) counts.by_role.emplace_back(RoleId{layout_->roles[i].name}, roles[i]);
  return counts;
}

Result<std::vector<directory::AuditEntry>> Rows::audit(const AuditQuery& query) {
  static const std::string kAll =
      select(kAuditColumns, "FROM audit WHERE org = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?");
  static const std::string kOfTarget = select(
      kAuditColumns, "FROM audit WHERE org = ? AND target_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?");
  const std::int64_t before =
      query.before == 0 ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(query.before);
  REMIT_TRY_ASSIGN(Query rows, connection_.query(query.target ? kOfTarget : kAll));
  rows.bind(org_);
  if (query.target) rows.bind(to_string(*query.target));
  return all<directory::AuditEntry>(rows.bind(before, query.size), audit_from);
}

Result<Done> Rows::audit_chain(const std::function<bool(const directory::AuditEntry&)>& visit) {
  static const std::string kSql = select(kAuditColumns, "FROM audit WHERE org = ? ORDER BY sequence");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  query.bind(org_);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row || !visit(audit_from(query))) return Done{};
  }
}

Result<std::vector<directory::Mail>> Rows::mails(const MailQuery& query) {
  // Ids begin with their time, so the newest come last.
  static const std::string kAll = select(kMailColumns, "FROM mails WHERE org = ? ORDER BY id DESC LIMIT ?");
  static const std::string kOfUser =
      select(kMailColumns, "FROM mails WHERE org = ? AND user = ? ORDER BY id DESC LIMIT ?");
  REMIT_TRY_ASSIGN(Query rows, connection_.query(query.user ? kOfUser : kAll));
  rows.bind(org_);
  if (query.user) rows.bind(*query.user);
  return all<directory::Mail>(rows.bind(query.size), mail_from);
}

Result<Done> Rows::each_user(const std::function<Result<Done>(const directory::User&)>& visit) {
  static const std::string kSql = select(kUserColumns, "FROM users WHERE org = ? ORDER BY id");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return each<directory::User>(query.bind(org_), visit, [](const Query& q) { return user_from(q); });
}

Result<Done> Rows::each_role(const std::function<Result<Done>(const directory::RoleMembership&)>& visit) {
  static const std::string kSql = select(kRoleColumns, "FROM role_memberships WHERE org = ? ORDER BY user, role");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return each<directory::RoleMembership>(query.bind(org_), visit, role_from);
}

Result<Done> Rows::each_scope_membership(const std::function<Result<Done>(const directory::ScopeMembership&)>& visit) {
  static const std::string kSql =
      select(kScopeMembershipColumns, "FROM scope_memberships WHERE org = ? ORDER BY user, is_group, node");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  return each<directory::ScopeMembership>(query.bind(org_), visit, scope_membership_from);
}

Result<std::string> Rows::scheme_text() {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query("SELECT text FROM pinned_schemes WHERE org = ? ORDER BY pin DESC LIMIT 1"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_).step());
  if (!row) return no_such_organisation();
  return query.string(0);
}

}  // namespace remit::store::sqlite
