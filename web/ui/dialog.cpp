#include "web/ui/dialog.h"

#include "web/ui/feedback.h"
#include "web/ui/field.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr TextStyle kTitle{TextSize::Lead, Weight::SemiBold, Token::Text};
constexpr TextStyle kText{TextSize::Body, Weight::Regular, Token::Muted};
constexpr float kDialogWidth = 480, kPadding = 20, kFooter = 57;

void frame_of(Ui& ui, Rect box, float radius) {
  shadow(ui, box, kShadowDialog, radius);
  fill(ui, box, Token::Raised, radius);
  stroke(ui, box, Token::Border2, 1, radius);
}

Rect place(const Ui& ui, float width, float height) {
  const Rect canvas = ui.canvas();
  return canvas.centred(std::min(width, canvas.w - 32), std::min(height, canvas.h - 32));
}

void open_node(Ui& ui, Role role, std::string_view name, std::string_view description, Rect box, bool modal) {
  Node node;
  node.role = role;
  node.name = name;
  node.description = description;
  node.modal = modal;
  node.rect = box;
  ui.tree().open(node);
}

}  // namespace

Answer confirm(Ui& ui, const Confirm& spec) {
  ui.push_id(spec.key);
  const float width = std::min(kDialogWidth, ui.canvas().w - 32);
  const float text_w = width - 2 * kPadding - 48;
  const float title_h = paragraph_height(ui, text_w, spec.title, kTitle);
  const float text_h = paragraph_height(ui, text_w, spec.text, kText);
  const bool types = !spec.type_to_confirm.empty();
  const std::string prompt = types ? Words()(Word::TypeToConfirm, {{"name", spec.type_to_confirm}}) : std::string();
  const float extra =
      (types ? 12 + 22 + kInputHeight : 0) + (spec.error.empty() ? 0 : 12 + note_height(ui, text_w, spec.error));
  const float height = kPadding + std::max(36.0f, title_h + 4 + text_h + extra) + 16 + kFooter;

  const NodeId layer_id = ui.id("dialog");
  Rect box = place(ui, width, height);
  const LayerResult layer = ui.begin_layer(layer_id, LayerKind::Dialog, box);
  box = box.moved(0, std::round((1 - layer.progress) * 4));
  frame_of(ui, box, kRadiusDialog);
  open_node(ui, Role::AlertDialog, spec.title, spec.text, box, true);
  Ui::State& state = ui.state(layer_id);
  if (layer.opening) state.text.clear();

  Rect rest = box;
  Rect footer = rest.cut_bottom(kFooter);
  line_top(ui, footer);
  Rect inside = rest.inset(kPadding, kPadding);
  const Rect tile = inside.cut_left(36, 12);
  const bool ends = spec.tone == Tone::Bad;
  const Tint colours = tint(spec.tone);
  fill(ui, {tile.x, tile.y, 36, 36}, colours.fill, kRadiusCard);
  icon(ui, {tile.x, tile.y, 36, 36}, ends ? spec.icon : Icon::Info, 20, colours.text);
  Node heading_node;
  heading_node.role = Role::Heading;
  heading_node.level = 2;
  heading_node.name = spec.title;
  heading_node.rect = {inside.x, inside.y, inside.w, title_h};
  ui.tree().add(heading_node);
  draw_paragraph(ui, inside.cut_top(title_h, 4), spec.title, kTitle);
  paragraph(ui, inside.cut_top(text_h), spec.text, kText);
  if (!spec.error.empty()) {
    inside.cut_top(12);
    inside.cut_top(note(ui, inside, spec.error, Tone::Bad));
  }
  bool ready = true, entered = false;
  if (types) {
    inside.cut_top(12);
    Field field;
    field.label = prompt;
    field.key = "typed";
    entered = text_field(ui, inside.cut_top(22 + kInputHeight), state.text, field).submitted;
    ready = state.text == spec.type_to_confirm;
  }

  Answer answer = layer.dismissed ? Answer::Cancel : Answer::None;
  Rect row = footer.inset(kPadding, 0);
  Button yes{spec.confirm, "confirm"};
  yes.kind = ends ? ButtonKind::DangerSolid : ButtonKind::Primary;
  if (!spec.busy.empty()) {
    yes.busy = true;
    yes.label = spec.busy;
  } else if (!ready) {
    yes.disabled = prompt;
  }
  Button no{Words()(Word::Cancel), "cancel"};
  const Rect yes_at = row.cut_right(button_width(ui, yes), 12);
  const Rect no_at = row.cut_right(button_width(ui, no));
  // Cancel comes first in the Tab order, and has the focus first.
  if (layer.opening) ui.set_focus(ui.id("cancel"), true);
  if (button(ui, no_at, no)) answer = Answer::Cancel;
  if (button(ui, yes_at, yes) || (entered && ready && !yes.busy)) answer = Answer::Confirm;
  if (yes.busy) answer = Answer::None;
  ui.tree().close();
  ui.end_layer();
  ui.pop_id();
  return answer;
}

