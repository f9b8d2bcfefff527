#include "web/app/users_view.h"

#include <algorithm>

#include "web/app/pieces.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Key;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

/// The kit's icon for a page turn, which has its own four buttons here.
Button page_button(std::string_view label, std::string_view key, Icon icon, std::string_view why_not) {
  Button b{label, key, ButtonKind::Ghost, icon};
  b.size = ui::ButtonSize::Small;
  b.disabled = why_not;
  return b;
}

}  // namespace

void UsersView::refresh() {
  if (!asked_) return;
  model_.ask(context_.gateway.list_model());
  page_.ask(context_.gateway.users(query_));
  tree_.refresh();
}

void UsersView::forget() {
  tree_.forget();
  tree_open_ = false;
  model_.forget();
  page_.forget();
  menu_for_.reset();
  asked_ = false;
}

// The address says what is searched for; which page of it, only this tab knows.
void UsersView::follow_route() {
  const Route& route = context_.route;
  present::ListQuery wanted;
  wanted.search = route.get("q");
  wanted.tab = route.get("tab");
  // The first tab need not be everyone.
  if (wanted.tab.empty() && !model_.value()->tabs.empty()) wanted.tab = model_.value()->tabs.front().id;
  wanted.role = route.get("role");
  // Without one chosen in the tree the list is of what one works on, all of it.
  wanted.scope = route.get("at");
  wanted.include_below = !route.get("below").empty();
  if (wanted.scope.empty()) {
    wanted.scope = context_.selected();
    wanted.include_below = !wanted.scope.empty();
  }
  // By the first column unless somebody chose otherwise; the third click on a head asks for no order at all.
  const std::string_view sort = route.get("sort");
  wanted.sort = sort.empty() ? first_column() : sort == kUnsorted ? std::string() : std::string(sort);
  const bool same = wanted.search == query_.search && wanted.tab == query_.tab && wanted.role == query_.role &&
                    wanted.sort == query_.sort && wanted.scope == query_.scope &&
                    wanted.include_below == query_.include_below;
  if (asked_ && same) return;
  if (search_ != wanted.search) search_ = wanted.search;
  query_ = std::move(wanted);
  ask();
}

void UsersView::ask() {
  asked_ = true;
  page_.ask(context_.gateway.users(query_));
}

std::string UsersView::first_column() const {
  for (const present::ColumnModel& it : model_.value()->columns) {
    if (it.sortable && it.shows != "flag") return it.shows;
  }
  return {};
}

void UsersView::change(const std::string& key, std::string value, ui::History history) {
  Route route = context_.route;
  route.set(key, std::move(value));
  context_.go(std::move(route), history);
}

void UsersView::turn(std::string_view to) {
  const present::UsersPage* const page = page_.value();
  if (!page) return;
  query_.turn = to;
  query_.anchor = to == "next" ? page->last : to == "previous" ? page->first : std::string();
  ask();
}

bool UsersView::filtered() const {
  return !query_.search.empty() || !query_.role.empty() || !context_.route.get("at").empty();
}

std::string UsersView::role_label(std::string_view id) const {
  if (model_.value()) {
    for (const present::Choice& it : model_.value()->roles) {
      if (it.id == id) return it.label;
    }
  }
  return std::string(id);
}

void UsersView::open(const present::UserRow& user, Place place) {
  Route route = context_.route;
  route.place = place;
  route.user = to_string(user.id);
  if (place == Place::User) route.query.clear();
  context_.go(std::move(route));
}

void UsersView::draw(ui::Ui& ui, Rect rect, std::string_view edited) {
  if (!model_.value() && !model_.waiting() && !model_.error()) model_.ask(context_.gateway.list_model());
  model_.look();
  if (model_.value()) follow_route();
  page_.look();
  ui.push_id("users");
  keys(ui);
  Rect rest = rect;
  const bool tree = model_.value() && model_.value()->tree;
  // The edit panel needs the room more.
  if (tree && breadth(ui.canvas().w) == Breadth::Wide && edited.empty()) tree_.draw(ui, rest.cut_left(280));
  title_row(ui, rest.cut_top(ui::kTitleRowHeight).inset(16, 0));
  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  if (phone) filter_row(ui, rest.cut_top(ui::kFilterRowHeight).inset(16, 0));
  tab_row(ui, rest.cut_top(ui::kTabRowHeight));
  if (!phone) filter_row(ui, rest.cut_top(ui::kFilterRowHeight).inset(16, 0));
  const Rect foot = rest.cut_bottom(ui::kTableFooterHeight);
  body(ui, rest, edited);
  footer(ui, foot);
  row_menu(ui);
  if (tree_open_ && tree_.draw_drawer(ui)) tree_open_ = false;
  ui.pop_id();
}

