#pragma once
// From text to a scheme, with what a compiler would say on the way.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/scheme/compiled.h"

namespace remit::scheme {

enum class Severity : std::uint8_t { Error, Warning };

/// `file:line:column: error: what (hint)`. Lines and columns count from 1; 0 where a problem has no place.
struct Problem {
  Severity severity = Severity::Error;
  std::string rule;     ///< stable id, `unknown-role`
  std::string message;  ///< what
  std::string hint;     ///< what to do
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

[[nodiscard]] std::string to_string(const Problem& problem, std::string_view file);

/// Files above this are refused unread (T27).
inline constexpr std::size_t kMaxSchemeBytes = std::size_t{1} << 20;

/// What reading and linting found; `scheme` is null if there was an error.
struct Loaded {
  SchemePtr scheme;
  std::vector<Problem> problems;
};

/// Reads, lints and compiles. Never throws; cost is linear in the file but for inclusion, which is capped (T27).
[[nodiscard]] Loaded load(std::string_view toml_text);

/// As load, for those who only want the scheme or the first problem as an Error (Invalid, rule `scheme-…`).
[[nodiscard]] Result<SchemePtr> load_or_error(std::string_view toml_text);

}  // namespace remit::scheme
