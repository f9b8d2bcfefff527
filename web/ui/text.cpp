#include "web/ui/text.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "web/ui/ui_impl.h"

namespace remit::ui {

namespace {

constexpr ImWchar kEllipsis = 0x2026;

struct Face {
  ImFontBaked* baked;
  float zero;  // advance of a digit when they are tabular, else 0
};

// ImFont::GetFontBaked rounds sizes to whole pixels; Inter's em sizes are whole, so its heights are not, and a rounded
// one would be scaled back and blur.
ImFontBaked* baked_at(ImFont* font, float size) {
  ImFontAtlas* atlas = font->ContainerAtlas;
  ImFontBaked* baked = ImFontAtlasBakedGetOrAdd(atlas, font, size, ImGui::GetFontRasterizerDensity());
  baked->LastUsedFrame = atlas->Builder->FrameCount;
  return baked;
}

Face face(const Ui& ui, const TextStyle& style) {
  ImFontBaked* baked = baked_at(ui.impl().fonts.of(style.weight), metrics(style.size).em * kInterHeight);
  return {baked, style.digits == Digits::Tabular ? baked->GetCharAdvance('0') : 0};
}

unsigned int next(const char*& p, const char* end) {
  unsigned int c = static_cast<unsigned char>(*p);
  if (c < 0x80) {
    ++p;
  } else {
    p += ImTextCharFromUtf8(&c, p, end);
  }
  // Line breaks and other controls in a name are data, not layout.
  return c < 32 ? ' ' : c;
}

bool is_digit(unsigned int c) {
  return c >= '0' && c <= '9';
}

float advance(const Face& f, unsigned int c) {
  if (f.zero > 0 && is_digit(c)) return f.zero;
  return f.baked->GetCharAdvance(static_cast<ImWchar>(c));
}

float measure(const Face& f, std::string_view text) {
  float w = 0;
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) w += advance(f, next(p, end));
  return w;
}

void emit_glyph(ImDrawList* d, const Face& f, unsigned int c, float x, float y, ImU32 color) {
  const ImFontGlyph* g = f.baked->FindGlyph(static_cast<ImWchar>(c));
  if (g == nullptr || !g->Visible) return;
  if (f.zero > 0 && is_digit(c)) x += (f.zero - g->AdvanceX) / 2;
  d->PrimReserve(6, 4);
  d->PrimRectUV({x + g->X0, y + g->Y0}, {x + g->X1, y + g->Y1}, {g->U0, g->V0}, {g->U1, g->V1}, color);
}

float snap(const Ui& ui, float v) {
  const float dpr = std::max(1.0f, ui.device_pixel_ratio());
  return std::round(v * dpr) / dpr;
}

// `line` is the line box; the glyphs' own ascent and descent stand in its middle.
void emit_line(Ui& ui, const Face& f, Rect line, std::string_view text, bool ellipsis, const TextStyle& style) {
  const Color c = ui.color(style.color);
  const ImU32 color = IM_COL32(c.r, c.g, c.b, c.a);
  float x = snap(ui, line.x);
  // As browsers do: ascent and descent rounded by themselves, half of what is left above.
  const float em = metrics(style.size).em;
  const float ascent = std::round(em * 0.96875f), descent = std::round(em * (kInterHeight - 0.96875f));
  const float baseline = std::floor((line.h - ascent - descent) / 2) + ascent;
  const float y = std::round(line.y) + baseline - f.baked->Ascent;
  ImDrawList* d = ui.draw();
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    const unsigned int ch = next(p, end);
    emit_glyph(d, f, ch, x, y, color);
    x += advance(f, ch);
  }
  if (ellipsis) emit_glyph(d, f, kEllipsis, x, y, color);
}

void emit(Ui& ui, const Face& f, Rect line, std::string_view text, bool ellipsis, const TextStyle& style) {
  if (ui.clip().overlaps(line.grown(4))) emit_line(ui, f, line, text, ellipsis, style);
}

// The longest start that leaves room for `…`, not ending in a blank.
std::string_view shorten(const Face& f, std::string_view text, float width) {
  const float room = width - advance(f, kEllipsis);
  const char* p = text.data();
  const char* end = p + text.size();
  const char* keep = p;
  float w = 0;
  while (p < end) {
    const unsigned int c = next(p, end);
    w += advance(f, c);
    if (w > room) break;
    if (c != ' ') keep = p;
  }
  return text.substr(0, static_cast<std::size_t>(keep - text.data()));
}

// The start of `text` that fits a line, and how much of it to skip for the next one.
std::pair<std::size_t, std::size_t> break_line(const Face& f, std::string_view text, float width) {
  const char* begin = text.data();
  const char* end = begin + text.size();
  const char* p = begin;
  const char* space = nullptr;
  float w = 0;
  while (p < end) {
    const char* at = p;
    if (*at == '\n') return {static_cast<std::size_t>(at - begin), static_cast<std::size_t>(at - begin) + 1};
    const unsigned int c = next(p, end);
    if (c == ' ') space = at;
    w += advance(f, c);
    if (w > width && at > begin && c != ' ') {
      if (space != nullptr && space > begin)
        return {static_cast<std::size_t>(space - begin), static_cast<std::size_t>(space - begin) + 1};
      return {static_cast<std::size_t>(at - begin), static_cast<std::size_t>(at - begin)};
    }
  }
  return {text.size(), text.size()};
}

