#include "native/http/cookie.h"

#include <algorithm>

#include "core/base/error.h"
#include "native/http/octets.h"

namespace remit::http {
namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

bool is_cookie_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_token_octet);
}

}  // namespace

std::optional<std::string> cookie_value(std::string_view header, std::string_view name) {
  std::optional<std::string> found;
  while (!header.empty()) {
    std::string_view pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(header.size(), pair.size() + 1));
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    while (!pair.empty() && pair.back() == ' ') pair.remove_suffix(1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    if (found) return std::nullopt;
    found = std::string(pair.substr(equals + 1));
  }
  return found;
}

std::string host_cookie(std::string_view name, std::string_view value) {
  REMIT_ASSERT(name.substr(0, 7) == "__Host-" && is_cookie_text(name) && is_cookie_text(value),
               "names come from slugs and values from base64url");
  return std::string(name).append("=").append(value).append(kAttributes);
}

std::string expired_host_cookie(std::string_view name) {
  return std::string(name).append("=").append(kAttributes).append("; Max-Age=0");
}

}  // namespace remit::http
