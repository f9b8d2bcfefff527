#include "core/directory/authority.h"

#include <algorithm>

namespace remit::directory {

namespace {

Error broken_tree() {
  return {Code::Internal, "scope-tree-broken", {}, ""};
}

template <class Id>
bool names(const std::vector<Id>& ids, const Id& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

Result<bool> Tree::covers(ScopeId node, ScopeId at) const {
  if (node == at) return true;
  if (scheme_.definition().scopes.covers == scheme::Covers::Self) return false;
  for (std::size_t depth = 0; depth < kMaxScopeLevels; ++depth) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, reader_.scope(at));
    if (!scope || !scope->parent) return false;
    if (*scope->parent == node) return true;
    at = *scope->parent;
  }
  return broken_tree();
}

Result<bool> Tree::feature_on(const FeatureId& feature, Scope at) const {
  for (std::size_t depth = 0; depth < kMaxScopeLevels; ++depth) {
    const auto set = at.features.find(feature.text);
    if (set != at.features.end()) return set->second;
    if (!at.parent) break;
    REMIT_TRY_ASSIGN(std::optional<Scope> parent, reader_.scope(*at.parent));
    if (!parent) return broken_tree();
    at = std::move(*parent);
  }
  for (const scheme::Feature& it : scheme_.definition().scopes.features) {
    if (it.id == feature) return it.initially;
  }
  return false;
}

Result<bool> Tree::applies(scheme::RoleIndex role, scheme::PermissionIndex permission, ScopeId at) const {
  const scheme::Role& given = scheme_.at(role);
  const scheme::Permission& wanted = scheme_.at(permission);
  if (given.applies_to.empty() && wanted.applies_to.empty() && !wanted.needs_feature) return true;
  REMIT_TRY_ASSIGN(const std::optional<Scope> scope, reader_.scope(at));
  if (!scope) return false;
  if (!given.applies_to.empty() && !names(given.applies_to, scope->kind)) return false;
  if (!wanted.applies_to.empty() && !names(wanted.applies_to, scope->kind)) return false;
  if (!wanted.needs_feature) return true;
  return feature_on(*wanted.needs_feature, *scope);
}

namespace {

struct Node {
  ScopeId id;
  Time from, until;
};

Result<std::vector<Node>> dated_nodes(Reader& reader, const scheme::CompiledScheme& scheme, UserId user, Time now) {
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> memberships, reader.scopes_of(user));
  std::vector<Node> nodes;
  for (const ScopeMembership& it : memberships) {
    if (it.valid_until <= now) continue;
    if (it.scope) nodes.push_back({*it.scope, it.valid_from, it.valid_until});
    if (!it.group) continue;
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, reader.scope_group(*it.group));
    if (!group) continue;
    for (const ScopeId scope : group->scopes) nodes.push_back({scope, it.valid_from, it.valid_until});
  }
  // Someone whose memberships have all run out has none, and is not thereby let in to the root.
  if (memberships.empty() && scheme.definition().scopes.without == scheme::WithoutScopes::Root) {
    REMIT_TRY_ASSIGN(const Organisation organisation, reader.organisation());
    nodes.push_back({organisation.root, kAlways, kForever});
  }
  return nodes;
}

}  // namespace

Result<std::vector<ScopeId>> nodes_of(Reader& reader, const scheme::CompiledScheme& scheme, UserId user, Time now) {
  REMIT_TRY_ASSIGN(const std::vector<Node> nodes, dated_nodes(reader, scheme, user, now));
  std::vector<ScopeId> ids;
  for (const Node& node : nodes) {
    if (!names(ids, node.id)) ids.push_back(node.id);
  }
  return ids;
}

Result<std::vector<Holding>> holdings(Reader& reader, const scheme::CompiledScheme& scheme, UserId user, Time now) {
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, reader.roles_of(user));
  REMIT_TRY_ASSIGN(const std::vector<Node> nodes, dated_nodes(reader, scheme, user, now));
  std::vector<Holding> all;
  for (const RoleMembership& it : roles) {
    const auto role = scheme.role(it.role.text);
    if (!role || it.valid_until <= now) continue;
    for (const Node& node : nodes) {
      const Holding holding{*role, node.id, std::max(it.valid_from, node.from), std::min(it.valid_until, node.until)};
      if (holding.from < holding.until && holding.until > now) all.push_back(holding);
    }
  }
  return all;
}

Result<std::vector<Holding>> gained(const Tree& tree, const std::vector<Holding>& before,
                                    const std::vector<Holding>& after, Time now) {
  std::vector<Holding> gains;
  for (const Holding& wanted : after) {
    // What is held may stand in several pieces of time; `reached` is how far they join up from the start. What is over
    // is nobody's gain.
    Time reached = std::max(wanted.from, now);
    bool further = true;
    while (further && reached < wanted.until) {
      further = false;
      for (const Holding& held : before) {
        if (held.role != wanted.role || held.from > reached || held.until <= reached) continue;
        REMIT_TRY_ASSIGN(const bool covered, tree.covers(held.node, wanted.node));
        if (!covered) continue;
        reached = held.until;
        further = true;
      }
    }
    if (reached < wanted.until) gains.push_back(wanted);
  }
  return gains;
}

