#include "web/ui/matrix.h"

#include "web/ui/badge.h"
#include "web/ui/paint.h"
#include "web/ui/scroll.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr TextStyle kStar{TextSize::Body, Weight::SemiBold, Token::Warn};
constexpr float kLegendRow = 28;

constexpr float kSlope = 0.72f;  // px to the right for each px up
constexpr float kOverhang = kMatrixHeadHeight * kSlope;

std::string_view word(Granted g) {
  switch (g) {
    case Granted::Denied:
      return "denied";
    case Granted::Own:
      return "own";
    case Granted::Any:
      return "granted";
  }
  return "denied";
}

void draw_mark(Ui& ui, Rect cell, Granted granted) {
  if (granted == Granted::Any) {
    const Rect tile = cell.centred(28, 24);
    fill(ui, tile, Token::OkBg, kRadiusTag);
    icon(ui, tile, Icon::Check, 16, Token::Ok);
  } else if (granted == Granted::Own) {
    const Rect tile = cell.centred(54, 24);
    fill(ui, tile, Token::WarnBg, kRadiusTag);
    Rect inside = tile.inset(6, 0);
    icon(ui, inside.cut_left(14, 3), Icon::Person, 14, Token::Warn);
    draw_text(ui, inside, "own", {TextSize::Small, Weight::Medium, Token::Warn});
  } else {
    fill(ui, cell.centred(10, 2), Token::Control);
  }
}

}  // namespace

class MatrixDraw {
 public:
  MatrixDraw(Ui& ui, Rect rect, const MatrixSpec& spec, const std::function<MatrixCell(std::size_t, std::size_t)>& cell)
      : ui_(ui), rect_(rect), spec_(spec), cell_(cell), id_(ui.id(spec.key)) {
    columns_ = kMatrixColumnWidth * static_cast<float>(spec.columns.size());
    label_ = std::clamp(rect.w - columns_ - kOverhang - 24, 190.0f, 268.0f);
    width_ = std::max(rect.w, label_ + columns_ + kOverhang);
  }

  std::optional<MatrixHit> run() {
    ui_.push_id(spec_.key);
    Node grid;
    grid.role = Role::Grid;
    grid.name = spec_.name;
    grid.row_count = static_cast<std::int64_t>(spec_.rows.size()) + 1;
    grid.column_count = static_cast<int>(spec_.columns.size()) + 1;
    grid.rect = rect_;
    ui_.tree().open(grid);
    ui_.push_background(Token::Surface);
    fill(ui_, rect_, Token::Surface);
    move();
    float height = spec_.totals.empty() ? 0 : kMatrixRowHeight;
    for (const MatrixRow& row : spec_.rows) height += kMatrixRowHeight + (row.group.empty() ? 0 : kMatrixGroupHeight);
    const Rect body{rect_.x, rect_.y + kMatrixHeadHeight + 1, rect_.w, rect_.h - kMatrixHeadHeight - 1};
    const auto shift = static_cast<float>(
        std::round(std::clamp(ui_.state(ui_.id("cells")).a, 0.0, static_cast<double>(width_ - rect_.w))));
    ui_.push_clip({rect_.x, rect_.y, rect_.w, kMatrixHeadHeight + 1});
    head({rect_.x - shift, rect_.y, width_, kMatrixHeadHeight});
    ui_.pop_clip();
    {
      ScrollArea area(ui_, "cells", body, width_, height);
      rows(area.content());
    }
    ui_.pop_background();
    ui_.tree().close();
    ui_.pop_id();
    return hit_;
  }

 private:
  [[nodiscard]] Rect column(Rect row, std::size_t i) const {
    return {row.x + label_ + kMatrixColumnWidth * static_cast<float>(i), row.y, kMatrixColumnWidth, row.h};
  }

