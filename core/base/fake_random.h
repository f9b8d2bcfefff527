#pragma once
// For tests: bytes that count up, so that everything made from them is the same in every run.

#include "core/base/random.h"

namespace remit {

class FakeRandom : public Random {
 public:
  explicit FakeRandom(std::uint64_t seed = 1) : state_(seed) {}

  void fill(std::span<std::uint8_t> out) override {
    for (std::uint8_t& byte : out) {
      // SplitMix64: evenly spread, and no two calls alike.
      std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15ULL;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
      byte = static_cast<std::uint8_t>(mixed ^ (mixed >> 31));
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace remit
