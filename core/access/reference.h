#pragma once
// For tests: the definitions of design §2 and §5 as slow, obvious loops over rows. It shares no code with the index, so
// that one checks the other (Rule 5).

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/access/decision.h"
#include "core/access/rows.h"
#include "core/scheme/definition.h"

namespace remit::access::reference {

/// With ids instead of numbers.
struct Question {
  UserId user;
  PermissionId permission;
  ScopeId scope;
  std::optional<UserId> owner;
  Time now;
};

/// A tuple of E(u, now) or P(u), with where it comes from.
struct Tuple {
  RoleId role;
  PermissionId permission;
  ScopeId scope;  ///< a node it counts on
  Reach reach = Reach::Own;
  Time from = kAlways;
  Time until = kForever;
};

/// The reason, or Allowed.
[[nodiscard]] Rule decide(const Rows& rows, const scheme::Definition& scheme, const Question& question);

/// Permissions that a role grants with at least `reach`, by itself and by what it includes.
[[nodiscard]] std::set<PermissionId> grants(const scheme::Definition& scheme, const RoleId& role, Reach reach);

/// Whether `at` is `node` or, where scopes cover what is below, below it. Nodes that no path leads to from the root
/// are covered by nothing and cover nothing.
[[nodiscard]] bool covers(const Rows& rows, const scheme::Definition& scheme, ScopeId node, ScopeId at);

[[nodiscard]] std::set<UserId> who_can(const Rows& rows, const scheme::Definition& scheme,
                                       const PermissionId& permission, ScopeId scope, Time now, Reach reach);

}  // namespace remit::access::reference
