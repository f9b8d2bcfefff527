#pragma once
// The pieces of a form, each cut off the top of `rest`.

#include "web/app/context.h"
#include "web/app/form_draft.h"

namespace remit::app {

/// Where a refusal belongs: the field it names gets it, the rest stands in a note.
struct FormError {
  std::string field;  ///< id of a field of this form; empty: none of them
  std::string text;
};
[[nodiscard]] FormError form_error(const FormDraft& draft, const Acts& acts, std::string_view key);

/// True when Enter was pressed in it.
bool draw_field(ui::Ui& ui, ui::Rect& rest, FormDraft& draft, std::size_t field, const FormError& error);
/// All of them. True when Enter was pressed in one.
bool draw_fields(ui::Ui& ui, ui::Rect& rest, FormDraft& draft, const FormError& error);
/// A group that is no switch: one of several, or several of many. `mark_current` says what holds until saved.
void draw_group(ui::Ui& ui, ui::Rect& rest, FormDraft& draft, std::size_t group, bool mark_current);
/// Every group that is a switch.
void draw_flags(ui::Ui& ui, ui::Rect& rest, FormDraft& draft, bool editing);
void draw_scopes(ui::Ui& ui, ui::Rect& rest, FormDraft& draft);
[[nodiscard]] bool is_switch(const present::GroupModel& group);

}  // namespace remit::app
