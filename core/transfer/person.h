#pragma once
// A person as one line of Remit's own CSV format: everything about them that a directory can be given again. What it
// leaves out is what only they can bring: passwords, factors, sessions, credentials, steps they have completed, and a
// new address that waits to be confirmed.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/present/context.h"
#include "core/transfer/cells.h"

namespace remit::transfer {

/// The names of nodes and scope groups of one organisation, both ways.
class Places {
 public:
  [[nodiscard]] static Result<Places> of(store::Snapshot& rows);

  /// Names below the root, from the top down; none for the root.
  [[nodiscard]] std::vector<std::string> path(ScopeId node) const;
  [[nodiscard]] std::string group_name(ScopeGroupId group) const;
  /// NotFound `unknown-scope`, `unknown-scope-group`.
  [[nodiscard]] Result<ScopeId> node(const std::vector<std::string>& path) const;
  [[nodiscard]] Result<ScopeGroupId> group(const std::string& name) const;

 private:
  std::map<ScopeId, directory::Scope> nodes_;
  std::map<std::pair<ScopeId, std::string>, ScopeId> children_;
  std::map<ScopeGroupId, std::string> groups_;
  ScopeId root_;
};

struct Person {
  std::map<std::string, std::string> fields;  ///< those that are not empty
  std::string state;
  Item home;
  std::vector<Item> roles;         ///< in the scheme's order
  std::vector<Item> scopes;        ///< in the order of their cells
  std::vector<Item> scope_groups;  ///< the same

  bool operator==(const Person&) const = default;
};

/// What somebody is and has, had or will have. A membership that has begun has no beginning any more.
[[nodiscard]] Result<Person> person_of(const present::Context& context, const Places& places,
                                       const directory::User& user,
                                       const std::vector<directory::RoleMembership>& roles);
/// The same in the one order that person_of() uses, so that two can be compared.
void put_in_order(Person& person, const scheme::CompiledScheme& scheme);

// ---- columns

inline constexpr std::string_view kState = "state";
inline constexpr std::string_view kHome = "home";
inline constexpr std::string_view kRoles = "roles";
inline constexpr std::string_view kScopes = "scopes";
inline constexpr std::string_view kScopeGroups = "scope_groups";

/// A field's column is called as the field, or `field:ID` where that is another column's name.
[[nodiscard]] std::string column_of(const FieldId& field);
/// All columns, in their order: fields, then the five above.
[[nodiscard]] std::vector<std::string> columns(const scheme::Definition& scheme);
/// Cells in that order.
[[nodiscard]] std::vector<std::string> cells(const Person& person, const scheme::Definition& scheme);

}  // namespace remit::transfer
