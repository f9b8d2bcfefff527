#include "web/ui/badge.h"

#include <vector>

#include "web/ui/paint.h"
#include "web/ui/text.h"

namespace remit::ui {

namespace {

constexpr TextStyle kLabel{TextSize::Small, Weight::Medium, Token::Text};

TextStyle in(Token color) {
  TextStyle s = kLabel;
  s.color = color;
  return s;
}

void speak(Ui& ui, Rect rect, std::string_view label) {
  Node node;
  node.role = Role::Text;
  node.name = label;
  node.rect = rect;
  ui.tree().add(node);
}

float label_width(Ui& ui, std::string_view label) {
  return std::round(text_width(ui, label, kLabel));
}

// Length of the UTF-8 sequence that starts at `i`.
std::size_t sign_length(std::string_view s, std::size_t i) {
  const auto c = static_cast<unsigned char>(s[i]);
  const std::size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return std::min(n, s.size() - i);
}

bool separates(char c) {
  return c == ' ' || c == '.' || c == '-' || c == '_' || c == '@';
}

}  // namespace

float state_badge_width(Ui& ui, std::string_view label) {
  return 18 + label_width(ui, label) + 8;
}

float state_badge(Ui& ui, Rect at, std::string_view label, Tone tone) {
  const Tint t = tint(tone);
  const float width = std::min(at.w, state_badge_width(ui, label));
  const Rect box = Rect{at.x, at.y, width, at.h}.middle(kBadgeHeight);
  fill(ui, box, t.fill, kBadgeHeight / 2);
  circle(ui, {box.x + 10, box.y + box.h / 2}, 3, t.text);
  const Rect inside{box.x + 18, box.y, box.w - 26, box.h};
  explain_cut(ui, draw_text(ui, inside, label, in(t.text)), box, label);
  speak(ui, box, label);
  return width;
}

float type_badge(Ui& ui, Rect at, std::string_view label, Tone tone) {
  const Tint t = tint(tone);
  const float width = std::min(at.w, label_width(ui, label) + 12);
  const Rect box = Rect{at.x, at.y, width, at.h}.middle(kBadgeHeight);
  fill(ui, box, t.fill, kRadiusTag);
  explain_cut(ui, draw_text(ui, box.inset(6, 0), label, in(t.text)), box, label);
  speak(ui, box, label);
  return width;
}

float role_badge(Ui& ui, Rect at, std::string_view label, Administers administers) {
  const bool admin = administers == Administers::Yes;
  const float width = std::min(at.w, label_width(ui, label) + 14);
  const Rect box = Rect{at.x, at.y, width, at.h}.middle(kBadgeHeight);
  if (admin) fill(ui, box, Token::AccentSoft, kRadiusTag);
  stroke(ui, box, admin ? Token::AccentBorder : Token::Border2, 1, kRadiusTag);
  explain_cut(ui, draw_text(ui, box.inset(7, 0), label, in(admin ? Token::AccentText : Token::Text2)), box, label);
  speak(ui, box, label);
  return width;
}

float chip_width(Ui& ui, std::string_view label, Icon which) {
  return label_width(ui, label) + 12 + (which == Icon::None ? 0 : 18);
}

float chip(Ui& ui, Rect at, std::string_view label, Tone tone, Icon which) {
  const Tint t = tint(tone);
  const float width = std::min(at.w, chip_width(ui, label, which));
  const Rect box = Rect{at.x, at.y, width, at.h}.middle(kBadgeHeight);
  fill(ui, box, t.fill, kRadiusTag);
  Rect inside = box.inset(6, 0);
  if (which != Icon::None) icon(ui, inside.cut_left(14, 4), which, 14, t.text);
  explain_cut(ui, draw_text(ui, inside, label, in(t.text)), box, label);
  speak(ui, box, label);
  return width;
}

float status(Ui& ui, Rect at, Icon which, std::string_view label, Tone tone) {
  const Token color = tone == Tone::Neutral ? Token::Muted : tint(tone).text;
  Rect row = at;
  icon(ui, row.cut_left(14, 4), which, 14, color);
  const TextStyle style{TextSize::Small, Weight::Regular, color};
  explain_cut(ui, draw_text(ui, row, label, style), row, label);
  const float width = 18 + std::ceil(text_width(ui, label, style));
  speak(ui, {at.x, at.y, std::min(at.w, width), at.h}, label);
  return width;
}

float key_cap_width(Ui& ui, std::string_view label) {
  return std::max(kKeyCapHeight, std::ceil(text_width(ui, label, {TextSize::Caption, Weight::Medium})) + 10);
}

float key_cap(Ui& ui, Rect at, std::string_view label) {
  const float width = key_cap_width(ui, label);
  const Rect box = Rect{at.x, at.y, width, at.h}.middle(kKeyCapHeight);
  fill(ui, box, Token::Sunken, kRadiusTag);
  stroke(ui, box, Token::Border2, 1, kRadiusTag);
  draw_text(ui, box, label, {TextSize::Caption, Weight::Medium, Token::Muted, Align::Centre});
  return width;
}

float count_bubble(Ui& ui, Point centre, std::string_view label) {
  const TextStyle style{TextSize::Caption, Weight::SemiBold, Token::OnAccent, Align::Centre, Digits::Tabular};
  const float width = std::max(16.0f, std::ceil(text_width(ui, label, style)) + 8);
  const Rect box{centre.x - width / 2, centre.y - 8, width, 16};
  fill(ui, box, Token::Accent, 8);
  draw_text(ui, box, label, style);
  return width;
}

void flag(Ui& ui, Rect at, bool on, std::string_view label) {
  icon(ui, at, Icon::Flag, 18, on ? Token::OkDot : Token::Disabled);
  Node node;
  node.role = Role::Image;
  node.name = label;
  node.rect = at.centred(18, 18);
  ui.tree().add(node);
}

std::string initials(std::string_view name) {
  std::string first, last;
  bool start = true;
  for (std::size_t i = 0; i < name.size();) {
    if (separates(name[i])) {
      if (name[i] == '@') break;
      start = true;
      ++i;
      continue;
    }
    const std::size_t n = sign_length(name, i);
    if (start) {
      std::string letter(name.substr(i, n));
      if (n == 1 && letter[0] >= 'a' && letter[0] <= 'z') letter[0] = static_cast<char>(letter[0] - 'a' + 'A');
      (first.empty() ? first : last) = letter;
      start = false;
    }
    i += n;
  }
  return first + last;
}

Tone tone_of(std::string_view id) {
  static constexpr Tone kTones[] = {Tone::Violet, Tone::Teal, Tone::Pink, Tone::Olive, Tone::Slate, Tone::Info};
  std::uint32_t h = 2166136261u;
  for (const char c : id) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  h ^= h >> 15;
  return kTones[h % std::size(kTones)];
}

void avatar(Ui& ui, Rect at, float size, std::string_view name, std::string_view id, Icon system) {
  const Rect box = at.centred(size, size);
  if (system != Icon::None) {
    fill(ui, box, Token::SlateBg, size >= 40 ? 8 : kRadiusControl);
    icon(ui, box, system, std::round(size * 0.58f), Token::Slate);
    return;
  }
  const Tint t = tint(tone_of(id));
  fill(ui, box, t.fill, size / 2);
  const TextSize letters = size >= 48 ? TextSize::Title : size >= 36 ? TextSize::Lead : TextSize::Caption;
  draw_text(ui, box, initials(name), {letters, Weight::SemiBold, t.text, Align::Centre});
}

}  // namespace remit::ui
