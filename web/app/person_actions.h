#pragma once
// What can be done with a person, the same in the row's menu and on their page: what the presentation model offers,
// each with its reason where it is not.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "web/app/context.h"

namespace remit::app {

/// What opens the edit form; null where nothing of somebody can be edited.
[[nodiscard]] const present::ActionOffer* edit_of(const present::UserDetails& details);
/// The rest, in the order of a menu: those that end something last. Of a switch of states only the way that leads on.
[[nodiscard]] std::vector<const present::ActionOffer*> in_menu_order(const present::UserDetails& details);
/// Deactivating, locking, and their ways back.
[[nodiscard]] bool changes_state(std::string_view command);
/// Entries for them, with a line before what ends something.
[[nodiscard]] std::vector<ui::MenuItem> menu_items(const std::vector<const present::ActionOffer*>& offers);
[[nodiscard]] ui::MenuItem menu_item(const present::ActionOffer& offer);

/// Does it, asking first where the scheme asks, or goes to the form that it needs. `done` is told the outcome.
void begin(Context& context, UserId user, std::string_view name, const present::ActionOffer& offer,
           std::function<void(const present::Outcome&)> done = {});

}  // namespace remit::app
