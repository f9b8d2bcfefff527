#include "native/http/response_head.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

#include "native/http/octets.h"

namespace remit::http {
namespace {

bool may_be_sent(const Headers::Field& field) {
  return !field.name.empty() && std::all_of(field.name.begin(), field.name.end(), is_token_octet) &&
         std::all_of(field.value.begin(), field.value.end(),
                     [](char c) { return is_text_octet(c) || static_cast<unsigned char>(c) >= 0x80; });
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string response_head(const Response& response, Time now, KeepAlive keep_alive) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reason_phrase(response.status)).append("\r\n");
  append_field(head, "Date", http_date(now));
  const bool has_no_body = response.status == 204 || response.status == 304;
  if (!has_no_body) append_field(head, "Content-Length", std::to_string(response.body.view().size()));
  if (keep_alive == KeepAlive::No) append_field(head, "Connection", "close");
  for (const Headers::Field& field : response.headers.fields()) {
    // SECURITY: a control character in a value could begin a header or a response of somebody else's making.
    if (may_be_sent(field)) append_field(head, field.name, field.value);
  }
  head.append("\r\n");
  return head;
}

std::string http_date(Time time) {
  static constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t at = static_cast<std::time_t>(time.ms / 1000);
  std::tm utc{};
  gmtime_r(&at, &utc);
  char text[64];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays.at(static_cast<std::size_t>(utc.tm_wday)), utc.tm_mday,
                kMonths.at(static_cast<std::size_t>(utc.tm_mon)), utc.tm_year + 1900, utc.tm_hour, utc.tm_min,
                utc.tm_sec);
  return text;
}

}  // namespace remit::http
