#pragma once
// SQLite on the machine's own files, with every sync counted: what makes a change durable is dear, so how many there
// are for a change is the figure to watch.

#include <cstdint>
#include <memory>
#include <string>

namespace remit::bench {

/// Known to SQLite as a VFS by name() while it lives; outlives every database on it. Thread-safe.
class SyncCounter {
 public:
  SyncCounter();
  ~SyncCounter();
  SyncCounter(const SyncCounter&) = delete;
  SyncCounter& operator=(const SyncCounter&) = delete;

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] std::uint64_t syncs() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace remit::bench
