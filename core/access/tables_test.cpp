#include <doctest/doctest.h>

#include <memory>
#include <set>

#include "core/access/id_table.h"
#include "core/access/posting.h"
#include "core/access/reclaim.h"
#include "core/access/sets.h"
#include "core/access/table.h"
#include "core/access/test_world.h"

namespace remit::access {

TEST_CASE("an older view of a table keeps what it showed, and an edit copies one chunk once a version") {
  Reclaimer reclaimer;
  const int version = 0;
  Table<int> table(reclaimer);
  for (int i = 0; i < 2000; ++i) table.push(i);
  reclaimer.publish(&version);
  const auto reader = reclaimer.enter();
  const TableView<int> before = table.view();
  table.edit(600) = -1;
  const int* const chunk = &table[512];
  table.edit(601) = -2;
  CHECK(&table[512] == chunk);
  CHECK(before[600] == 600);
  CHECK(table[600] == -1);
  CHECK(&table[0] == &before[0]);
  reclaimer.publish(&version);
  CHECK(before[600] == 600);
  reader.slot->leave();
  reclaimer.drain();
}

TEST_CASE("nothing is freed while a reader may look at it, and everything afterwards") {
  Reclaimer reclaimer;
  const int version = 0;
  reclaimer.publish(&version);
  int freed = 0;
  const auto count = [](void* owner, std::uintptr_t) { ++*static_cast<int*>(owner); };
  const auto reader = reclaimer.enter();
  reclaimer.retire(count, &freed, 0);
  reclaimer.publish(&version);
  const auto later = reclaimer.enter();
  reclaimer.retire(count, &freed, 0);
  reclaimer.publish(&version);
  CHECK(freed == 0);
  reader.slot->leave();
  reclaimer.publish(&version);
  CHECK(freed == 1);
  later.slot->leave();
  reclaimer.publish(&version);
  CHECK(freed == 2);
}

TEST_CASE("more readers than a block has slots each get their own") {
  Reclaimer reclaimer;
  const int version = 0;
  reclaimer.publish(&version);
  std::vector<Slot*> slots;
  for (int i = 0; i < 100; ++i) slots.push_back(reclaimer.enter().slot);
  CHECK(std::set<Slot*>(slots.begin(), slots.end()).size() == 100);
  for (Slot* slot : slots) slot->leave();
}

TEST_CASE("ids find their numbers while buckets split, in old views too") {
  Reclaimer reclaimer;
  const int version = 0;
  {
    IdTable table(reclaimer);
    for (std::uint32_t n = 0; n < 3000; ++n) REQUIRE(table.number(testing::uuid(1, n)) == n);
    reclaimer.publish(&version);
    const auto reader = reclaimer.enter();
    const IdTableView before = table.view();
    const TableView<Uuid> ids = table.ids().view();
    for (std::uint32_t n = 3000; n < 20'000; ++n) {
      REQUIRE(table.number(testing::uuid(1, n)) == n);
      if (n % 500 == 0) reclaimer.publish(&version);
    }
    for (std::uint32_t n = 0; n < 20'000; ++n) {
      REQUIRE(table.find(testing::uuid(1, n)) == n);
      REQUIRE(before.find(testing::uuid(1, n), ids) == (n < 3000 ? n : kNone));
    }
    CHECK(table.number(testing::uuid(1, 7)) == 7);
    CHECK(table.find(testing::uuid(2, 7)) == kNone);
    reader.slot->leave();
    reclaimer.drain();
  }
}

TEST_CASE("sets that are the same are kept once, and a freed entry is used again only when nobody can see it") {
  Reclaimer reclaimer;
  const int version = 0;
  {
    WordPool pool(reclaimer, 2, {0, 0});
    const std::uint64_t a[] = {1, 2}, b[] = {3, 4}, c[] = {5, 6};
    const std::uint32_t first = pool.use(a);
    CHECK(pool.use(a) == first);
    const std::uint32_t second = pool.use(b);
    CHECK(second != first);
    reclaimer.publish(&version);
    const auto reader = reclaimer.enter();
    pool.release(first);
    pool.release(first);
    CHECK(pool.use(c) != first);
    reclaimer.publish(&version);
    CHECK(pool.at(first)[1] == 2);
    reader.slot->leave();
    reclaimer.publish(&version);
    const std::uint64_t d[] = {7, 8};
    CHECK(pool.use(d) == first);
    CHECK(pool.use(b) == second);
    reclaimer.drain();
  }
}

TEST_CASE("a posting keeps its numbers as it turns into bitmaps, and older versions keep theirs") {
  Reclaimer reclaimer;
  const int version = 0;
  {
    Postings postings(reclaimer);
    postings.grow(1);
    for (std::uint32_t user = 0; user < 200'000; user += 7) {
      postings.add(0, user);
      if (user % 3500 == 0) reclaimer.publish(&version);
    }
    reclaimer.publish(&version);
    const auto reader = reclaimer.enter();
    const Posting& before = *postings.view()[0];
    postings.remove(0, 70);
    postings.remove(0, 71);
    CHECK(before.has(70));
    CHECK_FALSE(postings.view()[0]->has(70));
    CHECK(postings.view()[0]->has(77));
    CHECK_FALSE(postings.view()[0]->has(78));
    reclaimer.publish(&version);
    CHECK(before.has(70));
    reader.slot->leave();
    reclaimer.drain();
  }
}

}  // namespace remit::access
