#include "web/app/outbox_view.h"

#include <algorithm>

#include "web/app/moments.h"
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

namespace {

constexpr float kListWidth = 416, kMailRow = 55, kLetterWidth = 560;

std::string_view state_word(const present::OutboxItem& mail) {
  if (mail.state == "sent") return "Sent";
  if (mail.state == "withdrawn") return "Used or withdrawn";
  if (mail.state == "expired" || !mail.usable) return "Expired";
  return "Waiting";
}

}  // namespace

const present::OutboxItem* OutboxView::shown() const {
  const std::vector<present::OutboxItem>& all = *mails_.value();
  for (const present::OutboxItem& it : all) {
    if (to_string(it.id) == selected_) return &it;
  }
  return all.empty() ? nullptr : &all.front();
}

void OutboxView::draw(ui::Ui& ui, Rect rect) {
  if (!asked_) {
    asked_ = true;
    refresh();
  }
  mails_.look();
  ui.push_id("outbox");
  if (mails_.error()) {
    if (failure(ui, rect, context_, *mails_.error(), "The outbox didn’t load")) refresh();
  } else if (mails_.value()) {
    const bool narrow = rect.w < 760;
    const bool reading = narrow && !selected_.empty();
    Rect rest = rect;
    if (!reading) list(ui, narrow ? rest : rest.cut_left(kListWidth));
    if (const present::OutboxItem* const mail = shown(); mail && (!narrow || reading)) letter(ui, rest, *mail);
  }
  ui.pop_id();
}

void OutboxView::list(ui::Ui& ui, Rect rect) {
  const std::vector<present::OutboxItem>& all = *mails_.value();
  Rect rest = rect;
  Rect title = rest.cut_top(ui::kTitleRowHeight).inset(16, 0);
  const TextStyle style{TextSize::Title, Weight::SemiBold, Token::Text};
  ui::heading(ui, title.cut_left(std::ceil(ui::text_width(ui, "Outbox", style)), 10), "Outbox", 1, style);
  const std::string count = std::to_string(all.size());
  ui::chip(ui, title, all.size() < present::kOutboxSize ? count : "Latest " + count);
  if (context_.viewer.demo) {
    Rect note = rest.cut_top(34, 14).inset(16, 0);
    const std::string_view text = context_.sandbox ? "The sandbox caught these e-mails. None were sent."
                                                   : "This demo server caught these e-mails. None were sent.";
    ui::note(ui, note, text, ui::Tone::Warn);
  }
  ui::line_top(ui, rest);
  ui::line_right(ui, {rect.x, rect.y, rect.w, rect.h});
  ui::fill(ui, {rest.x, rest.y + 1, rest.w - 1, rest.h - 1}, Token::Surface);
  if (all.empty()) {
    ui::blank(
        ui, rest,
        {Icon::Mail, ui::Tone::Neutral, "No messages yet", "Add a user or send a link: the e-mail shows up here.", {}});
    return;
  }
  ui::Node node;
  node.role = ui::Role::List;
  node.name = "Messages";
  node.rect = rest;
  ui.tree().open(node);
  {
    ui::ScrollArea area(ui, "mails", rest, rest.w, kMailRow * static_cast<double>(all.size()));
    const present::OutboxItem* const open = shown();
    const auto first = static_cast<std::size_t>(area.offset_y() / kMailRow);
    for (std::size_t i = first; i < all.size(); ++i) {
      const float y = rest.y + static_cast<float>(static_cast<double>(i) * kMailRow - area.offset_y());
      if (y > rest.bottom()) break;
      mail_row(ui, {rest.x, y, rest.w - 1, kMailRow}, all[i], rest.w >= kListWidth && &all[i] == open);
    }
  }
  ui.tree().close();
}

void OutboxView::mail_row(ui::Ui& ui, Rect row, const present::OutboxItem& mail, bool selected) {
  const std::string id = to_string(mail.id);
  const ui::NodeId node_id = ui.id(id);
  const ui::Behaviour on = ui.behave(node_id, row);
  const std::string name = mail.subject + " to " + mail.recipient;
  ui::Node node;
  node.role = ui::Role::ListItem;
  node.rect = row;
  ui.tree().open(node);
  ui::Node button;
  button.id = node_id;
  button.role = ui::Role::Button;
  button.name = name;
  button.description = state_word(mail);
  button.pressed = ui::tri(selected);
  button.focusable = true;
  button.rect = row;
  ui.tree().add(button);
  ui.tree().close();
  if (on.clicked) {
    selected_ = id;
    ui.host().request_frames(2);
  }
  if (selected || on.hovered) ui::fill(ui, row, selected ? Token::Selected : Token::Hover);
  ui::line_bottom(ui, row);
  if (on.ring) ui::stroke(ui, row.inset(1, 1), Token::Focus, 2, ui::kRadiusTag);
  Rect rest = row.inset(16, 0);
  ui::icon(ui, rest.cut_left(18, 12), mail.usable ? Icon::Mail : Icon::MailRead, 18,
           selected ? Token::AccentText : Token::Muted);
  const std::string when = clock_or_date(mail.created_at, context_.now(), context_.host);
  const float width = std::ceil(ui::text_width(ui, when, kMuted));
  TextStyle right = kMuted;
  right.align = ui::Align::Right;
  ui::draw_text(ui, Rect{rest.x, row.y + 8, rest.w, 20}.cut_right(width), when, right);
  const TextStyle subject{TextSize::Body, Weight::Medium, mail.usable ? Token::Text : Token::Muted};
  ui::draw_text(ui, {rest.x, row.y + 8, rest.w - width - 12, 20}, mail.subject, subject);
  ui::draw_text(ui, {rest.x, row.y + 29, rest.w, 16}, "to " + mail.recipient, kMuted);
}

