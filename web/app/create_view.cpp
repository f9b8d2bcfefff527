#include "web/app/create_view.h"

#include <algorithm>

#include "web/app/form_parts.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

constexpr float kFormWidth = 560;

bool shows(const present::FormStep& step, const std::string& what) {
  return std::find(step.shows.begin(), step.shows.end(), what) != step.shows.end();
}

}  // namespace

void CreateView::forget() {
  form_.forget();
  begun_ = false;
  step_ = 0;
}

bool CreateView::in_steps() const {
  return draft_.model().flow == scheme::CreateFlow::Steps && draft_.model().steps.size() > 1;
}

void CreateView::draw(ui::Ui& ui, Rect rect) {
  if (!begun_ && !form_.waiting() && !form_.error()) {
    context_.acts.forget_refusal();
    form_.ask(context_.gateway.form(std::nullopt));
  }
  if (form_.look() && form_.value() && !form_.error()) {
    draft_.begin(*form_.value());
    begun_ = true;
  }
  ui.push_id("create");
  if (form_.error()) {
    if (failure(ui, rect, context_, *form_.error(), "The form didn’t load")) forget();
  } else if (begun_) {
    form(ui, rect);
  }
  ui.pop_id();
}

void CreateView::form(ui::Ui& ui, Rect rect) {
  Rect rest = rect;
  const float side = rect.w < 720 ? 16.0f : 24.0f;
  Rect top = rest.cut_top(40).inset(side, 0);
  const ui::Crumb crumbs[] = {{"users", "Users"}, {"", draft_.model().title}};
  if (ui::breadcrumb(ui, top, crumbs)) context_.go_to(Place::Users);
  Rect title = rest.cut_top(44).inset(side, 0);
  ui::heading(ui, title, draft_.model().title, 1, {TextSize::Title, Weight::SemiBold, Token::Text});
  if (in_steps()) {
    std::vector<ui::Step> steps;
    for (std::size_t i = 0; i < draft_.model().steps.size(); ++i) {
      steps.push_back({draft_.model().steps[i].label, {}, i < step_});
    }
    Rect row = rest.cut_top(60).inset(side, 0);
    row.w = std::min(row.w, 720.0f);
    if (rect.w >= 720) {
      if (const auto to = ui::stepper(ui, row, steps, step_)) step_ = *to;
    } else {
      ui::text(
          ui, row,
          std::to_string(step_ + 1) + " of " + std::to_string(steps.size()) + " · " + std::string(steps[step_].label),
          {TextSize::Body, Weight::Medium, Token::Text2});
    }
  }
  ui::line_bottom(ui, {rect.x, rect.y, rect.w, rest.y - rect.y});
  const Rect foot = rest.cut_bottom(ui::kFormFooterHeight);
  fill_in(ui, rest, side);
  // Last, so that it is read and reached last.
  footer(ui, foot);
}

void CreateView::fill_in(ui::Ui& ui, Rect rect, float side) {
  Flow flow(ui, "form", rect, side, 20);
  Rect& at = flow.rest();
  at.w = std::min(at.w, kFormWidth);
  const FormError error = form_error(draft_, context_.acts, kKey);
  if (!error.text.empty() && error.field.empty()) at.cut_top(ui::note(ui, at, error.text, ui::Tone::Bad), 16);
  if (draft_.model().steps.empty()) return;
  if (in_steps()) return step(ui, at, step_);
  for (std::size_t i = 0; i < draft_.model().steps.size(); ++i) step(ui, at, i);
}

void CreateView::step(ui::Ui& ui, Rect& rest, std::size_t index) {
  const present::FormStep& step = draft_.model().steps[index];
  const std::vector<present::FormField>& fields = draft_.model().fields;
  const bool any_field =
      std::any_of(fields.begin(), fields.end(), [&step](const auto& it) { return shows(step, it.id.text); });
  if (any_field && draw_fields(ui, rest, draft_, form_error(draft_, context_.acts, kKey))) submit();
  bool any_flag = false;
  for (std::size_t g = 0; g < draft_.model().groups.size(); ++g) {
    const present::GroupModel& group = draft_.model().groups[g];
    if (!shows(step, "group:" + group.id.text)) continue;
    if (is_switch(group)) {
      any_flag = true;
    } else {
      draw_group(ui, rest, draft_, g, false);
    }
  }
  if (shows(step, "scopes")) draw_scopes(ui, rest, draft_);
  const bool state = shows(step, "state") && draft_.model().states.size() > 1;
  if (any_flag || state) ui::group_label(ui, rest.cut_top(16, 8), "Access");
  if (state) start_state(ui, rest);
  if (any_flag) draw_flags(ui, rest, draft_, false);
}

// Two states are a switch, as the vendors draw it; the first is what a new person starts with.
void CreateView::start_state(ui::Ui& ui, Rect& rest) {
  const std::vector<present::Choice>& states = draft_.model().states;
  if (states.size() == 2) {
    const std::string hint = "Can sign in to " + context_.viewer.product;
    ui::Check check{states[0].label, "state"};
    check.hint = hint;
    check.value = ui::tri(draft_.state() == 0);
    if (ui::toggle_row(ui, rest.cut_top(40, 12), check)) draft_.set_state(draft_.state() == 0 ? 1 : 0);
    return;
  }
  std::vector<ui::MenuItem> options;
  for (const present::Choice& it : states) options.push_back({it.id, it.label});
  ui::Select select{"State", "state"};
  if (const auto chosen = ui::select(ui, rest.cut_top(54, 12), select, options, draft_.state())) {
    draft_.set_state(*chosen);
  }
}

void CreateView::footer(ui::Ui& ui, Rect rect) {
  ui::fill(ui, rect, Token::Bg);
  ui::line_top(ui, rect);
  Rect row = rect.inset(rect.w < 720 ? 16.0f : 24.0f, 0);
  const bool last = !in_steps() || step_ + 1 == draft_.model().steps.size();
  const std::string missing = draft_.missing();
  const bool busy = context_.acts.busy(kKey);
  const std::string submit_label = draft_.model().submit.empty() ? "Create" : draft_.model().submit;
  Button yes{last ? std::string_view(submit_label) : std::string_view("Continue"), "submit", ButtonKind::Primary};
  if (busy) yes.label = "Saving";
  yes.busy = busy;
  yes.shortcut = "Ctrl+Enter";
  if (last && !missing.empty()) yes.disabled = missing;
  Button cancel{"Cancel", "cancel", ButtonKind::Ghost};
  if (ui::button_left(ui, row, cancel)) context_.go_to(Place::Users);
  const Rect yes_at = row.cut_right(ui::button_width(ui, yes), 8);
  if (in_steps() && step_ > 0) {
    Button back{"Back"};
    if (ui::button(ui, row.cut_right(ui::button_width(ui, back), 12), back)) --step_;
  }
  if (last) {
    ui::text(ui, row, missing, {TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Right});
  }
  const bool go = ui::button(ui, yes_at, yes) || ui.pressed(ui::Key::Enter, ui::Mod::Ctrl);
  if (!go) return;
  if (last) {
    submit();
  } else {
    ++step_;
  }
}

void CreateView::submit() {
  if (!draft_.missing().empty() || context_.acts.busy(kKey)) return;
  Act act;
  act.key = kKey;
  act.actions = {draft_.creation()};
  act.done = [this](const present::Outcome& outcome) {
    forget();
    created_(outcome);
  };
  context_.acts.start(std::move(act));
}

}  // namespace remit::app
