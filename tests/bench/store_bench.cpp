// What the store costs with a million users: pages in every sort, within a node, filtered and searched, each beside the
// same query by hand; and how many syncs a durable change takes.

#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>

#include "core/base/hash.h"
#include "core/service/service.h"
#include "core/store/sqlite/database.h"
#include "native/system/system.h"
#include "plugins/plugins.h"
#include "tests/bench/bench.h"
#include "tests/bench/sync_counter.h"

namespace remit::bench {
namespace {

using namespace directory;
using store::Turn;
using store::UserPage;
using store::UserQuery;

template <class T>
T must(Result<T> result) {
  if (result) return std::move(result).value();
  std::fprintf(stderr, "bench: %s\n", result.error().rule.c_str());
  std::exit(1);
}

template <class IdType>
IdType id_of(std::uint32_t kind, std::uint32_t number) {
  const std::array<std::uint8_t, 10> rest{static_cast<std::uint8_t>(kind),
                                          0,
                                          0,
                                          0,
                                          0,
                                          0,
                                          static_cast<std::uint8_t>(number >> 24),
                                          static_cast<std::uint8_t>(number >> 16),
                                          static_cast<std::uint8_t>(number >> 8),
                                          static_cast<std::uint8_t>(number)};
  return IdType{make_uuid_v7(Time{1'700'000'000'000 + number}, rest)};
}

/// A folder of its own, gone at the end.
struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / "remit-bench") {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }

  std::filesystem::path path;
};

constexpr std::uint32_t kUsers = 1'000'000;
constexpr std::uint32_t kMerchants = 1000;  // each with 0.1 % of the users

/// A million people of a scheme with a tree; rows straight into the store, since not what made them is measured.
class World {
 public:
  static World& get() {
    static World world;
    return world;
  }

  [[nodiscard]] UserPage page(const UserQuery& query) const { return must(must(store->read(org))->users(query)); }

  Folder folder;
  scheme::SchemePtr scheme = must(plugins::load_builtin("aci-merchant-portal"));
  std::unique_ptr<store::sqlite::Database> store;
  OrgId org = id_of<OrgId>(1, 1);

 private:
  World() {
    store::sqlite::Options options;
    options.path = folder.file("million.db");
    options.missing = store::sqlite::Missing::Create;
    store = must(store::sqlite::Database::open(options));
    const auto start = std::chrono::steady_clock::now();
    auto batch = must(store->write());
    const Scope root{id_of<ScopeId>(2, 0), {}, {"psp"}, "Shop", {}};
    Organisation organisation;
    organisation.id = org;
    organisation.slug = "shop";
    organisation.name = "Shop";
    organisation.scheme_id = scheme->id();
    organisation.scheme_version = scheme->version();
    organisation.root = root.id;
    must(batch->create(organisation, root, scheme->text(), scheme->hash(), scheme->definition()));
    store::Transaction& transaction = *must(batch->in(org));
    const Scope division{id_of<ScopeId>(2, 1), root.id, {"division"}, "Europe", {}};
    std::vector<RowEdit> edits{PutScope{division}};
    for (std::uint32_t i = 0; i < kMerchants; ++i) {
      edits.push_back(PutScope{{merchant(i), division.id, {"merchant"}, "Merchant " + std::to_string(i), {}}});
    }
    for (std::uint32_t n = 0; n < kUsers; ++n) {
      add(edits, n);
      if (n % 1000 != 999) continue;
      must(transaction.apply(edits));
      edits.clear();
    }
    must(batch->commit());
    report("rows of a user written, 1000000 users",
           Milliseconds(std::chrono::steady_clock::now() - start).count() * 1000 / kUsers, "us");
  }

 public:
  [[nodiscard]] static ScopeId merchant(std::uint32_t i) { return id_of<ScopeId>(2, 2 + i); }

