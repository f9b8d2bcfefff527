#pragma once
// A table of up to millions of rows: only what is seen is asked for and drawn.
//
//   const TableResult r = table(ui, rect, spec, [&](TableRow& row) {
//     const User* u = page.find(row.index());
//     if (u == nullptr) return row.skeleton();
//     row.name(u->name);
//     row.text(0, u->name, Weight::Medium);
//     if (row.toggle(3, {"Active", …})) …
//   });

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "web/ui/button.h"
#include "web/ui/choice.h"
#include "web/ui/ui.h"

namespace remit::ui {

struct Column {
  std::string_view key;
  std::string_view label;  ///< also the name of a column that shows only an icon
  float width = 120;       ///< px; the least if it grows
  float grow = 0;          ///< its share of what is left over
  Align align = Align::Left;
  bool sortable = false;
  Icon icon = Icon::None;  ///< instead of the label
  bool show_label = true;  ///< not over the row actions
};

struct Sort {
  std::optional<std::size_t> column;
  bool descending = false;
  bool operator==(const Sort&) const = default;
};

struct TableSpec {
  std::string_view key;
  std::string_view name;  ///< "Users"
  std::span<const Column> columns;
  std::int64_t rows = 0;
  /// The position of row 0 in the whole list, for aria-rowindex and aria-rowcount.
  std::int64_t first = 0;
  std::int64_t total = 0;  ///< 0: `rows`
  float row_height = kTableRowHeight;
  Sort sort;
  std::optional<std::int64_t> selected;
  bool head = true;  ///< false: rows alone, as on phones
  bool menu = true;  ///< right click, Shift F10 and the full stop ask for the row's menu
};

/// One row while it is drawn.
class TableRow {
 public:
  [[nodiscard]] std::int64_t index() const { return index_; }
  [[nodiscard]] bool hovered() const { return hovered_; }
  [[nodiscard]] bool current() const { return current_; }
  [[nodiscard]] bool selected() const { return selected_; }

  /// What the row is called for screen readers, the first thing to say.
  void name(std::string_view name);
  /// Inactive people: the texts are muted.
  void dim() { dim_ = true; }
  /// Not loaded yet.
  void skeleton();

  /// Where a cell is, without opening it.
  [[nodiscard]] Rect at(std::size_t column) const { return {cells_[column].x, rect_.y, cells_[column].w, rect_.h}; }
  /// Opens a cell and returns where it is, for contents of one's own; cells come in the order of the columns.
  Rect cell(std::size_t column, std::string_view name = {});
  void text(std::size_t column, std::string_view text, Weight weight = Weight::Regular,
            Digits digits = Digits::Proportional);
  bool toggle(std::size_t column, const Check& check);
  /// Right-aligned icon buttons; returns the one that was clicked.
  std::optional<std::size_t> actions(std::size_t column, std::span<const Button> buttons);

 private:
  friend class TableDraw;
  TableRow(Ui& ui, std::span<const Rect> cells, std::span<const Column> columns)
      : ui_(ui), cells_(cells), columns_(columns) {}
  void close_cell();

  Ui& ui_;
  std::span<const Rect> cells_;
  std::span<const Column> columns_;
  std::int64_t index_ = 0;
  Rect rect_;
  int node_ = -1;
  bool hovered_ = false, current_ = false, selected_ = false, dim_ = false, cell_open_ = false, skeleton_ = false;
};

struct TableResult {
  std::optional<Sort> sort;               ///< what it should be now
  std::optional<std::int64_t> activated;  ///< clicked, or Enter
  std::optional<std::int64_t> menu;       ///< whose menu is wanted, at `menu_anchor`
  Rect menu_anchor;
  std::int64_t first_seen = 0, last_seen = -1;  ///< rows that were asked for
  std::optional<std::int64_t> current;          ///< the row the keyboard is at, if the table has the focus
};

TableResult table(Ui& ui, Rect rect, const TableSpec& spec, const std::function<void(TableRow&)>& row);

}  // namespace remit::ui
