#include <doctest/doctest.h>
#include <stdlib.h>

#include <fstream>

#include "native/server/app/test_portal.h"

namespace remit::server::app {
namespace {

/// What a person typed stands in the answer; without it, answers to different people must be the same.
std::string without(std::string text, const std::string& typed) {
  for (std::size_t at = text.find(typed); at != std::string::npos; at = text.find(typed)) text.erase(at, typed.size());
  return text;
}

/// A folder with an app in it, gone afterwards.
class WebFolder {
 public:
  WebFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "remit-web-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    std::ofstream(path_ / "index.html") << "<!doctype html>the app";
    std::ofstream(path_ / "remit_app.0123456789ab.js") << "script";
  }
  ~WebFolder() { std::filesystem::remove_all(path_); }
  WebFolder(const WebFolder&) = delete;
  WebFolder& operator=(const WebFolder&) = delete;
  [[nodiscard]] Config config() const {
    Config config;
    config.web = path_;
    return config;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("[T9] opening a link uses nothing up, a password set with it does, and then one signs in with it") {
  const WebFolder web;
  Portal portal(web.config());
  Browser browser = portal.browser();
  const std::string secret = portal.link_for(kOwner);
  REQUIRE_FALSE(secret.empty());

  CHECK(browser.get("/o/acme/link").status == 200);
  for (int scan = 0; scan < 2; ++scan) {
    const Answer looked = browser.post_form("/o/acme/link", {{"secret", secret}});
    CHECK(looked.status == 200);
    CHECK(looked.says("Choose a password"));
    CHECK(looked.says("owner@acme.example"));
    CHECK(looked.header("Referrer-Policy") == "no-referrer");
    CHECK(looked.header("Cache-Control") == "no-store");
  }

  const Answer weak =
      browser.post_form("/o/acme/password", {{"secret", secret}, {"password", "short"}, {"repeat", "short"}});
  CHECK(weak.status == 422);
  CHECK(weak.says("15 characters"));
  const Answer different =
      browser.post_form("/o/acme/password", {{"secret", secret}, {"password", kPassword}, {"repeat", kPassword + "x"}});
  CHECK(different.status == 422);

  const Answer set =
      browser.post_form("/o/acme/password", {{"secret", secret}, {"password", kPassword}, {"repeat", kPassword}});
  CHECK(set.status == 303);
  CHECK(set.header("Location") == "/o/acme?set");
  CHECK(set.header("Set-Cookie").empty());
  CHECK(browser.get("/o/acme?set").says("Your password is set"));

  const Answer again =
      browser.post_form("/o/acme/password", {{"secret", secret}, {"password", kPassword}, {"repeat", kPassword}});
  CHECK(again.status == 404);
  CHECK(again.says("This link does not work"));

  CHECK(browser.get("/?org=acme").header("Location") == "/o/acme");
  const Answer entered =
      browser.post_form("/o/acme/sign-in", {{"identifier", " OWNER@acme.example"}, {"password", kPassword}});
  CHECK(entered.status == 303);
  CHECK(entered.header("Location") == "/?org=acme");
  CHECK(entered.header("Set-Cookie").find("__Host-remit-acme=") == 0);
  CHECK(entered.header("Set-Cookie").find("; Path=/; Secure; HttpOnly; SameSite=Strict") != std::string::npos);
  CHECK(browser.get("/?org=acme").body == "<!doctype html>the app");
  CHECK(browser.get("/o/acme").header("Location") == "/?org=acme");
}

TEST_CASE("[T9] a link that is too old says until when it was valid") {
  Portal portal;
  const std::string secret = portal.link_for(kOwner);
  portal.clock.move(days(7));
  const Answer late = portal.browser().post_form("/o/acme/link", {{"secret", secret}});
  CHECK(late.status == 410);
  CHECK(late.says("This link has expired"));
  CHECK(late.says("28 Nov 2026"));
}

TEST_CASE("[T13] a wrong password, a person who is not there and one without a password are answered alike") {
  Portal portal;
  portal.set_password(kOwner);
  const auto answer_to = [&](const std::string& name, const std::string& password) {
    Answer answer = portal.browser().post_form("/o/acme/sign-in", {{"identifier", name}, {"password", password}});
    answer.body = without(answer.body, name);
    return answer;
  };
  const Answer wrong = answer_to(kOwner, "not the right password");
  const Answer nobody = answer_to("nobody@acme.example", kPassword);
  CHECK(wrong.status == 401);
  CHECK(wrong.status == nobody.status);
  CHECK(wrong.head.size() - wrong.header("Content-Length").size() ==
        nobody.head.size() - nobody.header("Content-Length").size());
  CHECK(wrong.body == nobody.body);
  CHECK(wrong.header("Set-Cookie").empty());
  CHECK(nobody.header("Set-Cookie").empty());
}

TEST_CASE("[T14] guessing is slowed down, for people who are not there too, and time heals it") {
  Config config;
  config.throttle.account_and_source.free = 2;
  Portal portal(config);
  portal.set_password(kOwner);
  for (const std::string& name : {kOwner, std::string("nobody@acme.example")}) {
    CAPTURE(name);
    const auto guess = [&](const std::string& password) {
      return portal.browser().post_form("/o/acme/sign-in", {{"identifier", name}, {"password", password}});
    };
    CHECK(guess("wrong password one").status == 401);
    CHECK(guess("wrong password two").status == 401);
    const Answer stopped = guess(kPassword);
    CHECK(stopped.status == 429);
    CHECK(stopped.header("Retry-After") == "30");
    CHECK(stopped.says("Too many attempts"));
  }
  portal.clock.move(seconds(30));
  CHECK(portal.browser().post_form("/o/acme/sign-in", {{"identifier", kOwner}, {"password", kPassword}}).status == 303);
}

TEST_CASE(
    "[T16] each sign-in makes a new session and ends the browser's old one, and signing out ends it on the server") {
  Portal portal;
  portal.set_password(kOwner);
  Browser browser = portal.signed_in(kOwner);
  Browser thief = browser;
  CHECK(thief.get("/api/v1/orgs/acme/session").status == 200);
  CHECK(browser.post_form("/o/acme/sign-in", {{"identifier", kOwner}, {"password", kPassword}}).status == 303);
  CHECK(browser.cookies != thief.cookies);
  CHECK(thief.get("/api/v1/orgs/acme/session").status == 401);

  thief = browser;
  CHECK(browser.post_form("/o/acme/sign-out", {}).header("Location") == "/o/acme?out");
  CHECK(browser.cookies.empty());
  CHECK(thief.get("/api/v1/orgs/acme/session").status == 401);

  Browser fixed = portal.browser();
  fixed.cookies["__Host-remit-acme"] = std::string(43, 'a');
  CHECK(fixed.post_form("/o/acme/sign-in", {{"identifier", kOwner}, {"password", kPassword}}).status == 303);
  CHECK(fixed.cookies["__Host-remit-acme"] != std::string(43, 'a'));
}

TEST_CASE("[T16] a session that was idle for too long is over, on the server too") {
  Portal portal;
  portal.set_password(kOwner);
  Browser browser = portal.signed_in(kOwner);
  CHECK(browser.get("/api/v1/orgs/acme/session").status == 200);
  portal.clock.move(minutes(31));
  CHECK(browser.get("/api/v1/orgs/acme/session").status == 401);
  CHECK(browser.get("/api/v1/orgs/acme/session").status == 401);
}

TEST_CASE("[T17] a form that another site sends is refused") {
  Portal portal;
  portal.set_password(kOwner);
  Browser browser = portal.browser();
  const std::string body = "identifier=owner%40acme.example&password=" + http::percent_encode(kPassword);
  const std::string type = "Content-Type: application/x-www-form-urlencoded\r\n";
  CHECK(browser.send("POST", "/o/acme/sign-in", type + "Origin: http://evil.example\r\n", body).status == 403);
  CHECK(browser.send("POST", "/o/acme/sign-in", type, body).status == 403);
  CHECK(browser.send("POST", "/o/acme/sign-in", type + "Sec-Fetch-Site: cross-site\r\n", body).status == 403);
  CHECK(browser.send("POST", "/o/acme/sign-in", type + "Sec-Fetch-Site: same-origin\r\n", body).status == 303);
}

TEST_CASE(
    "[T16] someone who comes from a link on another site is sent once more from here, so that the cookie comes along") {
  Portal portal;
  const std::string elsewhere = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";
  CHECK(portal.browser().get("/o/acme", elsewhere).says("http-equiv=\"refresh\" content=\"0;url=/o/acme\""));
  CHECK(portal.browser().get("/?org=acme", elsewhere).says("content=\"0;url=/?org=acme\""));
  CHECK(
      portal.browser().get("/o/acme", "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: navigate\r\n").says("Password"));
}

TEST_CASE("[T26] when too many passwords wait to be hashed, the next is told when to come back") {
  Config config;
  config.hash_queue = 0;
  Portal portal(config);
  const Answer busy = portal.browser().post_form("/o/acme/sign-in", {{"identifier", kOwner}, {"password", "x"}});
  CHECK(busy.status == 503);
  CHECK(busy.header("Retry-After") == "1");
  CHECK(portal.browser().get("/o/acme").status == 200);
}

TEST_CASE("[T34] the sandbox is served by a demo only; elsewhere `?sandbox` leads to the sign-in page") {
  const WebFolder web;
  Config config = web.config();
  {
    const Portal productive(config);
    const Answer answer = productive.browser().get("/?sandbox");
    CHECK(answer.status == 303);
    CHECK(answer.header("Location") == "/o/acme");
    CHECK_FALSE(productive.browser().get("/o/acme").says("sandbox"));
  }
  config.demo = true;
  const Portal demo(config);
  CHECK(demo.browser().get("/?sandbox").body == "<!doctype html>the app");
  CHECK(demo.browser().get("/o/acme").says("/?sandbox"));
}

TEST_CASE("with several organisations the start page lets one choose") {
  Portal portal;
  portal.add_organisation("nordwind", "Nordwind & Söhne <GmbH>");
  const Answer start = portal.browser().get("/");
  CHECK(start.says("href=\"/o/acme\""));
  CHECK(start.says("Nordwind &amp; Söhne &lt;GmbH&gt;"));
}

TEST_CASE("[T10] a request for a host that we are not called by is refused, and no page repeats the host") {
  Portal portal;
  const Answer answer = ask_server(portal.port(), "GET /o/acme HTTP/1.1\r\nHost: evil.example\r\n\r\n");
  CHECK(answer.status == 421);
  CHECK_FALSE(portal.browser().get("/o/acme").says("127.0.0.1"));
}

TEST_CASE("[T18] an address with nothing behind it gets a page that repeats nothing of it") {
  Portal portal;
  const Answer missing = portal.browser().get("/%3Cscript%3Ealert(1)");
  CHECK(missing.status == 404);
  CHECK_FALSE(missing.says("script"));
  CHECK(missing.header("Content-Security-Policy").find("default-src 'none'") == 0);
  CHECK(portal.browser().get("/o/nothing-here").status == 404);
}

TEST_CASE("[T31] no password, token or link secret is ever logged") {
  Portal portal;
  const std::string secret = portal.link_for(kOwner);
  portal.set_password(kOwner);
  Browser browser = portal.signed_in(kOwner);
  browser.get("/o/acme/link?secret=" + secret);
  browser.post_form("/o/acme/sign-in", {{"identifier", kOwner}, {"password", "wrong horse battery"}});
  const std::string log = portal.log.str();
  CHECK(log.find("\"event\":\"signed-in\"") != std::string::npos);
  CHECK(log.find("\"route\":\"/o/{org}/sign-in\"") != std::string::npos);
  for (const std::string& never :
       {secret, kPassword, std::string("battery"), browser.cookies["__Host-remit-acme"], kOwner}) {
    CAPTURE(never);
    CHECK(log.find(never) == std::string::npos);
  }
}

TEST_CASE("a server that lives says so, and one whose store answers is ready") {
  Portal portal;
  CHECK(portal.browser().get("/livez").body == "{\"status\":\"alive\"}\n");
  CHECK(portal.browser().get("/readyz").body == "{\"status\":\"ready\"}\n");
  CHECK(portal.browser().get("/account/style.css").header("Content-Type") == "text/css; charset=utf-8");
}

}  // namespace remit::server::app
