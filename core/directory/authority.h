#pragma once
// What a person holds, and what an actor may give: P(u), E(u, now), "a manages u" and G(a) of design §2, word for word.
// Rule 1 is judged here and nowhere else.

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/directory/command.h"
#include "core/directory/reader.h"
#include "core/scheme/compiled.h"

namespace remit::directory {

/// One tuple family of P(u): a role as given, on one node as given, for a time. Its permissions and reaches are the
/// role's; what it covers below is the scheme's.
struct Holding {
  scheme::RoleIndex role;
  ScopeId node;
  Time from = kAlways;
  Time until = kForever;

  bool operator==(const Holding&) const = default;
};

/// How many levels a tree may have, its root's counted: whoever walks up ends within as many steps.
inline constexpr std::size_t kMaxScopeLevels = 64;

/// The nodes of a tree, with the questions that Rule 1 asks of it. Reads parents as needed: a look-up a level.
class Tree {
 public:
  Tree(Reader& reader, const scheme::CompiledScheme& scheme) : reader_(reader), scheme_(scheme) {}

  /// Whether a membership on `node` counts at `at`: the same node, or one below where scopes cover what is below.
  [[nodiscard]] Result<bool> covers(ScopeId node, ScopeId at) const;
  /// Whether the role and the permission count on nodes of this one's kind, and the feature is on there.
  [[nodiscard]] Result<bool> applies(scheme::RoleIndex role, scheme::PermissionIndex permission, ScopeId at) const;
  /// As switched at the node or, going up, at the nearest one that says so; else as the scheme begins.
  [[nodiscard]] Result<bool> feature_on(const FeatureId& feature, Scope at) const;

 private:
  Reader& reader_;
  const scheme::CompiledScheme& scheme_;
};

/// The nodes a person is assigned to, groups opened up, at any time from `now` on; without any, the root or nothing,
/// as the scheme says.
[[nodiscard]] Result<std::vector<ScopeId>> nodes_of(Reader& reader, const scheme::CompiledScheme& scheme, UserId user,
                                                    Time now);

/// P(u): what `user` holds now or later, whatever their state.
[[nodiscard]] Result<std::vector<Holding>> holdings(Reader& reader, const scheme::CompiledScheme& scheme, UserId user,
                                                    Time now);

/// `after` without what `before` holds already: the same role on a node that covers it, for at least as much of the
/// time from `now` on.
[[nodiscard]] Result<std::vector<Holding>> gained(const Tree& tree, const std::vector<Holding>& before,
                                                  const std::vector<Holding>& after, Time now);

/// What one actor may do and give at one moment.
class Authority {
 public:
  /// Reads the actor's memberships and state. A person who may not act has none; a credential has its owner's, within
  /// its own scope, for as long as it is there. The operator may do and give everything; the system takes, never gives.
  [[nodiscard]] static Result<Authority> of(Reader& reader, const scheme::CompiledScheme& scheme, const Actor& actor,
                                            Time now);

  /// E(a) has the permission there, with that reach. The operator and the system always have.
  [[nodiscard]] Result<bool> has(scheme::PermissionIndex permission, scheme::Reach reach, ScopeId at) const;
  /// Anywhere at all.
  [[nodiscard]] bool has_somewhere(scheme::PermissionIndex permission, scheme::Reach reach) const;
  /// a manages u for commands that need `permission`.
  [[nodiscard]] Result<bool> manages(scheme::PermissionIndex permission, const User& user) const;
  /// Whether a may know of u: the permission with reach any at u's home or at any of u's nodes.
  [[nodiscard]] Result<bool> sees(scheme::PermissionIndex permission, const User& user) const;

  /// Whether `holding` is within G(a) for a command that needs `managing`; none: managing the node was asked for
  /// already. `content`: of the role, only these permissions come, on this node alone. Denied `may-not-give` with
  /// `role`, `scope` and `why` = `not-managed-there` | `role-protected` | `role-not-held` | `scope-not-held` |
  /// `not-covered`.
  [[nodiscard]] Result<Done> may_give(std::optional<scheme::PermissionIndex> managing, const Holding& holding,
                                      const std::optional<scheme::PermissionSet>& content = {}) const;
  [[nodiscard]] Result<Done> may_give(scheme::PermissionIndex managing, const std::vector<Holding>& holdings) const;
  /// The part of that which concerns the node alone: `not-managed-there`, `scope-not-held`.
  [[nodiscard]] Result<Done> may_give_node(std::optional<scheme::PermissionIndex> managing, ScopeId node) const;

 private:
  Authority(Reader& reader, const scheme::CompiledScheme& scheme, Time now)
      : reader_(&reader), scheme_(&scheme), tree_(reader, scheme), now_(now) {}

  [[nodiscard]] bool holds(const Holding& holding) const { return holding.from <= now_ && now_ < holding.until; }
  [[nodiscard]] Result<Done> keep_within(ScopeId scope);
  [[nodiscard]] bool has_role(scheme::RoleIndex role) const;
  [[nodiscard]] Result<bool> covers_role(const Holding& holding) const;
  [[nodiscard]] Error refused(scheme::RoleIndex role, ScopeId node, std::string_view why) const;
  [[nodiscard]] Error refused(ScopeId node, std::string_view why) const;

  Reader* reader_;
  const scheme::CompiledScheme* scheme_;
  Tree tree_;
  Time now_;
  bool manages_everything_ = false;  ///< the operator and the system
  bool gives_everything_ = false;    ///< the operator
  std::vector<Holding> effective_;   ///< E(a): holds now, and the state may act
};

}  // namespace remit::directory
