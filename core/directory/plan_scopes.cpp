#include <algorithm>

#include "core/base/text.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// A node that the actor manages, or the operator. NotFound `no-such-scope`, Denied `may-not-manage-there`.
Result<Scope> managed(Draft& draft, ScopeId id, std::string_view field) {
  REMIT_TRY_ASSIGN(std::optional<Scope> scope, draft.rows().scope(id));
  if (!scope) return Error{Code::NotFound, "no-such-scope", {}, std::string(field)};
  if (draft.by_operator()) return std::move(*scope);
  REMIT_TRY_ASSIGN(const bool there, draft.authority().has(draft.managing(), scheme::Reach::Any, id));
  // SECURITY: the name of a node is not for somebody who has nothing to do with it.
  if (!there) return denied("may-not-manage-there", {{"permission", draft.scheme.at(draft.managing()).label.in()}});
  return std::move(*scope);
}

/// A node of a scope group: the right to define groups may also be one of the whole tree, that counts at its top alone.
Result<Scope> grouped(Draft& draft, ScopeId id, std::string_view field) {
  if (!draft.by_operator() && draft.definition.scopes.covers == scheme::Covers::Below) {
    REMIT_TRY_ASSIGN(const bool everywhere,
                     draft.authority().has(draft.managing(), scheme::Reach::Any, draft.organisation.root));
    REMIT_TRY_ASSIGN(std::optional<Scope> scope, draft.rows().scope(id));
    if (everywhere && scope) return std::move(*scope);
  }
  return managed(draft, id, field);
}

std::string kind_label(const Draft& draft, const KindId& id) {
  const scheme::ScopeKind* const kind = draft.scheme.kind(id);
  return kind ? kind->label.in() : id.text;
}

Result<Done> check_name(std::string_view name) {
  auto checked = check_text(name, {.min = 1, .max = 100});
  if (checked) return checked;
  Error error = std::move(checked).error();
  error.field = "name";
  return error;
}

/// Siblings are told apart by their names.
Result<Done> check_free(Draft& draft, const Scope& scope, std::string_view field) {
  if (!scope.parent) return Done{};
  REMIT_TRY_ASSIGN(const std::vector<Scope> siblings, draft.rows().children(*scope.parent));
  for (const Scope& it : siblings) {
    if (it.id == scope.id || fold_key(it.name) != fold_key(scope.name)) continue;
    return Error{
        Code::Conflict, "taken", {{"label", kind_label(draft, scope.kind)}, {"text", scope.name}}, std::string(field)};
  }
  return Done{};
}

/// A kind stands only below the kinds that the scheme names as its parents (V181).
Result<Done> check_kind(const Draft& draft, const Scope& scope, const Scope& parent, std::string_view field) {
  const scheme::ScopeKind* const kind = draft.scheme.kind(scope.kind);
  if (kind && std::find(kind->parents.begin(), kind->parents.end(), parent.kind) != kind->parents.end()) return Done{};
  return invalid("kind-not-there", std::string(field), {{"text", scope.name}, {"kind", kind_label(draft, scope.kind)}});
}

/// The nodes from `scope` up to the root, both counted: no more than one beyond what may be.
Result<std::vector<ScopeId>> way_up(Draft& draft, const Scope& scope) {
  std::vector<ScopeId> way{scope.id};
  std::optional<ScopeId> above = scope.parent;
  while (above && way.size() <= kMaxScopeLevels) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> it, draft.rows().scope(*above));
    if (!it) return Error{Code::Internal, "scope-tree-broken", {}, ""};
    way.push_back(it->id);
    above = it->parent;
  }
  return way;
}

/// How many levels the tree at `scope` has.
Result<std::size_t> levels_below(Draft& draft, ScopeId scope) {
  std::vector<ScopeId> level{scope};
  std::size_t levels = 0;
  for (; !level.empty() && levels <= kMaxScopeLevels; ++levels) {
    std::vector<ScopeId> next;
    for (const ScopeId id : level) {
      REMIT_TRY_ASSIGN(const std::vector<Scope> children, draft.rows().children(id));
      for (const Scope& it : children) next.push_back(it.id);
    }
    level = std::move(next);
  }
  return levels;
}

Error too_deep() {
  return invalid("scope-too-deep", "parent", {{"max", std::to_string(kMaxScopeLevels)}});
}

std::vector<scheme::RoleIndex> all_roles(const Draft& draft) {
  std::vector<scheme::RoleIndex> roles;
  for (std::size_t i = 0; i < draft.definition.roles.size(); ++i) {
    roles.push_back({static_cast<std::uint16_t>(i)});
  }
  return roles;
}

