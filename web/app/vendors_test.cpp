// What the app makes of the other vendors' schemes: nothing here is written for one of them.

#include "web/app/portal.h"

namespace remit::app {
namespace {

using ui::Role;

TEST_CASE("[V066] [V067] ten addresses are invited at once with one permission, each with what became of it") {
  Portal desk("wavecell-portal", "/new");
  std::string list;
  for (int i = 0; i < 9; ++i) list += "new" + std::to_string(i) + "@harborsms.example ";
  desk.driver.click(Role::Textbox, "Email");
  desk.driver.type(list + "mara@harborsms.example");
  desk.driver.press(ui::Key::Enter);
  desk.draw();
  CHECK(desk.has(Role::Button, "Remove new8@harborsms.example"));
  CHECK(desk.driver.tree().find("mara@harborsms.example: ") != std::string::npos);
  desk.click(Role::Checkbox, "SMS");
  desk.click(Role::Button, "Send Invites");
  desk.draw();
  CHECK(desk.driver.tree().find("9 of 10 addresses are invited") != std::string::npos);
  CHECK(desk.driver.tree().find("new3@harborsms.example: Invited") != std::string::npos);
  desk.click(Role::Button, "Done");
  desk.draw();
  CHECK(desk.driver.tree().find("Pending invitations") != std::string::npos);
}

TEST_CASE("[V189] an invitation starts as User with every sub-account ticked, and not the account above them") {
  Portal desk("wavecell-portal", "/new");
  CHECK(desk.driver.get(Role::Radio, "User").checked == ui::Tri::True);
  CHECK(desk.driver.get(Role::Checkbox, "Harbor_Test").checked == ui::Tri::True);
  CHECK(desk.driver.get(Role::Checkbox, "Harbor SMS").checked == ui::Tri::False);
}

TEST_CASE("an address that is none is to be mended before anything is sent") {
  Portal desk("wavecell-portal", "/new");
  desk.driver.click(Role::Textbox, "Email");
  desk.driver.type("nobody..here@");
  desk.driver.press(ui::Key::Enter);
  desk.draw();
  CHECK(desk.driver.get(Role::Button, "Send Invites").disabled);
  CHECK(desk.driver.tree().find("Fix or remove 1 address") != std::string::npos);
  desk.click(Role::Button, "Remove nobody..here@");
  CHECK(desk.driver.tree().find("Fix or remove") == std::string::npos);
}

TEST_CASE("an invitation is taken back from the row's menu, once the question is answered") {
  Portal desk("wavecell-portal");
  const std::string who = desk.rows().front();
  desk.open_menu(who);
  desk.click(Role::MenuItem, "Remove invite");
  CHECK(desk.question().find("Remove the invitation of") == 0);
  desk.confirm("Remove invite");
  CHECK_FALSE(desk.has(Role::Row, who));
}

TEST_CASE("[V014] [V074] the copy button of a row leads to a form that shows what the copy gets") {
  Portal desk("adyen-platform");
  const std::string who = desk.rows().front();
  desk.click_in_row(who, Role::Button, "Duplicate");
  desk.draw();
  CHECK(desk.has(Role::Heading, "Duplicate " + who));
  desk.fill("Username", "copied");
  desk.fill("Email", "copied@aegeanboats.example");
  desk.fill("Name", "Copied Person");
  desk.click(Role::Button, "Continue");
  CHECK(desk.driver.tree().find("Copied from " + who) != std::string::npos);
  desk.click(Role::Button, "Continue");
  CHECK(desk.driver.tree().find("Copied from " + who) != std::string::npos);
  desk.click(Role::Button, "Continue");
  CHECK(desk.has(Role::Button, "Edit Roles"));
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK(desk.driver.get(Role::Heading, "Copied Person").level == 1);
  CHECK(desk.driver.tree().find("Unverified") != std::string::npos);
}

TEST_CASE("[V015] the three dots open a menu whose entries follow state and permissions") {
  Portal desk("aci-merchant-portal", "/users?tab=active");
  const std::string who = desk.rows()[1];
  desk.open_menu(who);
  CHECK(desk.has(Role::MenuItem, "Lock"));
  CHECK_FALSE(desk.has(Role::MenuItem, "Unlock"));
  CHECK(desk.driver.get(Role::MenuItem, "Remove").disabled);
  desk.click(Role::MenuItem, "Lock");
  CHECK(desk.question() == "Lock " + who + "?");
  desk.confirm("Lock");
  CHECK(desk.said(who + " is now locked"));

  desk.go("/users?tab=locked&q=" + who.substr(0, who.find(' ')));
  desk.open_menu(who);
  CHECK_FALSE(desk.has(Role::MenuItem, "Lock"));
  CHECK(desk.driver.get(Role::MenuItem, "Send new password").disabled);
  desk.click(Role::MenuItem, "Unlock");
  CHECK(desk.said(who + " is now active"));  // every step was done before
}

TEST_CASE("[V064] first the address, then names and role") {
  Portal desk("icorepay", "/new");
  CHECK(desk.driver.get(Role::Button, "Continue").disabled);
  CHECK_FALSE(desk.has(Role::Textbox, "First name"));
  desk.fill("Email", "nora@kestrel.example");
  desk.click(Role::Button, "Continue");
  CHECK_FALSE(desk.has(Role::Textbox, "Email"));
  desk.fill("First name", "Nora");
  desk.fill("Last name", "Quist");
  desk.click(Role::Radio, "Create");
  desk.click(Role::Checkbox, "Kestrel Dental Old Town");
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK(desk.driver.get(Role::Heading, "Nora Quist").level == 1);
}

TEST_CASE("[V175] removing somebody for good asks for the name") {
  Portal desk("icorepay");
  const std::string who = desk.rows()[3];
  desk.open_menu(who);
  desk.click(Role::MenuItem, "Remove user");
  desk.draw();
  CHECK(desk.question().find("from all practices?") != std::string::npos);
  const ui::Node yes = desk.in(Role::AlertDialog, desk.question(), Role::Button, "Remove user");
  CHECK(yes.disabled);
}

TEST_CASE("[V002] the list says where the vendor's own portal has it") {
  CHECK(Portal("adyen-platform").driver.tree().find("Settings › Users") != std::string::npos);
  CHECK(Portal("wavecell-portal").driver.tree().find("Gear icon › User management") != std::string::npos);
}

TEST_CASE("[V008] [V009] the columns are the scheme's, and each but the first can be hidden and shown") {
  Portal desk("aci-merchant-portal");
  for (const char* name : {"Name", "Email", "Type", "Role", "Created At", "State", "Status"}) {
    CHECK(desk.has(Role::ColumnHeader, name));
  }
  CHECK_FALSE(desk.has(Role::ColumnHeader, "Phone"));
  desk.click(Role::Button, "Show/hide columns");
  CHECK(desk.driver.get(Role::MenuItemCheckbox, "Name").disabled);
  desk.click(Role::MenuItemCheckbox, "Phone");
  desk.click(Role::MenuItemCheckbox, "Status");  // one after the other, without opening it anew
  desk.driver.press(ui::Key::Escape);
  CHECK(desk.has(Role::ColumnHeader, "Phone"));
  CHECK_FALSE(desk.has(Role::ColumnHeader, "Status"));
  desk.go("/roles");
  desk.go("/users");
  CHECK(desk.has(Role::ColumnHeader, "Phone"));
}

TEST_CASE("[V007] the node chosen in the tree narrows the list, and below it when asked") {
  Portal desk("aci-merchant-portal");
  CHECK(desk.has(Role::Tree, "Entities"));
  desk.click(Role::TreeItem, "Nordwind Travel");
  const std::size_t there = desk.rows().size();
  CHECK(desk.address().find("at=") != std::string::npos);
  desk.click(Role::Switch, "Include below");
  CHECK(desk.rows().size() > there);
  desk.click(Role::TreeItem, "All entities");
  CHECK(desk.address().find("at=") == std::string::npos);
}

/// Somebody who has more than one node to work on; what the vendor calls them is in `viewer`.
present::Viewer become_somebody_with_several(Portal& desk) {
  present::ListQuery everybody;
  everybody.size = 500;
  auto page = desk.workbench->users(everybody);
  desk.workbench->tick();
  const auto rows = page.take();
  REQUIRE(rows.ok());
  for (const present::UserRow& it : rows->rows) {
    if (!it.may_act) continue;
    desk.workbench->act_as(it.id);
    auto viewer = desk.workbench->viewer();
    desk.workbench->tick();
    auto answer = viewer.take();
    if (answer && answer->scopes.size() > 1) return *answer;
  }
  FAIL("nobody has several");
  return {};
}

void choose_and_switch(std::string_view scheme) {
  Portal desk(scheme);
  const present::Viewer viewer = become_somebody_with_several(desk);
  desk.draw();
  const std::string first = viewer.scopes.front().label;
  CHECK(desk.shows("heading \"Choose a"));
  desk.click(Role::Button, first);
  CHECK_FALSE(desk.shows("heading \"Choose a"));
  desk.click(Role::Button, viewer.scope_word + ": " + first);
  CHECK(desk.shows("heading \"Choose a"));
}

TEST_CASE("[V004] whoever has several accounts switches to the platform's first, then sees its users") {
  choose_and_switch("adyen-platform");
}

TEST_CASE("[V099] whoever has several entities chooses one after sign-in") {
  choose_and_switch("aci-merchant-portal");
}

TEST_CASE("[V182] whoever has several profiles chooses one, and switches without signing out") {
  choose_and_switch("billpro-profiles");
}

TEST_CASE("[V020] a click on somebody leads to what can be done with them, as buttons") {
  const auto click_on = [](Portal& desk, const std::string& who) {
    desk.driver.click_at(desk.driver.get(Role::Row, who).rect.centre());
    desk.draw();
  };
  SUBCASE("an invitation is sent anew or taken back") {
    Portal desk("wavecell-portal");
    click_on(desk, desk.rows().front());
    CHECK(desk.has(Role::Button, "Remove invite"));
    CHECK(desk.has(Role::Button, "Resend invite"));
  }
  SUBCASE("a user is removed") {
    Portal desk("icorepay");
    const std::string who = desk.rows()[3];
    click_on(desk, who);
    CHECK(desk.driver.get(Role::Heading, who).level == 1);
    CHECK(desk.has(Role::Button, "Remove user"));
  }
}

TEST_CASE("cells of the matrix that no vendor's page gives have a star, and the legend says what it means") {
  const std::string star = "Assumed: the vendor’s pages leave this open";
  SUBCASE("where nobody publishes them") {
    Portal desk("aci-merchant-portal", "/roles");
    CHECK(desk.has(Role::Text, star));
    int stars = 0;
    for (const ui::Node& it : desk.driver.ui().semantics().nodes()) {
      stars += it.role == Role::GridCell && it.description.starts_with(star);
    }
    CHECK(stars > 20);
  }
  SUBCASE("and not where the vendor does") {
    CHECK_FALSE(Portal("billpro", "/roles").has(Role::Text, star));
  }
}

TEST_CASE("Back out of a form that was changed asks before it is lost") {
  Portal desk("icorepay");
  desk.go("/new");
  desk.fill("Email", "nora@kestrel.example");
  desk.go("/users");
  CHECK(desk.address() == "/new");
  CHECK(desk.question() == "Discard the changes?");
  desk.confirm("Discard");
  CHECK(desk.address() == "/users");
  CHECK(desk.has(Role::Grid, "Users"));
}

}  // namespace
}  // namespace remit::app