Result<Authority> Authority::of(Reader& reader, const scheme::CompiledScheme& scheme, const Actor& actor, Time now) {
  Authority authority(reader, scheme, now);
  authority.gives_everything_ = actor.kind == scheme::ActorKind::Operator;
  authority.manages_everything_ = authority.gives_everything_ || actor.kind == scheme::ActorKind::System;
  if (authority.manages_everything_) return authority;
  if (actor.kind != scheme::ActorKind::User && actor.kind != scheme::ActorKind::Credential) return authority;
  REMIT_TRY_ASSIGN(const std::optional<User> user, reader.user(actor.user));
  if (!user) return authority;
  const auto state = scheme.state(user->state.text);
  if (!state || !scheme.at(*state).may_act) return authority;
  REMIT_TRY_ASSIGN(std::vector<Holding> all, holdings(reader, scheme, actor.user, now));
  std::erase_if(all, [&authority](const Holding& it) { return !authority.holds(it); });
  authority.effective_ = std::move(all);
  if (actor.kind != scheme::ActorKind::Credential) return authority;
  REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, reader.credentials_of(actor.user));
  const auto used = std::find_if(credentials.begin(), credentials.end(),
                                 [&actor](const Credential& it) { return it.id == actor.credential; });
  if (used == credentials.end() || used->expires_at <= now) {
    authority.effective_.clear();
  } else if (used->scope) {
    REMIT_TRY(authority.keep_within(*used->scope));
  }
  return authority;
}

Result<Done> Authority::keep_within(ScopeId scope) {
  std::vector<Holding> kept;
  for (Holding it : effective_) {
    REMIT_TRY_ASSIGN(const bool above, tree_.covers(it.node, scope));
    REMIT_TRY_ASSIGN(const bool inside, tree_.covers(scope, it.node));
    if (!above && !inside) continue;
    if (above) it.node = scope;
    kept.push_back(it);
  }
  effective_ = std::move(kept);
  return Done{};
}

Result<bool> Authority::has(scheme::PermissionIndex permission, scheme::Reach reach, ScopeId at) const {
  if (manages_everything_) return true;
  for (const Holding& it : effective_) {
    const scheme::CompiledRole& grants = scheme_->grants(it.role);
    if (!(reach == scheme::Reach::Any ? grants.any : grants.own).has(permission)) continue;
    REMIT_TRY_ASSIGN(const bool covered, tree_.covers(it.node, at));
    if (!covered) continue;
    REMIT_TRY_ASSIGN(const bool counts, tree_.applies(it.role, permission, at));
    if (counts) return true;
  }
  return false;
}

bool Authority::has_somewhere(scheme::PermissionIndex permission, scheme::Reach reach) const {
  return manages_everything_ || std::any_of(effective_.begin(), effective_.end(), [&](const Holding& it) {
           const scheme::CompiledRole& grants = scheme_->grants(it.role);
           return (reach == scheme::Reach::Any ? grants.any : grants.own).has(permission);
         });
}

Result<bool> Authority::manages(scheme::PermissionIndex permission, const User& user) const {
  if (manages_everything_) return true;
  if (scheme_->definition().delegation.managed_at == scheme::ManagedAt::Home) {
    return has(permission, scheme::Reach::Any, user.home);
  }
  REMIT_TRY_ASSIGN(std::vector<ScopeId> nodes, nodes_of(*reader_, *scheme_, user.id, now_));
  if (nodes.empty()) {
    REMIT_TRY_ASSIGN(const Organisation organisation, reader_->organisation());
    nodes.push_back(organisation.root);
  }
  for (const ScopeId node : nodes) {
    REMIT_TRY_ASSIGN(const bool there, has(permission, scheme::Reach::Any, node));
    if (!there) return false;
  }
  return true;
}

Result<bool> Authority::sees(scheme::PermissionIndex permission, const User& user) const {
  REMIT_TRY_ASSIGN(const bool at_home, has(permission, scheme::Reach::Any, user.home));
  if (at_home) return true;
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes, nodes_of(*reader_, *scheme_, user.id, now_));
  for (const ScopeId node : nodes) {
    REMIT_TRY_ASSIGN(const bool there, has(permission, scheme::Reach::Any, node));
    if (there) return true;
  }
  return false;
}

bool Authority::has_role(scheme::RoleIndex role) const {
  return std::any_of(effective_.begin(), effective_.end(), [role](const Holding& it) { return it.role == role; });
}

Error Authority::refused(ScopeId node, std::string_view why) const {
  return {Code::Denied, "may-not-give", {{"scope", to_string(node)}, {"why", std::string(why)}}, ""};
}

