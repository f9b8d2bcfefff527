#include <algorithm>
#include <map>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

template <class Row, class Same>
bool any(const std::vector<Row>& rows, Same same) {
  return std::any_of(rows.begin(), rows.end(), same);
}

std::string at(std::string_view list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

/// A role of a group that takes only one: the other that is held makes room, unless it is wanted as well.
Result<Done> make_room(Draft& draft, UserId user, const scheme::Role& role, const std::vector<RoleId>& wanted) {
  const scheme::RoleGroup* const group = draft.scheme.group(role.group);
  if (!group || group->max != 1u) return Done{};
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> held, draft.rows().roles_of(user));
  for (const RoleMembership& it : held) {
    const auto other = draft.scheme.role(it.role.text);
    const bool stays = std::find(wanted.begin(), wanted.end(), it.role) != wanted.end();
    if (other && draft.scheme.at(*other).group == role.group && !stays) {
      REMIT_TRY(draft.put(DropRole{user, it.role}));
    }
  }
  return Done{};
}

/// For the record: `role:GROUP` from the roles held before to those held now.
std::string listed(const std::vector<RoleMembership>& held, const scheme::CompiledScheme& scheme,
                   const GroupId& group) {
  std::string text;
  for (const RoleMembership& it : held) {
    const auto role = scheme.role(it.role.text);
    if (!role || scheme.at(*role).group != group) continue;
    if (!text.empty()) text += ", ";
    text += it.role.text;
  }
  return text;
}

}  // namespace

Result<Done> add_memberships(Draft& draft, UserId user, const Wanted& wanted) {
  const std::optional<UserId> giver = draft.giver();
  const auto times = [&wanted](const std::string& id) {
    const auto own = wanted.times.find(id);
    return own != wanted.times.end() ? own->second : std::pair(wanted.valid_from, wanted.valid_until);
  };
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> before, draft.rows().roles_of(user));
  for (std::size_t i = 0; i < wanted.roles.size(); ++i) {
    const auto role = draft.scheme.role(wanted.roles[i].text);
    if (!role) return invalid("unknown-role", at("roles", i), {{"text", wanted.roles[i].text}});
    REMIT_TRY(make_room(draft, user, draft.scheme.at(*role), wanted.roles));
    const auto span = times(wanted.roles[i].text);
    REMIT_TRY(draft.put(PutRole{{user, wanted.roles[i], giver, draft.now, span.first, span.second}}));
  }
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> after, draft.rows().roles_of(user));
  for (const scheme::RoleGroup& group : draft.definition.groups) {
    draft.differs("role:" + group.id.text, listed(before, draft.scheme, group.id),
                  listed(after, draft.scheme, group.id));
  }
  for (std::size_t i = 0; i < wanted.scopes.size(); ++i) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, draft.rows().scope(wanted.scopes[i]));
    if (!scope) return invalid("unknown-scope", at("scopes", i), {{"text", to_string(wanted.scopes[i])}});
    const scheme::ScopeKind* const kind = draft.scheme.kind(scope->kind);
    if (!kind || !kind->assignable) return invalid("scope-not-assignable", at("scopes", i), {{"text", scope->name}});
    const auto span = times(to_string(scope->id));
    REMIT_TRY(
        draft.put(PutScopeMembership{{user, scope->id, std::nullopt, giver, draft.now, span.first, span.second}}));
    draft.differs("scope", "", scope->name);
  }
  for (std::size_t i = 0; i < wanted.scope_groups.size(); ++i) {
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, draft.rows().scope_group(wanted.scope_groups[i]));
    if (!group) return invalid("unknown-scope-group", at("scope_groups", i), {});
    const auto span = times(to_string(group->id));
    REMIT_TRY(
        draft.put(PutScopeMembership{{user, std::nullopt, group->id, giver, draft.now, span.first, span.second}}));
    draft.differs("scope-group", "", group->name);
  }
  return Done{};
}

