#include "core/access/scope_tree.h"

#include <algorithm>

namespace remit::access {

namespace {

/// Numbers go up to here; beyond 32 bits spans could not say them.
constexpr std::uint64_t kNumbers = std::uint64_t{1} << 32;
/// A new node gets this part of what its parent has left.
constexpr std::uint64_t kShare = 256;

std::uint32_t kind_of(const scheme::Definition& scheme, const KindId& id) {
  const auto& kinds = scheme.scopes.kinds;
  const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.id == id; });
  return static_cast<std::uint32_t>(found - kinds.begin());
}

}  // namespace

ScopeTree::ScopeTree(Reclaimer& reclaimer, const SchemeTables& scheme)
    : scheme_(scheme), ids_(reclaimer), infos_(reclaimer), texts_(reclaimer) {}

std::uint32_t ScopeTree::number(const ScopeId& id) {
  const std::uint32_t node = ids_.number(id.uuid);
  // The number after the root's is nobody's.
  if (node == kRoot.value && size() == 1) ids_.skip();
  if (nodes_.size() < size()) {
    nodes_.resize(size());
    infos_.grow(size());
    texts_.grow(size());
  }
  return node;
}

void ScopeTree::put(const directory::Scope& row) {
  const std::uint32_t node = number(row.id);
  const std::uint32_t parent = row.parent ? number(*row.parent) : kNone;
  Node& it = nodes_[node];
  it.kind = static_cast<std::uint16_t>(kind_of(scheme_.scheme->definition(), row.kind));
  it.features_set = it.features_on = 0;
  const auto& features = scheme_.scheme->definition().scopes.features;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const auto said = row.features.find(features[i].id.text);
    if (said == row.features.end()) continue;
    it.features_set |= std::uint64_t{1} << i;
    if (said->second) it.features_on |= std::uint64_t{1} << i;
  }
  if (!it.exists || it.parent != parent) {
    detach(node);
    unplace(node);
    nodes_[node].exists = true;
    attach(node, parent);
  }
  if (texts_[node].name != row.name || texts_[node].id != row.id) texts_.edit(node) = {row.id, row.name};
  touched_.push_back(node);
}

void ScopeTree::drop(const ScopeId& id) {
  const std::uint32_t node = ids_.find(id.uuid);
  if (node == kNone || !nodes_[node].exists) return;
  unplace(node);
  detach(node);
  nodes_[node].exists = false;
  touched_.push_back(node);
}

void ScopeTree::attach(std::uint32_t node, std::uint32_t parent) {
  nodes_[node].parent = parent;
  if (parent != kNone) nodes_[parent].children.push_back(node);
}

void ScopeTree::detach(std::uint32_t node) {
  const std::uint32_t parent = nodes_[node].parent;
  if (parent == kNone) return;
  std::erase(nodes_[parent].children, node);
  nodes_[node].parent = kNone;
}

std::vector<std::uint32_t> ScopeTree::subtree(std::uint32_t node) const {
  std::vector<std::uint32_t> all{node};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& children = nodes_[all[i]].children;
    all.insert(all.end(), children.begin(), children.end());
  }
  return all;
}

std::uint64_t ScopeTree::weight(const std::vector<std::uint32_t>& nodes) const {
  std::uint64_t sum = 0;
  for (const std::uint32_t node : nodes) sum += 2 + nodes_[node].children.size();
  return sum;
}

void ScopeTree::unplace(std::uint32_t node) {
  if (!nodes_[node].placed) return;
  for (const std::uint32_t below : subtree(node)) {
    nodes_[below].placed = false;
    touched_.push_back(below);
  }
}

