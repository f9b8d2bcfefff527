#pragma once
// Groups the changes of concurrent callers into one durable commit: whoever comes first leads and commits all that
// queue up until the sync begins; the others wait. With one caller at a time it is a plain call.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "core/directory/commit.h"

namespace remit::service {

class Writer {
 public:
  using Commit = std::function<std::vector<Result<directory::Committed>>(const directory::Joining& next)>;

  /// `commit` is called by one thread at a time, and answers every request that it took, in order.
  explicit Writer(Commit commit) : commit_(std::move(commit)) {}

  /// Blocks until the request is durable or refused. Thread-safe.
  [[nodiscard]] Result<directory::Committed> submit(directory::Request request);
  /// Runs `work` while nothing is being committed.
  void alone(const std::function<void()>& work);

 private:
  struct Waiting {
    directory::Request request;
    std::optional<Result<directory::Committed>> result;
  };
  void lead(std::unique_lock<std::mutex>& lock);

  Commit commit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting*> queue_;
  bool busy_ = false;
};

}  // namespace remit::service
