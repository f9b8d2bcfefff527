// What the store costs with a million users: pages in every sort, within a node, filtered and searched, each beside the
// same query by hand.

#include <sqlite3.h>

#include <map>
#include <memory>
#include <random>

#include "core/base/hash.h"
#include "core/store/sqlite/database.h"
#include "plugins/plugins.h"
#include "tests/bench/bench.h"

namespace remit::bench {
namespace {

using namespace directory;
using store::Turn;
using store::UserPage;
using store::UserQuery;

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

  Folder folder{"remit-bench-million"};
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

/// The same as somebody would write it who knows the tables and wants nothing but these rows.
class ByHand {
 public:
  explicit ByHand(const World& world) {
    const std::string path = world.folder.file("million.db");
    sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_exec(database_, "PRAGMA cache_size=-65536", nullptr, nullptr, nullptr);
    roles_ = prepare("SELECT * FROM role_memberships WHERE org = 1 AND user = ?1 ORDER BY role");
  }
  ~ByHand() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }
  ByHand(const ByHand&) = delete;
  ByHand& operator=(const ByHand&) = delete;

  /// Reads the users that `sql` yields, with their roles.
  void page(const std::string& sql, std::size_t expected) {
    sqlite3_stmt* const page = prepare(sql);
    std::size_t count = 0;
    for (; sqlite3_step(page) == SQLITE_ROW; ++count) {
      const std::vector<std::string> columns = read(page);
      sqlite3_bind_blob(roles_, 1, columns[2].data(), static_cast<int>(columns[2].size()), SQLITE_STATIC);
      while (sqlite3_step(roles_) == SQLITE_ROW) (void)read(roles_);
      sqlite3_reset(roles_);
    }
    sqlite3_reset(page);
    if (count != expected) fail("by-hand");
  }

  /// How long `sql` takes, whose only row is `expected`.
  double count_ms(const std::string& sql, std::uint64_t expected) {
    sqlite3_stmt* const count = prepare(sql);
    return median_ms(3, [&] {
      if (sqlite3_step(count) != SQLITE_ROW || sqlite3_column_int64(count, 0) != std::int64_t(expected)) fail("count");
      sqlite3_reset(count);
    });
  }

 private:
  sqlite3_stmt* prepare(const std::string& sql) {
    sqlite3_stmt*& statement = statements_[sql];
    if (!statement && sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      fail(sqlite3_errmsg(database_));
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
  std::map<std::string, sqlite3_stmt*> statements_;
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
  ByHand hand(world);
  const store::sqlite::Layout layout = store::sqlite::layout_of(world.scheme->definition(), 1);
  double worst = 0, beside = 0;
  for (const std::string& sort : sorts(world)) {
    const auto number = layout.sort(sort);
    if (!number) continue;  // by state, which is several lists one after another
    UserQuery query;
    query.states = {{"active"}};
    query.sort.by = sort;
    const std::string sql =
        "SELECT u.* FROM user_lists s JOIN users u ON u.key = (s.org << 40) + s.user WHERE s.org = 1 AND s.sort = " +
        std::to_string(*number) + " AND s.beginning = '' AND s.state = " + std::to_string(*layout.state("active")) +
        " ORDER BY s.key, s.user LIMIT 50";
    const auto [ours, reference] = medians_by_turns(
        201, [&] { (void)world.page(query); }, [&] { hand.page(sql, 50); });
    if (ours / reference > worst) worst = ours / reference, beside = reference;
  }
  report("page beside the same query by hand, worst sort", worst, "ratio", 1.5, 1);
  report("page by hand, there", beside, "ms");
}

void totals() {
  const World& world = World::get();
  ByHand hand(world);
  const auto total = [&](const char* name, UserQuery query, const std::string& count) {
    query.size = 1;
    const double each = median_ms(31, [&] { (void)world.page(query); });
    const double reference = hand.count_ms("SELECT count(*) FROM " + count, world.page(query).total);
    report(std::string("exact total, ") + name, each, "ms", 1, reference);
  };
  UserQuery query;
  query.states = {{"locked"}};
  total("one state", query, "users WHERE org = 1 AND state = 'locked'");
  query = {};
  query.role = RoleId{"operator"};
  total("one role", query, "role_memberships WHERE org = 1 AND role = 'operator'");
  query = {};
  query.at = World::merchant(5);
  const std::string node =
      "scopes s JOIN user_places p ON p.org = 1 AND p.scope = s.number WHERE s.name = 'Merchant 5'";
  total("at one node", query, node);
  query.include_below = true;
  total("at one node or below", query, node);
}

void search() {
  const World& world = World::get();
  ByHand hand(world);
  const auto find = [&](const char* name, const std::string& text, double target, const char* sort = "name") {
    UserQuery query;
    query.search = text;
    query.sort = {sort, sort == std::string_view("created")};
    const double each = median_ms(9, [&] { (void)world.page(query); });
    const UserPage page = world.page(query);
    // Short ones are beginnings; as JSON those stand behind a quote.
    const std::string like = text.size() < 3 ? "\"" + text : text;
    const std::string order = query.sort.descending ? "key DESC" : "fields ->> '$.name'";
    const std::string by_hand =
        "SELECT * FROM users WHERE org = 1 AND fields LIKE '%" + like + "%' ORDER BY " + order + " LIMIT 50";
    const double reference = median_ms(1, [&] { hand.page(by_hand, page.users.size()); });
    const double share = static_cast<double>(page.total) * 100 / kUsers;
    std::array<char, 64> title{};
    std::snprintf(title.data(), title.size(), "search, %s (%.3g %%)", name, share);
    report(title.data(), each, "ms", target, reference);
  };
  find("one who matches", "999999", 20);
  find("5 % match", "quill", 20);
  find("they begin with it, and come last", "wanda quill", 20);
  find("they begin with it, and come last", "wanda", 250);
  find("95 % match", "stone", 250);
  find("all match", "shop.example", 250);
  find("two letters", "ma", 20);
  find("one letter", "w", 20);
  find("two letters, newest first", "ma", 20, "created");
  find("one letter, newest first", "w", 20, "created");
}

constexpr Group kGroups[] = {
    {"pages", pages}, {"node", pages_in_a_node}, {"by-hand", by_hand}, {"totals", totals}, {"search", search}};

}  // namespace
}  // namespace remit::bench

int main(int argc, char** argv) {
  return remit::bench::run(argc, argv, remit::bench::kGroups);
}
