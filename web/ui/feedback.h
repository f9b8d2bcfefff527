#pragma once
// What the app says back: notes, toasts, empty, failed and loading states, progress.

#include <string>
#include <string_view>

#include "web/ui/button.h"
#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

/// A tinted box with an icon; at most one per panel. Tone is Info, Warn, Bad or Ok; Bad is announced at once. Wraps;
/// returns its height, which is 34 for one line.
float note(Ui& ui, Rect at, std::string_view text, Tone tone);
[[nodiscard]] float note_height(Ui& ui, float width, std::string_view text);

/// Icon tile, one line what, one line why or how, one button; in the middle of `rect`. True when the button was
/// clicked.
struct Blank {
  Icon icon = Icon::Search;
  Tone tone = Tone::Neutral;  ///< Bad for errors, announced at once
  std::string_view title;
  std::string_view text;
  Button action;  ///< none if its label is empty
};
bool blank(Ui& ui, Rect rect, const Blank& blank);

/// A grey bar where text will be; `seed` varies the width, so that rows look like rows. Draws only.
void skeleton_bar(Ui& ui, Rect rect, float height = 10);
/// A row of a list that is not here yet.
void skeleton_row(Ui& ui, Rect rect, std::uint64_t seed);

/// A bar of known length with per cent and Stop; `done` is 0 … 1. True when Stop was clicked.
bool progress(Ui& ui, Rect rect, std::string_view label, float done, std::string_view stop);

/// What happened, at the bottom of the content, one at a time, for 6 s; longer while hovered or focused. Errors that
/// need work are never toasts.
class Toaster {
 public:
  struct Toast {
    std::string text;
    Tone tone = Tone::Ok;
    std::string undo = {};    ///< label of what takes it back ("Undo"); none if empty
    std::uint64_t token = 0;  ///< handed back by draw() when Undo is clicked
  };

  void show(Ui& ui, Toast toast);
  void clear() { shown_ = false; }
  [[nodiscard]] bool showing() const { return shown_; }
  /// Draws it bottom centre of `content`; returns the toast's token when Undo was clicked, else 0.
  std::uint64_t draw(Ui& ui, Rect content);

 private:
  Toast toast_;
  double left_ = 0;  // seconds
  double last_ = 0;
  bool shown_ = false;
};

}  // namespace remit::ui
