// remit_ui_shot FILE [dark|light] [WIDTH HEIGHT [RATIO]] [click:ROLE:NAME | hover:ROLE:NAME | tab | wait]…
// A picture of the components without a browser, after the steps named.

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "web/ui/gallery.h"
#include "web/ui/headless/driver.h"
#include "web/ui/headless/picture.h"

using namespace remit::ui;

namespace {

Role role_of(const std::string& name) {
  for (int i = 0; i <= static_cast<int>(Role::TreeItem); ++i)
    if (to_string(static_cast<Role>(i)) == name) return static_cast<Role>(i);
  throw std::runtime_error("there is no role `" + name + "`");
}

void step(headless::UiDriver& driver, const std::string& what) {
  if (what == "tab") return driver.press(Key::Tab);
  if (what == "wait") return driver.advance(remit::seconds(1));
  const auto first = what.find(':'), second = what.find(':', first + 1);
  if (second == std::string::npos) throw std::runtime_error("`" + what + "` is not a step");
  const Role role = role_of(what.substr(first + 1, second - first - 1));
  if (what.substr(0, first) == "hover") return driver.hover(role, what.substr(second + 1));
  driver.click(role, what.substr(second + 1));
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
  Gallery gallery;
  headless::UiDriver driver([&](Ui& ui) { gallery.draw(ui); }, numbers.size() > 1 ? numbers[0] : 1440,
                            numbers.size() > 1 ? numbers[1] : 1600);
  if (numbers.size() > 2) driver.host().ratio = numbers[2];
  driver.host().still = true;
  driver.ui().set_mode(dark ? Mode::Dark : Mode::Light);
  driver.host().request_frames(4);
  driver.settle();
  for (const std::string& s : steps) step(driver, s);
  if (!headless::write_png(headless::draw_frame(driver.host().ratio), args[0])) {
    throw std::runtime_error("cannot write `" + args[0] + "`");
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: remit_ui_shot FILE [dark|light] [WIDTH HEIGHT [RATIO]] [click:ROLE:NAME | hover:ROLE:NAME | "
                 "tab | wait]…\n";
    return 2;
  }
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& e) {
    std::cerr << e.what() << "\n";
    return 1;
  }
}
