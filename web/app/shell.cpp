#include "web/app/shell.h"

#include <algorithm>

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Key;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

constexpr std::string_view kTheme = "theme";

}  // namespace

void Shell::follow_theme(ui::Ui& ui) {
  const std::string chosen = ui.host().setting(kTheme);
  const bool dark = chosen == "dark" || (chosen != "light" && ui.host().prefers_dark());
  ui.set_mode(dark ? ui::Mode::Dark : ui::Mode::Light);
}

void Shell::toggle_theme(ui::Ui& ui) {
  ui.host().set_setting(kTheme, ui.mode() == ui::Mode::Dark ? "light" : "dark");
  ui.host().request_frames(2);
}

// Whoever manages nobody has their own page and nothing else.
std::vector<Shell::Item> Shell::items() const {
  if (!context_.viewer.manages) return {{Place::User, "you", "You", Icon::Person, "G then U"}};
  std::vector<Item> all{{Place::Users, "users", "Users", Icon::People, "G then U"},
                        {Place::Roles, "roles", "Roles", Icon::Grid, "G then R"}};
  if (const std::string& word = context_.viewer.scopes_word; !word.empty()) {
    all.push_back({Place::Scopes, "scopes", word, Icon::AccountTree, "G then S"});
  }
  all.push_back({Place::Activity, "activity", "Activity", Icon::History, "G then H"});
  all.push_back({Place::Outbox, "outbox", "Outbox", Icon::Mail, "G then O"});
  return all;
}

bool Shell::current(Place place) const {
  const Place here = context_.route.place;
  if (place == Place::Users) {
    return here == Place::Users || here == Place::User || here == Place::Edit || here == Place::Duplicate ||
           here == Place::New;
  }
  return place == here || !context_.viewer.manages;
}

Rect Shell::draw(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations) {
  Rect rest = ui.canvas();
  ui::fill(ui, rest, Token::Bg);
  chords(ui);
  const bool can_switch = organisations.size() > 1 || context_.sandbox;
  const Breadth width = breadth(rest.w);
  ui.push_id("shell");
  if (width == Breadth::Phone) {
    phone_bar(ui, rest.cut_top(56), can_switch);
    bottom_bar(ui, rest.cut_bottom(60));
  } else {
    const bool labels = width != Breadth::Small;
    rail(ui, rest.cut_left(labels ? ui::kRailWidth : 48.0f), labels);
    top_bar(ui, rest.cut_top(ui::kTopBarHeight), can_switch);
  }
  ui.pop_id();
  return rest;
}

void Shell::chords(ui::Ui& ui) {
  if (ui.pressed(Key::G)) {
    chord_until_ = ui.seconds() + 1.5;
    return;
  }
  if (ui.seconds() > chord_until_) return;
  const std::pair<Key, Place> keys[] = {{Key::U, Place::Users},
                                        {Key::R, Place::Roles},
                                        {Key::S, Place::Scopes},
                                        {Key::H, Place::Activity},
                                        {Key::O, Place::Outbox}};
  for (const auto& [key, place] : keys) {
    if (!ui.pressed(key)) continue;
    chord_until_ = 0;
    context_.go_to(place);
  }
}

void Shell::rail(ui::Ui& ui, Rect rect, bool labels) {
  ui::line_right(ui, rect);
  const ui::Landmark nav(ui, ui::Role::Navigation, "Main", rect);
  Rect rest = rect;
  ui::logo(ui, rest.cut_top(ui::kTopBarHeight));
  rest.cut_top(8);
  for (const Item& it : items()) {
    ui::RailItem item{it.key, it.label, it.icon};
    item.shortcut = it.shortcut;
    item.current = current(it.place);
    item.label_shown = labels;
    if (ui::rail_item(ui, rest.cut_top(labels ? 52.0f : 40.0f, 4), item)) context_.go_to(it.place);
  }
}

void Shell::bottom_bar(ui::Ui& ui, Rect rect) {
  ui::fill(ui, rect, Token::Bg);
  ui::line_top(ui, rect);
  const ui::Landmark nav(ui, ui::Role::Navigation, "Main", rect);
  const std::vector<Item> all = items();
  Rect rest = rect;
  const float width = rest.w / static_cast<float>(all.size());
  for (const Item& it : all) {
    ui::RailItem item{it.key, it.label, it.icon};
    item.current = current(it.place);
    item.bar_shown = false;
    if (ui::rail_item(ui, rest.cut_left(width), item)) context_.go_to(it.place);
  }
}

void Shell::connection(ui::Ui& ui, Rect& row) {
  if (!context_.sandbox) {
    const bool there = context_.gateway.connected();
    const std::string_view word = there ? "Connected" : "No connection";
    const float w = ui::chip_width(ui, word, Icon::CloudDone);
    ui::chip(ui, row.cut_left(w, 8), word, there ? ui::Tone::Ok : ui::Tone::Bad,
             there ? Icon::CloudDone : Icon::CloudOff);
    return;
  }
  const float w = ui::chip_width(ui, "Sandbox", Icon::Science);
  ui::chip(ui, row.cut_left(w, 8), "Sandbox", ui::Tone::Warn, Icon::Science);
}

