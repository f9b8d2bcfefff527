#include "web/ui/theme.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>

using namespace remit::ui;

namespace {

// What text may stand on: WCAG 2.2, 1.4.3 asks for 4.5 : 1.
constexpr Token kBackgrounds[] = {Token::Bg,    Token::Surface, Token::Sunken,  Token::Raised,
                                  Token::Hover, Token::Active,  Token::Selected};
constexpr Token kDrawnOn[] = {Token::Bg, Token::Surface, Token::Sunken, Token::Raised, Token::Hover, Token::Selected};

void at_least(Token front, Token back, double ratio) {
  for (const Mode mode : {Mode::Light, Mode::Dark}) {
    const double measured = contrast(color_of(front, mode), color_of(back, mode));
    CHECK_MESSAGE(measured >= ratio, std::string(to_string(front)), " on ", std::string(to_string(back)),
                  mode == Mode::Light ? " light " : " dark ", measured);
  }
}

double worst(std::initializer_list<Token> fronts, std::initializer_list<Token> backs, Mode mode) {
  double least = 21;
  for (const Token f : fronts)
    for (const Token b : backs) least = std::min(least, contrast(color_of(f, mode), color_of(b, mode)));
  return least;
}

}  // namespace

TEST_CASE("contrast is 21 for black on white and 1 for a colour on itself") {
  CHECK(contrast({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21));
  CHECK(contrast({53, 80, 214}, {53, 80, 214}) == doctest::Approx(1));
}

TEST_CASE("text is readable on every background, light and dark") {
  for (const Token text : {Token::Text, Token::Text2, Token::Muted, Token::AccentText})
    for (const Token back : kBackgrounds) at_least(text, back, 4.5);
}

TEST_CASE("status text is readable on its tint and on all backgrounds but sunken and active") {
  const std::pair<Token, Token> pairs[] = {{Token::Ok, Token::OkBg},
                                           {Token::Warn, Token::WarnBg},
                                           {Token::Bad, Token::BadBg},
                                           {Token::Info, Token::InfoBg},
                                           {Token::NeutralText, Token::NeutralBg}};
  for (const auto& [text, tint] : pairs) {
    at_least(text, tint, 4.5);
    for (const Token back : {Token::Bg, Token::Surface, Token::Raised, Token::Hover, Token::Selected})
      at_least(text, back, 4.5);
  }
}

TEST_CASE("category text is readable on its tint") {
  const std::pair<Token, Token> pairs[] = {{Token::Violet, Token::VioletBg},
                                           {Token::Teal, Token::TealBg},
                                           {Token::Pink, Token::PinkBg},
                                           {Token::Olive, Token::OliveBg},
                                           {Token::Slate, Token::SlateBg}};
  for (const auto& [text, tint] : pairs) at_least(text, tint, 4.5);
}

TEST_CASE("text on solid fills is readable in every state") {
  for (const Token solid :
       {Token::Accent, Token::AccentHover, Token::AccentPressed, Token::BadSolid, Token::BadSolidHover})
    at_least(Token::OnAccent, solid, 4.5);
  at_least(Token::TipText, Token::TipBg, 4.5);
  at_least(Token::TipAccent, Token::TipBg, 4.5);
}

TEST_CASE("edges, focus ring and dots stand out 3 to 1 from what they are drawn on") {
  for (const Token edge : {Token::Control, Token::Focus, Token::OkDot, Token::WarnDot, Token::BadDot})
    for (const Token back : kDrawnOn) at_least(edge, back, 3);
  at_least(Token::Accent, Token::NeutralBg, 3);
}

TEST_CASE("the worst cases are those that the specification of the look names") {
  const auto all = {Token::Bg,    Token::Surface, Token::Sunken,  Token::Raised,
                    Token::Hover, Token::Active,  Token::Selected};
  CHECK(worst({Token::Text}, all, Mode::Light) == doctest::Approx(14.4).epsilon(0.01));
  CHECK(worst({Token::Text}, all, Mode::Dark) == doctest::Approx(12.2).epsilon(0.01));
  CHECK(worst({Token::Muted}, all, Mode::Light) == doctest::Approx(4.8).epsilon(0.015));
  CHECK(worst({Token::Muted}, all, Mode::Dark) == doctest::Approx(5.0).epsilon(0.015));
  CHECK(worst({Token::OnAccent}, {Token::Accent}, Mode::Dark) == doctest::Approx(5.0).epsilon(0.015));
}
