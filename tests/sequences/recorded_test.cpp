#include <doctest/doctest.h>

#include "core/access/agreement.h"
#include "plugins/plugins.h"
#include "tests/sequences/sequence.h"

namespace remit::test {
namespace {

TEST_CASE("recorded sequences keep Rules 1 to 4 under every scheme") {
  const auto schemes = plugins::load_builtin();
  REQUIRE(schemes.ok());
  for (const scheme::SchemePtr& scheme : *schemes) {
    Met met;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      CAPTURE(scheme->id());
      CAPTURE(seed);
      REQUIRE(run_sequence(scheme, access::testing::numbers(seed, 3000), met) == "");
    }
    CHECK(met.carried_out > 60);
  }
}

TEST_CASE("a sequence that found a preview blind to a person whom an earlier command of it makes stays right") {
  const auto scheme = plugins::load_builtin("adyen-platform");
  REQUIRE(scheme.ok());
  Met met;
  REQUIRE(run_sequence(*scheme, access::testing::numbers(17774096977622541869u, 2500), met) == "");
}

}  // namespace
}  // namespace remit::test
