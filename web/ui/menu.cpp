#include "web/ui/menu.h"

#include "web/ui/badge.h"
#include "web/ui/field.h"
#include "web/ui/paint.h"
#include "web/ui/scroll.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"

namespace remit::ui {

namespace {

constexpr TextStyle kLabel{TextSize::Body, Weight::Regular, Token::Text};
constexpr TextStyle kHint{TextSize::Caption, Weight::Regular, Token::Muted};
constexpr float kPad = 4, kSide = 10, kIconColumn = 26;

std::string_view below(const MenuItem& item) {
  return item.disabled.empty() ? item.hint : item.disabled;
}

float natural_width(Ui& ui, std::span<const MenuItem> items) {
  float widest = 160;
  for (const MenuItem& item : items) {
    float w = text_width(ui, item.label, kLabel) + 2 * kSide + kIconColumn;
    if (!item.shortcut.empty()) w += 24 + key_cap_width(ui, item.shortcut);
    widest =
        std::max(widest, std::max(w, std::min(260.0f, text_width(ui, below(item), kHint) + 2 * kSide + kIconColumn)));
  }
  return std::ceil(std::min(widest, 340.0f)) + 2 * kPad;
}

float item_height(Ui& ui, float width, const MenuItem& item) {
  const std::string_view hint = below(item);
  if (hint.empty()) return kMenuItemHeight;
  return 26 + paragraph_height(ui, width - 2 * kPad - 2 * kSide - kIconColumn, hint, kHint) + 7;
}

NodeId state_id(const Ui& ui, std::string_view key) {
  return make_id(ui.id(key), "menu-state");
}

}  // namespace

void open_menu(Ui& ui, std::string_view key, Rect anchor) {
  Ui::State& s = ui.state(state_id(ui, key));
  s.on = true;
  s.a = anchor.x;
  s.b = anchor.y;
  s.c = anchor.w;
  s.n = static_cast<std::int64_t>(anchor.h);
  ui.host().request_frames(3);
}
void open_menu_at_mouse(Ui& ui, std::string_view key) {
  open_menu(ui, key, {ui.mouse().x, ui.mouse().y, 0, 0});
}
bool menu_open(Ui& ui, std::string_view key) {
  return ui.state(state_id(ui, key)).on;
}

std::optional<std::size_t> menu(Ui& ui, std::string_view key, std::string_view name, std::span<const MenuItem> items) {
  Ui::State& s = ui.state(state_id(ui, key));
  if (!s.on) return std::nullopt;
  const Rect anchor{static_cast<float>(s.a), static_cast<float>(s.b), static_cast<float>(s.c), static_cast<float>(s.n)};
  const Rect room = ui.canvas().inset(8);
  const float width = std::max(natural_width(ui, items), std::min(anchor.w, 420.0f));
  float content = 2 * kPad;
  for (const MenuItem& item : items) content += item_height(ui, width, item) + (item.line_before ? 9 : 0);
  Rect box{anchor.x, anchor.bottom() + 4, width, std::min(content, room.h)};
  // Flips rather than leaving the screen.
  if (box.bottom() > room.bottom() && anchor.y - 4 - box.h >= room.y) box.y = anchor.y - 4 - box.h;
  if (box.right() > room.right()) box.x = anchor.right() - box.w;
  box.x = std::round(std::clamp(box.x, room.x, std::max(room.x, room.right() - box.w)));
  box.y = std::round(std::clamp(box.y, room.y, std::max(room.y, room.bottom() - box.h)));

  std::optional<std::size_t> chosen;
  ui.push_id(key);
  const LayerResult layer = ui.begin_layer(ui.id("menu"), LayerKind::Menu, box);
  const bool opening = layer.opening;
  box = box.moved(0, std::round((layer.progress - 1) * 4));
  shadow(ui, box, kShadowMenu, kRadiusCard);
  fill(ui, box, Token::Raised, kRadiusCard);
  stroke(ui, box, Token::Border2, 1, kRadiusCard);
  Node group;
  group.role = Role::Menu;
  group.name = name;
  group.modal = true;
  group.rect = box;
  ui.tree().open(group);

  // Which item the arrows are at: the checked one at first, else the first.
  std::size_t start = 0;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].checked == Tri::True) start = i;
  {
    ScrollArea area(ui, "items", box.inset(1, kPad), box.w - 2, static_cast<double>(content - 2 * kPad));
    Rect rest = area.content().inset(kPad - 1, 0);
    for (std::size_t i = 0; i < items.size(); ++i) {
      const MenuItem& item = items[i];
      if (item.line_before) line_top(ui, rest.cut_top(9).moved(0, 4));
      const Rect row = rest.cut_top(item_height(ui, width, item));
      const bool disabled = !item.disabled.empty();
      const NodeId id = ui.id(item.key);
      if (opening && i == start) ui.set_focus(id, ui.focus_ring());
      Behave how;
      how.disabled = disabled;
      const Behaviour on = ui.behave(id, row, how);
      if (on.focused && !items.empty()) {
        std::size_t to = i;
        if (ui.pressed(Key::Down)) to = (i + 1) % items.size();
        if (ui.pressed(Key::Up)) to = (i + items.size() - 1) % items.size();
        if (ui.pressed(Key::Home)) to = 0;
        if (ui.pressed(Key::End)) to = items.size() - 1;
        if (to != i) ui.set_focus(ui.id(items[to].key), true);
      }
      if (on.clicked) chosen = i;
      Node node;
      node.id = id;
      node.role = item.checked == Tri::None ? Role::MenuItem : Role::MenuItemCheckbox;
      node.name = item.label;
      node.description = below(item);
      node.key_shortcut = item.shortcut;
      node.disabled = disabled;
      node.checked = item.checked;
      node.focusable = true;
      node.rect = row;
      ui.tree().add(node);
      if (on.hovered || on.focused) fill(ui, row, on.held ? Token::Active : Token::Hover, kRadiusControl);
      if (on.ring) stroke(ui, row, Token::Focus, 2, kRadiusControl);

      Rect inside = row.inset(kSide, 0);
      const Rect first{inside.x, row.y, inside.w, below(item).empty() ? row.h : 30};
      Rect line = first;
      const Token color = disabled ? Token::Disabled : item.danger ? Token::Bad : Token::Text;
      const Icon which = item.checked == Tri::True && item.icon == Icon::None ? Icon::Check : item.icon;
      const Token glyph = disabled ? Token::Disabled : item.danger ? Token::Bad : Token::Muted;
      icon(ui, line.cut_left(16, kIconColumn - 16), which, 16, glyph);
      if (!item.shortcut.empty()) {
        const float cap = key_cap_width(ui, item.shortcut);
        key_cap(ui, line.cut_right(cap, 12), item.shortcut);
      }
      TextStyle label = kLabel;
      label.color = color;
      explain_cut(ui, draw_text(ui, line, item.label, label), row, item.label);
      if (!below(item).empty()) {
        const Rect lines{inside.x + kIconColumn, row.y + 26, inside.w - kIconColumn, row.h - 26};
        draw_paragraph(ui, lines, below(item), kHint);
      }
    }
  }
  ui.tree().close();
  ui.end_layer();
  ui.pop_id();
  if (chosen && items[*chosen].stays) ui.host().request_frames(2);
  if ((chosen && !items[*chosen].stays) || layer.dismissed) {
    s.on = false;
    ui.host().request_frames(3);
  }
  return chosen;
}

