#include "web/app/test_desk.h"

namespace remit::app {
namespace {

using ui::Role;

constexpr std::string_view kJose = "José Ángel Ibáñez";

/// Opens somebody's page from the list.
void show(Desk& desk, std::string_view name) {
  desk.click_in_row(name, Role::Button, "View");
}

TEST_CASE("[V022] the details have a pencil at the top right") {
  Desk desk;
  show(desk, kJose);
  const ui::Node edit = desk.driver.get(Role::Button, "Edit");
  CHECK(edit.rect.x > 1200);
  CHECK(edit.rect.y < 160);
  desk.click(Role::Button, "Edit");
  CHECK(desk.has(Role::Complementary, "Edit user"));
}

TEST_CASE("[V160] details are for reading: nothing in them is typed or switched") {
  Desk desk;
  show(desk, kJose);
  for (const Role role : {Role::Textbox, Role::Switch, Role::Checkbox, Role::Radio, Role::Combobox}) {
    CHECK(desk.driver.count(role) == 0);
  }
  CHECK(desk.has(Role::Heading, "May do"));
  CHECK(desk.has(Role::Heading, "Sign-in & security"));
  CHECK(desk.has(Role::Heading, "Activity"));
}

TEST_CASE("[V161] somebody is edited from the list or from their page, and afterwards one is back there") {
  Desk desk;
  show(desk, kJose);
  const std::string page = desk.address();
  desk.click(Role::Button, "Edit");
  CHECK(desk.has(Role::Heading, "Sign-in & security"));
  desk.fill("Name", "José Ibáñez");
  desk.click(Role::Button, "Submit");
  CHECK(desk.address() == page);
  CHECK(desk.driver.get(Role::Heading, "José Ibáñez").level == 1);

  desk.go("/users?q=ja.ibanez");
  desk.click_in_row("José Ibáñez", Role::Button, "Edit");
  desk.fill("Name", std::string(kJose));
  desk.click(Role::Button, "Submit");
  CHECK(desk.address().starts_with("/users?q="));
  CHECK(desk.has(Role::Row, kJose));
}

TEST_CASE("the panel shows what is lost before it is submitted, counts the changes, and discards them") {
  Desk desk("/users?role=normal_user");
  const std::string name = desk.rows().front();
  desk.click_in_row(name, Role::Button, "Edit");
  CHECK(desk.driver.get(Role::Button, "Submit").disabled);
  CHECK_FALSE(desk.app->has_unsaved_changes());
  desk.click(Role::Radio, "accountant_user");
  CHECK(desk.has(Role::Note, "Loses 3: Manage customers, Manage orders, Authorise refunds"));
  CHECK(desk.app->has_unsaved_changes());
  const ui::Node link = desk.in(Role::Complementary, "Edit user", Role::Switch, "Payment link");
  desk.driver.click_at(link.rect.centre());
  CHECK(desk.has(Role::Text, "2 changes"));
  desk.click(Role::Button, "Discard");
  CHECK(desk.has(Role::Text, "No changes"));
  CHECK(desk.driver.get(Role::Radio, "normal_user").checked == ui::Tri::True);
  desk.click(Role::Radio, "accountant_user");
  desk.click(Role::Button, "Submit");
  CHECK(desk.said(name + " is now accountant_user. Ask the user to refresh BillPro in the browser."));
  desk.go("/users?role=accountant_user&q=" + name.substr(0, name.find(' ')));
  CHECK(desk.in_row(name, Role::Text, "accountant_user").name == "accountant_user");
}

TEST_CASE("leaving a changed form asks first") {
  Desk desk;
  desk.click_in_row(kJose, Role::Button, "Edit");
  desk.fill("Name", "Somebody else");
  desk.click(Role::Link, "Roles");
  CHECK(desk.has(Role::AlertDialog, "Discard the changes?"));
  desk.click(Role::Button, "Cancel");
  CHECK(desk.driver.get(Role::Textbox, "Name").value == "Somebody else");
  desk.click(Role::Link, "Roles");
  desk.driver.click_at(desk.in(Role::AlertDialog, "Discard the changes?", Role::Button, "Discard").rect.centre());
  CHECK(desk.has(Role::Heading, "Roles"));
  CHECK_FALSE(desk.app->has_unsaved_changes());
}

TEST_CASE("a refusal stands at the field it is about") {
  Desk desk;
  desk.click_in_row(kJose, Role::Button, "Edit");
  desk.fill("Email", "beatriz@lumen.example");
  desk.click(Role::Button, "Submit");
  CHECK(desk.driver.get(Role::Textbox, "Email").invalid);
  CHECK(desk.driver.get(Role::Textbox, "Email").description.find("is taken") != std::string_view::npos);
}

TEST_CASE("[V061] a person is added in one form, and their page follows") {
  Desk desk("/new");
  CHECK(desk.driver.get(Role::Button, "Submit").disabled);
  desk.fill("Name", "Nora Lindqvist");
  desk.fill("Email", "nora@lumen.example");
  desk.click(Role::Radio, "restricted_user");
  desk.click(Role::Button, "Submit");
  CHECK(desk.driver.get(Role::Heading, "Nora Lindqvist").level == 1);
  CHECK(desk.address().starts_with("/users/"));
  CHECK(desk.has(Role::Text, "Still open: Set a password"));
}

TEST_CASE("[V070] API credentials stand on the page that follows, and the eye shows the token again") {
  Desk desk("/new");
  desk.fill("Name", "booking-engine");
  desk.fill("Email", "dev@lumen.example");
  desk.click(Role::Radio, "normal_user");
  desk.click(Role::Switch, "API access");
  desk.click(Role::Button, "Submit");
  REQUIRE(desk.has(Role::Heading, "API credentials"));
  if (desk.has(Role::Button, "Hide API token")) desk.click(Role::Button, "Hide API token");
  CHECK(desk.driver.get(Role::Button, "Copy API token").disabled);
  desk.click(Role::Button, "Show API token");
  desk.click(Role::Button, "Copy API token");
  CHECK(desk.driver.host().clipboard.starts_with("bp_"));
  CHECK(desk.driver.host().clipboard.size() > 30);
  CHECK(desk.has(Role::Text, desk.driver.host().clipboard));
}

TEST_CASE("deactivating from the page says what ends, and the page shows the new state") {
  Desk desk;
  show(desk, kJose);
  desk.click(Role::Button, "Deactivate");
  REQUIRE(desk.has(Role::AlertDialog, "Deactivate José Ángel Ibáñez?"));
  desk.driver.click_at(
      desk.in(Role::AlertDialog, "Deactivate José Ángel Ibáñez?", Role::Button, "Deactivate").rect.centre());
  CHECK(desk.said("José Ángel Ibáñez is now inactive"));
  CHECK(desk.has(Role::Text, "Inactive"));
  CHECK(desk.has(Role::Button, "Activate"));
}

TEST_CASE("whoever manages nobody sees their own page and nothing else") {
  Desk desk;
  desk.click(Role::Button, "Mara Ellingsen");
  desk.click(Role::MenuItem, "Act as…");
  desk.driver.fill(Role::SearchBox, "Search people", "josé");
  desk.click(Role::Button, "José Ángel Ibáñez · normal_user");
  desk.draw();
  CHECK(desk.driver.get(Role::Heading, kJose).level == 1);
  CHECK_FALSE(desk.has(Role::Link, "Users"));
  CHECK_FALSE(desk.has(Role::Link, "Outbox"));
  desk.go("/users");
  CHECK(desk.driver.count(Role::Grid) == 0);
  CHECK(desk.driver.get(Role::Heading, kJose).level == 1);
}

}  // namespace
}  // namespace remit::app
