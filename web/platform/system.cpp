#include "web/platform/system.h"

#include "web/platform/boundary.h"

namespace remit::platform {

Time BrowserClock::now() {
  return {static_cast<std::int64_t>(js_now())};
}

void BrowserRandom::fill(std::span<std::uint8_t> out) {
  js_random(out.data(), out.size());
}

}  // namespace remit::platform
