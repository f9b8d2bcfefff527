#pragma once
// Text fields: label above, hint or error below. Check on leaving the field, then on each key.

#include <string>
#include <string_view>

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

struct Field {
  std::string_view label;
  std::string_view key = {};  ///< its id here; the label if empty
  std::string_view placeholder = {};
  std::string_view hint = {};
  std::string_view error = {};     ///< what is wrong and what to do; takes the hint's place
  std::string_view readonly = {};  ///< why it cannot be changed; empty is editable
  std::string_view shortcut = {};  ///< shown as a key cap while empty
  Icon icon = Icon::None;
  bool show_label = true;
  bool required = false;
  bool password = false;
  bool email = false;
  bool search = false;  ///< Escape clears it
  bool large = false;
  bool unsaved = false;
  std::size_t limit = 1024;  ///< bytes
};

struct FieldResult {
  bool changed = false;
  bool submitted = false;  ///< Enter
  bool left = false;       ///< the focus went elsewhere
  bool focused = false;
};

/// With label, hint and gaps.
[[nodiscard]] float field_height(Ui& ui, float width, const Field& field);
/// Draws the field from the top of `rect`, as wide as it.
FieldResult text_field(Ui& ui, Rect rect, std::string& value, const Field& field);

// Shared with select(): the label above and the line below.
float field_label(Ui& ui, Rect rect, std::string_view label, bool required, bool unsaved = false);
void field_note(Ui& ui, Rect rect, std::string_view hint, std::string_view error, std::string_view readonly);
void field_frame(Ui& ui, Rect box, bool focused, bool invalid, bool readonly, bool hovered);

}  // namespace remit::ui
