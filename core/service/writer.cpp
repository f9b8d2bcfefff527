#include "core/service/writer.h"

#include <utility>

namespace remit::service {

namespace {

// A group's commands share one sync; more would only make its first caller wait longer.
constexpr std::size_t kMaxGroup = 256;

}  // namespace

void Writer::lead(std::unique_lock<std::mutex>& lock) {
  busy_ = true;
  lock.unlock();
  std::vector<Waiting*> group;
  auto results = commit_([this, &group]() -> const directory::Request* {
    const std::scoped_lock joining(mutex_);
    if (queue_.empty() || group.size() == kMaxGroup) return nullptr;
    group.push_back(queue_.front());
    queue_.pop_front();
    return &group.back()->request;
  });
  lock.lock();
  REMIT_ASSERT(results.size() == group.size(), "commit answers every request that it took");
  for (std::size_t i = 0; i < group.size(); ++i) group[i]->result.emplace(std::move(results[i]));
  busy_ = false;
  changed_.notify_all();
}

Result<directory::Committed> Writer::submit(directory::Request request) {
  Waiting mine{std::move(request), std::nullopt};
  std::unique_lock lock(mutex_);
  queue_.push_back(&mine);
  while (!mine.result) {
    if (busy_) {
      changed_.wait(lock);
    } else {
      lead(lock);
    }
  }
  return std::move(*mine.result);
}

void Writer::alone(const std::function<void()>& work) {
  std::unique_lock lock(mutex_);
  while (busy_) changed_.wait(lock);
  busy_ = true;
  lock.unlock();
  work();
  lock.lock();
  busy_ = false;
  changed_.notify_all();
}

}  // namespace remit::service
