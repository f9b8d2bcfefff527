#pragma once
// decide → change: what a command would do, or why not. Pure: reads through a Reader, writes nothing, knows no clock
// and no randomness.

#include <map>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/directory/change.h"
#include "core/directory/command.h"
#include "core/directory/reader.h"
#include "core/scheme/compiled.h"

namespace remit::directory {

struct PlanContext {
  Reader& reader;
  const scheme::CompiledScheme& scheme;
  const Actor& actor;
  const Command& command;
  Time now;
  std::uint32_t first_placeholder = 1;  ///< above those of changes planned before in the same request
};

/// Applies Rules 1–3 and 6 and the scheme's guards. Errors: Denied with the rule (`not-offered`, `may-not-manage`,
/// `may-not-give`, `last-manager`, …), Invalid with the field, NotFound for a person that the actor may not know of
/// (T7), Conflict where a value is taken. Cost: a few look-ups for each person concerned.
[[nodiscard]] Result<Change> plan(const PlanContext& context);

/// Whether `action` on `user` would be offered to the actor at this moment, without its arguments: permission, state,
/// guards. For menus: the reason of each that is not.
[[nodiscard]] Result<Done> offered(const PlanContext& context, std::string_view type, std::optional<UserId> user);

/// Whether all fields of a person are given, or some of them.
enum class Whole { No, Yes };
/// Everything that is wrong with values for themselves, each with its field: known, required, length, pattern, choices,
/// script. Whether they are taken shows in planning.
[[nodiscard]] std::vector<Error> field_problems(const scheme::Definition& scheme,
                                                const std::map<std::string, std::string>& fields, Whole whole);

/// What a copy of somebody would be given now, and what would be left out (V072, V073).
struct Copy {
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  std::vector<Dropped> dropped;
};

/// For the form of duplicating `user`. Error: NotFound for a person that the actor may not know of.
[[nodiscard]] Result<Copy> would_copy(const PlanContext& context, UserId user);

}  // namespace remit::directory
