// A real file and real threads: native only.

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "core/store/conformance.h"
#include "core/store/sqlite/database.h"

namespace remit::store::sqlite {
namespace {

/// A folder of its own, gone at the end.
struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "remit-store-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()));
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

TEST_CASE("[T5] [T6] writers take turns: each sees what the one before committed, and readers see whole commits") {
  const Folder folder;
  Options options;
  options.path = (folder.path / "remit.db").string();
  options.missing = Missing::Create;
  options.wait = minutes(1);
  auto opened = Database::open(options);
  REQUIRE_MESSAGE(opened.ok(), opened.error().rule);
  Database& database = **opened;
  const conformance::World acme(database);
  constexpr int kWriters = 3, kEach = 20;
  std::atomic<int> failures = 0;
  std::atomic<bool> done = false;
  const auto write = [&] {
    for (int i = 0; i < kEach; ++i) {
      auto batch = database.write();
      if (!batch) {
        ++failures;
        continue;
      }
      auto transaction = (*batch)->in(acme.org());
      auto row = (*transaction)->organisation();
      row->epoch.value += 1;
      row->founding = row->epoch.value % 2 == 0;
      failures += !(*transaction)->apply({directory::PutOrganisation{*row}}).ok();
      failures += !(*batch)->commit().ok();
    }
  };
  const auto read = [&] {
    while (!done) {
      auto snapshot = database.read(acme.org());
      if (!snapshot) {
        ++failures;
        continue;
      }
      const auto row = (*snapshot)->organisation();
      const auto again = (*snapshot)->organisation();
      const bool whole = row->epoch.value == 0 || row->founding == (row->epoch.value % 2 == 0);
      failures += !whole || row->epoch != again->epoch;
    }
  };
  std::thread reader(read);
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) writers.emplace_back(write);
  for (std::thread& writer : writers) writer.join();
  done = true;
  reader.join();
  CHECK(failures == 0);
  CHECK((*database.read(acme.org()))->organisation()->epoch.value == kWriters * kEach);
}

TEST_CASE("a database on a real disk opens again with all that was committed") {
  const Folder folder;
  Options options;
  options.path = (folder.path / "remit.db").string();
  options.missing = Missing::Create;
  {
    const auto database = Database::open(options);
    REQUIRE(database.ok());
    conformance::World acme(**database);
    REQUIRE(acme.write({directory::PutUser{acme.user("ada@example.com", "Ada")}}).ok());
  }
  options.missing = Missing::Refuse;
  options.use = Use::Server;
  const auto database = Database::open(options);
  REQUIRE(database.ok());
  CHECK(Database::open(options).error().rule == "store-served");
  const auto acme = (*database)->organisation("acme");
  CHECK((*(*database)->read((*acme)->id))->counts()->users == 1);
  options.path = (folder.path / "no" / "such" / "folder.db").string();
  options.missing = Missing::Create;
  CHECK(Database::open(options).error().code == Code::Unavailable);
}

}  // namespace
}  // namespace remit::store::sqlite