void Shell::top_bar(ui::Ui& ui, Rect rect, bool can_switch) {
  ui::line_bottom(ui, rect);
  const ui::Landmark banner(ui, ui::Role::Banner, "Remit", rect);
  Rect row = rect;
  row.cut_left(8);
  const Rect before = row;
  const present::Viewer& viewer = context_.viewer;
  if (ui::org_switcher(ui, row, viewer.organisation_name, viewer.organisation, viewer.scheme_title, can_switch)) {
    open_org_ = true;
  }
  org_at_ = {before.x, before.y + 8, row.x - before.x - 8, 32};
  connection(ui, row);
  if (viewer.scopes.size() > 1) {
    const std::string now = context_.selected();
    for (const present::Choice& it : viewer.scopes) {
      if (it.id != now) continue;
      const std::string label = viewer.scope_word + ": " + it.label;
      Button change{label, "selected", ButtonKind::Ghost, Icon::SwapHoriz};
      if (ui::button_left(ui, row, change)) context_.select({});
    }
  }
  row.cut_right(16);
  me(ui, row.cut_right(28, 12));
  theme_button(ui, row);
  if (context_.sandbox) {
    Button clock{"Move the clock forward", "clock", ButtonKind::Ghost, Icon::Schedule};
    clock.has_popup = true;
    const Rect at = row.cut_right(ui::kButtonHeight, 4);
    if (ui::icon_button(ui, at, clock)) open_clock_ = true;
    clock_at_ = at.middle(32);
  }
}

void Shell::theme_button(ui::Ui& ui, Rect& row) {
  const bool dark = ui.mode() == ui::Mode::Dark;
  Button theme{ui::Words()(dark ? ui::Word::LightTheme : ui::Word::DarkTheme), "theme", ButtonKind::Ghost,
               dark ? Icon::LightMode : Icon::DarkMode};
  if (ui::icon_button(ui, row.cut_right(ui::kButtonHeight, 4), theme)) toggle_theme(ui);
}

Rect Shell::draw_start(ui::Ui& ui) {
  Rect rest = ui.canvas();
  ui::fill(ui, rest, Token::Bg);
  const Rect bar = rest.cut_top(ui::kTopBarHeight);
  ui::line_bottom(ui, bar);
  const ui::Landmark banner(ui, ui::Role::Banner, "Remit", bar);
  Rect row = bar.inset(16, 0);
  ui::logo(ui, row.cut_left(28, 10));
  theme_button(ui, row);
  ui::text(ui, row, "Remit", {TextSize::Lead, Weight::SemiBold, Token::Text});
  return rest;
}

void Shell::phone_bar(ui::Ui& ui, Rect rect, bool can_switch) {
  ui::line_bottom(ui, rect);
  const ui::Landmark banner(ui, ui::Role::Banner, "Remit", rect);
  Rect row = rect.inset(12, 0);
  ui::logo(ui, row.cut_left(28, 4));
  me(ui, row.cut_right(36, 4));
  if (context_.sandbox) {
    Button clock{"Move the clock forward", "clock", ButtonKind::Ghost, Icon::Schedule};
    clock.has_popup = true;
    const Rect at = row.cut_right(40, 4);
    if (ui::icon_button(ui, at, clock)) open_clock_ = true;
    clock_at_ = at.middle(32);
  }
  const present::Viewer& viewer = context_.viewer;
  const ui::NodeId id = ui.id("org");
  ui::Node node;
  node.role = can_switch ? ui::Role::Button : ui::Role::Text;
  node.name = viewer.organisation_name;
  node.rect = row;
  if (can_switch) {
    const ui::Behaviour on = ui.behave(id, row);
    node.id = id;
    node.focusable = true;
    node.has_popup = true;
    if (on.ring) ui::focus_ring(ui, row.inset(2, 8), ui::kRadiusControl);
    if (on.clicked) open_org_ = true;
  }
  ui.tree().add(node);
  org_at_ = row.middle(40);
  Rect words = row.inset(8, 0);
  const ui::TextStyle title{TextSize::Body, Weight::SemiBold, Token::Text};
  const Rect first{words.x, row.y + 9, words.w - 20, 20};
  ui::draw_text(ui, first, viewer.organisation_name, title);
  if (can_switch) {
    const float w = std::min(first.w, std::ceil(ui::text_width(ui, viewer.organisation_name, title)));
    ui::icon(ui, {first.x + w + 4, first.y, 16, first.h}, Icon::UnfoldMore, 16, Token::Muted);
  }
  const std::string line = viewer.scheme_title + " · " +
                           (context_.sandbox               ? "Sandbox"
                            : context_.gateway.connected() ? "Connected"
                                                           : "No connection");
  ui::draw_text(ui, {words.x, row.y + 29, words.w, 16}, line, {TextSize::Caption, Weight::Regular, Token::Muted});
}

