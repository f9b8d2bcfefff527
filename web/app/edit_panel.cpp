#include "web/app/edit_panel.h"

#include <algorithm>
#include <utility>

#include "web/app/form_parts.h"
#include "web/app/pieces.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

void EditPanel::refresh() {
  const auto id = parse_id<UserTag>(user_);
  if (!id) return;
  // What a person is typing is not taken from under their hands.
  if (!unsaved()) form_.ask(context_.gateway.form(*id));
}

void EditPanel::forget() {
  form_.forget();
  foreseen_.forget();
  user_.clear();
  begun_ = false;
}

void EditPanel::follow(const std::string& user) {
  if (user != user_) {
    forget();
    context_.acts.forget_refusal();
    user_ = user;
    refresh();
  }
  if (form_.look() && form_.value() && !form_.error()) {
    draft_.begin(*form_.value());
    begun_ = true;
    foreseen_.forget();
  }
  if (begun_) foresee();
}

// Typing in a field does not change what a person may do.
void EditPanel::foresee() {
  std::vector<directory::Action> actions = draft_.edits();
  std::erase_if(actions, [](const auto& it) { return std::holds_alternative<directory::EditUser>(it); });
  foreseen_.follow(context_, std::move(actions));
}

bool EditPanel::draw(ui::Ui& ui, Rect rect, const std::string& user) {
  follow(user);
  close_ = std::exchange(saved_, false);
  ui.push_id("edit-panel");
  Rect row;
  const std::string title = begun_ ? draft_.model().title : "Edit user";
  const ui::Landmark panel(ui, ui::Role::Complementary, title, rect);
  Rect body = ui::side_panel(ui, rect, title, row);
  Button close{ui::Words()(ui::Word::Close), "close", ButtonKind::Ghost, Icon::Close};
  close.shortcut = "Esc";
  Button details{"Open details", "details", ButtonKind::Ghost, Icon::OpenInNew};
  const Rect close_at = row.cut_right(ui::kButtonHeight, 4).moved(8, 0), details_at = row.cut_right(32).moved(8, 0);
  if (ui::icon_button(ui, details_at, details)) context_.go_to(Place::User, user_);
  if (ui::icon_button(ui, close_at, close) || ui.pressed(ui::Key::Escape)) close_ = true;
  contents(ui, body);
  ui.pop_id();
  return close_;
}

