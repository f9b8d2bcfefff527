#include <algorithm>

#include "core/directory/draft.h"
#include "core/directory/plan.h"

namespace remit::directory {

Result<Done> plan_action(Draft& draft, const CreateUser& action) {
  const scheme::Lifecycle& lifecycle = draft.definition.lifecycle;
  const StateId start = action.state.value_or(lifecycle.start);
  const bool allowed =
      start == lifecycle.start ||
      std::find(lifecycle.start_choices.begin(), lifecycle.start_choices.end(), start) != lifecycle.start_choices.end();
  if (!allowed) return invalid("not-a-start-state", "state", {{"text", start.text}});
  Wanted wanted{action.roles, action.scopes, action.scope_groups};
  REMIT_TRY(check_creating(draft, action.fields, wanted));
  return add_person(draft, action.fields, wanted, start, &draft.spec.sends);
}

Result<Done> plan_action(Draft& draft, const ImportUser& action) {
  StateId start = draft.definition.lifecycle.start;
  if (action.state) {
    const auto state = draft.scheme.state(action.state->text);
    if (!state) return invalid("unknown-state", "state", {{"state", action.state->text}});
    if (!draft.scheme.at(*state).may_act) start = *action.state;
  }
  Wanted wanted{action.roles, action.scopes, action.scope_groups};
  for (const auto& [id, span] : action.times) {
    const std::pair times{span.valid_from.value_or(kAlways), span.valid_until.value_or(kForever)};
    if (times.second <= times.first) return invalid("span-empty", "times." + id);
    wanted.times[id] = times;
  }
  REMIT_TRY(check_creating(draft, action.fields, wanted));
  return add_person(draft, action.fields, wanted, start, nullptr);
}

namespace {

/// What `user` holds now or later, without flags that carry a credential.
Result<Wanted> copied(Draft& draft, UserId user) {
  Wanted wanted;
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(user));
  for (const RoleMembership& it : roles) {
    const auto index = draft.scheme.role(it.role.text);
    if (!index || it.valid_until <= draft.now) continue;
    const scheme::Role& role = draft.scheme.at(*index);
    const scheme::RoleGroup* const group = draft.scheme.group(role.group);
    if (role.allows_credentials && group && group->style == scheme::GroupStyle::Flag) continue;
    wanted.roles.push_back(it.role);
    wanted.times[it.role.text] = {it.valid_from, it.valid_until};
  }
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, draft.rows().scopes_of(user));
  for (const ScopeMembership& it : scopes) {
    if (it.valid_until <= draft.now) continue;
    if (it.scope) wanted.scopes.push_back(*it.scope);
    if (it.group) wanted.scope_groups.push_back(*it.group);
    wanted.times[it.scope ? to_string(*it.scope) : to_string(*it.group)] = {it.valid_from, it.valid_until};
  }
  return wanted;
}

}  // namespace

Result<Copy> would_copy(const PlanContext& context, UserId user) {
  const scheme::CommandSpec* const spec = context.scheme.command(Duplicate::kType);
  if (!spec) return denied("not-offered", {{"command", std::string(Duplicate::kType)}});
  Draft draft(context, *spec);
  REMIT_TRY(draft.open());
  REMIT_TRY(draft.listed(user));
  REMIT_TRY_ASSIGN(Wanted wanted, copied(draft, user));
  REMIT_TRY(drop_excess(draft, wanted));
  return Copy{std::move(wanted.roles), std::move(wanted.scopes), std::move(wanted.scope_groups),
              std::move(draft.change.dropped)};
}

Result<Done> plan_action(Draft& draft, const Duplicate& action) {
  // Nothing happens to whoever is copied, so knowing of them is enough; what is given is judged as at any creation.
  REMIT_TRY_ASSIGN(const User model, draft.listed(action.user));
  REMIT_TRY_ASSIGN(Wanted wanted, copied(draft, model.id));
  REMIT_TRY(check_creating(draft, action.fields, wanted));
  draft.differs("copied-from", "", name_of(model, draft.definition));
  return add_person(draft, action.fields, wanted, draft.definition.lifecycle.start, &draft.spec.sends);
}

Result<Done> plan_action(Draft& draft, const EditUser& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  REMIT_TRY(check_fields(draft.definition, action.fields, Whole::No));
  const FieldId email = draft.scheme.email_field().id;
  bool email_changed = false;
  for (const auto& [id, value] : action.fields) {
    const scheme::Field& field = *draft.scheme.field(FieldId{id});
    const std::string before = field_of(user, field.id);
    const bool takes_back = field.id == email && before == value && !user.pending_email.empty();
    if (before == value && !takes_back) continue;
    if (field.editable == scheme::Editable::AtCreation) {
      return invalid("field-fixed", id, {{"label", field.label.in()}});
    }
    if (field.id == email || field.signs_in) REMIT_TRY(check_control(draft, user));
    const bool pends =
        field.id == email && user.email_verified && draft.definition.email_change == scheme::EmailChange::WhenConfirmed;
    if (pends) {
      const std::string waiting = takes_back ? std::string() : value;
      draft.differs("pending-email", takes_back ? user.pending_email : before, waiting);
      user.pending_email = waiting;
    } else {
      user.fields[id] = value;
      if (value.empty()) user.fields.erase(id);
      draft.differs("field:" + id, before, value);
    }
    email_changed = email_changed || field.id == email;
    REMIT_TRY(check_unique(draft, user, field));
  }
  draft.change.target_name = name_of(user, draft.definition);
  if (draft.change.differences.empty()) return Done{};
  REMIT_TRY(draft.put(PutUser{user}));
  if (!email_changed) return Done{};

  // Rule 2: a change of e-mail kills links. Those of open steps go out anew, to the address that counts now, and what
  // confirms the new one to that (V144).
  REMIT_TRY(drop_links(draft, user.id));
  REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  return send_confirmation(draft, user);
}

}  // namespace remit::directory
