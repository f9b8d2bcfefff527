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

constexpr float kFormWidth = 560, kAllowedWidth = 376;

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

void CreateView::follow(const std::string& copied) {
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
}

bool CreateView::over_page(ui::Ui& ui) const {
  return begun_ && draft_.model().flow == scheme::CreateFlow::Dialog && breadth(ui.canvas().w) != Breadth::Phone;
}

void CreateView::draw(ui::Ui& ui, Rect rect) {
  ui.push_id("create");
  if (form_.error()) {
    if (failure(ui, rect, context_, *form_.error(), "The form didn’t load")) forget();
  } else if (over_page(ui)) {
    dialog(ui);
  } else if (begun_) {
    form(ui, rect);
  }
  ui.pop_id();
}

// The list keeps what it was narrowed to.
void CreateView::leave() {
  Route back = context_.route;
  back.place = Place::Users;
  back.user.clear();
  context_.go(std::move(back));
}

// One step has the whole form's name; the button that led here may be one word.
std::string CreateView::heading() const {
  const present::FormModel& model = draft_.model();
  const bool named = model.steps.size() == 1 && model.copied.is_nil();
  return named ? model.steps.front().label : model.title;
}

void CreateView::dialog(ui::Ui& ui) {
  ui::Dialog dialog(ui, "form", heading(), 640, std::max(height_, 120.0f));
  // Thumb and focus rings stand in the dialog's own padding.
  const Rect body = dialog.body();
  fill_in(ui, {body.x - 4, body.y, body.w + 18, body.h}, 4, 4, body.w);
  footer(ui, dialog.footer(), ui::Align::Right);
  if (dialog.dismissed()) leave();
}

