#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "core/access/agreement.h"

namespace remit::access {

TEST_CASE("the index and the reference agree over generated schemes, organisations, edits and questions") {
  CHECK(rc::check([](const std::vector<std::uint32_t>& choices) {
    const std::string difference = testing::find_disagreement(choices);
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

}  // namespace remit::access
