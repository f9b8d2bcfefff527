#include "web/ui/ui.h"

#include <doctest/doctest.h>

#include "web/ui/gallery.h"
#include "web/ui/headless/driver.h"
#include "web/ui/headless/golden.h"
#include "web/ui/widgets.h"

using namespace remit;
using namespace remit::ui;
using headless::UiDriver;

namespace {

// Three buttons in a row, counting their clicks.
struct Three {
  int clicks[3] = {};
  std::string disabled;

  void operator()(Ui& ui) {
    Rect row{20, 20, 600, 32};
    Button a{"First"}, b{"Second"}, c{"Third"};
    b.disabled = disabled;
    if (button_left(ui, row, a)) ++clicks[0];
    if (button_left(ui, row, b)) ++clicks[1];
    if (button_left(ui, row, c)) ++clicks[2];
  }
};

}  // namespace

TEST_CASE("a view at rest asks for no frame, and input wakes it") {
  Gallery gallery;
  UiDriver driver([&](Ui& ui) { gallery.draw(ui); });
  // The spinner of "Saving" turns; a person who wants no motion sees it still.
  driver.host().still = true;
  driver.host().request_frames(4);
  driver.settle();
  CHECK(driver.host().pending_frames == 0);
  const auto version = driver.ui().semantics().version();
  driver.frame();
  driver.frame();
  CHECK(driver.host().pending_frames == 0);
  CHECK(driver.ui().semantics().version() == version);
  driver.click(Role::Button, "Dark theme");
  CHECK(driver.ui().mode() == Mode::Dark);
  CHECK(driver.host().pending_frames == 0);
}

TEST_CASE("every component says its role, name and state") {
  Gallery gallery;
  UiDriver driver([&](Ui& ui) { gallery.draw(ui); });
  CHECK(headless::golden_difference("components.txt", driver.tree()) == "");
}

TEST_CASE("everything that reacts is named in the tree") {
  Gallery gallery;
  UiDriver driver([&](Ui& ui) { gallery.draw(ui); });
  CHECK(driver.ui().unnamed().empty());
}

TEST_CASE("a click that is released elsewhere does nothing") {
  Three view;
  UiDriver driver(std::ref(view));
  driver.click(Role::Button, "First");
  CHECK(view.clicks[0] == 1);
  driver.click_at({900, 500});
  CHECK(view.clicks[0] == 1);
}

TEST_CASE("Tab follows the reading order and comes round; Shift Tab goes back") {
  Three view;
  UiDriver driver(std::ref(view));
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "First");
  driver.press(Key::Tab);
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "Third");
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "First");
  driver.press(Key::Tab, Mod::Shift);
  CHECK(driver.focused()->name == "Third");
}

TEST_CASE("Tab leaves the canvas at its ends, so that the keyboard is not trapped") {
  Three view;
  UiDriver driver(std::ref(view));
  driver.ui().enter_by_tab(false);
  driver.settle();
  CHECK(driver.focused()->name == "First");
  CHECK(driver.ui().tab_leaves(true));
  CHECK_FALSE(driver.ui().tab_leaves(false));
  driver.ui().enter_by_tab(true);
  driver.settle();
  CHECK(driver.focused()->name == "Third");
  CHECK(driver.ui().tab_leaves(false));
}

TEST_CASE("Enter and Space activate what has the focus") {
  Three view;
  UiDriver driver(std::ref(view));
  driver.press(Key::Tab);
  driver.press(Key::Enter);
  driver.press(Key::Space);
  CHECK(view.clicks[0] == 2);
}

TEST_CASE("the focus ring is for the keyboard; the mouse does not show it") {
  Three view;
  UiDriver driver(std::ref(view));
  driver.click(Role::Button, "Second");
  CHECK(driver.focused()->name == "Second");
  CHECK_FALSE(driver.ui().focus_ring());
  driver.press(Key::Tab);
  CHECK(driver.ui().focus_ring());
}

TEST_CASE("a disabled button takes focus and tells its reason, but is not clicked") {
  Three view;
  view.disabled = "Nothing has changed";
  UiDriver driver(std::ref(view));
  const Node& n = driver.get(Role::Button, "Second");
  CHECK(n.disabled);
  CHECK(n.description == "Nothing has changed");
  driver.click(Role::Button, "Second");
  driver.activate(Role::Button, "Second");
  driver.press(Key::Enter);
  CHECK(view.clicks[1] == 0);
  CHECK(driver.focused()->name == "Second");
}

