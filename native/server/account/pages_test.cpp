#include "native/server/account/pages.h"

#include <doctest/doctest.h>

namespace remit::server::account {
namespace {

const std::string kNasty = "<script>alert(1)</script>\"'&";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

SignIn sign_in_view() {
  SignIn view;
  view.organisation = {"acme", "Acme", "BillPro"};
  view.identifier_label = "Email";
  return view;
}

}  // namespace

TEST_CASE("[T18] nothing that a person or a scheme wrote becomes markup on an account page") {
  SignIn signing;
  signing.organisation = {"acme", kNasty, kNasty};
  signing.identifier_label = signing.entered = signing.notice = kNasty;
  signing.failed = true;
  SetPassword setting;
  setting.organisation = signing.organisation;
  setting.name = setting.identifier = setting.identifier_label = setting.secret = kNasty;
  setting.password_error = setting.repeat_error = kNasty;
  Notice notice_view;
  notice_view.title = notice_view.text = kNasty;
  notice_view.actions = {{kNasty, "javascript:alert(1)"}};
  for (const http::Response& response :
       {sign_in(signing), set_password(setting), notice(notice_view), open_link(signing.organisation),
        choose_organisation({{kNasty, kNasty, kNasty}}, true), come_again("/o/" + kNasty)}) {
    CHECK_FALSE(contains(response.body.view(), "<script>"));
    CHECK_FALSE(contains(response.body.view(), "javascript:"));
    CHECK(contains(response.body.view(), "&lt;script&gt;"));
  }
}

TEST_CASE("[T13] a failed sign-in has one message and no count of tries") {
  SignIn view = sign_in_view();
  view.failed = true;
  view.entered = "ann@acme.example";
  const http::Response response = sign_in(view);
  CHECK(response.status == 401);
  CHECK(contains(response.body.view(), "Email or password is wrong."));
  CHECK(contains(response.body.view(), "role=\"alert\""));
  CHECK(contains(response.body.view(), "aria-describedby=\"password-error\" aria-invalid=\"true\""));
  CHECK(contains(response.body.view(), "value=\"ann@acme.example\""));
}

TEST_CASE("password managers find their fields") {
  const http::Response signing = sign_in(sign_in_view());
  CHECK(contains(signing.body.view(), "autocomplete=\"username\""));
  CHECK(contains(signing.body.view(), "autocomplete=\"current-password\""));
  CHECK(contains(signing.body.view(), "<label for=\"identifier\">Email</label>"));
  SetPassword view;
  view.identifier = "ann@acme.example";
  const http::Response setting = set_password(view);
  CHECK(contains(setting.body.view(), "autocomplete=\"username\" value=\"ann@acme.example\" readonly"));
  CHECK(contains(setting.body.view(), "autocomplete=\"new-password\""));
}

TEST_CASE(
    "[T9] the page that a link opens knows nothing but the organisation, and only its own script moves the secret") {
  const http::Response response = open_link({"acme", "Acme", "BillPro"});
  CHECK(contains(response.body.view(), "<form id=\"link\" method=\"post\" action=\"/o/acme/link\">"));
  CHECK(contains(response.body.view(), "<script src=\"/account/link.js\" defer></script>"));
  CHECK(contains(response.headers.get("content-security-policy"), "script-src 'self';"));
  CHECK(response.headers.get("referrer-policy") == "no-referrer");
  CHECK(contains(response.body.view(), "<noscript>"));
}

TEST_CASE("the sandbox is offered only where the server is a demo") {
  SignIn view = sign_in_view();
  CHECK_FALSE(contains(sign_in(view).body.view(), "sandbox"));
  view.offer_sandbox = true;
  CHECK(contains(sign_in(view).body.view(), "href=\"/?sandbox\""));
}

TEST_CASE("the stylesheet names the fonts that are there") {
  CHECK_FALSE(contains(stylesheet({}).body.view(), "@font-face"));
  CHECK(contains(stylesheet({"/f.otf", "", ""}).body.view(), "url(\"/f.otf\")"));
  CHECK(contains(stylesheet({}).body.view(), "prefers-color-scheme: dark"));
}

}  // namespace remit::server::account
