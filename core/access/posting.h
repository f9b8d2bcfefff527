#pragma once
// Which users hold a role, stand on a scope, are in a state: sets of numbers from which who_can makes its answer.
//
// Few numbers are a sorted array; many are one Roaring bitmap for each 65,536 numbers, so that an edit copies 8 KB at
// most and versions share the rest. Readers only read: nothing of a published posting changes, not even a count.

#include <cstdint>
#include <vector>

#include "core/access/reclaim.h"
#include "core/access/table.h"

struct roaring_bitmap_s;

namespace remit::access {

inline constexpr unsigned kBlockBits = 16;

class Posting {
 public:
  /// From this many on, bitmaps.
  static constexpr std::size_t kMany = 512;

  struct Block {
    roaring_bitmap_s* users = nullptr;  ///< whole numbers, not those within the block; null = none
    std::uint64_t made = 0;
  };

  [[nodiscard]] bool many() const { return !blocks.empty(); }
  [[nodiscard]] bool has(std::uint32_t user) const;
  [[nodiscard]] std::uint64_t bytes() const;
  /// Adds this posting's numbers of block `block` to `out`.
  void add_block_to(roaring_bitmap_s& out, std::uint32_t block) const;

  std::uint64_t made = 0;
  std::vector<std::uint32_t> few;  ///< ascending; empty where blocks are used
  std::vector<Block> blocks;
};

/// The writer's side of a table of postings.
class Postings {
 public:
  explicit Postings(Reclaimer& reclaimer) : reclaimer_(reclaimer), table_(reclaimer) {}
  ~Postings();
  Postings(const Postings&) = delete;
  Postings& operator=(const Postings&) = delete;

  void grow(std::uint32_t size) { table_.grow(size); }
  [[nodiscard]] std::uint32_t size() const { return table_.size(); }
  void add(std::uint32_t posting, std::uint32_t user);
  void remove(std::uint32_t posting, std::uint32_t user);
  [[nodiscard]] TableView<const Posting*> view() const { return table_.view(); }
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  Posting& own(std::uint32_t posting);
  Posting::Block& own_block(Posting& posting, std::uint32_t user);
  void turn_into_blocks(Posting& posting);

  Reclaimer& reclaimer_;
  Table<const Posting*> table_;
};

}  // namespace remit::access
