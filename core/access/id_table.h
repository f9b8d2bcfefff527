#pragma once
// From UUIDs to dense numbers: extendible hashing, so that the table grows by splitting one bucket at a time. About
// 8 bytes an id; the ids themselves are kept once, in the table of ids that the numbers point into.

#include <cstdint>
#include <limits>

#include "core/access/reclaim.h"
#include "core/access/table.h"
#include "core/base/ids.h"

namespace remit::access {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct IdBucket {
  static constexpr std::uint32_t kSlots = 1024;
  static constexpr std::uint32_t kFull = 820;

  std::uint64_t made = 0;
  std::uint32_t count = 0;
  std::uint32_t depth = 0;           ///< how many bits of the hash its ids have in common
  std::uint32_t slots[kSlots] = {};  ///< number + 1; 0 = free
};

/// What a View keeps.
struct IdTableView {
  const IdBucket* const* directory = nullptr;
  std::uint32_t bits = 0;

  /// The number of `id`, or kNone. `ids` holds the id of each number.
  [[nodiscard]] std::uint32_t find(const Uuid& id, const TableView<Uuid>& ids) const;
};

/// The writer's side. An id is never taken out.
class IdTable {
 public:
  explicit IdTable(Reclaimer& reclaimer);
  ~IdTable();
  IdTable(const IdTable&) = delete;
  IdTable& operator=(const IdTable&) = delete;

  [[nodiscard]] IdTableView view() const { return {directory_, bits_}; }
  /// The number of `id`; a new one if it has none.
  std::uint32_t number(const Uuid& id);
  [[nodiscard]] std::uint32_t find(const Uuid& id) const { return view().find(id, ids_.view()); }
  [[nodiscard]] const Table<Uuid>& ids() const { return ids_; }
  [[nodiscard]] std::uint64_t bytes() const;
  /// Gives the next number to something that has no id.
  std::uint32_t skip() { return ids_.push(Uuid{}); }

 private:
  void split(std::size_t hash);
  void own_directory(std::uint32_t bits);
  IdBucket& own_bucket(std::size_t hash);
  static void put(IdBucket& bucket, std::size_t hash, std::uint32_t number);

  Reclaimer& reclaimer_;
  Table<Uuid> ids_;
  IdBucket** directory_ = nullptr;
  std::uint64_t directory_made_ = 0;
  std::uint32_t bits_ = 0;
  std::uint64_t buckets_ = 0;
};

}  // namespace remit::access
