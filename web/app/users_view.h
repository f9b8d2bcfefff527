#pragma once
// The list of people: tabs, search, filter, rows with switches, pages. What stands in the columns says the scheme.

#include <string>

#include "web/app/context.h"
#include "web/app/scope_tree.h"

namespace remit::app {

class UsersView {
 public:
  explicit UsersView(Context& context) : context_(context), tree_(context) {}

  /// `edited` is the id of the person whose panel stands beside the list, if one does.
  void draw(ui::Ui& ui, ui::Rect rect, std::string_view edited);
  /// Something may look different: the same page is asked for again.
  void refresh();
  /// Another organisation, or other eyes.
  void forget();

 private:
  void follow_route();
  void ask();
  void change(const std::string& key, std::string value, ui::History history);
  void keys(ui::Ui& ui);
  void title_row(ui::Ui& ui, ui::Rect row);
  void tab_row(ui::Ui& ui, ui::Rect row);
  void filter_row(ui::Ui& ui, ui::Rect row);
  void scope_filter(ui::Ui& ui, ui::Rect& row);
  void add_person();
  void column_chooser(ui::Ui& ui, ui::Rect& row);
  [[nodiscard]] bool is_shown(const present::ColumnModel& column);
  void body(ui::Ui& ui, ui::Rect rect, std::string_view edited);
  void footer(ui::Ui& ui, ui::Rect row);
  void pages(ui::Ui& ui, ui::Rect& row);
  void turn(std::string_view to);
  void nobody(ui::Ui& ui, ui::Rect rect);
  void table(ui::Ui& ui, ui::Rect rect, std::string_view edited);
  void draw_row(ui::Ui& ui, ui::TableRow& row, const present::UserRow& user);
  void draw_cell(ui::Ui& ui, ui::TableRow& row, std::size_t column, const present::UserRow& user,
                 std::string_view shows);
  void draw_roles(ui::Ui& ui, ui::Rect cell, const present::UserRow& user, std::string_view group);
  void phone_row(ui::Ui& ui, ui::TableRow& row, const present::UserRow& user);
  void row_menu(ui::Ui& ui);
  /// What can be done with somebody is asked when it is wanted: their menu at `anchor`, or one command of theirs.
  void ask_about(const present::UserRow& user, ui::Rect anchor, std::string_view command = {});
  void open(const present::UserRow& user, Place place);
  [[nodiscard]] std::string role_label(std::string_view id) const;
  [[nodiscard]] std::string first_column() const;
  [[nodiscard]] bool filtered() const;

  Context& context_;
  ScopeTree tree_;
  Question<present::ListModel> model_;
  Question<present::UsersPage> page_;
  present::ListQuery query_;
  std::string search_;
  std::string columns_, columns_of_;  // those shown, if somebody chose, and of which scheme
  std::vector<std::string> shows_;    // of the columns as drawn
  std::size_t identity_ = 0;          // the one that has the avatar: the first that says who it is
  std::optional<present::UserRow> menu_for_;
  ui::Rect menu_anchor_;
  std::string wish_;  // the command wanted; empty: the menu
  Question<present::UserDetails> person_;
  bool asked_ = false, tree_open_ = false;
};

/// `sort` of an address that wants none.
inline constexpr std::string_view kUnsorted = "none";

/// Flips a switch of a person: at once, or after the question that the scheme asks.
[[nodiscard]] Act switch_act(const present::UserRow& user, const present::FlagValue& flag, bool is_state);

}  // namespace remit::app
