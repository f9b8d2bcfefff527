#include "web/app/pieces.h"

#include <utility>

namespace remit::app {

using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return ui::grouped(static_cast<std::int64_t>(n)) + " " + std::string(n == 1 ? one : many);
}

ui::Tone tone_of(present::Tone tone) {
  switch (tone) {
    case present::Tone::Info:
      return ui::Tone::Info;
    case present::Tone::Ok:
      return ui::Tone::Ok;
    case present::Tone::Warn:
      return ui::Tone::Warn;
    case present::Tone::Bad:
      return ui::Tone::Bad;
    case present::Tone::Neutral:
      return ui::Tone::Neutral;
  }
  return ui::Tone::Neutral;
}

Icon icon_of(std::string_view command) {
  constexpr std::pair<std::string_view, Icon> kIcons[] = {
      {"show", Icon::Visibility},
      {directory::EditUser::kType, Icon::Edit},
      {directory::Give::kType, Icon::Edit},
      {directory::Take::kType, Icon::Edit},
      {directory::SetFlag::kType, Icon::Edit},
      {directory::Duplicate::kType, Icon::Copy},
      {directory::Deactivate::kType, Icon::Block},
      {directory::Reactivate::kType, Icon::CheckCircle},
      {directory::Lock::kType, Icon::Lock},
      {directory::Unlock::kType, Icon::Key},
      {directory::Remove::kType, Icon::Delete},
      {directory::CancelInvitation::kType, Icon::PersonRemove},
      {directory::Resend::kType, Icon::Send},
      {directory::SendPasswordReset::kType, Icon::LockReset},
      {directory::SendNewPassword::kType, Icon::LockReset},
      {directory::SendFactor::kType, Icon::PhoneLock},
      {directory::ResetFactor::kType, Icon::PhoneLock},
      {directory::IssueCredential::kType, Icon::Key},
  };
  for (const auto& [name, icon] : kIcons) {
    if (name == command) return icon;
  }
  return Icon::None;
}

Icon icon_named(std::string_view name) {
  constexpr std::pair<std::string_view, Icon> kIcons[] = {
      {"account_balance", Icon::Bank},  {"apartment", Icon::Apartment},   {"domain", Icon::Domain},
      {"storefront", Icon::Storefront}, {"call_split", Icon::CallSplit},  {"account_tree", Icon::AccountTree},
      {"layers", Icon::Layers},         {"person_outline", Icon::Person},
  };
  for (const auto& [known, icon] : kIcons) {
    if (known == name) return icon;
  }
  return Icon::Domain;
}

std::string_view shown_name(ui::Ui& ui, const present::UserRow& user) {
  return ui::can_show(ui, user.name) ? user.name : user.email;
}

bool failure(ui::Ui& ui, Rect rect, const Context& context, const Error& error, std::string_view title) {
  const std::string why = context.say(error);
  ui::Blank blank{Icon::CloudOff, ui::Tone::Bad, title, why, {ui::Words()(ui::Word::TryAgain)}};
  blank.action.icon = Icon::Refresh;
  const bool signed_out = error.rule == "signed-out";
  if (signed_out) {
    blank.icon = Icon::Lock;
    blank.title = "You are signed out";
    blank.text = "The session has ended. Sign in to go on.";
    blank.action = {"Sign in"};
  }
  if (!ui::blank(ui, rect, blank)) return false;
  if (signed_out) context.host.open_link(context.gateway.sign_in_address());
  return !signed_out;
}

namespace {

double height_before(ui::Ui& ui, ui::NodeId id) {
  return ui.state(id).c;
}

}  // namespace

Flow::Flow(ui::Ui& ui, std::string_view key, Rect view, float padding_x, float padding_y)
    : ui_(ui),
      id_(ui.id(std::string(key) + "-flow")),
      area_(ui, key, view, view.w, height_before(ui, id_)),
      rest_(area_.content().inset(padding_x, padding_y)),
      top_(area_.content().y),
      padding_(padding_y) {}

Flow::~Flow() {
  const double height = std::max(rest_.y, bottom_) - top_ + padding_;
  double& before = ui_.state(id_).c;
  if (std::abs(before - height) > 0.5) {
    before = height;
    ui_.host().request_frames(1);
  }
}

void permission_row(ui::Ui& ui, Rect row, std::string_view label, std::string_view from, bool own_only) {
  const ui::TextStyle right{TextSize::Small, Weight::Regular, Token::Muted, ui::Align::Right};
  ui::text(ui, row.cut_right(std::min(row.w / 2, std::ceil(ui::text_width(ui, from, right))), 12), from, right);
  ui::icon(ui, row.cut_left(16, 8), own_only ? Icon::Person : Icon::Check, 16, own_only ? Token::Warn : Token::Ok);
  const ui::TextStyle style{TextSize::Body, Weight::Regular, Token::Text};
  const float own = own_only ? ui::chip_width(ui, "own") + 8 : 0;
  ui::text(ui, row.cut_left(std::min(row.w - own, std::ceil(ui::text_width(ui, label, style))), 8), label, style);
  if (own_only) ui::chip(ui, row, "own", ui::Tone::Warn);
}

void card_row(ui::Ui& ui, Rect row, const CardRow& spec) {
  Rect rest = row;
  if (spec.icon != Icon::None) ui::icon(ui, rest.cut_left(18, 12), spec.icon, 18, Token::Muted);
  const bool two = !spec.line.empty();
  ui::text(ui, two ? Rect{rest.x, row.y + 7, rest.w, 20} : rest, spec.title,
           {TextSize::Body, Weight::Medium, Token::Text});
  if (two)
    ui::text(ui, {rest.x, row.y + 27, rest.w, 16}, spec.line, {TextSize::Small, Weight::Regular, spec.line_color});
}

}  // namespace remit::app
