#include "core/access/posting.h"

#include <roaring/roaring.h>

#include <algorithm>

namespace remit::access {

bool Posting::has(std::uint32_t user) const {
  if (!many()) return std::binary_search(few.begin(), few.end(), user);
  const std::uint32_t block = user >> kBlockBits;
  return block < blocks.size() && blocks[block].users != nullptr && roaring_bitmap_contains(blocks[block].users, user);
}

std::uint64_t Posting::bytes() const {
  std::uint64_t sum = sizeof *this + few.capacity() * sizeof(std::uint32_t) + blocks.capacity() * sizeof(Block);
  for (const Block& block : blocks) {
    // What the bitmap's own objects take besides its numbers.
    if (block.users != nullptr) sum += 96 + roaring_bitmap_frozen_size_in_bytes(block.users);
  }
  return sum;
}

void Posting::add_block_to(roaring_bitmap_t& out, std::uint32_t block) const {
  if (many()) {
    if (block < blocks.size() && blocks[block].users != nullptr) roaring_bitmap_or_inplace(&out, blocks[block].users);
    return;
  }
  const auto first = std::lower_bound(few.begin(), few.end(), block << kBlockBits);
  const auto last = std::upper_bound(first, few.end(), (block << kBlockBits) | ((1u << kBlockBits) - 1));
  if (first != last) roaring_bitmap_add_many(&out, static_cast<std::size_t>(last - first), &*first);
}

Postings::~Postings() {
  for (std::uint32_t i = 0; i < table_.size(); ++i) {
    if (table_[i] == nullptr) continue;
    for (const Posting::Block& block : table_[i]->blocks) {
      if (block.users != nullptr) roaring_bitmap_free(block.users);
    }
    delete table_[i];
  }
}

std::uint64_t Postings::bytes() const {
  std::uint64_t sum = table_.bytes();
  for (std::uint32_t i = 0; i < table_.size(); ++i) {
    if (table_[i] != nullptr) sum += table_[i]->bytes();
  }
  return sum;
}

Posting& Postings::own(std::uint32_t posting) {
  const Posting* const known = table_[posting];
  // Made in this version, so that no reader has seen it.
  if (known != nullptr && known->made == reclaimer_.making()) return const_cast<Posting&>(*known);
  auto* const copy = known != nullptr ? new Posting(*known) : new Posting();
  copy->made = reclaimer_.making();
  table_.edit(posting) = copy;
  // Its blocks live on in the copy, or were retired one by one.
  if (known != nullptr) reclaimer_.retire(known);
  return *copy;
}

Posting::Block& Postings::own_block(Posting& posting, std::uint32_t user) {
  const std::uint32_t number = user >> kBlockBits;
  if (number >= posting.blocks.size()) posting.blocks.resize(number + 1);
  Posting::Block& block = posting.blocks[number];
  if (block.users != nullptr && block.made == reclaimer_.making()) return block;
  roaring_bitmap_t* const known = block.users;
  block.users = known != nullptr ? roaring_bitmap_copy(known) : roaring_bitmap_create();
  block.made = reclaimer_.making();
  if (known != nullptr) {
    reclaimer_.retire(
        [](void*, std::uintptr_t item) { roaring_bitmap_free(reinterpret_cast<roaring_bitmap_t*>(item)); }, nullptr,
        reinterpret_cast<std::uintptr_t>(known));
  }
  return block;
}

void Postings::turn_into_blocks(Posting& posting) {
  std::vector<std::uint32_t> users;
  users.swap(posting.few);
  for (const std::uint32_t user : users) roaring_bitmap_add(own_block(posting, user).users, user);
}

void Postings::add(std::uint32_t posting, std::uint32_t user) {
  Posting& own_posting = own(posting);
  if (!own_posting.many()) {
    auto& few = own_posting.few;
    const auto place = std::lower_bound(few.begin(), few.end(), user);
    if (place != few.end() && *place == user) return;
    few.insert(place, user);
    if (few.size() >= Posting::kMany) turn_into_blocks(own_posting);
    return;
  }
  roaring_bitmap_add(own_block(own_posting, user).users, user);
}

void Postings::remove(std::uint32_t posting, std::uint32_t user) {
  if (table_[posting] == nullptr || !table_[posting]->has(user)) return;
  Posting& own_posting = own(posting);
  if (!own_posting.many()) {
    auto& few = own_posting.few;
    few.erase(std::lower_bound(few.begin(), few.end(), user));
    return;
  }
  Posting::Block& block = own_block(own_posting, user);
  roaring_bitmap_remove(block.users, user);
  if (roaring_bitmap_is_empty(block.users)) {
    roaring_bitmap_free(block.users);  // made in this version: nobody has seen it
    block = {};
  }
}

}  // namespace remit::access
