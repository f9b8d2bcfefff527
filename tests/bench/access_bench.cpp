// What the access index costs, each figure beside a reference measured in the same run: decisions hot, cold, from text
// and for many scopes; who_can; memory; commits.

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/access/access.h"
#include "core/access/test_world.h"
#include "tests/bench/bench.h"

namespace remit::access {
namespace {

using namespace testing;
using bench::median;
using bench::median_ms;
using bench::report;
using Nanoseconds = std::chrono::duration<double, std::nano>;

constexpr Time kNow{15};
constexpr std::size_t kBatch = 4096;
constexpr std::size_t kHot = 65'536;

/// Keeps the compiler from leaving out what is measured.
volatile std::uint64_t sink = 0;

/// An organisation that is made while it is read, so that a million rows need no memory beside the index's.
class Generated final : public RowsSnapshot {
 public:
  Generated(const Rows& rows, std::uint32_t users, std::uint32_t scopes, std::uint32_t seed)
      : RowsSnapshot(rows), users_(users), scopes_(scopes), seed_(seed) {}

  Result<Done> each_user(const std::function<Result<Done>(const directory::User&)>& visit) override {
    directory::User row = testing::user(0);
    for (std::uint32_t n = 0; n < users_; ++n) {
      row.id = user_id(n);
      row.state = {n % 50 == 49 ? "off" : "active"};
      REMIT_TRY(visit(row));
    }
    return Done{};
  }
  Result<Done> each_role(const std::function<Result<Done>(const directory::RoleMembership&)>& visit) override {
    static const char* const kRoles[] = {"reader", "clerk", "manager", "admin", "area-only"};
    std::mt19937 random(seed_);
    for (std::uint32_t n = 0; n < users_; ++n) {
      const std::uint32_t first = random() % 5;
      const std::uint32_t count = 1 + random() % 3;
      for (std::uint32_t i = 0; i < count; ++i) REMIT_TRY(visit(holds(n, kRoles[(first + i) % 5])));
    }
    return Done{};
  }
  Result<Done> each_scope_membership(
      const std::function<Result<Done>(const directory::ScopeMembership&)>& visit) override {
    std::mt19937 random(seed_ + 1);
    for (std::uint32_t n = 0; n < users_; ++n) {
      const std::uint32_t count = 1 + random() % 3;
      for (std::uint32_t i = 0; i < count; ++i) REMIT_TRY(visit(on(n, 1 + random() % scopes_)));
    }
    return Done{};
  }

 private:
  std::uint32_t users_, scopes_, seed_;
};

struct World {
  World(std::uint32_t user_count, std::uint32_t scope_count, std::uint32_t depth)
      : users(user_count), scopes(scope_count) {
    const auto scheme = compile(definition());
    Rows rows = empty_rows(scheme->definition());
    for (std::uint32_t n = 1; n <= scopes; ++n) {
      rows.scopes.push_back(scope(n, n % depth == 1 || depth == 1 ? 0 : n - 1, "area"));
    }
    Generated snapshot(rows, users, scopes, 7);
    const auto start = std::chrono::steady_clock::now();
    auto loaded = Index::load(snapshot, scheme);
    REMIT_ASSERT(loaded.ok(), "generated rows are right");
    index = std::move(*loaded);
    load_ns = Nanoseconds(std::chrono::steady_clock::now() - start).count();
  }

  /// Half of them about a node of the user's, half about any.
  std::vector<Question> questions(std::size_t count, std::uint32_t seed) const {
    const Pin view = index->pin();
    std::mt19937 random(seed);
    std::vector<std::uint32_t> order;
    if (count >= users) {
      order.resize(users);
      std::iota(order.begin(), order.end(), 0u);
      std::shuffle(order.begin(), order.end(), random);
    }
    const auto permissions = static_cast<std::uint16_t>(view->scheme().definition().permissions.size());
    std::vector<Question> all;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t who = order.empty() ? random() % users : order[i % users];
      const ScopeIndex node = view->scope(scope_id(1 + random() % scopes));
      all.push_back({{who}, {static_cast<std::uint16_t>(random() % permissions)}, node, kNoOwner, kNow});
    }
    return all;
  }

  std::uint32_t users, scopes;
  double load_ns = 0;
  std::unique_ptr<Index> index;
};

/// Median over batches of the time for one of `count` calls of `f(i)`.
template <class F>
double time_each(std::size_t count, int rounds, F f) {
  std::vector<double> batches;
  std::uint64_t sum = 0;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t at = 0; at + std::min(kBatch, count) <= count; at += kBatch) {
      const std::size_t batch = std::min(kBatch, count);
      const auto start = std::chrono::steady_clock::now();
      for (std::size_t i = at; i < at + batch; ++i) sum += f(i);
      batches.push_back(Nanoseconds(std::chrono::steady_clock::now() - start).count() / static_cast<double>(batch));
    }
  }
  sink = sink + sum;
  return median(std::move(batches));
}

