#pragma once
// A new person: one form, or steps, as the scheme says; then their page.

#include <functional>

#include "web/app/context.h"
#include "web/app/form_draft.h"
#include "web/app/pieces.h"

namespace remit::app {

class CreateView {
 public:
  /// `created` is told whose page to show, and the secret of a credential that came with them.
  CreateView(Context& context, std::function<void(const present::Outcome&)> created)
      : context_(context), created_(std::move(created)) {}

  void draw(ui::Ui& ui, ui::Rect rect);
  void forget();
  [[nodiscard]] bool unsaved() const { return begun_ && draft_.changes() > 0; }

 private:
  static constexpr std::string_view kKey = "create";

  void form(ui::Ui& ui, ui::Rect rect);
  void fill_in(ui::Ui& ui, ui::Rect rect, float side);
  void step(ui::Ui& ui, ui::Rect& rest, std::size_t index);
  void footer(ui::Ui& ui, ui::Rect rect);
  void start_state(ui::Ui& ui, ui::Rect& rest);
  void submit();
  [[nodiscard]] bool in_steps() const;

  Context& context_;
  std::function<void(const present::Outcome&)> created_;
  Question<present::FormModel> form_;
  FormDraft draft_;
  bool begun_ = false;
  std::size_t step_ = 0;
};

}  // namespace remit::app
