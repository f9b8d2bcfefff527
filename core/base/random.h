#pragma once
// Randomness is handed in: the operating system's in production, a counter in tests.

#include <cstdint>
#include <span>

namespace remit {

/// Fills bytes that nobody can guess (at least 128 bits of security, ASVS 7.2.3). Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
};

}  // namespace remit
