// For the thread sanitizer: readers decide while the writer gives and takes.

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "core/access/access.h"
#include "core/access/test_world.h"

namespace remit::access {

using namespace testing;

namespace {

constexpr Time kNow{15};
constexpr std::uint32_t kUsers = 40;

std::unique_ptr<Index> make_index(const scheme::SchemePtr& scheme) {
  Rows rows = empty_rows(scheme->definition());
  for (std::uint32_t n = 1; n < 30; ++n) rows.scopes.push_back(scope(n, n / 3, "area"));
  for (std::uint32_t n = 1; n <= kUsers; ++n) {
    rows.users.push_back(user(n));
    rows.roles.push_back(holds(n, "manager"));
    rows.scope_memberships.push_back(on(n, 1 + n % 5));
  }
  RowsSnapshot snapshot(rows);
  auto loaded = Index::load(snapshot, scheme);
  REQUIRE(loaded.ok());
  return std::move(*loaded);
}

}  // namespace

TEST_CASE("[T4] after a revoke nobody who pins is allowed, however many are reading") {
  const scheme::SchemePtr scheme = compile(definition());
  const std::unique_ptr<Index> index = make_index(scheme);
  const PermissionIndex refund = index->pin()->permission("refund");
  const UserIndex somebody = index->pin()->user(user_id(1));
  const ScopeIndex node = index->pin()->scope(scope_id(2));

  // Odd while the role is given, even while it is taken away; written after apply() has returned.
  std::atomic<std::uint64_t> known{1};
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> wrong{0}, looked{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop.load()) {
        const std::uint64_t before = known.load();
        const Pin view = index->pin();
        const bool allowed = check(*view, {somebody, refund, node, kNoOwner, kNow}).allowed();
        // The view is whole: its epoch says which of the two it is.
        if (allowed != (view->epoch().value % 2 == 1)) ++wrong;
        if (view->epoch().value < before) ++wrong;
        ++looked;
      }
    });
  }
  for (std::uint64_t epoch = 2; epoch < 400; ++epoch) {
    std::vector<directory::RowEdit> edits;
    if (epoch % 2 == 0) {
      edits.push_back(directory::DropRole{user_id(1), {"manager"}});
    } else {
      edits.push_back(directory::PutRole{holds(1, "manager")});
    }
    index->apply(edits, {epoch});
    known.store(epoch);
    const Pin view = index->pin();
    CHECK(check(*view, {somebody, refund, node, kNoOwner, kNow}).allowed() == (epoch % 2 == 1));
  }
  while (looked.load() < 100) std::this_thread::yield();
  stop = true;
  for (std::thread& it : readers) it.join();
  CHECK(wrong.load() == 0);
}

TEST_CASE("readers of everything see whole views while users, scopes, groups and times change") {
  const scheme::SchemePtr scheme = compile(definition());
  const std::unique_ptr<Index> index = make_index(scheme);
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> wrong{0}, looked{0};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&, i] {
      for (std::uint32_t n = static_cast<std::uint32_t>(i); !stop.load(); ++n) {
        const Pin view = index->pin();
        const PermissionIndex refund = view->permission("refund");
        const ScopeIndex node = view->scope(scope_id(n % 30));
        const WhoCan answer = who_can(*view, refund, node, kNow, {{}, 500});
        for (const UserId id : answer.users) {
          if (!check(*view, {view->user(id), refund, node, kNoOwner, kNow}).allowed()) ++wrong;
        }
        if (answer.total != answer.users.size()) ++wrong;
        ++looked;
      }
    });
  }
  for (std::uint32_t n = 0; n < 300; ++n) {
    const std::uint32_t who = 1 + n % (kUsers + 10);
    std::vector<directory::RowEdit> edits;
    switch (n % 8) {
      case 0:
        edits = {directory::PutUser{user(who, n % 3 == 0 ? "off" : "active")}};
        break;
      case 1:
        edits = {directory::PutScopeMembership{on(who, n % 30)}};
        break;
      case 2:
        edits = {directory::PutScope{scope(29, n % 25, "area")}};
        break;
      case 3:
        edits = {directory::PutScopeGroup{{group_id(1), "G", {scope_id(n % 30)}}}};
        break;
      case 4:
        edits = {directory::PutScopeMembership{in_group(who, 1)}};
        break;
      case 5:
        edits = {directory::PutRole{holds(who, "clerk", kAlways, Time{n % 2 == 0 ? 10 : 20})}};
        break;
      case 6:
        edits = {directory::DropUser{user_id(who)}};
        break;
      default:
        edits = {directory::PutUser{user(who)}, directory::PutRole{holds(who, "manager")}};
        break;
    }
    index->apply(edits, {n + 2});
  }
  while (looked.load() < 30) std::this_thread::yield();
  stop = true;
  for (std::thread& it : readers) it.join();
  CHECK(wrong.load() == 0);
}

}  // namespace remit::access