double bare_loop(const std::vector<Question>& questions, std::uint32_t users) {
  std::vector<std::uint8_t> role_of(users);
  std::mt19937 random(3);
  for (auto& it : role_of) it = static_cast<std::uint8_t>(random() % 5);
  std::uint64_t masks[256] = {0x55, 0x33, 0x0f, 0x71, 0x1d};
  return time_each(questions.size(), 30, [&](std::size_t i) {
    return masks[role_of[questions[i].user.value]] >> questions[i].permission.value & 1;
  });
}

double one_by_one(const Index& index, const std::vector<Question>& questions, int rounds) {
  const Pin view = index.pin();
  return time_each(questions.size(), rounds,
                   [&](std::size_t i) { return check(*view, questions[i]).allowed() ? 1 : 0; });
}

/// One round of decide in batches; adds how long each decision took.
void decide(const Index& index, const std::vector<Question>& questions, std::vector<double>& batches) {
  const Pin view = index.pin();
  std::vector<Decision> answers(kBatch);
  for (std::size_t at = 0; at + kBatch <= questions.size(); at += kBatch) {
    const auto start = std::chrono::steady_clock::now();
    check(*view, {questions.data() + at, kBatch}, answers);
    batches.push_back(Nanoseconds(std::chrono::steady_clock::now() - start).count() / static_cast<double>(kBatch));
    sink = sink + static_cast<std::uint64_t>(answers[at % kBatch].rule);
  }
}

double decisions(const Index& index, const std::vector<Question>& questions, int rounds) {
  std::vector<double> batches;
  for (int round = 0; round < rounds; ++round) decide(index, questions, batches);
  return median(std::move(batches));
}

void hot() {
  struct Case {
    Case(std::uint32_t users, std::uint32_t depth)
        : world(users, 4000, depth),
          questions(world.questions(kHot, 11)),
          name("hot " + std::to_string(users) + " users, depth " + std::to_string(depth)) {}
    World world;
    std::vector<Question> questions;
    std::string name;
    std::vector<double> batches;
  };
  std::deque<Case> cases;
  for (const std::uint32_t users : {1000u, 1'000'000u}) {
    for (const std::uint32_t depth : {1u, 8u}) cases.emplace_back(users, depth);
  }
  // By turns, so that whatever else the machine does meets all of them alike.
  for (int round = 0; round < 60; ++round) {
    for (Case& it : cases) decide(*it.world.index, it.questions, it.batches);
  }
  double first = 0;
  for (Case& it : cases) {
    const double bare = bare_loop(it.questions, it.world.users);
    const double each = median(std::move(it.batches));
    if (first == 0) first = each;
    report(it.name, each, "ns", 25 * bare, bare);
    report(it.name + ", one by one", one_by_one(*it.world.index, it.questions, 30), "ns", 25 * bare, bare);
    report(it.name + ", beside the first", each / first, "ratio", 1.1, 1);
  }
}

void cold_and_memory() {
  const World world(1'000'000, 4000, 8);
  const auto memory = world.index->memory();
  const double bytes = static_cast<double>(memory.total()) / world.users;
  report("memory, 1000000 users", bytes, "bytes a user", 100, 0);
  const auto part = [&](const char* name, std::uint64_t size) {
    report(std::string("memory, of it ") + name, static_cast<double>(size) / world.users, "bytes a user");
  };
  part("users", memory.users);
  part("sets", memory.sets);
  part("postings", memory.postings);
  part("scopes", memory.scopes);
  report("index loaded, 1000000 users", world.load_ns / world.users, "ns a user");

  const auto questions = world.questions(world.users, 13);
  const auto stride = static_cast<std::size_t>(bytes) / 8 * 8;
  std::vector<std::uint64_t> array(world.users * stride / 8, 1);
  const double read =
      time_each(questions.size(), 3, [&](std::size_t i) { return array[questions[i].user.value * (stride / 8)]; });
  report("cold 1000000 users", decisions(*world.index, questions, 3), "ns", 2.5 * read, read);
  report("cold 1000000 users, one by one", one_by_one(*world.index, questions, 3), "ns", 2.5 * read, read);
}

