#include "web/app/moments.h"

#include <array>
#include <string_view>

namespace remit::app {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// A moment as it stands on the wall there.
struct Civil {
  std::string year, month, day, clock;

  [[nodiscard]] std::string short_date() const { return day + " " + month; }
  [[nodiscard]] std::string long_date() const { return short_date() + " " + year; }
};

Civil civil(Time at, const ui::Host& host) {
  // 2026-11-21T19:31:39.000Z
  const std::string text = to_rfc3339(at + host.zone_offset(at));
  if (text.size() < 16) return {};
  Civil c;
  c.year = text.substr(0, 4);
  const auto month = static_cast<std::size_t>((text[5] - '0') * 10 + (text[6] - '0'));
  c.month = kMonths[month >= 1 && month <= 12 ? month - 1 : 0];
  c.day = text[8] == '0' ? text.substr(9, 1) : text.substr(8, 2);
  c.clock = text.substr(11, 5);
  return c;
}

}  // namespace

std::string ago(Time at, Time now, const ui::Host& host) {
  const std::int64_t s = (now - at).ms / 1000;
  if (s >= 0 && s < 5) return "Now";
  if (s >= 0 && s < 60) return std::to_string(s) + " s ago";
  if (s >= 0 && s < 3600) return std::to_string(s / 60) + " min ago";
  if (s >= 0 && s < 86'400) return std::to_string(s / 3600) + " h ago";
  const Civil then = civil(at, host);
  return then.year == civil(now, host).year ? then.short_date() : then.long_date();
}

std::string date_time(Time at, Time now, const ui::Host& host) {
  const Civil then = civil(at, host);
  const bool this_year = then.year == civil(now, host).year;
  return (this_year ? then.short_date() : then.long_date()) + ", " + then.clock;
}

std::string date(Time at, const ui::Host& host) {
  return civil(at, host).long_date();
}

std::string clock_or_date(Time at, Time now, const ui::Host& host) {
  const Civil then = civil(at, host), today = civil(now, host);
  if (then.long_date() == today.long_date()) return then.clock;
  return then.year == today.year ? then.short_date() : then.long_date();
}

}  // namespace remit::app
