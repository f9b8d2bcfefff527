#pragma once
// The pieces around a view: rail, top bar, title rows, cards, breadcrumbs, steppers, list footers.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "web/ui/button.h"
#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

/// Names a part of the page for screen readers, from construction to destruction.
class Landmark {
 public:
  Landmark(Ui& ui, Role role, std::string_view name, Rect rect);
  ~Landmark() { ui_.tree().close(); }
  Landmark(const Landmark&) = delete;
  Landmark& operator=(const Landmark&) = delete;

 private:
  Ui& ui_;
};

/// The product's mark, 28 px.
void logo(Ui& ui, Rect rect);

/// One item of the rail: 56 × 52, icon over label. `badge` is a count ("1"), empty if none.
struct RailItem {
  std::string_view key;
  std::string_view label;
  Icon icon = Icon::None;
  std::string_view badge = {};
  std::string_view shortcut = {};  ///< "G then U"
  bool current = false;
  bool label_shown = true;  ///< not on narrow canvases
  bool bar_shown = true;    ///< the current one has a bar at its left; not in a bar at the bottom
};
bool rail_item(Ui& ui, Rect rect, const RailItem& item);

/// The organisation in the top bar: square with initials, name, scheme chip, arrows. True when clicked.
bool org_switcher(Ui& ui, Rect& row, std::string_view name, std::string_view id, std::string_view scheme, bool opens);
/// A round button with the person's initials. True when clicked.
bool avatar_button(Ui& ui, Rect rect, std::string_view name, std::string_view id, bool expanded);

struct Crumb {
  std::string_view key;
  std::string_view label;
};
/// Links to where one came from; the last is here. Returns the one that was clicked.
std::optional<std::size_t> breadcrumb(Ui& ui, Rect rect, std::span<const Crumb> crumbs);

/// A card with a head of 44: title, a muted note, buttons right (cut them from `head`). Returns the body below.
Rect card(Ui& ui, Rect rect, std::string_view title, std::string_view note, Rect& head);
/// The same with an arrow that folds it; nothing is returned while it is folded (then draw the card 44 high).
std::optional<Rect> folding_card(Ui& ui, Rect rect, std::string_view key, std::string_view title, std::string_view note,
                                 bool& open, Rect& head);

struct Step {
  std::string_view label;
  std::string_view summary = {};
  bool done = false;
};
/// Circles with lines between; done steps can be clicked. Returns the one that was.
std::optional<std::size_t> stepper(Ui& ui, Rect rect, std::span<const Step> steps, std::size_t now);

/// "1–50 of 1,048,576" and arrows, right-aligned in `row`. Pages are known by key, so only these moves exist.
enum class PageMove : std::uint8_t { None, First, Previous, Next };
PageMove pager(Ui& ui, Rect& row, std::int64_t first, std::int64_t last, std::int64_t total, bool has_previous,
               bool has_next);

/// Small semibold line over a group of things.
void group_label(Ui& ui, Rect rect, std::string_view label);

/// Label left, value right of it at `label_width`: a row of details. Copyable with the button at the end if `copy`.
struct Detail {
  std::string_view label;
  std::string_view value;
  bool copy = false;
};
void detail_row(Ui& ui, Rect rect, float label_width, const Detail& detail);

/// Two arrows up and down with a small tooltip each; used beside a breadcrumb. -1, 0 or +1.
int neighbour_buttons(Ui& ui, Rect& row, std::string_view previous, std::string_view next, bool has_previous,
                      bool has_next);

}  // namespace remit::ui
