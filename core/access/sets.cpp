#include "core/access/sets.h"

#include <bit>

namespace remit::access {

namespace {

std::uint64_t mix(std::uint64_t hash, const Window& window) {
  return access::mix(access::mix(hash, static_cast<std::uint64_t>(window.from.ms)),
                     static_cast<std::uint64_t>(window.until.ms));
}

std::size_t node_place(std::uint32_t node, std::size_t slots) {
  return (node * std::uint64_t{0x9e3779b97f4a7c15ULL} >> 32) & (slots - 1);
}

}  // namespace

NodeSet::NodeSet(std::vector<std::uint32_t> nodes) : nodes_(std::move(nodes)) {
  if (few()) return;
  slots_.resize(std::bit_ceil(nodes_.size() * 2));
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    std::size_t at = node_place(nodes_[i], slots_.size());
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = i + 1;
  }
}

std::uint32_t NodeSet::position(std::uint32_t node) const {
  if (few()) {
    const auto found = std::find(nodes_.begin(), nodes_.end(), node);
    return found == nodes_.end() ? kNone : static_cast<std::uint32_t>(found - nodes_.begin());
  }
  for (std::size_t at = node_place(node, slots_.size());; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at] == 0) return kNone;
    if (nodes_[slots_[at] - 1] == node) return slots_[at] - 1;
  }
}

std::uint64_t NodeSet::bytes() const {
  return (nodes_.capacity() + slots_.capacity()) * sizeof(std::uint32_t);
}

std::size_t RoleSet::hash() const {
  std::uint64_t hash = roles.size();
  for (const RoleHolding& it : roles) hash = mix(access::mix(hash, it.role), it.window);
  return static_cast<std::size_t>(hash);
}

std::size_t ScopeSet::hash() const {
  std::uint64_t hash = scopes.nodes().size();
  for (const std::uint32_t node : scopes.nodes()) hash = access::mix(hash, node);
  for (const Window& window : scope_windows) hash = mix(hash, window);
  for (const std::uint32_t group : groups) hash = access::mix(hash, ~std::uint64_t{group});
  for (const Window& window : group_windows) hash = mix(hash, window);
  return static_cast<std::size_t>(hash);
}

std::uint64_t ScopeSet::bytes() const {
  return sizeof *this + scopes.bytes() + (scope_windows.capacity() + group_windows.capacity()) * sizeof(Window) +
         groups.capacity() * sizeof(std::uint32_t);
}

WordPool::WordPool(Reclaimer& reclaimer, std::uint32_t stride, const std::vector<std::uint64_t>& first)
    : reclaimer_(reclaimer), stride_(stride), table_(reclaimer) {
  // Entry 0 is not found by its words: it may say the same as another and mean something else.
  write(uses_.take(), first.data());
}

std::uint64_t WordPool::hash_words(const std::uint64_t* words) const {
  std::uint64_t hash = stride_;
  for (std::uint32_t i = 0; i < stride_; ++i) hash = mix(hash, words[i]);
  return hash;
}

void WordPool::write(std::uint32_t entry, const std::uint64_t* words) {
  table_.grow((entry + 1) * stride_);
  std::copy(words, words + stride_, &table_.edit_unseen(entry * stride_));
}

std::uint32_t WordPool::use(const std::uint64_t* words) {
  const std::uint32_t known = references_.find(
      hash_words(words), [&](std::uint32_t entry) { return std::equal(words, words + stride_, at(entry)); });
  if (known != kNone) {
    uses_.add(known);
    return known;
  }
  const std::uint32_t entry = uses_.take();
  write(entry, words);
  references_.insert(entry, [this](std::uint32_t other) { return hash_of(other); });
  return entry;
}

void WordPool::release(std::uint32_t entry) {
  if (entry == 0 || !uses_.drop(entry)) return;
  references_.erase(entry, [this](std::uint32_t other) { return hash_of(other); });
  reclaimer_.retire(
      [](void* owner, std::uintptr_t item) {
        static_cast<WordPool*>(owner)->uses_.give_back(static_cast<std::uint32_t>(item));
      },
      this, entry);
}

}  // namespace remit::access