void UsersView::keys(ui::Ui& ui) {
  if (ui.pressed(Key::Slash) || ui.pressed(Key::F)) ui.set_focus(ui.id("search"), true);
  if (ui.pressed(Key::N) && model_.value() && model_.value()->create.offered) add_person();
}

// Whoever is created now belongs where one stands.
void UsersView::add_person() {
  Route route = context_.route;
  route.place = Place::New;
  context_.go(std::move(route));
}

void UsersView::title_row(ui::Ui& ui, Rect row) {
  const present::ListModel* const model = model_.value();
  if (model) {
    const present::ActionOffer& create = model->create;
    Button add{create.label, "new", ButtonKind::Primary, Icon::Add};
    add.shortcut = "N";
    if (!create.offered) add.disabled = create.reason;
    if (ui::button_right(ui, row, add)) add_person();
  }
  if (model && !model->help_url.empty()) {
    Button help{"Help", "help", ButtonKind::Ghost, Icon::Help};
    if (ui::icon_button(ui, row.cut_right(ui::kButtonHeight, 4), help)) context_.host.open_link(model->help_url);
  }
  const std::string_view title = model ? std::string_view(model->title) : "Users";
  const TextStyle style{TextSize::Title, Weight::SemiBold, Token::Text};
  ui::heading(ui, row.cut_left(std::min(row.w, std::ceil(ui::text_width(ui, title, style))), 16), title, 1, style);
  // Where the vendor's own portal has it (V002).
  std::string path;
  for (const std::string& it : model ? model->menu_path : std::vector<std::string>()) {
    path += (path.empty() ? "" : " › ") + it;
  }
  if (row.w > 200 && path != title)
    ui::text(ui, row.moved(0, 2), path, {TextSize::Small, Weight::Regular, Token::Muted});
}

void UsersView::tab_row(ui::Ui& ui, Rect row) {
  ui::line_bottom(ui, row);
  const std::vector<present::TabModel>* tabs = nullptr;
  if (page_.value() && !page_.value()->tabs.empty()) {
    tabs = &page_.value()->tabs;
  } else if (model_.value()) {
    tabs = &model_.value()->tabs;
  }
  if (!tabs || tabs->empty()) return;
  std::vector<std::string> counts;
  for (const present::TabModel& it : *tabs) counts.push_back(ui::grouped(static_cast<std::int64_t>(it.count)));
  std::vector<ui::TabItem> items;
  std::size_t selected = 0;
  for (std::size_t i = 0; i < tabs->size(); ++i) {
    items.push_back({(*tabs)[i].label, counts[i]});
    if ((*tabs)[i].id == query_.tab) selected = i;
  }
  const float side = 16;
  float width = 20 * static_cast<float>(items.size() - 1);
  for (const ui::TabItem& it : items) {
    width += std::ceil(ui::text_width(ui, it.label, {TextSize::Body, Weight::Medium})) + 7 +
             std::ceil(ui::text_width(ui, it.count, {TextSize::Caption, Weight::Medium}));
  }
  const Rect view = row.inset(side, 0);
  ui::ScrollArea area(ui, "tab-row", view, std::max(view.w, width), view.h);
  const auto chosen = ui::tabs(ui, area.content(), "tabs", "Which users", items, selected);
  if (chosen) change("tab", *chosen == 0 ? std::string() : (*tabs)[*chosen].id, ui::History::Push);
}

