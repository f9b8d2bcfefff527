// Whole screens: their trees as golden files, and what must hold of every one of them at every width.

#include "web/app/failing_gateway.h"
#include "web/app/test_desk.h"
#include "web/ui/headless/golden.h"

namespace remit::app {
namespace {

using ui::Role;

void check_golden(Desk& desk, std::string_view name) {
  CHECK(ui::headless::golden_difference("app-" + std::string(name) + ".txt", desk.driver.tree()) == "");
}

TEST_CASE("the screens say what they said before") {
  Desk desk("/users", 1440, 500);
  SUBCASE("list") {
    check_golden(desk, "list");
  }
  SUBCASE("details") {
    desk.click_in_row("Beatriz Salgado de Oliveira", Role::Button, "View");
    check_golden(desk, "details");
  }
  SUBCASE("edit panel") {
    desk.driver.resize(1440, 900);
    desk.click_in_row("Beatriz Salgado de Oliveira", Role::Button, "Edit");
    desk.click(Role::Radio, "restricted_user");
    check_golden(desk, "edit");
  }
  SUBCASE("matrix") {
    desk.go("/roles");
    check_golden(desk, "matrix");
  }
  SUBCASE("outbox") {
    desk.go("/outbox");
    check_golden(desk, "outbox");
  }
  SUBCASE("empty") {
    desk.go("/users?q=nobody%20at%20all");
    check_golden(desk, "empty");
  }
}

TEST_CASE("a list that did not load says what it said before") {
  service::Gateway* inner = nullptr;
  FailingGateway gateway(inner);
  gateway.users_fail = Error{Code::Unavailable, "busy", {}, ""};
  Desk desk("/users", 1440, 500, &gateway, &inner);
  check_golden(desk, "error");
}

std::vector<std::string> addresses(Desk& desk) {
  auto ticket = desk.workbench->users({});
  desk.workbench->tick();
  const std::string user = "/users/" + to_string(ticket.take()->rows[3].id);
  return {"/users", user, user + "/edit", "/new", "/roles", "/outbox", "/activity", "/start"};
}

TEST_CASE("everything that reacts has a name, on every page and at every width") {
  for (const float width : {1440.0f, 1024.0f, 800.0f, 390.0f}) {
    Desk desk("/users", width, 844);
    for (const std::string& address : addresses(desk)) {
      CAPTURE(width);
      CAPTURE(address);
      desk.go(address);
      CHECK(desk.driver.ui().unnamed().empty());
      CHECK(desk.driver.count(Role::Main) == 1);
    }
  }
}

// Grids may be wider than the page, since they scroll; nothing else may.
bool in_grid(const std::vector<ui::Node>& nodes, const ui::Node& node) {
  for (int up = node.parent; up >= 0; up = nodes[static_cast<std::size_t>(up)].parent) {
    if (nodes[static_cast<std::size_t>(up)].role == Role::Grid) return true;
  }
  return false;
}

TEST_CASE("nothing is cut off at the side, and no two buttons lie over each other") {
  for (const float width : {1440.0f, 1024.0f, 800.0f, 390.0f}) {
    Desk desk("/users", width, 844);
    for (const std::string& address : addresses(desk)) {
      desk.go(address);
      CAPTURE(width);
      CAPTURE(address);
      const auto& nodes = desk.driver.ui().semantics().nodes();
      std::vector<const ui::Node*> seen;
      for (const ui::Node& it : nodes) {
        if (!it.focusable || in_grid(nodes, it) || it.inert || it.rect.empty()) continue;
        CAPTURE(it.name);
        CHECK(it.rect.x >= 0);
        CHECK(it.rect.right() <= width);
        if (it.role != Role::Button && it.role != Role::Switch && it.role != Role::Textbox) continue;
        for (const ui::Node* other : seen) {
          CAPTURE(other->name);
          CHECK_FALSE(other->rect.inset(1).overlaps(it.rect.inset(1)));
        }
        if (desk.driver.count(Role::Complementary) == 0) seen.push_back(&it);
      }
    }
  }
}

TEST_CASE("a page at rest draws no frames") {
  Desk desk;
  for (const std::string& address : addresses(desk)) {
    CAPTURE(address);
    desk.go(address);
    CHECK(desk.driver.settle() == 0);
    desk.driver.host().request_frames(1);
    CHECK(desk.driver.settle() == 1);
  }
}

}  // namespace
}  // namespace remit::app
