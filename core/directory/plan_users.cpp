#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// Creating needs the permission at each scope given, at the root if none is, and, where people are managed at their
/// home, at the home too (Rule 1).
Result<Done> check_creating(const Draft& draft, ScopeId home, const Wanted& wanted) {
  if (draft.by_operator()) return Done{};
  std::vector<ScopeId> nodes = wanted.scopes;
  if (nodes.empty() && wanted.scope_groups.empty()) nodes.push_back(draft.organisation.root);
  if (draft.definition.delegation.managed_at == scheme::ManagedAt::Home) {
    if (wanted.scopes.empty() && home != draft.organisation.root) nodes.clear();
    nodes.push_back(home);
  }
  for (const ScopeId node : nodes) {
    REMIT_TRY_ASSIGN(const bool there, draft.authority().has(draft.managing(), scheme::Reach::Any, node));
    if (!there) return denied("may-not-manage", {{"permission", draft.scheme.at(draft.managing()).label.in()}});
  }
  return Done{};
}

/// The steps a new person has open: the scheme's, without those that a role waives.
Result<std::vector<Step>> opening_steps(Draft& draft, UserId user) {
  std::vector<Step> steps = draft.definition.lifecycle.steps;
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(user));
  for (const RoleMembership& it : roles) {
    const auto role = draft.scheme.role(it.role.text);
    if (!role) continue;
    const std::vector<Step>& waived = draft.scheme.at(*role).waives_steps;
    std::erase_if(steps,
                  [&waived](Step step) { return std::find(waived.begin(), waived.end(), step) != waived.end(); });
  }
  return steps;
}

}  // namespace

Result<Done> plan_action(Draft& draft, const CreateUser& action) {
  REMIT_TRY(check_fields(draft.definition, action.fields, true));
  const scheme::Lifecycle& lifecycle = draft.definition.lifecycle;
  const StateId start = action.state.value_or(lifecycle.start);
  const bool allowed =
      start == lifecycle.start ||
      std::find(lifecycle.start_choices.begin(), lifecycle.start_choices.end(), start) != lifecycle.start_choices.end();
  if (!allowed) return invalid("not-a-start-state", "state", {{"text", start.text}});

  User user;
  user.id = draft.new_id<UserId>();
  user.state = start;
  user.home = draft.command.selected.value_or(draft.organisation.root);
  REMIT_TRY_ASSIGN(const std::optional<Scope> home, draft.rows().scope(user.home));
  if (!home) return invalid("unknown-scope", "selected", {{"text", to_string(user.home)}});
  for (const auto& [id, value] : action.fields) {
    if (!value.empty()) user.fields[id] = value;
  }
  user.created_at = draft.now;
  user.created_by = draft.actor.label;
  draft.change.target = user.id;
  draft.change.target_name = name_of(user, draft.definition);

  Wanted wanted{action.roles, action.scopes, action.scope_groups};
  REMIT_TRY(check_creating(draft, user.home, wanted));
  REMIT_TRY(drop_excess(draft, wanted));
  REMIT_TRY(draft.put(PutUser{user}));
  for (const auto& [id, value] : user.fields) draft.differs("field:" + id, "", value);
  REMIT_TRY(add_memberships(draft, user.id, wanted));
  REMIT_TRY(check_cardinality(draft, user.id, true));
  REMIT_TRY(judge_memberships(draft, user, {}));
  for (const scheme::Field& field : draft.definition.fields) REMIT_TRY(check_unique(draft, user, field));

  REMIT_TRY_ASSIGN(user.open_steps, opening_steps(draft, user.id));
  user.state = StateId{};
  REMIT_TRY(enter_state(draft, user, start));
  REMIT_TRY(follow_credentials(draft, user));
  REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  return Done{};
}

Result<Done> plan_action(Draft& draft, const EditUser& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  REMIT_TRY(check_fields(draft.definition, action.fields, false));
  const FieldId email = draft.scheme.email_field().id;
  bool email_changed = false;
  for (const auto& [id, value] : action.fields) {
    const scheme::Field& field = *draft.scheme.field(FieldId{id});
    const std::string before = field_of(user, field.id);
    if (before == value) continue;
    if (field.editable == scheme::Editable::AtCreation) {
      return invalid("field-fixed", id, {{"label", field.label.in()}});
    }
    if (field.id == email || field.signs_in) REMIT_TRY(check_control(draft, user));
    const bool pends =
        field.id == email && user.email_verified && draft.definition.email_change == scheme::EmailChange::WhenConfirmed;
    if (pends) {
      user.pending_email = value;
      draft.differs("pending-email", before, value);
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

  // Rule 2: a change of e-mail kills links; those of open steps go out anew, to the new address (V144).
  REMIT_TRY(drop_links(draft, user.id));
  if (user.pending_email.empty()) REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  return Done{};
}

}  // namespace remit::directory