namespace {

/// Why the operator's or actor's G leaves a place out, nothing where it does not; anything but a refusal is a failure.
using LeftOut = std::optional<std::string>;
Result<LeftOut> left_out(Result<Done> given) {
  if (given) return LeftOut();
  if (given.error().code != Code::Denied) return std::move(given).error();
  for (const auto& [name, value] : given.error().args) {
    if (name == "why") return LeftOut(value);
  }
  return LeftOut(std::string());
}

/// Whether one of the nodes is of a kind that the role requires.
Result<bool> scope_kind_met(Draft& draft, const scheme::Role& role, const std::vector<ScopeId>& nodes) {
  if (role.requires_scope.empty()) return true;
  for (const ScopeId id : nodes) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, draft.rows().scope(id));
    if (scope && any(role.requires_scope, [&scope](const KindId& it) { return it == scope->kind; })) return true;
  }
  return false;
}

}  // namespace

Result<Done> drop_excess(Draft& draft, Wanted& wanted, std::optional<UserId> user) {
  if (draft.spec.on_excess != scheme::OnExcess::Drop || draft.by_operator()) return Done{};
  const scheme::PermissionIndex managing = draft.managing();
  // What the person holds already is multiplied by what is new, and counts as a prerequisite of it.
  std::vector<RoleId> held;
  std::vector<ScopeId> nodes;
  if (user) {
    REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(*user));
    for (const RoleMembership& it : roles) {
      if (it.valid_until > draft.now) held.push_back(it.role);
    }
    REMIT_TRY_ASSIGN(nodes, nodes_of(draft.rows(), draft.scheme, *user, draft.now));
  }
  const auto outside = [&](const std::vector<ScopeId>& places) -> Result<LeftOut> {
    for (const ScopeId node : places) {
      REMIT_TRY_ASSIGN(LeftOut out, left_out(draft.authority().may_give_node(managing, node)));
      if (out) return out;
      for (const RoleId& it : held) {
        const auto role = draft.scheme.role(it.text);
        if (!role) continue;
        REMIT_TRY_ASSIGN(LeftOut too_much, left_out(draft.authority().may_give(managing, Holding{*role, node})));
        if (too_much) return too_much;
      }
    }
    return LeftOut();
  };

  std::vector<ScopeId> scopes, added;
  for (const ScopeId id : wanted.scopes) {
    REMIT_TRY_ASSIGN(const LeftOut out, outside({id}));
    if (out) {
      draft.change.dropped.push_back({"scope", to_string(id), "may-not-give", *out});
    } else {
      scopes.push_back(id);
      added.push_back(id);
    }
  }
  wanted.scopes = std::move(scopes);

  std::vector<ScopeGroupId> groups;
  for (const ScopeGroupId id : wanted.scope_groups) {
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, draft.rows().scope_group(id));
    LeftOut out;
    if (group) {
      REMIT_TRY_ASSIGN(out, outside(group->scopes));
    }
    if (!group || out) {
      draft.change.dropped.push_back({"scope-group", to_string(id), "may-not-give", out.value_or("")});
    } else {
      groups.push_back(id);
      added.insert(added.end(), group->scopes.begin(), group->scopes.end());
    }
  }
  wanted.scope_groups = std::move(groups);
  nodes.insert(nodes.end(), added.begin(), added.end());
  const bool nowhere = nodes.empty() && draft.definition.scopes.without == scheme::WithoutScopes::Nothing;
  if (nodes.empty()) nodes.push_back(draft.organisation.root);

  const auto drop_role = [&draft](const RoleId& role, std::string_view rule, std::string why = {}) {
    draft.change.dropped.push_back({"role", role.text, std::string(rule), std::move(why)});
  };
  std::vector<RoleId> roles;
  for (const RoleId& id : wanted.roles) {
    const auto role = draft.scheme.role(id.text);
    LeftOut out;
    for (std::size_t i = 0; role && !out && i < nodes.size(); ++i) {
      REMIT_TRY_ASSIGN(out, left_out(draft.authority().may_give(managing, Holding{*role, nodes[i]})));
    }
    if (!role || out) {
      drop_role(id, "may-not-give", out.value_or(""));
    } else {
      roles.push_back(id);
    }
  }
  const auto has = [&](const RoleId& needed) {
    return std::find(roles.begin(), roles.end(), needed) != roles.end() ||
           std::find(held.begin(), held.end(), needed) != held.end();
  };
  // Each role that goes may have been another's prerequisite.
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < roles.size() && !again; ++i) {
      const scheme::Role& role = draft.scheme.at(*draft.scheme.role(roles[i].text));
      const bool met = role.requires_any.empty() || any(role.requires_any, has);
      REMIT_TRY_ASSIGN(const bool scoped, scope_kind_met(draft, role, nowhere ? std::vector<ScopeId>() : nodes));
      if (met && scoped) continue;
      drop_role(roles[i], met ? "role-requires-scope" : "role-requires");
      roles.erase(roles.begin() + static_cast<std::ptrdiff_t>(i));
      again = true;
    }
  }
  wanted.roles = std::move(roles);
  return Done{};
}