void OutboxView::open_link(const present::OutboxItem& mail) {
  if (context_.sandbox) return link_.open(mail.secret);
  context_.host.open_link(context_.gateway.link_address(mail.secret));
}

void OutboxView::letter(ui::Ui& ui, Rect rect, const present::OutboxItem& mail) {
  Rect rest = rect;
  if (rect.w < 760 && !selected_.empty() && ui.canvas().w < 900) {
    Rect back = rest.cut_top(48).inset(16, 0);
    Button button{"Outbox", "back", ButtonKind::Ghost, Icon::ChevronLeft};
    if (ui::button_left(ui, back, button)) selected_.clear();
  }
  Flow flow(ui, "letter", rest, rect.w < 760 ? 16.0f : 24.0f, 24);
  Rect& at = flow.rest();
  at.w = std::min(at.w, kLetterWidth);
  const bool readable = !mail.paragraphs.empty();
  const std::string until =
      date(mail.expires_at, context_.host) + ", " + clock_or_date(mail.expires_at, mail.expires_at, context_.host);
  const std::string last =
      mail.usable ? "This link works once and is valid until " + until + "."
                  : std::string("This link no longer works: ") +
                        (mail.state == "withdrawn" ? "it was used or replaced." : "it was valid until " + until + ".");
  const TextStyle text{TextSize::Body, Weight::Regular, Token::Text};
  const float width = at.w - 40;
  float height = 20 + 3 * 20 + 16 + 17;
  if (readable) {
    for (const std::string& it : mail.paragraphs) height += ui::paragraph_height(ui, width, it, text) + 12;
    height += (mail.button.empty() ? 0 : ui::kButtonLarge + 20) + ui::paragraph_height(ui, width, last, kMuted) + 20;
  }
  const Rect card{at.x, at.y, at.w, height};
  ui::card_frame(ui, card);
  const ui::Landmark region(ui, ui::Role::Region, mail.subject, card);
  Rect in = card.inset(20, 20);
  const auto line = [&](std::string_view label, std::string_view value, Weight weight) {
    Rect row = in.cut_top(20);
    ui::text(ui, row.cut_left(56), label, {TextSize::Small, Weight::Regular, Token::Muted});
    ui::text(ui, row, value, {TextSize::Small, weight, Token::Text});
  };
  line("From", mail.from, Weight::Regular);
  line("To", mail.recipient, Weight::Regular);
  line("Subject", mail.subject, Weight::SemiBold);
  ui::line_bottom(ui, in.cut_top(16, 17));
  if (readable) {
    for (const std::string& it : mail.paragraphs) in.cut_top(ui::paragraph(ui, in, it, text), 12);
    if (!mail.button.empty()) {
      Button press{mail.button, "press", ButtonKind::Primary};
      press.size = ui::ButtonSize::Large;
      if (!mail.usable || mail.secret.empty()) press.disabled = last;
      const Rect row = in.cut_top(ui::kButtonLarge, 20);
      if (ui::button(ui, {row.x, row.y, ui::button_width(ui, press), row.h}, press)) open_link(mail);
    }
    ui::paragraph(ui, in, last, kMuted);
  }
  at.cut_top(height, 12);
  Rect row = at.cut_top(ui::kButtonHeight);
  if (readable && mail.usable && !mail.secret.empty()) {
    Button open{"Open as this user", "open", ButtonKind::Secondary, Icon::OpenInNew};
    if (ui::button_left(ui, row, open)) open_link(mail);
    return;
  }
  const std::string_view state = readable ? std::string_view() : state_word(mail);
  if (!state.empty()) {
    ui::text(ui, row, std::string(state) + " · the text of an e-mail is never shown on a productive server.", kMuted);
  }
}

}  // namespace remit::app
