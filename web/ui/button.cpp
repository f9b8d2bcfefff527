#include "web/ui/button.h"

#include "web/ui/paint.h"
#include "web/ui/text.h"

namespace remit::ui {

namespace {

struct Look {
  Token fill, edge, text;
};

Look look(const Button& b, const Behaviour& on) {
  const bool soft = b.pressed == Tri::True || b.expanded == Tri::True;
  if (!b.disabled.empty()) {
    return {b.kind == ButtonKind::Ghost ? Token::Clear : Token::Sunken,
            b.kind == ButtonKind::Ghost ? Token::Clear : Token::Border, Token::Disabled};
  }
  const bool live = !b.busy;
  switch (b.kind) {
    case ButtonKind::Primary:
      return {live && on.held      ? Token::AccentPressed
              : live && on.hovered ? Token::AccentHover
                                   : Token::Accent,
              Token::Clear, Token::OnAccent};
    case ButtonKind::DangerSolid:
      return {live && (on.hovered || on.held) ? Token::BadSolidHover : Token::BadSolid, Token::Clear, Token::OnAccent};
    case ButtonKind::Ghost:
      return {on.held || soft ? Token::Active : on.hovered ? Token::Hover : Token::Clear, Token::Clear, Token::Text2};
    case ButtonKind::DangerOutline:
    case ButtonKind::Secondary:
      break;
  }
  return {on.held || soft ? Token::Active
          : on.hovered    ? Token::Hover
                          : Token::Surface,
          Token::Border2, b.kind == ButtonKind::DangerOutline ? Token::Bad : Token::Text};
}

TextStyle label_style(const Button& b, Token color) {
  const TextSize size = b.size == ButtonSize::Small ? TextSize::Small : TextSize::Body;
  return {size, Weight::Medium, color};
}

float padding(ButtonSize size) {
  return size == ButtonSize::Small ? 10 : size == ButtonSize::Large ? 16 : 12;
}

NodeId id_of(const Ui& ui, const Button& b) {
  return ui.id(b.key.empty() ? b.label : b.key);
}

Behaviour react(Ui& ui, NodeId id, Rect box, const Button& b) {
  Behave how;
  how.disabled = !b.disabled.empty() || b.busy;
  const Behaviour on = ui.behave(id, box, how);
  Node node;
  node.id = id;
  node.role = Role::Button;
  node.name = b.label;
  node.description = b.disabled.empty() ? b.description : b.disabled;
  node.key_shortcut = b.shortcut;
  node.disabled = how.disabled;
  node.busy = b.busy;
  node.pressed = b.pressed;
  node.expanded = b.expanded;
  node.has_popup = b.has_popup;
  node.focusable = true;
  node.rect = box;
  ui.tree().add(node);
  return on;
}

}  // namespace

float button_height(ButtonSize size) {
  return size == ButtonSize::Small ? kButtonSmall : size == ButtonSize::Large ? kButtonLarge : kButtonHeight;
}

float button_width(Ui& ui, const Button& b) {
  float w = std::ceil(text_width(ui, b.label, label_style(b, Token::Text))) + 2 * padding(b.size);
  if (b.icon != Icon::None || b.busy) w += 16 + 6;
  if (b.trailing != Icon::None) w += 16 + 4;
  return w;
}

bool button(Ui& ui, Rect rect, const Button& b) {
  const Rect box = rect.middle(button_height(b.size));
  const NodeId id = id_of(ui, b);
  const Behaviour on = react(ui, id, box, b);
  const Look l = look(b, on);
  fill(ui, box, l.fill, kRadiusControl);
  stroke(ui, box, l.edge, 1, kRadiusControl);
  if (on.ring) focus_ring(ui, box, kRadiusControl);

  // The content stands in the middle, so that a button wider than its label looks right.
  const float content = std::min(box.w, button_width(ui, b)) - 2 * padding(b.size);
  Rect inside{std::round(box.x + (box.w - content) / 2), box.y, content, box.h};
  if (b.busy) {
    spinner(ui, inside.cut_left(16, 6), 16, l.text);
  } else if (b.icon != Icon::None) {
    icon(ui, inside.cut_left(16, 6), b.icon, 16, l.text);
  }
  if (b.trailing != Icon::None) icon(ui, inside.cut_right(16, 4), b.trailing, 16, l.text);
  draw_text(ui, inside, b.label, label_style(b, l.text));
  if (!b.shortcut.empty()) ui.tooltip(id, box, b.disabled.empty() ? b.label : b.disabled, b.shortcut);
  return on.clicked;
}

bool button_right(Ui& ui, Rect& row, const Button& b) {
  return button(ui, row.cut_right(button_width(ui, b), 8), b);
}
bool button_left(Ui& ui, Rect& row, const Button& b) {
  return button(ui, row.cut_left(button_width(ui, b), 8), b);
}

bool icon_button(Ui& ui, Rect rect, const Button& b) {
  const float side = button_height(b.size);
  const Rect box = rect.centred(side, side);
  const NodeId id = id_of(ui, b);
  const Behaviour on = react(ui, id, box, b);
  Look l = look(b, on);
  if (b.kind == ButtonKind::Secondary && b.disabled.empty() && b.pressed != Tri::True && b.expanded != Tri::True) {
    l.text = Token::Text2;
  }
  if (b.pressed == Tri::True || b.expanded == Tri::True) l.edge = Token::Clear;
  fill(ui, box, l.fill, kRadiusControl);
  stroke(ui, box, l.edge, 1, kRadiusControl);
  if (on.ring) focus_ring(ui, box, kRadiusControl);
  if (b.busy) {
    spinner(ui, box, 16, l.text);
  } else {
    icon(ui, box, b.icon, 18, l.text);
  }
  ui.tooltip(id, box, b.disabled.empty() ? b.label : b.disabled, b.shortcut);
  return on.clicked;
}

float link_width(Ui& ui, std::string_view label) {
  return std::ceil(text_width(ui, label, {TextSize::Small, Weight::Medium, Token::AccentText}));
}

bool link(Ui& ui, Rect rect, std::string_view label, std::string_view key, Token color) {
  const TextStyle style{TextSize::Small, Weight::Medium, color};
  const Rect line = rect.middle(metrics(style.size).line);
  const Rect box{line.x, line.y, std::min(line.w, link_width(ui, label)), line.h};
  const NodeId id = ui.id(key.empty() ? label : key);
  const Behaviour on = ui.behave(id, box.grown(4));
  Node node;
  node.id = id;
  node.role = Role::Link;
  node.name = label;
  node.focusable = true;
  node.rect = box;
  ui.tree().add(node);
  explain_cut(ui, draw_text(ui, box, label, style), box, label);
  // Under the mouse it is underlined, since colour alone says too little.
  if (on.hovered || on.held) fill(ui, {box.x, box.bottom() - 2, box.w, 1}, color);
  if (on.ring) focus_ring(ui, box.inset(-2, 0), kRadiusTag);
  return on.clicked;
}

}  // namespace remit::ui
