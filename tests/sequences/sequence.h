#pragma once
// For tests: makes commands out of any numbers, has them carried out over a real store, and judges each. The numbers
// come from RapidCheck, which can shrink them, or follow from a seed, which makes the same sequence everywhere.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/scheme/compiled.h"

namespace remit::test {

/// What a run met, so that a test can tell that it asked something.
struct Met {
  std::uint64_t commands = 0;
  std::uint64_t carried_out = 0;
  std::uint64_t decisions = 0;
  std::uint64_t foretold = 0;                    ///< refusals whose rule the reference found as well
  std::map<std::string, std::uint64_t> done;     ///< by command
  std::map<std::string, std::uint64_t> refused;  ///< by rule
  std::string audit;                             ///< the hash of the last entry, which stands for all before it
};

/// Commands of many people on one organisation of `scheme`, in groups as the writer makes them, until `numbers` are
/// used up. "" if
/// * no command that was carried out breaks Rules 1 to 3 (rules.h), and none is refused by a rule that it keeps,
/// * what commits say they wrote is what the store holds, and a refusal wrote nothing,
/// * a preview that was agreed to is what is done,
/// * the access index decides as the reference does, at once,
/// * the audit has one entry for each command or refusal, without a gap, and its chain verifies (Rule 4);
/// else what does not hold, and the command.
[[nodiscard]] std::string run_sequence(const scheme::SchemePtr& scheme, const std::vector<std::uint32_t>& numbers,
                                       Met& met);

}  // namespace remit::test