 private:
  /// A third of the names begin alike, a twentieth has `quill` in the middle.
  void add(std::vector<RowEdit>& edits, std::uint32_t n) {
    static constexpr const char* kGiven[] = {"Maren", "Mario", "Matilda", "Olu",  "Ines",
                                             "Jakub", "Sian",  "Tomas",   "Wanda"};
    static constexpr const char* kRoles[] = {"operator", "call_center", "analysis", "account_access"};
    std::mt19937 random(n);
    User user;
    user.id = id_of<UserId>(3, n);
    user.state = {n % 50 == 49 ? "locked" : n % 50 == 48 ? "new" : "active"};
    user.home = merchant(n % kMerchants);
    const std::string number = std::to_string(random() % kUsers) + "." + std::to_string(n);
    user.fields = {{"name", std::string(kGiven[random() % 9]) + (n % 20 == 0 ? " Quill " : " Stone ") + number},
                   {"email", "p" + number + "@shop.example"}};
    user.created_at = {1'700'000'000'000 + n};
    user.created_by = "operator";
    edits.push_back(PutUser{user});
    edits.push_back(PutRole{{user.id, {kRoles[random() % 4]}, {}, user.created_at}});
    edits.push_back(PutScopeMembership{{user.id, user.home, {}, {}, user.created_at}});
  }
};

/// The first page of a sort as somebody would write it who knows the tables and wants nothing but these rows.
class ByHand {
 public:
  explicit ByHand(const std::string& path) {
    sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr);
    page_ = prepare(
        "SELECT u.* FROM user_sorts s JOIN users u ON u.key = (s.org << 40) + s.user "
        "WHERE s.org = 1 AND s.sort = ?1 AND s.state = ?2 ORDER BY s.key, s.user LIMIT 50");
    roles_ = prepare("SELECT * FROM role_memberships WHERE org = 1 AND user = ?1 ORDER BY role");
  }
  ~ByHand() {
    sqlite3_finalize(page_);
    sqlite3_finalize(roles_);
    sqlite3_close(database_);
  }
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;

  /// How many rows there were.
  std::size_t first_page(std::uint32_t sort, std::uint32_t state) {
    std::size_t count = 0;
    sqlite3_bind_int64(page_, 1, sort);
    sqlite3_bind_int64(page_, 2, state);
    while (sqlite3_step(page_) == SQLITE_ROW) {
      ++count;
      std::vector<std::string> columns = read(page_);
      sqlite3_bind_blob(roles_, 1, columns[2].data(), static_cast<int>(columns[2].size()), SQLITE_STATIC);
      while (sqlite3_step(roles_) == SQLITE_ROW) (void)read(roles_);
      sqlite3_reset(roles_);
    }
    sqlite3_reset(page_);
    return count;
  }

 private:
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK) {
      std::fprintf(stderr, "bench: %s\n", sqlite3_errmsg(database_));
      std::exit(1);
    }
    return statement;
  }
  static std::vector<std::string> read(sqlite3_stmt* row) {
    std::vector<std::string> columns;
    for (int i = 0; i < sqlite3_column_count(row); ++i) {
      const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(row, i));
      columns.emplace_back(bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(row, i)));
    }
    return columns;
  }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* page_ = nullptr;
  sqlite3_stmt* roles_ = nullptr;
};

/// Every sort that a list can have.
std::vector<std::string> sorts(const World& world) {
  std::vector<std::string> all{"state"};
  for (const auto& it : store::sqlite::layout_of(world.scheme->definition(), 1).sorts) all.push_back(it.name);
  return all;
}

/// The slowest sort's median: each turn of the list of everybody, or of what is in a node.
void turn_pages(const std::string& name, const UserQuery& everybody) {
  const World& world = World::get();
  const std::pair<const char*, Turn> turns[] = {
      {"first", Turn::First}, {"last", Turn::Last}, {"next", Turn::Next}, {"previous", Turn::Previous}};
  for (const auto& [word, turn] : turns) {
    double slowest = 0;
    for (const std::string& sort : sorts(world)) {
      UserQuery query = everybody;
      query.sort.by = sort;
      query.turn = turn == Turn::Previous ? Turn::Last : Turn::First;
      if (turn == Turn::Next || turn == Turn::Previous) {
        const UserPage from = world.page(query);
        query.anchor = turn == Turn::Next ? from.last : from.first;
      }
      query.turn = turn;
      slowest = std::max(slowest, median_ms(15, [&] { (void)world.page(query); }));
    }
    report(name + ", " + word + ", slowest sort", slowest, "ms", 1, 0);
  }
}

void pages() {
  turn_pages("page of 1000000", {});
}

void pages_in_a_node() {
  UserQuery query;
  query.at = World::merchant(77);
  query.include_below = true;
  turn_pages("page of a node with 0.1 %", query);
}

