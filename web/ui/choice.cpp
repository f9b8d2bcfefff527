#include "web/ui/choice.h"

#include <string>
#include <vector>

#include "web/ui/badge.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr TextStyle kBody{TextSize::Body, Weight::Regular, Token::Text};
constexpr TextStyle kHint{TextSize::Small, Weight::Regular, Token::Muted};

void draw_box(Ui& ui, Rect box, Tri value, bool disabled, bool hovered) {
  const bool filled = value == Tri::True || value == Tri::Mixed;
  if (filled) {
    fill(ui, box, disabled ? Token::Disabled : hovered ? Token::AccentHover : Token::Accent, kRadiusTag);
    if (value == Tri::Mixed) {
      fill(ui, Rect{box.x + 4, box.y + 7.25f, 8, 1.5f}, Token::OnAccent);
    } else {
      tick(ui, box, 16, Token::OnAccent);
    }
  } else {
    fill(ui, box, disabled ? Token::Sunken : hovered ? Token::Hover : Token::Surface, kRadiusTag);
    stroke(ui, box, disabled ? Token::Border2 : Token::Control, 1, kRadiusTag);
  }
}

void draw_radio(Ui& ui, Rect box, bool on, bool disabled, bool hovered) {
  const Point c = box.centre();
  if (on) {
    circle(ui, c, 8, disabled ? Token::Disabled : Token::Accent);
    circle(ui, c, 3, Token::Surface);
  } else {
    circle(ui, c, 8, disabled ? Token::Sunken : hovered ? Token::Hover : Token::Surface);
    circle_line(ui, c, 8, disabled ? Token::Border2 : Token::Control);
  }
}

Color mix(Color a, Color b) {
  const auto half = [](std::uint8_t x, std::uint8_t y) { return static_cast<std::uint8_t>((x + y) / 2); };
  return {half(a.r, b.r), half(a.g, b.g), half(a.b, b.b)};
}

void draw_switch(Ui& ui, Rect box, bool on, bool disabled, bool hovered) {
  const float y = box.y + box.h / 2;
  if (on) {
    Color c = ui.color(hovered && !disabled ? Token::AccentHover : Token::Accent);
    if (disabled) c = c.with_alpha(0.5f);
    fill(ui, box, c, box.h / 2);
    // Half of it shows what is behind, as the rest of the switch does.
    fill(ui, {box.right() - 15, y - 6, 12, 12},
         disabled ? mix(ui.color(Token::OnAccent), ui.color(ui.background())) : ui.color(Token::OnAccent), 6);
  } else {
    fill(ui, box, disabled ? Token::Sunken : hovered ? Token::Hover : Token::Surface, box.h / 2);
    stroke(ui, box, disabled ? Token::Border2 : Token::Control, 1, box.h / 2);
    circle(ui, {box.x + 9, y}, 6, disabled ? Token::Border2 : Token::Control);
  }
}

Behaviour react(Ui& ui, NodeId id, Rect area, Role role, const Check& check) {
  Behave how;
  how.disabled = !check.disabled.empty();
  how.activate_on_enter = role == Role::Switch;
  const Behaviour on = ui.behave(id, area, how);
  Node node;
  node.id = id;
  node.role = role;
  node.name = check.label;
  node.description = check.disabled.empty() ? check.hint : check.disabled;
  node.checked = check.value;
  node.disabled = how.disabled;
  node.focusable = true;
  node.rect = area;
  ui.tree().add(node);
  return on;
}

NodeId id_of(const Ui& ui, const Check& check) {
  return ui.id(check.key.empty() ? check.label : check.key);
}

// A group that is one Tab stop: the chosen item has it, arrows move.
std::optional<std::size_t> arrows(Ui& ui, std::size_t at, std::size_t count, bool sideways) {
  if (ui.pressed(sideways ? Key::Right : Key::Down)) return (at + 1) % count;
  if (ui.pressed(sideways ? Key::Left : Key::Up)) return (at + count - 1) % count;
  if (ui.pressed(Key::Home)) return 0;
  if (ui.pressed(Key::End)) return count - 1;
  return std::nullopt;
}

