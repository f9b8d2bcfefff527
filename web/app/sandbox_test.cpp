#include "web/app/test_desk.h"

namespace remit::app {
namespace {

using ui::Role;

constexpr std::string_view kLetter = "Set your password for Lumen Travel to nora@lumen.example";

void add_nora(Desk& desk) {
  desk.go("/new");
  desk.fill("Name", "Nora Lindqvist");
  desk.fill("Email", "nora@lumen.example");
  desk.click(Role::Radio, "restricted_user");
  desk.click(Role::Button, "Submit");
  desk.go("/outbox");
}

TEST_CASE("the outbox shows the whole mail, and its link sets a password once") {
  Desk desk;
  add_nora(desk);
  CHECK(desk.has(Role::Note, "The sandbox caught these e-mails. None were sent."));
  desk.click(Role::Button, kLetter);
  CHECK(desk.has(Role::Text, "Hello Nora Lindqvist,"));
  desk.click(Role::Button, "Open as this user");
  REQUIRE(desk.has(Role::Dialog, "BillPro at Lumen Travel"));
  desk.fill("New password", "short");
  desk.driver.click_at(desk.in(Role::Dialog, "BillPro at Lumen Travel", Role::Button, "Set password").rect.centre());
  CHECK(desk.driver.get(Role::Textbox, "New password").invalid);
  desk.fill("New password", "a long new phrase to know");
  desk.driver.click_at(desk.in(Role::Dialog, "BillPro at Lumen Travel", Role::Button, "Set password").rect.centre());
  CHECK(desk.has(Role::Note, "The password is set. Nora Lindqvist can sign in with nora@lumen.example."));
  desk.click(Role::Button, "Done");
  CHECK(desk.driver.get(Role::Button, "Set password").disabled);
  CHECK_FALSE(desk.has(Role::Button, "Open as this user"));
}

TEST_CASE("a link expires when the clock is moved forward") {
  Desk desk;
  add_nora(desk);
  desk.click(Role::Button, kLetter);
  CHECK(desk.has(Role::Button, "Open as this user"));
  desk.click(Role::Button, "Move the clock forward");
  desk.click(Role::MenuItem, "1 week forward");
  desk.click(Role::Button, "Move the clock forward");
  desk.click(Role::MenuItem, "1 hour forward");
  CHECK_FALSE(desk.has(Role::Button, "Open as this user"));
}

TEST_CASE("the sandbox begins with its schemes; a card opens the list") {
  Desk desk("");
  CHECK(desk.has(Role::Heading, "Try without a server"));
  desk.click(Role::Link, "BillPro: Lumen Travel");
  CHECK(desk.has(Role::Text, "1–50 of 169"));
}

TEST_CASE("the workspace is saved to a file, opened again, and started over") {
  Desk desk("/start");
  desk.click(Role::Button, "Save");
  REQUIRE(desk.driver.host().downloads.count("remit-sandbox.remit") == 1);
  add_nora(desk);
  desk.go("/start");
  desk.driver.host().next_file =
      ui::PickedFile{"remit-sandbox.remit", desk.driver.host().downloads["remit-sandbox.remit"]};
  desk.click(Role::Button, "Open");
  desk.draw();
  CHECK(desk.said("The workspace is open"));
  desk.go("/users");
  CHECK(desk.has(Role::Text, "1–50 of 169"));
  desk.go("/start");
  desk.driver.host().next_file = ui::PickedFile{"picture.gif", "GIF89a"};
  desk.click(Role::Button, "Open");
  desk.draw();
  CHECK(desk.has(Role::Alert, "This file is not a Remit workspace. Choose a file that was saved by Remit."));
  desk.click(Role::Button, "Start over");
  desk.driver.click_at(desk.in(Role::AlertDialog, "Start over?", Role::Button, "Start over").rect.centre());
  desk.draw();
  CHECK(desk.said("The sandbox starts over"));
}

TEST_CASE("light and dark are chosen by hand and kept") {
  Desk desk;
  CHECK(desk.driver.ui().mode() == ui::Mode::Light);
  desk.click(Role::Button, "Dark theme");
  CHECK(desk.driver.ui().mode() == ui::Mode::Dark);
  CHECK(desk.driver.host().settings["theme"] == "dark");
}

}  // namespace
}  // namespace remit::app
