#include "web/app/addresses.h"

#include <algorithm>

namespace remit::app {

using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

constexpr std::string_view kSeparators = " ,;\t\r\n";
constexpr TextStyle kChip{TextSize::Body, Weight::Regular, Token::Text};
constexpr float kChipHeight = 28;

/// `a@b.example: why`, as previews and outcomes say it.
std::string note_on(const std::vector<std::string>& notes, const std::string& address) {
  for (const std::string& it : notes) {
    if (it.starts_with(address + ": ")) return it.substr(address.size() + 2);
  }
  return {};
}

void line(ui::Ui& ui, Rect& rest, Icon icon, Token color, std::string_view text) {
  Rect row = rest.cut_top(20, 4);
  ui::icon(ui, row.cut_left(14, 6), icon, 14, color);
  ui::text(ui, row, text, {TextSize::Small, Weight::Regular, color});
}

}  // namespace

void Addresses::forget() {
  entries_.clear();
  typed_.clear();
  sent_ = false;
}

void Addresses::add(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(kSeparators), text.size());
    const std::string address(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool there =
        std::any_of(entries_.begin(), entries_.end(), [&](const Entry& it) { return it.address == address; });
    if (!address.empty() && !there) entries_.push_back({.address = address, .note = {}});
  }
}

void Addresses::take_typed() {
  add(typed_);
  typed_.clear();
}

// One question for each, so that each has its own answer; what else is wrong with the form is said elsewhere.
void Addresses::look(const FormDraft& draft) {
  for (Entry& it : entries_) {
    if (!it.asked) {
      it.asked = true;
      it.looked.ask(context_.gateway.plan(commands_of({draft.creation(it.address)}, context_.parts.random)));
    }
    if (!it.looked.look()) continue;
    it.state = State::Fine;
    if (const Error* const error = it.looked.error()) {
      const auto& fields = draft.model().fields;
      const bool about = std::any_of(fields.begin(), fields.end(), [error](const present::FormField& field) {
        return field.kind == scheme::FieldKind::Email && error->field.ends_with(field.id.text);
      });
      if (!about) continue;
      it.state = State::Refused;
      it.note = context_.say(*error);
    } else if (it.looked.value()) {
      it.note = note_on(it.looked.value()->dropped, it.address);
      if (!it.note.empty()) it.state = State::PassedOver;
    }
  }
}

void Addresses::draw(ui::Ui& ui, Rect& rest, const FormDraft& draft) {
  look(draft);
  std::string_view label = "Email";
  for (const present::FormField& it : draft.model().fields) {
    if (it.kind == scheme::FieldKind::Email) label = it.label;
  }
  ui::Field field{label, "addresses"};
  field.hint = "Press Enter after each address, or paste a list";
  field.required = true;
  field.limit = 64 * 1024;
  const ui::FieldResult result =
      ui::text_field(ui, rest.cut_top(ui::field_height(ui, rest.w, field), 8), typed_, field);
  const bool several = result.changed && typed_.find_first_of(kSeparators) != std::string::npos;
  if (result.submitted || several) {
    take_typed();
    ui.host().request_frames(2);
  }
  chips(ui, rest);
  for (const Entry& it : entries_) {
    if (it.state == State::Fine) continue;
    const bool refused = it.state == State::Refused;
    line(ui, rest, refused ? Icon::ErrorOutline : Icon::CheckCircle, refused ? Token::Bad : Token::Warn,
         it.address + ": " + it.note);
  }
  rest.cut_top(8);
}

void Addresses::chips(ui::Ui& ui, Rect& rest) {
  if (entries_.empty()) return;
  ui.push_id("chips");
  float x = rest.x;
  Rect row = rest.cut_top(kChipHeight, 6);
  std::size_t dropped = entries_.size();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& it = entries_[i];
    const float width = std::min(rest.w, std::ceil(ui::text_width(ui, it.address, kChip)) + 46);
    if (x > rest.x && x + width > rest.right()) {
      row = rest.cut_top(kChipHeight, 6);
      x = rest.x;
    }
    Rect chip{x, row.y, width, kChipHeight};
    x += width + 6;
    const ui::Tone tone = it.state == State::Refused      ? ui::Tone::Bad
                          : it.state == State::PassedOver ? ui::Tone::Warn
                                                          : ui::Tone::Neutral;
    const ui::Tint tint = ui::tint(tone);
    ui::fill(ui, chip, tint.fill, ui::kRadiusTag);
    TextStyle style = kChip;
    style.color = tint.text;
    const std::string name = "Remove " + it.address;
    ui::Button remove{name, it.address, ui::ButtonKind::Ghost, Icon::Close};
    remove.size = ui::ButtonSize::Small;
    remove.description = it.note;
    if (ui::icon_button(ui, chip.cut_right(kChipHeight), remove)) dropped = i;
    ui::text(ui, chip.inset(10, 0), it.address, style);
  }
  ui.pop_id();
  if (dropped < entries_.size()) {
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(dropped));
    ui.host().request_frames(2);
  }
}

std::string Addresses::missing() const {
  const auto refused =
      std::count_if(entries_.begin(), entries_.end(), [](const Entry& it) { return it.state == State::Refused; });
  if (refused > 0) return "Fix or remove " + std::to_string(refused) + (refused == 1 ? " address" : " addresses");
  return empty() ? "Enter an address" : std::string();
}

std::vector<directory::Action> Addresses::invitations(const FormDraft& draft) const {
  std::vector<directory::Action> all;
  for (const Entry& it : entries_) all.push_back(draft.creation(it.address));
  return all;
}

void Addresses::sent(const present::Outcome& outcome) {
  sent_ = true;
  for (Entry& it : entries_) {
    it.note = note_on(outcome.notes, it.address);
    it.state = it.note.empty() ? State::Fine : State::PassedOver;
  }
}

void Addresses::draw_result(ui::Ui& ui, Rect& rest) const {
  const auto invited =
      std::count_if(entries_.begin(), entries_.end(), [](const Entry& it) { return it.state == State::Fine; });
  const std::string text = std::to_string(invited) + " of " + std::to_string(entries_.size()) +
                           (entries_.size() == 1 ? " address is" : " addresses are") + " invited";
  rest.cut_top(ui::note(ui, rest, text, invited > 0 ? ui::Tone::Ok : ui::Tone::Warn), 12);
  for (const Entry& it : entries_) {
    const bool fine = it.state == State::Fine;
    line(ui, rest, fine ? Icon::Send : Icon::CheckCircle, fine ? Token::Ok : Token::Warn,
         it.address + ": " + (fine ? std::string("Invited") : it.note));
  }
}

}  // namespace remit::app