void UsersView::filter_row(ui::Ui& ui, Rect row) {
  ui::Field field{"Search name or email", "search"};
  field.placeholder = "Search name or email";
  field.show_label = false;
  field.search = true;
  field.icon = Icon::Search;
  if (breadth(ui.canvas().w) != Breadth::Phone) field.shortcut = "/";
  field.limit = 200;
  const present::ListModel* const model = model_.value();
  const std::string label = query_.role.empty() ? "Any role" : "Role: " + role_label(query_.role);
  Button role{label, "role-filter"};
  role.trailing = Icon::ExpandMore;
  const float role_w = std::min(ui::button_width(ui, role), 200.0f);
  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  const float width = phone ? row.w - role_w - 8 : std::min(280.0f, row.w - role_w - 8);
  if (ui::text_field(ui, row.cut_left(width, 8).middle(ui::kInputHeight), search_, field).changed) {
    change("q", search_, ui::History::Replace);
  }
  if (model && !phone) column_chooser(ui, row);
  scope_filter(ui, row);
  if (!model || model->roles.empty()) return;
  std::vector<ui::MenuItem> items{{"", "Any role"}};
  for (const present::Choice& it : model->roles) items.push_back({it.id, it.label});
  for (ui::MenuItem& it : items) it.checked = ui::tri(it.key == query_.role);
  const auto chosen = ui::menu_button(ui, row.cut_left(role_w, 8), role, items);
  if (chosen) change("role", items[*chosen].key, ui::History::Push);
  const bool any = page_.value() && !page_.value()->rows.empty();
  if (filtered() && !phone && any) {
    Button clear{ui::Words()(ui::Word::ClearFilters), "clear", ButtonKind::Ghost, Icon::Close};
    if (ui::button_left(ui, row, clear)) {
      Route route = context_.route;
      route.set("q", {});
      route.set("role", {});
      route.set("at", {});
      route.set("below", {});
      search_.clear();
      context_.go(std::move(route));
    }
  }
}

bool UsersView::is_shown(const present::ColumnModel& column) {
  if (columns_of_ != context_.viewer.scheme_id) {
    columns_of_ = context_.viewer.scheme_id;
    columns_ = context_.host.setting("columns:" + columns_of_);
  }
  return columns_.empty() ? column.initially
                          : ("," + columns_ + ",").find("," + column.shows + ",") != std::string::npos;
}

// The first one that says who it is stays.
void UsersView::column_chooser(ui::Ui& ui, Rect& row) {
  const std::vector<present::ColumnModel>& all = model_.value()->columns;
  std::vector<ui::MenuItem> items;
  bool first = true;
  for (const present::ColumnModel& it : all) {
    ui::MenuItem item{it.shows, it.label};
    item.checked = ui::tri(is_shown(it));
    item.stays = true;
    if (first && it.shows != "flag") {
      item.disabled = "Always shown";
      first = false;
    }
    items.push_back(std::move(item));
  }
  Button button{"Show/hide columns", "columns", ButtonKind::Secondary, Icon::ViewColumn};
  const auto chosen = ui::menu_button(ui, row.cut_right(ui::kButtonHeight, 8), button, items);
  if (!chosen) return;
  std::string shown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (is_shown(all[i]) != (i == *chosen)) shown += (shown.empty() ? "" : ",") + all[i].shows;
  }
  columns_ = shown;
  context_.host.set_setting("columns:" + columns_of_, shown);
}

// Where the tree stands beside the list only what it chose is said, with the switch for what is below; elsewhere a
// button opens it.
void UsersView::scope_filter(ui::Ui& ui, Rect& row) {
  if (!model_.value() || !model_.value()->tree) return;
  const bool wide = breadth(ui.canvas().w) == Breadth::Wide;
  const std::string name = tree_.chosen_name();
  if (!wide) {
    Button open{name.empty() ? context_.viewer.scopes_word : name, "tree", ButtonKind::Secondary, Icon::AccountTree};
    open.has_popup = true;
    const float width = std::min(ui::button_width(ui, open), breadth(ui.canvas().w) == Breadth::Phone ? 44.0f : 220.0f);
    if (breadth(ui.canvas().w) == Breadth::Phone ? ui::icon_button(ui, row.cut_right(44), open)
                                                 : ui::button(ui, row.cut_left(width, 8), open)) {
      tree_open_ = true;
    }
  }
  if (context_.route.get("at").empty() || breadth(ui.canvas().w) == Breadth::Phone) return;
  ui::Check below{"Include below", "below"};
  below.value = ui::tri(query_.include_below);
  const float width = std::ceil(ui::text_width(ui, below.label, {TextSize::Body, Weight::Medium})) + 52;
  if (ui::toggle_row(ui, row.cut_right(width, 8).middle(32), below)) {
    change("below", query_.include_below ? "" : "1", ui::History::Replace);
  }
}