std::optional<std::size_t> menu_button(Ui& ui, Rect rect, const Button& spec, std::span<const MenuItem> items) {
  const std::string key(spec.key.empty() ? spec.label : spec.key);
  Button b = spec;
  b.has_popup = true;
  b.expanded = tri(menu_open(ui, key));
  const bool clicked =
      b.icon != Icon::None && b.trailing == Icon::None ? icon_button(ui, rect, b) : button(ui, rect, b);
  if (clicked) open_menu(ui, key, rect.middle(button_height(b.size)));
  return menu(ui, key, spec.label, items);
}

std::optional<std::size_t> select(Ui& ui, Rect rect, const Select& f, std::span<const MenuItem> options,
                                  std::optional<std::size_t> selected) {
  const std::string key(f.key.empty() ? f.label : f.key);
  const NodeId id = ui.id(key);
  const bool disabled = !f.disabled.empty(), invalid = !f.error.empty();
  float y = rect.y;
  if (f.show_label) y += field_label(ui, rect, f.label, f.required);
  const Rect box{rect.x, y, rect.w, kInputHeight};
  const bool open = menu_open(ui, key);
  Behave how;
  how.disabled = disabled;
  const Behaviour on = ui.behave(id, box, how);
  bool wants = on.clicked;
  if (on.focused && !disabled && (ui.pressed(Key::Down) || ui.pressed(Key::Up))) wants = true;
  if (wants) open_menu(ui, key, box);
  const std::string_view value =
      selected && *selected < options.size() ? std::string_view(options[*selected].label) : std::string_view();
  Node node;
  node.id = id;
  node.role = Role::Combobox;
  node.name = f.label;
  node.value = value;
  node.description = invalid ? f.error : disabled ? f.disabled : f.hint;
  node.expanded = tri(open);
  node.has_popup = true;
  node.disabled = disabled;
  node.invalid = invalid;
  node.required = f.required;
  node.focusable = true;
  node.rect = box;
  ui.tree().add(node);

  field_frame(ui, box, (on.focused || open) && !disabled, invalid, disabled, on.hovered);
  Rect inside = box.inset(11, 0);
  icon(ui, inside.cut_right(16, 8), disabled ? Icon::Lock : Icon::ExpandMore, 16, Token::Muted);
  const bool empty = value.empty();
  const TextStyle style{TextSize::Body, Weight::Regular,
                        disabled ? Token::Disabled
                        : empty  ? Token::Muted
                                 : Token::Text};
  const std::string_view shown = empty ? f.placeholder : value;
  explain_cut(ui, draw_text(ui, inside, shown, style), box, shown);
  if (!f.hint.empty() || invalid || disabled) {
    field_note(ui, {rect.x, box.bottom() + 6, rect.w, 32}, f.hint, f.error, f.disabled);
  }
  if (!open) return std::nullopt;
  std::vector<MenuItem> items(options.begin(), options.end());
  for (std::size_t i = 0; i < items.size(); ++i) items[i].checked = tri(selected == i);
  return menu(ui, key, f.label, items);
}

}  // namespace remit::ui
