#include "core/base/time.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace remit {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kFirstMs = -62'167'219'200'000;  // 0000-01-01T00:00:00.000Z
constexpr std::int64_t kLastMs = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z

struct Date {
  std::int64_t year;
  int month;
  int day;
};

// Both directions count in years that begin on 1 March, so that the leap day is the last of its year.
std::int64_t days_from(Date date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

Date date_from(std::int64_t days) {
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t day_of_era = z - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

bool leap(std::int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in(std::int64_t year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Takes `count` digits off the front, or answers -1.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> kUnits{{{"d", kDayMs}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1000}, {"ms", 1}}};

}  // namespace

std::string to_rfc3339(Time time) {
  if (time == kForever) return {};
  const std::int64_t ms = time.ms < kFirstMs ? kFirstMs : time.ms > kLastMs ? kLastMs : time.ms;
  const std::int64_t days = ms >= 0 ? ms / kDayMs : (ms - (kDayMs - 1)) / kDayMs;
  const int in_day = static_cast<int>(ms - days * kDayMs);
  const Date date = date_from(days);
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year),
                date.month, date.day, in_day / 3'600'000, in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
  return text.data();
}

Result<Time> parse_rfc3339(std::string_view text) {
  if (text.empty()) return kForever;
  const Error error{Code::Invalid, "not-a-time", {{"text", std::string(text.substr(0, 64))}}, {}};
  const int year = take_digits(text, 4);
  if (year < 0 || !take(text, '-')) return error;
  const int month = take_digits(text, 2);
  if (month < 1 || month > 12 || !take(text, '-')) return error;
  const int day = take_digits(text, 2);
  if (day < 1 || day > days_in(year, month) || !(take(text, 'T') || take(text, 't'))) return error;
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ':')) return error;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59) return error;
  int second = 0;
  int ms = 0;
  if (take(text, ':')) {
    second = take_digits(text, 2);
    if (second < 0 || second > 59) return error;
    if (take(text, '.')) {
      ms = take_digits(text, 3);
      if (ms < 0) return error;
    }
  }
  if (!(take(text, 'Z') || take(text, 'z')) || !text.empty()) return error;
  return Time{days_from({year, month, day}) * kDayMs + ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + ms};
}

Result<Duration> parse_duration(std::string_view text) {
  const Error error{Code::Invalid, "not-a-duration", {{"text", std::string(text.substr(0, 64))}}, {}};
  std::int64_t number = 0;
  if (text.empty() || text.front() == '-') return error;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return error;
  const std::string_view unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const Unit& unit : kUnits) {
    if (unit_name != unit.name) continue;
    if (number > std::numeric_limits<std::int64_t>::max() / unit.ms) return error;
    return Duration{number * unit.ms};
  }
  return error;
}

std::string to_string(Duration duration) {
  if (duration.ms == 0) return "0s";
  for (const Unit& unit : kUnits) {
    if (duration.ms % unit.ms == 0) return std::to_string(duration.ms / unit.ms) + std::string(unit.name);
  }
  return std::to_string(duration.ms) + "ms";
}

}  // namespace remit
