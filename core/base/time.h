#pragma once
// Time is int64 milliseconds UTC everywhere; zones exist only at display. Nothing in core reads a clock: `now` is
// handed in, so that a test or the sandbox can move it.

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

/// A length of time in milliseconds.
struct Duration {
  std::int64_t ms = 0;
  auto operator<=>(const Duration&) const = default;
};

/// A moment: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Time {
  std::int64_t ms = 0;
  auto operator<=>(const Time&) const = default;
};

constexpr Time operator+(Time t, Duration d) {
  return {t.ms + d.ms};
}
constexpr Time operator-(Time t, Duration d) {
  return {t.ms - d.ms};
}
constexpr Duration operator-(Time a, Time b) {
  return {a.ms - b.ms};
}

/// The clock of an adapter; core only ever sees the `Time` it yields. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time now() = 0;
};

/// "From the beginning" and "without an end" of a membership.
inline constexpr Time kAlways{0};
inline constexpr Time kForever{std::numeric_limits<std::int64_t>::max()};

constexpr Duration milliseconds(std::int64_t n) {
  return {n};
}
constexpr Duration seconds(std::int64_t n) {
  return {n * 1000};
}
constexpr Duration minutes(std::int64_t n) {
  return {n * 60'000};
}
constexpr Duration hours(std::int64_t n) {
  return {n * 3'600'000};
}
constexpr Duration days(std::int64_t n) {
  return {n * 86'400'000};
}

/// RFC 3339 in UTC with milliseconds: `2026-11-21T19:31:39.000Z`; kForever is "".
[[nodiscard]] std::string to_rfc3339(Time time);
/// Reads what to_rfc3339 writes; milliseconds and seconds may be missing, the `Z` may not. Error: Invalid `not-a-time`.
[[nodiscard]] Result<Time> parse_rfc3339(std::string_view text);

/// `250ms`, `30s`, `15m`, `48h`, `14d`: a whole number and one unit. Error: Invalid `not-a-duration`.
[[nodiscard]] Result<Duration> parse_duration(std::string_view text);
/// The shortest of the same forms: 48 hours are `2d`, 90 minutes `90m`.
[[nodiscard]] std::string to_string(Duration duration);

}  // namespace remit