void open_group(Ui& ui, Role role, std::string_view name, Rect rect) {
  Node group;
  group.role = role;
  group.name = name;
  group.rect = rect;
  ui.tree().open(group);
}

void draw_dots(Ui& ui, Rect right_end, const RadioRow& row) {
  constexpr float kDot = 5, kStep = 7;
  float x = right_end.right() - static_cast<float>(row.total) * kStep + (kStep - kDot);
  for (int i = 0; i < row.total; ++i, x += kStep) {
    const Token c = i < row.granted ? Token::OkDot : i < row.granted + row.own ? Token::WarnDot : Token::Border2;
    fill(ui, {x, right_end.y, kDot, kDot}, c, 1.5f);
  }
}

void draw_list_row(Ui& ui, Rect row, const RadioRow& item, bool disabled) {
  Rect inside = row.inset(14, 0);
  inside.cut_left(16, 10);
  const float dots = static_cast<float>(item.total) * 7;
  const float count_w = item.count.empty() ? 0 : std::ceil(text_width(ui, item.count, kHint));
  const float side = std::max(dots, count_w);
  if (side > 0) {
    Rect right = inside.cut_right(side, 12);
    const TextStyle count{TextSize::Caption, Weight::Regular, disabled ? Token::Disabled : Token::Muted, Align::Right,
                          Digits::Tabular};
    if (item.total > 0) {
      draw_text(ui, {right.x, row.y + 13, right.w, 16}, item.count, count);
      draw_dots(ui, {right.x, row.y + 34, right.w, 5}, item);
    } else {
      draw_text(ui, right, item.count, count);
    }
  }
  const std::string_view below = disabled ? item.disabled : item.hint;
  const Rect top = below.empty() ? inside : Rect{inside.x, row.y + 9, inside.w, 20};
  const TextStyle name{TextSize::Body, Weight::Medium, disabled ? Token::Disabled : Token::Text};
  const Cut cut = draw_text(ui, top, item.label, name);
  explain_cut(ui, cut, top, item.label);
  if (item.current) {
    const float x = top.x + std::ceil(text_width(ui, item.label, name)) + 8;
    Rect at{x, top.y, top.right() - x, top.h};
    const std::string_view word = Words()(Word::Current);
    if (at.w > 40) {
      const Rect box = Rect{at.x, at.y, chip_width(ui, word), at.h}.middle(kBadgeHeight);
      fill(ui, box, Token::NeutralBg, kRadiusTag);
      draw_text(ui, box.inset(6, 0), word, {TextSize::Small, Weight::Medium, Token::NeutralText});
    }
  }
  if (below.empty()) return;
  Rect line{inside.x, row.y + 29, inside.w, 16};
  if (disabled) icon(ui, line.cut_left(14, 4), Icon::Lock, 14, Token::Muted);
  explain_cut(ui, draw_text(ui, line, below, kHint), line, below);
}

}  // namespace

