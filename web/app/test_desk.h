#pragma once
// The app over a sandbox with sample people, as tests see it: by role and name.

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "core/base/fake_random.h"
#include "plugins/plugins.h"
#include "web/app/app.h"
#include "web/sandbox/workbench.h"
#include "web/ui/headless/driver.h"

namespace remit::app {

class StillClock final : public Clock {
 public:
  Time time{1'763'715'840'000};  // 2025-11-21T09:04:00Z, as the headless host's
  Time now() override { return time; }
};

struct Desk {
  using Role = ui::Role;

  explicit Desk(std::string address = "/users", float width = 1440, float height = 900,
                service::Gateway* instead = nullptr, service::Gateway** behind = nullptr,
                std::string_view scheme = "billpro")
      : workbench(make(scheme)),
        driver(
            [this](ui::Ui& ui) {
              workbench->tick();
              if (app) app->draw(ui);
            },
            width, height) {
    if (behind) *behind = workbench.get();
    driver.host().still = true;
    driver.host().current_address = std::move(address);
    app = std::make_unique<App>(
        Parts{instead ? *instead : *workbench, instead ? nullptr : workbench.get(), driver.host(), random});
    draw();
  }

  /// The sandbox of one scheme: the others have organisations too, and take their time.
  std::unique_ptr<sandbox::Workbench> make(std::string_view scheme) {
    const auto all = plugins::load_builtin();
    REQUIRE(all.ok());
    std::vector<scheme::SchemePtr> one;
    for (const scheme::SchemePtr& it : *all) {
      if (it->id() == scheme) one.push_back(it);
    }
    auto made = sandbox::Workbench::open({clock, random, one,
                                          [this] {
                                            if (app) driver.host().request_frames(3);
                                          },
                                          [](const std::string&) {}},
                                         "");
    REQUIRE(made.ok());
    return std::move(*made);
  }

  void draw() {
    driver.host().request_frames(8);
    driver.settle();
  }
  void go(std::string address) {
    driver.host().current_address = std::move(address);
    draw();
  }
  [[nodiscard]] std::string address() const { return driver_host().current_address; }

  [[nodiscard]] bool has(Role role, std::string_view name) const { return driver.has(role, name); }
  void click(Role role, std::string_view name) { driver.click(role, name); }
  void fill(std::string_view name, std::string_view text) { driver.fill(Role::Textbox, name, text); }

  /// Something inside of the thing that is named: the switch of a row, a button of a panel.
  const ui::Node& in(Role outer, std::string_view outer_name, Role role, std::string_view name) {
    const auto& nodes = driver.ui().semantics().nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].role != role || nodes[i].name != name) continue;
      for (int up = nodes[i].parent; up >= 0; up = nodes[static_cast<std::size_t>(up)].parent) {
        const ui::Node& it = nodes[static_cast<std::size_t>(up)];
        if (it.role == outer && it.name == outer_name) return nodes[i];
      }
    }
    FAIL("no " << to_string(role) << " `" << name << "` in `" << outer_name << "` of\n" << driver.tree());
    return nodes.front();
  }
  /// Searches for the row if it is not on the screen.
  const ui::Node& in_row(std::string_view row, Role role, std::string_view name) {
    if (!has(Role::Row, row)) driver.fill(Role::SearchBox, "Search name or email", row);
    return in(Role::Row, row, role, name);
  }
  void click_in_row(std::string_view row, Role role, std::string_view name) {
    driver.click_at(in_row(row, role, name).rect.centre());
  }
  [[nodiscard]] bool said(std::string_view text) const { return has(Role::Status, text); }
  /// Names of the rows of a grid that are drawn, without the head.
  [[nodiscard]] std::vector<std::string> rows() {
    std::vector<std::string> names;
    for (const ui::Node& it : driver.ui().semantics().nodes()) {
      if (it.role == Role::Row && it.row > 1) names.emplace_back(it.name);
    }
    return names;
  }

  StillClock clock;
  FakeRandom random;
  std::unique_ptr<App> app;
  std::unique_ptr<sandbox::Workbench> workbench;
  ui::headless::UiDriver driver;

 private:
  [[nodiscard]] const ui::headless::FakeHost& driver_host() const {
    return const_cast<ui::headless::UiDriver&>(driver).host();
  }
};

}  // namespace remit::app
