#pragma once
// What planning may know: the rows of one organisation as of one moment. Implemented by a store's transaction, by a
// snapshot, and by an overlay that shows rows as a change would leave them.

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/directory/records.h"

namespace remit::directory {

/// Any call may fail (a disk does); then the command is refused (Rule 6, T32). Not thread-safe. A missing row is an
/// empty optional, not an error. Each look-up costs one or two index searches.
class Reader {
 public:
  virtual ~Reader() = default;

  [[nodiscard]] virtual Result<Organisation> organisation() = 0;

  [[nodiscard]] virtual Result<std::optional<Scope>> scope(ScopeId id) = 0;
  [[nodiscard]] virtual Result<std::vector<Scope>> children(ScopeId parent) = 0;
  [[nodiscard]] virtual Result<std::optional<ScopeGroup>> scope_group(ScopeGroupId id) = 0;

  [[nodiscard]] virtual Result<std::optional<User>> user(UserId id) = 0;
  [[nodiscard]] virtual Result<std::vector<RoleMembership>> roles_of(UserId id) = 0;
  [[nodiscard]] virtual Result<std::vector<ScopeMembership>> scopes_of(UserId id) = 0;
  /// Users whose field has this unique key (fold_key of the value; pending e-mails count for the e-mail), ascending.
  [[nodiscard]] virtual Result<std::vector<UserId>> users_with(const FieldId& field, std::string_view key) = 0;
  /// Whether somebody removed was known by a value whose retired_hash() is this (records.h).
  [[nodiscard]] virtual Result<bool> retired(const FieldId& field, const Digest& key_hash) = 0;
  /// Calls `visit` with each user who was given `role`, ascending, until it says false.
  [[nodiscard]] virtual Result<Done> holders(const RoleId& role, const std::function<bool(UserId)>& visit) = 0;

  [[nodiscard]] virtual Result<std::optional<Password>> password(UserId id) = 0;
  [[nodiscard]] virtual Result<std::vector<Link>> links_of(UserId id) = 0;
  [[nodiscard]] virtual Result<std::optional<Link>> link_by_secret(const Digest& secret_hash) = 0;
  [[nodiscard]] virtual Result<std::vector<Session>> sessions_of(UserId id) = 0;
  [[nodiscard]] virtual Result<std::vector<Credential>> credentials_of(UserId id) = 0;
};

}  // namespace remit::directory
