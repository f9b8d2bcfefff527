#include "web/ui/tree.h"

#include <cmath>

#include "web/ui/paint.h"
#include "web/ui/scroll.h"
#include "web/ui/text.h"

namespace remit::ui {

namespace {

constexpr float kIndent = 12, kArrow = 20;

/// Where the arrows lead from row `i`; opening and closing stand in `flipped`.
std::size_t moved(Ui& ui, std::span<const TreeRow> rows, std::size_t i, std::optional<std::size_t>& flipped) {
  const TreeRow& row = rows[i];
  if (ui.pressed(Key::Down) && i + 1 < rows.size()) return i + 1;
  if (ui.pressed(Key::Up) && i > 0) return i - 1;
  if (ui.pressed(Key::Home)) return 0;
  if (ui.pressed(Key::End)) return rows.size() - 1;
  if (ui.pressed(Key::Right)) {
    if (row.expanded == Tri::False) flipped = i;
    if (row.expanded == Tri::True && i + 1 < rows.size()) return i + 1;
  }
  if (ui.pressed(Key::Left)) {
    if (row.expanded == Tri::True) {
      flipped = i;
    } else {
      for (std::size_t up = i; up-- > 0;) {
        if (rows[up].level < row.level) return up;
      }
    }
  }
  return i;
}

void draw_row(Ui& ui, Rect box, const TreeRow& row, bool selected) {
  const bool disabled = !row.disabled.empty();
  Rect rest = box.inset(6, 0);
  rest.cut_right(6);
  for (int level = 0; level < row.level; ++level) {
    const Rect step = rest.cut_left(kIndent);
    fill(ui, {step.x + 9, step.y, 1, step.h}, Token::Border);
  }
  const Rect arrow = rest.cut_left(kArrow, 2);
  if (row.expanded != Tri::None) {
    icon(ui, arrow.centred(16, 16), row.expanded == Tri::True ? Icon::ExpandMore : Icon::ChevronRight, 16,
         Token::Muted);
  }
  const Token color = disabled ? Token::Disabled : selected ? Token::AccentText : Token::Text2;
  const Icon glyph = disabled ? Icon::Lock : row.icon;
  if (glyph != Icon::None) icon(ui, rest.cut_left(16, 8), glyph, 16, disabled ? Token::Muted : color);
  if (!row.count.empty()) {
    const TextStyle count{TextSize::Caption, Weight::Medium, Token::Muted, Align::Right, Digits::Tabular};
    draw_text(ui, rest.cut_right(std::ceil(text_width(ui, row.count, count)), 8), row.count, count);
  }
  const TextStyle label{TextSize::Body, selected ? Weight::Medium : Weight::Regular, color};
  explain_cut(ui, draw_text(ui, rest, row.label, label), rest, row.label);
}

}  // namespace

TreeResult tree(Ui& ui, Rect rect, std::string_view key, std::string_view name, std::span<const TreeRow> rows,
                std::optional<std::size_t> selected) {
  TreeResult result;
  ui.push_id(key);
  Node group;
  group.role = Role::Tree;
  group.name = name;
  group.rect = rect;
  ui.tree().open(group);
  {
    ScrollArea area(ui, "rows", rect, rect.w, static_cast<double>(kTreeRowHeight) * static_cast<double>(rows.size()));
    Rect rest = area.content();
    rest.w = area.view().w;
    bool focused = false;
    for (const TreeRow& row : rows) focused = focused || ui.focus() == ui.id(row.key);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const TreeRow& row = rows[i];
      const Rect box = rest.cut_top(kTreeRowHeight);
      const NodeId id = ui.id(row.key);
      Behave how;
      how.disabled = !row.disabled.empty();
      how.tab_stop = focused ? ui.focus() == id : selected ? selected == i : i == 0;
      const Behaviour on = ui.behave(id, box, how);
      if (on.focused) {
        const std::size_t to = moved(ui, rows, i, result.flipped);
        if (to != i) ui.set_focus(ui.id(rows[to].key), true);
      }
      if (on.clicked) {
        const float arrow = box.x + 6 + kIndent * static_cast<float>(row.level) + kArrow;
        const bool at_arrow = row.expanded != Tri::None && !on.ring && box.contains(ui.mouse()) && ui.mouse().x < arrow;
        (at_arrow ? result.flipped : result.chosen) = i;
      }
      Node node;
      node.id = id;
      node.role = Role::TreeItem;
      node.name = row.label;
      node.description = row.disabled;
      node.value = row.count;
      node.level = row.level + 1;
      node.expanded = row.expanded;
      node.selected = tri(selected == i);
      node.disabled = how.disabled;
      node.focusable = true;
      node.rect = box;
      ui.tree().add(node);
      if (box.bottom() < rect.y || box.y > rect.bottom()) continue;
      const Token back = selected == i ? Token::Selected : on.hovered ? Token::Hover : Token::Bg;
      fill(ui, box.inset(4, 0), back, kRadiusControl);
      draw_row(ui, box, row, selected == i);
      if (on.ring) focus_ring(ui, box.inset(6, 2), kRadiusControl);
    }
  }
  ui.tree().close();
  ui.pop_id();
  return result;
}

}  // namespace remit::ui
