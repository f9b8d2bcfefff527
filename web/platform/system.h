#pragma once
// The browser's clock and randomness, for those who are handed them.

#include "core/base/random.h"
#include "core/base/time.h"

namespace remit::platform {

/// Date.now(): the person's own clock, which may be wrong or step.
class BrowserClock final : public Clock {
 public:
  [[nodiscard]] Time now() override;
};

/// crypto.getRandomValues.
class BrowserRandom final : public Random {
 public:
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace remit::platform