template <class Line>
float lines(const Face& f, float width, std::string_view text, float height, const Line& line) {
  float y = 0;
  do {
    const auto [shown, used] = break_line(f, text, width);
    line(text.substr(0, shown), y);
    text.remove_prefix(used);
    y += height;
  } while (!text.empty());
  return y;
}

float aligned(const Rect& rect, float width, Align align) {
  switch (align) {
    case Align::Left:
      return rect.x;
    case Align::Centre:
      return rect.x + (rect.w - width) / 2;
    case Align::Right:
      return rect.right() - width;
  }
  return rect.x;
}

void add_text_node(Ui& ui, Rect rect, std::string_view text) {
  Node node;
  node.role = Role::Text;
  node.name = text;
  node.rect = rect;
  ui.tree().add(node);
}

}  // namespace

float text_width(Ui& ui, std::string_view text, const TextStyle& style) {
  return measure(face(ui, style), text);
}

Cut draw_text(Ui& ui, Rect rect, std::string_view text, const TextStyle& style) {
  if (text.empty()) return Cut::Whole;
  const Face f = face(ui, style);
  const float width = measure(f, text);
  const Rect line = rect.middle(metrics(style.size).line);
  // Half a pixel of tolerance: rectangles made from text_width must hold their text.
  if (width <= rect.w + 0.5f) {
    emit(ui, f, {aligned(rect, width, style.align), line.y, rect.w, line.h}, text, false, style);
    return Cut::Whole;
  }
  const std::string_view start = shorten(f, text, rect.w);
  const float used = measure(f, start) + advance(f, kEllipsis);
  const float x = style.align == Align::Left ? rect.x : aligned(rect, std::min(used, rect.w), style.align);
  emit(ui, f, {x, line.y, rect.w, line.h}, start, true, style);
  return Cut::Truncated;
}

void draw_text_slanted(Ui& ui, Point from, float rise, float length, std::string_view text, const TextStyle& style) {
  ImDrawList* d = ui.draw();
  // Drawn level without clipping, then turned around its start.
  d->PushClipRect({-8192, -8192}, {8192, 8192}, false);
  const int before = d->VtxBuffer.Size;
  const float line = metrics(style.size).line;
  const Face f = face(ui, style);
  const bool fits = measure(f, text) <= length;
  const std::string_view shown = fits ? text : shorten(f, text, length);
  emit_line(ui, f, {from.x, from.y - line / 2, length, line}, shown, !fits, style);
  const float scale = 1 / std::sqrt(1 + rise * rise);
  const float c = scale, s = -rise * scale;
  for (int i = before; i < d->VtxBuffer.Size; ++i) {
    ImVec2& p = d->VtxBuffer[i].pos;
    const float x = p.x - from.x, y = p.y - from.y;
    p = {from.x + x * c - y * s, from.y + x * s + y * c};
  }
  d->PopClipRect();
}

void explain_cut(Ui& ui, Cut cut, Rect rect, std::string_view text) {
  if (cut == Cut::Whole || !ui.hovered(rect)) return;
  // No id of its own is under the mouse necessarily, so the tip is asked for in the name of whatever is.
  ui.tooltip(ui.impl().hot, rect, text);
}

void text(Ui& ui, Rect rect, std::string_view text, const TextStyle& style) {
  if (text.empty()) return;
  add_text_node(ui, rect, text);
  explain_cut(ui, draw_text(ui, rect, text, style), rect, text);
}

void heading(Ui& ui, Rect rect, std::string_view text, int level, const TextStyle& style) {
  Node node;
  node.role = Role::Heading;
  node.name = text;
  node.level = level;
  node.rect = rect;
  ui.tree().add(node);
  explain_cut(ui, draw_text(ui, rect, text, style), rect, text);
}

float paragraph_height(Ui& ui, float width, std::string_view text, const TextStyle& style) {
  if (text.empty()) return 0;
  return lines(face(ui, style), width, text, metrics(style.size).line, [](std::string_view, float) {});
}

float draw_paragraph(Ui& ui, Rect rect, std::string_view text, const TextStyle& style) {
  if (text.empty()) return 0;
  const Face f = face(ui, style);
  const float height = metrics(style.size).line;
  return lines(f, rect.w, text, height, [&](std::string_view part, float y) {
    const float x = style.align == Align::Left ? rect.x : aligned(rect, measure(f, part), style.align);
    emit(ui, f, {x, rect.y + y, rect.w, height}, part, false, style);
  });
}

float paragraph(Ui& ui, Rect rect, std::string_view text, const TextStyle& style) {
  if (text.empty()) return 0;
  const float height = draw_paragraph(ui, rect, text, style);
  add_text_node(ui, {rect.x, rect.y, rect.w, height}, text);
  return height;
}

bool can_show(Ui& ui, std::string_view text) {
  ImFont* font = ui.impl().fonts.of(Weight::Regular);
  const char* p = text.data();
  const char* end = p + text.size();
  while (p < end) {
    const unsigned int c = next(p, end);
    if (c != ' ' && (c > 0xFFFF || !font->IsGlyphInFont(static_cast<ImWchar>(c)))) return false;
  }
  return true;
}

}  // namespace remit::ui