void ScopeTree::divide(const std::vector<std::uint32_t>& nodes, std::uint64_t low, std::uint64_t end) {
  // Parents stand before their children in `nodes`; weights of whole subtrees are summed from the back.
  std::vector<std::uint64_t> weights(nodes.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> place_of(nodes.size());
  for (std::uint32_t i = 0; i < nodes.size(); ++i) place_of[i] = {nodes[i], i};
  std::sort(place_of.begin(), place_of.end());
  const auto position = [&](std::uint32_t node) {
    return std::lower_bound(place_of.begin(), place_of.end(), std::pair{node, std::uint32_t{0}})->second;
  };
  for (std::size_t i = nodes.size(); i-- > 0;) {
    weights[i] += 2 + nodes_[nodes[i]].children.size();
    if (i > 0) weights[position(nodes_[nodes[i]].parent)] += weights[i];
  }
  nodes_[nodes[0]].low = low;
  nodes_[nodes[0]].end = end;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Node& it = nodes_[nodes[i]];
    // INVARIANT: an interval is at least as long as its subtree's weight, so `unit` is 1 or more and children fit.
    const std::uint64_t unit = (it.end - it.low) / weights[i];
    it.next = it.low + 1;
    it.placed = true;
    for (const std::uint32_t child : it.children) {
      nodes_[child].low = it.next;
      it.next += unit * weights[position(child)];
      nodes_[child].end = it.next;
    }
    touched_.push_back(nodes[i]);
  }
}

bool ScopeTree::place(std::uint32_t node) {
  Node& parent = nodes_[nodes_[node].parent];
  const std::vector<std::uint32_t> nodes = subtree(node);
  const std::uint64_t left = parent.end - parent.next;
  const std::uint64_t wanted = std::max(weight(nodes), left / kShare);
  if (wanted > left) return false;
  const std::uint64_t low = parent.next;
  parent.next += wanted;
  divide(nodes, low, low + wanted);
  return true;
}

void ScopeTree::renumber() {
  divide(subtree(kRoot.value), 0, kNumbers);
}

void ScopeTree::settle() {
  if (touched_.empty()) return;
  if (nodes_[kRoot.value].exists && nodes_[kRoot.value].parent == kNone && !nodes_[kRoot.value].placed) renumber();
  // A node may have been put before its parent, so look for more until there is nothing to place.
  std::vector<std::uint32_t> waiting(touched_);
  for (bool again = true; again;) {
    again = false;
    for (const std::uint32_t node : waiting) {
      const Node& it = nodes_[node];
      if (it.placed || !it.exists || it.parent == kNone || !nodes_[it.parent].placed) continue;
      if (!place(node)) renumber();
      again = true;
    }
  }
  // By position: a node whose features change adds its children.
  for (std::size_t i = 0; i < touched_.size(); ++i) write(touched_[i]);
  touched_.clear();
}

std::uint64_t ScopeTree::features_of(std::uint32_t node) const {
  std::uint64_t known = 0;
  std::uint64_t on = 0;
  for (std::uint32_t at = node;; at = nodes_[at].parent) {
    on |= nodes_[at].features_on & ~known;
    known |= nodes_[at].features_set;
    if (nodes_[at].parent == kNone) break;
  }
  const auto& features = scheme_.scheme->definition().scopes.features;
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (features[i].initially && (known >> i & 1) == 0) on |= std::uint64_t{1} << i;
  }
  return on;
}

void ScopeTree::write(std::uint32_t node) {
  const Node& it = nodes_[node];
  ScopeInfo info;
  if (it.placed) {
    const std::uint64_t size = scheme_.covers_below ? it.end - it.low : 1;
    // The root's interval is one longer than 32 bits can say; its last number is never given.
    const Span span{static_cast<std::uint32_t>(it.low), static_cast<std::uint32_t>(std::min(size, kNumbers - 1))};
    info = {features_of(node), span, it.parent, it.kind, true};
  }
  const ScopeInfo& old = infos_[node];
  const bool features_changed = old.placed && info.placed && old.features != info.features;
  if (old != info) infos_.edit(node) = info;
  if (features_changed) touched_.insert(touched_.end(), it.children.begin(), it.children.end());
}

void ScopeTree::show_in(Tables& view) const {
  view.scope_numbers = ids_.view();
  view.scope_ids = ids_.ids().view();
  view.scopes = infos_.view();
  view.scope_texts = texts_.view();
}

std::uint64_t ScopeTree::bytes() const {
  std::uint64_t sum = ids_.bytes() + infos_.bytes() + nodes_.capacity() * sizeof(Node);
  for (const Node& it : nodes_) sum += it.children.capacity() * sizeof(std::uint32_t);
  return sum;
}

}  // namespace remit::access
