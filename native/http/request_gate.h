#pragma once
// The front door: decides on the raw octets of a request's head whether anything else may see it (T24).
//
// Boost.Beast accepts a missing or second Host, `Transfer-Encoding: ,chunked`, `Content-Length: 010`, odd targets and
// 8-bit octets. Two programs that read such a request differently can be made to disagree about where it ends or whom
// it is for; so nothing of the kind gets past this function, and Beast only ever parses what passed.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "native/http/message.h"
#include "native/http/target.h"

namespace remit::http {

struct GateLimits {
  std::size_t target_octets = 4096;
  std::size_t fields = 64;
  std::uint64_t body_octets = 1024 * 1024;
};

/// A head that passed.
struct Head {
  Method method = Method::Get;
  Target target;
  Headers headers;  ///< names in lower case
  std::string host;
  std::uint64_t content_length = 0;
  bool chunked = false;
  bool keep_alive = false;
  bool expects_continue = false;
};

/// The status to answer with before closing, and why, for the log and the problem document.
struct Refusal {
  int status = 400;
  std::string_view rule;  ///< a literal: `bad-host`, `bad-framing`, …
};

/// Reads a head from the request line to the empty line, both included. Takes: exactly one valid Host;
/// `Transfer-Encoding` only `chunked`, only in HTTP/1.1, never beside `Content-Length`; `Content-Length` once, digits
/// without leading zeros, at most body_octets (413); no line folding, no bare CR, LF or NUL, no 8-bit octets in names
/// or in the fields that frame, route or authenticate; those fields once; HTTP/1.1 or 1.0 (505); the methods of
/// Method (405); origin-form targets (400, 414); no body with GET or HEAD; `Expect` only `100-continue` (417).
[[nodiscard]] std::variant<Head, Refusal> check_head(std::string_view octets, const GateLimits& limits);

/// `name`, `name:port`, `1.2.3.4:80`, `[::1]:80`; lower-cased, nullopt if it is none of these.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view text);

/// Where a head ends in octets that are still arriving: the count of octets up to and including the empty line.
/// A line end without CR, a CR without LF, a NUL or a first octet that begins no method ends it at once, so that a
/// client which will never send a good head is answered now and not at the deadline. nullopt: more is needed.
/// The first `seen` octets were looked at before, so that octets sent one by one cost no more than all at once.
[[nodiscard]] std::optional<std::size_t> find_head_end(std::string_view octets, std::size_t seen = 0);

}  // namespace remit::http
