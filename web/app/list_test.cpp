#include "web/app/test_desk.h"

namespace remit::app {
namespace {

using ui::Key;
using ui::Role;

constexpr std::string_view kSearch = "Search name or email";

TEST_CASE("[V001] the users are reached from the account menu and from the rail") {
  Desk desk("/roles");
  CHECK(desk.has(Role::Heading, "Roles"));
  desk.click(Role::Button, "Mara Ellingsen");
  desk.click(Role::MenuItem, "Users");
  CHECK(desk.has(Role::Heading, "Users"));
  CHECK(desk.address() == "/users");
  desk.click(Role::Link, "Activity");
  CHECK(desk.has(Role::Grid, "Activity"));
  desk.click(Role::Link, "Users");
  CHECK(desk.driver.get(Role::Grid, "Users").row_count == 170);
}

TEST_CASE("the list says how many there are, and turns to the next, the last, the previous and the first page") {
  Desk desk;
  CHECK(desk.has(Role::Text, "1–50 of 169"));
  CHECK(desk.driver.get(Role::Button, "Previous page").disabled);
  const std::string first = desk.rows().front();
  desk.click(Role::Button, "Next page");
  CHECK(desk.has(Role::Text, "51–100 of 169"));
  CHECK(desk.rows().front() != first);
  desk.click(Role::Button, "Last page");
  CHECK(desk.has(Role::Text, "151–169 of 169"));
  CHECK(desk.driver.get(Role::Button, "Next page").disabled);
  desk.click(Role::Button, "Previous page");
  CHECK(desk.has(Role::Text, "101–150 of 169"));
  desk.click(Role::Button, "First page");
  CHECK(desk.has(Role::Text, "1–50 of 169"));
  CHECK(desk.rows().front() == first);
  desk.driver.press(Key::RightBracket);
  CHECK(desk.has(Role::Text, "51–100 of 169"));
}

TEST_CASE("search narrows by name and e-mail, stands in the address, and says when nobody matches") {
  Desk desk;
  desk.driver.press(Key::Slash);
  desk.driver.type("çelik");
  CHECK(desk.rows() == std::vector<std::string>{"Ayşe Gül Çelikkanat"});
  CHECK(desk.address() == "/users?q=%C3%A7elik");
  desk.driver.fill(Role::SearchBox, kSearch, "ja.ibanez@");
  CHECK(desk.rows() == std::vector<std::string>{"José Ángel Ibáñez"});
  desk.driver.fill(Role::SearchBox, kSearch, "nobody at all");
  CHECK(desk.has(Role::Status, "No users match"));
  desk.click(Role::Button, "Clear filters");
  CHECK(desk.has(Role::Text, "1–50 of 169"));
  CHECK(desk.driver.get(Role::SearchBox, kSearch).value.empty());
}

TEST_CASE("an address brings back what it says: search, tab, role and order") {
  Desk desk("/users?role=admin_user&tab=active&sort=-name");
  CHECK(desk.driver.get(Role::Tab, "Active").selected == ui::Tri::True);
  CHECK(desk.has(Role::Button, "Role: admin_user"));
  CHECK(desk.driver.get(Role::ColumnHeader, "Name").sort == ui::SortState::Descending);
  const std::vector<std::string> names = desk.rows();
  REQUIRE(names.size() > 1);
  CHECK(desk.in_row(names[0], Role::Text, "admin_user").name == "admin_user");
  desk.go("/users?tab=inactive");
  for (const std::string& name : desk.rows()) CHECK(desk.has(Role::Row, name));
  CHECK(desk.driver.get(Role::Tab, "Inactive").selected == ui::Tri::True);
}

TEST_CASE("a column is sorted up, down, and not at all") {
  Desk desk;
  CHECK(desk.driver.get(Role::ColumnHeader, "Name").sort == ui::SortState::Ascending);
  desk.click(Role::Button, "Name");
  CHECK(desk.driver.get(Role::ColumnHeader, "Name").sort == ui::SortState::Descending);
  const std::string last = desk.rows().front();
  desk.click(Role::Button, "Name");
  CHECK(desk.driver.get(Role::ColumnHeader, "Name").sort == ui::SortState::Unsorted);
  CHECK(desk.rows().front() != last);
  desk.click(Role::Button, "Email");
  CHECK(desk.driver.get(Role::ColumnHeader, "Email").sort == ui::SortState::Ascending);
}

TEST_CASE("the role filter keeps those who have it, and Back takes it off") {
  Desk desk;
  desk.click(Role::Button, "Any role");
  desk.click(Role::MenuItemCheckbox, "admin_user");
  CHECK(desk.address() == "/users?role=admin_user");
  for (const std::string& name : desk.rows()) CHECK(desk.in_row(name, Role::Text, "admin_user").name == "admin_user");
  desk.go("/users");
  CHECK(desk.has(Role::Text, "1–50 of 169"));
}

TEST_CASE("[V016] an eye shows a person, a pencil edits") {
  Desk desk;
  desk.click_in_row("José Ángel Ibáñez", Role::Button, "View");
  CHECK(desk.driver.get(Role::Heading, "José Ángel Ibáñez").level == 1);
  CHECK(desk.address().starts_with("/users/"));
  desk.go("/users");
  desk.click_in_row("José Ángel Ibáñez", Role::Button, "Edit");
  CHECK(desk.has(Role::Complementary, "Edit user"));
  CHECK(desk.address().find("/edit") != std::string::npos);
}

TEST_CASE("[V017] a green flag is active, a grey one inactive, and both say so in words") {
  Desk desk("/users?tab=inactive");
  const std::vector<std::string> names = desk.rows();
  REQUIRE_FALSE(names.empty());
  for (const std::string& name : names) CHECK(desk.in_row(name, Role::Image, "Inactive").name == "Inactive");
  desk.go("/users?tab=active");
  CHECK(desk.in_row(desk.rows().front(), Role::Image, "Active").name == "Active");
}

TEST_CASE("[V018] the button at the top right adds somebody") {
  Desk desk;
  const ui::Node add = desk.driver.get(Role::Button, "New user");
  CHECK(add.rect.right() > 1400);
  CHECK(add.rect.y < 120);
  desk.click(Role::Button, "New user");
  CHECK(desk.address() == "/new");
  CHECK(desk.has(Role::Textbox, "Email"));
}

TEST_CASE("a switch acts at once and can be taken back") {
  Desk desk;
  const auto on = [&] { return desk.in_row("José Ángel Ibáñez", Role::Switch, "Payment link").checked; };
  const ui::Tri before = on();
  desk.click_in_row("José Ángel Ibáñez", Role::Switch, "Payment link");
  CHECK(on() != before);
  desk.click(Role::Button, "Undo");
  CHECK(on() == before);
}

TEST_CASE("switching somebody off asks with the name, and Undo brings them back") {
  Desk desk;
  desk.click_in_row("Kateryna Bondarenko", Role::Switch, "Active");
  CHECK(desk.has(Role::AlertDialog, "Deactivate Kateryna Bondarenko?"));
  desk.click(Role::Button, "Cancel");
  CHECK(desk.in_row("Kateryna Bondarenko", Role::Switch, "Active").checked == ui::Tri::True);
  desk.click_in_row("Kateryna Bondarenko", Role::Switch, "Active");
  desk.click(Role::Button, "Deactivate");
  CHECK(desk.said("Kateryna Bondarenko is now inactive"));
  CHECK(desk.in_row("Kateryna Bondarenko", Role::Image, "Inactive").name == "Inactive");
  desk.click(Role::Button, "Undo");
  CHECK(desk.said("Kateryna Bondarenko is now active"));
  CHECK(desk.in_row("Kateryna Bondarenko", Role::Switch, "Active").checked == ui::Tri::True);
}

TEST_CASE("what is not offered says why: nobody switches themself off") {
  Desk desk("/users?q=mara");
  const ui::Node own = desk.in_row("Mara Ellingsen", Role::Switch, "Active");
  CHECK(own.disabled);
  CHECK(own.description == "This cannot be done to oneself. Ask another manager.");
  desk.driver.click_at(own.rect.centre());
  CHECK_FALSE(desk.has(Role::AlertDialog, "Deactivate Mara Ellingsen?"));
}

TEST_CASE("the keyboard does what the mouse does: down, E edits, Enter shows, the full stop opens the menu") {
  Desk desk;
  desk.driver.activate(Role::Tab, "All");
  for (int i = 0; i < 40 && (!desk.driver.focused() || desk.driver.focused()->role != Role::Row); ++i) {
    desk.driver.press(Key::Tab);
  }
  REQUIRE(desk.driver.focused()->role == Role::Row);
  desk.driver.press(Key::Down);
  const std::string name(desk.driver.focused()->name);
  CHECK(name == desk.rows()[1]);
  desk.driver.press(Key::Period);
  CHECK(desk.has(Role::MenuItem, "View"));
  desk.driver.press(Key::Escape);
  desk.driver.press(Key::E);
  CHECK(desk.address().ends_with("/edit"));
  desk.driver.press(Key::Escape);
  CHECK(desk.address() == "/users");
}

TEST_CASE("[T19] a name with the signs of widget ids and formats is a harmless row") {
  Desk desk;
  directory::CreateUser create;
  create.fields = {{"name", "Bob###Alice %s"}, {"email", "bob%n@lumen.example"}};
  create.roles = {RoleId{"normal_user"}};
  directory::Command command;
  command.action = create;
  auto made = desk.workbench->execute({command});
  desk.workbench->tick();
  REQUIRE(made.take().ok());
  desk.go("/users?q=bob");
  const auto names = desk.rows();
  REQUIRE(std::find(names.begin(), names.end(), "Bob###Alice %s") != names.end());
  CHECK(desk.has(Role::GridCell, "Bob###Alice %s"));
  CHECK(desk.has(Role::GridCell, "bob%n@lumen.example"));
  desk.click_in_row("Bob###Alice %s", Role::Switch, "Active");
  CHECK(desk.has(Role::AlertDialog, "Deactivate Bob###Alice %s?"));
  desk.click(Role::Button, "Deactivate");
  CHECK(desk.said("Bob###Alice %s is now inactive"));
}

TEST_CASE("the three dots open the menu of a row beside that row") {
  Desk desk;
  const std::string who = desk.rows()[6];
  const ui::Rect row = desk.driver.get(Role::Row, who).rect;
  desk.open_menu(who);
  const ui::Rect menu = desk.driver.get(Role::Menu, "Actions for " + who).rect;
  CHECK(menu.y >= row.y);
  CHECK(menu.y <= row.bottom() + 8);
  CHECK(menu.right() <= row.right());
}

}  // namespace
}  // namespace remit::app
