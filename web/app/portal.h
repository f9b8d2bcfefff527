#pragma once
// The app over one vendor's demo organisation; for tests.

#include "web/app/test_desk.h"

namespace remit::app {

struct Portal : Desk {
  explicit Portal(std::string_view scheme, std::string address = "/users", float height = 900)
      : Desk(std::move(address), 1440, height, nullptr, nullptr, scheme) {}

  /// Through the operator's eyes.
  void as_operator() {
    workbench->act_as({});
    draw();
  }
};

}  // namespace remit::app