  void head(Rect area) {
    Node row;
    row.role = Role::Row;
    row.row = 1;
    row.rect = area;
    ui_.tree().open(row);
    Node corner;
    corner.role = Role::ColumnHeader;
    corner.name = spec_.corner;
    corner.column = 1;
    corner.rect = {area.x, area.y, label_, area.h};
    ui_.tree().add(corner);
    draw_text(ui_, {area.x + 20, area.bottom() - 28, label_ - 28, 16}, spec_.corner,
              {TextSize::Small, Weight::Regular, Token::Muted});
    const float top = area.y + 1, bottom = area.bottom();
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
      const MatrixColumn& c = spec_.columns[i];
      const Rect foot = column(area, i);
      if (c.edited) {
        const Point corners[] = {
            {foot.x + kOverhang, top}, {foot.right() + kOverhang, top}, {foot.right(), bottom}, {foot.x, bottom}};
        polygon(ui_, corners, 4, Token::Selected);
      }
      line(ui_, {foot.x, bottom}, {foot.x + kOverhang, top}, Token::Border2);
      const float rise = 1 / kSlope;
      const float length = std::sqrt(kMatrixHeadHeight * kMatrixHeadHeight + kOverhang * kOverhang) - 22;
      draw_text_slanted(ui_, {foot.x + 44, bottom - 14}, rise, length, c.label,
                        {TextSize::Body, Weight::SemiBold, Token::Text});
      if (!c.note.empty()) {
        draw_text_slanted(ui_, {foot.x + 68, bottom - 8}, rise, length - 30, c.note,
                          {TextSize::Small, Weight::Regular, Token::Muted});
      }
      Node node;
      node.role = Role::ColumnHeader;
      node.name = c.label;
      node.description = c.note;
      node.column = static_cast<int>(i) + 2;
      node.rect = foot;
      ui_.tree().add(node);
    }
    const float end = area.x + label_ + columns_;
    line(ui_, {end, bottom}, {end + kOverhang, top}, Token::Border2);
    fill(ui_, {area.x + label_ + kOverhang, area.y, columns_, 1}, Token::Border2);
    fill(ui_, {rect_.x, area.bottom(), rect_.w, 1}, Token::Border2);
    ui_.tree().close();
  }

  void rows(Rect area) {
    for (std::size_t r = 0; r < spec_.rows.size(); ++r) {
      const MatrixRow& row = spec_.rows[r];
      if (!row.group.empty()) {
        const Rect group = area.cut_top(kMatrixGroupHeight);
        fill(ui_, group, Token::Sunken);
        line_bottom(ui_, group);
        draw_text(ui_, {group.x + 20, group.y, group.w - 40, group.h}, row.group,
                  {TextSize::Small, Weight::SemiBold, Token::Muted});
      }
      draw_row(r, area.cut_top(kMatrixRowHeight));
    }
    if (!spec_.totals.empty()) totals(area.cut_top(kMatrixRowHeight));
  }

  void draw_row(std::size_t r, Rect rect) {
    const MatrixRow& row = spec_.rows[r];
    std::optional<Granted> was;
    for (std::size_t c = 0; c < spec_.columns.size(); ++c)
      if (const MatrixCell cell = cell_(r, c); cell.was) was = cell.was;
    Node node;
    node.role = Role::Row;
    node.name = row.label;
    node.row = static_cast<std::int64_t>(r) + 2;
    node.rect = rect;
    ui_.tree().open(node);
    const bool hovered = ui_.hovered(rect);
    if (hovered || was) fill(ui_, rect, Token::Hover);
    line_bottom(ui_, rect);
    Node header;
    header.role = Role::RowHeader;
    header.name = row.label;
    header.description = row.mark;
    header.column = 1;
    header.rect = {rect.x, rect.y, label_, rect.h};
    ui_.tree().add(header);
    Rect label{rect.x + 20, rect.y, label_ - 32, rect.h};
    explain_cut(ui_, draw_text(ui_, label, row.label, {}), label, row.label);
    for (std::size_t c = 0; c < spec_.columns.size(); ++c) draw_cell(r, c, column(rect, c));
    line_left(ui_, {rect.x + label_ + columns_, rect.y, 1, rect.h});
    if (was) {
      const std::string text = Words()(Word::Was, {{"value", word(*was)}});
      const Rect at{rect.x + label_ + columns_ + 9, rect.y, 100, rect.h};
      draw_text(ui_, at, text, {TextSize::Small, Weight::Medium, Token::Warn});
    }
    ui_.tree().close();
  }

  void draw_cell(std::size_t r, std::size_t c, Rect rect) {
    const MatrixCell cell = cell_(r, c);
    const NodeId id = cell_id(r, c);
    Behave how;
    how.tab_stop = r == at_row_ && c == at_column_;
    how.hand = spec_.editable;
    how.activate_on_enter = how.activate_on_space = spec_.editable;
    const Behaviour on = ui_.behave(id, rect, how);
    Node node;
    node.id = id;
    node.role = Role::GridCell;
    node.name = word(cell.granted);
    std::string description(cell.uncertain ? spec_.star : std::string_view());
    if (!cell.through.empty())
      description += (description.empty() ? "Through " : ". Through ") + std::string(cell.through);
    node.description = description;
    node.column = static_cast<int>(c) + 2;
    node.focusable = true;
    node.readonly = !spec_.editable;
    node.rect = rect;
    ui_.tree().add(node);
    line_left(ui_, rect);
    if (cell.was) {
      fill(ui_, rect.inset(1, 0), Token::WarnBg);
      stroke(ui_, {rect.x + 1, rect.y, rect.w - 1, rect.h - 1}, Token::WarnDot, 2);
    }
    draw_mark(ui_, rect, cell.granted);
    if (cell.uncertain) {
      const float half = cell.granted == Granted::Own ? 27.0f : cell.granted == Granted::Any ? 14.0f : 5.0f;
      draw_text(ui_, {rect.centre().x + half + 3, rect.y + 6, 14, 16}, "*", kStar);
    }
    if (!description.empty()) ui_.tooltip(id, rect, description);
    if (on.ring) stroke(ui_, rect.inset(2), Token::Focus, 2, kRadiusTag);
    if (on.focused) {
      at_row_ = r;
      at_column_ = c;
      ui_.state(id_).n = static_cast<std::int64_t>(r * spec_.columns.size() + c);
    }
    if (on.clicked && spec_.editable) hit_ = MatrixHit{r, c};
  }

  void totals(Rect rect) {
    fill(ui_, rect, Token::Sunken);
    line_bottom(ui_, rect);
    Node node;
    node.role = Role::Row;
    node.name = spec_.totals_label;
    node.rect = rect;
    ui_.tree().open(node);
    const TextStyle muted{TextSize::Body, Weight::Regular, Token::Muted};
    draw_text(ui_, {rect.x + 20, rect.y, label_ - 32, rect.h}, spec_.totals_label, muted);
    for (std::size_t c = 0; c < spec_.columns.size() && c < spec_.totals.size(); ++c) {
      const Rect at = column(rect, c);
      Node cell;
      cell.role = Role::Cell;
      cell.name = spec_.totals[c];
      cell.column = static_cast<int>(c) + 2;
      cell.rect = at;
      ui_.tree().add(cell);
      draw_text(ui_, at, spec_.totals[c], {TextSize::Small, Weight::SemiBold, Token::Text2, Align::Centre});
    }
    ui_.tree().close();
  }

  // One Tab stop for all cells; the arrows move it.
  void move() {
    if (spec_.columns.empty() || spec_.rows.empty()) return;
    Ui::State& state = ui_.state(id_);
    const std::size_t count = spec_.columns.size();
    const std::size_t at = std::min(static_cast<std::size_t>(state.n), spec_.rows.size() * count - 1);
    at_row_ = at / count;
    at_column_ = at % count;
    if (ui_.focus() != cell_id(at_row_, at_column_)) return;
    std::size_t r = at_row_, c = at_column_;
    if (ui_.pressed(Key::Down) && r + 1 < spec_.rows.size()) ++r;
    if (ui_.pressed(Key::Up) && r > 0) --r;
    if (ui_.pressed(Key::Right) && c + 1 < count) ++c;
    if (ui_.pressed(Key::Left) && c > 0) --c;
    if (ui_.pressed(Key::Home)) c = 0;
    if (ui_.pressed(Key::End)) c = count - 1;
    if (r == at_row_ && c == at_column_) return;
    at_row_ = r;
    at_column_ = c;
    state.n = static_cast<std::int64_t>(r * count + c);
    ui_.set_focus(cell_id(r, c), true);
  }

  [[nodiscard]] NodeId cell_id(std::size_t r, std::size_t c) const {
    return make_id(make_id(id_, spec_.rows[r].key), spec_.columns[c].key);
  }

  Ui& ui_;
  Rect rect_;
  const MatrixSpec& spec_;
  const std::function<MatrixCell(std::size_t, std::size_t)>& cell_;
  NodeId id_;
  float label_ = 0, columns_ = 0, width_ = 0;
  std::size_t at_row_ = 0, at_column_ = 0;
  std::optional<MatrixHit> hit_;
};

