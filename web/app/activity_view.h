#pragma once
// What happened in the organisation, latest first, fifty at a time.

#include "web/app/context.h"
#include "web/app/pieces.h"

namespace remit::app {

class ActivityView {
 public:
  explicit ActivityView(Context& context) : context_(context) {}

  void draw(ui::Ui& ui, ui::Rect rect);
  void refresh();
  void forget();

 private:
  void list(ui::Ui& ui, ui::Rect rect);
  void phone_row(ui::Ui& ui, ui::Rect cell, const present::ActivityItem& item, std::string_view what,
                 std::string_view at);

  Context& context_;
  Question<std::vector<present::ActivityItem>> items_;
  std::vector<std::uint64_t> before_{0};  // of each page up to the one shown
  std::uint64_t total_ = 0;
  bool asked_ = false;
};

}  // namespace remit::app
