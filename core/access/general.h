#pragma once
// Decisions on memberships with times, on scope groups and on many scopes: everything that the words of layout.h have
// no room for. Private to the index.

#include "core/access/layout.h"

namespace remit::access {

/// As check(), for any user. Cost: 20–200 ns.
[[nodiscard]] Decision check_general(const Tables& view, const Question& question, UserWord word);

/// Calls `visit(via_kind, via, window)` for each of the user's scope memberships that covers `scope`, at whatever time,
/// until it says false. What stands for a user without any is Via::Default.
template <class Visit>
void each_covering(const Tables& view, UserWord word, std::uint32_t scope, Visit visit);

// ---- definitions

/// Calls `visit(position)` for each node of the set that covers `scope`, until it says false; whether it never did.
template <class Visit>
bool each_covering_node(const Tables& view, const NodeSet& set, std::uint32_t scope, Visit visit) {
  if (set.few()) {
    const Span asked = view.scopes[scope].span;
    for (std::uint32_t i = 0; i < set.nodes().size(); ++i) {
      if (view.scopes[set.nodes()[i]].span.covers(asked) && !visit(i)) return false;
    }
    return true;
  }
  // Of many nodes only those on the way up to the root can cover it.
  for (std::uint32_t node = scope; node != kNone; node = view.scopes[node].parent) {
    const std::uint32_t position = set.position(node);
    if (position != kNone && !visit(position)) return false;
    if (!view.fixed->covers_below) break;
  }
  return true;
}

template <class Visit>
void each_covering(const Tables& view, UserWord word, std::uint32_t scope, Visit visit) {
  if (!word.general_scopes()) {
    const auto nodes = word.scopes();
    const Via kind = word.has_scopes() ? Via::Scope : Via::Default;
    const Span asked = view.scopes[scope].span;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i > 0 && nodes[i] == nodes[i - 1]) break;
      if (view.scopes[nodes[i]].span.covers(asked) && !visit(kind, nodes[i], Window{})) return;
    }
    return;
  }
  const ScopeSet& set = *view.scope_sets[word.scope_set()];
  const bool all = each_covering_node(view, set.scopes, scope, [&](std::uint32_t i) {
    return visit(Via::Scope, set.scopes.nodes()[i], set.scope_window(i));
  });
  if (!all) return;
  for (std::size_t i = 0; i < set.groups.size(); ++i) {
    bool covers = false;
    const GroupRow* const group = view.groups[set.groups[i]];
    if (group == nullptr) continue;
    each_covering_node(view, group->scopes, scope, [&](std::uint32_t) {
      covers = true;
      return false;
    });
    if (covers && !visit(Via::Group, set.groups[i], set.group_window(i))) return;
  }
}

}  // namespace remit::access
