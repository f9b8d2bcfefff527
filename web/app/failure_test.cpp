#include "web/app/failing_gateway.h"
#include "web/app/test_desk.h"

namespace remit::app {
namespace {

using ui::Role;

/// A desk at a server: the gateway in front may fail, and there is no sandbox to act as somebody in.
struct Server {
  service::Gateway* inner = nullptr;
  FailingGateway gateway{inner};
  Desk desk;

  explicit Server(std::string address = "/users") : desk(std::move(address), 1440, 900, &gateway, &inner) {}
};

TEST_CASE("a list that did not load says why, and Try again asks anew") {
  Server server;
  Desk& desk = server.desk;
  server.gateway.users_fail = Error{Code::Unavailable, "busy", {}, ""};
  desk.click(Role::Tab, "Active");
  CHECK(desk.has(Role::Alert, "The list didn’t load"));
  CHECK(desk.has(Role::Text, "The server has more to do than it can. Try again in a moment."));
  server.gateway.users_fail.reset();
  desk.click(Role::Button, "Try again");
  CHECK(desk.has(Role::Row, "Aisha Adler"));
}

TEST_CASE("whoever is signed out is told, and led to the sign-in page") {
  Server server;
  server.gateway.viewer_fails = server.gateway.users_fail = Error{Code::Denied, "signed-out", {}, ""};
  server.desk.click(Role::Tab, "Active");
  CHECK(server.desk.has(Role::Alert, "You are signed out"));
  server.desk.click(Role::Button, "Sign in");
  CHECK(server.desk.driver.host().opened == "/o/lumen-travel");
}

TEST_CASE("signing out leaves for the sign-in page; there is nobody to act as") {
  Server server;
  CHECK(server.desk.has(Role::Text, "Connected"));
  server.desk.click(Role::Button, "Mara Ellingsen");
  CHECK_FALSE(server.desk.has(Role::MenuItem, "Act as…"));
  server.desk.click(Role::MenuItem, "Sign out");
  server.desk.draw();
  CHECK(server.desk.driver.host().opened == "/o/lumen-travel");
}

TEST_CASE("a refused switch says the reason and changes nothing") {
  Server server;
  server.gateway.execute_fails = Error{Code::Denied, "last-manager", {}, ""};
  server.desk.click_in_row("José Ángel Ibáñez", Role::Switch, "Payment link");
  CHECK(server.desk.has(Role::Dialog, "Nothing was changed"));
  CHECK(server.desk.has(Role::Alert,
                        "Nobody would be left who can manage this organisation. Give someone else that "
                        "right first."));
  server.desk.driver.press(ui::Key::Escape);
  CHECK_FALSE(server.desk.has(Role::Dialog, "Nothing was changed"));
}

TEST_CASE("where proof is needed the current password is asked for, and the act goes on") {
  Server server;
  Desk& desk = server.desk;
  desk.click_in_row("Mara Ellingsen", Role::Button, "Edit");
  desk.fill("Email", "mara.ellingsen@lumen.example");
  server.gateway.execute_fails = Error{Code::Denied, "proof-needed", {}, ""};
  desk.click(Role::Button, "Submit");
  REQUIRE(desk.has(Role::Dialog, "Is it you?"));
  desk.fill("Current password", "wrong");
  desk.click(Role::Button, "Continue");
  CHECK(desk.driver.get(Role::Textbox, "Current password").invalid);
  desk.fill("Current password", "right");
  desk.click(Role::Button, "Continue");
  CHECK_FALSE(desk.has(Role::Dialog, "Is it you?"));
  CHECK(desk.said("Mara Ellingsen is saved. Ask the user to refresh BillPro in the browser."));
}

}  // namespace
}  // namespace remit::app
