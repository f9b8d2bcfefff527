#include "web/app/person_actions.h"

#include <algorithm>
#include <utility>

#include "core/directory/act_on.h"
#include "web/app/pieces.h"

namespace remit::app {

namespace {

bool opens_form(std::string_view command) {
  return command == directory::EditUser::kType || command == directory::Give::kType ||
         command == directory::Take::kType || command == directory::SetFlag::kType;
}

/// The key that stands for it in the list, if it has one.
std::string_view shortcut_of(std::string_view command) {
  if (opens_form(command)) return "E";
  if (command == directory::Deactivate::kType) return "D";
  if (command == directory::Remove::kType) return "Del";
  if (command == directory::SendNewPassword::kType) return "P";
  if (command == directory::SendFactor::kType) return "M";
  return {};
}

bool leads_back(std::string_view command) {
  return command == directory::Reactivate::kType || command == directory::Unlock::kType;
}

bool leads_out(std::string_view command) {
  return command == directory::Deactivate::kType || command == directory::Lock::kType;
}

}  // namespace

bool changes_state(std::string_view command) {
  return leads_back(command) || leads_out(command);
}

const present::ActionOffer* edit_of(const present::UserDetails& details) {
  for (const present::ActionOffer& it : details.actions) {
    if (opens_form(it.command)) return &it;
  }
  return nullptr;
}

std::vector<const present::ActionOffer*> in_menu_order(const present::UserDetails& details) {
  const bool back = std::any_of(details.actions.begin(), details.actions.end(),
                                [](const present::ActionOffer& it) { return leads_back(it.command) && it.offered; });
  std::vector<const present::ActionOffer*> order;
  for (const bool destructive : {false, true}) {
    for (const present::ActionOffer& it : details.actions) {
      const bool other_way = back ? leads_out(it.command) : leads_back(it.command);
      if (it.destructive == destructive && !opens_form(it.command) && (it.offered || !other_way)) order.push_back(&it);
    }
  }
  return order;
}

std::vector<ui::MenuItem> menu_items(const std::vector<const present::ActionOffer*>& offers) {
  std::vector<ui::MenuItem> items;
  for (const present::ActionOffer* const it : offers) {
    items.push_back(menu_item(*it));
    items.back().line_before = it->destructive && items.size() > 1 && !items[items.size() - 2].danger;
  }
  return items;
}

ui::MenuItem menu_item(const present::ActionOffer& offer) {
  ui::MenuItem item{offer.command, offer.label, icon_of(offer.command), offer.hint};
  item.shortcut = shortcut_of(offer.command);
  if (!offer.offered) item.disabled = offer.reason;
  item.danger = offer.destructive;
  return item;
}

void begin(Context& context, UserId user, std::string_view name, const present::ActionOffer& offer,
           std::function<void(const present::Outcome&)> done) {
  if (opens_form(offer.command)) {
    // What the list is narrowed to stays as it is beside the panel.
    Route route = context.route;
    route.place = Place::Edit;
    route.user = to_string(user);
    return context.go(std::move(route));
  }
  if (offer.command == directory::Duplicate::kType) return context.go_to(Place::Duplicate, to_string(user));
  const auto action = directory::act_on(offer.command, user);
  if (!action) return;
  Act act;
  act.actions = {*action};
  act.question = offer.confirm;
  act.text = offer.confirm_text;
  act.verb = offer.label;
  act.undoable = true;
  // What cannot be taken back asks for the name.
  if (offer.command == directory::Remove::kType) act.type_to_confirm = name;
  act.done = std::move(done);
  context.acts.start(std::move(act));
}

}  // namespace remit::app
