#include "core/directory/draft.h"

namespace remit::directory {

namespace {

Error already_so(const Draft& draft, const User& user) {
  const auto state = draft.scheme.state(user.state.text);
  return denied("already-so", {{"state", state ? draft.scheme.at(*state).label.in() : user.state.text}});
}

Result<Done> put_out(Draft& draft, UserId id) {
  REMIT_TRY_ASSIGN(User user, draft.target(id));
  REMIT_ASSERT(draft.spec.to.has_value(), "lint refuses commands that put out without a state to go to");
  if (user.state == *draft.spec.to) return already_so(draft, user);
  REMIT_TRY_ASSIGN(const std::vector<Holding> lost, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  REMIT_TRY(check_loss(draft, lost));
  return enter_state(draft, user, *draft.spec.to);
}

Result<Done> bring_back(Draft& draft, UserId id) {
  REMIT_TRY_ASSIGN(User user, draft.target(id));
  const auto state = draft.scheme.state(user.state.text);
  if (state && draft.scheme.at(*state).may_act) return already_so(draft, user);
  if (!draft.by_operator()) {
    REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));
    REMIT_TRY(draft.authority().may_give(draft.managing(), held));
  }
  reopen(draft, user, draft.spec.reopens);
  REMIT_TRY(enter_state(draft, user, draft.definition.lifecycle.start));
  REMIT_TRY(take_over_giving(draft, user));
  // Rule 2: nothing is revived. Links of open steps are made anew.
  REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  return send_confirmation(draft, user);
}

}  // namespace

Result<Done> plan_action(Draft& draft, const Deactivate& action) {
  return put_out(draft, action.user);
}
Result<Done> plan_action(Draft& draft, const Lock& action) {
  return put_out(draft, action.user);
}
Result<Done> plan_action(Draft& draft, const Reactivate& action) {
  return bring_back(draft, action.user);
}
Result<Done> plan_action(Draft& draft, const Unlock& action) {
  return bring_back(draft, action.user);
}

Result<Done> plan_action(Draft& draft, const Remove& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  // An invitation that is taken back retires nothing: nobody came in by that address.
  if (!draft.definition.removal.may_be_invited_again) {
    for (const scheme::Field& field : draft.definition.fields) {
      const std::string& value = field_of(user, field.id);
      if (value.empty() || !identifies(field)) continue;
      REMIT_TRY(draft.put(RetireValue{field.id, retired_hash(draft.organisation, field, value)}));
    }
  }
  return remove_person(draft, user);
}

}  // namespace remit::directory
