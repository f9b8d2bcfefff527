// What a disk, a power cut, another process and a stranger's file can do.

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "core/store/conformance.h"
#include "core/store/sqlite/database.h"
#include "embedded/remit_store_sqlite.h"

namespace remit::store::sqlite {
namespace {

using conformance::World;

Options on(const MemoryDisk& disk, Missing missing = Missing::Refuse) {
  Options options;
  options.path = "remit.db";
  options.vfs = disk.name();
  options.missing = missing;
  options.wait = {0};
  return options;
}

std::unique_ptr<Database> opened(const Options& options) {
  auto database = Database::open(options);
  REQUIRE_MESSAGE(database.ok(), database.error().rule);
  return std::move(database).value();
}

std::string refusal(const Options& options) {
  const auto database = Database::open(options);
  REQUIRE_FALSE(database.ok());
  CHECK(database.error().code == Code::Unavailable);
  CHECK_FALSE(database.error().args.empty());
  return database.error().rule;
}

/// A database with one organisation, closed again.
void make(const MemoryDisk& disk) {
  const auto database = opened(on(disk, Missing::Create));
  const World acme(*database);
}

/// Takes back what later migrations made, and runs `more`.
void make_first_version(const MemoryDisk& disk, const std::string& more = {}) {
  const std::string first(migrations::_0001_first_sql());
  const std::size_t begin = first.find("CREATE TABLE user_sorts");
  const std::string sorts = first.substr(begin, first.find(';', begin) + 1 - begin);
  ConnectionOptions options;
  options.path = "remit.db";
  options.vfs = disk.name();
  const auto connection = Connection::open(options);
  REQUIRE((*connection)
              ->script("DROP TABLE retired_values; DROP TABLE user_lists; DROP TABLE user_sheets; "
                       "ALTER TABLE credentials DROP COLUMN scope; PRAGMA user_version=1;" +
                       sorts + more)
              .ok());
}

std::uint64_t users(Database& database, OrgId org) {
  return (*database.read(org))->counts()->users;
}

// ---- power

TEST_CASE("[T5] every acknowledged commit survives a power cut, and nothing else does") {
  MemoryDisk disk(Power::MayFail);
  auto database = opened(on(disk, Missing::Create));
  World acme(*database);
  for (int i = 1; i <= 50; ++i) {
    REQUIRE(acme.write({directory::PutUser{acme.user(std::to_string(i) + "@example.com", "Ada")}}).ok());
    auto batch = database->write();
    REQUIRE((*(*batch)->in(acme.org()))->apply({directory::PutUser{acme.user("lost@example.com", "Lost")}}).ok());
    disk.cut_power();
    CHECK_FALSE((*batch)->commit().ok());
    batch = Error{};
    database = nullptr;
    database = opened(on(disk));
    CHECK(users(*database, acme.org()) == static_cast<std::uint64_t>(i));
    acme.use(*database);
  }
}

TEST_CASE("a commit costs one sync, however many changes it groups") {
  MemoryDisk disk;
  const auto database = opened(on(disk, Missing::Create));
  World acme(*database);
  const std::uint64_t before = disk.syncs();
  auto batch = database->write();
  for (int i = 0; i < 8; ++i) {
    REQUIRE((*batch)->savepoint().ok());
    auto* transaction = *(*batch)->in(acme.org());
    REQUIRE(transaction->apply({directory::PutUser{acme.user(std::to_string(i) + "@example.com", "Ada")}}).ok());
    REQUIRE((*batch)->release().ok());
  }
  REQUIRE((*batch)->commit().ok());
  CHECK(disk.syncs() - before == 1);
}

// ---- a full disk

TEST_CASE("a full disk refuses the batch, keeps what was there, and goes on when there is room") {
  MemoryDisk disk;
  const auto database = opened(on(disk, Missing::Create));
  World acme(*database);
  REQUIRE(acme.write({directory::PutUser{acme.user("first@example.com", "First")}}).ok());
  disk.limit(disk.used() + 100'000);
  Result<Done> written = Done{};
  std::uint64_t kept = 1;
  for (int i = 0; i < 1000 && written.ok(); ++i) {
    written = acme.write({directory::PutUser{acme.user(std::to_string(i) + "@example.com", "Ada")}});
    kept += written.ok();
  }
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().rule == "store-full");
  CHECK(written.error().code == Code::Unavailable);
  CHECK(users(*database, acme.org()) == kept);
  disk.limit({});
  CHECK(acme.write({directory::PutUser{acme.user("last@example.com", "Last")}}).ok());
  CHECK(users(*database, acme.org()) == kept + 1);
}

TEST_CASE("a database is not half made on a full disk") {
  MemoryDisk disk;
  disk.limit(20'000);
  CHECK(refusal(on(disk, Missing::Create)) == "store-full");
  disk.limit({});
  CHECK(opened(on(disk, Missing::Create))->organisations()->empty());
}

// ---- files that are not opened

TEST_CASE("a missing file is not made unless that is asked for") {
  const MemoryDisk disk;
  CHECK(refusal(on(disk)) == "store-missing");
  CHECK_FALSE(disk.content("remit.db"));
}

TEST_CASE("a file of another program is refused and left as it is") {
  MemoryDisk disk;
  std::string content;
  SUBCASE("no database") {
    content = "{\"this\": \"is a text file\"}" + std::string(5000, ' ');
  }
  SUBCASE("short") {
    content = "x";
  }
  SUBCASE("another database") {
    const MemoryDisk other;
    make(other);
    content = *other.content("remit.db");
    content[68] = 'x';  // application_id
  }
  disk.put("remit.db", content);
  CHECK(refusal(on(disk, Missing::Create)) == "store-foreign");
  CHECK(disk.content("remit.db") == content);
  CHECK_FALSE(disk.content("remit.db-serving"));
}

TEST_CASE("[T36] a database of a newer version is refused and left as it is") {
  MemoryDisk disk;
  make(disk);
  std::string content = *disk.content("remit.db");
  content[63] = 99;  // user_version
  disk.put("remit.db", content);
  const auto database = Database::open(on(disk));
  REQUIRE_FALSE(database.ok());
  CHECK(database.error().rule == "store-newer");
  CHECK(database.error().args.at(1) == std::pair<std::string, std::string>("found", "99"));
  CHECK(disk.content("remit.db") == content);
}

TEST_CASE("[T36] a database of the first version is brought up to date, and its people are found as before") {
  MemoryDisk disk;
  std::optional<World> acme;
  {
    const auto database = opened(on(disk, Missing::Create));
    acme.emplace(*database);
    for (const char* name : {"Ada", "Bob", "Änne"}) {
      REQUIRE(acme->write({directory::PutUser{acme->user(std::string(name) + "@example.com", name)}}).ok());
    }
  }
  make_first_version(disk);
  const auto database = opened(on(disk));
  acme->use(*database);
  const auto found = [&](const char* search) {
    UserQuery query;
    query.search = search;
    query.sort.by = "name";
    return (*acme->read()->users(query)).users.size();
  };
  CHECK(found("") == 3);
  CHECK(found("a") == 2);
  CHECK(found("än") == 1);
  CHECK(found("example") == 3);
  CHECK(acme->write({directory::PutUser{acme->user("ann@example.com", "Ann")}}).ok());
  CHECK(found("an") == 2);
}

TEST_CASE("a file of the first version with a trigger of its own is refused and left as it is") {
  MemoryDisk disk;
  make(disk);
  make_first_version(disk, "CREATE TRIGGER backdoor AFTER INSERT ON users BEGIN DELETE FROM sessions; END;");
  const std::string content = *disk.content("remit.db");
  CHECK(refusal(on(disk)) == "store-corrupt");
  CHECK(disk.content("remit.db") == content);
}

TEST_CASE("a file that was cut off is refused") {
  MemoryDisk disk;
  make(disk);
  std::string content = *disk.content("remit.db");
  content.resize(content.size() - 1);
  disk.put("remit.db", content);
  CHECK(refusal(on(disk)) == "store-corrupt");
  content.resize(8192);
  disk.put("remit.db", content);
  CHECK(refusal(on(disk)) == "store-corrupt");
}

TEST_CASE("a file with tables or triggers of its own is refused") {
  MemoryDisk disk;
  make(disk);
  ConnectionOptions options;
  options.path = "remit.db";
  options.vfs = disk.name();
  {
    const auto connection = Connection::open(options);
    REQUIRE(
        (*connection)->script("CREATE TRIGGER backdoor AFTER INSERT ON users BEGIN DELETE FROM sessions; END").ok());
  }
  CHECK(refusal(on(disk)) == "store-corrupt");
}

TEST_CASE("a file that cannot be written is refused") {
  MemoryDisk disk;
  make(disk);
  disk.protect_from_writing();
  CHECK(refusal(on(disk)) == "store-readonly");
}

// ---- what the database itself refuses

TEST_CASE("the database itself keeps the audit and the demo mark as they are") {
  MemoryDisk disk;
  {
    Options options = on(disk, Missing::Create);
    options.demo = Demo::Yes;
    const auto database = opened(options);
    CHECK(database->demo());
    World acme(*database);
    auto batch = database->write();
    REQUIRE((*(*batch)->in(acme.org()))->append(acme.audit(nullptr)).ok());
    REQUIRE((*batch)->commit().ok());
  }
  CHECK(opened(on(disk))->demo());
  ConnectionOptions options;
  options.path = "remit.db";
  options.vfs = disk.name();
  const auto connection = Connection::open(options);
  for (const char* sql :
       {"UPDATE audit SET actor_name = 'nobody'", "UPDATE audit SET payload = 'other'", "DELETE FROM audit",
        "UPDATE audit SET hash = zeroblob(32)", "INSERT OR REPLACE INTO audit SELECT * FROM audit", "DELETE FROM meta",
        "UPDATE meta SET value = 'no'", "INSERT OR REPLACE INTO meta VALUES ('demo', 'no')"}) {
    CAPTURE(sql);
    CHECK_FALSE((*connection)->script(sql).ok());
  }
  CHECK((*connection)->script("UPDATE audit SET payload = ''").ok());  // retention
}

// ---- several at once

TEST_CASE("a second server on a file is refused, and tools only read while one has it") {
  MemoryDisk disk;
  make(disk);
  Options server = on(disk);
  server.use = Use::Server;
  {
    const auto first = opened(server);
    CHECK(refusal(server) == "store-served");
    const auto tool = opened(on(disk));
    CHECK(tool->organisations()->size() == 1);
    const auto batch = tool->write();
    REQUIRE_FALSE(batch.ok());
    CHECK(batch.error().rule == "store-served");
    CHECK(first->write().ok());
  }
  CHECK(opened(on(disk))->write().ok());
  CHECK(opened(server)->write().ok());
}

TEST_CASE("a batch waits for the one before it, and says so when that takes too long") {
  MemoryDisk disk;
  make(disk);
  const auto one = opened(on(disk)), other = opened(on(disk));
  {
    const auto batch = one->write();
    REQUIRE(batch.ok());
    CHECK(one->write().error().rule == "store-busy");
    CHECK(other->write().error().rule == "store-busy");
  }
  CHECK(other->write().ok());
}

TEST_CASE("a snapshot is refused when all readers are in use, and had when one is free") {
  Options options;
  options.readers = 1;
  options.wait = {0};
  const auto database = opened(options);
  World acme(*database);
  {
    const auto snapshot = acme.read();
    CHECK(database->read(acme.org()).error().rule == "store-busy");
  }
  CHECK(database->read(acme.org()).ok());
}

// ---- images

TEST_CASE("an image opens as the database it was made of") {
  MemoryDisk disk;
  Options options = on(disk, Missing::Create);
  options.demo = Demo::Yes;
  const auto database = opened(options);
  World acme(*database);
  const auto ada = acme.user("ada@example.com", "Ada");
  REQUIRE(acme.write({directory::PutUser{ada}}).ok());
  const auto image = database->image();
  REQUIRE(image.ok());
  const auto copy = Database::open_image(*image, {});
  REQUIRE_MESSAGE(copy.ok(), copy.error().rule);
  CHECK((*copy)->demo());
  CHECK(users(**copy, acme.org()) == 1);
  UserQuery query;
  query.search = "ada@";
  CHECK((*(*copy)->read(acme.org()))->users(query)->total == 1);
  acme.use(**copy);
  CHECK(acme.write({directory::PutUser{acme.user("bob@example.com", "Bob")}}).ok());
  CHECK(users(*database, acme.org()) == 1);
  CHECK((*Database::open_image(*(*copy)->image(), {}))->organisations()->size() == 1);
}

TEST_CASE("an image that was cut or forged is refused") {
  const auto database = opened({});
  World acme(*database);
  for (int i = 0; i < 50; ++i) {
    REQUIRE(acme.write({directory::PutUser{acme.user(std::to_string(i) + "@example.com", "Ada")}}).ok());
  }
  const auto image = *database->image();
  const auto opens = [](std::vector<std::uint8_t> bytes) { return Database::open_image(bytes, {}).ok(); };
  CHECK(opens(image));
  CHECK_FALSE(opens({}));
  CHECK_FALSE(opens({image.begin(), image.begin() + 100}));
  CHECK_FALSE(opens({image.begin(), image.begin() + static_cast<std::ptrdiff_t>(image.size() / 2)}));
  std::vector<std::uint8_t> forged = image;
  forged[70] ^= 1;  // application_id
  CHECK_FALSE(opens(forged));
  // Damage anywhere: never a crash, and what opens can be read.
  for (std::size_t at = 100; at < image.size(); at += 997) {
    forged = image;
    for (std::size_t i = at; i < std::min(at + 40, image.size()); ++i) forged[i] ^= 0xa5;
    const auto damaged = Database::open_image(forged, {});
    if (damaged) (void)(*damaged)->organisations();
  }
}

}  // namespace
}  // namespace remit::store::sqlite