bool checkbox(Ui& ui, Rect rect, const Check& check) {
  const bool disabled = !check.disabled.empty();
  const std::string_view below = disabled ? check.disabled : check.hint;
  const float label_w = check.show_label ? std::ceil(text_width(ui, check.label, kBody)) : 0;
  const Rect first = check.show_label ? Rect{rect.x, rect.y, rect.w, 20} : rect;
  const Rect box = check.show_label ? Rect{rect.x, rect.y + 2, 16, 16} : rect.centred(16, 16);
  Rect area = check.show_label ? Rect{rect.x, rect.y, std::min(rect.w, 26 + label_w), 20} : box;
  const NodeId id = id_of(ui, check);
  const Behaviour on = react(ui, id, check.show_label ? area : area.grown(4), Role::Checkbox, check);
  draw_box(ui, box, check.value, disabled, on.hovered);
  if (on.ring) focus_ring(ui, box, kRadiusTag);
  if (!check.show_label) {
    if (disabled) ui.tooltip(id, box, check.disabled);
    return on.clicked;
  }
  TextStyle label = kBody;
  if (disabled) label.color = Token::Disabled;
  explain_cut(ui, draw_text(ui, {first.x + 26, first.y, first.w - 26, 20}, check.label, label), first, check.label);
  if (check.unsaved) circle(ui, {first.x + 26 + label_w + 11, first.y + 10}, 3, Token::WarnDot);
  if (!below.empty()) {
    Rect line{rect.x + 26, rect.y + 20, rect.w - 26, 16};
    if (disabled) icon(ui, line.cut_left(14, 4), Icon::Lock, 14, Token::Muted);
    explain_cut(ui, draw_text(ui, line, below, kHint), line, below);
  }
  return on.clicked;
}

bool toggle(Ui& ui, Rect rect, const Check& check) {
  const bool disabled = !check.disabled.empty();
  const Rect box = rect.centred(32, 18);
  const NodeId id = id_of(ui, check);
  const Behaviour on = react(ui, id, box.grown(3), Role::Switch, check);
  draw_switch(ui, box, check.value == Tri::True, disabled, on.hovered);
  if (on.ring) focus_ring(ui, box, 9);
  if (disabled) ui.tooltip(id, box, check.disabled);
  return on.clicked;
}

bool toggle_row(Ui& ui, Rect rect, const Check& check) {
  const bool disabled = !check.disabled.empty();
  const std::string_view below = disabled ? check.disabled : check.hint;
  const float height = below.empty() ? 32 : 40;
  Rect row{rect.x, rect.y, rect.w, height};
  const Rect box = row.cut_right(32, 16).centred(32, 18);
  const NodeId id = id_of(ui, check);
  const Behaviour on = react(ui, id, {rect.x, rect.y, rect.w, height}, Role::Switch, check);
  draw_switch(ui, box, check.value == Tri::True, disabled, on.hovered);
  if (on.ring) focus_ring(ui, box, 9);
  const TextStyle name{TextSize::Body, Weight::Medium, disabled ? Token::Disabled : Token::Text};
  const Rect first = below.empty() ? row : Rect{row.x, row.y + 2, row.w, 20};
  explain_cut(ui, draw_text(ui, first, check.label, name), first, check.label);
  if (check.unsaved) {
    const float x = first.x + std::ceil(text_width(ui, check.label, name)) + 10;
    circle(ui, {x, first.y + first.h / 2}, 3, Token::WarnDot);
  }
  if (!below.empty()) {
    Rect line{row.x, row.y + 22, row.w, 16};
    if (disabled) icon(ui, line.cut_left(14, 4), Icon::Lock, 14, Token::Muted);
    explain_cut(ui, draw_text(ui, line, below, kHint), line, below);
  }
  return on.clicked;
}

