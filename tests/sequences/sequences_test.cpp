#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "core/access/agreement.h"
#include "plugins/plugins.h"
#include "tests/sequences/sequence.h"

namespace remit::test {
namespace {

/// RapidCheck draws a hundred seeds; so many numbers follow from each, and a command takes about 25 of them.
constexpr std::size_t kNumbers = 2500;
constexpr std::uint64_t kCommands = 10'000;

/// Rules 1 to 4 over generated sequences, the same in each run. `RC_PARAMS="seed=…"` looks at others; the command that
/// is named is the last of the shortest sequence that fails, for a sequence is judged command by command.
void check_scheme(std::string_view id) {
  setenv("RC_PARAMS", "seed=20261122", 0);
  const auto scheme = plugins::load_builtin(id);
  REQUIRE(scheme.ok());
  Met met;
  const bool held = rc::check([&] {
    const auto seed = *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
    const std::string broken = run_sequence(*scheme, access::testing::numbers(seed, kNumbers), met);
    if (!broken.empty()) RC_FAIL("seed " + std::to_string(seed) + ": " + broken);
  });
  CHECK(held);
  CHECK(met.commands >= kCommands);
  CHECK(met.carried_out * 6 > met.commands);
  CHECK(met.foretold * 6 > met.commands);
  MESSAGE(std::string(id) << ": " << met.commands << " commands, " << met.carried_out << " carried out, "
                          << met.foretold << " refused as foretold");
}

TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: billpro") {
  check_scheme("billpro");
}
TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: billpro-profiles") {
  check_scheme("billpro-profiles");
}
TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: adyen-platform") {
  check_scheme("adyen-platform");
}
TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: aci-merchant-portal") {
  check_scheme("aci-merchant-portal");
}
TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: wavecell-portal") {
  check_scheme("wavecell-portal");
}
TEST_CASE("[T3][T5] generated sequences find no escalation, survivor, lock-out or gap: icorepay") {
  check_scheme("icorepay");
}

}  // namespace
}  // namespace remit::test