/// Whether what is switched at `node` counts at `below` as well: nothing in between says otherwise.
Result<bool> inherits(Reader& rows, ScopeId below, ScopeId node, const FeatureId& feature) {
  for (std::size_t i = 0; i < kMaxScopeLevels; ++i) {
    if (below == node) return true;
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, rows.scope(below));
    if (!scope || !scope->parent || scope->features.contains(feature.text)) return false;
    below = *scope->parent;
  }
  return Error{Code::Internal, "scope-tree-broken", {}, ""};
}

std::string_view word(bool on) {
  return on ? "on" : "off";
}

/// A feature was switched at a node, or came with its new parent: everybody who has what needs it there, or on what
/// inherits from there, gains or loses it (Rule 1). Who does not reach the node both before and after is left alone.
Result<Done> judge_feature(Draft& draft, ScopeId node, const FeatureId& feature, bool on) {
  scheme::PermissionSet content;
  std::vector<scheme::RoleIndex> roles;
  for (std::size_t i = 0; i < draft.definition.permissions.size(); ++i) {
    const scheme::PermissionIndex permission{static_cast<std::uint16_t>(i)};
    if (draft.scheme.at(permission).needs_feature != feature) continue;
    content.add(permission);
    for (const scheme::RoleIndex role : draft.scheme.roles_granting(permission, scheme::Reach::Own)) {
      if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
    }
  }
  // At the node, and for those who were given something below it, there.
  const Concerned touched = [&draft, node, feature](Reader& rows,
                                                    const std::vector<Holding>& held) -> Result<std::vector<Holding>> {
    const Tree was(draft.before(), draft.scheme), is(draft.rows(), draft.scheme);
    std::vector<Holding> concerned;
    for (const Holding& it : held) {
      REMIT_TRY_ASSIGN(const bool covered_before, was.covers(it.node, node));
      REMIT_TRY_ASSIGN(const bool covered_now, is.covers(it.node, node));
      const bool covered = covered_before && covered_now;
      REMIT_TRY_ASSIGN(const bool below, inherits(rows, it.node, node, feature));
      if (covered || below) concerned.push_back({it.role, covered ? node : it.node, it.from, it.until});
    }
    return concerned;
  };
  const Concerned nothing = [](Reader&, const std::vector<Holding>&) -> Result<std::vector<Holding>> {
    return std::vector<Holding>();
  };
  return judge_everybody(draft, roles, on ? nothing : touched, on ? touched : nothing, content);
}

void about(Draft& draft, const Scope& scope) {
  draft.change.scope = scope.id;
  draft.change.target_name = scope.name;
}

}  // namespace

Result<Done> plan_action(Draft& draft, const CreateScope& action) {
  REMIT_TRY_ASSIGN(const Scope parent, managed(draft, action.parent, "parent"));
  REMIT_TRY(check_name(action.name));
  const Scope scope{draft.new_id<ScopeId>(), parent.id, action.kind, action.name, {}};
  REMIT_TRY(check_kind(draft, scope, parent, "kind"));
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> above, way_up(draft, parent));
  if (above.size() >= kMaxScopeLevels) return too_deep();
  REMIT_TRY(check_free(draft, scope, "name"));
  about(draft, scope);
  draft.differs("scope", "", scope.name);
  return draft.put(PutScope{scope});
}

Result<Done> plan_action(Draft& draft, const RenameScope& action) {
  REMIT_TRY_ASSIGN(Scope scope, managed(draft, action.scope, "scope"));
  about(draft, scope);
  REMIT_TRY(check_name(action.name));
  if (scope.name == action.name) return Done{};
  draft.differs("scope", scope.name, action.name);
  scope.name = action.name;
  REMIT_TRY(check_free(draft, scope, "name"));
  return draft.put(PutScope{scope});
}

Result<Done> plan_action(Draft& draft, const MoveScope& action) {
  REMIT_TRY_ASSIGN(Scope scope, managed(draft, action.scope, "scope"));
  about(draft, scope);
  if (!scope.parent) return denied("root-stays");
  REMIT_TRY_ASSIGN(const Scope from, managed(draft, *scope.parent, "scope"));
  REMIT_TRY_ASSIGN(const Scope to, managed(draft, action.parent, "parent"));
  if (from.id == to.id) return Done{};
  REMIT_TRY(check_kind(draft, scope, to, "parent"));
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> above, way_up(draft, to));
  const bool inside = std::find(above.begin(), above.end(), scope.id) != above.end();
  if (inside) return invalid("scope-in-itself", "parent", {{"text", scope.name}});
  REMIT_TRY_ASSIGN(const std::size_t below, levels_below(draft, scope.id));
  if (above.size() + below > kMaxScopeLevels) return too_deep();
  const Scope before = scope;
  scope.parent = to.id;
  REMIT_TRY(check_free(draft, scope, "parent"));
  REMIT_TRY(draft.put(PutScope{scope}));
  draft.differs("parent", from.name, to.name);

  // What is below follows its node: who reaches the one reaches the other.
  const Concerned there = [&draft, node = scope.id](Reader& rows,
                                                    const std::vector<Holding>& held) -> Result<std::vector<Holding>> {
    const Tree tree(rows, draft.scheme);
    std::vector<Holding> concerned;
    for (const Holding& it : held) {
      REMIT_TRY_ASSIGN(const bool covered, tree.covers(it.node, node));
      if (covered) concerned.push_back({it.role, node, it.from, it.until});
    }
    return concerned;
  };
  REMIT_TRY(judge_everybody(draft, all_roles(draft), there, there));
  // What features it has from above, it has from its new parent.
  const Tree was(draft.before(), draft.scheme), is(draft.rows(), draft.scheme);
  for (const scheme::Feature& it : draft.definition.scopes.features) {
    REMIT_TRY_ASSIGN(const bool on_before, was.feature_on(it.id, before));
    REMIT_TRY_ASSIGN(const bool on_now, is.feature_on(it.id, scope));
    if (on_before != on_now) REMIT_TRY(judge_feature(draft, scope.id, it.id, on_now));
  }
  return Done{};
}

