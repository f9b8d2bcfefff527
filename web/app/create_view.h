#pragma once
// A new person: one form, steps, or a batch of invitations, as the scheme says; or a copy of somebody. Then their page.

#include <functional>

#include "web/app/addresses.h"
#include "web/app/context.h"
#include "web/app/form_draft.h"
#include "web/app/pieces.h"

namespace remit::app {

class CreateView {
 public:
  /// `created` is told whose page to show, and the secret of a credential that came with them.
  CreateView(Context& context, std::function<void(const present::Outcome&)> created)
      : context_(context), created_(std::move(created)), addresses_(context) {}

  /// Before anything else of a frame. `copied` is the id of whom the new person is to be like; empty: nobody.
  void follow(const std::string& copied = {});
  void draw(ui::Ui& ui, ui::Rect rect);
  /// The form is a dialog: the page below it is somebody else's to draw (V065).
  [[nodiscard]] bool over_page(ui::Ui& ui) const;
  void forget();
  [[nodiscard]] bool unsaved() const {
    return begun_ && !addresses_.was_sent() && (draft_.changes() > 0 || !addresses_.empty());
  }

 private:
  static constexpr std::string_view kKey = "create";

  void form(ui::Ui& ui, ui::Rect rect);
  void dialog(ui::Ui& ui);
  void fill_in(ui::Ui& ui, ui::Rect rect, float padding_x, float padding_y, float width);
  void contents(ui::Ui& ui, ui::Rect& at);
  void step(ui::Ui& ui, ui::Rect& rest, std::size_t index);
  void footer(ui::Ui& ui, ui::Rect row, ui::Align cancel);
  void leave();
  [[nodiscard]] std::string summary(const present::FormStep& step) const;
  [[nodiscard]] std::string heading() const;
  void start_state(ui::Ui& ui, ui::Rect& rest);
  void review(ui::Ui& ui, ui::Rect& rest);
  void allowed(ui::Ui& ui, ui::Rect rect);
  void next();
  void submit();
  [[nodiscard]] std::string missing() const;
  [[nodiscard]] bool is_batch() const;
  [[nodiscard]] bool in_steps() const;

  Context& context_;
  std::function<void(const present::Outcome&)> created_;
  Question<present::FormModel> form_;
  FormDraft draft_;
  Addresses addresses_;
  std::string copied_;
  bool begun_ = false;
  std::size_t step_ = 0;
  float height_ = 0;  // of what was filled in, in the frame before
};

}  // namespace remit::app
