#include <doctest/doctest.h>

#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

TEST_CASE("[T5] the last manager stays, whatever the command") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const Actor owner = shop.as(shop.owner);
  CHECK(rule_of(shop.run(owner, Give{shop.owner, {RoleId{"normal_user"}}, {}, {}, {}})) == "last-manager");
  CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
  CHECK(rule_of(shop.run(shop.operating(), Give{shop.owner, {RoleId{"accountant_user"}}, {}, {}, {}})) ==
        "last-manager");

  SUBCASE("and a second one whose password is still to be set does not count") {
    const UserId invited = shop.invite("Invited", {RoleId{"admin_user"}});
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
    shop.complete_steps(invited);
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "done");
  }
  SUBCASE("nor one whose right has an end") {
    Give for_a_year{clerk, {RoleId{"admin_user"}}, {}, {}, {{}, shop.clock.time + days(365)}};
    REQUIRE(shop.run(owner, for_a_year).ok());
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
  }
}

TEST_CASE("[T5] two administrators who deactivate each other at once leave one") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  const Actor first_actor = shop.as(shop.owner);
  const Actor second_actor = shop.as(second);
  const auto one = shop.run(first_actor, Deactivate{second});
  const auto two = shop.run(second_actor, Deactivate{shop.owner});
  CHECK(one.ok());
  CHECK_FALSE(two.ok());
  CHECK(shop.allowed(shop.owner, "user.create"));
}

TEST_CASE("while an organisation is founding only the operator and the owner's own steps change it") {
  Portal shop("billpro");
  // A new one beside it, whose owner has not accepted yet.
  directory::NewOrganisation wanted;
  wanted.slug = "young";
  wanted.name = "Young";
  wanted.scheme = *shop.service->scheme_of(shop.slug);
  wanted.owner = {{"name", "Founder"}, {"email", "founder@young.example"}};
  const auto made = shop.service->create_organisation(wanted, shop.operating());
  REQUIRE(made.ok());
  const UserId founder = *parse_id<UserTag>(made->user_id);
  CHECK((*shop.service->organisation("young")).founding);

  shop.slug = "young";
  CreateUser create;
  create.fields = {{"name", "Clerk"}, {"email", "clerk@young.example"}};
  create.roles = {RoleId{"normal_user"}};
  CHECK(rule_of(shop.run(shop.as(founder), create)) == "founding");
  CHECK(rule_of(shop.run(shop.operating(), create)) == "done");
  shop.complete_steps(founder);
  CHECK_FALSE((*shop.service->organisation("young")).founding);
}

}  // namespace
}  // namespace remit::test
