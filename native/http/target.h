#pragma once
// Reads the target of a request and the bodies of HTML forms.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.h"

namespace remit::http {

struct Target {
  std::string raw_path;
  std::vector<std::string> path;
  bool has_query = false;
  std::vector<Parameter> query;
};

/// Origin form only (RFC 9112 §3.2.1): begins with one `/`, has no fragment, only characters of RFC 3986, whole
/// percent escapes, valid UTF-8 after decoding; no empty segment but the last, no `.` or `..`, no decoded slash,
/// backslash or control character in the path, no NUL in the query; at most 64 segments and 64 parameters.
/// nullopt for anything else (T24).
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

/// `application/x-www-form-urlencoded` as browsers send it. Error: Invalid `bad-form` (broken escape, not UTF-8, NUL,
/// more than 64 fields).
[[nodiscard]] Result<std::vector<Parameter>> parse_form(std::string_view body);

/// Percent-encodes everything but the unreserved characters of RFC 3986, so that it is one path segment or one value.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace remit::http
