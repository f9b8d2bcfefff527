#pragma once
// Text: Inter at the sizes of theme.h, placed by line height, whatever the text contains. Texts are data: no `%`, no
// `##`, no markup is ever read in them (T19).

#include <string>
#include <string_view>

#include "web/ui/ui.h"

namespace remit::ui {

/// Width in px of one line.
[[nodiscard]] float text_width(Ui& ui, std::string_view text, const TextStyle& style = {});

enum class Cut : std::uint8_t { Whole, Truncated };

/// One line in the vertical middle of `rect`; what does not fit ends in `…`. Draws only.
Cut draw_text(Ui& ui, Rect rect, std::string_view text, const TextStyle& style = {});

/// draw_text with a node in the tree, and the whole text as a tooltip if it was cut.
void text(Ui& ui, Rect rect, std::string_view text, const TextStyle& style = {});
void heading(Ui& ui, Rect rect, std::string_view text, int level, const TextStyle& style);

/// Lines broken at spaces to fit `width`; a word that is longer is broken inside. Height in px.
[[nodiscard]] float paragraph_height(Ui& ui, float width, std::string_view text, const TextStyle& style = {});
/// Draws such lines from the top of `rect`; returns the height used. Draws only.
float draw_paragraph(Ui& ui, Rect rect, std::string_view text, const TextStyle& style = {});
/// draw_paragraph with a node in the tree.
float paragraph(Ui& ui, Rect rect, std::string_view text, const TextStyle& style = {});

/// One line that starts at `from` and climbs `rise` px for each px to the right; cut to `length`. Draws only.
void draw_text_slanted(Ui& ui, Point from, float rise, float length, std::string_view text, const TextStyle& style);

/// Whether every sign can be drawn (shaped scripts and missing fonts cannot): if not, show the e-mail as the name.
[[nodiscard]] bool can_show(Ui& ui, std::string_view text);

/// Shows `text` in full after 400 ms if `cut` says it does not fit.
void explain_cut(Ui& ui, Cut cut, Rect rect, std::string_view text);

}  // namespace remit::ui