void UsersView::body(ui::Ui& ui, Rect rect, std::string_view edited) {
  ui::fill(ui, rect, Token::Surface);
  const Error* const error = page_.error() ? page_.error() : model_.error();
  if (error) {
    if (!failure(ui, rect, context_, *error, "The list didn’t load")) return;
    query_.turn = "first";
    query_.anchor.clear();
    if (!model_.value()) return model_.forget();
    model_.ask(context_.gateway.list_model());
    return ask();
  }
  if (page_.value() && page_.value()->rows.empty() && !page_.waiting()) return nobody(ui, rect);
  table(ui, rect, edited);
}

void UsersView::nobody(ui::Ui& ui, Rect rect) {
  std::string what;
  if (!query_.search.empty()) what = "“" + query_.search + "”";
  if (!query_.role.empty()) what += (what.empty() ? "" : " with ") + std::string("Role: ") + role_label(query_.role);
  if (!context_.route.get("at").empty()) what += (what.empty() ? "" : " at ") + tree_.chosen_name();
  ui::Blank blank{Icon::Search, ui::Tone::Neutral, "No users match", what, {ui::Words()(ui::Word::ClearFilters)}};
  if (!filtered()) {
    blank.title = "Nobody here";
    blank.text = "This tab has no users now.";
    blank.action.label = "Show all";
  }
  if (!ui::blank(ui, rect, blank)) return;
  search_.clear();
  context_.go_to(Place::Users);
}

void UsersView::footer(ui::Ui& ui, Rect row) {
  ui::fill(ui, row, Token::Bg);
  ui::line_top(ui, row);
  Rect rest = row.inset(16, 0);
  pages(ui, rest);
  if (!model_.value() || !model_.value()->has_flag_column) return;
  const TextStyle style{TextSize::Small, Weight::Regular, Token::Muted};
  const auto legend = [&](bool on, std::string_view label) {
    ui::icon(ui, rest.cut_left(14, 4), Icon::Flag, 14, on ? Token::OkDot : Token::Disabled);
    const float width = std::min(rest.w, std::ceil(ui::text_width(ui, label, style)));
    ui::text(ui, rest.cut_left(width, 14), label, style);
  };
  if (rest.w < 240) return;
  legend(true, "Active");
  legend(false, "Inactive, can’t sign in");
}

void UsersView::pages(ui::Ui& ui, Rect& row) {
  const present::UsersPage* const page = page_.value();
  if (!page || page->rows.empty()) return;
  const std::uint64_t last = page->offset + page->rows.size();
  const bool before = page->offset > 0, after = last < page->total;
  const ui::Words words;
  const std::string_view no_before = before ? std::string_view() : words(ui::Word::OnFirstPage);
  const std::string_view no_after = after ? std::string_view() : words(ui::Word::OnLastPage);
  Button previous = page_button(words(ui::Word::PreviousPage), "previous", Icon::ChevronLeft, no_before);
  Button next = page_button(words(ui::Word::NextPage), "next", Icon::ChevronRight, no_after);
  previous.shortcut = "[";
  next.shortcut = "]";
  const Rect end_at = row.cut_right(ui::kButtonSmall, 2), next_at = row.cut_right(ui::kButtonSmall, 2);
  const Rect previous_at = row.cut_right(ui::kButtonSmall, 2), start_at = row.cut_right(ui::kButtonSmall, 8);
  const std::string range = words(ui::Word::Of, {{"first", ui::grouped(static_cast<std::int64_t>(page->offset) + 1)},
                                                 {"last", ui::grouped(static_cast<std::int64_t>(last))},
                                                 {"total", ui::grouped(static_cast<std::int64_t>(page->total))}});
  const TextStyle style{TextSize::Body, Weight::Medium, Token::Text, ui::Align::Right, ui::Digits::Tabular};
  ui::text(ui, row.cut_right(std::min(row.w, std::ceil(ui::text_width(ui, range, style))), 16), range, style);
  const Button start = page_button(words(ui::Word::FirstPage), "first", Icon::FirstPage, no_before);
  const Button end = page_button("Last page", "last", Icon::LastPage, no_after);
  if (ui::icon_button(ui, start_at, start)) turn("first");
  if (ui::icon_button(ui, previous_at, previous) || (before && ui.pressed(Key::LeftBracket))) turn("previous");
  if (ui::icon_button(ui, next_at, next) || (after && ui.pressed(Key::RightBracket))) turn("next");
  if (ui::icon_button(ui, end_at, end)) turn("last");
}

}  // namespace remit::app
