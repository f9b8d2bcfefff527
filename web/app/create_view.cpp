#include "web/app/create_view.h"

#include <algorithm>
#include <utility>

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
  return app::shows(&step, what);
}

std::optional<ScopeId> parse_selected(std::string_view text) {
  const auto id = parse_id<ScopeTag>(text);
  return id ? std::optional<ScopeId>(*id) : std::nullopt;
}

}  // namespace

void CreateView::forget() {
  form_.forget();
  addresses_.forget();
  begun_ = false;
  step_ = 0;
}

bool CreateView::in_steps() const {
  return draft_.model().flow == scheme::CreateFlow::Steps && draft_.model().steps.size() > 1;
}

bool CreateView::is_batch() const {
  return draft_.model().command == directory::Invite::kType;
}

void CreateView::draw(ui::Ui& ui, Rect rect, const std::string& copied) {
  if (copied != copied_) {
    forget();
    copied_ = copied;
  }
  if (!begun_ && !form_.waiting() && !form_.error()) {
    context_.acts.forget_refusal();
    const auto id = parse_id<UserTag>(copied);
    form_.ask(id ? context_.gateway.duplicate_form(*id) : context_.gateway.form(std::nullopt));
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
  const present::FormModel& model = draft_.model();
  // One step has the whole form's name; the button that led here may be one word.
  const bool named = model.steps.size() == 1 && model.copied.is_nil();
  const std::string& heading = named ? model.steps.front().label : model.title;
  const ui::Crumb crumbs[] = {{"users", "Users"}, {"", heading}};
  if (ui::breadcrumb(ui, top, crumbs)) context_.go_to(Place::Users);
  Rect title = rest.cut_top(44).inset(side, 0);
  ui::heading(ui, title, heading, 1, {TextSize::Title, Weight::SemiBold, Token::Text});
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
  if (addresses_.was_sent()) return addresses_.draw_result(ui, at);
  if (draft_.model().steps.empty()) return;
  if (in_steps()) return step(ui, at, step_);
  for (std::size_t i = 0; i < draft_.model().steps.size(); ++i) step(ui, at, i);
}

void CreateView::step(ui::Ui& ui, Rect& rest, std::size_t index) {
  const present::FormStep& step = draft_.model().steps[index];
  const std::vector<present::FormField>& fields = draft_.model().fields;
  const bool any_field =
      std::any_of(fields.begin(), fields.end(), [&step](const auto& it) { return shows(step, it.id.text); });
  if (shows(step, "review")) return review(ui, rest);
  if (any_field && is_batch()) {
    addresses_.draw(ui, rest, draft_);
  } else if (any_field && draw_fields(ui, rest, draft_, form_error(draft_, context_.acts, kKey), &step)) {
    next();
  }
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
  if (addresses_.was_sent()) {
    if (ui::button_right(ui, row, {"Done", "done", ButtonKind::Primary})) {
      forget();
      return context_.go_to(Place::Users);
    }
    if (ui::button_right(ui, row, {"Invite more", "more"})) forget();
    return;
  }
  const bool last = !in_steps() || step_ + 1 == draft_.model().steps.size();
  const std::string missing = this->missing();
  const bool busy = context_.acts.busy(kKey);
  const std::string submit_label = draft_.model().submit.empty() ? "Create" : draft_.model().submit;
  Button yes{last ? std::string_view(submit_label) : std::string_view("Continue"), "submit", ButtonKind::Primary};
  if (busy) yes.label = "Saving";
  yes.busy = busy;
  yes.shortcut = "Ctrl+Enter";
  if (!missing.empty()) yes.disabled = missing;
  Button cancel{"Cancel", "cancel", ButtonKind::Ghost};
  if (ui::button_left(ui, row, cancel)) context_.go_to(Place::Users);
  const Rect yes_at = row.cut_right(ui::button_width(ui, yes), 8);
  if (in_steps() && step_ > 0) {
    Button back{"Back"};
    if (ui::button(ui, row.cut_right(ui::button_width(ui, back), 12), back)) --step_;
  }
  ui::text(ui, row, missing, {TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Right});
  if (ui::button(ui, yes_at, yes) || ui.pressed(ui::Key::Enter, ui::Mod::Ctrl)) next();
}

std::string CreateView::missing() const {
  const std::vector<present::FormStep>& steps = draft_.model().steps;
  const bool last = !in_steps() || step_ + 1 == steps.size();
  if (is_batch() && (last || shows(steps[step_], "email"))) {
    if (std::string why = addresses_.missing(); !why.empty()) return why;
  }
  return draft_.missing(last ? nullptr : &steps[step_]);
}

void CreateView::next() {
  if (!missing().empty()) return;
  if (!in_steps() || step_ + 1 == draft_.model().steps.size()) return submit();
  ++step_;
  context_.host.request_frames(2);
}

// What the steps before hold, each with the way back to it (V063).
void CreateView::review(ui::Ui& ui, Rect& rest) {
  const present::FormModel& model = draft_.model();
  for (std::size_t i = 0; i < step_; ++i) {
    const present::FormStep& step = model.steps[i];
    std::vector<std::pair<std::string, std::string>> rows;
    for (std::size_t f = 0; f < model.fields.size(); ++f) {
      if (shows(step, model.fields[f].id.text) && !draft_.value(f).empty()) {
        rows.emplace_back(model.fields[f].label, draft_.value(f));
      }
    }
    for (std::size_t g = 0; g < model.groups.size(); ++g) {
      if (!shows(step, "group:" + model.groups[g].id.text)) continue;
      std::string label = model.groups[g].label;
      for (std::size_t o = 0; o < model.groups[g].options.size(); ++o) {
        if (draft_.chosen(g, o)) rows.emplace_back(std::exchange(label, {}), model.groups[g].options[o].label);
      }
    }
    if (shows(step, "scopes")) {
      std::string label = model.scopes_label;
      for (std::size_t s = 0; s < model.scopes.size(); ++s) {
        if (draft_.scope(s)) rows.emplace_back(std::exchange(label, {}), model.scopes[s].name);
      }
    }
    constexpr float kRow = 32;
    const float height = ui::kCardHeadHeight + 8 + kRow * static_cast<float>(std::max<std::size_t>(1, rows.size()));
    Rect head;
    ui.push_id(step.id);
    Rect body = ui::card(ui, rest.cut_top(height, 12), step.label, {}, head).inset(16, 4);
    const std::string name = "Edit " + step.label;
    Button edit{name, "edit", ButtonKind::Ghost, ui::Icon::Edit};
    if (ui::icon_button(ui, head.cut_right(ui::kButtonHeight), edit)) step_ = i;
    ui.pop_id();
    for (const auto& [label, value] : rows) {
      ui::detail_row(ui, body.cut_top(kRow), std::min(160.0f, body.w / 3), {label, value});
    }
    if (rows.empty()) ui::text(ui, body, "Nothing", {TextSize::Small, Weight::Regular, Token::Muted});
  }
}

void CreateView::submit() {
  if (is_batch()) addresses_.take_typed();
  if (!missing().empty() || context_.acts.busy(kKey)) return;
  Act act;
  act.key = kKey;
  act.actions = is_batch() ? addresses_.invitations(draft_) : std::vector<directory::Action>{draft_.creation()};
  act.selected = parse_selected(context_.route.get("at"));
  act.quiet = is_batch();
  act.done = [this, batch = is_batch()](const present::Outcome& outcome) {
    if (batch) return addresses_.sent(outcome);
    forget();
    created_(outcome);
  };
  context_.acts.start(std::move(act));
}

}  // namespace remit::app
