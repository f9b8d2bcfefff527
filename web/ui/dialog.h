#pragma once
// What stands over the page: dialogs that ask, panels that edit. The focus moves in, stays (dialogs), and goes back.

#include <string>
#include <string_view>

#include "web/ui/button.h"
#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

enum class Answer : std::uint8_t { None, Cancel, Confirm };

/// Only for destructive or irreversible acts. The title asks with the name in it; the text says what ends now and what
/// can be undone.
struct Confirm {
  std::string_view key;
  std::string_view title;
  std::string_view text;
  std::string_view confirm;  ///< a verb: "Deactivate"
  Icon icon = Icon::Block;
  Tone tone = Tone::Bad;                  ///< Info: it ends nothing, but others feel it
  std::string_view type_to_confirm = {};  ///< what must be typed before it can be confirmed; empty is nothing
  std::string_view error = {};            ///< why the last try was refused
  std::string_view busy = {};             ///< "Deactivating", while it is being done
};
/// Draw it while it is open; the focus starts on Cancel. Closing it is the caller's.
Answer confirm(Ui& ui, const Confirm& spec);

/// A dialog with contents of one's own:
///   Dialog dialog(ui, "reset", "Send a password reset?", 480, 200);
///   if (dialog.dismissed()) open_ = false;
///   … draw in dialog.body() and dialog.footer() …
class Dialog {
 public:
  /// `body` is the height of the contents between title and footer; it scrolls if the canvas is lower.
  Dialog(Ui& ui, std::string_view key, std::string_view title, float width, float body);
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  [[nodiscard]] bool dismissed() const { return dismissed_; }
  [[nodiscard]] bool opening() const { return opening_; }
  [[nodiscard]] Rect body() const { return body_; }
  /// One row for buttons: the primary at the right end.
  [[nodiscard]] Rect footer() const { return footer_; }

 private:
  Ui& ui_;
  Rect body_, footer_;
  bool dismissed_ = false, opening_ = false;
};

/// A panel at the right edge over the page: the outbox, the edit panel on narrow canvases. Draw it while it is open.
class Drawer {
 public:
  Drawer(Ui& ui, std::string_view key, std::string_view title, float width);
  ~Drawer();
  Drawer(const Drawer&) = delete;
  Drawer& operator=(const Drawer&) = delete;

  /// Escape or the cross.
  [[nodiscard]] bool dismissed() const { return dismissed_; }
  [[nodiscard]] Rect body() const { return body_; }

 private:
  Ui& ui_;
  Rect body_;
  bool dismissed_ = false;
};

/// The same panel as a part of the page, beside the list: title row of 60 with up to one row of buttons right of it.
/// Returns the rectangle below; `title_row` gets what is left of the row for buttons.
Rect side_panel(Ui& ui, Rect rect, std::string_view title, Rect& title_row);

}  // namespace remit::ui
