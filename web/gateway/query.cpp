#include "web/gateway/query.h"

namespace remit::gateway {

namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

}  // namespace

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
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

std::string list_query(const present::ListQuery& query) {
  const present::ListQuery plain;
  std::string out;
  const auto add = [&out](std::string_view name, const std::string& value) {
    out += out.empty() ? '?' : '&';
    out.append(name).append("=").append(percent_encode(value));
  };
  if (query.search != plain.search) add("search", query.search);
  if (query.tab != plain.tab) add("tab", query.tab);
  if (query.role != plain.role) add("role", query.role);
  if (query.scope != plain.scope) add("scope", query.scope);
  if (query.include_below != plain.include_below) add("include_below", query.include_below ? "true" : "false");
  if (query.sort != plain.sort) add("sort", query.sort);
  if (query.turn != plain.turn) add("turn", query.turn);
  if (query.anchor != plain.anchor) add("anchor", query.anchor);
  if (query.size != plain.size) add("size", std::to_string(query.size));
  return out;
}

std::optional<std::string> query_value(std::string_view query, std::string_view name) {
  if (query.starts_with('?')) query.remove_prefix(1);
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (decode(pair.substr(0, equals)) == name) {
      return equals == std::string_view::npos ? std::string() : decode(pair.substr(equals + 1));
    }
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace remit::gateway
