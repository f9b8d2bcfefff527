#pragma once
// SHA-256 and the text forms of bytes.

#include <sodium/crypto_hash_sha256.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

using Digest = std::array<std::uint8_t, 32>;

/// SHA-256 (FIPS 180-4) over what is added, piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::string_view bytes);
  Sha256& add(std::span<const std::uint8_t> bytes);
  /// The length as eight bytes, then the bytes: for several fields in a row, so that their borders count.
  Sha256& add_field(std::string_view bytes);
  /// Ends the calculation; the object is not used afterwards.
  [[nodiscard]] Digest finish();

 private:
  crypto_hash_sha256_state state_;
};

[[nodiscard]] Digest sha256(std::string_view bytes);

/// Lower case.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
/// Either case. Error: Invalid `not-hex`.
[[nodiscard]] Result<std::string> from_hex(std::string_view text);

/// RFC 4648 §5 without padding.
[[nodiscard]] std::string to_base64url(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string to_base64url(std::string_view bytes);
/// Only what to_base64url writes: no padding, no white space, no bits left over. Error: Invalid `not-base64url`.
[[nodiscard]] Result<std::string> from_base64url(std::string_view text);

/// SECURITY: takes the same time wherever the two differ. The lengths are not secret.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);
[[nodiscard]] bool equal_in_constant_time(const Digest& a, const Digest& b);

/// The bytes of a digest as they stand in a database.
[[nodiscard]] inline std::string_view bytes_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace remit
