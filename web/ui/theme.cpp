#include "web/ui/theme.h"

#include <array>

#include "core/base/error.h"

namespace remit::ui {

namespace {

constexpr Color hex(std::uint32_t rgb, std::uint8_t alpha = 255) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb),
          alpha};
}

struct Row {
  Token token;
  std::string_view name;
  Color light, dark;
};

// In the order of Token; checked by color_of.
constexpr std::array<Row, static_cast<std::size_t>(Token::Count_)> kTable{{
    {Token::Bg, "bg", hex(0xF6F7F9), hex(0x0D0F13)},
    {Token::Surface, "surface", hex(0xFFFFFF), hex(0x13161B)},
    {Token::Sunken, "sunken", hex(0xF2F4F7), hex(0x0F1216)},
    {Token::Raised, "raised", hex(0xFFFFFF), hex(0x1A1E25)},
    {Token::Hover, "hover", hex(0xEFF1F5), hex(0x1C2129)},
    {Token::Active, "active", hex(0xE4E8EF), hex(0x252B35)},
    {Token::Selected, "selected", hex(0xEBEFFD), hex(0x1B2340)},
    {Token::Border, "border", hex(0xE2E5EB), hex(0x252A33)},
    {Token::Border2, "border2", hex(0xCBD1DB), hex(0x39404D)},
    {Token::Control, "control", hex(0x7D8596), hex(0x727B8C)},
    {Token::Text, "text", hex(0x151821), hex(0xECEEF2)},
    {Token::Text2, "text2", hex(0x454C5C), hex(0xB9C0CC)},
    {Token::Muted, "muted", hex(0x5C6475), hex(0x929AA9)},
    {Token::Disabled, "disabled", hex(0x8C94A3), hex(0x6B7384)},
    {Token::Accent, "accent", hex(0x3550D6), hex(0x4C63E6)},
    {Token::AccentHover, "accentHover", hex(0x2B43BC), hex(0x5067EA)},
    {Token::AccentPressed, "accentPressed", hex(0x2438A0), hex(0x3F55D2)},
    {Token::OnAccent, "onAccent", hex(0xFFFFFF), hex(0xFFFFFF)},
    {Token::AccentText, "accentText", hex(0x2C46C2), hex(0xA3B4FF)},
    {Token::AccentSoft, "accentSoft", hex(0xEBEFFD), hex(0x1B2340)},
    {Token::AccentBorder, "accentBorder", hex(0xB9C6F7), hex(0x384A94)},
    {Token::Focus, "focus", hex(0x5B76F0), hex(0x7B92FF)},
    {Token::Ok, "ok", hex(0x11663A), hex(0x6FD8A2)},
    {Token::OkBg, "okBg", hex(0xE2F4EA), hex(0x10291D)},
    {Token::OkBorder, "okBorder", hex(0xB5E0C7), hex(0x1F4D36)},
    {Token::OkDot, "okDot", hex(0x1F9D5B), hex(0x33B877)},
    {Token::Warn, "warn", hex(0x854D00), hex(0xF0BE66)},
    {Token::WarnBg, "warnBg", hex(0xFDF1DC), hex(0x2E220C)},
    {Token::WarnBorder, "warnBorder", hex(0xF0D29A), hex(0x5A4417)},
    {Token::WarnDot, "warnDot", hex(0xB8720B), hex(0xDE9B2B)},
    {Token::Bad, "bad", hex(0xB0231B), hex(0xFF9B92)},
    {Token::BadBg, "badBg", hex(0xFDEBE9), hex(0x351815)},
    {Token::BadBorder, "badBorder", hex(0xF3BFBB), hex(0x66302B)},
    {Token::BadDot, "badDot", hex(0xD6382E), hex(0xEE5A4E)},
    {Token::BadSolid, "badSolid", hex(0xC42B21), hex(0xC8372D)},
    {Token::BadSolidHover, "badSolidHover", hex(0xA92219), hex(0xCF3E33)},
    {Token::Info, "info", hex(0x1A5B9E), hex(0x8CC2F7)},
    {Token::InfoBg, "infoBg", hex(0xE6F1FB), hex(0x11263B)},
    {Token::InfoBorder, "infoBorder", hex(0xBBD8F2), hex(0x23476B)},
    {Token::NeutralText, "neutralText", hex(0x454C5C), hex(0xB9C0CC)},
    {Token::NeutralBg, "neutralBg", hex(0xECEEF2), hex(0x222731)},
    {Token::Violet, "violet", hex(0x5F37A6), hex(0xC7ACF7)},
    {Token::VioletBg, "violetBg", hex(0xF0EAFB), hex(0x251B3B)},
    {Token::Teal, "teal", hex(0x0A626C), hex(0x74D3DB)},
    {Token::TealBg, "tealBg", hex(0xDFF3F4), hex(0x0E292C)},
    {Token::Pink, "pink", hex(0x9B2463), hex(0xF5A3C8)},
    {Token::PinkBg, "pinkBg", hex(0xFCE8F1), hex(0x361829)},
    {Token::Olive, "olive", hex(0x5A5B0A), hex(0xD5D67A)},
    {Token::OliveBg, "oliveBg", hex(0xF3F3D6), hex(0x28280F)},
    {Token::Slate, "slate", hex(0x3F4C66), hex(0xB7C4DE)},
    {Token::SlateBg, "slateBg", hex(0xE6EAF2), hex(0x202836)},
    {Token::TipBg, "tipBg", hex(0x1D212B), hex(0x2A303B)},
    {Token::TipText, "tipText", hex(0xF3F5F8), hex(0xF3F5F8)},
    {Token::TipAccent, "tipAccent", hex(0xA3B4FF), hex(0xA3B4FF)},
    {Token::Thumb, "thumb", hex(0xC3C9D4), hex(0x3A414E)},
    {Token::Scrim, "scrim", hex(0x10141E, 102), hex(0x000000, 140)},
    {Token::Clear, "clear", hex(0x000000, 0), hex(0x000000, 0)},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTable.size(); ++i)
    if (static_cast<std::size_t>(kTable[i].token) != i) return false;
  return true;
}
static_assert(in_order(), "kTable stands in the order of Token");

