#pragma once
// Sets of memberships, kept once however many users have the same. Roles without times are a mask, which check() reads
// without a branch; up to three scopes without times stand in the user's own word (layout.h). Everything else is an
// object: a RoleSet, a ScopeSet.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/access/id_table.h"
#include "core/access/reclaim.h"
#include "core/access/table.h"
#include "core/base/time.h"

namespace remit::access {

/// from ≤ now < until.
struct Window {
  Time from = kAlways;
  Time until = kForever;

  [[nodiscard]] bool holds(Time now) const { return from <= now && now < until; }
  [[nodiscard]] bool always() const { return from == kAlways && until == kForever; }
  bool operator==(const Window&) const = default;
};

struct RoleHolding {
  std::uint16_t role = 0;
  Window window;
  bool operator==(const RoleHolding&) const = default;
};

struct ScopeHolding {
  std::uint32_t node = 0;  ///< a scope's or scope group's number
  bool is_group = false;
  Window window;
  bool operator==(const ScopeHolding&) const = default;
};

/// A set of scopes that is searched by number: in order while small, through a hash above that.
class NodeSet {
 public:
  NodeSet() = default;
  /// `nodes` in ascending order, none twice.
  explicit NodeSet(std::vector<std::uint32_t> nodes);

  /// Up to this many it is cheaper to look at each.
  static constexpr std::size_t kFew = 8;
  [[nodiscard]] bool few() const { return nodes_.size() <= kFew; }
  [[nodiscard]] const std::vector<std::uint32_t>& nodes() const { return nodes_; }
  /// Where `node` stands in nodes(), or kNone.
  [[nodiscard]] std::uint32_t position(std::uint32_t node) const;
  [[nodiscard]] std::uint64_t bytes() const;

  bool operator==(const NodeSet& other) const { return nodes_ == other.nodes_; }

 private:
  std::vector<std::uint32_t> nodes_;
  std::vector<std::uint32_t> slots_;  ///< position + 1; 0 = free; a power of two
};

/// INVARIANT: ascending by role, none twice.
struct RoleSet {
  std::vector<RoleHolding> roles;

  [[nodiscard]] std::size_t hash() const;
  [[nodiscard]] std::uint64_t bytes() const { return sizeof *this + roles.capacity() * sizeof(RoleHolding); }
  bool operator==(const RoleSet&) const = default;
};

/// Windows are empty where no membership of that sort has times.
struct ScopeSet {
  NodeSet scopes;
  std::vector<Window> scope_windows;
  std::vector<std::uint32_t> groups;  ///< ascending
  std::vector<Window> group_windows;

  [[nodiscard]] Window scope_window(std::size_t i) const { return scope_windows.empty() ? Window{} : scope_windows[i]; }
  [[nodiscard]] Window group_window(std::size_t i) const { return group_windows.empty() ? Window{} : group_windows[i]; }
  [[nodiscard]] std::size_t hash() const;
  [[nodiscard]] std::uint64_t bytes() const;
  bool operator==(const ScopeSet&) const = default;
};

[[nodiscard]] inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 29);
}

/// Finds references by the hash of what they stand for: open addressing, about 6 bytes each. The writer's.
class References {
 public:
  template <class Equal>
  [[nodiscard]] std::uint32_t find(std::uint64_t hash, Equal equal) const {
    if (slots_.empty()) return kNone;
    for (std::size_t i = place(hash);; i = next(i)) {
      if (slots_[i] == 0) return kNone;
      if (equal(slots_[i] - 1)) return slots_[i] - 1;
    }
  }

  /// `hash_of` yields the hash of any reference that is in here.
  template <class HashOf>
  void insert(std::uint32_t reference, HashOf hash_of) {
    if ((count_ + 1) * 10 > slots_.size() * 7) {
      std::vector<std::uint32_t> old(std::max<std::size_t>(16, slots_.size() * 2));
      old.swap(slots_);
      for (const std::uint32_t slot : old) {
        if (slot != 0) put(slot, hash_of(slot - 1));
      }
    }
    put(reference + 1, hash_of(reference));
    ++count_;
  }

  template <class HashOf>
  void erase(std::uint32_t reference, HashOf hash_of) {
    std::size_t hole = place(hash_of(reference));
    while (slots_[hole] != reference + 1) hole = next(hole);
    --count_;
    // Close the gap, so that no search ends too early.
    for (std::size_t i = next(hole); slots_[i] != 0; i = next(i)) {
      const std::size_t home = place(hash_of(slots_[i] - 1));
      const std::size_t mask = slots_.size() - 1;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        slots_[hole] = slots_[i];
        hole = i;
      }
    }
    slots_[hole] = 0;
  }

  [[nodiscard]] std::uint64_t bytes() const { return slots_.capacity() * sizeof(std::uint32_t); }

 private:
  [[nodiscard]] std::size_t place(std::uint64_t hash) const {
    return static_cast<std::size_t>(hash ^ (hash >> 32)) & (slots_.size() - 1);
  }
  [[nodiscard]] std::size_t next(std::size_t i) const { return (i + 1) & (slots_.size() - 1); }
  void put(std::uint32_t slot, std::uint64_t hash) {
    std::size_t i = place(hash);
    while (slots_[i] != 0) i = next(i);
    slots_[i] = slot;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t count_ = 0;
};

