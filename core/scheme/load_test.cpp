#include <doctest/doctest.h>

#include "core/scheme/scheme.h"

namespace remit::scheme {
namespace {

TEST_CASE("an empty file is told every chapter that is missing") {
  const Loaded loaded = load("");
  CHECK(loaded.scheme == nullptr);
  CHECK(loaded.problems.size() == 9);
  for (const Problem& problem : loaded.problems) CHECK(problem.rule == "missing-key");
}

}  // namespace
}  // namespace remit::scheme
