#pragma once
// Threads for work that blocks or costs, with a queue that can be full.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace remit::server {

/// A fixed number of threads and a bounded queue: work that cannot be taken is refused at once instead of piling up
/// (T26). Hashing has a pool of its own, so that a storm of sign-ins never slows decisions. Thread-safe.
class BoundedPool {
 public:
  BoundedPool(std::size_t threads, std::size_t queue_limit);
  /// Finishes what was taken.
  ~BoundedPool();
  BoundedPool(const BoundedPool&) = delete;
  BoundedPool& operator=(const BoundedPool&) = delete;

  /// False: the queue is full; `work` was not and will not be called. `work` must not throw.
  [[nodiscard]] bool try_run(std::function<void()> work);
  /// How much waits, without what is being done.
  [[nodiscard]] std::size_t waiting() const;

 private:
  void work();

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace remit::server
