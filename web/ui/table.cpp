#include "web/ui/table.h"

#include <vector>

#include "web/ui/feedback.h"
#include "web/ui/paint.h"
#include "web/ui/scroll.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr float kEdge = 16, kColumnGap = 16, kSortIcon = 14;

std::vector<Rect> lay_out(const TableSpec& spec, Rect row, float width) {
  float fixed = 2 * kEdge + kColumnGap * static_cast<float>(spec.columns.size() - 1), grow = 0;
  for (const Column& c : spec.columns) {
    fixed += c.width;
    grow += c.grow;
  }
  const float spare = std::max(0.0f, width - fixed);
  std::vector<Rect> cells;
  float x = row.x + kEdge;
  for (const Column& c : spec.columns) {
    const float w = std::floor(c.width + (grow > 0 ? spare * c.grow / grow : 0));
    cells.push_back({std::round(x), row.y, w, row.h});
    x += w + kColumnGap;
  }
  return cells;
}

float least_width(const TableSpec& spec) {
  float w = 2 * kEdge + kColumnGap * static_cast<float>(spec.columns.size() - 1);
  for (const Column& c : spec.columns) w += c.width;
  return w;
}

}  // namespace

void TableRow::name(std::string_view name) {
  ui_.tree().at(node_).name = ui_.tree().keep(name);
}

void TableRow::close_cell() {
  if (cell_open_) ui_.tree().close();
  cell_open_ = false;
}

Rect TableRow::cell(std::size_t column, std::string_view name) {
  close_cell();
  Node node;
  node.role = Role::GridCell;
  node.name = name;
  node.column = static_cast<int>(column) + 1;
  const Rect at = cells_[column];
  node.rect = {at.x, rect_.y, at.w, rect_.h};
  ui_.tree().open(node);
  cell_open_ = true;
  return node.rect;
}

void TableRow::text(std::size_t column, std::string_view text, Weight weight, Digits digits) {
  const Rect at = cell(column, text);
  const Token strong = weight == Weight::Regular ? Token::Text2 : Token::Text;
  const TextStyle style{TextSize::Body, weight, dim_ ? Token::Muted : strong, columns_[column].align, digits};
  explain_cut(ui_, draw_text(ui_, at, text, style), at, text);
}

bool TableRow::toggle(std::size_t column, const Check& check) {
  const Rect at = cell(column);
  return ui::toggle(ui_, {at.x, at.y, 32, at.h}, check);
}

std::optional<std::size_t> TableRow::actions(std::size_t column, std::span<const Button> buttons) {
  Rect at = cell(column);
  std::optional<std::size_t> clicked;
  // Laid out from the right, met by Tab from the left.
  float x = at.right() - static_cast<float>(buttons.size()) * kButtonSmall;
  for (std::size_t i = 0; i < buttons.size(); ++i, x += kButtonSmall) {
    Button b = buttons[i];
    b.kind = ButtonKind::Ghost;
    b.size = ButtonSize::Small;
    if (icon_button(ui_, {x, at.y, kButtonSmall, at.h}, b)) clicked = i;
  }
  return clicked;
}

void TableRow::skeleton() {
  skeleton_ = true;
  ui_.tree().at(node_).busy = true;
  ui_.tree().at(node_).name = ui_.tree().keep(Words()(Word::Loading));
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const Rect at = this->at(i);
    const std::uint64_t h = (static_cast<std::uint64_t>(index_) * 31 + i) * 0x9E3779B97F4A7C15ull;
    const float share = 0.35f + 0.45f * static_cast<float>((h >> 40) & 255) / 255.0f;
    skeleton_bar(ui_, {at.x, at.y, std::round(std::min(at.w, 180.0f) * share), at.h});
  }
}

/// Draws one table; keeps the parts of its work apart.
class TableDraw {
 public:
  TableDraw(Ui& ui, Rect rect, const TableSpec& spec) : ui_(ui), rect_(rect), spec_(spec), id_(ui.id(spec.key)) {}

  TableResult run(const std::function<void(TableRow&)>& draw) {
    ui_.push_id(spec_.key);
    Node grid;
    grid.role = Role::Grid;
    grid.name = spec_.name;
    grid.row_count = (spec_.total > 0 ? spec_.total : spec_.rows) + 1;
    grid.column_count = static_cast<int>(spec_.columns.size());
    grid.rect = rect_;
    ui_.tree().open(grid);
    fill(ui_, rect_, Token::Surface);
    ui_.push_background(Token::Surface);
    const float width = std::max(rect_.w, least_width(spec_));
    const float head_h = spec_.head ? kTableHeadHeight : 0;
    const Rect body{rect_.x, rect_.y + head_h, rect_.w, rect_.h - head_h};
    const double height = static_cast<double>(spec_.rows) * spec_.row_height;
    {
      // The head scrolls sideways with the rows, so it is drawn inside of the same area's offsets, before the rows:
      // reading order is head, then rows.
      const NodeId area_id = ui_.id("rows");
      const float shift = static_cast<float>(
          std::round(std::clamp(ui_.state(area_id).a, 0.0, static_cast<double>(std::max(0.0f, width - rect_.w)))));
      const Rect head{rect_.x - shift, rect_.y, width, kTableHeadHeight};
      if (spec_.head) {
        ui_.push_clip({rect_.x, rect_.y, rect_.w, kTableHeadHeight});
        draw_head(head);
        ui_.pop_clip();
      }
      ScrollArea area(ui_, "rows", body, width, height);
      rows(area, width, draw);
    }
    ui_.pop_background();
    ui_.tree().close();
    ui_.pop_id();
    return result_;
  }

