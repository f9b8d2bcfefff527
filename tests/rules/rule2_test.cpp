#include <doctest/doctest.h>

#include "core/scheme/scheme.h"
#include "plugins/plugins.h"
#include "plugins/scheme_file.h"
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

TEST_CASE("a step that is done in one way is taken off every link, and a link dies with its last step") {
  Portal portal("adyen-platform");
  const UserId clerk = portal.invite("Clerk", {RoleId{"balance_platform_base"}});
  const std::string secret = portal.mailed_secret(clerk);
  REQUIRE(portal.run(portal.self(clerk), CompleteStep{clerk, Step::VerifyEmail, ""}).ok());
  REQUIRE(portal.links(clerk).size() == 1);
  CHECK(portal.links(clerk)[0].steps == std::vector<Step>{Step::SetPassword, Step::EnrolFactor});
  CHECK(rule_of(portal.run(portal.self(clerk), RedeemLink{secret, {Step::VerifyEmail}, ""})) == "step-not-in-link");
  portal.complete_steps(clerk);
  CHECK(portal.links(clerk).empty());
  CHECK(portal.mailed_secret(clerk).empty());
}

TEST_CASE("a generated password that goes out anew ends the session that the one before began") {
  Portal portal("aci-merchant-portal");
  const UserId clerk = portal.invite("Clerk", {RoleId{"operator"}, RoleId{"send"}});
  REQUIRE(portal.run(portal.self(clerk), SignIn{clerk, "", ""}).ok());
  REQUIRE(portal.sessions(clerk).size() == 1);
  REQUIRE(portal.run(portal.as(portal.owner), EditUser{clerk, {{"email", "right@shop.example"}}}).ok());
  CHECK(portal.sessions(clerk).empty());
}

TEST_CASE("of several API credentials none is revoked unasked, and no more are issued than the scheme says") {
  std::string text = (*plugins::load_builtin("billpro"))->text();
  const std::string_view one = "max_credentials = 1";
  const std::size_t at = text.find(one);
  REQUIRE(at != std::string::npos);
  text.replace(at, one.size(), "max_credentials = 2");
  const auto scheme = scheme::load_or_error(text);
  REQUIRE(scheme.ok());
  Portal shop(*scheme);
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"api_access"}});
  const CredentialId first = shop.credentials(clerk).at(0).id;
  REQUIRE(shop.run(shop.as(shop.owner), IssueCredential{clerk}).ok());
  CHECK(shop.credentials(clerk).size() == 2);
  CHECK(rule_of(shop.run(shop.as(shop.owner), IssueCredential{clerk})) == "too-many-credentials");
  REQUIRE(shop.run(shop.as(shop.owner), RevokeCredential{clerk, first}).ok());
  CHECK(rule_of(shop.run(shop.as(shop.owner), IssueCredential{clerk})) == "done");
}

TEST_CASE("a credential that was revoked is not issued anew because something else changes") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"api_access"}});
  REQUIRE(shop.run(shop.as(shop.owner), RevokeCredential{clerk, shop.credentials(clerk).at(0).id}).ok());
  REQUIRE(shop.run(shop.as(shop.owner), Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}}).ok());
  CHECK(shop.credentials(clerk).empty());
}

TEST_CASE("a generated password dies with the mail that brought it when its owner is locked") {
  Portal portal("aci-merchant-portal");
  const UserId clerk = portal.invite("Clerk", {RoleId{"operator"}, RoleId{"send"}});
  CHECK_FALSE((*portal.service->sign_in_facts(portal.slug, "Clerk"))->password_hash.empty());
  REQUIRE(portal.run(portal.as(portal.owner), Lock{clerk}).ok());
  CHECK((*portal.service->sign_in_facts(portal.slug, "Clerk"))->password_hash.empty());
}

TEST_CASE("an upgrade to a scheme whose role allows no credentials revokes them") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"api_access"}});
  REQUIRE(shop.credentials(clerk).size() == 1);
  const auto next =
      plugins::scheme_with("billpro", {{"version = \"1\"", "version = \"2\""}, {"allows_credentials = true\n", ""}});
  const auto preview = shop.plan(shop.operating(), Upgrade{next->text()});
  REQUIRE(preview.ok());
  CHECK(preview->credentials_ended == 1);
  REQUIRE(shop.run(shop.operating(), Upgrade{next->text()}).ok());
  CHECK(shop.credentials(clerk).empty());
}

TEST_CASE("an upgrade that changes nothing for somebody leaves their invitation as it was") {
  Portal portal("adyen-platform");
  const UserId clerk = portal.invite("Clerk", {RoleId{"balance_platform_base"}});
  const auto next = plugins::scheme_with("adyen-platform", {{"version = \"1\"", "version = \"2\""}});
  REQUIRE(portal.run(portal.operating(), Upgrade{next->text()}).ok());
  CHECK(portal.links(clerk).size() == 1);
}

}  // namespace
}  // namespace remit::test