void CreateView::form(ui::Ui& ui, Rect rect) {
  Rect rest = rect;
  const float side = rect.w < 720 ? 16.0f : 24.0f;
  Rect top = rest.cut_top(40).inset(side, 0);
  const std::string heading = this->heading();
  const ui::Crumb crumbs[] = {{"users", "Users"}, {"", heading}};
  if (ui::breadcrumb(ui, top, crumbs)) leave();
  Rect title = rest.cut_top(44).inset(side, 0);
  ui::heading(ui, title, heading, 1, {TextSize::Title, Weight::SemiBold, Token::Text});
  if (in_steps()) {
    std::vector<ui::Step> steps;
    std::vector<std::string> said;
    for (std::size_t i = 0; i < step_; ++i) said.push_back(summary(draft_.model().steps[i]));
    for (std::size_t i = 0; i < draft_.model().steps.size(); ++i) {
      const bool done = i < step_;
      steps.push_back({draft_.model().steps[i].label, done ? std::string_view(said[i]) : std::string_view(), done});
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
  // What the choices come to stands beside them, where there is room.
  if (rest.w >= 2 * side + kFormWidth + kAllowedWidth && !addresses_.was_sent())
    allowed(ui, rest.cut_right(kAllowedWidth));
  fill_in(ui, rest, side, 20, kFormWidth);
  // Last, so that it is read and reached last.
  ui::fill(ui, foot, Token::Bg);
  ui::line_top(ui, foot);
  footer(ui, foot.inset(side, 0), ui::Align::Left);
}

void CreateView::fill_in(ui::Ui& ui, Rect rect, float padding_x, float padding_y, float width) {
  Flow flow(ui, "form", rect, padding_x, padding_y);
  Rect& at = flow.rest();
  at.w = std::min(at.w, width);
  const float top = at.y;
  contents(ui, at);
  const float height = at.y - top + 2 * padding_y;
  if (height != height_) ui.host().request_frames(1);
  height_ = height;
}

void CreateView::contents(ui::Ui& ui, Rect& at) {
  const FormError error = form_error(draft_, context_.acts, kKey);
  if (!error.text.empty() && error.field.empty()) at.cut_top(ui::note(ui, at, error.text, ui::Tone::Bad), 16);
  if (addresses_.was_sent()) return addresses_.draw_result(ui, at);
  if (draft_.model().steps.empty()) return;
  if (in_steps()) return step(ui, at, step_);
  for (std::size_t i = 0; i < draft_.model().steps.size(); ++i) step(ui, at, i);
}

// In the order in which the scheme names them; switches stand together at the end.
void CreateView::step(ui::Ui& ui, Rect& rest, std::size_t index) {
  const present::FormStep& step = draft_.model().steps[index];
  const present::FormModel& model = draft_.model();
  if (shows(step, "review")) return review(ui, rest);
  const FormError error = form_error(draft_, context_.acts, kKey);
  bool any_flag = false, any_field = false, submitted = false;
  for (const std::string& what : step.shows) {
    for (std::size_t f = 0; f < model.fields.size(); ++f) {
      if (model.fields[f].id.text != what) continue;
      // A batch has one place for all addresses.
      if (is_batch() && !std::exchange(any_field, true)) addresses_.draw(ui, rest, draft_);
      if (!is_batch()) submitted = draw_field(ui, rest, draft_, f, error) || submitted;
    }
    for (std::size_t g = 0; g < model.groups.size(); ++g) {
      if (what != "group:" + model.groups[g].id.text) continue;
      any_flag = any_flag || is_switch(model.groups[g]);
      if (!is_switch(model.groups[g])) draw_group(ui, rest, draft_, g, false);
    }
    if (what == "scopes") draw_scopes(ui, rest, draft_);
  }
  const bool state = shows(step, "state") && model.states.size() > 1;
  if (any_flag || state) ui::group_label(ui, rest.cut_top(16, 8), "Access");
  if (state) start_state(ui, rest);
  if (any_flag) draw_flags(ui, rest, draft_, false);
  if (submitted) next();
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

void CreateView::allowed(ui::Ui& ui, Rect rect) {
  const std::vector<FormDraft::Allowed> all = draft_.allowed();
  const std::string_view title = is_batch() ? "They will be able to" : "Will be able to";
  const ui::Landmark landmark(ui, ui::Role::Complementary, title, rect);
  Rect rest = rect;
  ui::line_left(ui, rest);
  Rect head = rest.cut_top(48).inset(16, 0);
  const ui::TextStyle small{TextSize::Small, Weight::Regular, Token::Muted};
  const std::string count = std::to_string(all.size()) + (all.size() == 1 ? " permission" : " permissions");
  ui::text(ui, head.cut_right(std::ceil(ui::text_width(ui, count, small)), 12), count, small);
  ui::heading(ui, head, title, 2, {TextSize::Body, Weight::SemiBold, Token::Text});
  if (all.empty()) return ui::text(ui, rest.cut_top(20).inset(16, 0), "Nothing yet: choose a role.", small);
  Flow flow(ui, "allowed", rest, 16, 0);
  for (const FormDraft::Allowed& it : all)
    permission_row(ui, flow.rest().cut_top(kPermissionRow), it.label, it.from, it.own_only);
}

void CreateView::footer(ui::Ui& ui, Rect row, ui::Align cancel_at) {
  if (addresses_.was_sent()) {
    if (ui::button_right(ui, row, {"Done", "done", ButtonKind::Primary})) {
      forget();
      return leave();
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
  if (cancel_at == ui::Align::Left) {
    // Its text begins where the form does, since it has no edge.
    Rect left = row.moved(-12, 0);
    if (ui::button_left(ui, left, {"Cancel", "cancel", ButtonKind::Ghost})) leave();
    row.cut_left(left.x - row.x);
  }
  const Rect yes_at = row.cut_right(ui::button_width(ui, yes), 8);
  if (in_steps() && step_ > 0) {
    Button back{"Back"};
    if (ui::button(ui, row.cut_right(ui::button_width(ui, back), 12), back)) --step_;
  }
  if (cancel_at == ui::Align::Right && ui::button_right(ui, row, {"Cancel", "cancel"})) leave();
  ui::text(ui, row, missing,
           {TextSize::Small, Weight::Regular, Token::Muted,
            cancel_at == ui::Align::Left ? ui::Align::Right : ui::Align::Left});
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

// One line of what a step that is done holds.
std::string CreateView::summary(const present::FormStep& step) const {
  const present::FormModel& model = draft_.model();
  for (std::size_t f = 0; f < model.fields.size(); ++f) {
    if (shows(step, model.fields[f].id.text) && !draft_.value(f).empty()) return draft_.value(f);
  }
  for (std::size_t g = 0; g < model.groups.size(); ++g) {
    if (!shows(step, "group:" + model.groups[g].id.text)) continue;
    return std::to_string(draft_.chosen_count(g)) + " of " + std::to_string(model.groups[g].options.size());
  }
  if (!shows(step, "scopes")) return {};
  return std::to_string(draft_.scope_count()) + " of " + std::to_string(model.scopes.size());
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