Result<Done> plan_action(Draft& draft, const DefineScopeGroup& action) {
  if (!draft.definition.scopes.groups) return denied("not-offered", {{"command", draft.change.type}});
  REMIT_TRY(check_name(action.name));
  ScopeGroup group{ScopeGroupId{}, action.name, {}};
  std::optional<ScopeGroup> before;
  if (action.group) {
    REMIT_TRY_ASSIGN(before, draft.rows().scope_group(*action.group));
    if (!before) return Error{Code::NotFound, "unknown-scope-group", {}, "group"};
    group.id = before->id;
  } else {
    group.id = draft.new_id<ScopeGroupId>();
  }
  draft.change.scope_group = group.id;
  draft.change.target_name = action.name;
  if (action.scopes.empty()) return invalid("too-few-scopes", "scopes", {{"min", "1"}});

  std::string names, names_before;
  const auto list = [](std::string& text, const std::string& name) { text += (text.empty() ? "" : ", ") + name; };
  for (std::size_t i = 0; i < action.scopes.size(); ++i) {
    if (std::find(group.scopes.begin(), group.scopes.end(), action.scopes[i]) != group.scopes.end()) continue;
    const std::string field = "scopes[" + std::to_string(i) + "]";
    REMIT_TRY_ASSIGN(const Scope scope, grouped(draft, action.scopes[i], field));
    const scheme::ScopeKind* const kind = draft.scheme.kind(scope.kind);
    if (!kind || !kind->assignable) return invalid("scope-not-assignable", field, {{"text", scope.name}});
    group.scopes.push_back(scope.id);
    list(names, scope.name);
  }
  if (before) {
    for (const ScopeId id : before->scopes) {
      REMIT_TRY_ASSIGN(const Scope scope, grouped(draft, id, "group"));
      list(names_before, scope.name);
    }
  }
  draft.differs("scope-group", before ? before->name : std::string(), group.name);
  draft.differs("scopes", names_before, names);
  if (draft.change.differences.empty()) return Done{};
  REMIT_TRY(draft.put(PutScopeGroup{group}));
  if (!before) return Done{};
  const Concerned everything = [](Reader&, const std::vector<Holding>& held) -> Result<std::vector<Holding>> {
    return held;
  };
  return judge_everybody(draft, all_roles(draft), everything, everything, {}, Managing::Asked);
}

Result<Done> plan_action(Draft& draft, const SwitchFeature& action) {
  const std::vector<scheme::Feature>& known = draft.definition.scopes.features;
  const bool there =
      std::any_of(known.begin(), known.end(), [&action](const scheme::Feature& it) { return it.id == action.feature; });
  if (!there) return invalid("unknown-feature", "feature", {{"text", action.feature.text}});
  REMIT_TRY_ASSIGN(Scope scope, managed(draft, action.scope, "scope"));
  about(draft, scope);
  const auto said = scope.features.find(action.feature.text);
  const std::optional<bool> said_before =
      said == scope.features.end() ? std::optional<bool>() : std::optional<bool>(said->second);
  if (said_before == action.on) return Done{};
  const Tree tree = draft.tree();
  REMIT_TRY_ASSIGN(const bool before, tree.feature_on(action.feature, scope));
  if (action.on) {
    scope.features[action.feature.text] = *action.on;
  } else {
    scope.features.erase(action.feature.text);
  }
  REMIT_TRY(draft.put(PutScope{scope}));
  REMIT_TRY_ASSIGN(const bool after, tree.feature_on(action.feature, scope));
  draft.differs("feature:" + action.feature.text, said_before ? std::string(word(*said_before)) : "as above",
                action.on ? std::string(word(*action.on)) : "as above");
  return before == after ? Result<Done>(Done{}) : judge_feature(draft, scope.id, action.feature, after);
}

}  // namespace remit::directory
