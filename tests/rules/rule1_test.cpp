#include <doctest/doctest.h>

#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

TEST_CASE("a person without the managing permission changes nobody, and does not learn that others exist") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const UserId other = shop.add("Other", {RoleId{"restricted_user"}});
  const Actor actor = shop.as(clerk);
  CHECK(rule_of(shop.run(actor, Give{other, {RoleId{"admin_user"}}, {}, {}, {}})) == "no-such-user");
  CHECK(rule_of(shop.run(actor, EditUser{other, {{"name", "Changed"}}})) == "no-such-user");
  CHECK(rule_of(shop.run(actor, Deactivate{other})) == "no-such-user");
  CHECK(rule_of(shop.run(actor, SetFlag{other, RoleId{"api_access"}, true})) == "no-such-user");
  CHECK(rule_of(shop.run(actor, IssueCredential{other})) == "no-such-user");
  CreateUser create;
  create.fields = {{"name", "New"}, {"email", "new@shop.example"}};
  create.roles = {RoleId{"restricted_user"}};
  CHECK(rule_of(shop.run(actor, create)) == "may-not-manage");
}

TEST_CASE("nobody raises themself") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const auto refused = shop.run(shop.as(clerk), Give{clerk, {RoleId{"admin_user"}}, {}, {}, {}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Code::Denied);
  CHECK_FALSE(shop.allowed(clerk, "user.create"));
}

TEST_CASE("[T3] an invitation is refused when whoever gave it has lost the right, and nothing changes") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  CreateUser create;
  create.fields = {{"name", "Late"}, {"email", "late@shop.example"}};
  create.roles = {RoleId{"admin_user"}};
  const auto made = shop.run(shop.as(second), create);
  REQUIRE(made.ok());
  const UserId late = *parse_id<UserTag>(made->user_id);
  REQUIRE(shop.run(shop.as(shop.owner), Give{second, {RoleId{"restricted_user"}}, {}, {}, {}}).ok());

  const std::string secret = shop.mailed_secret(late);
  REQUIRE_FALSE(secret.empty());
  const auto redeemed = shop.run(shop.self(late), RedeemLink{secret, {Step::SetPassword}, "$argon2id$x"});
  CHECK(rule_of(redeemed) == "granter-lost-right");
  CHECK(shop.row(late).open_steps.size() == 1);
  CHECK(shop.links(late).size() == 1);

  SUBCASE("until someone who may gives it anew by sending the link again") {
    REQUIRE(shop.run(shop.as(shop.owner), Resend{late}).ok());
    CHECK(rule_of(shop.run(shop.self(late),
                           RedeemLink{shop.mailed_secret(late), {Step::SetPassword}, "$argon2id$x"})) == "done");
  }
}

TEST_CASE("issuing a credential for oneself asks for the current password") {
  Portal shop("billpro");
  Actor owner = shop.as(shop.owner);
  CHECK(rule_of(shop.run(owner, SetFlag{shop.owner, RoleId{"api_access"}, true})) == "proof-needed");
  CHECK(shop.credentials(shop.owner).empty());
  owner.proved = true;
  CHECK(rule_of(shop.run(owner, SetFlag{shop.owner, RoleId{"api_access"}, true})) == "done");
  CHECK(shop.credentials(shop.owner).size() == 1);
}

}  // namespace
}  // namespace remit::test
