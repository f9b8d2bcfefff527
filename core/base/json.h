#pragma once
// Strict JSON (T23): what this reader takes, every other reader takes and understands in the same way.
//
// A light header: it only names Boost.JSON's types. Who builds or looks into values includes <boost/json/value.hpp>,
// in a .cpp file.

#include <boost/json/fwd.hpp>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

struct JsonLimits {
  std::size_t bytes = 1 << 20;
  std::size_t depth = 64;  ///< arrays and objects inside each other
};

/// Reads one JSON text (RFC 8259) and nothing after it. Numbers are whole and fit int64: nothing in Remit is a
/// fraction, and a double that stands for an integer would lose digits silently. Linear in the text.
///
/// Errors are Invalid, with `line` and `column` (from 1, in code points) in args:
/// - `json-too-large` (args `limit`), `json-too-deep` (`limit`)
/// - `json-not-utf8`, `json-lone-surrogate`, `json-control-character` (unescaped inside a string)
/// - `json-duplicate-key` (`key`), `json-number-not-whole`, `json-number-range` (`number`)
/// - `json-syntax` (`expected`), also for text after the value
[[nodiscard]] Result<boost::json::value> parse_json(std::string_view text, JsonLimits limits = {});

/// The one form in which a value is hashed (audit, digests) and compared: keys in order of their UTF-8 bytes, no white
/// space, shortest escapes (RFC 8785, but for the order of keys outside ASCII). Reading it and writing it again gives
/// the same bytes. Bytes that are not UTF-8 become U+FFFD. Precondition: no doubles.
[[nodiscard]] std::string to_canonical_json(const boost::json::value& value);

/// For people: two spaces a level, keys in the value's own order, one line for what is empty. Same precondition.
[[nodiscard]] std::string to_pretty_json(const boost::json::value& value);

/// Adds `text` in quotes and escaped as JSON wants it.
void append_json_string(std::string& out, std::string_view text);

/// `{"code": …, "rule": …, "args": {…}, "field": …}`; no field if it is empty.
[[nodiscard]] boost::json::value to_json(const Error& error);

}  // namespace remit
