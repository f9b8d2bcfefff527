#include "core/store/sqlite/writer.h"

#include <variant>

#include "core/store/sqlite/codec.h"

namespace remit::store::sqlite {
namespace {

/// INSERT of `columns`, of which the first `keys` are the primary key; a row that is there gets the other values.
std::string upsert(std::string_view table, std::string_view columns, int keys) {
  std::string values, key, set;
  int position = 0;
  for (std::string_view rest = columns; !rest.empty(); ++position) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string column(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 2, rest.size()));
    values += position ? ", ?" : "?";
    std::string& list = position < keys ? key : set;
    if (!list.empty()) list += ", ";
    list += position < keys ? column : column + " = excluded." + column;
  }
  return "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (" + values + ") ON CONFLICT (" +
         key + ") DO UPDATE SET " + set;
}

std::string upsert_in_org(std::string_view table, std::string_view columns, int keys) {
  return upsert(table, "org, " + std::string(columns), keys + 1);
}

}  // namespace

Writer::Writer(Connection& connection, std::shared_ptr<const Layout> layout)
    : connection_(connection),
      layout_(layout),
      org_(layout->org),
      rows_(connection, layout),
      listings_(connection, org_) {}

void Writer::adopt(const std::shared_ptr<const Layout>& layout) {
  layout_ = layout;
  rows_.adopt(layout);
}

Result<Done> Writer::apply(const std::vector<directory::RowEdit>& edits) {
  // What an earlier call that failed left behind was rolled back with it.
  touched_.clear();
  listings_.clear();
  for (const directory::RowEdit& edit : edits) {
    REMIT_TRY(std::visit([&](const auto& row) { return write(row); }, edit));
  }
  REMIT_TRY(refresh_touched());
  return listings_.flush();
}

// ---- organisation and scopes

Result<Done> Writer::write(const directory::PutOrganisation& edit) {
  const directory::Organisation& row = edit.row;
  const auto written = connection_.run(
      "UPDATE organisations SET slug = ?, name = ?, scheme_id = ?, scheme_version = ?, root = ?, epoch = ?, "
      "founding = ? WHERE number = ? AND id = ?",
      row.slug, row.name, row.scheme_id, row.scheme_version, row.root, row.epoch.value, row.founding, org_, row.id);
  if (!written && connection_.key_was_taken()) return Error{Code::Conflict, "taken", {{"text", row.slug}}, "slug"};
  return written;
}

Result<Done> Writer::write(const directory::PutScope& edit) {
  const directory::Scope& row = edit.row;
  REMIT_TRY_ASSIGN(const std::optional<Node> before, node(row.id));
  std::int64_t number = before ? before->number : 0;
  if (!before) {
    REMIT_TRY_ASSIGN(number,
                     connection_.integer("SELECT coalesce(max(number), 0) + 1 FROM scopes WHERE org = ?", org_));
  }
  static const std::string kSql = upsert("scopes", "org, id, number, parent, kind, name, features", 2);
  REMIT_TRY(connection_.run(kSql, org_, row.id, number, row.parent, row.kind, row.name, text_of(row.features)));
  tree_.clear();
  if (before && before->parent != row.parent) return touch_below(row.id);
  return Done{};
}

Result<Done> Writer::write(const directory::DropScope& edit) {
  REMIT_TRY(touch_holders(0, edit.id.uuid));
  REMIT_TRY_ASSIGN(Query groups,
                   connection_.query("SELECT scope_group FROM scope_group_members WHERE org = ? AND scope = ?"));
  groups.bind(org_, edit.id);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, groups.step());
    if (!row) break;
    REMIT_TRY(touch_holders(1, groups.uuid(0)));
  }
  REMIT_TRY(
      connection_.run("DELETE FROM scope_memberships WHERE org = ? AND is_group = 0 AND node = ?", org_, edit.id));
  tree_.clear();
  return connection_.run("DELETE FROM scopes WHERE org = ? AND id = ?", org_, edit.id);
}

