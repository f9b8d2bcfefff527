#pragma once
// Slows guessing down: per account from one source, per account from anywhere, per source, and in all (T14).
//
// Nobody is locked out for good by somebody else's guesses (ASVS 6.1.1): a stranger's failures make an account wait at
// most fifteen minutes, one's own source at most an hour. A name that nobody has is counted like any other, so that
// the wait tells nothing (T13).

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"

namespace remit::server {

/// Where failures are counted; `key` is opaque and holds no name and no address in clear text.
struct FailureCount {
  std::string key;
  std::uint32_t failures = 0;
  Time at;  ///< of an account: the last failure; of a source and of all: the first of the window
};

/// Keeps counts across a restart. Called with the throttle's lock held, so it should be quick; a failure to keep one is
/// its own business: the counts in memory still hold.
class FailureJournal {
 public:
  virtual ~FailureJournal() = default;
  virtual void keep(const FailureCount& count) = 0;
  virtual void forget(std::string_view key) = 0;
};

/// `free` failures cost nothing; then each one makes the next attempt wait `first`, doubled each time up to `most`.
struct WaitRule {
  std::uint32_t free = 5;
  Duration first = seconds(30);
  Duration most = hours(1);

  [[nodiscard]] Duration wait_after(std::uint32_t failures) const;
};

/// At most `failures` in a window that begins with the first of them; then everything waits for its end.
struct WindowRule {
  std::uint32_t failures = 60;
  Duration window = minutes(10);
};

struct ThrottlePolicy {
  WaitRule account_and_source{5, seconds(30), hours(1)};
  WaitRule account{10, seconds(30), minutes(15)};
  WindowRule source{60, minutes(10)};
  WindowRule all{1200, minutes(1)};
  Duration forget = hours(24);    ///< counts without a new failure for this long are dropped
  std::size_t entries = 100'000;  ///< beyond that the oldest are dropped
};

/// Thread-safe; time is handed in.
class Throttle {
 public:
  /// `journal` may be null and outlives the throttle. `known`: what it kept before.
  explicit Throttle(ThrottlePolicy policy = {}, FailureJournal* journal = nullptr,
                    const std::vector<FailureCount>& known = {});

  /// One attempt. Counts as failed until said otherwise, so that many at once do not get past the count.
  struct Attempt {
    std::vector<std::string> keys;
  };

  /// `account`: organisation and sign-in name, folded, whether or not there is such a person. Error: Unavailable
  /// `too-many-attempts` with `retry-after`; the refused attempt is not counted.
  [[nodiscard]] Result<Attempt> begin(std::string_view account, std::string_view source, Time now);
  /// The right secret was given: the account's counts are dropped, the others go back by this attempt.
  void succeeded(const Attempt& attempt);
  /// The attempt came to nothing through no fault of whoever made it (the hashing queue was full).
  void withdrawn(const Attempt& attempt);

 private:
  struct Count {
    std::uint32_t failures = 0;
    Time at;
  };
  /// The count of `key`, without what is too old to matter.
  [[nodiscard]] Count current(const std::string& key, Duration lifetime, Time now);
  void count_one(const std::string& key, Count before, Time at);
  void take_back(const std::string& key);
  void drop(const std::string& key);
  void make_room(Time now);

  const ThrottlePolicy policy_;
  FailureJournal* const journal_;
  std::mutex mutex_;
  std::map<std::string, Count, std::less<>> counts_;
};

}  // namespace remit::server
