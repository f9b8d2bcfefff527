#include "web/app/details_view.h"

#include <algorithm>

#include "web/app/moments.h"
#include "web/app/person_actions.h"

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

bool has_button_in_card(std::string_view command) {
  return command == directory::Resend::kType || command == directory::SendPasswordReset::kType ||
         command == directory::SendNewPassword::kType || command == directory::IssueCredential::kType;
}

}  // namespace

void DetailsView::refresh() {
  if (user_.empty()) return;
  const auto id = parse_id<UserTag>(user_);
  if (id) details_.ask(context_.gateway.user(*id));
}

void DetailsView::forget() {
  details_.forget();
  user_.clear();
  shown_ = {};
}

void DetailsView::show_secret(std::string user, std::string secret) {
  shown_ = {std::move(user), {}, std::move(secret)};
}

void DetailsView::draw(ui::Ui& ui, Rect rect, const std::string& user) {
  if (user != user_) {
    details_.forget();
    user_ = user;
    if (shown_.user != user) shown_ = {};
    refresh();
  }
  details_.look();
  ui.push_id("details");
  if (details_.error()) {
    if (failure(ui, rect, context_, *details_.error(), "This person didn’t load")) refresh();
  } else if (!parse_id<UserTag>(user)) {
    if (failure(ui, rect, context_, Error{Code::NotFound, "no-such-user", {}, ""}, "This person didn’t load")) {
      context_.go_to(Place::Users);
    }
  } else if (details_.value()) {
    Rect rest = rect;
    header(ui, rest.cut_top(header_height(rect.w)));
    cards(ui, rest);
  }
  ui.pop_id();
}

const present::ActionOffer* DetailsView::offer(std::string_view command) const {
  for (const present::ActionOffer& it : details_.value()->actions) {
    if (it.command == command) return &it;
  }
  return nullptr;
}

void DetailsView::start(const present::ActionOffer& it) {
  const present::UserRow& row = details_.value()->row;
  const bool leaves = it.command == directory::Remove::kType || it.command == directory::CancelInvitation::kType;
  begin(context_, row.id, row.name, it, [this, leaves](const present::Outcome& outcome) {
    if (!outcome.secret.empty()) show_secret(user_, outcome.secret);
    if (leaves) context_.go_to(Place::Users);  // a person who was removed has no page any more
  });
}

float DetailsView::header_height(float width) const {
  return width < 720 ? 164 : 112;
}

void DetailsView::header(ui::Ui& ui, Rect rect) {
  const present::UserDetails& details = *details_.value();
  const present::UserRow& row = details.row;
  const bool narrow = rect.w < 720;
  const float side = narrow ? 16 : 24;
  ui::fill(ui, rect, Token::Bg);
  ui::line_bottom(ui, rect);
  Rect rest = rect.inset(side, 0);
  Rect top = rest.cut_top(40);
  const std::string_view name = shown_name(ui, row);
  if (context_.viewer.manages) {
    const ui::Crumb crumbs[] = {{"users", "Users"}, {"", name}};
    if (ui::breadcrumb(ui, top, crumbs)) context_.go_to(Place::Users);
  } else {
    ui::text(ui, top, "Your page", {TextSize::Body, Weight::Regular, Token::Muted});
  }
  Rect buttons = narrow ? rest.cut_bottom(52) : rest.cut_bottom(16).moved(0, 0);
  Rect person = rest.middle(56);
  if (narrow) {
    ui::avatar(ui, person.cut_left(48, 12), 48, name, to_string(row.id), row.is_system ? Icon::Webhook : Icon::None);
  } else {
    ui::avatar(ui, person.cut_left(56, 16), 56, name, to_string(row.id), row.is_system ? Icon::Webhook : Icon::None);
    actions(ui, person, 360);
  }
  Rect first{person.x, person.y + 2, person.w, 28};
  const TextStyle title{TextSize::Title, Weight::SemiBold, Token::Text};
  const float badge = ui::state_badge_width(ui, row.state.label);
  const float you = row.is_viewer ? ui::chip_width(ui, "You") + 8 : 0;
  const float width = std::min(first.w - badge - you - 10, std::ceil(ui::text_width(ui, name, title)));
  ui::heading(ui, first.cut_left(width, 10), name, 1, title);
  ui::state_badge(ui, first.cut_left(badge, 8), row.state.label, tone_of(row.state.tone));
  if (row.is_viewer) ui::chip(ui, first, "You");
  std::string line = row.email + " · Created " + date(row.created_at, context_.host);
  if (!details.created_by.empty()) line += " by " + details.created_by;
  ui::text(ui, {person.x, person.y + 32, person.w, 20}, line, {TextSize::Body, Weight::Regular, Token::Muted});
  if (narrow) {
    Rect line_of_buttons = buttons.middle(ui::kButtonHeight);
    actions(ui, line_of_buttons, 0);
  }
}

