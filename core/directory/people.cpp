#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// At each scope given, at the root if none is, and, where people are managed at their home, at the home too.
Result<Done> check_places(Draft& draft, const Wanted& wanted) {
  if (draft.by_operator()) return Done{};
  std::vector<ScopeId> nodes = wanted.scopes;
  for (const ScopeGroupId id : wanted.scope_groups) {
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, draft.rows().scope_group(id));
    if (group) nodes.insert(nodes.end(), group->scopes.begin(), group->scopes.end());
  }
  if (nodes.empty()) nodes.push_back(draft.organisation.root);
  if (draft.definition.delegation.managed_at == scheme::ManagedAt::Home) {
    nodes.push_back(draft.command.selected.value_or(draft.organisation.root));
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

Result<Done> check_creating(Draft& draft, const std::map<std::string, std::string>& fields, Wanted& wanted) {
  REMIT_TRY(check_fields(draft.definition, fields, Whole::Yes));
  REMIT_TRY(drop_excess(draft, wanted));
  return check_places(draft, wanted);
}

Result<Done> add_person(Draft& draft, const std::map<std::string, std::string>& fields, const Wanted& wanted,
                        const StateId& start, const std::vector<PurposeId>* sends) {
  User user;
  user.id = draft.new_id<UserId>();
  user.state = start;
  user.home = draft.command.selected.value_or(draft.organisation.root);
  REMIT_TRY_ASSIGN(const std::optional<Scope> home, draft.rows().scope(user.home));
  if (!home) return invalid("unknown-scope", "selected", {{"text", to_string(user.home)}});
  for (const auto& [id, value] : fields) {
    if (!value.empty()) user.fields[id] = value;
  }
  user.created_at = draft.now;
  user.created_by = draft.actor.label;
  draft.change.target = user.id;
  draft.change.target_name = name_of(user, draft.definition);

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
  if (!sends) {
    REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
    return Done{};
  }
  std::vector<PurposeId> purposes;
  for (const PurposeId& it : *sends) {
    const scheme::LinkSpec* const link = draft.scheme.link(it);
    const bool helps =
        link && std::any_of(link->completes.begin(), link->completes.end(), [&user](Step step) {
          return std::find(user.open_steps.begin(), user.open_steps.end(), step) != user.open_steps.end();
        });
    if (helps) purposes.push_back(it);
  }
  REMIT_TRY(send_links(draft, user, purposes, Sending::First));
  return Done{};
}

Result<Done> remove_person(Draft& draft, const User& user) {
  REMIT_TRY_ASSIGN(const std::vector<Holding> lost, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  REMIT_TRY(check_loss(draft, lost));
  draft.change.losses = summarised(draft, user.id, lost);
  REMIT_TRY(end_sessions(draft, user.id));
  REMIT_TRY(drop_links(draft, user.id));
  REMIT_TRY(revoke_credentials(draft, user.id));
  draft.differs("state", user.state.text, "removed");
  return draft.put(DropUser{user.id});
}

}  // namespace remit::directory
