#pragma once
// Connections that are lent out one at a time.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/store/sqlite/connection.h"

namespace remit::store::sqlite {

class Pool;

/// A connection that goes back to its pool.
class Lease {
 public:
  Lease(Pool& pool, std::unique_ptr<Connection> connection) : pool_(&pool), connection_(std::move(connection)) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  Connection& operator*() const { return *connection_; }
  Connection* operator->() const { return connection_.get(); }

 private:
  Pool* pool_;
  std::unique_ptr<Connection> connection_;
};

/// At most `size` connections, opened when first needed. Thread-safe; outlives its leases.
class Pool {
 public:
  using Open = std::function<Result<std::unique_ptr<Connection>>()>;

  Pool(std::size_t size, Duration wait, Open open) : free_(size), wait_(wait), open_(std::move(open)) {}

  /// Error: Unavailable `store-busy` if none comes free in time; those of opening.
  [[nodiscard]] Result<Lease> take();
  /// Adds one that is open already; it counts as one of `size`.
  void keep(std::unique_ptr<Connection> connection);

 private:
  friend class Lease;
  void give_back(std::unique_ptr<Connection> connection);

  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t free_;  ///< how many may be lent out besides those that are
  Duration wait_;
  Open open_;
};

}  // namespace remit::store::sqlite
