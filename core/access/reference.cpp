#include "core/access/reference.h"

#include <algorithm>

namespace remit::access::reference {

namespace {

template <class Row, class Id>
const Row* find(const std::vector<Row>& rows, const Id& id) {
  for (const Row& row : rows) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

/// The node and its parents up to the root; empty if the root is not reached.
std::vector<const directory::Scope*> way_up(const Rows& rows, ScopeId id) {
  std::vector<const directory::Scope*> way;
  while (way.size() <= rows.scopes.size()) {
    const directory::Scope* node = find(rows.scopes, id);
    if (node == nullptr) return {};
    way.push_back(node);
    if (!node->parent) return node->id == rows.organisation.root ? way : std::vector<const directory::Scope*>{};
    id = *node->parent;
  }
  return {};  // went round in a circle
}

bool applies(const std::vector<KindId>& to, const KindId& kind) {
  return to.empty() || std::find(to.begin(), to.end(), kind) != to.end();
}

bool feature_on(const scheme::Definition& scheme, const std::vector<const directory::Scope*>& way,
                const FeatureId& feature) {
  for (const directory::Scope* node : way) {
    const auto said = node->features.find(feature.text);
    if (said != node->features.end()) return said->second;
  }
  const auto* known = find(scheme.scopes.features, feature);
  return known != nullptr && known->initially;
}

/// Membership on a node, groups opened up.
struct OnNode {
  ScopeId node;
  Time from = kAlways;
  Time until = kForever;
};

/// Whether the user has any scope membership, and the nodes they are on.
std::pair<bool, std::vector<OnNode>> nodes_of(const Rows& rows, const scheme::Definition& scheme, UserId user) {
  bool any = false;
  std::vector<OnNode> nodes;
  for (const directory::ScopeMembership& it : rows.scope_memberships) {
    if (it.user != user) continue;
    any = true;
    if (it.scope) nodes.push_back({*it.scope, it.valid_from, it.valid_until});
    const directory::ScopeGroup* group = it.group ? find(rows.groups, *it.group) : nullptr;
    if (group == nullptr) continue;
    for (const ScopeId& scope : group->scopes) nodes.push_back({scope, it.valid_from, it.valid_until});
  }
  if (!any && scheme.scopes.without == scheme::WithoutScopes::Root) {
    any = true;
    nodes.push_back({rows.organisation.root, kAlways, kForever});
  }
  return {any, nodes};
}

void add_grants(const scheme::Definition& scheme, const RoleId& id, Reach reach, std::set<PermissionId>& all) {
  const scheme::Role* role = find(scheme.roles, id);
  if (role == nullptr) return;
  all.insert(role->grants.begin(), role->grants.end());
  if (reach == Reach::Own) all.insert(role->grants_own.begin(), role->grants_own.end());
  for (const RoleId& included : role->includes) add_grants(scheme, included, reach, all);
}

}  // namespace

std::set<PermissionId> grants(const scheme::Definition& scheme, const RoleId& role, Reach reach) {
  std::set<PermissionId> all;
  add_grants(scheme, role, reach, all);
  return all;
}

bool covers(const Rows& rows, const scheme::Definition& scheme, ScopeId node, ScopeId at) {
  if (way_up(rows, node).empty()) return false;
  for (const directory::Scope* it : way_up(rows, at)) {
    if (it->id == node) return true;
    if (scheme.scopes.covers == scheme::Covers::Self) break;
  }
  return false;
}

Rule decide(const Rows& rows, const scheme::Definition& scheme, const Question& q) {
  const directory::User* user = find(rows.users, q.user);
  if (user == nullptr) return Rule::NoSuchUser;
  const scheme::Permission* permission = find(scheme.permissions, q.permission);
  if (permission == nullptr) return Rule::UnknownPermission;
  const auto way = way_up(rows, q.scope);
  if (way.empty()) return Rule::UnknownScope;
  const scheme::State* state = find(scheme.lifecycle.states, user->state);
  if (state == nullptr || !state->may_act) return Rule::StateMayNotAct;

  // Roles as given, with times; tuples (permission, scope, reach) of those that count here.
  bool has_roles = false;
  bool granted = false;
  std::vector<Tuple> tuples;
  const auto [has_scopes, nodes] = nodes_of(rows, scheme, q.user);
  bool covered = false;
  for (const OnNode& it : nodes) covered = covered || covers(rows, scheme, it.node, q.scope);
  bool counts = false;
  for (const directory::RoleMembership& it : rows.roles) {
    const scheme::Role* role = find(scheme.roles, it.role);
    if (it.user != q.user || role == nullptr) continue;
    has_roles = true;
    if (!applies(role->applies_to, way.front()->kind) || !applies(permission->applies_to, way.front()->kind)) continue;
    if (grants(scheme, it.role, Reach::Own).count(q.permission) == 0) continue;
    granted = true;
    const bool any = grants(scheme, it.role, Reach::Any).count(q.permission) != 0;
    if (!any && q.owner != q.user) continue;
    counts = true;
    for (const OnNode& node : nodes) {
      if (!covers(rows, scheme, node.node, q.scope)) continue;
      tuples.push_back({it.role, q.permission, q.scope, any ? Reach::Any : Reach::Own,
                        std::max(it.valid_from, node.from), std::min(it.valid_until, node.until)});
    }
  }
  if (!has_roles || !has_scopes) return Rule::NoMembership;
  if (!granted) return Rule::NotGranted;
  if (permission->needs_feature && !feature_on(scheme, way, *permission->needs_feature)) return Rule::FeatureOff;
  if (!covered) return Rule::OutsideScope;
  if (!counts) return Rule::OwnOnly;
  bool later = false;
  for (const Tuple& it : tuples) {
    if (it.from <= q.now && q.now < it.until) return Rule::Allowed;
    later = later || (q.now < it.from && it.from < it.until);
  }
  return later ? Rule::NotYetValid : Rule::Expired;
}

std::set<UserId> who_can(const Rows& rows, const scheme::Definition& scheme, const PermissionId& permission,
                         ScopeId scope, Time now, Reach reach) {
  std::set<UserId> users;
  for (const directory::User& user : rows.users) {
    const std::optional<UserId> owner = reach == Reach::Own ? std::optional(user.id) : std::nullopt;
    if (decide(rows, scheme, {user.id, permission, scope, owner, now}) == Rule::Allowed) users.insert(user.id);
  }
  return users;
}

}  // namespace remit::access::reference
