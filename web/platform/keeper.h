#pragma once
// Keeps the newest of many versions of one thing, one write at a time.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "web/platform/storage.h"

namespace remit::platform {

/// While a version is being written the next ones wait, and only the last of them is written. One thread.
class Keeper {
 public:
  /// Writes `bytes` and answers once, later or at once.
  using Put = std::function<void(std::string_view bytes, Snapshots::Written done)>;

  explicit Keeper(Put put) : put_(std::move(put)) {}

  void keep(std::string bytes);
  /// Whether something would be lost if the page went away now.
  [[nodiscard]] bool busy() const { return writing_; }
  /// How the last write ended; Done before the first.
  [[nodiscard]] Stored outcome() const { return outcome_; }

 private:
  void write(std::string bytes);

  Put put_;
  bool writing_ = false;
  std::optional<std::string> next_;
  Stored outcome_ = Stored::Done;
};

}  // namespace remit::platform
