#include "web/app/acts.h"

#include <utility>

#include "web/app/foreseen.h"
#include "web/app/pieces.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Rect;

void Acts::start(Act act) {
  if (stage_ != Stage::Idle) return;
  act_ = std::move(act);
  refused_.reset();
  asked_ = false;
  commands_ = commands_of(act_.actions, random_, act_.selected);
  if (!act_.expect.empty()) {
    commands_.front().expect = act_.expect;
    return execute();
  }
  stage_ = Stage::Planning;
  preview_.forget();
  preview_.ask(gateway_.plan(commands_));
}

bool Acts::busy(std::string_view key) const {
  return stage_ != Stage::Idle && stage_ != Stage::Asking && act_.key == key;
}

std::string Acts::refusal(std::string_view key) const {
  const Error* const it = error(key);
  return it ? sentences(*it, catalogue_) : std::string();
}

const Error* Acts::error(std::string_view key) const {
  return refused_ && refused_->key == key ? &refused_->error : nullptr;
}

void Acts::refuse(Error error) {
  refused_ = Refused{act_.key, std::move(error)};
  // A question that was answered stays open with the reason in it.
  stage_ = asked_ ? Stage::Asking : Stage::Idle;
}

void Acts::execute() {
  stage_ = Stage::Doing;
  outcome_.forget();
  outcome_.ask(gateway_.execute(commands_));
}

void Acts::look(ui::Ui& ui) {
  if (stage_ == Stage::Planning && preview_.look()) {
    if (preview_.error()) return refuse(*preview_.error());
    commands_.front().expect = preview_.value()->digest;
    const present::Preview& it = *preview_.value();
    const bool felt_by_nobody = it.gains.empty() && it.losses.empty();
    if (act_.question.empty() || (act_.asks == Asks::WhereFelt && felt_by_nobody)) return execute();
    stage_ = Stage::Asking;
    ui.host().request_frames(2);
  }
  if (stage_ == Stage::Proving && proof_.look()) {
    if (proof_.error()) {
      refused_ = Refused{"proof", *proof_.error()};
      return;
    }
    refused_.reset();
    execute();
  }
  if (stage_ == Stage::Doing && outcome_.look()) {
    if (!outcome_.error()) return finish(ui, *outcome_.value());
    if (outcome_.error()->rule == "proof-needed") {
      password_.clear();
      refused_.reset();
      // Each attempt is a command of its own: the first was answered.
      const std::string expect = commands_.front().expect;
      commands_ = commands_of(act_.actions, random_, act_.selected);
      commands_.front().expect = expect;
      stage_ = Stage::Proving;
      return;
    }
    refuse(*outcome_.error());
  }
}

void Acts::finish(ui::Ui& ui, const present::Outcome& outcome) {
  stage_ = Stage::Idle;
  undo_ = act_.back;
  if (act_.undoable) {
    for (const directory::Action& it : act_.actions) {
      const auto back = inverse_of(it);
      if (back) undo_.insert(undo_.begin(), *back);
    }
    if (undo_.size() != act_.actions.size()) undo_.clear();
  }
  if (!act_.quiet) {
    ui::Toaster::Toast toast{outcome.message};
    for (const std::string& note : outcome.notes) toast.text += ". " + note;
    if (!undo_.empty()) {
      toast.undo = ui::Words()(ui::Word::Undo);
      toast.token = 1;
    }
    toaster_.show(ui, std::move(toast));
  }
  if (const auto done = std::exchange(act_.done, nullptr)) done(outcome);
}

std::string Acts::consequences() const {
  const present::Preview* const it = preview_.value();
  if (!it) return act_.text.empty() ? act_.text : act_.text + ".";
  std::string ends;
  const auto add = [&ends](std::string what) { ends += (ends.empty() ? "" : ", ") + std::move(what); };
  if (it->sessions_ended > 0) add(counted(it->sessions_ended, "session", "sessions"));
  if (it->links_ended > 0) add(counted(it->links_ended, "link", "links"));
  if (it->credentials_ended > 0) add(counted(it->credentials_ended, "API credential", "API credentials"));
  const std::uint64_t all = it->sessions_ended + it->links_ended + it->credentials_ended;
  if (!ends.empty()) ends += all == 1 ? " ends now." : " end now.";
  const bool one = directory::target_of(act_.actions.front()).has_value();
  if (one && !it->losses.empty()) {
    ends += (ends.empty() ? "" : " ") + counted(it->losses.size(), "permission is", "permissions are") + " lost.";
  } else if (!one) {
    if (const std::string text = felt(*it, one); !text.empty()) ends += (ends.empty() ? "" : " ") + text + ".";
  }
  if (!act_.text.empty()) ends += (ends.empty() ? "" : " ") + act_.text + ".";
  return ends;
}

