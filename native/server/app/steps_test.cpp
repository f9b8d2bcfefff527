// First sign-in, links with several steps, and a password that somebody forgot, over the pages that people see.

#include <doctest/doctest.h>

#include "native/server/app/test_portal.h"

namespace remit::server::app {
namespace {

const std::string kName = "Olive Owner";
const std::string kMail = "owner@acme.example";

Config demo() {
  Config config;
  config.demo = true;
  // With one worker, what is asked next is answered after what was left to be done before.
  config.workers = 1;
  return config;
}

std::map<std::string, std::string> twice(const std::string& password) {
  return {{"password", password}, {"repeat", password}};
}

/// Somebody who signs in by name, with a generated password and a factor that comes by a mail of its own.
struct Entities : Portal {
  explicit Entities(Config config = {}) : Portal(std::move(config)) {
    add_organisation("entities", "Entities", "aci-merchant-portal", {{"name", kName}, {"email", kMail}});
  }
  Answer sign_in(Browser& browser, const std::string& password) {
    return browser.post_form("/o/entities/sign-in", {{"identifier", kName}, {"password", password}});
  }
  /// A browser whose generated password has been replaced; the factor is still open.
  Browser with_password() {
    Browser browser = this->browser();
    sign_in(browser, link_for(kMail, "entities", "password"));
    CHECK(browser.post_form("/o/entities/steps/password", twice(kPassword)).status == 303);
    return browser;
  }
};

/// Somebody who signs in by a user name, with one mail for address, password and factor.
struct Platform : Portal {
  explicit Platform(Config config = {}) : Portal(std::move(config)) {
    add_organisation("platform", "Platform", "adyen-platform",
                     {{"username", "olive"}, {"email", kMail}, {"name", kName}});
    secret = link_for(kMail, "platform");
  }
  std::string secret;
};

}  // namespace

TEST_CASE(
    "[V113] [V139] [V141] the generated password opens the first sign-in only: another one and the factor come first") {
  Entities portal(demo());
  Browser browser = portal.browser();
  const std::string generated = portal.link_for(kMail, "entities", "password");
  const Answer entered = portal.sign_in(browser, generated);
  CHECK(entered.header("Location") == "/o/entities/steps");
  // Whoever is on the way in has no portal yet, whatever they ask for.
  CHECK(browser.get("/?org=entities").header("Location") == "/o/entities");
  CHECK(browser.get("/o/entities").header("Location") == "/o/entities/steps");
  CHECK(browser.get("/api/v1/orgs/entities/users").status == 403);
  CHECK(browser.get("/api/v1/orgs").body == "[]");

  CHECK(browser.get("/o/entities/steps").says("Choose a password"));
  CHECK(browser.post_form("/o/entities/steps/password", twice("short")).status == 422);
  CHECK(browser.post_form("/o/entities/steps/password", twice(kPassword)).header("Location") == "/o/entities/steps");

  const Answer factor = browser.get("/o/entities/steps");
  CHECK(factor.says("Set up your second factor"));
  CHECK(factor.says("Stand-in on a demo server."));
  CHECK(browser.post_form("/o/entities/steps/factor", {}).status == 303);
  // A session for steps ends with them (T16).
  Browser thief = browser;
  CHECK(browser.get("/o/entities/steps").header("Location") == "/o/entities?ready");
  CHECK(browser.cookies.empty());
  CHECK(thief.get("/o/entities/steps").header("Location") == "/o/entities");
  CHECK(browser.get("/o/entities?ready").says("Your account is ready"));

  CHECK(portal.sign_in(browser, generated).status == 401);
  CHECK(portal.sign_in(browser, kPassword).header("Location") == "/?org=entities");
  CHECK(browser.get("/api/v1/orgs/entities/users").status == 200);
}

TEST_CASE("[V139] the factor's own mail opens a page that marks it as enrolled, on a demo server") {
  Entities portal(demo());
  portal.with_password();
  Browser browser = portal.browser();
  const std::string secret = portal.link_for(kMail, "entities", "factor");
  CHECK(browser.post_form("/o/entities/link", {{"secret", secret}}).says("Mark as set up"));
  CHECK(browser.post_form("/o/entities/factor", {{"secret", secret}}).header("Location") == "/o/entities?ready");
  CHECK(portal.sign_in(browser, kPassword).header("Location") == "/?org=entities");
}

TEST_CASE("on a server that is no demo nothing passes for a second factor, by no way, and the page says so") {
  Entities portal;
  Browser browser = portal.with_password();
  const std::string secret = portal.link_for(kMail, "entities", "factor");
  const auto stays_open = [](const Answer& answer) {
    CHECK(answer.says("so this step stays open"));
    CHECK_FALSE(answer.says("<button"));
  };
  stays_open(browser.get("/o/entities/steps"));
  stays_open(browser.post_form("/o/entities/steps/factor", {}));
  stays_open(browser.post_form("/o/entities/link", {{"secret", secret}}));
  stays_open(browser.post_form("/o/entities/factor", {{"secret", secret}}));
  browser.post_form("/o/entities/confirm", {{"secret", secret}});
  CHECK(portal.sign_in(browser, kPassword).header("Location") == "/o/entities/steps");

  Platform platform;
  stays_open(platform.browser().post_form(
      "/o/platform/password", {{"secret", platform.secret}, {"password", kPassword}, {"repeat", kPassword}}));
}

TEST_CASE("[V138] one mail leads through address, password and factor, each of which works once") {
  Platform portal(demo());
  Browser browser = portal.browser();
  const Answer looked = browser.post_form("/o/platform/link", {{"secret", portal.secret}});
  CHECK(looked.says("Choose a password"));
  CHECK(looked.says("value=\"olive\" readonly"));
  const std::map<std::string, std::string> chosen{
      {"secret", portal.secret}, {"password", kPassword}, {"repeat", kPassword}};
  const Answer set = browser.post_form("/o/platform/password", chosen);
  CHECK(set.status == 200);
  CHECK(set.says("Set up your second factor"));
  CHECK(browser.post_form("/o/platform/password", chosen).status == 404);
  CHECK(browser.post_form("/o/platform/factor", {{"secret", portal.secret}}).status == 303);
  CHECK(browser.post_form("/o/platform/factor", {{"secret", portal.secret}}).status == 404);
  CHECK(
      browser.post_form("/o/platform/sign-in", {{"identifier", "olive"}, {"password", kPassword}}).header("Location") ==
      "/?org=platform");
}

TEST_CASE("[V146] whoever forgot their password asks by user name, and the link goes to their address") {
  Platform portal(demo());
  Browser browser = portal.browser();
  browser.post_form("/o/platform/password",
                    {{"secret", portal.secret}, {"password", kPassword}, {"repeat", kPassword}});
  browser.post_form("/o/platform/factor", {{"secret", portal.secret}});
  CHECK(browser.get("/o/platform").says("Forgot your password?"));
  CHECK(browser.get("/o/platform/forgot").says("Username"));
  CHECK(browser.post_form("/o/platform/forgot", {{"identifier", "Olive"}}).says("Look in your mail"));
  REQUIRE(browser.get("/readyz").status == 200);
  const std::string secret = portal.link_for(kMail, "platform", "reset");
  REQUIRE_FALSE(secret.empty());
  const std::string fresh = "eight calm otters hum";
  CHECK(browser.post_form("/o/platform/password", {{"secret", secret}, {"password", fresh}, {"repeat", fresh}})
            .header("Location") == "/o/platform?set");
  CHECK(browser.post_form("/o/platform/sign-in", {{"identifier", "olive"}, {"password", fresh}}).status == 303);
}

TEST_CASE("one's own password is changed by whoever knows it, and every other session ends") {
  Portal portal;
  portal.set_password(kMail);
  Browser here = portal.signed_in(kMail), elsewhere = portal.signed_in(kMail);
  const std::string page = "/o/acme/own-password";
  const std::string fresh = "nine quiet herons wade";
  const auto form = [&](const std::string& current, const std::string& repeat) {
    return std::map<std::string, std::string>{{"current", current}, {"password", fresh}, {"repeat", repeat}};
  };
  CHECK(portal.browser().get(page).header("Location") == "/o/acme");
  CHECK(portal.browser().post_form(page, form(kPassword, fresh)).header("Location") == "/o/acme");
  CHECK(here.get(page).says("Current password"));
  const Answer wrong = here.post_form(page, form("not the right one", fresh));
  CHECK(wrong.status == 422);
  CHECK(wrong.says("id=\"current-error\""));
  CHECK(here.post_form(page, form(kPassword, "something else")).says("id=\"repeat-error\""));
  CHECK(elsewhere.get("/api/v1/orgs/acme/session").status == 200);

  CHECK(here.post_form(page, form(kPassword, fresh)).says("Your password is changed"));
  CHECK(here.get("/api/v1/orgs/acme/session").status == 200);
  CHECK(elsewhere.get("/api/v1/orgs/acme/session").status == 401);
  CHECK(portal.browser().post_form("/o/acme/sign-in", {{"identifier", kMail}, {"password", kPassword}}).status == 401);
  CHECK(portal.browser().post_form("/o/acme/sign-in", {{"identifier", kMail}, {"password", fresh}}).status == 303);
}

TEST_CASE("[T13] asking for a new password is answered alike for everybody, and [T14] not without end") {
  Config config = demo();
  config.throttle.account_and_source.free = 2;
  Platform portal(config);
  const auto ask = [&](const std::string& name) {
    return portal.browser().post_form("/o/platform/forgot", {{"identifier", name}});
  };
  const Answer known = ask("olive"), nobody = ask("nobody");
  CHECK(known.status == 200);
  CHECK(known.body == nobody.body);
  CHECK(known.head == nobody.head);
  for (const char* const name : {"olive", "nobody"}) {
    CHECK(ask(name).status == 200);
    CHECK(ask(name).status == 429);
  }
  // A scheme that does not offer it has no such page.
  CHECK(portal.browser().get("/o/acme/forgot").status == 404);
  CHECK(portal.browser().post_form("/o/acme/forgot", {{"identifier", kMail}}).status == 404);
}

}  // namespace remit::server::app
