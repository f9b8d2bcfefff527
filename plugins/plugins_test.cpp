#include "plugins/plugins.h"

#include <doctest/doctest.h>

#include "core/scheme/scheme.h"

namespace remit::plugins {
namespace {

TEST_CASE("every built-in scheme loads without a problem and carries its folder's name") {
  REQUIRE_FALSE(builtin().empty());
  for (const Builtin& each : builtin()) {
    const scheme::Loaded loaded = scheme::load(each.text);
    for (const scheme::Problem& problem : loaded.problems) {
      FAIL_CHECK(to_string(problem, "plugins/" + std::string(each.id) + "/scheme.toml"));
    }
    REQUIRE(loaded.scheme != nullptr);
    CHECK(loaded.scheme->id() == each.id);
    CHECK(loaded.scheme->text() == each.text);
    CHECK(to_hex(loaded.scheme->hash()) == each.hash);
  }
}

TEST_CASE("an unknown scheme is refused with the names of those there are") {
  const auto missing = load_builtin("bill-pro");
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == Code::NotFound);
  CHECK(missing.error().rule == "unknown-scheme");
  CHECK(load_builtin("billpro").ok());
}

}  // namespace
}  // namespace remit::plugins
