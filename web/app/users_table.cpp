// The rows of the list.

#include <algorithm>

#include "web/app/moments.h"
#include "web/app/person_actions.h"
#include "web/app/pieces.h"
#include "web/app/users_view.h"

namespace remit::app {

using ui::Button;
using ui::Icon;
using ui::Key;
using ui::Rect;
using ui::TextSize;
using ui::TextStyle;
using ui::Token;
using ui::Weight;

namespace {

constexpr float kColumnGap = 16, kIconColumn = 24, kStateColumn = 104, kMomentColumn = 128;
constexpr std::string_view kActions = "actions", kPerson = "person";

/// On narrow canvases only who, which role and which state.
bool stays(std::string_view shows, Breadth breadth) {
  if (breadth != Breadth::Small) return true;
  return shows == "flag" || shows == "name" || shows.starts_with("group:") || shows == "state";
}

ui::Column column_of(const present::ColumnModel& model, bool has_flags) {
  ui::Column column{model.shows, model.label};
  column.sortable = model.sortable;
  if (model.shows == "flag") {
    column.width = kIconColumn;
    column.icon = Icon::FlagOutline;
  } else if (model.width > 0) {
    // The scheme's widths are from the start of one column to the next.
    column.width = std::max(40.0f, static_cast<float>(model.width) - kColumnGap);
  } else {
    column.width = model.shows == "name" ? 150.0f : 130.0f;
    column.grow = model.shows == "name" ? 1.15f : 1.0f;
  }
  // A state is never cut; beside flags it is a switch.
  if (model.shows == "state" && !has_flags) column.width = std::max(column.width, kStateColumn);
  if (model.shows == "created") column.width = std::max(column.width, kMomentColumn);
  return column;
}

}  // namespace

Act switch_act(const present::UserRow& user, const present::FlagValue& flag, bool is_state) {
  Act act;
  act.undoable = true;
  if (is_state) {
    act.actions = {flag.on ? directory::Action(directory::Deactivate{user.id})
                           : directory::Action(directory::Reactivate{user.id})};
    act.question = flag.change.confirm;
    act.text = flag.change.confirm_text;
    act.verb = flag.change.label;
  } else {
    act.actions = {directory::SetFlag{user.id, flag.id, !flag.on}};
  }
  return act;
}

void UsersView::table(ui::Ui& ui, Rect rect, std::string_view edited) {
  const present::ListModel* const model = model_.value();
  const present::UsersPage* const page = page_.value();
  if (!model) return;
  const Breadth width = breadth(ui.canvas().w);
  const bool phone = width == Breadth::Phone;

  std::vector<ui::Column> columns;
  shows_.clear();
  if (phone) {
    columns.push_back({kPerson, "Name", 100, 1});
    columns.push_back({kActions, "Actions", 44});
    columns.back().show_label = false;
  } else {
    for (const present::ColumnModel& it : model->columns) {
      if (!is_shown(it) || !stays(it.shows, width)) continue;
      columns.push_back(column_of(it, model->has_flag_column));
      shows_.push_back(it.shows);
    }
    columns.push_back({kActions, "Actions", static_cast<float>(model->row_buttons.size() + 1) * ui::kButtonSmall});
    columns.back().show_label = false;
  }

  identity_ = 0;
  while (identity_ + 1 < shows_.size() && shows_[identity_] == "flag") ++identity_;

  ui::TableSpec spec;
  spec.key = "rows";
  spec.name = model->title;
  spec.columns = columns;
  spec.head = !phone;
  spec.row_height = phone ? 76 : ui.canvas().h < 600 ? ui::kTableRowCompact : ui::kTableRowHeight;
  if (page) {
    spec.rows = static_cast<std::int64_t>(page->rows.size());
    spec.first = static_cast<std::int64_t>(page->offset);
    spec.total = static_cast<std::int64_t>(page->total);
  } else {
    spec.rows = 20;
  }
  const bool down = query_.sort.starts_with('-');
  const std::string_view sorted = std::string_view(query_.sort).substr(down ? 1 : 0);
  for (std::size_t i = 0; i < shows_.size(); ++i) {
    if (shows_[i] == sorted) spec.sort = {i, down};
  }
  if (page && !edited.empty()) {
    for (std::size_t i = 0; i < page->rows.size(); ++i) {
      if (to_string(page->rows[i].id) == edited) spec.selected = static_cast<std::int64_t>(i);
    }
  }

  const ui::TableResult result = ui::table(ui, rect, spec, [&](ui::TableRow& row) {
    if (!page) return row.skeleton();
    const present::UserRow& user = page->rows[static_cast<std::size_t>(row.index())];
    row.name(shown_name(ui, user));
    if (phone) return phone_row(ui, row, user);
    draw_row(ui, row, user);
  });
  if (!page) return;
  const auto user_at = [page](std::int64_t i) -> const present::UserRow& {
    return page->rows[static_cast<std::size_t>(i)];
  };
  if (result.sort) {
    const auto column = result.sort->column;
    std::string sort = column ? shows_[*column] : std::string(kUnsorted);
    if (column && result.sort->descending) sort = "-" + sort;
    change("sort", std::move(sort), ui::History::Replace);
  }
  if (result.activated) open(user_at(*result.activated), edited.empty() ? Place::User : Place::Edit);
  if (result.menu) ask_about(user_at(*result.menu), result.menu_anchor);
  if (!result.current) return;
  const present::UserRow& current = user_at(*result.current);
  if (ui.pressed(Key::E)) ask_about(current, {}, directory::EditUser::kType);
  if (ui.pressed(Key::D)) ask_about(current, {}, directory::Deactivate::kType);
  if (ui.pressed(Key::Delete)) ask_about(current, {}, directory::Remove::kType);
  if (ui.pressed(Key::P)) ask_about(current, {}, directory::SendNewPassword::kType);
  if (ui.pressed(Key::M)) ask_about(current, {}, directory::SendFactor::kType);
}

void UsersView::draw_row(ui::Ui& ui, ui::TableRow& row, const present::UserRow& user) {
  if (!user.may_act) row.dim();
  for (std::size_t i = 0; i < shows_.size(); ++i) draw_cell(ui, row, i, user, shows_[i]);
  std::vector<Button> buttons;
  const auto offer = user.buttons.begin();
  std::size_t offers = 0;
  std::vector<const present::ActionOffer*> offered;  // of each button; null: the person's page
  for (const std::string& command : model_.value()->row_buttons) {
    const bool view = command == "show";
    if (!view && offers == user.buttons.size()) continue;
    const present::ActionOffer* const it = view ? nullptr : &offer[static_cast<std::ptrdiff_t>(offers++)];
    Button button{view ? std::string_view("View") : std::string_view(it->label), command};
    button.icon = icon_of(command);
    button.shortcut = view ? "Enter" : command == directory::EditUser::kType ? "E" : "";
    if (it && !it->offered) button.disabled = it->reason;
    buttons.push_back(button);
    offered.push_back(it);
  }
  Button more{"Actions", "more"};
  more.icon = Icon::MoreVert;
  more.has_popup = true;
  more.shortcut = ".";
  buttons.push_back(more);
  const auto clicked = row.actions(shows_.size(), buttons);
  if (!clicked) return;
  if (*clicked == offered.size()) return ask_about(user, row.at(shows_.size()));
  if (!offered[*clicked]) return open(user, Place::User);
  begin(context_, user.id, user.name, *offered[*clicked]);
}

void UsersView::draw_cell(ui::Ui& ui, ui::TableRow& row, std::size_t column, const present::UserRow& user,
                          std::string_view shows) {
  const auto flip = [&](const present::FlagValue& flag, bool is_state) {
    ui::Check check{flag.label};
    check.value = ui::tri(flag.on);
    if (!flag.change.offered) check.disabled = flag.change.reason;
    if (row.toggle(column, check)) context_.acts.start(switch_act(user, flag, is_state));
  };
  if (shows == "flag") {
    const Rect cell = row.cell(column);
    return ui::flag(ui, {cell.x, cell.y, 18, cell.h}, user.may_act, user.state.label);
  }
  if (shows == "scopes") return row.text(column, user.scopes);
  if (column == identity_) {
    const auto value = user.fields.find(std::string(shows));
    const bool drawable = value != user.fields.end() && ui::can_show(ui, value->second);
    const std::string_view name = drawable ? std::string_view(value->second) : shown_name(ui, user);
    Rect cell = row.cell(column, name);
    // Initials are of the whole name, also where a column holds a part of it.
    ui::avatar(ui, cell.cut_left(24, 8), 24, shown_name(ui, user), to_string(user.id),
               user.is_system ? Icon::Webhook : Icon::None);
    const TextStyle style{TextSize::Body, Weight::Medium, user.may_act ? Token::Text : Token::Muted};
    const float chip = user.is_viewer ? ui::chip_width(ui, "You") + 8 : 0;
    const Rect text = cell.cut_left(std::min(cell.w - chip, std::ceil(ui::text_width(ui, name, style))), 8);
    ui::explain_cut(ui, ui::draw_text(ui, text, name, style), text, name);
    if (user.is_viewer) ui::chip(ui, cell, "You");
    return;
  }
  if (shows.starts_with("group:")) {
    return draw_roles(ui, row.cell(column), user, shows.substr(6));
  }
  if (shows == "state") {
    if (user.active && model_.value()->has_flag_column) return flip(*user.active, true);
    ui::state_badge(ui, row.cell(column), user.state.label, tone_of(user.state.tone));
    return;
  }
  if (shows.starts_with("role:")) {
    for (const present::FlagValue& flag : user.flags) {
      if (flag.id.text == shows.substr(5)) return flip(flag, false);
    }
    row.cell(column);
    return;
  }
  if (shows == "last-sign-in") {
    const std::string text = user.last_sign_in ? ago(*user.last_sign_in, context_.now(), context_.host) : "Never";
    return row.text(column, text, Weight::Regular, ui::Digits::Tabular);
  }
  if (shows == "created") {
    return row.text(column, date_time(user.created_at, context_.now(), context_.host), Weight::Regular,
                    ui::Digits::Tabular);
  }
  if (shows == "status") {
    const Rect cell = row.cell(column);
    if (user.waiting_for.empty()) {
      ui::status(ui, cell, Icon::CheckCircle, "Ready", ui::Tone::Ok);
    } else {
      ui::status(ui, cell, Icon::Hourglass, user.waiting_for.front(), ui::Tone::Neutral);
    }
    return;
  }
  const auto field = user.fields.find(std::string(shows));
  row.text(column, field == user.fields.end() ? std::string_view() : std::string_view(field->second));
}

// As many as there is room for, and how many more.
void UsersView::draw_roles(ui::Ui& ui, Rect cell, const present::UserRow& user, std::string_view group) {
  std::vector<const present::RoleTag*> tags;
  for (const present::RoleTag& it : user.roles) {
    if (it.group.text == group) tags.push_back(&it);
  }
  for (std::size_t i = 0; i < tags.size(); ++i) {
    const present::RoleTag& tag = *tags[i];
    const std::string more = "+" + std::to_string(tags.size() - i);
    const bool last = i + 1 == tags.size();
    const float rest = last ? 0 : ui::chip_width(ui, more) + 6;
    if (i > 0 && ui::chip_width(ui, tag.label) + rest > cell.w) {
      std::string names;
      for (std::size_t n = i; n < tags.size(); ++n) names += (names.empty() ? "" : ", ") + tags[n]->label;
      const Rect at = cell.cut_left(ui::chip_width(ui, more));
      ui::chip(ui, at, more);
      return ui.tooltip(ui.id("more-roles"), at, names);
    }
    const Rect at{cell.x, cell.y, cell.w - rest, cell.h};
    const float width =
        tag.is_type && !tag.is_admin
            ? ui::type_badge(ui, at, tag.label, ui::tone_of(tag.id.text))
            : ui::role_badge(ui, at, tag.label, tag.is_admin ? ui::Administers::Yes : ui::Administers::No);
    cell.cut_left(width, 6);
  }
}

void UsersView::phone_row(ui::Ui& ui, ui::TableRow& row, const present::UserRow& user) {
  const std::string_view name = shown_name(ui, user);
  Rect cell = row.cell(0, name);
  ui::avatar(ui, cell.cut_left(40, 12), 40, name, to_string(user.id), user.is_system ? Icon::Webhook : Icon::None);
  const float badge = ui::state_badge_width(ui, user.state.label);
  Rect top{cell.x, cell.y + 8, cell.w, 20};
  ui::state_badge(ui, top.cut_right(badge, 8), user.state.label, tone_of(user.state.tone));
  const TextStyle title{TextSize::Body, Weight::Medium, user.may_act ? Token::Text : Token::Muted};
  ui::draw_text(ui, top, name, title);
  ui::text(ui, {cell.x, cell.y + 28, cell.w, 20}, user.email, {TextSize::Body, Weight::Regular, Token::Text2});
  std::string line;
  for (const present::RoleTag& tag : user.roles) line += (line.empty() ? "" : " · ") + tag.label;
  for (const present::FlagValue& flag : user.flags) line += flag.on ? " · " + flag.label : "";
  ui::text(ui, {cell.x, cell.y + 49, cell.w, 16}, line, {TextSize::Small, Weight::Regular, Token::Muted});
  const Rect more_at = row.cell(1);
  Button more{"Actions", "more", ui::ButtonKind::Ghost, Icon::MoreVert};
  more.has_popup = true;
  if (!ui::icon_button(ui, more_at.centred(44, 44), more)) return;
  ask_about(user, more_at.centred(44, 44));
}

void UsersView::ask_about(const present::UserRow& user, Rect anchor, std::string_view command) {
  menu_for_ = user;
  menu_anchor_ = anchor;
  wish_ = command;
  person_.forget();
  person_.ask(context_.gateway.user(user.id));
}

void UsersView::row_menu(ui::Ui& ui) {
  if (!menu_for_) return;
  if (person_.look()) {
    if (person_.error()) {
      context_.acts.say(ui, context_.say(*person_.error()), ui::Tone::Bad);
      return menu_for_.reset();
    }
    if (!wish_.empty()) {
      const present::UserDetails& details = *person_.value();
      const present::ActionOffer* wanted = wish_ == directory::EditUser::kType ? edit_of(details) : nullptr;
      for (const present::ActionOffer& it : details.actions) {
        if (it.command == wish_) wanted = &it;
      }
      if (wanted && wanted->offered) {
        begin(context_, details.row.id, details.row.name, *wanted);
      } else if (wanted) {
        context_.acts.say(ui, wanted->reason, ui::Tone::Warn);
      }
      return menu_for_.reset();
    }
    ui::open_menu(ui, "row-menu", menu_anchor_);
  }
  if (!person_.value() || !wish_.empty()) return;
  const present::UserDetails& details = *person_.value();
  const present::UserRow& user = details.row;
  std::vector<ui::MenuItem> items{{"view", "View", Icon::Visibility, {}, "Enter"}};
  const present::ActionOffer* const edit = edit_of(details);
  if (edit) items.push_back(menu_item(*edit));
  for (const present::FlagValue& flag : user.flags) {
    ui::MenuItem item{"flag:" + flag.id.text, flag.label};
    item.checked = ui::tri(flag.on);
    if (!flag.change.offered) item.disabled = flag.change.reason;
    items.push_back(std::move(item));
  }
  const std::vector<const present::ActionOffer*> order = in_menu_order(details);
  const std::size_t first = items.size();
  for (ui::MenuItem& it : menu_items(order)) items.push_back(std::move(it));
  const auto chosen = ui::menu(ui, "row-menu", "Actions for " + user.name, items);
  if (!chosen) return;
  if (*chosen == 0) return open(user, Place::User);
  if (*chosen >= first) return begin(context_, user.id, user.name, *order[*chosen - first]);
  const std::string& key = items[*chosen].key;
  for (const present::FlagValue& flag : user.flags) {
    if (key == "flag:" + flag.id.text) return context_.acts.start(switch_act(user, flag, false));
  }
  begin(context_, user.id, user.name, *edit);
}

}  // namespace remit::app
