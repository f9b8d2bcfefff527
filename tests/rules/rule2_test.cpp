#include <doctest/doctest.h>

#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

TEST_CASE("a deactivated person has no session, link or credential left, and coming back revives none") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"api_access"}});
  const auto session = shop.run(shop.self(clerk), SignIn{clerk, "Firefox", "127.0.0.1"});
  REQUIRE(session.ok());
  REQUIRE(shop.run(shop.as(shop.owner), SendPasswordReset{clerk}).ok());
  REQUIRE(shop.sessions(clerk).size() == 1);
  REQUIRE(shop.links(clerk).size() == 1);
  REQUIRE(shop.credentials(clerk).size() == 1);
  const std::string secret = shop.mailed_secret(clerk);

  REQUIRE(shop.run(shop.as(shop.owner), Deactivate{clerk}).ok());
  CHECK(shop.sessions(clerk).empty());
  CHECK(shop.links(clerk).empty());
  CHECK(shop.credentials(clerk).empty());
  CHECK_FALSE((*shop.service->session(shop.slug, session->secret)).has_value());
  CHECK(shop.check(clerk, "refund.authorise").rule == "state-may-not-act");
  CHECK(shop.mailed_secret(clerk).empty());

  REQUIRE(shop.run(shop.as(shop.owner), Reactivate{clerk}).ok());
  CHECK(shop.sessions(clerk).empty());
  CHECK(shop.credentials(clerk).empty());
  CHECK_FALSE((*shop.service->session(shop.slug, session->secret)).has_value());
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{secret, {Step::SetPassword}, "$argon2id$x"})) == "link-unknown");
  CHECK(shop.allowed(clerk, "refund.authorise"));
}

TEST_CASE("a new password ends every other session and takes set-password from every link") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  REQUIRE(shop.run(shop.self(clerk), SignIn{clerk, "one", ""}).ok());
  REQUIRE(shop.run(shop.self(clerk), SignIn{clerk, "two", ""}).ok());
  REQUIRE(shop.run(shop.as(shop.owner), SendPasswordReset{clerk}).ok());
  const std::string secret = shop.mailed_secret(clerk);
  REQUIRE(shop.run(shop.self(clerk), RedeemLink{secret, {Step::SetPassword}, "$argon2id$y"}).ok());
  CHECK(shop.sessions(clerk).empty());
  CHECK(shop.links(clerk).empty());
}

TEST_CASE("[T9] a link works once, and a resend kills the older one") {
  Portal shop("billpro");
  const UserId clerk = shop.invite("Clerk", {RoleId{"normal_user"}});
  const std::string first = shop.mailed_secret(clerk);
  REQUIRE(shop.run(shop.as(shop.owner), Resend{clerk}).ok());
  const std::string second = shop.mailed_secret(clerk);
  CHECK(first != second);
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{first, {Step::SetPassword}, "$argon2id$x"})) == "link-unknown");
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{second, {Step::SetPassword}, "$argon2id$x"})) == "done");
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{second, {Step::SetPassword}, "$argon2id$x"})) == "link-unknown");
}

TEST_CASE("[T9] a link is over when its time is") {
  Portal shop("billpro");
  const UserId clerk = shop.invite("Clerk", {RoleId{"normal_user"}});
  const std::string secret = shop.mailed_secret(clerk);
  shop.clock.time = shop.clock.time + days(7);
  CHECK(rule_of(shop.service->link(shop.slug, secret)) == "link-expired");
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{secret, {Step::SetPassword}, "$argon2id$x"})) == "link-expired");
}

TEST_CASE("a change of e-mail kills links, and the open steps' mails go to the new address") {
  Portal shop("billpro");
  const UserId clerk = shop.invite("Clerk", {RoleId{"normal_user"}});
  const std::string before = shop.mailed_secret(clerk);
  shop.clock.time = shop.clock.time + seconds(1);
  REQUIRE(shop.run(shop.as(shop.owner), EditUser{clerk, {{"email", "right@shop.example"}}}).ok());
  CHECK(rule_of(shop.run(shop.self(clerk), RedeemLink{before, {Step::SetPassword}, "$argon2id$x"})) == "link-unknown");
  CHECK(shop.outbox().front().recipient == "right@shop.example");
  CHECK(rule_of(shop.run(shop.self(clerk),
                         RedeemLink{shop.mailed_secret(clerk), {Step::SetPassword}, "$argon2id$x"})) == "done");
}

TEST_CASE("losing the role that allows credentials revokes them") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"api_access"}});
  REQUIRE(shop.credentials(clerk).size() == 1);
  REQUIRE(shop.run(shop.as(shop.owner), SetFlag{clerk, RoleId{"api_access"}, false}).ok());
  CHECK(shop.credentials(clerk).empty());
}

}  // namespace
}  // namespace remit::test
