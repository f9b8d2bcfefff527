#include <algorithm>

#include "core/scheme/inclusion.h"
#include "core/scheme/lint_context.h"
#include "core/scheme/vocabulary.h"

namespace remit::scheme {
namespace {

bool names(const std::vector<RoleId>& list, const RoleId& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

void lint_atoms(LintContext& context, const Permission& permission, const std::string& path) {
  if (permission.means.empty()) {
    context.findings.warning("means-nothing", path, in_quotes(permission.id.text) + " means no atom",
                             "name atoms of the canonical vocabulary, or schemes cannot be compared");
  }
  for (std::size_t i = 0; i < permission.means.size(); ++i) {
    if (find_atom(permission.means[i]) != nullptr) continue;
    std::vector<std::string_view> known;
    for (const Atom& atom : vocabulary()) known.push_back(atom.id);
    const std::string near = did_you_mean(permission.means[i], known);
    context.findings.error("unknown-atom", at(path + ".means", i),
                           "the vocabulary has no atom " + in_quotes(permission.means[i]),
                           near.empty() ? "docs/scheme-language.md lists the atoms" : near);
  }
}

void lint_inclusion(LintContext& context) {
  const auto& roles = context.definition.roles;
  for (const InclusionFault& fault : order_by_inclusion(inclusion_edges(context.definition)).faults) {
    const std::string path = at("roles", fault.path.front()) + ".includes";
    if (fault.kind == InclusionFault::Kind::TooDeep) {
      context.findings.error("inclusion-too-deep", path,
                             in_quotes(roles[fault.path.front()].id.text) + " includes through more than " +
                                 std::to_string(kMaxInclusionDepth) + " roles");
      continue;
    }
    std::string chain;
    const std::size_t shown = std::min<std::size_t>(fault.path.size(), 12);
    for (std::size_t i = 0; i < shown; ++i) {
      chain += (i == 0 ? "" : " → ") + in_quotes(roles[fault.path[i]].id.text);
    }
    if (shown < fault.path.size()) chain += " → …";
    context.findings.error("inclusion-cycle", path, "roles include each other: " + chain,
                           "take one of the inclusions out");
  }
}

void lint_grants(LintContext& context, const Role& role, const std::string& path) {
  context.refer_all(context.permissions, "permission", role.grants, path + ".grants");
  context.refer_all(context.permissions, "permission", role.grants_own, path + ".grants_own");
  context.refer_all(context.permissions, "permission", role.assumed, path + ".assumed");
  for (std::size_t i = 0; i < role.grants_own.size(); ++i) {
    if (std::find(role.grants.begin(), role.grants.end(), role.grants_own[i]) == role.grants.end()) continue;
    context.findings.warning("own-within-any", at(path + ".grants_own", i),
                             in_quotes(role.grants_own[i].text) + " is granted with reach any already",
                             "leave it out here");
  }
  const bool does_something = !role.grants.empty() || !role.grants_own.empty() || !role.includes.empty() ||
                              role.allows_credentials || !role.waives_steps.empty() || role.waives_sign_in;
  // A type or a role whose cells nobody publishes may be empty on purpose; then it says so.
  if (!does_something && role.assumed.empty()) {
    context.findings.warning("grants-nothing", path, in_quotes(role.id.text) + " grants nothing",
                             "name what it grants, or the cells that nobody publishes under `assumed`");
  }
}

void lint_relations(LintContext& context, const Role& role, const std::string& path) {
  context.refer_all(context.roles, "role", role.includes, path + ".includes");
  context.refer_all(context.roles, "role", role.requires_any, path + ".requires_any");
  context.refer_all(context.roles, "role", role.excludes, path + ".excludes");
  context.refer_all(context.kinds, "scope kind", role.applies_to, path + ".applies_to");
  context.refer_all(context.kinds, "scope kind", role.requires_scope, path + ".requires_scope");
  if (names(role.requires_any, role.id)) {
    context.findings.error("requires-itself", path + ".requires_any", in_quotes(role.id.text) + " requires itself",
                           "leave it out of its own list");
  }
  if (names(role.excludes, role.id)) {
    context.findings.error("excludes-itself", path + ".excludes",
                           in_quotes(role.id.text) + " excludes itself, so nobody can hold it");
  }
}

}  // namespace

void lint_permissions(LintContext& context) {
  const auto& permissions = context.definition.permissions;
  if (permissions.empty()) context.findings.error("no-permissions", "permissions", "the scheme has no permission");
  IdSet granted;
  for (const Role& role : context.definition.roles) {
    for (const PermissionId& id : role.grants) granted.add(id.text);
    for (const PermissionId& id : role.grants_own) granted.add(id.text);
  }
  for (std::size_t i = 0; i < permissions.size(); ++i) {
    const Permission& permission = permissions[i];
    const std::string path = at("permissions", i);
    // SECURITY: what begins so is Remit's own, never a scheme's to give (T27).
    if (permission.id.text.rfind("remit.", 0) == 0) {
      context.findings.error("reserved-id", path, "ids that begin with `remit.` are Remit's own", "choose another id");
    }
    lint_atoms(context, permission, path);
    context.refer_all(context.kinds, "scope kind", permission.applies_to, path + ".applies_to");
    if (permission.needs_feature.has_value()) {
      context.refers(context.features, "feature", permission.needs_feature->text, path + ".needs_feature");
    }
    if (!granted.has(permission.id.text)) {
      context.findings.warning("never-granted", path, "no role grants " + in_quotes(permission.id.text),
                               "name it in a role's `grants`, or take it out");
    }
  }
}

void lint_groups(LintContext& context) {
  const Definition& d = context.definition;
  if (d.groups.empty()) context.findings.error("no-groups", "groups", "the scheme has no role group");
  std::vector<std::size_t> members(d.groups.size());
  for (const Role& role : d.roles) {
    if (context.groups.has(role.group.text)) ++members[context.groups.position(role.group.text)];
  }
  for (std::size_t i = 0; i < d.groups.size(); ++i) {
    const RoleGroup& group = d.groups[i];
    const std::string path = at("groups", i);
    if (members[i] == 0) {
      context.findings.warning("empty-group", path, "no role is in the group " + in_quotes(group.id.text));
    }
    if (group.max.has_value() && (group.min > *group.max || *group.max == 0)) {
      context.findings.error("min-above-max", path,
                             "at least " + std::to_string(group.min) + " and at most " + std::to_string(*group.max) +
                                 " roles of " + in_quotes(group.id.text) + " cannot be met");
    }
    if (group.min > members[i]) {
      context.findings.error("too-few-roles", path,
                             "a user needs " + std::to_string(group.min) + " roles of " + in_quotes(group.id.text) +
                                 ", which has " + std::to_string(members[i]));
    }
    if (group.style == GroupStyle::Flag && (members[i] != 1 || group.min != 0)) {
      context.findings.error("flag-group", path, "a flag is a group with one role and `min = 0`",
                             "give each flag a group of its own");
    }
    context.refer_all(context.roles, "role", group.initially, path + ".initially");
    for (std::size_t k = 0; k < group.initially.size(); ++k) {
      if (!context.roles.has(group.initially[k].text)) continue;
      if (d.roles[context.roles.position(group.initially[k].text)].group == group.id) continue;
      context.findings.error("role-of-another-group", at(path + ".initially", k),
                             in_quotes(group.initially[k].text) + " is not in the group " + in_quotes(group.id.text));
    }
    if (group.max.has_value() && group.initially.size() > *group.max) {
      context.findings.error("above-max", path + ".initially",
                             "starts with more roles than its `max` of " + std::to_string(*group.max));
    }
  }
}

void lint_roles(LintContext& context) {
  const auto& roles = context.definition.roles;
  if (roles.empty()) context.findings.error("no-roles", "roles", "the scheme has no role");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const std::string path = at("roles", i);
    context.refers(context.groups, "role group", roles[i].group.text, path + ".group");
    lint_grants(context, roles[i], path);
    lint_relations(context, roles[i], path);
  }
  lint_inclusion(context);
}

}  // namespace remit::scheme
