#include "web/ui/gallery.h"

#include "web/ui/widgets.h"

namespace remit::ui {

namespace {

constexpr TextStyle kHeading{TextSize::Title, Weight::SemiBold, Token::Text};

}  // namespace

void Gallery::draw(Ui& ui) {
  const Landmark main(ui, Role::Main, Words()(Word::Components), ui.canvas());
  ScrollArea area(ui, "gallery", ui.canvas(), ui.canvas().w, 1600);
  Rect page = area.content().inset(28, 0);
  const bool wide = page.w > 1300;
  Rect right = page;
  page.w = std::min(page.w, 664.0f);
  right.cut_left(page.w + 28);
  page.cut_top(20);
  Rect head = page.cut_top(38, 14);
  Button mode{Words()(ui.mode() == Mode::Light ? Word::DarkTheme : Word::LightTheme), "theme"};
  mode.icon = ui.mode() == Mode::Light ? Icon::DarkMode : Icon::LightMode;
  if (button_right(ui, head, mode)) ui.set_mode(ui.mode() == Mode::Light ? Mode::Dark : Mode::Light);
  heading(ui, head, ui.mode() == Mode::Light ? "Light" : "Dark", 1, kHeading);

  group_label(ui, page.cut_top(16, 6), "Buttons");
  buttons(ui, page.cut_top(74, 24));
  group_label(ui, page.cut_top(16, 8), "Fields");
  fields(ui, page.cut_top(142, 14));
  group_label(ui, page.cut_top(16, 8), "Choices");
  choices(ui, page.cut_top(28, 18));
  group_label(ui, page.cut_top(16, 6), "Badges: state, type, role");
  badges(ui, page.cut_top(50, 14));
  messages(ui, page.cut_top(184, 30));
  blanks(ui, page.cut_top(184, 8));
  progress(ui, page.cut_top(28, 12), "Exporting 1,048,576 users", 0.62f, Words()(Word::Stop));
  list(ui, page.cut_top(500, 8));
  if (wide) {
    right.cut_top(20);
    shell(ui, right.cut_top(330, 24));
    roles(ui, right.cut_top(420, 24));
    panel(ui, right);
  }
  toaster_.draw(ui, ui.canvas());
  if (drawer_) {
    Drawer drawer(ui, "outbox", "Outbox", 416);
    note(ui, drawer.body().inset(16), "The sandbox caught these e-mails. None were sent.", Tone::Warn);
    if (drawer.dismissed()) drawer_ = false;
  }
  if (!dialog_) return;
  Confirm ask;
  ask.key = "deactivate";
  ask.title = "Deactivate Ιωάννα Παπαδοπούλου?";
  ask.text = "3 sessions end now, and sign-in stops working. You can reactivate the user later.";
  ask.confirm = "Deactivate";
  const Answer answer = confirm(ui, ask);
  if (answer == Answer::None) return;
  dialog_ = false;
  if (answer == Answer::Confirm) toaster_.show(ui, {"Ιωάννα Παπαδοπούλου is now inactive", Tone::Ok, "Undo", 1});
}

void Gallery::buttons(Ui& ui, Rect row) {
  Rect first = row.cut_top(32, 10);
  Button add{"Add user"}, exporting{"Export"}, cancel{"Cancel"}, remove{"Remove"}, deactivate{"Deactivate"},
      save{"Save"};
  add.kind = ButtonKind::Primary;
  add.icon = Icon::Add;
  exporting.icon = Icon::Download;
  cancel.kind = ButtonKind::Ghost;
  remove.kind = ButtonKind::DangerSolid;
  remove.icon = Icon::Delete;
  deactivate.kind = ButtonKind::DangerOutline;
  deactivate.icon = Icon::Block;
  save.disabled = "Nothing has changed";
  button_left(ui, first, add);
  if (button_left(ui, first, exporting)) toaster_.show(ui, {"Åsa Öström is unlocked", Tone::Ok, "Undo", 1});
  button_left(ui, first, cancel);
  button_left(ui, first, remove);
  if (button_left(ui, first, deactivate)) dialog_ = true;
  button_left(ui, first, save);

  Rect second = row.cut_top(32);
  Button saving{"Saving"}, small{"Clear filters"}, more{"More", "more"}, columns{"Columns", "columns"};
  saving.kind = ButtonKind::Primary;
  saving.busy = true;
  small.size = ButtonSize::Small;
  more.icon = Icon::MoreVert;
  columns.icon = Icon::ViewColumn;
  columns.pressed = Tri::True;
  columns.shortcut = "C";
  button_left(ui, second, saving);
  button_left(ui, second, small);
  const MenuItem items[] = {{"view", "View", Icon::Visibility, {}, "Enter"},
                            {"edit", "Edit", Icon::Edit, {}, "E"},
                            {"password", "Send new password", Icon::LockReset, "State goes back to New", "P"},
                            {"remove",
                             "Remove",
                             Icon::Delete,
                             {},
                             {},
                             "Still assigned to 3 entities. Remove the assignments first.",
                             true,
                             true}};
  menu_button(ui, second.cut_left(32, 8), more, items);
  icon_button(ui, second.cut_left(32, 8), columns);
}

void Gallery::fields(Ui& ui, Rect area) {
  Rect left = area, right = area;
  left.w = right.w = (area.w - 16) / 2;
  right.x = left.right() + 16;
  Field name{"Name"}, email{"Email"}, type{"Type"};
  name.placeholder = "Unique name";
  email.error = "Add the part after the dot";
  type.readonly = "Set when the user was created";
  text_field(ui, left.cut_top(54, 12), name_, name);
  text_field(ui, left, email_, email);
  const MenuItem roles[] = {{"administrator", "Administrator"}, {"operator", "Operator"}, {"analysis", "Analysis"}};
  Select role{"Role"};
  if (const auto chosen = select(ui, right.cut_top(54, 12), role, roles, role_)) role_ = *chosen;
  text_field(ui, right, type_, type);
}

void Gallery::choices(Ui& ui, Rect row) {
  const auto box = [&](std::string_view name, Tri value, std::string_view disabled = {}) {
    Check check{name};
    check.value = value;
    check.disabled = disabled;
    check.show_label = false;
    return checkbox(ui, row.cut_left(16, 18), check);
  };
  if (box("First", tri(checks_[0]))) checks_[0] = !checks_[0];
  if (box("Second", tri(checks_[1]))) checks_[1] = !checks_[1];
  box("Some", Tri::Mixed);
  box("Locked off", Tri::False, "You don’t hold this role");
  box("Locked on", Tri::True, "You don’t hold this role");
  const auto flip = [&](std::string_view name, bool value, std::string_view disabled = {}) {
    Check check{name};
    check.value = tri(value);
    check.disabled = disabled;
    return toggle(ui, row.cut_left(32, 18), check);
  };
  if (flip("Payment link", switches_[0])) switches_[0] = !switches_[0];
  if (flip("API access", switches_[1])) switches_[1] = !switches_[1];
  flip("Active", true, "This is you");
  const Segment segments[] = {{"View"}, {"Edit"}};
  if (const auto chosen = segmented(ui, row, "mode", "Mode", segments, segment_)) segment_ = *chosen;
}

void Gallery::badges(Ui& ui, Rect area) {
  Rect first = area.cut_top(20, 8), second = area.cut_top(20);
  const std::pair<std::string_view, Tone> states[] = {{"New", Tone::Info},     {"Active", Tone::Ok},
                                                      {"Locked", Tone::Bad},   {"Invited", Tone::Info},
                                                      {"Expired", Tone::Warn}, {"Deactivated", Tone::Neutral}};
  for (const auto& [label, tone] : states) first.cut_left(state_badge(ui, first, label, tone), 8);
  const std::pair<std::string_view, Tone> types[] = {{"Send", Tone::Teal},
                                                     {"Motto", Tone::Violet},
                                                     {"Web API", Tone::Info},
                                                     {"OAuth App", Tone::Pink},
                                                     {"Automation", Tone::Olive}};
  for (const auto& [label, tone] : types) second.cut_left(type_badge(ui, second, label, tone), 8);
  second.cut_left(role_badge(ui, second, "Administrator", Administers::Yes), 8);
  role_badge(ui, second, "Operator");
}

void Gallery::messages(Ui& ui, Rect area) {
  Rect left = area, right = area;
  left.w = right.w = (area.w - 16) / 2;
  right.x = left.right() + 16;
  group_label(ui, left.cut_top(16, 8), "Notes");
  const std::pair<std::string_view, Tone> notes[] = {{"State goes back to New after a new password.", Tone::Info},
                                                     {"API key expires in 3 days. Rotate it.", Tone::Warn},
                                                     {"Not saved: the name is taken. Choose another.", Tone::Bad},
                                                     {"7 invites sent.", Tone::Ok}};
  for (const auto& [words, tone] : notes) left.cut_top(note(ui, left, words, tone), 8);
  group_label(ui, right.cut_top(16, 8), "Loading skeleton");
  Rect frame = right.cut_top(120);
  card_frame(ui, frame);
  for (std::uint64_t i = 0; i < 3; ++i) {
    const Rect row = frame.cut_top(40);
    skeleton_row(ui, row, i);
    if (i < 2) line_bottom(ui, row);
  }
}

void Gallery::blanks(Ui& ui, Rect area) {
  Rect left = area, right = area;
  left.w = right.w = (area.w - 16) / 2;
  right.x = left.right() + 16;
  group_label(ui, left.cut_top(16, 8), "Empty");
  group_label(ui, right.cut_top(16, 8), "Error");
  card_frame(ui, left);
  card_frame(ui, right);
  Blank empty{Icon::Search, Tone::Neutral, "No users match", "“wolff” with State: Locked", {"Clear filters", "empty"}};
  Blank failed{
      Icon::CloudOff, Tone::Bad, "The list didn’t load", "The server doesn’t answer. Try again.", {"Try again"}};
  failed.action.icon = Icon::Refresh;
  blank(ui, left, empty);
  blank(ui, right, failed);
}

void Gallery::list(Ui& ui, Rect area) {
  const TabItem items[] = {{"All", "1,048,576"}, {"New", "3,118"}, {"Locked", "5,556"}};
  Rect row = area.cut_top(kTabRowHeight);
  line_bottom(ui, row);
  if (const auto chosen = tabs(ui, row, "tabs", "States", items, tab_)) tab_ = *chosen;
  const Column columns[] = {{"name", "Name", 180, 1, Align::Left, true},
                            {"role", "Role", 110, 0, Align::Left, true},
                            {"active", "Active", 60},
                            {"seen", "Last sign-in", 90, 0, Align::Left, true},
                            {"actions", "Actions", 28, 0, Align::Left, false, Icon::None, false}};
  TableSpec spec;
  spec.key = "users";
  spec.name = "Users";
  spec.columns = columns;
  spec.rows = 1'048'576;
  spec.sort = sort_;
  spec.selected = selected_;
  Rect foot = area;
  foot = area.cut_bottom(kTableFooterHeight);
  const TableResult result = table(ui, area, spec, [&](TableRow& r) {
    if (r.index() > 1'000'000) return r.skeleton();
    const std::string name = "User " + grouped(r.index() + 1);
    r.name(name);
    Rect cell = r.cell(0, name);
    avatar(ui, cell.cut_left(24, 10), 24, name, name);
    draw_text(ui, cell, name, {TextSize::Body, Weight::Medium, Token::Text});
    role_badge(ui, r.cell(1), r.index() % 7 == 0 ? "admin_user" : "normal_user",
               r.index() % 7 == 0 ? Administers::Yes : Administers::No);
    Check active{"Active"};
    active.value = Tri::True;
    r.toggle(2, active);
    r.text(3, "17 Nov", Weight::Regular, Digits::Tabular);
    const Button actions[] = {{"View", "view"}};
    Button view = actions[0];
    view.icon = Icon::Visibility;
    r.actions(4, std::span<const Button>(&view, 1));
  });
  if (result.sort) sort_ = *result.sort;
  if (result.activated) selected_ = *result.activated;
  fill(ui, foot, Token::Bg);
  line_top(ui, foot);
  foot = foot.inset(16, 0);
  pager(ui, foot, 1, 50, spec.rows, false, true);
}

// The frame around a list page.
void Gallery::shell(Ui& ui, Rect area) {
  const Landmark frame(ui, Role::Region, "Shell", area);
  Rect rest = area;
  Rect rail = rest.cut_left(kRailWidth);
  logo(ui, rail.cut_top(kTopBarHeight));
  line_right(ui, {rail.x, area.y, rail.w, area.h});
  rail.cut_top(8);
  const RailItem items[] = {{"users", "Users", Icon::People, {}, {}, true},
                            {"roles", "Roles", Icon::Grid},
                            {"access", "Access", Icon::Route},
                            {"outbox", "Outbox", Icon::Mail, "2"}};
  for (const RailItem& item : items) {
    if (rail_item(ui, rail.cut_top(52, 4), item) && item.key == "outbox") drawer_ = true;
  }
  Rect bar = rest.cut_top(kTopBarHeight);
  line_bottom(ui, bar);
  bar.cut_left(8);
  org_switcher(ui, bar, "Lumen Travel", "lumen", "BillPro", true);
  bar.cut_left(chip(ui, bar, "Sandbox", Tone::Warn, Icon::Science), 8);
  bar.cut_right(16);
  avatar_button(ui, bar.cut_right(28, 8), "Mara Ellingsen", "mara", false);
  Rect top = rest.cut_top(40).inset(24, 0);
  int move = neighbour_buttons(ui, top, "Previous user", "Next user", true, false);
  (void)move;
  const Crumb crumbs[] = {{"users", "Users"}, {"", "i.papadopoulou"}};
  breadcrumb(ui, top, crumbs);
  const Step steps[] = {
      {"Details", "Username and email", true}, {"Accounts", "3 of 9 chosen", true}, {"Roles", "4 chosen"}};
  stepper(ui, rest.cut_top(60).inset(24, 0), steps, 2);
  rest.cut_top(12);
  Rect head;
  const auto body =
      folding_card(ui, rest.cut_top(140).inset(24, 0), "signin", "Sign-in & security", "3 sessions", folded_, head);
  if (!body) return;
  Rect rows = body->inset(16, 8);
  detail_row(ui, rows.cut_top(32), 120, {"Username", "i.papadopoulou", true});
  detail_row(ui, rows.cut_top(32), 120, {"Email", "ioanna.papadopoulou@aegeanboats.example", true});
}

void Gallery::roles(Ui& ui, Rect area) {
  const MatrixColumn columns[] = {{"admin", "admin_user", "6 users"},
                                  {"normal", "normal_user", "37 users"},
                                  {"restricted", "restricted_user", "112 users"},
                                  {"accountant", "accountant_user", "14 users", true}};
  const MatrixRow rows[] = {{"details", "Merchant details", "Merchant"},
                            {"create", "Create users"},
                            {"customers", "Manage customers", "Customers and orders"},
                            {"orders", "Manage orders"},
                            {"refunds", "Authorise refunds", "Money and reports"}};
  const std::string totals[] = {"5 of 5", "2 of 5", "2 of 5", "1 of 5"};
  MatrixSpec spec;
  spec.key = "matrix";
  spec.name = "Roles and permissions";
  spec.corner = "5 permissions × 4 roles";
  spec.columns = columns;
  spec.rows = rows;
  spec.totals = totals;
  spec.editable = true;
  matrix(ui, area.cut_top(366, 6), spec, [](std::size_t r, std::size_t c) {
    MatrixCell cell;
    if (c == 0 || (c == 1 && r > 1)) cell.granted = Granted::Any;
    if (c == 2 && (r == 2 || r == 3)) cell.granted = Granted::Own;
    if (c == 3 && r == 4) cell = {Granted::Any, Granted::Denied, {}};
    return cell;
  });
  matrix_legend(ui, area.cut_top(40).inset(20, 6));
}

void Gallery::panel(Ui& ui, Rect area) {
  Rect left = area.cut_left(372, 24);
  Rect row;
  Rect body = side_panel(ui, left.cut_top(620), "Edit user", row).inset(16, 16);
  Button close{"Close", "close"};
  close.kind = ButtonKind::Ghost;
  close.icon = Icon::Close;
  icon_button(ui, row.cut_right(32), close);
  group_label(ui, body.cut_top(16, 8), "Role");
  const RadioRow rows[] = {
      {"admin_user", "admin_user", "Everything, including users", {}, "11 of 11", 11, 0, 11},
      {"normal_user", "normal_user", "Sales, refunds and reports", {}, "6 of 11", 6, 0, 11, true},
      {"restricted_user", "restricted_user", "Own customers and orders", {}, "3 of 11", 1, 2, 11},
      {"accountant_user", "accountant_user", "Products, payments, reports", {}, "3 of 11", 3, 0, 11},
      {"owner", "owner", {}, "Only the owner gives this role"}};
  if (const auto chosen = radio_list(ui, body.cut_top(270, 8), "role", "Role", rows, chosen_)) chosen_ = *chosen;
  body.cut_top(note(ui, body, "Loses 3: Manage customers, Manage orders, Authorise refunds", Tone::Warn), 16);
  group_label(ui, body.cut_top(16, 8), "Access");
  Check link{"Payment link"};
  link.hint = "Send by e-mail, SMS, QR code or URL";
  link.unsaved = true;
  toggle_row(ui, body.cut_top(40, 8), link);
  Check active{"Active", "active-row"};
  active.value = Tri::True;
  active.disabled = "This is you";
  toggle_row(ui, body.cut_top(40, 8), active);
  Check keep{"Keep me informed"};
  keep.hint = "One e-mail a week";
  checkbox(ui, area.cut_top(40), keep);
}

}  // namespace remit::ui
