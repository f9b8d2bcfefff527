// Nodes, features and scope groups in the app: nothing here is written for one vendor.

#include "web/app/portal.h"

namespace remit::app {
namespace {

using ui::Role;

TEST_CASE("[V191] a feature is switched at one location, after saying who gains by it, and taken back") {
  Portal desk("icorepay", "/scopes");
  CHECK(desk.has(Role::Heading, "Practices"));
  const std::string row = "Kestrel Dental Old Town";
  const auto on = [&] {
    return desk.in(Role::Row, row, Role::Switch, "Custom Initial Payment").checked == ui::Tri::True;
  };
  const bool before = on();
  desk.click_in_row(row, Role::Switch, "Custom Initial Payment");
  desk.draw();
  if (!desk.question().empty()) desk.confirm(before ? "Switch off" : "Switch on");
  CHECK(on() == !before);
  desk.click(Role::Button, "Undo");
  desk.draw();
  CHECK(on() == before);
}

TEST_CASE("[V191] whoever may not configure a location is told why its switch is off limits") {
  Portal desk("aci-merchant-portal", "/scopes");
  const std::string top = desk.rows().front();
  const ui::Node& it = desk.in(Role::Row, top, Role::Switch, "Customer data");
  CHECK(it.disabled);
  CHECK(it.description == "Only the operator switches this");
  CHECK(desk.shows("Only the operator changes them"));
}

TEST_CASE("[V186] a scope group is defined, and changed once it was said who gains by it") {
  Portal desk("adyen-platform", "/scopes?tab=groups");
  desk.click(Role::Button, "New account group");
  desk.draw();
  CHECK(desk.driver.get(Role::Button, "Save").disabled);
  desk.fill("Name", "Islands");
  const auto tick = [&](std::size_t which) {
    std::vector<ui::Point> boxes;
    for (const ui::Node& it : desk.driver.ui().semantics().nodes()) {
      if (it.role == Role::Checkbox && !it.inert) boxes.push_back(it.rect.centre());
    }
    REQUIRE(boxes.size() > which);
    desk.driver.click_at(boxes[which]);
    desk.draw();
  };
  tick(1);
  CHECK(desk.shows("1 chosen"));
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK(desk.has(Role::Row, "Islands"));

  desk.click_in_row("Islands", Role::Button, "Change");
  desk.draw();
  CHECK(desk.has(Role::Dialog, "Change Islands"));
  tick(2);
  CHECK(desk.shows("Nobody gains or loses anything."));
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK_FALSE(desk.has(Role::Dialog, "Change Islands"));
}

TEST_CASE("[V181] the operator makes, renames and moves nodes, each where the scheme lets it stand") {
  Portal desk("aci-merchant-portal", "/scopes", 1400);  // high enough for the whole tree
  desk.as_operator();
  desk.open_menu("Nordwind Travel");
  desk.click(Role::MenuItem, "New entity");
  desk.draw();
  desk.fill("Name", "Nordwind Ferries");
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK(desk.has(Role::Row, "Nordwind Ferries"));

  desk.open_menu("Nordwind Ferries");
  desk.click(Role::MenuItem, "Rename entity");
  desk.draw();
  CHECK(desk.driver.get(Role::Button, "Save").disabled);
  desk.fill("Name", "Nordwind Boats");
  desk.click(Role::Button, "Save");
  desk.draw();
  CHECK(desk.has(Role::Row, "Nordwind Boats"));

  desk.open_menu("Nordwind Boats");
  desk.click(Role::MenuItem, "Move entity");
  desk.draw();
  CHECK(desk.has(Role::Dialog, "Move Nordwind Boats"));
  // The first place on offer is the top, where a merchant cannot stand: said before it is tried.
  CHECK(desk.driver.get(Role::Button, "Save").disabled);
}

TEST_CASE("[V065] a new person is a dialog over the list where the scheme says so, and Escape leads back to the list") {
  Portal desk("aci-merchant-portal", "/users?tab=active");
  desk.click(Role::Button, "Add");
  desk.draw();
  CHECK(desk.has(Role::Dialog, "Add user"));
  CHECK(desk.shows("grid \"Users\""));  // the list is still there, out of reach
  CHECK(desk.driver.get(Role::Button, "Save").disabled);
  desk.driver.press(ui::Key::Escape);
  desk.draw();
  CHECK_FALSE(desk.has(Role::Dialog, "Add user"));
  CHECK(desk.address() == "/users?tab=active");
}

}  // namespace
}  // namespace remit::app