/// Counts who uses each entry; what nobody uses any more becomes free when no reader can see it. The writer's.
class Uses {
 public:
  /// A free entry, or one past the last.
  [[nodiscard]] std::uint32_t take() {
    if (free_.empty()) {
      counts_.push_back(1);
      return static_cast<std::uint32_t>(counts_.size() - 1);
    }
    const std::uint32_t entry = free_.back();
    free_.pop_back();
    counts_[entry] = 1;
    return entry;
  }
  void add(std::uint32_t entry) { ++counts_[entry]; }
  /// Whether that was the last use.
  [[nodiscard]] bool drop(std::uint32_t entry) { return --counts_[entry] == 0; }
  void give_back(std::uint32_t entry) { free_.push_back(entry); }
  [[nodiscard]] std::uint64_t bytes() const { return counts_.capacity() * 4 + free_.capacity() * 4; }

 private:
  std::vector<std::uint32_t> counts_;
  std::vector<std::uint32_t> free_;
};

/// Interned runs of `stride` words. Entry 0 is there from the start and stays.
class WordPool {
 public:
  WordPool(Reclaimer& reclaimer, std::uint32_t stride, const std::vector<std::uint64_t>& first);

  /// The entry that holds these `stride` words, used once more.
  [[nodiscard]] std::uint32_t use(const std::uint64_t* words);
  void release(std::uint32_t entry);
  [[nodiscard]] const std::uint64_t* at(std::uint32_t entry) const { return &table_[entry * stride_]; }
  [[nodiscard]] TableView<std::uint64_t> view() const { return table_.view(); }
  [[nodiscard]] std::uint64_t bytes() const { return table_.bytes() + references_.bytes() + uses_.bytes(); }

 private:
  [[nodiscard]] std::uint64_t hash_of(std::uint32_t entry) const { return hash_words(at(entry)); }
  [[nodiscard]] std::uint64_t hash_words(const std::uint64_t* words) const;
  void write(std::uint32_t entry, const std::uint64_t* words);

  Reclaimer& reclaimer_;
  std::uint32_t stride_;  ///< a power of two, so that an entry never crosses chunks
  Table<std::uint64_t> table_;
  References references_;
  Uses uses_;
};

/// Interned objects.
template <class T>
class ObjectPool {
 public:
  explicit ObjectPool(Reclaimer& reclaimer) : reclaimer_(reclaimer), table_(reclaimer) {}
  ~ObjectPool() {
    for (std::uint32_t i = 0; i < table_.size(); ++i) delete table_[i];
  }
  ObjectPool(const ObjectPool&) = delete;
  ObjectPool& operator=(const ObjectPool&) = delete;

  [[nodiscard]] std::uint32_t use(T object) {
    const std::uint32_t known =
        references_.find(object.hash(), [&](std::uint32_t entry) { return *table_[entry] == object; });
    if (known != kNone) {
      uses_.add(known);
      return known;
    }
    const std::uint32_t entry = uses_.take();
    table_.grow(entry + 1);
    bytes_ += object.bytes();
    table_.edit_unseen(entry) = new T(std::move(object));
    references_.insert(entry, [this](std::uint32_t other) { return table_[other]->hash(); });
    return entry;
  }

  void release(std::uint32_t entry) {
    if (!uses_.drop(entry)) return;
    references_.erase(entry, [this](std::uint32_t other) { return table_[other]->hash(); });
    bytes_ -= table_[entry]->bytes();
    reclaimer_.retire(
        [](void* owner, std::uintptr_t item) {
          auto& pool = *static_cast<ObjectPool*>(owner);
          const auto freed = static_cast<std::uint32_t>(item);
          delete pool.table_[freed];
          pool.table_.edit_unseen(freed) = nullptr;
          pool.uses_.give_back(freed);
        },
        this, entry);
  }

  [[nodiscard]] const T& at(std::uint32_t entry) const { return *table_[entry]; }
  [[nodiscard]] TableView<const T*> view() const { return table_.view(); }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_ + table_.bytes() + references_.bytes() + uses_.bytes(); }

 private:
  Reclaimer& reclaimer_;
  Table<const T*> table_;
  References references_;
  Uses uses_;
  std::uint64_t bytes_ = 0;
};

}  // namespace remit::access