void Acts::ask(ui::Ui& ui) {
  const std::string text = consequences();
  const std::string error = refusal(act_.key);
  ui::Confirm question;
  question.key = "act";
  question.title = act_.question;
  question.text = text;
  question.confirm = act_.verb;
  if (act_.asks == Asks::WhereFelt) question.tone = ui::Tone::Info;
  question.type_to_confirm = act_.type_to_confirm;
  question.error = error;
  if (stage_ == Stage::Doing) question.busy = act_.verb;
  const ui::Answer answer = ui::confirm(ui, question);
  if (answer == ui::Answer::None) return;
  ui.host().request_frames(2);
  if (answer == ui::Answer::Cancel) {
    stage_ = Stage::Idle;
    refused_.reset();
    return;
  }
  asked_ = true;
  if (!refused_) return execute();
  // Something was in the way: look again before doing it.
  Act again = std::exchange(act_, {});
  again.question.clear();
  stage_ = Stage::Idle;
  start(std::move(again));
}

void Acts::ask_for_proof(ui::Ui& ui) {
  const std::string error = refusal("proof");
  ui::Dialog dialog(ui, "proof", "Is it you?", 480, 96);
  Rect body = dialog.body();
  body.cut_top(ui::paragraph(ui, body, "This changes how you sign in. Enter your current password to go on.",
                             {ui::TextSize::Body, ui::Weight::Regular, ui::Token::Muted}),
               12);
  ui::Field field{"Current password"};
  field.password = true;
  field.error = error;
  bool go = ui::text_field(ui, body, password_, field).submitted;
  Rect row = dialog.footer();
  Button yes{proof_.waiting() ? "Checking" : "Continue", "continue", ButtonKind::Primary};
  yes.busy = proof_.waiting();
  if (password_.empty()) yes.disabled = "Enter your password first";
  go = ui::button_right(ui, row, yes) || go;
  const bool no = ui::button_right(ui, row, {"Cancel", "cancel"});
  if (no || dialog.dismissed()) {
    stage_ = Stage::Idle;
    password_.clear();
  } else if (go && !password_.empty() && !proof_.waiting()) {
    proof_.forget();
    proof_.ask(gateway_.prove(std::exchange(password_, {})));
  }
}

void Acts::show_refusal(ui::Ui& ui) {
  const std::string text = refusal("");
  const float width = std::min(440.0f, ui.canvas().w - 72);
  const ui::TextStyle style{ui::TextSize::Body, ui::Weight::Regular, ui::Token::Text2};
  ui::Dialog dialog(ui, "refused", "Nothing was changed", 480, ui::paragraph_height(ui, width, text, style) + 4);
  ui::Node alert;
  alert.role = ui::Role::Alert;
  alert.name = text;
  alert.rect = dialog.body();
  ui.tree().add(alert);
  ui::draw_paragraph(ui, dialog.body(), text, style);
  Rect row = dialog.footer();
  const bool close = ui::button_right(ui, row, {"Close", "ok", ButtonKind::Primary});
  if (close || dialog.dismissed()) {
    refused_.reset();
    ui.host().request_frames(2);
  }
}

void Acts::draw(ui::Ui& ui) {
  ui.push_id("acts");
  look(ui);
  if (stage_ == Stage::Asking || (stage_ == Stage::Doing && asked_)) {
    ask(ui);
  } else if (stage_ == Stage::Proving) {
    ask_for_proof(ui);
  } else if (refused_ && refused_->key.empty()) {
    show_refusal(ui);
  }
  ui.pop_id();
}

void Acts::draw_toast(ui::Ui& ui, Rect content) {
  if (toaster_.draw(ui, content) == 0 || undo_.empty()) return;
  Act back;
  back.actions = std::exchange(undo_, {});
  start(std::move(back));
}

void Acts::say(ui::Ui& ui, std::string text, ui::Tone tone) {
  toaster_.show(ui, {std::move(text), tone});
}

}  // namespace remit::app
