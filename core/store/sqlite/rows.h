#pragma once
// Reading one organisation over one connection. Snapshots and transactions both answer with it.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/layout.h"
#include "core/store/store.h"

namespace remit::store::sqlite {

/// As store::Snapshot says. Keeps a reference to the connection, whose transaction decides what is seen.
class Rows {
 public:
  Rows(Connection& connection, std::shared_ptr<const Layout> layout)  // shared by all who read this organisation
      : connection_(connection), layout_(std::move(layout)), org_(layout_->org) {}

  /// Another scheme was pinned.
  void adopt(std::shared_ptr<const Layout> layout) { layout_ = std::move(layout); }

  [[nodiscard]] Result<directory::Organisation> organisation();
  [[nodiscard]] Result<std::optional<directory::Scope>> scope(ScopeId id);
  [[nodiscard]] Result<std::vector<directory::Scope>> children(ScopeId parent);
  [[nodiscard]] Result<std::optional<directory::ScopeGroup>> scope_group(ScopeGroupId id);
  [[nodiscard]] Result<std::optional<directory::User>> user(UserId id);
  [[nodiscard]] Result<std::vector<directory::RoleMembership>> roles_of(UserId id);
  [[nodiscard]] Result<std::vector<directory::ScopeMembership>> scopes_of(UserId id);
  [[nodiscard]] Result<std::vector<UserId>> users_with(const FieldId& field, std::string_view key);
  [[nodiscard]] Result<bool> retired(const FieldId& field, const Digest& key_hash);
  [[nodiscard]] Result<Done> holders(const RoleId& role, const std::function<bool(UserId)>& visit);
  [[nodiscard]] Result<std::optional<directory::Password>> password(UserId id);
  [[nodiscard]] Result<std::vector<directory::Link>> links_of(UserId id);
  [[nodiscard]] Result<std::optional<directory::Link>> link_by_secret(const Digest& secret_hash);
  [[nodiscard]] Result<std::vector<directory::Session>> sessions_of(UserId id);
  [[nodiscard]] Result<std::vector<directory::Credential>> credentials_of(UserId id);

  [[nodiscard]] Result<UserPage> users(const UserQuery& query);
  [[nodiscard]] Result<Counts> counts();
  [[nodiscard]] Result<std::vector<directory::AuditEntry>> audit(const AuditQuery& query);
  [[nodiscard]] Result<Done> audit_chain(const std::function<bool(const directory::AuditEntry&)>& visit);
  [[nodiscard]] Result<std::vector<directory::Mail>> mails(const MailQuery& query);
  [[nodiscard]] Result<std::vector<directory::Scope>> scopes();
  [[nodiscard]] Result<std::vector<directory::ScopeGroup>> scope_groups();
  [[nodiscard]] Result<std::optional<directory::Session>> session_by_token(const Digest& token_hash);
  [[nodiscard]] Result<std::optional<directory::Credential>> credential_by_secret(const Digest& hash);
  [[nodiscard]] Result<Done> each_user(const std::function<Result<Done>(const directory::User&)>& visit);
  [[nodiscard]] Result<Done> each_role(const std::function<Result<Done>(const directory::RoleMembership&)>& visit);
  [[nodiscard]] Result<Done> each_scope_membership(
      const std::function<Result<Done>(const directory::ScopeMembership&)>& visit);
  [[nodiscard]] Result<std::string> scheme_text();

 private:
  Connection& connection_;
  std::shared_ptr<const Layout> layout_;
  std::int64_t org_;
};

/// Implements the reading half of Port (store::Snapshot or store::Transaction) with Rows.
template <class Port>
class Reading : public Port {
 public:
  Reading(Connection& connection, std::shared_ptr<const Layout> layout) : rows_(connection, std::move(layout)) {}

  Result<directory::Organisation> organisation() override { return rows_.organisation(); }
  Result<std::optional<directory::Scope>> scope(ScopeId id) override { return rows_.scope(id); }
  Result<std::vector<directory::Scope>> children(ScopeId parent) override { return rows_.children(parent); }
  Result<std::optional<directory::ScopeGroup>> scope_group(ScopeGroupId id) override { return rows_.scope_group(id); }
  Result<std::optional<directory::User>> user(UserId id) override { return rows_.user(id); }
  Result<std::vector<directory::RoleMembership>> roles_of(UserId id) override { return rows_.roles_of(id); }
  Result<std::vector<directory::ScopeMembership>> scopes_of(UserId id) override { return rows_.scopes_of(id); }
  Result<std::vector<UserId>> users_with(const FieldId& field, std::string_view key) override {
    return rows_.users_with(field, key);
  }
  Result<bool> retired(const FieldId& field, const Digest& key_hash) override { return rows_.retired(field, key_hash); }
  Result<Done> holders(const RoleId& role, const std::function<bool(UserId)>& visit) override {
    return rows_.holders(role, visit);
  }
  Result<std::optional<directory::Password>> password(UserId id) override { return rows_.password(id); }
  Result<std::vector<directory::Link>> links_of(UserId id) override { return rows_.links_of(id); }
  Result<std::optional<directory::Link>> link_by_secret(const Digest& hash) override {
    return rows_.link_by_secret(hash);
  }
  Result<std::vector<directory::Session>> sessions_of(UserId id) override { return rows_.sessions_of(id); }
  Result<std::vector<directory::Credential>> credentials_of(UserId id) override { return rows_.credentials_of(id); }

  Result<UserPage> users(const UserQuery& query) override { return rows_.users(query); }
  Result<Counts> counts() override { return rows_.counts(); }
  Result<std::vector<directory::AuditEntry>> audit(const AuditQuery& query) override { return rows_.audit(query); }
  Result<Done> audit_chain(const std::function<bool(const directory::AuditEntry&)>& visit) override {
    return rows_.audit_chain(visit);
  }
  Result<std::vector<directory::Mail>> mails(const MailQuery& query) override { return rows_.mails(query); }
  Result<std::vector<directory::Scope>> scopes() override { return rows_.scopes(); }
  Result<std::vector<directory::ScopeGroup>> scope_groups() override { return rows_.scope_groups(); }
  Result<std::optional<directory::Session>> session_by_token(const Digest& hash) override {
    return rows_.session_by_token(hash);
  }
  Result<std::optional<directory::Credential>> credential_by_secret(const Digest& hash) override {
    return rows_.credential_by_secret(hash);
  }
  Result<Done> each_user(const std::function<Result<Done>(const directory::User&)>& visit) override {
    return rows_.each_user(visit);
  }
  Result<Done> each_role(const std::function<Result<Done>(const directory::RoleMembership&)>& visit) override {
    return rows_.each_role(visit);
  }
  Result<Done> each_scope_membership(
      const std::function<Result<Done>(const directory::ScopeMembership&)>& visit) override {
    return rows_.each_scope_membership(visit);
  }
  Result<std::string> scheme_text() override { return rows_.scheme_text(); }

 protected:
  Rows rows_;
};

}  // namespace remit::store::sqlite
