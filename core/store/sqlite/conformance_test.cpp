#include <doctest/doctest.h>

#include "core/store/conformance.h"
#include "core/store/sqlite/database.h"

namespace remit::store::sqlite {

TEST_CASE("a database in memory keeps every promise of the port") {
  for (const conformance::Promise& promise : conformance::promises()) {
    SUBCASE(promise.name) {
      auto database = Database::open({});
      REQUIRE_MESSAGE(database.ok(), database.error().rule);
      promise.check(**database);
    }
  }
}

TEST_CASE("a database in a file keeps every promise of the port") {
  const MemoryDisk disk;
  for (const conformance::Promise& promise : conformance::promises()) {
    SUBCASE(promise.name) {
      Options options;
      options.path = "remit.db";
      options.vfs = disk.name();
      options.missing = Missing::Create;
      auto database = Database::open(options);
      REQUIRE_MESSAGE(database.ok(), database.error().rule);
      promise.check(**database);
    }
  }
}

}  // namespace remit::store::sqlite
