#pragma once
// Yes or no, and one of several: check boxes, switches, radio lists, segments, tabs.

#include <optional>
#include <span>
#include <string_view>

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

/// A check box or a switch. `label` is its name even where it is not drawn.
struct Check {
  std::string_view label;
  std::string_view key = {};  ///< its id here; the label if empty
  std::string_view hint = {};
  Tri value = Tri::False;
  std::string_view disabled = {};  ///< why; empty is enabled
  bool show_label = true;
  bool unsaved = false;  ///< changed in a form that waits for Save: shows a dot
};

/// Box left, label right, hint below the label; at the top of `rect`. True when it should change.
bool checkbox(Ui& ui, Rect rect, const Check& check);
/// Only the 32 × 18 switch, in the middle of `rect`. True when it should change.
bool toggle(Ui& ui, Rect rect, const Check& check);
/// Label and hint left, switch right: a row of a form, 40 high with a hint, 32 without.
bool toggle_row(Ui& ui, Rect rect, const Check& check);

/// A radio button of a list.
struct RadioRow {
  std::string_view key;
  std::string_view label;
  std::string_view hint = {};
  std::string_view disabled = {};       ///< why; shown instead of the hint, with a lock
  std::string_view count = {};          ///< right, "6 of 11"
  int granted = 0, own = 0, total = 0;  ///< dots below the count; none if total is 0
  bool current = false;                 ///< what holds until saved, marked "Current"
};
/// Rows of 54 in a card: one of several roles, say. Arrows move and choose. Returns what was chosen now.
std::optional<std::size_t> radio_list(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                      std::span<const RadioRow> rows, std::optional<std::size_t> selected);
/// A card of the same rows with check boxes: several of many. Returns the row to flip.
std::optional<std::size_t> check_list(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                      std::span<const RadioRow> rows, std::span<const bool> checked);

struct Segment {
  std::string_view label;
  Icon icon = Icon::None;
};
[[nodiscard]] float segmented_width(Ui& ui, std::span<const Segment> segments);
/// Two or three exclusive views of the same thing. Returns what was chosen now.
std::optional<std::size_t> segmented(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                     std::span<const Segment> segments, std::size_t selected);

struct TabItem {
  std::string_view label;
  std::string_view count = {};
};
/// A row of 40 with a line below. Returns what was chosen now.
std::optional<std::size_t> tabs(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                std::span<const TabItem> items, std::size_t selected);

}  // namespace remit::ui