std::optional<std::size_t> radio_list(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                      std::span<const RadioRow> rows, std::optional<std::size_t> selected) {
  const Rect box{rect.x, rect.y, rect.w, kRoleRowHeight * static_cast<float>(rows.size())};
  ui.push_id(key);
  open_group(ui, Role::RadioGroup, name, box);
  fill(ui, box, Token::Surface, kRadiusCard);
  std::optional<std::size_t> chosen;
  Rect rest = box;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RadioRow& item = rows[i];
    const Rect row = rest.cut_top(kRoleRowHeight);
    const bool on_now = selected == i, disabled = !item.disabled.empty();
    const NodeId id = ui.id(item.key);
    Behave how;
    how.disabled = disabled;
    how.tab_stop = on_now || (!selected && i == 0);
    const Behaviour on = ui.behave(id, row, how);
    if (on.focused) {
      if (const auto to = arrows(ui, i, rows.size(), false)) {
        ui.set_focus(ui.id(rows[*to].key), true);
        if (rows[*to].disabled.empty()) chosen = *to;
      }
    }
    if (on.clicked && !on_now) chosen = i;
    Node node;
    node.id = id;
    node.role = Role::Radio;
    node.name = item.label;
    node.description = disabled ? item.disabled : item.hint;
    node.value = item.count;
    node.checked = tri(on_now);
    node.disabled = disabled;
    node.focusable = true;
    node.rect = row;
    ui.tree().add(node);
    const Token back = on_now ? Token::Selected : on.hovered && !disabled ? Token::Hover : Token::Surface;
    if (i == 0 && rows.size() == 1) {
      fill(ui, row, back, kRadiusCard);
    } else if (i == 0) {
      fill_top(ui, row, back, kRadiusCard);
    } else if (i + 1 == rows.size()) {
      fill_bottom(ui, row, back, kRadiusCard);
    } else {
      fill(ui, row, back);
    }
    const Rect knob = Rect{row.x + 12, row.y, 16, row.h}.middle(16);
    draw_radio(ui, knob, on_now, disabled, on.hovered);
    ui.push_background(back);
    if (on.ring) focus_ring(ui, knob, 8);
    ui.pop_background();
    draw_list_row(ui, row, item, disabled);
    if (i + 1 < rows.size()) line_bottom(ui, row);
  }
  stroke(ui, box, Token::Border, 1, kRadiusCard);
  ui.tree().close();
  ui.pop_id();
  return chosen;
}

std::optional<std::size_t> check_list(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                      std::span<const RadioRow> rows, std::span<const bool> checked) {
  const Rect box{rect.x, rect.y, rect.w, kRoleRowHeight * static_cast<float>(rows.size())};
  ui.push_id(key);
  open_group(ui, Role::Group, name, box);
  fill(ui, box, Token::Surface, kRadiusCard);
  std::optional<std::size_t> flipped;
  Rect rest = box;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const RadioRow& item = rows[i];
    const Rect row = rest.cut_top(kRoleRowHeight);
    const bool disabled = !item.disabled.empty();
    Check check{item.label, item.key};
    check.value = tri(checked[i]);
    check.hint = item.hint;
    check.disabled = item.disabled;
    const Behaviour on = react(ui, ui.id(item.key), row, Role::Checkbox, check);
    if (on.clicked) flipped = i;
    const Token back = checked[i] ? Token::Selected : on.hovered && !disabled ? Token::Hover : Token::Surface;
    const Rect inner = row.inset(1, i == 0 || i + 1 == rows.size() ? 1 : 0);
    fill(ui, inner, back, i == 0 || i + 1 == rows.size() ? kRadiusCard - 1 : 0);
    const Rect knob = Rect{row.x + 12, row.y, 16, row.h}.middle(16);
    draw_box(ui, knob, check.value, disabled, on.hovered);
    ui.push_background(back);
    if (on.ring) focus_ring(ui, knob, kRadiusTag);
    ui.pop_background();
    draw_list_row(ui, row, item, disabled);
    if (i + 1 < rows.size()) line_bottom(ui, row);
  }
  stroke(ui, box, Token::Border, 1, kRadiusCard);
  ui.tree().close();
  ui.pop_id();
  return flipped;
}

namespace {

float segment_width(Ui& ui, const Segment& s) {
  return std::ceil(text_width(ui, s.label, {TextSize::Body, Weight::Medium})) + 24 + (s.icon == Icon::None ? 0 : 22);
}

}  // namespace

float segmented_width(Ui& ui, std::span<const Segment> segments) {
  float w = 4;
  for (const Segment& s : segments) w += segment_width(ui, s);
  return w;
}

