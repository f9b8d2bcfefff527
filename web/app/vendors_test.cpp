// What the app makes of the other vendors' schemes: nothing here is written for one of them.

#include "web/app/test_desk.h"

namespace remit::app {
namespace {

using ui::Role;

struct Portal : Desk {
  explicit Portal(std::string_view scheme, std::string address = "/users")
      : Desk(std::move(address), 1440, 900, nullptr, nullptr, scheme) {}

  void open_menu(std::string_view row) {
    click_in_row(row, Role::Button, "Actions");
    draw();
  }
  /// The last of the buttons that end a question.
  void confirm(std::string_view verb) {
    draw();
    driver.click_at(in(Role::AlertDialog, question(), Role::Button, verb).rect.centre());
    draw();
  }
  std::string question() {
    for (const ui::Node& it : driver.ui().semantics().nodes()) {
      if (it.role == Role::AlertDialog) return std::string(it.name);
    }
    return {};
  }
};

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
  CHECK(desk.has(Role::ColumnHeader, "Phone"));
  desk.click(Role::Button, "Show/hide columns");
  desk.click(Role::MenuItemCheckbox, "Status");
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

TEST_CASE("[V004] [V099] [V182] whoever has several profiles chooses one, and switches without signing out") {
  Portal desk("billpro-profiles");
  desk.driver.resize(1440, 2600);  // so that everybody is on the screen
  desk.draw();
  std::string both;
  for (const ui::Node& it : desk.driver.ui().semantics().nodes()) {
    if (it.role == Role::GridCell && it.name.find(", ") != std::string_view::npos && both.empty()) {
      const ui::Node& row = desk.driver.ui().semantics().nodes()[static_cast<std::size_t>(it.parent)];
      both = row.name;
    }
  }
  REQUIRE_FALSE(both.empty());
  desk.click(Role::Button, "Mara Ellingsen");
  desk.click(Role::MenuItem, "Act as…");
  desk.draw();
  desk.driver.type(both);
  desk.draw();
  for (const ui::Node& it : desk.driver.ui().semantics().nodes()) {
    if (it.role == Role::Button && !it.inert && it.name.starts_with(both + " · ")) {
      desk.driver.click_at(it.rect.centre());
      break;
    }
  }
  desk.draw();
  CHECK(desk.has(Role::Heading, "Choose a Profile"));
  std::string first;
  for (const char* name : {"Lumen Flights", "Lumen Hotels", "Lumen Rail"}) {
    if (first.empty() && desk.has(Role::Button, name)) first = name;
  }
  desk.click(Role::Button, first);
  CHECK_FALSE(desk.has(Role::Heading, "Choose a Profile"));
  desk.click(Role::Button, "Profile: " + first);
  CHECK(desk.has(Role::Heading, "Choose a Profile"));
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
