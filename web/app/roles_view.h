#pragma once
// What each role grants: the scheme's matrix, for reading.

#include "web/app/context.h"
#include "web/app/pieces.h"

namespace remit::app {

class RolesView {
 public:
  explicit RolesView(Context& context) : context_(context) {}

  void draw(ui::Ui& ui, ui::Rect rect);
  void refresh() {
    if (asked_) matrix_.ask(context_.gateway.matrix());
  }
  void forget() {
    matrix_.forget();
    asked_ = false;
  }

 private:
  void grid(ui::Ui& ui, ui::Rect rect);

  Context& context_;
  Question<present::Matrix> matrix_;
  bool asked_ = false;
};

}  // namespace remit::app