TEST_CASE("assistive technology clicks, focuses and fills what it finds in the tree") {
  int clicks = 0;
  std::string value = "old";
  UiDriver driver([&](Ui& ui) {
    Rect area{20, 20, 300, 200};
    Field field{"Name"};
    text_field(ui, area.cut_top(60), value, field);
    if (button(ui, area.cut_top(32), {"Save"})) ++clicks;
  });
  driver.activate(Role::Button, "Save");
  CHECK(clicks == 1);
  CHECK(driver.focused()->name == "Save");
  driver.set_value(Role::Textbox, "Name", "Ιωάννα");
  CHECK(value == "Ιωάννα");
  CHECK(driver.get(Role::Textbox, "Name").value == "Ιωάννα");
  driver.type("!");
  CHECK(value == "Ιωάννα!");
}

TEST_CASE("the same key in two places is two things") {
  UiDriver driver([&](Ui& ui) {
    ui.push_id("left");
    button(ui, {0, 0, 100, 32}, {"Open"});
    ui.pop_id();
    ui.push_id("right");
    button(ui, {200, 0, 100, 32}, {"Close", "Open"});
    ui.pop_id();
  });
  CHECK(driver.get(Role::Button, "Open").id != driver.get(Role::Button, "Close").id);
  CHECK(driver.get(Role::Button, "Open").id < (1ull << 53));
}

TEST_CASE("[T19] names with ## and %s and controls are drawn and named as they are, and are two rows") {
  const std::string names[] = {"Anna##1", "Anna##2", "%s%n%d", "a\nb\x01", "", "\xff\xfe broken", "x###y"};
  int clicked = -1;
  UiDriver driver([&](Ui& ui) {
    Rect area{20, 20, 400, 400};
    for (std::size_t i = 0; i < std::size(names); ++i) {
      ui.push_id(i);
      Rect row = area.cut_top(32, 8);
      Button b{names[i], "row"};
      if (button(ui, row.cut_left(200, 8), b)) clicked = static_cast<int>(i);
      text(ui, row, names[i]);
      ui.pop_id();
    }
  });
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (names[i].empty()) continue;
    CHECK(driver.has(Role::Button, names[i]));
    CHECK(driver.has(Role::Text, names[i]));
    driver.click(Role::Button, names[i]);
    CHECK(clicked == static_cast<int>(i));
  }
}

TEST_CASE("[T19] a text field takes %s and ## as text and hands them back unchanged") {
  std::string value;
  UiDriver driver([&](Ui& ui) { text_field(ui, {20, 20, 300, 60}, value, {"Name ##1 %s"}); });
  driver.fill(Role::Textbox, "Name ##1 %s", "%s ##x %n \"<b>\"");
  CHECK(value == "%s ##x %n \"<b>\"");
  CHECK(driver.get(Role::Textbox, "Name ##1 %s").value == value);
}

TEST_CASE("a text field edits while it has the focus, and Tab moves on") {
  std::string first = "one", second = "two";
  bool submitted = false, left = false;
  UiDriver driver([&](Ui& ui) {
    const FieldResult a = text_field(ui, {20, 20, 300, 60}, first, {"First"});
    submitted = submitted || a.submitted;
    left = left || a.left;
    text_field(ui, {20, 100, 300, 60}, second, {"Second"});
  });
  CHECK_FALSE(driver.ui().text_input().has_value());
  driver.press(Key::Tab);
  REQUIRE(driver.ui().text_input().has_value());
  CHECK(driver.ui().text_input()->node == driver.get(Role::Textbox, "First").id);
  driver.type("1");  // all was selected, as in a browser
  CHECK(first == "1");
  driver.press(Key::Enter);
  CHECK(submitted);
  CHECK_FALSE(left);
  driver.press(Key::Tab);
  CHECK(left);
  driver.type("2");
  CHECK(second == "2");
  CHECK(first == "1");
  driver.click_at({800, 600});
  CHECK_FALSE(driver.ui().text_input().has_value());
  CHECK(driver.focused() == nullptr);
}

