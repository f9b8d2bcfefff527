#pragma once
// What a form would change if it were sent now: asked for whenever something else is chosen, and said before it is
// done.

#include <string>
#include <vector>

#include "web/app/context.h"

namespace remit::app {

/// Who gains and who loses what, in sentences; empty: nobody. `one`: all of it is about one person, who is not counted.
[[nodiscard]] std::string felt(const present::Preview& preview, bool one);

class Foreseen {
 public:
  /// Once a frame. Without actions there is nothing to foresee.
  void follow(Context& context, std::vector<directory::Action> actions);
  void forget();
  /// A note of gains, losses and what is left out, or why it is refused. Nothing where nobody feels it, unless
  /// `otherwise` says so. The height is 0 for nothing, and has a gap of 8 below the note.
  [[nodiscard]] float height(ui::Ui& ui, float width, const Context& context, std::string_view otherwise = {}) const;
  void draw(ui::Ui& ui, ui::Rect box, const Context& context, std::string_view otherwise = {}) const;
  /// Refused already: no need to try.
  [[nodiscard]] bool refused() const { return preview_.error() != nullptr; }
  /// Of the preview on the screen; empty while it is awaited.
  [[nodiscard]] std::string digest() const;

 private:
  struct Said {
    std::string text;
    ui::Tone tone = ui::Tone::Info;
  };
  [[nodiscard]] Said said(const Context& context, std::string_view otherwise) const;

  Question<present::Preview> preview_;
  std::string asked_;
  bool one_ = false;
};

}  // namespace remit::app
