#include "core/directory/draft.h"

namespace remit::directory {

Result<Done> plan_action(Draft& draft, const Deactivate& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  REMIT_ASSERT(draft.spec.to.has_value(), "lint refuses deactivate without a state to go to");
  if (user.state == *draft.spec.to)
    return denied("already-so", {{"state", draft.scheme.at(*draft.scheme.state(user.state.text)).label.in()}});
  REMIT_TRY_ASSIGN(const std::vector<Holding> lost, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  REMIT_TRY(check_loss(draft, lost));
  return enter_state(draft, user, *draft.spec.to);
}

Result<Done> plan_action(Draft& draft, const Reactivate& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  const auto state = draft.scheme.state(user.state.text);
  if (state && draft.scheme.at(*state).may_act) {
    return denied("already-so", {{"state", draft.scheme.at(*state).label.in()}});
  }
  if (!draft.by_operator()) {
    REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));
    REMIT_TRY(draft.authority().may_give(draft.managing(), held));
  }
  reopen(draft, user, draft.spec.reopens);
  REMIT_TRY(enter_state(draft, user, draft.definition.lifecycle.start));
  REMIT_TRY(take_over_giving(draft, user));
  // Rule 2: nothing is revived. Links of open steps are made anew.
  REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  return Done{};
}

}  // namespace remit::directory
