#pragma once
// The operating system's clock, randomness and key files.

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"

namespace remit::system {

class SystemClock final : public Clock {
 public:
  Time now() override;
};

/// The kernel's random source, through libsodium.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::uint8_t> out) override;
};

/// Reads the key, or makes one where there is no file, readable by its owner only (0600).
/// Errors: Unavailable `cannot-read`, `cannot-write` (args `path`); Invalid `not-a-key`.
[[nodiscard]] Result<SealKey> load_or_make_key(const std::filesystem::path& path, Random& random);

/// Replaces the file in one step, so that a cut leaves the old or the new one. Mode 0600.
[[nodiscard]] Result<Done> write_private_file(const std::filesystem::path& path, std::string_view text);
/// Errors: Unavailable `cannot-read`; Invalid `file-too-large` (args `max`).
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace remit::system
