#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/access/agreement.h"

namespace remit::access {

TEST_CASE("the index and the reference agree over generated schemes, organisations, edits and questions") {
  CHECK(rc::check([] {
    // Worlds of a dozen edits hide too little: longer ones than RapidCheck would make by itself.
    const auto choices = *rc::gen::scale(4.0, rc::gen::arbitrary<std::vector<std::uint32_t>>());
    const std::string difference = testing::find_disagreement(choices);
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

}  // namespace remit::access
