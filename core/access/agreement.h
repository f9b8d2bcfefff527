#pragma once
// For tests: makes a scheme, an organisation and a sequence of edits out of any numbers, and compares the index with
// the reference after each. Numbers come from RapidCheck, which can shrink them, or from a recorded seed (WebAssembly).

#include <cstdint>
#include <string>
#include <vector>

namespace remit::access::testing {

/// "" if the index agrees in every decision, its witness, its explanation, and in who_can and what_can; else the first
/// difference in words. The same numbers make the same world everywhere.
[[nodiscard]] std::string find_disagreement(const std::vector<std::uint32_t>& choices);

/// What a run met, so that a test can tell that it asked something.
struct Met {
  std::uint64_t questions = 0;
  std::vector<std::uint64_t> by_rule = std::vector<std::uint64_t>(16);
};
[[nodiscard]] std::string find_disagreement(const std::vector<std::uint32_t>& choices, Met& met);

/// `count` numbers that follow from `seed`.
[[nodiscard]] std::vector<std::uint32_t> numbers(std::uint64_t seed, std::size_t count);

}  // namespace remit::access::testing
