#include <algorithm>

#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

/// Kinds that can stand somewhere below the root: a kind whose parents all hang in the air cannot.
void lint_kind_tree(LintContext& context) {
  const auto& kinds = context.definition.scopes.kinds;
  IdSet placed;
  for (bool grew = true; grew;) {
    grew = false;
    for (const ScopeKind& kind : kinds) {
      if (placed.has(kind.id.text)) continue;
      const bool root = kind.parents.empty();
      const bool below = std::any_of(kind.parents.begin(), kind.parents.end(),
                                     [&](const KindId& parent) { return placed.has(parent.text); });
      if (root || below) grew = placed.add(kind.id.text) || grew;
    }
  }
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (placed.has(kinds[i].id.text)) continue;
    context.findings.error("kind-without-place", at("scopes.kinds", i),
                           in_quotes(kinds[i].id.text) + " can never stand below the root",
                           "name a parent that leads up to the root's kind");
  }
}

void lint_founder(LintContext& context) {
  const Definition& d = context.definition;
  context.refer_all(context.roles, "role", d.delegation.founder, "delegation.founder");
  if (d.delegation.founder.empty()) return;
  for (const RoleGroup& group : d.groups) {
    std::uint32_t held = 0;
    for (const RoleId& id : d.delegation.founder) {
      if (context.roles.has(id.text) && d.roles[context.roles.position(id.text)].group == group.id) ++held;
    }
    if (held >= group.min && (!group.max.has_value() || held <= *group.max)) continue;
    context.findings.error(
        "founder", "delegation.founder",
        "the first person would hold " + std::to_string(held) + " roles of " + in_quotes(group.id.text));
  }
}

}  // namespace

void lint_scopes(LintContext& context) {
  if (!is_built(context.definition.combination)) {
    context.findings.error("not-built", "combination",
                           "`pairs` is kept for roles that are tied to named scopes, and no version can do that yet",
                           "write `product`, where every role counts on every scope of a user, or leave the key out");
  }
  const Scopes& scopes = context.definition.scopes;
  std::size_t roots = 0;
  bool assignable = false;
  for (std::size_t i = 0; i < scopes.kinds.size(); ++i) {
    const ScopeKind& kind = scopes.kinds[i];
    if (kind.parents.empty()) ++roots;
    assignable = assignable || kind.assignable;
    context.refer_all(context.kinds, "scope kind", kind.parents, at("scopes.kinds", i) + ".parents");
  }
  if (roots != 1) {
    context.findings.error("root-kinds", "scopes.kinds",
                           std::to_string(roots) + " scope kinds have no `parents`; the root's kind is the only one",
                           "give the others `parents`");
  }
  lint_kind_tree(context);

  if (scopes.max.has_value() && std::max(scopes.min_at_creation, scopes.min_afterwards) > *scopes.max) {
    context.findings.error("min-above-max", "scopes", "more scopes are asked for than `max` allows");
  }
  const bool asks = scopes.min_at_creation > 0 || scopes.min_afterwards > 0 || scopes.initially_all ||
                    scopes.selection == Selection::Chosen || scopes.groups;
  if (asks && !assignable) {
    context.findings.error("nothing-assignable", "scopes", "no scope kind is `assignable`, but scopes are to be given");
  }
  if (scopes.min_afterwards > scopes.min_at_creation) {
    context.findings.error("min-afterwards", "scopes.min_afterwards",
                           "a new user would have fewer scopes than a user must have",
                           "raise `min_at_creation` to " + std::to_string(scopes.min_afterwards));
  }
  lint_founder(context);
}

}  // namespace remit::scheme
