#include "core/access/agreement.h"

#include <doctest/doctest.h>

#include "core/access/decision.h"

namespace remit::access {

TEST_CASE("the index and the reference agree over recorded sequences of edits, and every reason is met") {
  testing::Met met;
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    CAPTURE(seed);
    REQUIRE(testing::find_disagreement(testing::numbers(seed, 240 + 40 * (seed % 8)), met) == "");
  }
  CHECK(met.questions > 10'000);
  for (int rule = 0; rule <= static_cast<int>(Rule::Allowed); ++rule) {
    CAPTURE(rule);
    CHECK(met.by_rule[static_cast<std::size_t>(rule)] > 0);
  }
}

}  // namespace remit::access