void many_scopes() {
  World world(1000, 20'000, 8);
  std::vector<directory::RowEdit> edits;
  for (std::uint32_t n = 1; n <= 10'000; ++n) edits.push_back(directory::PutScopeMembership{on(1, 2 * n)});
  world.index->apply(edits, {2});
  auto questions = world.questions(kHot, 17);
  for (Question& it : questions) it.user = {1};
  const double many = decisions(*world.index, questions, 10);
  for (Question& it : questions) it.user = {2};
  report("10000 scope memberships", many, "ns", 250, decisions(*world.index, questions, 10));
}

void text() {
  const World world(100'000, 4000, 8);
  const Pin view = world.index->pin();
  struct Asked {
    std::string user, permission, scope;
  };
  std::vector<Asked> asked;
  std::unordered_map<std::string, std::uint32_t> users, permissions, scopes;
  for (std::uint32_t n = 0; n < world.users; ++n) users.emplace(to_string(user_id(n)), n);
  for (std::uint32_t n = 1; n <= world.scopes; ++n) scopes.emplace(to_string(scope_id(n)), n);
  const auto& known = view->scheme().definition().permissions;
  for (std::uint32_t p = 0; p < known.size(); ++p) permissions.emplace(known[p].id.text, p);
  for (const Question& it : world.questions(kHot, 19)) {
    asked.push_back({to_string(view->id(it.user)), known[it.permission.value].id.text, to_string(view->id(it.scope))});
  }
  const double maps = time_each(asked.size(), 10, [&](std::size_t i) {
    return users.find(asked[i].user)->second + permissions.find(asked[i].permission)->second +
           scopes.find(asked[i].scope)->second;
  });
  const double each = time_each(asked.size(), 10, [&](std::size_t i) {
    return check(*view, TextQuestion{asked[i].user, asked[i].permission, asked[i].scope, {}, kNow}).allowed() ? 1 : 0;
  });
  report("from text, 100000 users", each, "ns", 1.5 * maps, maps);
}

/// What who_can is to be compared with: the same asked of everybody, one by one.
double ask_everybody(const World& world, PermissionIndex permission, ScopeIndex scope) {
  const Pin view = world.index->pin();
  return median_ms(3, [&] {
    for (std::uint32_t n = 0; n < world.users; ++n) {
      sink = sink + check(*view, Question{{n}, permission, scope, kNoOwner, kNow}).allowed();
    }
  });
}

/// The first page with the exact total, of `times` scopes from the first on.
void who_can_do(const std::string& name, const World& world, std::uint32_t times) {
  const Pin view = world.index->pin();
  const PermissionIndex refund = view->permission("refund");
  std::uint32_t scope = 0;
  const double each = median_ms(static_cast<int>(times), [&] {
    sink = sink + who_can(*view, refund, view->scope(scope_id(1 + scope++ % times)), kNow).total;
  });
  report(name, each, "ms", 1, ask_everybody(world, refund, view->scope(scope_id(8))));
}

void who_can_on_a_node() {
  who_can_do("who_can 1000000 users, a node", World(1'000'000, 4000, 8), 199);
}

void who_can_on_the_root() {
  const World world(1'000'000, 4000, 8);
  std::vector<directory::RowEdit> edits;
  for (std::uint32_t n = 0; n < world.users; n += 2) edits.push_back(directory::PutScopeMembership{on(n, 0)});
  world.index->apply(edits, {2});
  who_can_do("who_can 1000000 users, half of them on the root", world, 21);
}

void commits() {
  World world(1'000'000, 4000, 8);
  std::vector<double> times;
  for (std::uint32_t n = 0; n < 2000; ++n) {
    std::vector<directory::RowEdit> edits;
    if (n % 2 == 0) {
      edits.push_back(directory::DropRole{user_id(n * 499), {"manager"}});
    } else {
      edits.push_back(directory::PutUser{user(2'000'000 + n)});
      edits.push_back(directory::PutRole{holds(2'000'000 + n, "manager")});
    }
    const auto start = std::chrono::steady_clock::now();
    world.index->apply(edits, {n + 2});
    times.push_back(Nanoseconds(std::chrono::steady_clock::now() - start).count() / 1e3);
  }
  std::sort(times.begin(), times.end());
  report("commit into the index, 1000000 users", times[1000], "us");
  report("commit into the index, 1000000 users, 99 %", times[1980], "us");
}

constexpr bench::Group kGroups[] = {
    {"hot", hot},         {"cold", cold_and_memory},      {"many-scopes", many_scopes},
    {"text", text},       {"who-can", who_can_on_a_node}, {"who-can-root", who_can_on_the_root},
    {"commits", commits},
};

}  // namespace
}  // namespace remit::access

int main(int argc, char** argv) {
  return remit::bench::run(argc, argv, remit::access::kGroups);
}
