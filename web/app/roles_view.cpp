#include "web/app/roles_view.h"

namespace remit::app {

using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

ui::Granted granted(present::CellValue value) {
  switch (value) {
    case present::CellValue::Granted:
      return ui::Granted::Any;
    case present::CellValue::Own:
      return ui::Granted::Own;
    case present::CellValue::Denied:
      return ui::Granted::Denied;
  }
  return ui::Granted::Denied;
}

}  // namespace

void RolesView::draw(ui::Ui& ui, Rect rect) {
  if (!asked_) {
    asked_ = true;
    refresh();
  }
  matrix_.look();
  ui.push_id("roles");
  if (matrix_.error()) {
    if (failure(ui, rect, context_, *matrix_.error(), "The roles didn’t load")) refresh();
  } else if (matrix_.value()) {
    grid(ui, rect);
  }
  ui.pop_id();
}

void RolesView::grid(ui::Ui& ui, Rect rect) {
  const present::Matrix& it = *matrix_.value();
  Rect rest = rect;
  Rect title = rest.cut_top(ui::kTitleRowHeight).inset(16, 0);
  const ui::TextStyle style{TextSize::Title, Weight::SemiBold, Token::Text};
  ui::heading(ui, title.cut_left(std::ceil(ui::text_width(ui, "Roles", style)), 10), "Roles", 1, style);
  ui::chip(ui, title, it.title + ", version " + it.version);

  std::vector<std::string> notes, totals;
  std::vector<ui::MatrixColumn> columns;
  for (const present::MatrixRole& role : it.roles) {
    notes.push_back(ui::grouped(static_cast<std::int64_t>(role.users)) + (role.users == 1 ? " user" : " users"));
    totals.push_back(std::to_string(role.granted) + " of " + std::to_string(it.rows.size()));
  }
  for (std::size_t i = 0; i < it.roles.size(); ++i) {
    columns.push_back({it.roles[i].id.text, it.roles[i].label, notes[i]});
  }
  std::vector<ui::MatrixRow> rows;
  for (std::size_t i = 0; i < it.rows.size(); ++i) {
    const bool begins = i == 0 || it.rows[i].area != it.rows[i - 1].area;
    rows.push_back(
        {it.rows[i].id.text, it.rows[i].label, begins ? std::string_view(it.rows[i].area) : std::string_view()});
  }
  const std::string corner =
      std::to_string(rows.size()) + " permissions × " + std::to_string(columns.size()) + " roles";
  ui::MatrixSpec spec;
  spec.key = "matrix";
  spec.name = "Roles and permissions";
  spec.corner = corner;
  spec.columns = columns;
  spec.rows = rows;
  spec.totals = totals;
  if (it.any_assumed) spec.star = "Assumed: the vendor’s pages leave this open";
  Rect legend = rest.cut_bottom(ui::matrix_legend_height(ui, rest.w - 40, spec.star) + 16);
  ui::fill(ui, legend, Token::Bg);
  ui::line_top(ui, legend);
  ui::matrix_legend(ui, legend.inset(20, 8), spec.star);
  ui::matrix(ui, rest, spec, [&it](std::size_t row, std::size_t column) {
    const present::MatrixCell& from = it.rows[row].cells[column];
    return ui::MatrixCell{granted(from.value), {}, from.assumed, from.from};
  });
}

}  // namespace remit::app