Result<Done> Writer::write(const directory::PutScopeGroup& edit) {
  static const std::string kSql = upsert_in_org("scope_groups", "id, name", 1);
  REMIT_TRY(connection_.run(kSql, org_, edit.row.id, edit.row.name));
  REMIT_TRY(connection_.run("DELETE FROM scope_group_members WHERE org = ? AND scope_group = ?", org_, edit.row.id));
  for (const ScopeId scope : edit.row.scopes) {
    REMIT_TRY(connection_.run("INSERT OR IGNORE INTO scope_group_members (org, scope_group, scope) VALUES (?, ?, ?)",
                              org_, edit.row.id, scope));
  }
  return touch_holders(1, edit.row.id.uuid);
}

Result<Done> Writer::write(const directory::DropScopeGroup& edit) {
  REMIT_TRY(touch_holders(1, edit.id.uuid));
  REMIT_TRY(
      connection_.run("DELETE FROM scope_memberships WHERE org = ? AND is_group = 1 AND node = ?", org_, edit.id));
  return connection_.run("DELETE FROM scope_groups WHERE org = ? AND id = ?", org_, edit.id);
}

// ---- people and what they were given

Result<Done> Writer::write(const directory::PutUser& edit) {
  const directory::User& row = edit.row;
  touched_.insert(row.id);
  REMIT_TRY(connection_.run(
      "UPDATE users SET state = ?, home = ?, fields = ?, open_steps = ?, email_verified = ?, pending_email = ?, "
      "created_at = ?, created_by = ?, last_sign_in = ?, password_changed_at = ? WHERE org = ? AND id = ?",
      row.state, row.home, text_of(row.fields), text_of(row.open_steps), row.email_verified, row.pending_email,
      row.created_at, row.created_by, row.last_sign_in, row.password_changed_at, org_, row.id));
  if (connection_.changes() != 0) return Done{};
  REMIT_TRY_ASSIGN(const std::int64_t last,
                   connection_.integer("SELECT key FROM users WHERE key < ? AND key >= ? ORDER BY key DESC LIMIT 1",
                                       user_row(org_ + 1, 0), user_row(org_, 0)));
  static const std::string kSql = select(kUserColumns, "").replace(0, 7, "INSERT INTO users (key, org, ") +
                                  ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  return connection_.run(kSql, user_row(org_, user_number(last) + 1), org_, row.id, row.state, row.home,
                         text_of(row.fields), text_of(row.open_steps), row.email_verified, row.pending_email,
                         row.created_at, row.created_by, row.last_sign_in, row.password_changed_at);
}

Result<Done> Writer::write(const directory::DropUser& edit) {
  touched_.erase(edit.id);
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT key, listing FROM users WHERE org = ? AND id = ?"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_, edit.id).step());
  if (!row) return Done{};
  const std::int64_t key = query.integer(0);
  if (!query.bytes(1).empty()) {
    REMIT_TRY_ASSIGN(const Listing before, unpack(query.bytes(1)));
    REMIT_TRY(listings_.change(user_number(key), edit.id, &before, nullptr));
  }
  query.rewind();
  // What hangs on the person goes with them (ON DELETE CASCADE): nothing survives (Rule 2).
  return connection_.run("DELETE FROM users WHERE key = ?", key);
}

Result<Done> Writer::write(const directory::RetireValue& edit) {
  return connection_.run("INSERT OR IGNORE INTO retired_values (org, field, key_hash) VALUES (?, ?, ?)", org_,
                         edit.field, edit.key_hash);
}

Result<Done> Writer::write(const directory::PutRole& edit) {
  static const std::string kSql = upsert_in_org("role_memberships", kRoleColumns, 2);
  const directory::RoleMembership& row = edit.row;
  touched_.insert(row.user);
  return connection_.run(kSql, org_, row.user, row.role, row.granted_by, row.granted_at, row.valid_from,
                         row.valid_until);
}

Result<Done> Writer::write(const directory::DropRole& edit) {
  touched_.insert(edit.user);
  return connection_.run("DELETE FROM role_memberships WHERE org = ? AND user = ? AND role = ?", org_, edit.user,
                         edit.role);
}

Result<Done> Writer::write(const directory::PutScopeMembership& edit) {
  static const std::string kSql = upsert_in_org("scope_memberships", kScopeMembershipColumns, 3);
  const directory::ScopeMembership& row = edit.row;
  REMIT_ASSERT(row.scope.has_value() != row.group.has_value(), "a scope membership names one of the two");
  touched_.insert(row.user);
  return connection_.run(kSql, org_, row.user, row.group.has_value(), row.group ? row.group->uuid : row.scope->uuid,
                         row.granted_by, row.granted_at, row.valid_from, row.valid_until);
}

