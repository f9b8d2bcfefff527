#pragma once
// The sandbox has no sign-in: one looks through somebody's eyes, chosen here.

#include <string>

#include "web/app/context.h"

namespace remit::app {

class ActAs {
 public:
  explicit ActAs(Context& context) : context_(context) {}

  void open();
  void draw(ui::Ui& ui);

 private:
  void list(ui::Ui& ui, ui::Rect rect);
  /// `id` empty: the operator.
  bool person(ui::Ui& ui, ui::Rect row, const std::string& id, std::string_view name);
  void choose(ui::Ui& ui, const std::string& id);

  Context& context_;
  Question<std::vector<present::Choice>> people_;
  std::string search_;
  bool open_ = false;
};

}  // namespace remit::app