 private:
  void draw_head(Rect head) {
    fill(ui_, {rect_.x, head.y, rect_.w, head.h}, Token::Surface);
    const std::vector<Rect> cells = lay_out(spec_, head, head.w);
    Node row;
    row.role = Role::Row;
    row.row = 1;
    row.rect = head;
    ui_.tree().open(row);
    for (std::size_t i = 0; i < cells.size(); ++i) draw_head_cell(i, cells[i]);
    ui_.tree().close();
    line_bottom(ui_, {rect_.x, head.y, rect_.w, head.h});
  }

  void draw_head_cell(std::size_t i, Rect cell) {
    const Column& c = spec_.columns[i];
    const bool sorted = spec_.sort.column == i;
    Node node;
    node.role = Role::ColumnHeader;
    node.name = c.label;
    node.column = static_cast<int>(i) + 1;
    node.rect = cell;
    if (c.sortable) {
      node.sort = !sorted ? SortState::Unsorted : spec_.sort.descending ? SortState::Descending : SortState::Ascending;
    }
    ui_.push_id(c.key);
    Behaviour on;
    const NodeId id = ui_.id("head");
    ui_.tree().open(node);
    if (c.sortable) {
      on = ui_.behave(id, cell.inset(-4, 4));
      Node b;
      b.id = id;
      b.role = Role::Button;
      b.name = c.label;
      b.focusable = true;
      b.rect = cell;
      ui_.tree().add(b);
      if (on.ring) focus_ring(ui_, cell.inset(-4, 6), kRadiusTag);
      if (on.clicked) result_.sort = next_sort(i);
    }
    const Token color = sorted || on.hovered ? Token::Text : Token::Muted;
    if (c.icon != Icon::None) {
      icon(ui_, {cell.x, cell.y, 18, cell.h}, c.icon, 18, color);
      ui_.tooltip(id, cell, c.label);
    } else if (c.show_label) {
      const TextStyle style{TextSize::Small, Weight::Medium, color, c.align};
      Rect label = cell;
      if (sorted) label.w -= kSortIcon + 4;
      explain_cut(ui_, draw_text(ui_, label, c.label, style), cell, c.label);
      if (sorted) {
        const float w = std::min(label.w, std::ceil(text_width(ui_, c.label, style)));
        const float x = c.align == Align::Right ? cell.right() - kSortIcon : cell.x + w + 4;
        icon(ui_, {x, cell.y, kSortIcon, cell.h}, spec_.sort.descending ? Icon::ArrowDown : Icon::ArrowUp, kSortIcon,
             Token::Text);
      }
    }
    ui_.tree().close();
    ui_.pop_id();
  }

  // Up, down, not at all.
  [[nodiscard]] Sort next_sort(std::size_t column) const {
    if (spec_.sort.column != column) return {column, false};
    if (!spec_.sort.descending) return {column, true};
    return {};
  }

  void rows(ScrollArea& area, float width, const std::function<void(TableRow&)>& draw) {
    const double h = spec_.row_height;
    if (spec_.rows <= 0) return;
    Ui::State& state = ui_.state(id_);
    std::int64_t at = std::clamp<std::int64_t>(state.n, 0, spec_.rows - 1);
    const bool focused = state.on;
    if (focused) at = keys(area, at);
    state.n = at;

    const auto first = std::clamp<std::int64_t>(static_cast<std::int64_t>(area.offset_y() / h), 0, spec_.rows - 1);
    const auto last = std::clamp<std::int64_t>(static_cast<std::int64_t>((area.offset_y() + area.view().h - 1) / h),
                                               first, spec_.rows - 1);
    result_.first_seen = first;
    result_.last_seen = last;
    const float x = area.view().x - static_cast<float>(area.offset_x());
    const std::vector<Rect> cells = lay_out(spec_, {x, 0, width, spec_.row_height}, width);
    bool any_focus = false;
    for (std::int64_t i = first; i <= last; ++i) {
      // Subtracted in double: a float has no whole pixels left beyond row 400,000.
      const auto y = static_cast<float>(static_cast<double>(i) * h - area.offset_y());
      any_focus = draw_row(i, {x, area.view().y + y, width, spec_.row_height}, cells, at, draw) || any_focus;
    }
    // Scrolled out of sight, the current row keeps the keyboard.
    const bool away = focused && (at < first || at > last);
    state.on = any_focus || (away && ui_.focus() == row_id(at));
    if (state.on) result_.current = at;
  }

