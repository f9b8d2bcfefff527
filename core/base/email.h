#pragma once
// E-mail addresses: exactly one, and nothing that could end a header (T11, T12).

#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

struct Email {
  std::string text;     ///< as the person wrote it: kept and shown
  std::string mailbox;  ///< what mail is sent to: the same local part, the domain in ASCII (`xn--…`)
  std::string key;      ///< what has to be unique: folded, the domain in ASCII (T22)

  bool operator==(const Email&) const = default;
};

/// One address: a dot-atom of ASCII, `@`, and a domain name with at least one dot (RFC 5321 §4.1.2 without quoted
/// strings and address literals). The domain may be international; each of its words is of one script. At most 64
/// bytes before and 253 behind the `@`.
///
/// Errors are Invalid: `not-an-email` (args `text`, `reason`: `at`, `local`, `length`, `domain`), and those of
/// check_text for the domain.
[[nodiscard]] Result<Email> parse_email(std::string_view text);

/// A domain as DNS knows it: lower case, words beyond ASCII as `xn--` and Punycode (RFC 3492). `ß` and final `ς` stay
/// themselves (IDNA 2008), because they may belong to someone else than `ss` and `σ`. Errors as above.
[[nodiscard]] Result<std::string> ascii_domain(std::string_view domain);

}  // namespace remit