Result<Done> Writer::write(const directory::DropScopeMembership& edit) {
  REMIT_ASSERT(edit.scope.has_value() != edit.group.has_value(), "a scope membership names one of the two");
  touched_.insert(edit.user);
  return connection_.run("DELETE FROM scope_memberships WHERE org = ? AND user = ? AND is_group = ? AND node = ?", org_,
                         edit.user, edit.group.has_value(), edit.group ? edit.group->uuid : edit.scope->uuid);
}

// ---- secrets, kept as hashes or sealed

Result<Done> Writer::write(const directory::PutPassword& edit) {
  static const std::string kSql = upsert_in_org("passwords", "user, phc, must_change, expires_at", 1);
  return connection_.run(kSql, org_, edit.row.user, edit.row.phc, edit.row.must_change, edit.row.expires_at);
}

Result<Done> Writer::write(const directory::DropPassword& edit) {
  return connection_.run("DELETE FROM passwords WHERE org = ? AND user = ?", org_, edit.user);
}

Result<Done> Writer::write(const directory::PutLink& edit) {
  static const std::string kSql = upsert_in_org("links", kLinkColumns, 1);
  const directory::Link& row = edit.row;
  return connection_.run(kSql, org_, row.id, row.user, row.purpose, text_of(row.steps), row.secret_hash, row.email,
                         row.created_at, row.expires_at, row.sent_by);
}

Result<Done> Writer::write(const directory::DropLink& edit) {
  return connection_.run("DELETE FROM links WHERE org = ? AND id = ?", org_, edit.id);
}

Result<Done> Writer::write(const directory::PutSession& edit) {
  static const std::string kSql = upsert_in_org("sessions", kSessionColumns, 1);
  const directory::Session& row = edit.row;
  return connection_.run(kSql, org_, row.id, row.user, row.token_hash, row.steps_only, row.selected, row.device,
                         row.address, row.created_at);
}

Result<Done> Writer::write(const directory::DropSession& edit) {
  return connection_.run("DELETE FROM sessions WHERE org = ? AND id = ?", org_, edit.id);
}

Result<Done> Writer::write(const directory::PutCredential& edit) {
  static const std::string kSql = upsert_in_org("credentials", kCredentialColumns, 1);
  const directory::Credential& row = edit.row;
  return connection_.run(kSql, org_, row.id, row.user, row.prefix, row.suffix, row.secret_hash, Bytes{row.sealed},
                         row.created_at, row.expires_at, row.issued_by, row.scope);
}

Result<Done> Writer::write(const directory::DropCredential& edit) {
  return connection_.run("DELETE FROM credentials WHERE org = ? AND id = ?", org_, edit.id);
}

Result<Done> Writer::write(const directory::PutMail& edit) {
  static const std::string kSql = upsert_in_org("mails", kMailColumns, 1);
  const directory::Mail& row = edit.row;
  // SECURITY: a secret is erased as soon as its mail went out or is of no use (design §6).
  const Bytes sealed{row.state == directory::MailState::Queued ? std::string_view(row.sealed) : std::string_view()};
  return connection_.run(kSql, org_, row.id, row.user, row.purpose, row.recipient, row.link, sealed, text_of(row.state),
                         row.actor, row.created_at, row.expires_at);
}

Result<Done> Writer::write(const directory::WithdrawMail& edit) {
  return connection_.run(
      "UPDATE mails SET state = 'withdrawn', sealed = x'' WHERE org = ? AND link = ? AND state = 'queued'", org_,
      edit.link);
}

// ---- derived

Result<Done> Writer::touch_holders(int is_group, const Uuid& node) {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query("SELECT user FROM scope_memberships WHERE org = ? AND is_group = ? AND "
                                     "node = ?"));
  query.bind(org_, is_group, node);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    touched_.insert(query.id<UserId>(0));
  }
}

