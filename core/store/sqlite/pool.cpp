#include "core/store/sqlite/pool.h"

#include <chrono>

namespace remit::store::sqlite {

Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

Result<Lease> Pool::take() {
  std::unique_lock lock(mutex_);
  // Without threads (WebAssembly) nobody could give one back meanwhile, and waiting would never end.
  if (free_ == 0 && wait_.ms > 0) {
    came_back_.wait_for(lock, std::chrono::milliseconds(wait_.ms), [&] { return free_ > 0; });
  }
  if (free_ == 0) return error_of(SQLITE_BUSY, "", "all connections are in use");
  --free_;
  if (!idle_.empty()) {
    std::unique_ptr<Connection> connection = std::move(idle_.back());
    idle_.pop_back();
    return Lease(*this, std::move(connection));
  }
  lock.unlock();
  auto opened = open_();
  if (opened) return Lease(*this, std::move(opened).value());
  lock.lock();
  ++free_;
  came_back_.notify_one();
  return std::move(opened).error();
}

void Pool::keep(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
    ++free_;
  }
  came_back_.notify_one();
}

}  // namespace remit::store::sqlite