  [[nodiscard]] NodeId row_id(std::int64_t index) const {
    const std::int64_t absolute = spec_.first + index;
    return make_id(id_, std::string_view(reinterpret_cast<const char*>(&absolute), sizeof absolute));
  }

  // Only while a row itself has the focus, so that a switch inside keeps its own keys.
  std::int64_t keys(ScrollArea& area, std::int64_t at) {
    if (ui_.focus() != row_id(at)) return at;
    const auto page = std::max<std::int64_t>(1, static_cast<std::int64_t>(area.view().h / spec_.row_height) - 1);
    std::int64_t to = at;
    if (ui_.pressed(Key::Down)) to = at + 1;
    if (ui_.pressed(Key::Up)) to = at - 1;
    if (ui_.pressed(Key::PageDown)) to = at + page;
    if (ui_.pressed(Key::PageUp)) to = at - page;
    if (ui_.pressed(Key::Home)) to = 0;
    if (ui_.pressed(Key::End)) to = spec_.rows - 1;
    to = std::clamp<std::int64_t>(to, 0, spec_.rows - 1);
    if (to != at) {
      ui_.set_focus(row_id(to), true);
      area.reveal(static_cast<double>(to) * spec_.row_height, spec_.row_height);
    }
    return to;
  }

  // Whether the row, or something in it, has the focus.
  bool draw_row(std::int64_t index, Rect rect, std::span<const Rect> cells, std::int64_t at,
                const std::function<void(TableRow&)>& draw) {
    TableRow row(ui_, cells, spec_.columns);
    row.index_ = index;
    row.rect_ = rect;
    row.current_ = index == at;
    row.selected_ = spec_.selected == index;
    const NodeId id = row_id(index);
    Behave how;
    how.tab_stop = row.current_;
    how.hand = false;
    const Behaviour on = ui_.behave(id, rect, how);
    row.hovered_ = ui_.hovered(rect);
    Node node;
    node.id = id;
    node.role = Role::Row;
    node.row = spec_.first + index + 2;
    node.selected = tri(row.selected_);
    node.focusable = true;
    node.rect = rect;
    row.node_ = ui_.tree().open(node);
    const Token back = row.selected_ ? Token::Selected : row.hovered_ ? Token::Hover : Token::Surface;
    if (back != Token::Surface) fill(ui_, {rect_.x, rect.y, rect_.w, rect.h}, back);
    if (row.selected_) fill(ui_, {rect_.x, rect.y, 2, rect.h}, Token::Accent);
    fill(ui_, {rect_.x, rect.bottom() - 1, rect_.w, 1}, Token::Border);

    const std::size_t before = ui_.impl().reacted.size();
    ui_.push_background(back);
    // Inside, only the current row's switches and buttons are Tab stops: fifty rows are not two hundred stops.
    ui_.push_tab_stops(row.current_);
    ui_.impl().ids.push_back(id);
    draw(row);
    row.close_cell();
    ui_.impl().ids.pop_back();
    ui_.pop_tab_stops();
    ui_.pop_background();
    ui_.tree().close();
    if (on.ring) stroke(ui_, {rect_.x + 1, rect.y, rect_.w - 2, rect.h - 1}, Token::Focus, 2, kRadiusTag);

    bool inside = on.focused;
    const auto& reacted = ui_.impl().reacted;
    for (std::size_t i = before; i < reacted.size(); ++i) inside = inside || reacted[i] == ui_.focus();
    if (inside) ui_.state(id_).n = index;
    if (row.skeleton_) return inside;
    if (on.clicked) result_.activated = index;
    if (spec_.menu && (on.right_clicked || (on.focused && ui_.pressed(Key::Period)))) {
      result_.menu = index;
      const Point m = ui_.mouse();
      const bool mouse = rect.contains(m) && ui_.hovered(rect);
      result_.menu_anchor = mouse ? Rect{m.x, m.y, 0, 0} : Rect{rect.x + 48, rect.y, 0, rect.h};
    }
    return inside;
  }

  Ui& ui_;
  Rect rect_;
  const TableSpec& spec_;
  NodeId id_;
  TableResult result_;
};

TableResult table(Ui& ui, Rect rect, const TableSpec& spec, const std::function<void(TableRow&)>& row) {
  return TableDraw(ui, rect, spec).run(row);
}

}  // namespace remit::ui
