#include "core/access/id_table.h"

#include <functional>

namespace remit::access {

namespace {

constexpr unsigned kHashBits = std::numeric_limits<std::size_t>::digits;

/// The first `bits` bits of a hash; those at its end choose the slot.
std::size_t prefix(std::size_t hash, std::uint32_t bits) {
  return (hash >> 1) >> (kHashBits - 1 - bits);
}

}  // namespace

std::uint32_t IdTableView::find(const Uuid& id, const TableView<Uuid>& ids) const {
  const std::size_t hash = std::hash<Uuid>{}(id);
  const IdBucket& bucket = *directory[prefix(hash, bits)];
  // INVARIANT: a bucket always has a free slot, so this ends.
  for (std::size_t i = hash % IdBucket::kSlots;; i = (i + 1) % IdBucket::kSlots) {
    const std::uint32_t slot = bucket.slots[i];
    if (slot == 0) return kNone;
    if (ids[slot - 1] == id) return slot - 1;
  }
}

IdTable::IdTable(Reclaimer& reclaimer) : reclaimer_(reclaimer), ids_(reclaimer), directory_(new IdBucket*[1]) {
  directory_[0] = new IdBucket();
  directory_[0]->made = directory_made_ = reclaimer_.making();
  buckets_ = 1;
}

IdTable::~IdTable() {
  IdBucket* last = nullptr;  // those that share a bucket stand side by side
  for (std::size_t i = 0; i < std::size_t{1} << bits_; ++i) {
    if (directory_[i] != last) delete directory_[i];
    last = directory_[i];
  }
  delete[] directory_;
}

std::uint64_t IdTable::bytes() const {
  return ids_.bytes() + buckets_ * sizeof(IdBucket) + (std::uint64_t{1} << bits_) * sizeof(IdBucket*);
}

std::uint32_t IdTable::number(const Uuid& id) {
  const std::uint32_t known = find(id);
  if (known != kNone) return known;
  const std::size_t hash = std::hash<Uuid>{}(id);
  while (directory_[prefix(hash, bits_)]->count >= IdBucket::kFull) split(hash);
  const std::uint32_t number = ids_.push(id);
  put(own_bucket(hash), hash, number);
  return number;
}

void IdTable::put(IdBucket& bucket, std::size_t hash, std::uint32_t number) {
  std::size_t i = hash % IdBucket::kSlots;
  while (bucket.slots[i] != 0) i = (i + 1) % IdBucket::kSlots;
  bucket.slots[i] = number + 1;
  ++bucket.count;
}

void IdTable::own_directory(std::uint32_t bits) {
  if (directory_made_ == reclaimer_.making() && bits == bits_) return;
  auto** const copy = new IdBucket*[std::size_t{1} << bits];
  for (std::size_t i = 0; i < std::size_t{1} << bits; ++i) copy[i] = directory_[i >> (bits - bits_)];
  reclaimer_.retire([](void*, std::uintptr_t item) { delete[] reinterpret_cast<IdBucket**>(item); }, nullptr,
                    reinterpret_cast<std::uintptr_t>(directory_));
  directory_ = copy;
  bits_ = bits;
  directory_made_ = reclaimer_.making();
}

IdBucket& IdTable::own_bucket(std::size_t hash) {
  IdBucket* const bucket = directory_[prefix(hash, bits_)];
  if (bucket->made == reclaimer_.making()) return *bucket;
  own_directory(bits_);
  auto* const copy = new IdBucket(*bucket);
  copy->made = reclaimer_.making();
  const std::size_t first = prefix(hash, bucket->depth) << (bits_ - bucket->depth);
  for (std::size_t i = 0; i < std::size_t{1} << (bits_ - bucket->depth); ++i) directory_[first + i] = copy;
  reclaimer_.retire(bucket);
  return *copy;
}

void IdTable::split(std::size_t hash) {
  IdBucket* const full = directory_[prefix(hash, bits_)];
  own_directory(full->depth == bits_ ? bits_ + 1 : bits_);
  IdBucket* halves[2];
  for (IdBucket*& half : halves) {
    half = new IdBucket();
    half->made = reclaimer_.making();
    half->depth = full->depth + 1;
  }
  for (const std::uint32_t slot : full->slots) {
    if (slot == 0) continue;
    const std::size_t other = std::hash<Uuid>{}(ids_[slot - 1]);
    put(*halves[prefix(other, full->depth + 1) & 1], other, slot - 1);
  }
  const std::size_t first = prefix(hash, full->depth) << (bits_ - full->depth);
  const std::size_t each = std::size_t{1} << (bits_ - full->depth - 1);
  for (std::size_t i = 0; i < each; ++i) {
    directory_[first + i] = halves[0];
    directory_[first + each + i] = halves[1];
  }
  ++buckets_;
  reclaimer_.retire(full);
}

}  // namespace remit::access
