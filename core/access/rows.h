#pragma once
// For tests: the rows of one organisation as plain vectors, edited by the obvious loop, and a snapshot of them.

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/directory/change.h"
#include "core/directory/records.h"
#include "core/store/store.h"

namespace remit::access {

struct Rows {
  directory::Organisation organisation;
  std::vector<directory::Scope> scopes;
  std::vector<directory::ScopeGroup> groups;
  std::vector<directory::User> users;
  std::vector<directory::RoleMembership> roles;
  std::vector<directory::ScopeMembership> scope_memberships;

  void apply(const directory::RowEdit& edit) { std::visit(*this, edit); }

  void operator()(const directory::PutOrganisation& it) { organisation = it.row; }
  void operator()(const directory::PutScope& it) {
    put(scopes, it.row, [&](const auto& row) { return row.id == it.row.id; });
  }
  void operator()(const directory::DropScope& it) {
    std::erase_if(scopes, [&](const auto& row) { return row.id == it.id; });
  }
  void operator()(const directory::PutScopeGroup& it) {
    put(groups, it.row, [&](const auto& row) { return row.id == it.row.id; });
  }
  void operator()(const directory::DropScopeGroup& it) {
    std::erase_if(groups, [&](const auto& row) { return row.id == it.id; });
  }
  void operator()(const directory::PutUser& it) {
    put(users, it.row, [&](const auto& row) { return row.id == it.row.id; });
  }
  void operator()(const directory::DropUser& it) {
    std::erase_if(users, [&](const auto& row) { return row.id == it.id; });
    std::erase_if(roles, [&](const auto& row) { return row.user == it.id; });
    std::erase_if(scope_memberships, [&](const auto& row) { return row.user == it.id; });
  }
  void operator()(const directory::PutRole& it) {
    put(roles, it.row, [&](const auto& row) { return row.user == it.row.user && row.role == it.row.role; });
  }
  void operator()(const directory::DropRole& it) {
    std::erase_if(roles, [&](const auto& row) { return row.user == it.user && row.role == it.role; });
  }
  void operator()(const directory::PutScopeMembership& it) {
    put(scope_memberships, it.row, [&](const auto& row) {
      return row.user == it.row.user && row.scope == it.row.scope && row.group == it.row.group;
    });
  }
  void operator()(const directory::DropScopeMembership& it) {
    std::erase_if(scope_memberships, [&](const auto& row) {
      return row.user == it.user && row.scope == it.scope && row.group == it.group;
    });
  }
  template <class Other>
  void operator()(const Other&) {}  // decides nothing

 private:
  template <class Row, class Same>
  static void put(std::vector<Row>& rows, const Row& row, Same same) {
    const auto known = std::find_if(rows.begin(), rows.end(), same);
    if (known != rows.end()) {
      *known = row;
    } else {
      rows.push_back(row);
    }
  }
};

/// What Index::load reads; everything else is not kept here.
class RowsSnapshot : public store::Snapshot {
 public:
  explicit RowsSnapshot(const Rows& rows) : rows_(rows) {}

  Result<directory::Organisation> organisation() override { return rows_.organisation; }
  Result<std::vector<directory::Scope>> scopes() override { return rows_.scopes; }
  Result<std::vector<directory::ScopeGroup>> scope_groups() override { return rows_.groups; }
  Result<Done> each_user(const std::function<Result<Done>(const directory::User&)>& visit) override {
    return each(rows_.users, visit);
  }
  Result<Done> each_role(const std::function<Result<Done>(const directory::RoleMembership&)>& visit) override {
    return each(rows_.roles, visit);
  }
  Result<Done> each_scope_membership(
      const std::function<Result<Done>(const directory::ScopeMembership&)>& visit) override {
    return each(rows_.scope_memberships, visit);
  }

  Result<std::optional<directory::Scope>> scope(ScopeId) override { return not_kept(); }
  Result<std::vector<directory::Scope>> children(ScopeId) override { return not_kept(); }
  Result<std::optional<directory::ScopeGroup>> scope_group(ScopeGroupId) override { return not_kept(); }
  Result<std::optional<directory::User>> user(UserId) override { return not_kept(); }
  Result<std::vector<directory::RoleMembership>> roles_of(UserId) override { return not_kept(); }
  Result<std::vector<directory::ScopeMembership>> scopes_of(UserId) override { return not_kept(); }
  Result<std::vector<UserId>> users_with(const FieldId&, std::string_view) override { return not_kept(); }
  Result<bool> retired(const FieldId&, const Digest&) override { return not_kept(); }
  Result<Done> holders(const RoleId&, const std::function<bool(UserId)>&) override { return not_kept(); }
  Result<std::optional<directory::Password>> password(UserId) override { return not_kept(); }
  Result<std::vector<directory::Link>> links_of(UserId) override { return not_kept(); }
  Result<std::optional<directory::Link>> link_by_secret(const Digest&) override { return not_kept(); }
  Result<std::vector<directory::Session>> sessions_of(UserId) override { return not_kept(); }
  Result<std::vector<directory::Credential>> credentials_of(UserId) override { return not_kept(); }
  Result<store::UserPage> users(const store::UserQuery&) override { return not_kept(); }
  Result<store::Counts> counts() override { return not_kept(); }
  Result<std::vector<directory::AuditEntry>> audit(const store::AuditQuery&) override { return not_kept(); }
  Result<Done> audit_chain(const std::function<bool(const directory::AuditEntry&)>&) override { return not_kept(); }
  Result<std::vector<directory::Mail>> mails(const store::MailQuery&) override { return not_kept(); }
  Result<std::optional<directory::Session>> session_by_token(const Digest&) override { return not_kept(); }
  Result<std::optional<directory::Credential>> credential_by_secret(const Digest&) override { return not_kept(); }
  Result<std::string> scheme_text() override { return not_kept(); }

 private:
  static Error not_kept() { return {Code::Internal, "not-kept-in-test-rows", {}, {}}; }

  template <class Row, class Visit>
  static Result<Done> each(const std::vector<Row>& rows, const Visit& visit) {
    for (const Row& row : rows) REMIT_TRY(visit(row));
    return Done{};
  }

  const Rows& rows_;
};

}  // namespace remit::access