bool EditPanel::draw_drawer(ui::Ui& ui, const std::string& user) {
  follow(user);
  close_ = std::exchange(saved_, false);
  ui::Drawer drawer(ui, "edit-drawer", begun_ ? draft_.model().title : "Edit user",
                    breadth(ui.canvas().w) == Breadth::Phone ? 10'000.0f : 372.0f);
  contents(ui, drawer.body());
  return drawer.dismissed() || close_;
}

void EditPanel::contents(ui::Ui& ui, Rect rect) {
  if (form_.error()) {
    if (failure(ui, rect, context_, *form_.error(), "The form didn’t load")) refresh();
    return;
  }
  if (!begun_) return;
  Rect rest = rect;
  const Rect foot = rest.cut_bottom(draft_.model().note.empty() ? 64.0f : 100.0f);
  const Rect foreseen = rest.cut_bottom(foreseen_.height(ui, rest.w - 32, context_)).inset(16, 0);
  form(ui, rest);
  foreseen_.draw(ui, foreseen, context_);
  // Last, so that it is read and reached last.
  footer(ui, foot);
}

void EditPanel::form(ui::Ui& ui, Rect rect) {
  const FormError error = form_error(draft_, context_.acts, kKey);
  Flow flow(ui, "form", rect, 16, 16);
  Rect& at = flow.rest();
  person(ui, at);
  if (!error.text.empty() && error.field.empty()) at.cut_top(ui::note(ui, at, error.text, ui::Tone::Bad), 16);
  if (draw_fields(ui, at, draft_, error)) submit();
  if (!draft_.model().fields.empty()) at.cut_top(8);
  for (std::size_t g = 0; g < draft_.model().groups.size(); ++g) {
    if (is_switch(draft_.model().groups[g])) continue;
    draw_group(ui, at, draft_, g, true);
  }
  draw_scopes(ui, at, draft_);
  access(ui, at);
}

void EditPanel::person(ui::Ui& ui, Rect& rest) {
  const present::FormModel& model = draft_.model();
  Rect row = rest.cut_top(44, 16);
  ui::avatar(ui, row.cut_left(40, 12), 40, model.name, to_string(model.user));
  ui::heading(ui, {row.x, row.y, row.w, 24}, model.name, 3, {TextSize::Lead, Weight::SemiBold, Token::Text});
  Rect line{row.x, row.y + 24, row.w, 18};
  const bool on = !model.active || model.active->on;
  ui::icon(ui, line.cut_left(16, 6), Icon::Flag, 16, on ? Token::OkDot : Token::Disabled);
  std::string text = model.state.label;
  for (const present::FormField& it : model.fields) {
    if (it.kind == scheme::FieldKind::Email) text += " · " + it.value;
  }
  ui::text(ui, line, text, kMuted);
}

void EditPanel::access(ui::Ui& ui, Rect& rest) {
  const present::FormModel& model = draft_.model();
  const bool flags = std::any_of(model.groups.begin(), model.groups.end(), is_switch);
  if (!flags && !model.active) return;
  ui::group_label(ui, rest.cut_top(16, 8), "Access");
  if (model.active) {
    const std::string hint = "Can sign in to " + context_.viewer.product;
    ui::Check check{model.active->label, "active"};
    check.hint = hint;
    check.value = ui::tri(draft_.active());
    check.unsaved = draft_.changed_active();
    if (!model.active->change.offered) check.disabled = model.active->change.reason;
    if (ui::toggle_row(ui, rest.cut_top(40, 12), check)) draft_.set_active(!draft_.active());
  }
  draw_flags(ui, rest, draft_, true);
}

void EditPanel::footer(ui::Ui& ui, Rect rect) {
  ui::fill(ui, rect, Token::Bg);
  ui::line_top(ui, rect);
  Rect rest = rect.inset(16, 0);
  if (!draft_.model().note.empty()) {
    Rect line = rest.cut_top(36).moved(0, 4).inset(0, 10);
    ui::icon(ui, line.cut_left(14, 6), Icon::Info, 14, Token::Muted);
    ui::text(ui, line, draft_.model().note, kMuted);
  }
  Rect row = rest.cut_bottom(16 + ui::kButtonHeight);
  row.h = ui::kButtonHeight;
  const std::size_t changes = draft_.changes();
  const std::string missing = draft_.missing();
  const bool busy = context_.acts.busy(kKey);
  Button yes{busy ? "Saving" : "Submit", "submit", ButtonKind::Primary};
  yes.busy = busy;
  yes.shortcut = "Ctrl+Enter";
  Button no{"Discard", "discard"};
  if (changes == 0) yes.disabled = no.disabled = "Nothing has changed";
  if (changes > 0 && !missing.empty()) yes.disabled = missing;
  const Rect yes_at = row.cut_right(ui::button_width(ui, yes), 8), no_at = row.cut_right(ui::button_width(ui, no), 12);
  if (changes > 0) {
    ui::circle(ui, {row.x + 4, row.y + row.h / 2}, 3, Token::WarnDot);
    const std::string text = std::to_string(changes) + (changes == 1 ? " change" : " changes");
    Rect words = row;
    words.cut_left(14);
    ui::text(ui, words, missing.empty() ? text : missing, {TextSize::Small, Weight::Medium, Token::Warn});
  } else {
    ui::text(ui, row, "No changes", kMuted);
  }
  if (ui::button(ui, no_at, no)) {
    draft_.begin(present::FormModel(draft_.model()));
    context_.acts.forget_refusal();
  }
  if (ui::button(ui, yes_at, yes) || ui.pressed(ui::Key::Enter, ui::Mod::Ctrl)) submit();
}

void EditPanel::submit() {
  if (draft_.changes() == 0 || !draft_.missing().empty() || context_.acts.busy(kKey)) return;
  Act act;
  act.key = kKey;
  act.actions = draft_.edits();
  if (draft_.changed_active() && !draft_.active()) {
    const present::ActionOffer& change = draft_.model().active->change;
    act.question = change.confirm;
    act.text = change.confirm_text;
    act.verb = change.label;
  }
  act.done = [this](const present::Outcome&) {
    begun_ = false;
    saved_ = true;
  };
  context_.acts.start(std::move(act));
}

}  // namespace remit::app
