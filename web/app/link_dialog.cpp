#include "web/app/link_dialog.h"

#include <algorithm>

#include "web/app/moments.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

constexpr TextStyle kText{TextSize::Body, Weight::Regular, Token::Text2};
constexpr float kWidth = 480;

bool has(const present::LinkView& link, scheme::Step step) {
  return std::find(link.steps.begin(), link.steps.end(), step) != link.steps.end();
}

/// What one press does: a second factor is a step of its own, after the others.
std::vector<scheme::Step> steps_now(const present::LinkView& link) {
  if (link.steps.size() < 2) return link.steps;
  std::vector<scheme::Step> steps = link.steps;
  std::erase(steps, scheme::Step::EnrolFactor);
  return steps;
}

std::string done_text(const present::LinkView& link) {
  if (has(link, scheme::Step::SetPassword)) {
    return "The password is set. " + link.name + " can sign in with " + link.signs_in_as + ".";
  }
  if (has(link, scheme::Step::EnrolFactor)) return "The second factor of " + link.name + " counts as set up.";
  return link.email + " is confirmed.";
}

}  // namespace

void LinkDialog::open(std::string secret) {
  secret_ = std::move(secret);
  password_.clear();
  link_.forget();
  outcome_.forget();
  link_.ask(context_.sandbox->look_at_link(secret_));
  open_ = true;
}

void LinkDialog::close(ui::Ui& ui) {
  open_ = false;
  secret_.clear();
  password_.clear();
  ui.host().request_frames(2);
}

void LinkDialog::redeem() {
  if (outcome_.waiting()) return;
  outcome_.forget();
  outcome_.ask(context_.sandbox->redeem(secret_, steps_now(*link_.value()), password_));
}

void LinkDialog::draw(ui::Ui& ui) {
  if (!open_) return;
  link_.look();
  outcome_.look();
  if (link_.error()) {
    const std::string why = context_.say(*link_.error());
    ui::Dialog dialog(ui, "link", "This link doesn’t work", kWidth, 40);
    ui::note(ui, dialog.body(), why, ui::Tone::Bad);
    Rect row = dialog.footer();
    if (ui::button_right(ui, row, {"Close", "ok", ButtonKind::Primary}) || dialog.dismissed()) close(ui);
    return;
  }
  if (link_.value()) contents(ui, *link_.value());
}

void LinkDialog::contents(ui::Ui& ui, const present::LinkView& link) {
  bool done = outcome_.value() && !outcome_.error();
  if (done && steps_now(link) != link.steps) {
    // The rest of the link waits: its factor comes next.
    password_.clear();
    outcome_.forget();
    link_.ask(context_.sandbox->look_at_link(secret_));
    done = false;
  }
  const bool password = has(link, scheme::Step::SetPassword);
  const bool factor = !password && steps_now(link) == std::vector{scheme::Step::EnrolFactor};
  const std::string title = link.product + " at " + link.organisation_name;
  ui::Dialog dialog(ui, "link", title, kWidth, done ? 60.0f : password ? 148.0f : factor ? 136.0f : 64.0f);
  Rect body = dialog.body(), row = dialog.footer();
  if (done) {
    ui::note(ui, body, done_text(link), ui::Tone::Ok);
    if (ui::button_right(ui, row, {"Done", "done", ButtonKind::Primary}) || dialog.dismissed()) close(ui);
    return;
  }
  const std::string who = "You are " + link.name + ", " + link.email + ". This link works once, until " +
                          date_time(link.expires_at, context_.now(), context_.host) + ".";
  body.cut_top(ui::paragraph(ui, body, who, kText), 16);
  const std::string refused = outcome_.error() ? context_.say(*outcome_.error()) : std::string();
  bool go = false;
  if (password) {
    ui::Field field{"New password"};
    field.password = true;
    field.hint = "15 characters or more; a few words will do.";
    field.error = refused;
    field.required = true;
    const Rect box = body.cut_top(80);
    if (dialog.opening()) ui.set_focus(ui.id("New password"));
    go = ui::text_field(ui, box, password_, field).submitted;
  } else if (!refused.empty()) {
    ui::note(ui, body, refused, ui::Tone::Bad);
  } else if (factor) {
    ui::note(ui, body, "A stand-in: no authenticator is asked for, the button only marks the second factor as set up.",
             ui::Tone::Warn);
  }
  Button yes{password ? "Set password" : factor ? "Mark as set up" : "Confirm", "go", ButtonKind::Primary};
  yes.busy = outcome_.waiting() || link_.waiting();
  if (password && password_.empty()) yes.disabled = "Enter a password first";
  go = ui::button_right(ui, row, yes) || go;
  const bool cancel = ui::button_right(ui, row, {"Cancel", "cancel"});
  if (cancel || dialog.dismissed()) {
    close(ui);
  } else if (go && !(password && password_.empty())) {
    redeem();
  }
}

}  // namespace remit::app
