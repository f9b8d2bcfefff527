#pragma once
// Editing one person beside the list: nothing holds until Submit, and what would be gained and lost stands there
// before.

#include <string>

#include "web/app/context.h"
#include "web/app/foreseen.h"
#include "web/app/form_draft.h"
#include "web/app/pieces.h"

namespace remit::app {

class EditPanel {
 public:
  explicit EditPanel(Context& context) : context_(context) {}

  /// Beside the list. True when it is to be closed.
  bool draw(ui::Ui& ui, ui::Rect rect, const std::string& user);
  /// Over the page, on narrow canvases.
  bool draw_drawer(ui::Ui& ui, const std::string& user);
  void refresh();
  void forget();
  [[nodiscard]] bool unsaved() const { return begun_ && draft_.changes() > 0; }

 private:
  static constexpr std::string_view kKey = "edit";

  void follow(const std::string& user);
  void foresee();
  void contents(ui::Ui& ui, ui::Rect rect);
  void form(ui::Ui& ui, ui::Rect rect);
  void person(ui::Ui& ui, ui::Rect& rest);
  void access(ui::Ui& ui, ui::Rect& rest);
  void footer(ui::Ui& ui, ui::Rect rect);
  void submit();

  Context& context_;
  Question<present::FormModel> form_;
  Foreseen foreseen_;
  std::string user_;
  FormDraft draft_;
  bool begun_ = false, close_ = false, saved_ = false;
};

}  // namespace remit::app
