#pragma once
// Small things that inform and are never buttons: states, types, roles, chips, flags, avatars, key caps. Each draws at
// the left of `at`, in its vertical middle, and returns its width.

#include <string>
#include <string_view>

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

/// A state: pill, tint, dot, word.
float state_badge(Ui& ui, Rect at, std::string_view label, Tone tone);
/// A type or category: tint without an edge.
float type_badge(Ui& ui, Rect at, std::string_view label, Tone tone);
/// A role: an edge without fill; those that administer in the accent colour. Cut to the width of `at`.
enum class Administers : std::uint8_t { No, Yes };
float role_badge(Ui& ui, Rect at, std::string_view label, Administers administers = Administers::No);
/// Information in a grey box ("You", "Current", "29 permissions").
float chip(Ui& ui, Rect at, std::string_view label, Tone tone = Tone::Neutral, Icon icon = Icon::None);
/// Icon and word without fill ("Ready", "Mail bounced").
float status(Ui& ui, Rect at, Icon icon, std::string_view label, Tone tone);
/// A key, as in menus and tooltips. Says nothing by itself: the thing it belongs to names its shortcut.
float key_cap(Ui& ui, Rect at, std::string_view label);
/// A count on the accent colour, as on the rail; drawn only.
float count_bubble(Ui& ui, Point centre, std::string_view label);

[[nodiscard]] float state_badge_width(Ui& ui, std::string_view label);
[[nodiscard]] float chip_width(Ui& ui, std::string_view label, Icon icon = Icon::None);
[[nodiscard]] float key_cap_width(Ui& ui, std::string_view label);

/// A flag of schemes that have them; `label` says what it means ("Active").
void flag(Ui& ui, Rect at, bool on, std::string_view label);

/// A circle with initials in a colour that the id decides; systems (those with an icon) get a square. Decorative: the
/// name stands beside it.
void avatar(Ui& ui, Rect at, float size, std::string_view name, std::string_view id, Icon system = Icon::None);
/// The first letters of the first and the last word, upper case as they are; at most two.
[[nodiscard]] std::string initials(std::string_view name);
/// The category colour of an id: stable, spread over five categories and info.
[[nodiscard]] Tone tone_of(std::string_view id);

}  // namespace remit::ui