Result<Done> check_cardinality(Draft& draft, UserId user, bool creating) {
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> held, draft.rows().roles_of(user));
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, draft.rows().scopes_of(user));
  const auto holds = [&held](const RoleId& id) {
    return any(held, [&id](const RoleMembership& it) { return it.role == id; });
  };

  std::map<GroupId, std::uint32_t> counts;
  for (const RoleMembership& it : held) {
    const auto role = draft.scheme.role(it.role.text);
    if (role) ++counts[draft.scheme.at(*role).group];
  }
  for (const scheme::RoleGroup& group : draft.definition.groups) {
    const std::uint32_t count = counts[group.id];
    if (count < group.min) {
      return invalid("too-few-roles", "roles", {{"group", group.label.in()}, {"min", std::to_string(group.min)}});
    }
    if (group.max && count > *group.max) {
      return invalid("too-many-roles", "roles", {{"group", group.label.in()}, {"max", std::to_string(*group.max)}});
    }
  }

  for (const RoleMembership& it : held) {
    const auto index = draft.scheme.role(it.role.text);
    if (!index) continue;
    const scheme::Role& role = draft.scheme.at(*index);
    if (!role.requires_any.empty() && !std::any_of(role.requires_any.begin(), role.requires_any.end(), holds)) {
      const auto first = draft.scheme.role(role.requires_any.front().text);
      return invalid("role-requires", "roles",
                     {{"role", role.label.in()}, {"other", first ? draft.scheme.at(*first).label.in() : ""}});
    }
    for (const RoleId& other : role.excludes) {
      const auto excluded = draft.scheme.role(other.text);
      if (excluded && holds(other)) {
        return invalid("roles-exclude", "roles",
                       {{"role", role.label.in()}, {"other", draft.scheme.at(*excluded).label.in()}});
      }
    }
    if (role.requires_scope.empty()) continue;
    REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes, nodes_of(draft.rows(), draft.scheme, user, draft.now));
    REMIT_TRY_ASSIGN(const bool met, scope_kind_met(draft, role, nodes));
    if (!met) {
      const scheme::ScopeKind* const kind = draft.scheme.kind(role.requires_scope.front());
      return invalid("role-requires-scope", "scopes",
                     {{"role", role.label.in()}, {"kind", kind ? kind->label.in() : ""}});
    }
  }

  const scheme::Scopes& rules = draft.definition.scopes;
  const std::uint32_t least = creating ? rules.min_at_creation : rules.min_afterwards;
  if (scopes.size() < least) return invalid("too-few-scopes", "scopes", {{"min", std::to_string(least)}});
  if (rules.max && scopes.size() > *rules.max) {
    return invalid("too-many-scopes", "scopes", {{"max", std::to_string(*rules.max)}});
  }
  return Done{};
}

