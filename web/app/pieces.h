#pragma once
// Small things that several views draw alike.

#include <cstdint>
#include <string>
#include <string_view>

#include "web/app/context.h"

namespace remit::app {

/// What stands beside or below the thing itself.
inline constexpr ui::TextStyle kMuted{ui::TextSize::Small, ui::Weight::Regular, ui::Token::Muted};

/// `1 role`, `3 roles`.
[[nodiscard]] std::string counted(std::uint64_t n, std::string_view one, std::string_view many);

[[nodiscard]] ui::Tone tone_of(present::Tone tone);
[[nodiscard]] ui::Icon icon_of(std::string_view command);

/// By the name that a scheme gives for a kind of scopes.
[[nodiscard]] ui::Icon icon_named(std::string_view name);

/// The name, or the e-mail where its script cannot be drawn.
[[nodiscard]] std::string_view shown_name(ui::Ui& ui, const present::UserRow& user);

/// A page that could not be had, with Try again; signed out, with the way to the sign-in page. True when it should be
/// asked for again.
bool failure(ui::Ui& ui, ui::Rect rect, const Context& context, const Error& error, std::string_view title);

/// Contents of unknown height in something that scrolls: measured while they are drawn, so that the next frame knows.
///   Flow flow(ui, "form", rect, padding);
///   flow.rest().cut_top(…);
class Flow {
 public:
  Flow(ui::Ui& ui, std::string_view key, ui::Rect view, float padding_x, float padding_y);
  ~Flow();
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  /// What is left; cut strips off its top. Its height means nothing.
  ui::Rect& rest() { return rest_; }
  /// The contents end here, if something else than rest() was cut (two columns).
  void reaches(float y) { bottom_ = std::max(bottom_, y); }

 private:
  ui::Ui& ui_;
  ui::NodeId id_;
  ui::ScrollArea area_;
  ui::Rect rest_;
  float top_, padding_, bottom_ = 0;
};

/// Something that somebody may do, with the role that it comes from at the right.
inline constexpr float kPermissionRow = 30;
void permission_row(ui::Ui& ui, ui::Rect row, std::string_view label, std::string_view from, bool own_only);

/// One row of a card: icon, title, a line below, and what is cut off the right for buttons. Returns the whole row; the
/// texts are drawn into what `right` leaves.
struct CardRow {
  ui::Icon icon = ui::Icon::None;
  std::string_view title;
  std::string_view line;
  ui::Token line_color = ui::Token::Muted;
};
inline constexpr float kCardRowHeight = 52;
void card_row(ui::Ui& ui, ui::Rect row, const CardRow& spec);

}  // namespace remit::app