std::optional<std::size_t> segmented(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                     std::span<const Segment> segments, std::size_t selected) {
  const Rect box = Rect{rect.x, rect.y, segmented_width(ui, segments), rect.h}.middle(kButtonSmall);
  ui.push_id(key);
  open_group(ui, Role::RadioGroup, name, box);
  fill(ui, box, Token::Sunken, kRadiusControl);
  stroke(ui, box, Token::Border2, 1, kRadiusControl);
  std::optional<std::size_t> chosen;
  Rect rest = box.inset(2);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const Segment& s = segments[i];
    const Rect cell = rest.cut_left(segment_width(ui, s));
    const NodeId id = ui.id(s.label);
    Behave how;
    how.tab_stop = i == selected;
    const Behaviour on = ui.behave(id, cell, how);
    if (on.clicked && i != selected) chosen = i;
    if (on.focused) {
      if (const auto to = arrows(ui, i, segments.size(), true)) {
        ui.set_focus(ui.id(segments[*to].label), true);
        chosen = *to;
      }
    }
    Node node;
    node.id = id;
    node.role = Role::Radio;
    node.name = s.label;
    node.checked = tri(i == selected);
    node.focusable = true;
    node.rect = cell;
    ui.tree().add(node);
    if (i == selected) {
      fill(ui, cell, Token::Surface, kRadiusTag);
      stroke(ui, cell, Token::Border2, 1, kRadiusTag);
    } else if (on.hovered) {
      fill(ui, cell, Token::Hover, kRadiusTag);
    }
    if (on.ring) focus_ring(ui, cell, kRadiusTag);
    Rect inside = cell.inset(12, 0);
    const Token color = i == selected ? Token::Text : Token::Text2;
    if (s.icon != Icon::None) icon(ui, inside.cut_left(16, 6), s.icon, 16, color);
    draw_text(ui, inside, s.label, {TextSize::Body, Weight::Medium, color, Align::Centre});
  }
  ui.tree().close();
  ui.pop_id();
  return chosen;
}

std::optional<std::size_t> tabs(Ui& ui, Rect rect, std::string_view key, std::string_view name,
                                std::span<const TabItem> items, std::size_t selected) {
  const Rect row{rect.x, rect.y, rect.w, kTabRowHeight};
  ui.push_id(key);
  open_group(ui, Role::TabList, name, row);
  std::optional<std::size_t> chosen;
  Rect rest = row;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const TabItem& tab = items[i];
    const bool current = i == selected;
    const TextStyle label{TextSize::Body, Weight::Medium, current ? Token::Text : Token::Text2};
    const TextStyle count{TextSize::Caption, Weight::Medium, Token::Muted, Align::Left, Digits::Tabular};
    const float label_w = std::ceil(text_width(ui, tab.label, label));
    const float count_w = tab.count.empty() ? 0 : std::ceil(text_width(ui, tab.count, count)) + 7;
    Rect cell = rest.cut_left(label_w + count_w, 20);
    const NodeId id = ui.id(tab.label);
    Behave how;
    how.tab_stop = current;
    const Behaviour on = ui.behave(id, cell.inset(-8, 0), how);
    if (on.clicked && !current) chosen = i;
    if (on.focused) {
      if (const auto to = arrows(ui, i, items.size(), true)) {
        ui.set_focus(ui.id(items[*to].label), true);
        chosen = *to;
      }
    }
    Node node;
    node.id = id;
    node.role = Role::Tab;
    node.name = tab.label;
    node.value = tab.count;
    node.selected = tri(current);
    node.focusable = true;
    node.rect = cell;
    ui.tree().add(node);
    if (current) fill(ui, {cell.x, cell.bottom() - 2, cell.w, 2}, Token::Accent);
    if (on.ring) focus_ring(ui, cell.inset(-2, 8), kRadiusTag);
    TextStyle shown = label;
    if (on.hovered) shown.color = Token::Text;
    draw_text(ui, cell.cut_left(label_w, 7), tab.label, shown);
    draw_text(ui, cell, tab.count, count);
  }
  ui.tree().close();
  ui.pop_id();
  return chosen;
}

}  // namespace remit::ui