std::vector<PrivilegeChange> summarised(const Draft& draft, UserId user, const std::vector<Holding>& holdings) {
  std::vector<PrivilegeChange> all;
  for (const Holding& it : holdings) {
    const scheme::CompiledRole& content = draft.scheme.grants(it.role);
    const RoleId& role = draft.scheme.at(it.role).id;
    const auto same = std::find_if(all.begin(), all.end(), [&](const PrivilegeChange& other) {
      return other.role == role && other.valid_from == it.from && other.valid_until == it.until;
    });
    if (same != all.end()) {
      same->scopes.push_back(it.node);
      continue;
    }
    PrivilegeChange change;
    change.users = {user};
    change.users_total = 1;
    change.role = role;
    for (const scheme::PermissionIndex p : content.own.list()) {
      (content.any.has(p) ? change.permissions : change.permissions_own).push_back(draft.scheme.at(p).id);
    }
    change.scopes = {it.node};
    change.valid_from = it.from;
    change.valid_until = it.until;
    all.push_back(std::move(change));
  }
  return all;
}

Result<Done> check_loss(Draft& draft, const std::vector<Holding>& lost) {
  if (draft.by_operator()) return Done{};
  for (const Holding& it : lost) {
    REMIT_TRY_ASSIGN(const bool there, draft.authority().has(draft.managing(), scheme::Reach::Any, it.node));
    if (!there) return denied("may-not-manage", {{"permission", draft.scheme.at(draft.managing()).label.in()}});
  }
  return Done{};
}

Result<Done> judge_memberships(Draft& draft, const User& user, const std::vector<Holding>& before) {
  REMIT_TRY_ASSIGN(const std::vector<Holding> after, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  const Tree tree = draft.tree();
  REMIT_TRY_ASSIGN(const std::vector<Holding> gains, gained(tree, before, after, draft.now));
  REMIT_TRY_ASSIGN(const std::vector<Holding> losses, gained(tree, after, before, draft.now));
  if (!draft.by_operator()) {
    REMIT_TRY(draft.authority().may_give(draft.managing(), gains));
    REMIT_TRY(check_loss(draft, losses));
    // Where nothing is gained or lost anywhere (no scopes yet), managing the person decides.
    if (gains.empty() && losses.empty()) {
      REMIT_TRY_ASSIGN(const bool managed, draft.authority().manages(draft.managing(), user));
      if (!managed) return denied("may-not-manage", {{"permission", draft.scheme.at(draft.managing()).label.in()}});
    }
  }
  draft.change.gains = summarised(draft, user.id, gains);
  draft.change.losses = summarised(draft, user.id, losses);
  return Done{};
}

namespace {

Result<bool> allows_credentials(Reader& rows, const Draft& draft, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> held, rows.roles_of(user));
  return any(held, [&draft](const RoleMembership& it) {
    const auto role = draft.scheme.role(it.role.text);
    return role && it.valid_until > draft.now && draft.scheme.at(*role).allows_credentials;
  });
}

}  // namespace

Result<bool> may_have_credentials(Draft& draft, UserId user) {
  return allows_credentials(draft.rows(), draft, user);
}

Result<Done> follow_credentials(Draft& draft, const User& user) {
  REMIT_TRY_ASSIGN(const bool allowed, may_have_credentials(draft, user.id));
  if (!allowed) return revoke_credentials(draft, user.id);
  if (!draft.definition.sign_in.issue_with_role) return Done{};
  // Issued with the role, not with whatever else changes later: one that was revoked stays so.
  REMIT_TRY_ASSIGN(const bool allowed_before, allows_credentials(draft.before(), draft, user.id));
  if (allowed_before) return Done{};
  REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, draft.rows().credentials_of(user.id));
  const auto state = draft.scheme.state(user.state.text);
  if (!credentials.empty() || !state || !draft.scheme.at(*state).may_act) return Done{};
  // Whoever creates a person has been judged by all that the person gains.
  if (!is_placeholder(user.id.uuid)) REMIT_TRY(check_control(draft, user));
  return issue_credential(draft, user);
}

}  // namespace remit::directory
