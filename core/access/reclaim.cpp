#include "core/access/reclaim.h"

namespace remit::access {

Slots::~Slots() {
  for (Block* block = first_.next.load(); block != nullptr;) {
    Block* const next = block->next.load();
    delete block;
    block = next;
  }
}

Slot& Slots::enter(std::uint64_t version) {
  // Where a thread's stack lies tells threads apart, without thread-local state.
  const auto here = reinterpret_cast<std::uintptr_t>(&version);
  const std::size_t start = (here >> 16) * 7 + (here >> 24);
  for (Block* block = &first_;;) {
    for (std::size_t i = 0; i < kSlotsPerBlock; ++i) {
      Slot& slot = block->slots[(start + i) % kSlotsPerBlock];
      std::uint64_t expected = Slot::kFree;
      if (slot.version.load(std::memory_order_relaxed) == Slot::kFree &&
          slot.version.compare_exchange_strong(expected, version)) {
        return slot;
      }
    }
    Block* next = block->next.load();
    if (next == nullptr) {
      auto* const fresh = new Block();
      if (block->next.compare_exchange_strong(next, fresh)) {
        next = fresh;
      } else {
        delete fresh;
      }
    }
    block = next;
  }
}

std::uint64_t Slots::oldest() const {
  std::uint64_t oldest = Slot::kFree;
  for (const Block* block = &first_; block != nullptr; block = block->next.load()) {
    for (const Slot& slot : block->slots) {
      const std::uint64_t version = slot.version.load();
      if (version < oldest) oldest = version;
    }
  }
  return oldest;
}

Reclaimer::Entered Reclaimer::enter() const {
  Slot& slot = slots_.enter(version_.load());
  return {current_.load(), &slot};
}

void Reclaimer::publish(const void* view) {
  current_.store(view);
  version_.store(making_);
  ++making_;
  collect(slots_.oldest());
}

void Reclaimer::collect(std::uint64_t oldest) {
  while (!retired_.empty() && retired_.front().version <= oldest) {
    const Retired item = retired_.front();
    retired_.pop_front();
    item.free(item.owner, item.item);
  }
}

}  // namespace remit::access
