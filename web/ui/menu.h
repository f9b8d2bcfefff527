#pragma once
// Menus and lists of options: they open below what opened them, flip to stay on screen, close on Escape or a click
// elsewhere, and give the focus back.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "web/ui/button.h"
#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

/// Order in a menu: view, edit, send, assign, line, destructive last.
struct MenuItem {
  std::string key;
  std::string label;
  Icon icon = Icon::None;
  std::string hint = {};      ///< a side effect: "State goes back to New"
  std::string shortcut = {};  ///< drawn as a key cap
  std::string disabled = {};  ///< why, and how to enable; empty is enabled
  bool danger = false;
  bool line_before = false;
  Tri checked = Tri::None;  ///< of items that are switched, and of the options of a select
  bool stays = false;       ///< one of several switches: the menu stays open for the next
};

/// Opens the menu `key` at `anchor` (a button's rectangle), or at the mouse.
void open_menu(Ui& ui, std::string_view key, Rect anchor);
void open_menu_at_mouse(Ui& ui, std::string_view key);
[[nodiscard]] bool menu_open(Ui& ui, std::string_view key);
/// Draws the menu if it is open. Returns the index of the item that was chosen, and closes unless that one
/// stays.
std::optional<std::size_t> menu(Ui& ui, std::string_view key, std::string_view name, std::span<const MenuItem> items);

/// A button with a menu below it.
std::optional<std::size_t> menu_button(Ui& ui, Rect rect, const Button& button, std::span<const MenuItem> items);

struct Select {
  std::string_view label;
  std::string_view key = {};
  std::string_view placeholder = {};
  std::string_view hint = {};
  std::string_view error = {};
  std::string_view disabled = {};
  bool show_label = true;
  bool required = false;
};
/// A field with options; at the top of `rect`, as high as a text field. `selected` is an index or nothing; returns what
/// was chosen now.
std::optional<std::size_t> select(Ui& ui, Rect rect, const Select& select, std::span<const MenuItem> options,
                                  std::optional<std::size_t> selected);

}  // namespace remit::ui