TEST_CASE("a text field that is emptied while it has the focus stays empty, whatever is clicked next") {
  std::string value;
  UiDriver driver([&](Ui& ui) {
    if (text_field(ui, {20, 20, 300, 60}, value, {"Address"}).submitted) value.clear();
    button(ui, {20, 100, 100, 32}, {"Remove"});
  });
  driver.click(Role::Textbox, "Address");
  driver.type("one");
  driver.press(Key::Enter);
  CHECK(value.empty());
  driver.click(Role::Button, "Remove");
  CHECK(value.empty());
  driver.click(Role::Textbox, "Address");
  driver.type("two");
  CHECK(value == "two");
}

TEST_CASE("letters that are shortcuts stay text while a field has the focus") {
  std::string value;
  int shortcuts = 0;
  UiDriver driver([&](Ui& ui) {
    if (ui.pressed(Key::N)) ++shortcuts;
    text_field(ui, {20, 20, 300, 60}, value, {"Name"});
  });
  driver.press(Key::N);
  CHECK(shortcuts == 1);
  driver.click(Role::Textbox, "Name");
  driver.press(Key::N);
  CHECK(shortcuts == 1);
}

TEST_CASE("a password is never in the tree") {
  std::string value = "correct horse battery";
  UiDriver driver([&](Ui& ui) {
    Field field{"Password"};
    field.password = true;
    text_field(ui, {20, 20, 300, 60}, value, field);
  });
  CHECK(driver.get(Role::Textbox, "Password").value.empty());
  CHECK(driver.get(Role::Textbox, "Password").password);
  CHECK(driver.tree().find("horse") == std::string::npos);
}

TEST_CASE("a field's error is announced and described") {
  std::string value = "h.wolfe@nordwind";
  UiDriver driver([&](Ui& ui) {
    Field field{"Email"};
    field.error = "Add the part after the dot";
    text_field(ui, {20, 20, 300, 90}, value, field);
  });
  CHECK(driver.get(Role::Textbox, "Email").invalid);
  CHECK(driver.get(Role::Textbox, "Email").description == "Add the part after the dot");
  CHECK(driver.has(Role::Alert, "Add the part after the dot"));
}

TEST_CASE("what is pasted beyond a field's limit is cut at a whole sign") {
  std::string value;
  UiDriver driver([&](Ui& ui) {
    Field field{"Name"};
    field.limit = 5;
    text_field(ui, {20, 20, 300, 60}, value, field);
  });
  driver.fill(Role::Textbox, "Name", "ααααα");
  CHECK(value == "αα");
}

TEST_CASE("a million rows: End reaches the last one, only what is seen is asked for") {
  std::int64_t asked = 0;
  const Column columns[] = {{"name", "Name", 200, 1, Align::Left, true}};
  Sort sort;
  std::optional<std::int64_t> activated;
  UiDriver driver([&](Ui& ui) {
    TableSpec spec;
    spec.key = "users";
    spec.name = "Users";
    spec.columns = columns;
    spec.rows = 1'048'576;
    spec.sort = sort;
    asked = 0;
    const TableResult r = table(ui, {0, 0, 600, 436}, spec, [&](TableRow& row) {
      ++asked;
      const std::string name = "User " + std::to_string(row.index());
      row.name(name);
      row.text(0, name);
    });
    if (r.sort) sort = *r.sort;
    if (r.activated) activated = r.activated;
  });
  CHECK(asked == 10);
  CHECK(driver.get(Role::Grid, "Users").row_count == 1'048'577);
  driver.press(Key::Tab);  // the sortable head
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "User 0");
  driver.press(Key::Down);
  CHECK(driver.focused()->name == "User 1");
  driver.press(Key::End);
  CHECK(driver.focused()->name == "User 1048575");
  CHECK(driver.focused()->row == 1'048'577);
  CHECK(driver.focused()->rect.bottom() <= 436);
  CHECK(driver.focused()->rect.h == 40);
  driver.press(Key::PageUp);
  CHECK(driver.focused()->name == "User 1048566");
  driver.press(Key::Enter);
  CHECK(activated == 1048566);
  driver.press(Key::Home);
  CHECK(driver.focused()->name == "User 0");
  driver.wheel({300, 200}, -2);
  CHECK(driver.has(Role::Row, "User 10"));
  CHECK(asked <= 11);
}

