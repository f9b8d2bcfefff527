#include <doctest/doctest.h>

#include <atomic>
#include <future>

#include "native/server/bounded_pool.h"

namespace remit::server {

TEST_CASE("[T26] work beyond the queue's limit is refused at once, and taken again when there is room") {
  std::promise<void> release;
  std::promise<void> started;
  const std::shared_future<void> released = release.get_future().share();
  std::atomic<int> done = 0;
  {
    BoundedPool pool(1, 2);
    REQUIRE(pool.try_run([&] {
      started.set_value();
      released.wait();
      ++done;
    }));
    started.get_future().wait();
    CHECK(pool.try_run([&] { ++done; }));
    CHECK(pool.try_run([&] { ++done; }));
    CHECK_FALSE(pool.try_run([&] { done += 100; }));
    CHECK(pool.waiting() == 2);
    release.set_value();
  }
  CHECK(done == 3);
}

}  // namespace remit::server
