#include <doctest/doctest.h>

#include "core/access/agreement.h"
#include "plugins/plugins.h"
#include "plugins/scheme_file.h"
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
    CHECK(met.foretold > 60);
  }
}

/// What no built-in scheme asks for: roles given by whoever has all that they grant, and a tree that people change.
TEST_CASE("[T1] recorded sequences keep Rules 1 to 4 where what one has decides, and where people change the tree") {
  const auto covered =
      plugins::scheme_with("icorepay", {{"may_give = \"all\"", "may_give = \"covered\""},
                                        {"style = \"roles\"\nmin = 1\nmax = 1", "style = \"roles\"\nmin = 1"},
                                        {"[groups.role]\n",
                                         "[roles.lead]\nlabel = \"Lead\"\ngroup = \"role\"\nis_protected = true\n"
                                         "grants = [\"user.manage\", \"invoice.refund\", \"location.configure\", "
                                         "\"plan.custom_initial\"]\n\n[groups.role]\n"}});
  const std::string_view by_operator = "offered_to = [\"operator\"]", by_people = "needs = \"user.manage\"";
  std::vector<std::pair<std::string, std::string>> opened;
  for (const char* label : {"New entity", "Move entity", "Rename entity", "Access control features"}) {
    const std::string line = "label = \"" + std::string(label) + "\"\n";
    opened.emplace_back(line + std::string(by_operator), line + std::string(by_people));
  }
  std::vector<std::pair<std::string_view, std::string_view>> changes{{"may_give = \"all\"", "may_give = \"held\""}};
  for (const auto& [from, to] : opened) changes.emplace_back(from, to);
  const auto tree = plugins::scheme_with("aci-merchant-portal", changes);
  for (const scheme::SchemePtr& scheme : {covered, tree}) {
    Met met;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      CAPTURE(scheme->id());
      CAPTURE(seed);
      REQUIRE(run_sequence(scheme, access::testing::numbers(seed, 3000), met) == "");
    }
    CHECK(met.carried_out > 150);
    CHECK(met.foretold > 150);
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