void by_hand() {
  const World& world = World::get();
  ByHand hand(world.folder.file("million.db"));
  const store::sqlite::Layout layout = store::sqlite::layout_of(world.scheme->definition(), 1);
  double worst = 0, beside = 0;
  for (const std::string& sort : sorts(world)) {
    const auto number = layout.sort(sort);
    if (!number) continue;  // by state, which is several lists one after another
    UserQuery query;
    query.states = {{"active"}};
    query.sort.by = sort;
    const std::uint32_t state = *layout.state("active");
    if (hand.first_page(*number, state) != 50) must(Result<Done>(Error{Code::Internal, "by-hand", {}, ""}));
    const double reference = median_ms(31, [&] { hand.first_page(*number, state); });
    const double ours = median_ms(31, [&] { (void)world.page(query); });
    if (ours / reference > worst) worst = ours / reference, beside = reference;
  }
  report("page beside the same query by hand, worst sort", worst, "ratio", 1.5, beside);
}

void totals() {
  const World& world = World::get();
  const auto total = [&](const char* name, UserQuery query) {
    query.size = 1;
    const double each = median_ms(15, [&] { (void)world.page(query); });
    report(std::string("exact total, ") + name, each, "ms", 1, static_cast<double>(world.page(query).total));
  };
  UserQuery query;
  query.states = {{"locked"}};
  total("one state", query);
  query = {};
  query.role = RoleId{"operator"};
  total("one role", query);
  query = {};
  query.at = World::merchant(5);
  query.include_below = true;
  total("one node", query);
}

void search() {
  const World& world = World::get();
  const auto find = [&](const char* name, const char* text, double target, const char* sort = "name") {
    UserQuery query;
    query.search = text;
    query.sort = {sort, sort == std::string_view("created")};
    const double each = median_ms(9, [&] { (void)world.page(query); });
    report(std::string("search, ") + name, each, "ms", target, static_cast<double>(world.page(query).total));
  };
  find("one who matches", "999999", 20);
  find("5 % match", "quill", 20);
  find("95 % match", "stone", 250);
  find("all match", "shop.example", 250);
  find("two letters", "ma", 20);
  find("one letter", "w", 20);
  find("two letters, newest first", "ma", 20, "created");
  find("one letter, newest first", "w", 20, "created");
}

/// Changes of a flag, each acknowledged when it is durable; how many a second, and syncs for each.
struct Commits {
  double per_second = 0, syncs = 0;
};

Commits commit_from(std::size_t writers, std::size_t each) {
  const Folder folder;
  SyncCounter disk;
  system::SystemClock clock;
  system::SystemRandom random;
  const SealKey key = SealKey::make(random);
  store::sqlite::Options options;
  options.path = folder.file("commits.db");
  options.vfs = disk.name();
  options.missing = store::sqlite::Missing::Create;
  const auto store = must(store::sqlite::Database::open(options));
  const auto service =
      must(service::Service::open({*store, clock, random, key, {must(plugins::load_builtin("billpro"))}}));
  NewOrganisation organisation;
  organisation.scheme = service->schemes().front();
  organisation.slug = "shop";
  organisation.name = "Shop";
  organisation.owner = {{"name", "Owner"}, {"email", "owner@shop.example"}};
  must(service->create_organisation(organisation, operator_actor()));

  const std::uint64_t syncs = disk.syncs();
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (std::size_t writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (std::size_t i = 0; i < each; ++i) {
        const std::string name = "w" + std::to_string(writer) + "n" + std::to_string(i);
        Command command;
        command.action =
            CreateUser{{{"name", name}, {"email", name + "@shop.example"}}, {RoleId{"restricted_user"}}, {}, {}, {}};
        must(service->execute("shop", operator_actor(), {command}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = Milliseconds(std::chrono::steady_clock::now() - start).count() / 1000;
  const auto changes = static_cast<double>(writers * each);
  return {changes / took, static_cast<double>(disk.syncs() - syncs) / changes};
}

void commits() {
  const Commits one = commit_from(1, 400), eight = commit_from(8, 100);
  report("syncs for a change, 8 writers", eight.syncs, "syncs", 0.25, one.syncs);
  report("durable changes, 8 writers to one", eight.per_second / one.per_second, "ratio", 2, one.per_second,
         Bound::AtLeast);
}

constexpr Group kGroups[] = {{"pages", pages},   {"node", pages_in_a_node}, {"by-hand", by_hand},
                             {"totals", totals}, {"search", search},        {"durable", commits}};

}  // namespace
}  // namespace remit::bench

int main(int argc, char** argv) {
  return remit::bench::run(argc, argv, remit::bench::kGroups);
}