Error Authority::refused(scheme::RoleIndex role, ScopeId node, std::string_view why) const {
  Error error = refused(node, why);
  error.args.emplace_back("role", scheme_->at(role).label.in());
  return error;
}

Result<Done> Authority::may_give_node(std::optional<scheme::PermissionIndex> managing, ScopeId node) const {
  if (gives_everything_) return Done{};
  if (manages_everything_) return refused(node, "not-managed-there");
  if (managing) {
    REMIT_TRY_ASSIGN(const bool managed, has(*managing, scheme::Reach::Any, node));
    if (!managed) return refused(node, "not-managed-there");
  }
  if (scheme_->definition().delegation.may_give != scheme::MayGive::Held) return Done{};
  for (const Holding& it : effective_) {
    REMIT_TRY_ASSIGN(const bool covered, tree_.covers(it.node, node));
    if (covered) return Done{};
  }
  return refused(node, "scope-not-held");
}

namespace {

/// The kinds of node that stand at one of `kind` or may come to stand below it.
std::vector<KindId> kinds_within(const scheme::Scopes& scopes, const KindId& kind) {
  std::vector<KindId> within{kind};
  if (scopes.covers == scheme::Covers::Self) return within;
  for (std::size_t i = 0; i < within.size(); ++i) {
    for (const scheme::ScopeKind& it : scopes.kinds) {
      if (names(it.parents, within[i]) && !names(within, it.id)) within.push_back(it.id);
    }
  }
  return within;
}

bool counts_on(const std::vector<KindId>& applies_to, const KindId& kind) {
  return applies_to.empty() || names(applies_to, kind);
}

scheme::Reach reach_of(const scheme::CompiledRole& content, scheme::PermissionIndex permission) {
  return content.any.has(permission) ? scheme::Reach::Any : scheme::Reach::Own;
}

}  // namespace

/// Wherever the role counts, at the node and below, the actor has what it grants. Features need no look: on one node
/// they are on or off for both.
Result<bool> Authority::covers_role(const Holding& holding) const {
  REMIT_TRY_ASSIGN(const std::optional<Scope> node, reader_->scope(holding.node));
  if (!node) return false;
  std::vector<Holding> reaching;
  for (const Holding& it : effective_) {
    REMIT_TRY_ASSIGN(const bool covered, tree_.covers(it.node, holding.node));
    if (covered) reaching.push_back(it);
  }
  const scheme::CompiledRole& content = scheme_->grants(holding.role);
  for (const KindId& kind : kinds_within(scheme_->definition().scopes, node->kind)) {
    if (!counts_on(scheme_->at(holding.role).applies_to, kind)) continue;
    for (const scheme::PermissionIndex permission : content.own.list()) {
      if (!counts_on(scheme_->at(permission).applies_to, kind)) continue;
      const scheme::Reach reach = reach_of(content, permission);
      const bool has_it = std::any_of(reaching.begin(), reaching.end(), [&](const Holding& it) {
        const scheme::CompiledRole& own = scheme_->grants(it.role);
        return (reach == scheme::Reach::Any ? own.any : own.own).has(permission) &&
               counts_on(scheme_->at(it.role).applies_to, kind);
      });
      if (!has_it) return false;
    }
  }
  return true;
}

Result<Done> Authority::may_give(std::optional<scheme::PermissionIndex> managing, const Holding& holding,
                                 const std::optional<scheme::PermissionSet>& content) const {
  if (gives_everything_) return Done{};
  if (auto node = may_give_node(managing, holding.node); !node) {
    Error error = std::move(node).error();
    if (error.code == Code::Denied) error.args.emplace_back("role", scheme_->at(holding.role).label.in());
    return error;
  }
  const scheme::MayGive rule = scheme_->definition().delegation.may_give;
  if (!has_role(holding.role)) {
    if (scheme_->at(holding.role).is_protected) return refused(holding.role, holding.node, "role-protected");
    if (rule == scheme::MayGive::Held) return refused(holding.role, holding.node, "role-not-held");
  }
  if (rule != scheme::MayGive::Covered) return Done{};
  bool covered = true;
  if (content) {
    const scheme::CompiledRole& grants = scheme_->grants(holding.role);
    for (const scheme::PermissionIndex permission : grants.own.list()) {
      if (!content->has(permission)) continue;
      REMIT_TRY_ASSIGN(const bool has_it, has(permission, reach_of(grants, permission), holding.node));
      covered = covered && has_it;
    }
  } else {
    REMIT_TRY_ASSIGN(covered, covers_role(holding));
  }
  return covered ? Result<Done>(Done{}) : refused(holding.role, holding.node, "not-covered");
}

Result<Done> Authority::may_give(scheme::PermissionIndex managing, const std::vector<Holding>& all) const {
  for (const Holding& it : all) REMIT_TRY(may_give(managing, it));
  return Done{};
}

}  // namespace remit::directory
