#pragma once
// How readers look at a version while the writer makes the next: a reader says in a slot which version it looks at;
// what a commit replaces is freed when every slot has moved on. Readers never wait, nor does the writer.
//
// Without threads (WebAssembly) the same code is a few plain loads and stores.

#include <array>
#include <atomic>
#include <cstdint>
#include <deque>
#include <limits>

namespace remit::access {

/// One reader's word, alone on its cache line.
struct alignas(64) Slot {
  static constexpr std::uint64_t kFree = std::numeric_limits<std::uint64_t>::max();
  std::atomic<std::uint64_t> version{kFree};

  void leave() { version.store(kFree, std::memory_order_release); }
};

/// As many slots as there are readers at a time; they come in blocks that are never given back.
class Slots {
 public:
  Slots() = default;
  ~Slots();
  Slots(const Slots&) = delete;
  Slots& operator=(const Slots&) = delete;

  /// Any thread. A slot that says `version`. Threads begin their search in different places, so that each finds the
  /// same slot again and shares its cache line with nobody.
  [[nodiscard]] Slot& enter(std::uint64_t version);

  /// The oldest version that a slot says; kFree if there is none.
  [[nodiscard]] std::uint64_t oldest() const;

 private:
  static constexpr std::size_t kSlotsPerBlock = 32;
  struct Block {
    std::array<Slot, kSlotsPerBlock> slots;
    std::atomic<Block*> next{nullptr};
  };
  Block first_;
};

/// The version that readers get, and what older ones still need. Methods are the writer's but for `enter`.
///
/// INVARIANT: a reader that entered with version s sees a view of version s or newer, and nothing is freed that a view
/// of version s or newer needs. It holds because all of these are sequentially consistent: a reader first writes its
/// slot and then reads `current`; the writer first writes `current` and then reads the slots. Whichever comes second
/// sees the other.
class Reclaimer {
 public:
  struct Entered {
    const void* view;
    Slot* slot;
  };

  Reclaimer() = default;
  Reclaimer(const Reclaimer&) = delete;
  Reclaimer& operator=(const Reclaimer&) = delete;

  /// Any thread.
  [[nodiscard]] Entered enter() const;

  /// The version that is being made; from 1.
  [[nodiscard]] std::uint64_t making() const { return making_; }

  /// Calls `free(owner, item)` once no reader can see versions before the one that is being made.
  using Free = void (*)(void* owner, std::uintptr_t item);
  void retire(Free free, void* owner, std::uintptr_t item) { retired_.push_back({making_, free, owner, item}); }
  template <class T>
  void retire(const T* object) {
    retire([](void*, std::uintptr_t item) { delete reinterpret_cast<const T*>(item); }, nullptr,
           reinterpret_cast<std::uintptr_t>(object));
  }

  /// Makes `view` the one that readers get, begins the next version, and frees what can be freed.
  void publish(const void* view);

  /// Frees everything that was retired, before its owners go. Precondition: no reader is left.
  void drain() { collect(Slot::kFree); }

 private:
  struct Retired {
    std::uint64_t version;  ///< the first that does not need it
    Free free;
    void* owner;
    std::uintptr_t item;
  };
  void collect(std::uint64_t oldest);

  mutable Slots slots_;
  std::atomic<const void*> current_{nullptr};
  std::atomic<std::uint64_t> version_{0};
  std::uint64_t making_ = 1;
  std::deque<Retired> retired_;  ///< in ascending order of version
};

}  // namespace remit::access