void Shell::me(ui::Ui& ui, Rect rect) {
  const present::Viewer& viewer = context_.viewer;
  if (ui::avatar_button(ui, rect, viewer.name, viewer.user_id, ui::menu_open(ui, "me-menu"))) open_me_ = true;
  me_at_ = rect.middle(28);
}

void Shell::draw_menus(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations) {
  ui.push_id("shell");
  if (std::exchange(open_me_, false)) ui::open_menu(ui, "me-menu", me_at_);
  if (std::exchange(open_org_, false)) ui::open_menu(ui, "org-menu", org_at_);
  if (std::exchange(open_clock_, false)) ui::open_menu(ui, "clock-menu", clock_at_);
  me_menu(ui);
  org_menu(ui, organisations);
  clock_menu(ui);
  act_as_.draw(ui);
  ui.pop_id();
  if (signing_out_.look()) {
    if (signing_out_.error()) {
      context_.acts.say(ui, context_.say(*signing_out_.error()), ui::Tone::Bad);
    } else {
      context_.host.open_link(context_.gateway.sign_in_address());
    }
  }
}

void Shell::me_menu(ui::Ui& ui) {
  const present::Viewer& viewer = context_.viewer;
  std::vector<ui::MenuItem> items;
  if (!viewer.user_id.empty()) items.push_back({"me", "Your page", Icon::Person, viewer.email});
  if (viewer.manages) items.push_back({"users", "Users", Icon::People});
  if (viewer.scopes.size() > 1) items.push_back({"scope", "Switch " + viewer.scope_word, Icon::SwapHoriz});
  if (breadth(ui.canvas().w) == Breadth::Phone) {
    const bool dark = ui.mode() == ui::Mode::Dark;
    items.push_back({"theme", std::string(ui::Words()(dark ? ui::Word::LightTheme : ui::Word::DarkTheme)),
                     dark ? Icon::LightMode : Icon::DarkMode});
  }
  if (context_.sandbox) {
    ui::MenuItem other{"as", "Act as…", Icon::SwapHoriz, "See it through somebody else’s eyes"};
    other.line_before = !items.empty();
    items.push_back(std::move(other));
  } else {
    ui::MenuItem password{"password", "Change password", Icon::LockReset};
    password.line_before = !items.empty();
    items.push_back(std::move(password));
    items.push_back({"out", "Sign out", Icon::KeyboardReturn});
  }
  const auto chosen = ui::menu(ui, "me-menu", viewer.name, items);
  if (!chosen) return;
  const std::string& key = items[*chosen].key;
  if (key == "me") {
    context_.go_to(Place::User, viewer.user_id);
  } else if (key == "users") {
    context_.go_to(Place::Users);
  } else if (key == "scope") {
    context_.select({});
  } else if (key == "theme") {
    toggle_theme(ui);
  } else if (key == "password") {
    context_.host.open_link(context_.gateway.own_password_address());
  } else if (key == "out") {
    signing_out_.ask(context_.gateway.sign_out());
  } else {
    act_as_.open();
  }
}

void Shell::org_menu(ui::Ui& ui, const std::vector<present::OrganisationCard>& organisations) {
  std::vector<ui::MenuItem> items;
  for (const present::OrganisationCard& it : organisations) {
    ui::MenuItem item{it.slug, it.name, Icon::None, it.scheme_title};
    item.checked = ui::tri(it.slug == context_.viewer.organisation);
    items.push_back(std::move(item));
  }
  if (context_.sandbox) {
    ui::MenuItem start{"start:", "All schemes and the workspace file", Icon::Science};
    start.line_before = true;
    items.push_back(std::move(start));
  }
  const auto chosen = ui::menu(ui, "org-menu", "Organisations", items);
  if (!chosen) return;
  const std::string& key = items[*chosen].key;
  if (key == "start:") return context_.go_to(Place::Start);
  opened_ = key;
}

void Shell::clock_menu(ui::Ui& ui) {
  if (!context_.sandbox) return;
  const ui::MenuItem items[] = {
      {"hour", "1 hour forward", Icon::Schedule},
      {"day", "1 day forward", Icon::Schedule},
      {"week", "1 week forward", Icon::Schedule, "Links expire, and the clock never goes back"}};
  constexpr Duration kSteps[] = {hours(1), days(1), days(7)};
  constexpr std::string_view kSaid[] = {"It is 1 hour later", "It is 1 day later", "It is 1 week later"};
  const auto chosen = ui::menu(ui, "clock-menu", "Move the clock forward", items);
  if (!chosen) return;
  context_.sandbox->move_clock(kSteps[*chosen]);
  context_.acts.say(ui, std::string(kSaid[*chosen]));
}

}  // namespace remit::app