TEST_CASE("a column is sorted up, down and not at all by three clicks") {
  const Column columns[] = {{"name", "Name", 200, 1, Align::Left, true}, {"role", "Role", 100}};
  Sort sort;
  UiDriver driver([&](Ui& ui) {
    TableSpec spec;
    spec.key = "users";
    spec.name = "Users";
    spec.columns = columns;
    spec.sort = sort;
    const TableResult r = table(ui, {0, 0, 600, 400}, spec, [](TableRow&) {});
    if (r.sort) sort = *r.sort;
  });
  CHECK(driver.get(Role::ColumnHeader, "Name").sort == SortState::Unsorted);
  CHECK(driver.get(Role::ColumnHeader, "Role").sort == SortState::None);
  driver.click(Role::Button, "Name");
  CHECK(driver.get(Role::ColumnHeader, "Name").sort == SortState::Ascending);
  driver.click(Role::Button, "Name");
  CHECK(driver.get(Role::ColumnHeader, "Name").sort == SortState::Descending);
  driver.click(Role::Button, "Name");
  CHECK(driver.get(Role::ColumnHeader, "Name").sort == SortState::Unsorted);
  CHECK_FALSE(sort.column.has_value());
}

TEST_CASE("a switch inside a row is clicked without opening the row, and the row's menu opens by mouse and keyboard") {
  const Column columns[] = {{"name", "Name", 200}, {"active", "Active", 60}};
  bool active = false;
  int activated = 0, menus = 0;
  UiDriver driver([&](Ui& ui) {
    TableSpec spec;
    spec.key = "users";
    spec.name = "Users";
    spec.columns = columns;
    spec.rows = 1;
    const TableResult r = table(ui, {0, 0, 600, 400}, spec, [&](TableRow& row) {
      row.name("Anna");
      row.text(0, "Anna");
      Check check{"Active"};
      check.value = tri(active);
      if (row.toggle(1, check)) active = !active;
    });
    if (r.activated) ++activated;
    if (r.menu) ++menus;
  });
  driver.click(Role::Switch, "Active");
  CHECK(active);
  CHECK(activated == 0);
  driver.click_at({100, 56});
  CHECK(activated == 1);
  driver.right_click(Role::Row, "Anna");
  CHECK(menus == 1);
  driver.press(Key::F10, Mod::Shift);
  CHECK(menus == 2);
  driver.press(Key::Tab);
  CHECK(driver.focused()->role == Role::Switch);
}

TEST_CASE("a menu opens, moves with arrows, skips nothing, explains what is disabled and gives the focus back") {
  std::optional<std::size_t> chosen;
  const MenuItem items[] = {{"view", "View", Icon::Visibility, {}, "Enter"},
                            {"edit", "Edit", Icon::Edit},
                            {"remove", "Remove", Icon::Delete, {}, {}, "Still assigned to 3 entities", true, true}};
  UiDriver driver([&](Ui& ui) {
    Button more{"More"};
    if (const auto c = menu_button(ui, {20, 20, 80, 32}, more, items)) chosen = c;
    button(ui, {20, 200, 80, 32}, {"Behind"});
  });
  driver.press(Key::Tab);
  driver.press(Key::Enter);
  CHECK(driver.focused()->name == "View");
  CHECK_FALSE(driver.has(Role::Button, "Behind"));
  driver.press(Key::Up);
  CHECK(driver.focused()->name == "Remove");
  CHECK(driver.focused()->description == "Still assigned to 3 entities");
  driver.press(Key::Enter);
  CHECK_FALSE(chosen.has_value());
  driver.press(Key::Up);
  driver.press(Key::Enter);
  CHECK(chosen == 1);
  CHECK(driver.focused()->name == "More");
  CHECK(driver.count(Role::Menu) == 0);
  driver.click(Role::Button, "More");
  CHECK(driver.count(Role::Menu) == 1);
  driver.press(Key::Escape);
  CHECK(driver.count(Role::Menu) == 0);
  driver.click(Role::Button, "More");
  driver.click_at({700, 500});
  CHECK(driver.count(Role::Menu) == 0);
}