std::optional<MatrixHit> matrix(Ui& ui, Rect rect, const MatrixSpec& spec,
                                const std::function<MatrixCell(std::size_t, std::size_t)>& cell) {
  return MatrixDraw(ui, rect, spec, cell).run();
}

namespace {

// Draws it, or only measures where `draw` is false.
float legend(Ui& ui, Rect rect, std::string_view star, bool draw) {
  const struct {
    Granted granted;
    std::string_view label;
    float width;
  } entries[] = {{Granted::Any, Words()(Word::Granted), 28},
                 {Granted::Own, Words()(Word::OwnOnly), 54},
                 {Granted::Denied, Words()(Word::Denied), 14},
                 {Granted::Denied, star, 10}};
  const TextStyle style{TextSize::Small, Weight::Regular, Token::Muted};
  Rect rows = rect, row = rows.cut_top(kLegendRow);
  float lines = 1;
  for (const auto& e : entries) {
    if (e.label.empty()) continue;
    const float label = std::ceil(text_width(ui, e.label, style));
    if (row.w < e.width + 8 + label && row.w < rect.w) {
      row = rows.cut_top(kLegendRow);
      ++lines;
    }
    const Rect mark = row.cut_left(e.width, 8), at = row.cut_left(label, 20);
    if (!draw) continue;
    if (&e == &entries[3]) {
      draw_text(ui, mark, "*", kStar);
    } else {
      draw_mark(ui, mark, e.granted);
    }
    text(ui, at, e.label, style);
  }
  return lines * kLegendRow;
}

}  // namespace

void matrix_legend(Ui& ui, Rect rect, std::string_view star) {
  legend(ui, rect, star, true);
}

float matrix_legend_height(Ui& ui, float width, std::string_view star) {
  return legend(ui, {0, 0, width, 1000}, star, false);
}

}  // namespace remit::ui