Dialog::Dialog(Ui& ui, std::string_view key, std::string_view title, float width, float body) : ui_(ui) {
  ui_.push_id(key);
  Rect box = place(ui_, width, kPadding + 22 + 12 + body + 16 + kFooter);
  const LayerResult layer = ui_.begin_layer(ui_.id("dialog"), LayerKind::Dialog, box);
  dismissed_ = layer.dismissed;
  opening_ = layer.opening;
  box = box.moved(0, std::round((1 - layer.progress) * 4));
  frame_of(ui_, box, kRadiusDialog);
  open_node(ui_, Role::Dialog, title, {}, box, true);
  Rect rest = box;
  const Rect footer = rest.cut_bottom(kFooter);
  line_top(ui_, footer);
  footer_ = footer.inset(kPadding, 0);
  rest = rest.inset(kPadding, 0);
  rest.cut_top(kPadding);
  Rect title_row = rest.cut_top(22, 12);
  Button cross{Words()(Word::Close), "close"};
  cross.kind = ButtonKind::Ghost;
  cross.icon = Icon::Close;
  cross.shortcut = "Esc";
  const Rect cross_at = title_row.cut_right(kButtonHeight, 8);
  heading(ui_, title_row, title, 2, kTitle);
  rest.cut_bottom(16);
  body_ = rest;
  // The cross stands last among the Tab stops of most dialogs' mouths; Escape does the same.
  ui_.push_tab_stops(false);
  if (icon_button(ui_, {cross_at.x + 6, cross_at.y, cross_at.w, cross_at.h}, cross)) dismissed_ = true;
  ui_.pop_tab_stops();
}

Dialog::~Dialog() {
  ui_.tree().close();
  ui_.end_layer();
  ui_.pop_id();
}

Drawer::Drawer(Ui& ui, std::string_view key, std::string_view title, float width) : ui_(ui) {
  ui_.push_id(key);
  const Rect canvas = ui_.canvas();
  const float w = std::min(width, canvas.w);
  Rect box{canvas.w - w, 0, w, canvas.h};
  const LayerResult layer = ui_.begin_layer(ui_.id("drawer"), LayerKind::Drawer, box);
  dismissed_ = layer.dismissed;
  box = box.moved(std::round((1 - layer.progress) * 4), 0);
  shadow(ui_, box, kShadowDialog, 0);
  fill(ui_, box, Token::Bg);
  line_left(ui_, box, Token::Border2);
  open_node(ui_, Role::Complementary, title, {}, box, false);
  ui_.push_background(Token::Bg);
  Rect rest = box;
  rest.cut_left(1);
  Rect head = rest.cut_top(kTopBarHeight);
  fill(ui_, head, Token::Surface);
  line_bottom(ui_, head);
  head = head.inset(16, 0);
  Button cross{Words()(Word::Close), "close"};
  cross.kind = ButtonKind::Ghost;
  cross.icon = Icon::Close;
  cross.shortcut = "Esc";
  const Rect cross_at = head.cut_right(kButtonHeight, 8);
  heading(ui_, head, title, 2, kTitle);
  if (icon_button(ui_, {cross_at.x + 8, cross_at.y, cross_at.w, cross_at.h}, cross)) dismissed_ = true;
  body_ = rest;
}

Drawer::~Drawer() {
  ui_.pop_background();
  ui_.tree().close();
  ui_.end_layer();
  ui_.pop_id();
}

Rect side_panel(Ui& ui, Rect rect, std::string_view title, Rect& title_row) {
  fill(ui, rect, Token::Bg);
  line_left(ui, rect);
  Rect rest = rect;
  rest.cut_left(1);
  const Rect head = rest.cut_top(kTitleRowHeight);
  line_bottom(ui, head);
  title_row = head.inset(16, 0);
  const float width = std::min(title_row.w, std::ceil(text_width(ui, title, kTitle)));
  heading(ui, title_row.cut_left(width, 12), title, 2, kTitle);
  return rest;
}

}  // namespace remit::ui
