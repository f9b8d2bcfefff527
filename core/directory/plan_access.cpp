#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// After any change of memberships: the numbers must fit, Rule 1 is judged, credentials follow.
Result<Done> settle(Draft& draft, const User& user, const std::vector<Holding>& before) {
  REMIT_TRY(check_cardinality(draft, user.id, false));
  REMIT_TRY(judge_memberships(draft, user, before));
  for (const scheme::Field& field : draft.definition.fields) {
    if (field.unique == scheme::Unique::Scope) REMIT_TRY(check_unique(draft, user, field));
  }
  return follow_credentials(draft, user);
}

Result<Done> check_not_fixed(const Draft& draft, const std::vector<RoleId>& roles) {
  for (const RoleId& id : roles) {
    const auto role = draft.scheme.role(id.text);
    if (!role) return invalid("unknown-role", "roles", {{"text", id.text}});
    const scheme::RoleGroup* const group = draft.scheme.group(draft.scheme.at(*role).group);
    if (group && group->fixed_at_creation) return invalid("group-fixed", "roles", {{"group", group->label.in()}});
  }
  return Done{};
}

Result<Done> take_role(Draft& draft, UserId user, const RoleId& role) {
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> held, draft.rows().roles_of(user));
  const bool has = std::any_of(held.begin(), held.end(), [&role](const auto& it) { return it.role == role; });
  if (!has) return invalid("role-not-there", "roles", {{"text", role.text}});
  const auto index = draft.scheme.role(role.text);
  draft.differs("role:" + (index ? draft.scheme.at(*index).group.text : std::string()), role.text, "");
  return draft.put(DropRole{user, role});
}

}  // namespace

Result<Done> plan_action(Draft& draft, const Give& action) {
  REMIT_TRY_ASSIGN(const User user, draft.listed(action.user));
  REMIT_TRY(check_not_fixed(draft, action.roles));
  Wanted wanted{action.roles, action.scopes, action.scope_groups, action.span.valid_from.value_or(kAlways),
                action.span.valid_until.value_or(kForever)};
  if (wanted.valid_until <= draft.now || wanted.valid_until <= wanted.valid_from) {
    return invalid("span-empty", "span.valid_until");
  }
  REMIT_TRY_ASSIGN(const std::vector<Holding> before, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  REMIT_TRY(drop_excess(draft, wanted, user.id));
  REMIT_TRY(add_memberships(draft, user.id, wanted));
  return settle(draft, user, before);
}

Result<Done> plan_action(Draft& draft, const Take& action) {
  REMIT_TRY_ASSIGN(const User user, draft.listed(action.user));
  REMIT_TRY(check_not_fixed(draft, action.roles));
  REMIT_TRY_ASSIGN(const std::vector<Holding> before, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  for (const RoleId& role : action.roles) REMIT_TRY(take_role(draft, user.id, role));
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> memberships, draft.rows().scopes_of(user.id));
  const auto drop = [&](std::optional<ScopeId> scope, std::optional<ScopeGroupId> group) -> Result<Done> {
    const bool has = std::any_of(memberships.begin(), memberships.end(),
                                 [&](const ScopeMembership& it) { return it.scope == scope && it.group == group; });
    if (!has) return invalid("scope-not-there", scope ? "scopes" : "scope_groups");
    return draft.put(DropScopeMembership{user.id, scope, group});
  };
  for (const ScopeId id : action.scopes) {
    REMIT_TRY(drop(id, std::nullopt));
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, draft.rows().scope(id));
    draft.differs("scope", scope ? scope->name : to_string(id), "");
  }
  for (const ScopeGroupId id : action.scope_groups) {
    REMIT_TRY(drop(std::nullopt, id));
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, draft.rows().scope_group(id));
    draft.differs("scope-group", group ? group->name : to_string(id), "");
  }
  return settle(draft, user, before);
}

Result<Done> plan_action(Draft& draft, const SetFlag& action) {
  const auto role = draft.scheme.role(action.flag.text);
  const scheme::RoleGroup* const group = role ? draft.scheme.group(draft.scheme.at(*role).group) : nullptr;
  if (!group || group->style != scheme::GroupStyle::Flag) {
    return invalid("unknown-flag", "flag", {{"text", action.flag.text}});
  }
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  REMIT_TRY_ASSIGN(const std::vector<Holding> before, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> held, draft.rows().roles_of(user.id));
  const bool on = std::any_of(held.begin(), held.end(), [&](const auto& it) { return it.role == action.flag; });
  if (on == action.on) return Done{};
  if (action.on) {
    REMIT_TRY(draft.put(PutRole{{user.id, action.flag, draft.giver(), draft.now}}));
  } else {
    REMIT_TRY(draft.put(DropRole{user.id, action.flag}));
  }
  draft.differs("flag:" + action.flag.text, on ? "on" : "off", action.on ? "on" : "off");
  return settle(draft, user, before);
}

}  // namespace remit::directory
