#pragma once
// Every control and state on one page, at `#/components`: for looking at, and for the tests of the kit.

#include <string>

#include "web/ui/feedback.h"
#include "web/ui/table.h"
#include "web/ui/ui.h"

namespace remit::ui {

class Gallery {
 public:
  /// Draws into the whole canvas.
  void draw(Ui& ui);

 private:
  void buttons(Ui& ui, Rect row);
  void fields(Ui& ui, Rect area);
  void choices(Ui& ui, Rect row);
  void badges(Ui& ui, Rect area);
  void messages(Ui& ui, Rect area);
  void blanks(Ui& ui, Rect area);
  void list(Ui& ui, Rect area);
  void shell(Ui& ui, Rect area);
  void roles(Ui& ui, Rect area);
  void panel(Ui& ui, Rect area);

  std::string name_, email_ = "h.wolfe@nordwind", type_ = "Send";
  std::size_t role_ = 1, segment_ = 0, tab_ = 0, chosen_ = 3;
  bool checks_[2] = {false, true};
  bool switches_[2] = {false, true};
  bool dialog_ = false, drawer_ = false, folded_ = true;
  Sort sort_;
  std::int64_t selected_ = -1;
  Toaster toaster_;
};

}  // namespace remit::ui
