#pragma once
// RFC 3492, for domain names beyond ASCII.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace remit {

/// The Punycode of code points, without `xn--`. Nothing if it overflows 32 bits.
[[nodiscard]] std::optional<std::string> punycode_encode(std::u32string_view code_points);
/// The code points of lower-case Punycode, without `xn--`. Nothing if it is none.
[[nodiscard]] std::optional<std::u32string> punycode_decode(std::string_view text);

}  // namespace remit
