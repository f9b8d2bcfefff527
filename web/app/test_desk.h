#pragma once
// The app over a sandbox with sample people, as tests see it: by role and name.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
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

  /// The sandbox of one scheme. Reading schemes and founding the organisation take most of a test's time, so each
  /// scheme is read once, and its organisation is founded once and taken up again from its workspace file.
  std::unique_ptr<sandbox::Workbench> make(std::string_view scheme) {
    struct Founded {
      std::string file;
      FakeRandom random;  // as it was afterwards
    };
    static std::map<std::string, Founded, std::less<>> founded;
    static const auto all = plugins::load_builtin();
    REQUIRE(all.ok());
    std::vector<scheme::SchemePtr> one;
    for (const scheme::SchemePtr& it : *all) {
      if (it->id() == scheme) one.push_back(it);
    }
    const sandbox::Parts parts{clock, random, one,
                               [this] {
                                 if (app) driver.host().request_frames(3);
                               },
                               [](const std::string&) {}};
    auto before = founded.find(scheme);
    if (before == founded.end()) {
      auto first = sandbox::Workbench::open(parts, "");
      REQUIRE(first.ok());
      auto saved = (*first)->save();
      (*first)->tick();
      auto file = saved.take();
      REQUIRE(file.ok());
      before = founded.emplace(std::string(scheme), Founded{std::move(*file), random}).first;
    }
    random = before->second.random;
    auto made = sandbox::Workbench::open(parts, before->second.file);
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
  /// The name of the question that is asked; empty: none is.
  [[nodiscard]] std::string question() {
    for (const ui::Node& it : driver.ui().semantics().nodes()) {
      if (it.role == Role::AlertDialog) return std::string(it.name);
    }
    return {};
  }
  /// Answers it with the button of that name.
  void confirm(std::string_view verb) {
    draw();
    driver.click_at(in(Role::AlertDialog, question(), Role::Button, verb).rect.centre());
    draw();
  }
  void open_menu(std::string_view row) {
    click_in_row(row, Role::Button, "Actions");
    draw();
  }
  /// Whether it stands anywhere on the screen, as part of anything.
  [[nodiscard]] bool shows(std::string_view text) { return driver.tree().find(text) != std::string::npos; }
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
