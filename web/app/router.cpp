#include "web/app/router.h"

#include <utility>

namespace remit::app {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size();
    const int high = escape ? hex_value(text[i + 1]) : -1;
    const int low = escape ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '~';
}

std::string encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (plain(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

/// Takes the part up to `sign` off the front of `text`, and the sign.
std::string_view take(std::string_view& text, char sign) {
  const auto at = text.find(sign);
  const std::string_view part = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

Place place_of(std::string_view word) {
  if (word == "new") return Place::New;
  if (word == "scopes") return Place::Scopes;
  if (word == "roles") return Place::Roles;
  if (word == "outbox") return Place::Outbox;
  if (word == "activity") return Place::Activity;
  if (word == "start") return Place::Start;
  if (word == "components") return Place::Components;
  return Place::Users;
}

std::string_view word_of(Place place) {
  switch (place) {
    case Place::Users:
    case Place::User:
    case Place::Edit:
    case Place::Duplicate:
      return "users";
    case Place::New:
      return "new";
    case Place::Scopes:
      return "scopes";
    case Place::Roles:
      return "roles";
    case Place::Outbox:
      return "outbox";
    case Place::Activity:
      return "activity";
    case Place::Start:
      return "start";
    case Place::Components:
      return "components";
  }
  return "users";
}

}  // namespace

std::string_view Route::get(const std::string& key) const {
  const auto found = query.find(key);
  return found == query.end() ? std::string_view() : std::string_view(found->second);
}

void Route::set(const std::string& key, std::string value) {
  if (value.empty()) {
    query.erase(key);
  } else {
    query[key] = std::move(value);
  }
}

Route parse_route(std::string_view address) {
  Route route;
  std::string_view rest = address;
  std::string_view path = take(rest, '?');
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view first = take(path, '/');
  route.place = place_of(first);
  if (first == "users" && !path.empty()) {
    route.user = decoded(take(path, '/'));
    route.place = path == "edit" ? Place::Edit : path == "duplicate" ? Place::Duplicate : Place::User;
  }
  while (!rest.empty()) {
    std::string_view pair = take(rest, '&');
    const std::string key = decoded(take(pair, '='));
    if (!key.empty() && !pair.empty()) route.query[key] = decoded(pair);
  }
  return route;
}

std::string to_address(const Route& route) {
  std::string address = "/" + std::string(word_of(route.place));
  const bool of_someone = route.place == Place::User || route.place == Place::Edit || route.place == Place::Duplicate;
  if (of_someone) address += "/" + encoded(route.user);
  if (route.place == Place::Edit) address += "/edit";
  if (route.place == Place::Duplicate) address += "/duplicate";
  char sign = '?';
  for (const auto& [key, value] : route.query) {
    address += sign + encoded(key) + "=" + encoded(value);
    sign = '&';
  }
  return address;
}

}  // namespace remit::app