Result<Done> Writer::touch_below(ScopeId scope) {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query(
                       "WITH RECURSIVE below (id, number) AS (SELECT id, number FROM scopes WHERE org = ?1 AND id = ?2 "
                       "UNION SELECT s.id, s.number FROM scopes s JOIN below b ON s.org = ?1 AND s.parent = b.id) "
                       "SELECT u.id FROM below b JOIN user_places p ON p.org = ?1 AND p.scope = b.number "
                       "JOIN users u ON u.key = (?1 << 40 | p.user)"));
  query.bind(org_, scope);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    touched_.insert(query.id<UserId>(0));
  }
}

Result<std::optional<Writer::Node>> Writer::node(ScopeId id) {
  if (const auto known = tree_.find(id); known != tree_.end()) return std::optional<Node>(known->second);
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT number, parent FROM scopes WHERE org = ? AND id = ?"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_, id).step());
  if (!row) return std::optional<Node>();
  const Node found{static_cast<std::uint32_t>(query.integer(0)), query.maybe_id<ScopeId>(1)};
  tree_.emplace(id, found);
  return std::optional<Node>(found);
}

Result<Done> Writer::refresh(UserId id) {
  static const std::string kSql =
      select("key, listing, " + std::string(kUserColumns), "FROM users WHERE org = ? AND id = ?");
  REMIT_TRY_ASSIGN(Query query, connection_.query(kSql));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_, id).step());
  if (!row) return Done{};  // removed by a later edit of the same change
  const std::int64_t key = query.integer(0);
  std::optional<Listing> before;
  if (!query.bytes(1).empty()) {
    REMIT_TRY_ASSIGN(before, unpack(query.bytes(1)));
  }
  REMIT_TRY_ASSIGN(const directory::User user, user_from(query, 2));
  query.rewind();

  REMIT_TRY_ASSIGN(const auto roles, rows_.roles_of(id));
  REMIT_TRY_ASSIGN(const auto held, rows_.scopes_of(id));
  std::vector<ScopeId> at{user.home};
  for (const directory::ScopeMembership& membership : held) {
    if (membership.scope) at.push_back(*membership.scope);
    if (!membership.group) continue;
    REMIT_TRY_ASSIGN(const auto group, rows_.scope_group(*membership.group));
    if (group) at.insert(at.end(), group->scopes.begin(), group->scopes.end());
  }
  std::vector<Place> places;
  std::vector<std::uint32_t> below;
  for (const ScopeId scope : at) {
    REMIT_TRY_ASSIGN(std::optional<Node> found, node(scope));
    if (!found) continue;
    places.push_back({scope, found->number});
    below.push_back(found->number);
    // INVARIANT: plans keep the scopes a tree; the bound only keeps a damaged file from looping.
    for (int depth = 0; found && found->parent && depth < 64; ++depth) {
      REMIT_TRY_ASSIGN(found, node(*found->parent));
      if (found) below.push_back(found->number);
    }
  }
  const Listing after = derive(*layout_, user, roles, places, std::move(below));
  if (before == after) return Done{};
  REMIT_TRY(listings_.change(user_number(key), id, before ? &*before : nullptr, &after));
  return connection_.run("UPDATE users SET listing = ? WHERE key = ?", Bytes{pack(after)}, key);
}

Result<Done> Writer::refresh_touched() {
  for (const UserId user : std::exchange(touched_, {})) REMIT_TRY(refresh(user));
  return Done{};
}

Result<Done> Writer::rebuild() {
  // Emptied by organisation rather than user by user: sorts and states have other numbers now.
  for (const char* table : {"user_keys", "user_lists", "user_places", "user_counts"}) {
    REMIT_TRY(connection_.run("DELETE FROM " + std::string(table) + " WHERE org = ?", org_));
  }
  REMIT_TRY(connection_.run("DELETE FROM user_search WHERE rowid BETWEEN ? AND ?", user_row(org_, 0),
                            user_row(org_ + 1, 0) - 1));
  REMIT_TRY(connection_.run("DELETE FROM user_sheets WHERE key BETWEEN ? AND ?", user_row(org_, 0),
                            user_row(org_ + 1, 0) - 1));
  REMIT_TRY(connection_.run("UPDATE users SET listing = x'' WHERE org = ?", org_));
  REMIT_TRY(rows_.each_user([&](const directory::User& user) -> Result<Done> {
    touched_.insert(user.id);
    return Done{};
  }));
  REMIT_TRY(refresh_touched());
  return listings_.flush();
}

}  // namespace remit::store::sqlite
