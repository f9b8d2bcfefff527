#include "web/platform/keeper.h"

#include <doctest/doctest.h>

#include <deque>

using remit::platform::Keeper;
using remit::platform::Snapshots;
using remit::platform::Stored;

namespace {

/// A disk that answers when it is told to.
struct SlowDisk {
  std::deque<Snapshots::Written> waiting;
  std::string kept;
  int writes = 0;

  Keeper::Put put() {
    return [this](std::string_view bytes, Snapshots::Written done) {
      kept = bytes;
      ++writes;
      waiting.push_back(std::move(done));
    };
  }
  void answer(Stored outcome = Stored::Done) {
    const Snapshots::Written done = std::move(waiting.front());
    waiting.pop_front();
    done(outcome);
  }
};

}  // namespace

TEST_CASE("of the versions that came during a write only the newest is written") {
  SlowDisk disk;
  Keeper keeper(disk.put());
  for (const char* version : {"1", "2", "3", "4"}) keeper.keep(version);
  CHECK(disk.kept == "1");
  CHECK(disk.waiting.size() == 1);
  disk.answer();
  CHECK(disk.kept == "4");
  CHECK(keeper.busy());
  disk.answer();
  CHECK_FALSE(keeper.busy());
  CHECK(disk.writes == 2);
}

TEST_CASE("a write that failed is told, and the next version is tried all the same") {
  SlowDisk disk;
  Keeper keeper(disk.put());
  keeper.keep("1");
  disk.answer(Stored::Unavailable);
  CHECK(keeper.outcome() == Stored::Unavailable);
  CHECK_FALSE(keeper.busy());
  keeper.keep("2");
  disk.answer();
  CHECK(keeper.outcome() == Stored::Done);
}