double channel(std::uint8_t v) {
  const double s = v / 255.0;
  return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
}
double luminance(Color c) {
  return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}

}  // namespace

Color color_of(Token token, Mode mode) {
  const Row& row = kTable[static_cast<std::size_t>(token)];
  return mode == Mode::Light ? row.light : row.dark;
}

std::string_view to_string(Token token) {
  return kTable[static_cast<std::size_t>(token)].name;
}

double contrast(Color a, Color b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

TextMetrics metrics(TextSize size) {
  switch (size) {
    case TextSize::Caption:
      return {11, 16};
    case TextSize::Small:
      return {12, 16};
    case TextSize::Body:
      return {13, 20};
    case TextSize::Lead:
      return {15, 22};
    case TextSize::Title:
      return {20, 28};
    case TextSize::Display:
      return {28, 36};
  }
  return {13, 20};
}

Tint tint(Tone tone) {
  switch (tone) {
    case Tone::Neutral:
      return {Token::NeutralText, Token::NeutralBg, Token::Border2, Token::NeutralText};
    case Tone::Info:
      return {Token::Info, Token::InfoBg, Token::InfoBorder, Token::Info};
    case Tone::Ok:
      return {Token::Ok, Token::OkBg, Token::OkBorder, Token::OkDot};
    case Tone::Warn:
      return {Token::Warn, Token::WarnBg, Token::WarnBorder, Token::WarnDot};
    case Tone::Bad:
      return {Token::Bad, Token::BadBg, Token::BadBorder, Token::BadDot};
    case Tone::Accent:
      return {Token::AccentText, Token::AccentSoft, Token::AccentBorder, Token::Accent};
    case Tone::Violet:
      return {Token::Violet, Token::VioletBg, Token::Clear, Token::Violet};
    case Tone::Teal:
      return {Token::Teal, Token::TealBg, Token::Clear, Token::Teal};
    case Tone::Pink:
      return {Token::Pink, Token::PinkBg, Token::Clear, Token::Pink};
    case Tone::Olive:
      return {Token::Olive, Token::OliveBg, Token::Clear, Token::Olive};
    case Tone::Slate:
      return {Token::Slate, Token::SlateBg, Token::Clear, Token::Slate};
  }
  return {};
}

}  // namespace remit::ui
