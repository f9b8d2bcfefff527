#pragma once
// Why a question is answered as it is: paths from the user's memberships to the permission on the node, with the place
// where each one stops. Described structs: CLI and API show them as text and as JSON (core/base/describe_json.h).

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"
#include "core/access/decision.h"

namespace remit::access {

/// What a hop is. The first three stand in front of all paths.
BOOST_DEFINE_ENUM_CLASS(HopKind, State, Feature, Kind, RoleMembership, IncludedRole, Grant, ScopeMembership,
                        ScopeGroupMembership, GroupMember, Scope, NoScopes)

BOOST_DEFINE_ENUM_CLASS(Mark, Holds, Fails)

/// One step of a path. `id` is what code knows it by, `label` what a person reads, in the language asked for.
struct Hop {
  HopKind kind = HopKind::State;
  std::string id;
  std::string label;
  Mark mark = Mark::Holds;
  std::optional<Rule> rule;         ///< why it fails
  std::optional<Reach> reach;       ///< of a grant
  std::optional<Time> valid_from;   ///< of a membership that has a start
  std::optional<Time> valid_until;  ///< of one that has an end

  bool operator==(const Hop&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hop, (), (kind, id, label, mark, rule, reach, valid_from, valid_until))

/// Role membership → included roles → grant, then scope membership → nodes down to the one that was asked about.
struct Path {
  Mark mark = Mark::Fails;  ///< holds if every hop does
  std::vector<Hop> hops;

  bool operator==(const Path&) const = default;
};
BOOST_DESCRIBE_STRUCT(Path, (), (mark, hops))

/// How many paths an explanation spells out; the rest is counted.
inline constexpr std::size_t kMaxPaths = 24;

struct Explanation {
  Verdict verdict = Verdict::Deny;
  Rule rule = Rule::Error;
  std::string user;  ///< ids as text; empty where unknown
  std::string permission;
  std::string permission_label;
  std::string scope;
  std::string scope_name;
  Time now;
  Epoch epoch;
  std::vector<Hop> conditions;  ///< what every path depends on: state, kind of the node, feature
  std::vector<Path> paths;      ///< of an allow: the witness of check() first; then those that get farthest
  std::uint64_t paths_left_out = 0;

  bool operator==(const Explanation&) const = default;
};
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (verdict, rule, user, permission, permission_label, scope, scope_name, now, epoch, conditions,
                       paths, paths_left_out))

/// INVARIANT: verdict and rule are those of check(); an allow has a path that holds and every path's mark is that of
/// its hops. Cost: some µs, and about 1 µs for each scope membership. Thread-safe.
[[nodiscard]] Explanation explain(const View& view, const Question& question, std::string_view language = "en");

}  // namespace remit::access
