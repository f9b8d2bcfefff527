#include "core/base/time.h"

#include <doctest/doctest.h>

namespace remit {
namespace {

TEST_CASE("a moment is written in UTC with milliseconds") {
  CHECK(to_rfc3339(Time{0}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_rfc3339(Time{951'782'399'999}) == "2000-02-28T23:59:59.999Z");
  CHECK(to_rfc3339(Time{951'782'400'000}) == "2000-02-29T00:00:00.000Z");
  CHECK(to_rfc3339(Time{-1}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a moment without an end is empty text, and reads back") {
  CHECK(to_rfc3339(kForever).empty());
  CHECK(*parse_rfc3339("") == kForever);
}

TEST_CASE("moments past the year 9999 are written as its end, because RFC 3339 has four digits") {
  CHECK(to_rfc3339(Time{kForever.ms - 1}) == "9999-12-31T23:59:59.999Z");
}

TEST_CASE("every day of eight centuries reads back as itself") {
  for (std::int64_t day = -146'097; day < 146'097; day += 13) {
    const Time time{day * 86'400'000 + 45'296'789};
    const auto back = parse_rfc3339(to_rfc3339(time));
    REQUIRE(back.ok());
    REQUIRE(*back == time);
  }
}

TEST_CASE("seconds and milliseconds may be missing") {
  CHECK(to_rfc3339(*parse_rfc3339("2026-11-21T19:31Z")) == "2026-11-21T19:31:00.000Z");
  CHECK(to_rfc3339(*parse_rfc3339("2026-11-21t19:31:39z")) == "2026-11-21T19:31:39.000Z");
}

TEST_CASE("text that is not a moment is refused") {
  for (const char* text :
       {"2026-11-21", "2026-11-21T19:31:39", "2026-11-21T19:31:39+01:00", "2026-02-29T00:00Z", "2026-13-01T00:00Z",
        "2026-00-01T00:00Z", "2026-11-31T00:00Z", "2026-11-21T24:00Z", "2026-11-21T23:60Z", "2026-11-21T23:59:60Z",
        "2026-11-21T23:59:59.1Z", "2026-11-21T23:59:59.123Zx", " 2026-11-21T23:59Z", "yesterday"}) {
    CAPTURE(text);
    const auto time = parse_rfc3339(text);
    REQUIRE_FALSE(time.ok());
    CHECK(time.error().rule == "not-a-time");
  }
}

TEST_CASE("a length of time is a whole number and one unit") {
  CHECK(*parse_duration("250ms") == milliseconds(250));
  CHECK(*parse_duration("30s") == seconds(30));
  CHECK(*parse_duration("15m") == minutes(15));
  CHECK(*parse_duration("48h") == hours(48));
  CHECK(*parse_duration("14d") == days(14));
  CHECK(*parse_duration("0s") == seconds(0));
}

TEST_CASE("a length of time is written in its largest whole unit") {
  CHECK(to_string(hours(48)) == "2d");
  CHECK(to_string(minutes(90)) == "90m");
  CHECK(to_string(milliseconds(1500)) == "1500ms");
  CHECK(to_string(seconds(0)) == "0s");
}

TEST_CASE("text that is not a length of time is refused") {
  for (const char* text : {"", "h", "-1h", "+1h", "1", "1.5h", "1 h", "1H", "1w", "1h30m", "9223372036854775807d"}) {
    CAPTURE(text);
    const auto duration = parse_duration(text);
    REQUIRE_FALSE(duration.ok());
    CHECK(duration.error().rule == "not-a-duration");
  }
}

}  // namespace
}  // namespace remit
