// Where the browser app is put together.

#include "web/platform/boundary.h"
#include "web/platform/page.h"

namespace {

using namespace remit;

class Empty final : public platform::App {
 public:
  void draw(ui::Ui&) override {}
};

}  // namespace

int main() {
  auto page = platform::Page::open([](const platform::Page::Parts&) { return std::make_unique<Empty>(); });
  if (!page) {
    js_fail(page.error().rule.data(), page.error().rule.size());
    return 0;
  }
  // The page lives as long as the tab: nothing is there that could end it.
  static_cast<void>(std::move(*page).release());
  return 0;
}
