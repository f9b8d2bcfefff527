#include "web/ui/feedback.h"

#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/words.h"

namespace remit::ui {

namespace {

constexpr double kToastTime = 6;
constexpr float kToastHeight = 44;

Icon icon_of(Tone tone) {
  switch (tone) {
    case Tone::Ok:
      return Icon::CheckCircle;
    case Tone::Warn:
      return Icon::Warning;
    case Tone::Bad:
      return Icon::ErrorOutline;
    default:
      return Icon::Info;
  }
}

TextStyle small(Token color, Weight weight = Weight::Regular) {
  return {TextSize::Small, weight, color};
}

}  // namespace

float note_height(Ui& ui, float width, std::string_view text) {
  return paragraph_height(ui, width - 46, text, small(Token::Text)) + 18;
}

float note(Ui& ui, Rect at, std::string_view text, Tone tone) {
  const Tint t = tint(tone);
  const Rect box{at.x, at.y, at.w, note_height(ui, at.w, text)};
  fill(ui, box, t.fill, kRadiusControl);
  stroke(ui, box, t.edge, 1, kRadiusControl);
  icon(ui, {box.x + 11, box.y + 9, 16, 16}, icon_of(tone), 16, t.text);
  draw_paragraph(ui, {box.x + 35, box.y + 9, box.w - 46, box.h - 18}, text, small(t.text));
  Node node;
  node.role = tone == Tone::Bad ? Role::Alert : Role::Note;
  node.name = text;
  node.rect = box;
  ui.tree().add(node);
  return box.h;
}

bool blank(Ui& ui, Rect rect, const Blank& b) {
  const bool bad = b.tone == Tone::Bad;
  const Tint t = tint(b.tone);
  const float text_w = std::min(rect.w - 32, 420.0f);
  TextStyle style = small(Token::Muted);
  style.align = Align::Centre;
  const float lines = paragraph_height(ui, text_w, b.text, style);
  const bool acts = !b.action.label.empty();
  const float height = 40 + 8 + 20 + lines + (acts ? 10 + kButtonSmall : 0);
  Rect at = rect.centred(text_w, height);

  Node region;
  region.role = bad ? Role::Alert : Role::Status;
  region.name = b.title;
  region.description = b.text;
  region.rect = at;
  ui.tree().open(region);
  const Rect tile = at.cut_top(40, 8).centred(40, 40);
  fill(ui, tile, t.fill, kRadiusCard);
  icon(ui, tile, b.icon, 20, bad ? Token::Bad : Token::Muted);
  text(ui, at.cut_top(20), b.title, {TextSize::Body, Weight::SemiBold, Token::Text, Align::Centre});
  paragraph(ui, at.cut_top(lines, 10), b.text, style);
  bool clicked = false;
  if (acts) {
    Button action = b.action;
    action.size = ButtonSize::Small;
    clicked = button(ui, at.cut_top(kButtonSmall).centred(button_width(ui, action), kButtonSmall), action);
  }
  ui.tree().close();
  return clicked;
}

void skeleton_bar(Ui& ui, Rect rect, float height) {
  fill(ui, rect.middle(height), Token::Active, height / 2);
}

void skeleton_row(Ui& ui, Rect rect, std::uint64_t seed) {
  // Widths that look like names, the same for the same row.
  const auto vary = [&](std::uint64_t salt, float low, float high) {
    std::uint64_t h = (seed + 1) * 0x9E3779B97F4A7C15ull + salt * 0xBF58476D1CE4E5B9ull;
    h ^= h >> 31;
    return low + (high - low) * static_cast<float>(h % 1000) / 1000.0f;
  };
  Rect row = rect.inset(12, 0);
  fill(ui, row.cut_left(16, 12).middle(16), Token::Active, kRadiusTag);
  fill(ui, row.cut_left(24, 12).middle(24), Token::Active, 12);
  skeleton_bar(ui, row.cut_right(52, 12), 20);
  if (row.w > 160) {
    const float status = vary(2, 36, 60);
    skeleton_bar(ui, row.cut_right(status, 24));
  }
  skeleton_bar(ui, row.cut_left(std::min(row.w, vary(1, 60, 96))));
}

bool progress(Ui& ui, Rect rect, std::string_view label, float done, std::string_view stop) {
  done = std::clamp(done, 0.0f, 1.0f);
  const std::string percent = std::to_string(static_cast<int>(done * 100)) + "%";
  Rect row = rect;
  Node node;
  node.role = Role::ProgressBar;
  node.name = label;
  node.value = percent;
  node.rect = rect;
  ui.tree().add(node);
  const TextStyle name = small(Token::Text, Weight::Medium);
  draw_text(ui, row.cut_left(std::min(row.w / 2, std::ceil(text_width(ui, label, name))), 12), label, name);
  bool stopped = false;
  if (!stop.empty()) stopped = link(ui, row.cut_right(link_width(ui, stop), 12), stop);
  draw_text(ui, row.cut_right(28, 12), percent,
            {TextSize::Small, Weight::Regular, Token::Muted, Align::Right, Digits::Tabular});
  const Rect bar = row.middle(4);
  fill(ui, bar, Token::NeutralBg, 2);
  fill(ui, {bar.x, bar.y, std::round(bar.w * done), bar.h}, Token::Accent, 2);
  return stopped;
}

void Toaster::show(Ui& ui, Toast toast) {
  toast_ = std::move(toast);
  shown_ = true;
  left_ = kToastTime;
  last_ = ui.seconds();
  ui.host().request_frames(2);
}

std::uint64_t Toaster::draw(Ui& ui, Rect content) {
  if (!shown_) return 0;
  const TextStyle words{TextSize::Body, Weight::Medium, Token::TipText};
  const TextStyle undo_style{TextSize::Small, Weight::Medium, Token::TipAccent};
  const bool undoable = !toast_.undo.empty();
  const float undo_w = undoable ? std::ceil(text_width(ui, toast_.undo, undo_style)) + 18 : 0;
  const float text_w = std::ceil(text_width(ui, toast_.text, words));
  const float width = std::min(content.w - 32, 42 + text_w + undo_w + 16 + 28 + 10);
  Rect box{std::round(content.x + (content.w - width) / 2), content.bottom() - 16 - kToastHeight, width, kToastHeight};

  ui.push_id("toast");
  const NodeId layer = ui.id("layer");
  const LayerResult state = ui.begin_layer(layer, LayerKind::Float, box);
  ui.push_background(Token::TipBg);
  box = box.moved(0, std::round((1 - state.progress) * 4));
  shadow(ui, box, kShadowMenu, kRadiusCard);
  fill(ui, box, Token::TipBg, kRadiusCard);

  Node node;
  node.role = Role::Status;
  node.name = toast_.text;
  node.rect = box;
  ui.tree().open(node);
  Rect row = box;
  const Token dot = toast_.tone == Tone::Ok ? Token::OkDot : toast_.tone == Tone::Bad ? Token::BadDot : Token::WarnDot;
  row.cut_left(14);
  icon(ui, row.cut_left(18, 10), icon_of(toast_.tone), 18, dot);

  std::uint64_t undone = 0;
  bool close = false, held = ui.hovered(box);
  row.cut_right(10);
  const auto act = [&](Rect at, std::string_view key, std::string_view name) {
    const NodeId id = ui.id(key);
    const Behaviour on = ui.behave(id, at);
    Node b;
    b.id = id;
    b.role = Role::Button;
    b.name = name;
    b.focusable = true;
    b.rect = at;
    ui.tree().add(b);
    if (on.ring) focus_ring(ui, at.inset(-2, -2), kRadiusTag);
    held = held || on.focused;
    return on.clicked;
  };
  const Words words_of{};
  const Rect cross = row.cut_right(28, 6).middle(28);
  if (undoable) {
    const Rect at = row.cut_right(undo_w).middle(28);
    if (act(at, "undo", toast_.undo)) undone = toast_.token;
    TextStyle centred = undo_style;
    centred.align = Align::Centre;
    draw_text(ui, at, toast_.undo, centred);
  }
  if (act(cross, "close", words_of(Word::Dismiss))) close = true;
  icon(ui, cross, Icon::Close, 18, Token::TipText);
  explain_cut(ui, draw_text(ui, row, toast_.text, words), row, toast_.text);
  ui.tree().close();
  ui.pop_background();
  ui.end_layer();
  ui.pop_id();

  const double passed = ui.seconds() - last_;
  last_ = ui.seconds();
  if (!held) left_ -= passed;
  if (left_ <= 0 || close || undone != 0) {
    shown_ = false;
    ui.host().request_frames(2);
  } else if (!held) {
    ui.host().repaint_after(milliseconds(static_cast<std::int64_t>(left_ * 1000) + 1));
  }
  return undone;
}

}  // namespace remit::ui