TEST_CASE("a dialog starts on Cancel, keeps the focus, makes the page inert and gives the focus back") {
  bool open = false;
  Answer last = Answer::None;
  UiDriver driver([&](Ui& ui) {
    if (button(ui, {20, 20, 120, 32}, {"Deactivate"})) open = true;
    if (!open) return;
    Confirm ask;
    ask.key = "ask";
    ask.title = "Deactivate Anna?";
    ask.text = "3 sessions end now.";
    ask.confirm = "Deactivate user";
    const Answer a = confirm(ui, ask);
    if (a == Answer::None) return;
    last = a;
    open = false;
  });
  driver.click(Role::Button, "Deactivate");
  CHECK(driver.get(Role::AlertDialog, "Deactivate Anna?").modal);
  CHECK(driver.focused()->name == "Cancel");
  CHECK_FALSE(driver.has(Role::Button, "Deactivate"));
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "Deactivate user");
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "Cancel");
  driver.press(Key::Escape);
  CHECK(last == Answer::Cancel);
  CHECK(driver.focused()->name == "Deactivate");
  driver.press(Key::Enter);
  driver.press(Key::Tab);
  driver.press(Key::Enter);
  CHECK(last == Answer::Confirm);
}

TEST_CASE("removing for good asks for the name first") {
  Answer last = Answer::None;
  UiDriver driver([&](Ui& ui) {
    Confirm ask;
    ask.key = "ask";
    ask.title = "Remove Anna?";
    ask.text = "This cannot be undone.";
    ask.confirm = "Remove";
    ask.type_to_confirm = "Anna";
    const Answer a = confirm(ui, ask);
    if (a != Answer::None) last = a;
  });
  CHECK(driver.get(Role::Button, "Remove").disabled);
  driver.fill(Role::Textbox, "Type Anna to confirm", "Anna");
  CHECK_FALSE(driver.get(Role::Button, "Remove").disabled);
  driver.click(Role::Button, "Remove");
  CHECK(last == Answer::Confirm);
}

TEST_CASE("a toast is announced, offers Undo, and goes after six seconds without keeping the page awake") {
  Toaster toaster;
  std::uint64_t undone = 0;
  bool first = true;
  UiDriver driver([&](Ui& ui) {
    if (first) toaster.show(ui, {"Tomás is now inactive", Tone::Ok, "Undo", 42});
    first = false;
    if (const auto token = toaster.draw(ui, ui.canvas())) undone = token;
  });
  CHECK(driver.has(Role::Status, "Tomás is now inactive"));
  CHECK(driver.host().pending_frames == 0);
  driver.advance(seconds(5));
  CHECK(toaster.showing());
  driver.advance(seconds(2));
  CHECK_FALSE(toaster.showing());
  CHECK_FALSE(driver.has(Role::Status, "Tomás is now inactive"));
  toaster.show(driver.ui(), {"Again", Tone::Ok, "Undo", 43});
  driver.settle();
  driver.click(Role::Button, "Undo");
  CHECK(undone == 43);
}

TEST_CASE("long text is cut with an ellipsis and told in full after 400 ms") {
  UiDriver driver([&](Ui& ui) {
    CHECK(draw_text(ui, {20, 60, 60, 20}, "Wolfeschlegelsteinhausenbergerdorff") == Cut::Truncated);
    CHECK(draw_text(ui, {20, 90, 60, 20}, "Anna") == Cut::Whole);
    // A name is the whole name for those who do not see the cell.
    text(ui, {20, 20, 60, 20}, "Wolfeschlegelsteinhausenbergerdorff");
  });
  CHECK(driver.has(Role::Text, "Wolfeschlegelsteinhausenbergerdorff"));
}

TEST_CASE("digits in tables stand in equal widths") {
  UiDriver driver([&](Ui& ui) {
    TextStyle tabular;
    tabular.digits = Digits::Tabular;
    CHECK(text_width(ui, "1111", tabular) == doctest::Approx(text_width(ui, "8888", tabular)));
    CHECK(text_width(ui, "1111") < text_width(ui, "8888"));
  });
}

