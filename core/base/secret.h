#pragma once
// Secrets: made, kept as hashes, or sealed where they must be read again (design §6).

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/random.h"

namespace remit {

/// Text that nobody should see: it cannot be copied, printed or compared by accident, and wipes itself.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(); }

  /// The text itself, for the one place that must send or hash it. Valid as long as the Secret.
  [[nodiscard]] std::string_view reveal() const { return text_; }
  [[nodiscard]] Secret clone() const { return Secret(text_); }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  void wipe();
  std::string text_;
};

/// 256 bits as 43 characters of base64url behind `prefix` (links, sessions, credentials: T9, T29).
[[nodiscard]] Secret make_secret(Random& random, std::string_view prefix = {});
/// 128 bits as 26 letters and digits in groups, easily read and typed (V140): `k3m7q-…`.
[[nodiscard]] Secret make_password(Random& random);

/// What is stored of a secret that only has to be recognised; SHA-256 suffices for 128 random bits or more.
[[nodiscard]] Digest hash_secret(std::string_view secret);

/// The key of a key file, outside the database. Wipes itself.
class SealKey {
 public:
  static constexpr std::size_t kSize = 32;

  [[nodiscard]] static SealKey make(Random& random);
  /// From its 43 characters of base64url. Error: Invalid `not-a-key`.
  [[nodiscard]] static Result<SealKey> parse(std::string_view text);
  [[nodiscard]] Secret text() const;

  SealKey(SealKey&& other) noexcept;
  SealKey& operator=(SealKey&& other) noexcept;
  SealKey(const SealKey&) = delete;
  SealKey& operator=(const SealKey&) = delete;
  ~SealKey();

  [[nodiscard]] const std::array<std::uint8_t, kSize>& bytes() const { return bytes_; }

 private:
  SealKey() = default;
  std::array<std::uint8_t, kSize> bytes_{};
};

/// XChaCha20-Poly1305: bytes for the database, 41 longer than the text, different each time. `purpose` (`mail 0197…`)
/// is bound in: what is sealed for one row does not open in another.
[[nodiscard]] std::string seal(const Secret& secret, const SealKey& key, std::string_view purpose, Random& random);
/// Error: Unavailable `cannot-open-sealed`: another key, another purpose, or altered bytes; one cannot tell which.
[[nodiscard]] Result<Secret> open_sealed(std::string_view sealed, const SealKey& key, std::string_view purpose);

}  // namespace remit
