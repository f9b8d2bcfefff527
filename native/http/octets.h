#pragma once
// Character classes of RFC 9110 §5.6.2 (token) and RFC 3986 §2, on single octets; no locale.

#include <string_view>

namespace remit::http {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
/// ALPHA DIGIT - . _ ~
[[nodiscard]] constexpr bool is_unreserved_octet(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}
/// What may stand in a header name or method.
[[nodiscard]] constexpr bool is_token_octet(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}
/// What may stand in path and query: pchar, `/`, `?` and the `%` of an escape.
[[nodiscard]] constexpr bool is_target_octet(char c) {
  return is_unreserved_octet(c) || std::string_view("!$&'()*+,;=:@/?%").find(c) != std::string_view::npos;
}
/// Visible ASCII, space and tab.
[[nodiscard]] constexpr bool is_text_octet(char c) {
  return c == '\t' || (c >= 0x20 && c < 0x7F);
}

}  // namespace remit::http
