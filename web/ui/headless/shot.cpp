// remit_ui_shot FILE [dark] [WIDTH HEIGHT [RATIO]]: a picture of the components, without a browser.

#include <cstdlib>
#include <iostream>
#include <string>

#include "web/ui/gallery.h"
#include "web/ui/headless/driver.h"
#include "web/ui/headless/picture.h"

int main(int argc, char** argv) {
  using namespace remit::ui;
  if (argc < 2) {
    std::cerr << "usage: remit_ui_shot FILE [dark|light] [WIDTH HEIGHT [RATIO]]\n";
    return 2;
  }
  Gallery gallery;
  const bool dark = argc > 2 && std::string(argv[2]) == "dark";
  const float width = argc > 4 ? std::strtof(argv[3], nullptr) : 720,
              height = argc > 4 ? std::strtof(argv[4], nullptr) : 1600;
  headless::UiDriver driver([&](Ui& ui) { gallery.draw(ui); }, width, height);
  if (argc > 5) driver.host().ratio = std::strtof(argv[5], nullptr);
  driver.host().still = true;
  driver.ui().set_mode(dark ? Mode::Dark : Mode::Light);
  driver.host().request_frames(4);
  driver.settle();
  if (!headless::write_png(headless::draw_frame(driver.host().ratio), argv[1])) {
    std::cerr << "cannot write `" << argv[1] << "`\n";
    return 3;
  }
  return 0;
}
