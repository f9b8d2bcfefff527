#pragma once
// A question and its answer, as dense numbers: small enough to pass by the million. Text forms stand in access.h.

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/scheme/compiled.h"

namespace remit::access {

using scheme::PermissionIndex;
using scheme::Reach;
using scheme::RoleIndex;

/// Numbers that one Index gives to the rows of its organisation. They stay the same as long as that Index lives and
/// are never given twice; they mean nothing to another Index and are never stored.
struct UserIndex {
  std::uint32_t value = 0;
  auto operator<=>(const UserIndex&) const = default;
};
struct ScopeIndex {
  std::uint32_t value = 0;
  auto operator<=>(const ScopeIndex&) const = default;
};
struct GroupIndex {
  std::uint32_t value = 0;
  auto operator<=>(const GroupIndex&) const = default;
};

/// The root of every organisation's tree.
inline constexpr ScopeIndex kRoot{0};
/// "No owner is known": reach own is not granted.
inline constexpr UserIndex kNoOwner{std::numeric_limits<std::uint32_t>::max()};
/// Numbers that no row has: what an unknown id is turned into, so that it is asked and denied like any other.
inline constexpr UserIndex kNoUser{std::numeric_limits<std::uint32_t>::max() - 1};
inline constexpr ScopeIndex kNoScope{std::numeric_limits<std::uint32_t>::max()};
inline constexpr PermissionIndex kNoPermission{std::numeric_limits<std::uint16_t>::max()};

/// May `user` do `permission` on `scope` with a record of `owner`?
struct Question {
  UserIndex user;
  PermissionIndex permission;
  ScopeIndex scope = kRoot;
  UserIndex owner = kNoOwner;
  Time now;
};

BOOST_DEFINE_ENUM_CLASS(Verdict, Deny, Allow)

/// Why. The order is the order in which a denial is looked for: the first that holds is the answer.
/// `enum_name` (core/base/describe_enum.h) gives the stable id: `no-such-user`, `outside-scope`, …
enum class Rule : std::uint8_t {
  NoSuchUser,         ///< not in this organisation, or removed
  UnknownPermission,  ///< the scheme has no such permission
  UnknownScope,       ///< no such node, or one that is cut off from the root
  StateMayNotAct,     ///< the user's state may not act (or the scheme does not know it)
  NoMembership,       ///< no role at all; or no scope at all where that reaches nothing
  NotGranted,         ///< no role the user was ever given grants it at a node of this kind
  FeatureOff,         ///< the feature that it needs is switched off there
  OutsideScope,       ///< granted, but no scope or scope group of the user covers the node
  OwnOnly,            ///< granted for own records only, and the owner is someone else or was not named
  NotYetValid,        ///< a role and a scope that would do hold together at a later time
  Expired,            ///< and these did, but do no longer (nor will)
  Allowed,
  Error,  ///< deciding failed (Rule 6, T32): a deny, to be reported
};
BOOST_DESCRIBE_ENUM(Rule, NoSuchUser, UnknownPermission, UnknownScope, StateMayNotAct, NoMembership, NotGranted,
                    FeatureOff, OutsideScope, OwnOnly, NotYetValid, Expired, Allowed, Error)

/// Which of the user's scope memberships the witness uses.
enum class Via : std::uint8_t {
  None,     ///< the decision is a denial
  Default,  ///< the user has no scopes and the scheme lets that reach the root
  Scope,    ///< `Decision::via` is a ScopeIndex
  Group,    ///< `Decision::via` is a GroupIndex
};

/// The answer: 16 bytes. What a new one says is a deny (Rule 6).
///
/// An allow carries its witness: `role` is the role membership, with reach any before own and then the first in the
/// scheme's order; `via` the scope membership. explain() (explain.h) shows the same as its first path, with every hop.
struct Decision {
  Epoch epoch;            ///< of the view that decided
  std::uint32_t via = 0;  ///< a ScopeIndex or GroupIndex, as `via_kind` says
  RoleIndex role{0xffff};
  Rule rule = Rule::Error;
  Via via_kind = Via::None;

  [[nodiscard]] bool allowed() const { return rule == Rule::Allowed; }
  [[nodiscard]] Verdict verdict() const { return allowed() ? Verdict::Allow : Verdict::Deny; }
  bool operator==(const Decision&) const = default;
};
static_assert(std::is_trivially_copyable_v<Decision>);
static_assert(sizeof(Decision) == 16);

}  // namespace remit::access
