#pragma once
// Every colour, size and text style of the app, in one place. The colour pairs are checked against WCAG 2.2 AA
// (1.4.3, 1.4.11) by theme_test.

#include <cstdint>
#include <string_view>

#include "web/ui/geometry.h"

namespace remit::ui {

enum class Mode : std::uint8_t { Light, Dark };

/// What a colour is for. Colour means state, never decoration.
enum class Token : std::uint8_t {
  Bg,       ///< window, rail, top bar, tree, footers
  Surface,  ///< tables, cards, inputs
  Sunken,   ///< group rows, read-only, key caps
  Raised,   ///< menus, dialogs, drawers, palette
  Hover,
  Active,  ///< pressed, open toggle, skeleton
  Selected,
  Border,   ///< lines and cards
  Border2,  ///< buttons, menus, tags
  Control,  ///< edge of input, check box, radio, switch
  Text,
  Text2,
  Muted,     ///< hints, column heads
  Disabled,  ///< disabled labels only; the reason uses Muted
  Accent,
  AccentHover,
  AccentPressed,
  OnAccent,  ///< text on Accent and BadSolid
  AccentText,
  AccentSoft,
  AccentBorder,
  Focus,
  Ok,
  OkBg,
  OkBorder,
  OkDot,
  Warn,
  WarnBg,
  WarnBorder,
  WarnDot,
  Bad,
  BadBg,
  BadBorder,
  BadDot,
  BadSolid,
  BadSolidHover,
  Info,
  InfoBg,
  InfoBorder,
  NeutralText,
  NeutralBg,
  Violet,
  VioletBg,
  Teal,
  TealBg,
  Pink,
  PinkBg,
  Olive,
  OliveBg,
  Slate,
  SlateBg,
  TipBg,
  TipText,
  TipAccent,  ///< tooltip and toast; TipAccent is the toast's Undo
  Thumb,
  Scrim,
  Clear,  ///< nothing at all
  Count_
};

/// The colour of a token.
[[nodiscard]] Color color_of(Token token, Mode mode);
/// `accentSoft`, as in the specification of the look.
[[nodiscard]] std::string_view to_string(Token token);
/// The WCAG contrast of two opaque colours, 1 … 21.
[[nodiscard]] double contrast(Color a, Color b);

/// Sizes of text: px of the em square, and the line it stands in.
enum class TextSize : std::uint8_t { Caption, Small, Body, Lead, Title, Display };
enum class Weight : std::uint8_t { Regular, Medium, SemiBold };
enum class Align : std::uint8_t { Left, Centre, Right };
enum class Digits : std::uint8_t { Proportional, Tabular };  ///< Tabular: each digit centred in the advance of 0

struct TextMetrics {
  float em;    ///< px
  float line;  ///< px
};
[[nodiscard]] TextMetrics metrics(TextSize size);

/// Inter's ascent plus descent for an em of 1: Dear ImGui measures fonts that way.
inline constexpr float kInterHeight = 1.2102f;

/// How a text is drawn.
struct TextStyle {
  TextSize size = TextSize::Body;
  Weight weight = Weight::Regular;
  Token color = Token::Text;
  Align align = Align::Left;
  Digits digits = Digits::Proportional;
};

// Heights and radii, px.
inline constexpr float kButtonHeight = 32, kButtonSmall = 28, kButtonLarge = 40;
inline constexpr float kInputHeight = 32;
inline constexpr float kMenuItemHeight = 32, kMenuItemDense = 28;
inline constexpr float kBadgeHeight = 20, kKeyCapHeight = 18;
inline constexpr float kTabRowHeight = 40;
inline constexpr float kTableHeadHeight = 36, kTableRowHeight = 40, kTableRowCompact = 32;
inline constexpr float kMatrixRowHeight = 36, kMatrixGroupHeight = 26, kMatrixColumnWidth = 100,
                       kMatrixHeadHeight = 118;
inline constexpr float kTreeRowHeight = 30, kRoleRowHeight = 54;
inline constexpr float kRailWidth = 64, kTopBarHeight = 48;
inline constexpr float kTitleRowHeight = 60, kFilterRowHeight = 52, kTableFooterHeight = 44, kFormFooterHeight = 60;
inline constexpr float kCardHeadHeight = 44;
inline constexpr float kRadiusTag = 4, kRadiusControl = 6, kRadiusCard = 8, kRadiusDialog = 12;

/// The steps of a shadow: `steps` rounded rectangles, the k-th grown by k, shifted down by `dy`.
struct Shadow {
  int steps;
  float dy;
  float alpha_light, alpha_dark;
};
inline constexpr Shadow kShadowCard{3, 1, .014f, .06f};
inline constexpr Shadow kShadowMenu{8, 4, .0119f, .051f};
inline constexpr Shadow kShadowDialog{14, 8, .0098f, .042f};

/// A fill and what is written on it: badges, avatars, notes.
struct Tint {
  Token text = Token::NeutralText, fill = Token::NeutralBg, edge = Token::Clear, dot = Token::NeutralText;
};
enum class Tone : std::uint8_t { Neutral, Info, Ok, Warn, Bad, Accent, Violet, Teal, Pink, Olive, Slate };
[[nodiscard]] Tint tint(Tone tone);

}  // namespace remit::ui
