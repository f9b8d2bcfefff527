#include "core/scheme/diff.h"

#include <doctest/doctest.h>

#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::scheme {
namespace {

SchemeDiff against_small(std::string_view from, std::string_view to) {
  const auto before = load_or_error(kSmallScheme);
  const auto after = load_or_error(small_scheme_with(from, to));
  REQUIRE(before.ok());
  REQUIRE(after.ok());
  return diff(**before, **after);
}

TEST_CASE("a scheme does not differ from itself") {
  const SchemeDiff same = against_small("title = \"Small\"", "title = \"Small\"");
  CHECK(same.empty());
  CHECK(to_text(same) == "small 1 → small 1\nno difference\n");
}

TEST_CASE("a grant that narrows from any to own is a loss, for those who include it as well") {
  const SchemeDiff narrowed = against_small("grants = [\"order.view\"]", "grants_own = [\"order.view\"]");
  REQUIRE(narrowed.roles.size() == 2);
  CHECK(narrowed.roles[0].role.text == "reader");
  CHECK(narrowed.roles[1].role.text == "admin");
  CHECK(narrowed.roles[0].gained.empty());
  REQUIRE(narrowed.roles[0].lost.size() == 1);
  CHECK(narrowed.roles[0].lost[0].atom == "order:view");
  CHECK(narrowed.roles[0].lost[0].before == Reach::Any);
  CHECK(narrowed.roles[0].lost[0].after == Reach::Own);
  CHECK(to_text(narrowed).find("    - View orders: order:view (any → own)\n") != std::string::npos);
}

TEST_CASE("an atom that no permission meant before is new, not only gained") {
  const SchemeDiff more = against_small("means = [\"order:view\"]", "means = [\"order:view\", \"report:view\"]");
  REQUIRE(more.roles.size() == 2);
  REQUIRE(more.roles[0].gained.size() == 1);
  CHECK(more.roles[0].gained[0].is_new);
  CHECK(more.roles[0].gained[0].permissions == std::vector<std::string>{"View orders"});
}

TEST_CASE("a key that differs is named by ids, whatever the order of the file") {
  const SchemeDiff longer = against_small("lifetime = \"7d\"", "lifetime = \"14d\"");
  CHECK(longer.roles.empty());
  REQUIRE(longer.settings.size() == 1);
  CHECK(longer.settings[0].key == "links.invite.lifetime");
  CHECK(longer.settings[0].before == "7d");
  CHECK(longer.settings[0].after == "14d");
}

TEST_CASE("a role that only one has is listed with what it grants") {
  const SchemeDiff added =
      against_small("[roles.admin]",
                    "[roles.clerk]\nlabel = \"Clerk\"\ngroup = \"role\"\ngrants_own = [\"order.view\"]\n[roles.admin]");
  REQUIRE(added.roles_added.size() == 1);
  CHECK(added.roles_added[0].atoms == std::vector<std::string>{"order:view (own)"});
}

}  // namespace
}  // namespace remit::scheme
