#pragma once
// The rows as a change would leave them: a Reader that shows edits on top of another Reader. Planning reads only
// through it, so each step of a plan sees the steps before, and Rule 3 is judged on the outcome.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/directory/change.h"
#include "core/directory/reader.h"
#include "core/scheme/definition.h"

namespace remit::directory {

class Overlay final : public Reader {
 public:
  /// Both outlive the overlay.
  Overlay(Reader& base, const scheme::Definition& scheme) : base_(base), scheme_(scheme) {}

  /// Shows `edit` from now on.
  [[nodiscard]] Result<Done> apply(const RowEdit& edit);

  [[nodiscard]] Result<Organisation> organisation() override;
  [[nodiscard]] Result<std::optional<Scope>> scope(ScopeId id) override;
  [[nodiscard]] Result<std::vector<Scope>> children(ScopeId parent) override;
  [[nodiscard]] Result<std::optional<ScopeGroup>> scope_group(ScopeGroupId id) override;
  [[nodiscard]] Result<std::optional<User>> user(UserId id) override;
  [[nodiscard]] Result<std::vector<RoleMembership>> roles_of(UserId id) override;
  [[nodiscard]] Result<std::vector<ScopeMembership>> scopes_of(UserId id) override;
  [[nodiscard]] Result<std::vector<UserId>> users_with(const FieldId& field, std::string_view key) override;
  [[nodiscard]] Result<bool> retired(const FieldId& field, const Digest& key_hash) override;
  [[nodiscard]] Result<Done> holders(const RoleId& role, const std::function<bool(UserId)>& visit) override;
  [[nodiscard]] Result<std::optional<Password>> password(UserId id) override;
  [[nodiscard]] Result<std::vector<Link>> links_of(UserId id) override;
  [[nodiscard]] Result<std::optional<Link>> link_by_secret(const Digest& secret_hash) override;
  [[nodiscard]] Result<std::vector<Session>> sessions_of(UserId id) override;
  [[nodiscard]] Result<std::vector<Credential>> credentials_of(UserId id) override;

 private:
  template <class Row>
  using ByUser = std::map<UserId, std::vector<Row>>;

  /// The rows of one user, taken over from the base at the first edit.
  template <class Row>
  Result<std::vector<Row>*> taken_over(ByUser<Row>& rows, UserId user,
                                       Result<std::vector<Row>> (Reader::*read)(UserId));
  template <class Row>
  Result<std::vector<Row>> shown(const ByUser<Row>& rows, UserId user,
                                 Result<std::vector<Row>> (Reader::*read)(UserId));
  template <class Row, class Same>
  Result<Done> put(ByUser<Row>& rows, const Row& row, Result<std::vector<Row>> (Reader::*read)(UserId), Same same);
  template <class Row, class Same>
  Result<Done> drop(ByUser<Row>& rows, UserId user, Result<std::vector<Row>> (Reader::*read)(UserId), Same same);

  /// Users are indexed by what they are unique by when somebody is looked up: most plans never do that.
  void index_users();
  void index(const User& user, bool there);

  Reader& base_;
  const scheme::Definition& scheme_;
  std::optional<Organisation> organisation_;
  std::map<ScopeId, std::optional<Scope>> scopes_;
  std::map<ScopeGroupId, std::optional<ScopeGroup>> scope_groups_;
  std::map<UserId, std::optional<User>> users_;
  std::vector<UserId> not_indexed_;
  std::map<UserId, User> indexed_;  ///< as they stand in `by_key_`
  std::map<std::pair<FieldId, std::string>, std::set<UserId>> by_key_;
  std::set<std::pair<FieldId, Digest>> retired_;
  std::map<UserId, std::optional<Password>> passwords_;
  ByUser<RoleMembership> roles_;
  ByUser<ScopeMembership> scope_memberships_;
  ByUser<Link> links_;
  ByUser<Session> sessions_;
  ByUser<Credential> credentials_;
};

}  // namespace remit::directory