TEST_CASE("scripts without glyphs are known, so that the e-mail can stand for the name") {
  UiDriver driver([&](Ui& ui) {
    CHECK(can_show(ui, "Nguyễn Thị Minh Khai"));
    CHECK(can_show(ui, "Ιωάννα Анастасия"));
    CHECK_FALSE(can_show(ui, "محمد"));
    CHECK_FALSE(can_show(ui, "佐藤"));
  });
}

TEST_CASE("choices: radio lists move with arrows, tabs and segments are one Tab stop") {
  std::size_t role = 0, tab = 0;
  const RadioRow rows[] = {{"admin_user", "admin_user", "Everything"},
                           {"normal_user", "normal_user", "Sales"},
                           {"other", "other", {}, "You don’t hold this role"}};
  const TabItem items[] = {{"All", "169"}, {"Active", "158"}};
  UiDriver driver([&](Ui& ui) {
    if (const auto c = tabs(ui, {20, 0, 400, 40}, "tabs", "States", items, tab)) tab = *c;
    if (const auto c = radio_list(ui, {20, 60, 300, 200}, "role", "Role", rows, role)) role = *c;
  });
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "All");
  driver.press(Key::Right);
  CHECK(tab == 1);
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "admin_user");
  driver.press(Key::Down);
  CHECK(role == 1);
  driver.press(Key::Down);
  CHECK(driver.focused()->name == "other");
  CHECK(role == 1);
  CHECK(driver.get(Role::Radio, "other").description == "You don’t hold this role");
  driver.click(Role::Radio, "other");
  CHECK(role == 1);
}

TEST_CASE("the matrix is a grid: arrows move, Space asks for the next value, a change is told in words") {
  const MatrixColumn columns[] = {{"admin", "admin_user"}, {"normal", "normal_user"}};
  const MatrixRow rows[] = {{"create", "Create users", "Merchant"}, {"refund", "Authorise refunds"}};
  std::optional<MatrixHit> hit;
  UiDriver driver([&](Ui& ui) {
    MatrixSpec spec;
    spec.key = "matrix";
    spec.name = "Roles";
    spec.columns = columns;
    spec.rows = rows;
    spec.editable = true;
    const auto h = matrix(ui, {0, 0, 900, 500}, spec, [](std::size_t r, std::size_t c) {
      MatrixCell cell;
      cell.granted = c == 0 ? Granted::Any : r == 0 ? Granted::Denied : Granted::Own;
      return cell;
    });
    if (h) hit = h;
  });
  CHECK(driver.count(Role::GridCell) == 4);
  CHECK(driver.has(Role::RowHeader, "Authorise refunds"));
  driver.press(Key::Tab);
  CHECK(driver.focused()->name == "granted");
  driver.press(Key::Right);
  CHECK(driver.focused()->name == "denied");
  driver.press(Key::Down);
  CHECK(driver.focused()->name == "own");
  driver.press(Key::Space);
  REQUIRE(hit.has_value());
  CHECK(hit->row == 1);
  CHECK(hit->column == 1);
}

TEST_CASE("initials come from the first and the last word, whatever the script") {
  CHECK(initials("Beatriz Salgado de Oliveira") == "BO");
  CHECK(initials("Ιωάννα Παπαδοπούλου") == "ΙΠ");
  CHECK(initials("mara@lumen.example") == "M");
  CHECK(initials("booking-engine") == "BE");
  CHECK(initials("") == "");
}

TEST_CASE("numbers are grouped, and short where there is little room") {
  CHECK(grouped(1'048'576) == "1,048,576");
  CHECK(grouped(999) == "999");
  CHECK(grouped(-1000) == "-1,000");
  CHECK(abbreviated(2'400'000) == "2.4M");
  CHECK(abbreviated(412'300) == "412K");
  CHECK(abbreviated(318) == "318");
}

TEST_CASE("[T19] an argument of a sentence is not read for further arguments") {
  const Words words;
  CHECK(words(Word::Of, {{"first", "{last}"}, {"last", "2"}, {"total", "%s"}}) == "{last}–2 of %s");
}

TEST_CASE("a click reaches a thing that the mouse has only just come to") {
  Three view;
  UiDriver driver(std::ref(view));
  const Point at = driver.get(Role::Button, "Third").rect.centre();
  driver.click_at(at);
  CHECK(view.clicks[2] == 1);
}
