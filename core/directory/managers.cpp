#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// May act, has no open step, and holds the managing permission of giving roles with reach any at the root through
/// memberships without an end (Rule 3).
Result<bool> is_manager(Draft& draft, scheme::PermissionIndex giving, UserId id) {
  REMIT_TRY_ASSIGN(const std::optional<User> user, draft.rows().user(id));
  if (!user || !user->open_steps.empty()) return false;
  const auto state = draft.scheme.state(user->state.text);
  if (!state || !draft.scheme.at(*state).may_act) return false;
  REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, id, draft.now));
  const Tree tree = draft.tree();
  for (const Holding& it : held) {
    if (it.from > draft.now || it.until != kForever || !draft.scheme.grants(it.role).any.has(giving)) continue;
    REMIT_TRY_ASSIGN(const bool covered, tree.covers(it.node, draft.organisation.root));
    if (!covered) continue;
    REMIT_TRY_ASSIGN(const bool counts, tree.applies(it.role, giving, draft.organisation.root));
    if (counts) return true;
  }
  return false;
}

}  // namespace

Result<bool> has_manager(Draft& draft) {
  const scheme::CommandSpec* const give = draft.scheme.command(Give::kType);
  const auto giving = give && give->needs ? draft.scheme.permission(give->needs->text) : std::nullopt;
  if (!giving) return false;
  for (const scheme::RoleIndex role : draft.scheme.roles_granting(*giving, scheme::Reach::Any)) {
    bool found = false;
    std::optional<Error> failed;
    REMIT_TRY(draft.rows().holders(draft.scheme.at(role).id, [&](UserId id) {
      auto manager = is_manager(draft, *giving, id);
      if (!manager) {
        failed = std::move(manager).error();
      } else {
        found = *manager;
      }
      return !found && !failed;
    }));
    if (failed) return *failed;
    if (found) return true;
  }
  return false;
}

Result<Done> keep_a_manager(Draft& draft) {
  REMIT_TRY_ASSIGN(const bool kept, has_manager(draft));
  if (kept && draft.organisation.founding) {
    draft.organisation.founding = false;
    return draft.put(PutOrganisation{draft.organisation});
  }
  if (!kept && !draft.organisation.founding) return denied("last-manager");
  return Done{};
}

}  // namespace remit::directory
