#pragma once
// Where the sandbox begins: a card for every scheme, and the workspace as a file.

#include "web/app/context.h"
#include "web/app/pieces.h"

namespace remit::app {

class StartView {
 public:
  explicit StartView(Context& context) : context_(context) {}

  /// The slug that was chosen, in the frame it was.
  std::string draw(ui::Ui& ui, ui::Rect rect, const std::vector<present::OrganisationCard>& organisations);

 private:
  bool card(ui::Ui& ui, ui::Rect rect, const present::OrganisationCard& it);
  void workspace(ui::Ui& ui, ui::Rect rect);
  void answers(ui::Ui& ui);

  Context& context_;
  Question<std::string> saved_;
  Question<Done> loaded_, reset_;
  std::string refused_;
  bool asking_ = false;
};

}  // namespace remit::app
