// Where the browser app is put together.

#include <memory>

#include "web/platform/page.h"
#include "web/ui/gallery.h"

namespace {

using namespace remit;

/// Every widget in every state, until there are views.
class GalleryApp final : public platform::App {
 public:
  void draw(ui::Ui& ui) override { gallery_.draw(ui); }

 private:
  ui::Gallery gallery_;
};

}  // namespace

int main() {
  return platform::run([](const platform::Page::Parts&) { return std::make_unique<GalleryApp>(); });
}
