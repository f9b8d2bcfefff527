// remit_app_shot FILE [dark|light] [WIDTH HEIGHT [RATIO]] [at:ADDRESS | click:ROLE:NAME | hover:ROLE:NAME |
// type:ROLE:NAME:TEXT | open:ORGANISATION | operator | save:FILE | tree:FILE | dark | light | wait | tree]…
// Pictures of the app over the sandbox's sample organisations, without a browser, after the steps named.

#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/base/fake_random.h"
#include "plugins/plugins.h"
#include "web/app/app.h"
#include "web/sandbox/workbench.h"
#include "web/ui/headless/driver.h"
#include "web/ui/headless/picture.h"

using namespace remit;
using ui::headless::UiDriver;

namespace {

class StillClock final : public Clock {
 public:
  Time time{1'763'715'840'000};
  Time now() override { return time; }
};

ui::Role role_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(ui::Role::TreeItem); ++i) {
    if (to_string(static_cast<ui::Role>(i)) == name) return static_cast<ui::Role>(i);
  }
  throw std::runtime_error("there is no role `" + name + "`");
}

std::string take(std::string& text) {
  const auto at = text.find(':');
  std::string part = text.substr(0, at);
  text = at == std::string::npos ? std::string() : text.substr(at + 1);
  return part;
}

void step(UiDriver& driver, std::string what) {
  const std::string verb = take(what);
  if (verb == "wait") return driver.advance(seconds(1));
  if (verb == "at") {
    driver.host().current_address = what;
    driver.host().request_frames(6);
    driver.settle();
    return;
  }
  const ui::Role role = role_of(take(what));
  if (verb == "type") {
    const std::string name = take(what);
    return driver.fill(role, name, what);
  }
  // `button:Edit#2` is the third of that name.
  const auto hash = what.rfind('#');
  if (hash != std::string::npos) {
    int skip = std::atoi(what.c_str() + hash + 1);
    for (const ui::Node& it : driver.ui().semantics().nodes()) {
      if (it.role == role && it.name == what.substr(0, hash) && !it.inert && skip-- == 0) {
        return driver.click_at(it.rect.centre());
      }
    }
    throw std::runtime_error("there is no `" + what + "`");
  }
  if (verb == "hover") return driver.hover(role, what);
  driver.click(role, what);
}

int run(const std::vector<std::string>& args) {
  const bool dark = args.size() > 1 && args[1] == "dark";
  std::vector<float> numbers;
  std::vector<std::string> steps;
  for (std::size_t i = 2; i < args.size(); ++i) {
    if (args[i].find_first_not_of("0123456789.") == std::string::npos) {
      numbers.push_back(std::strtof(args[i].c_str(), nullptr));
    } else {
      steps.push_back(args[i]);
    }
  }
  StillClock clock;
  FakeRandom random;
  ui::headless::FakeHost* host = nullptr;
  auto schemes = plugins::load_builtin();
  if (!schemes) throw std::runtime_error(schemes.error().rule);
  auto bench = sandbox::Workbench::open({clock, random, *schemes,
                                         [&host] {
                                           if (host) host->request_frames(3);
                                         },
                                         [](const std::string&) {}},
                                        "");
  if (!bench) throw std::runtime_error(bench.error().rule);
  std::unique_ptr<app::App> app;
  UiDriver driver(
      [&](ui::Ui& u) {
        (*bench)->tick();
        if (app) app->draw(u);
      },
      numbers.size() > 1 ? numbers[0] : 1440, numbers.size() > 1 ? numbers[1] : 900);
  host = &driver.host();
  if (numbers.size() > 2) host->ratio = numbers[2];
  host->still = true;
  host->dark = dark;
  host->current_address = "/users";
  app = std::make_unique<app::App>(app::Parts{**bench, bench->get(), *host, random});
  host->request_frames(6);
  driver.settle();
  const auto save = [&host](const std::string& file) {
    if (!ui::headless::write_png(ui::headless::draw_frame(host->ratio), file)) {
      throw std::runtime_error("cannot write `" + file + "`");
    }
  };
  bool tree = false;
  for (const std::string& s : steps) {
    if (s == "tree") {
      tree = true;
    } else if (s.starts_with("open:")) {
      (*bench)->open(s.substr(5));
      host->request_frames(8);
      driver.settle();
    } else if (s == "operator") {
      (*bench)->act_as({});
      host->request_frames(8);
      driver.settle();
    } else if (s.starts_with("save:")) {
      save(s.substr(5));
    } else if (s == "dark" || s == "light") {
      host->dark = s == "dark";
      host->request_frames(4);
      driver.settle();
    } else if (s.starts_with("tree:")) {
      std::ofstream(s.substr(5)) << driver.tree();
    } else {
      step(driver, s);
    }
  }
  if (tree) std::cout << driver.tree();
  save(args[0]);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: remit_app_shot FILE [dark|light] [WIDTH HEIGHT [RATIO]] [at:ADDRESS | click:ROLE:NAME | "
                 "hover:ROLE:NAME | type:ROLE:NAME:TEXT | wait | tree]…\n";
    return 2;
  }
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    std::cerr << e.what() << "\n";
    return 1;
  }
}
