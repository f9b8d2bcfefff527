#pragma once
// Buttons and links. One primary button per view; what is disabled says why, and its reason stands beside it.

#include <string_view>

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

enum class ButtonKind : std::uint8_t {
  Secondary,
  Primary,
  Ghost,          ///< no edge
  DangerOutline,  ///< starts something destructive
  DangerSolid,    ///< confirms it
};
enum class ButtonSize : std::uint8_t { Normal, Small, Large };

struct Button {
  std::string_view label;
  std::string_view key = {};  ///< its id here; the label if empty
  ButtonKind kind = ButtonKind::Secondary;
  Icon icon = Icon::None;
  Icon trailing = Icon::None;
  ButtonSize size = ButtonSize::Normal;
  std::string_view disabled = {};  ///< why; empty is enabled
  std::string_view shortcut = {};  ///< "Ctrl+S"
  std::string_view description = {};
  Tri pressed = Tri::None;   ///< of toggles
  Tri expanded = Tri::None;  ///< of what opens a menu or panel
  bool busy = false;         ///< not clickable; the label is a verb in -ing
  bool has_popup = false;
};

[[nodiscard]] float button_width(Ui& ui, const Button& button);
[[nodiscard]] float button_height(ButtonSize size);

/// Draws it as wide as `rect`, in its vertical middle. True when clicked.
bool button(Ui& ui, Rect rect, const Button& button);
/// Cuts the width the button needs off the right (left) end of `row`, with a gap of 8, and draws it there.
bool button_right(Ui& ui, Rect& row, const Button& button);
bool button_left(Ui& ui, Rect& row, const Button& button);
/// Only the icon, in a square in the middle of `rect`; the label is its name and its tooltip.
bool icon_button(Ui& ui, Rect rect, const Button& button);

/// Text that acts, in the accent colour; as wide as its text.
bool link(Ui& ui, Rect rect, std::string_view label, std::string_view key = {}, Token color = Token::AccentText);
[[nodiscard]] float link_width(Ui& ui, std::string_view label);

}  // namespace remit::ui