// The pencil is the primary action, at the right; beside it what can be done, as far as there is room (V020). The menu
// has all of it, each with its reason where it is not offered.
void DetailsView::actions(ui::Ui& ui, Rect& row, float keep) {
  const present::UserDetails& details = *details_.value();
  const std::vector<const present::ActionOffer*> all = in_menu_order(details);
  const present::ActionOffer* const edit = edit_of(details);
  std::vector<const present::ActionOffer*> first;
  for (const present::ActionOffer* const it : all) {
    if (it->offered && !has_button_in_card(it->command)) first.push_back(it);
  }
  // The switch of a person's state comes before the others.
  std::stable_partition(first.begin(), first.end(),
                        [](const present::ActionOffer* it) { return changes_state(it->command); });
  Button pencil{edit ? std::string_view(edit->label) : std::string_view(), "edit", ButtonKind::Primary, Icon::Edit};
  float room = row.w - keep - ui::kButtonHeight - 8 - (edit ? ui::button_width(ui, pencil) + 8 : 0);
  std::vector<std::pair<const present::ActionOffer*, Button>> buttons;
  for (const present::ActionOffer* const it : first) {
    Button button{it->label, it->command, it->destructive ? ButtonKind::DangerOutline : ButtonKind::Secondary,
                  icon_of(it->command)};
    const float width = ui::button_width(ui, button) + 8;
    if (width > room) continue;
    room -= width;
    buttons.emplace_back(it, button);
  }
  if (!all.empty()) {
    const std::vector<ui::MenuItem> items = menu_items(all);
    Button menu{"More actions", "more", ButtonKind::Secondary, Icon::MoreVert};
    const auto chosen = ui::menu_button(ui, row.cut_right(ui::kButtonHeight, 8), menu, items);
    if (chosen) start(*all[*chosen]);
  }
  if (edit) {
    pencil.shortcut = "E";
    if (!edit->offered) pencil.disabled = edit->reason;
    const bool pressed = edit->offered && ui.pressed(ui::Key::E);
    if (ui::button_right(ui, row, pencil) || pressed) start(*edit);
  }
  for (auto at = buttons.rbegin(); at != buttons.rend(); ++at) {
    if (ui::button_right(ui, row, at->second)) start(*at->first);
  }
}

void DetailsView::cards(ui::Ui& ui, Rect rect) {
  const bool narrow = rect.w < 860;
  Flow flow(ui, "cards", rect, narrow ? 16 : 24, 16);
  Rect left = flow.rest(), right = left;
  if (!narrow) {
    left.w = std::floor((left.w - 16) * 0.57f);
    right.x = left.right() + 16;
    right.w = flow.rest().right() - right.x;
  }
  const auto stack = [](Rect& column, float used) { column.cut_top(used, used > 0 ? 16.0f : 0.0f); };
  stack(left, fields(ui, left));
  stack(left, roles(ui, left));
  stack(left, scopes(ui, left));
  stack(left, permissions(ui, left));
  if (narrow) right = left;
  stack(right, sign_in(ui, right));
  stack(right, credentials(ui, right));
  stack(right, links(ui, right));
  stack(right, activity(ui, right));
  flow.rest().y = left.y - 16;
  flow.reaches(right.y - 16);
}

}  // namespace remit::app
