#include "web/ui/paint.h"

#include <imgui.h>
#include <imgui_internal.h>

#include "web/ui/ui_impl.h"

namespace remit::ui {

namespace {

ImU32 packed(Color c) {
  return IM_COL32(c.r, c.g, c.b, c.a);
}
ImVec2 low(Rect r) {
  return {r.x, r.y};
}
ImVec2 high(Rect r) {
  return {r.right(), r.bottom()};
}

float device_line(const Ui& ui) {
  return 1.0f / std::max(1.0f, std::round(ui.device_pixel_ratio()));
}

// ImDrawList::PathRect stops one pixel short of a half circle; pills and circles need all of it.
void path(ImDrawList* d, Rect r, float radius) {
  radius = std::min(radius, std::min(r.w, r.h) / 2);
  if (radius < 0.5f) {
    d->PathLineTo(low(r));
    d->PathLineTo({r.right(), r.y});
    d->PathLineTo(high(r));
    d->PathLineTo({r.x, r.bottom()});
    return;
  }
  // Where two corners meet, one arc: a point met twice would be a spike in a stroke.
  const bool pill = r.h - 2 * radius < 0.01f, tower = r.w - 2 * radius < 0.01f;
  const ImVec2 c{r.x + radius, r.y + radius};
  if (pill && tower) {
    d->PathArcTo(c, radius, 0, 2 * IM_PI * 47 / 48, 47);
  } else if (pill) {
    d->PathArcToFast(c, radius, 3, 9);
    d->PathArcToFast({r.right() - radius, c.y}, radius, 9, 15);
  } else if (tower) {
    d->PathArcToFast(c, radius, 6, 12);
    d->PathArcToFast({c.x, r.bottom() - radius}, radius, 0, 6);
  } else {
    d->PathArcToFast(c, radius, 6, 9);
    d->PathArcToFast({r.right() - radius, c.y}, radius, 9, 12);
    d->PathArcToFast({r.right() - radius, r.bottom() - radius}, radius, 0, 3);
    d->PathArcToFast({c.x, r.bottom() - radius}, radius, 3, 6);
  }
}

void fill_path(ImDrawList* d, Rect r, ImU32 color, float radius) {
  if (radius < 0.5f) {
    d->AddRectFilled(low(r), high(r), color);
    return;
  }
  path(d, r, radius);
  d->PathFillConvex(color);
}

}  // namespace

void fill(Ui& ui, Rect rect, Color color, float radius) {
  if (rect.empty() || color.a == 0) return;
  fill_path(ui.draw(), rect, packed(color), radius);
}
void fill(Ui& ui, Rect rect, Token color, float radius) {
  fill(ui, rect, ui.color(color), radius);
}

void stroke(Ui& ui, Rect rect, Token color, float thickness, float radius) {
  const Color c = ui.color(color);
  if (rect.empty() || c.a == 0) return;
  if (thickness == 1) thickness = device_line(ui) * std::round(ui.device_pixel_ratio());
  ImDrawList* d = ui.draw();
  path(d, rect.inset(thickness / 2), radius - thickness / 2);
  d->PathStroke(packed(c), ImDrawFlags_Closed, thickness);
}

void fill_top(Ui& ui, Rect rect, Token color, float radius) {
  ui.draw()->AddRectFilled(low(rect), high(rect), packed(ui.color(color)), radius, ImDrawFlags_RoundCornersTop);
}
void fill_bottom(Ui& ui, Rect rect, Token color, float radius) {
  ui.draw()->AddRectFilled(low(rect), high(rect), packed(ui.color(color)), radius, ImDrawFlags_RoundCornersBottom);
}

void circle(Ui& ui, Point centre, float radius, Token color) {
  ui.draw()->AddCircleFilled({centre.x, centre.y}, radius, packed(ui.color(color)));
}
void circle_line(Ui& ui, Point centre, float radius, Token color, float thickness) {
  ui.draw()->AddCircle({centre.x, centre.y}, radius - thickness / 2, packed(ui.color(color)), 0, thickness);
}

void line_top(Ui& ui, Rect rect, Token color) {
  fill(ui, {rect.x, rect.y, rect.w, 1}, color);
}
void line_bottom(Ui& ui, Rect rect, Token color) {
  fill(ui, {rect.x, rect.bottom() - 1, rect.w, 1}, color);
}
void line_left(Ui& ui, Rect rect, Token color) {
  fill(ui, {rect.x, rect.y, 1, rect.h}, color);
}
void line_right(Ui& ui, Rect rect, Token color) {
  fill(ui, {rect.right() - 1, rect.y, 1, rect.h}, color);
}

void line(Ui& ui, Point from, Point to, Token color, float thickness) {
  ui.draw()->AddLine({from.x, from.y}, {to.x, to.y}, packed(ui.color(color)), thickness);
}

void dashed(Ui& ui, Rect rect, Token color, float radius) {
  const ImU32 c = packed(ui.color(color));
  const auto dashes = [&](Point from, float length, bool across) {
    for (float at = 0; at < length; at += 6) {
      const float n = std::min(4.0f, length - at);
      const Rect dash = across ? Rect{from.x + at, from.y, n, 1} : Rect{from.x, from.y + at, 1, n};
      ui.draw()->AddRectFilled(low(dash), high(dash), c);
    }
  };
  dashes({rect.x + radius, rect.y}, rect.w - 2 * radius, true);
  dashes({rect.x + radius, rect.bottom() - 1}, rect.w - 2 * radius, true);
  dashes({rect.x, rect.y + radius}, rect.h - 2 * radius, false);
  dashes({rect.right() - 1, rect.y + radius}, rect.h - 2 * radius, false);
  const Point corners[] = {{rect.x + radius, rect.y + radius},
                           {rect.right() - radius, rect.y + radius},
                           {rect.right() - radius, rect.bottom() - radius},
                           {rect.x + radius, rect.bottom() - radius}};
  for (int i = 0; i < 4; ++i) {
    const float start = IM_PI + static_cast<float>(i) * IM_PI / 2;
    ui.draw()->PathArcTo({corners[i].x, corners[i].y}, radius - 0.5f, start + 0.1f, start + IM_PI / 2 - 0.1f);
    ui.draw()->PathStroke(c, 0, 1);
  }
}

void shadow(Ui& ui, Rect rect, const Shadow& s, float radius) {
  const bool light = ui.mode() == Mode::Light;
  const Color base = light ? Color{0x14, 0x1A, 0x28} : Color{0, 0, 0};
  // Alphas below 1/255 would round away, so the float goes to the packed colour by hand.
  const ImU32 c =
      ImGui::ColorConvertFloat4ToU32({static_cast<float>(base.r) / 255.0f, static_cast<float>(base.g) / 255.0f,
                                      static_cast<float>(base.b) / 255.0f, light ? s.alpha_light : s.alpha_dark});
  for (int k = 0; k < s.steps; ++k) {
    const Rect r = rect.grown(static_cast<float>(k)).moved(0, s.dy);
    fill_path(ui.draw(), r, c, radius + static_cast<float>(k));
  }
}

void card_frame(Ui& ui, Rect rect, float radius) {
  shadow(ui, rect, kShadowCard, radius);
  fill(ui, rect, Token::Surface, radius);
  stroke(ui, rect, Token::Border, 1, radius);
}

void focus_ring(Ui& ui, Rect rect, float radius) {
  stroke(ui, rect.grown(2), ui.background(), 2, radius + 2);
  stroke(ui, rect.grown(4), Token::Focus, 2, radius + 4);
}

void icon(Ui& ui, Rect rect, Icon which, float size, Token color) {
  if (which == Icon::None) return;
  const Rect box = rect.centred(size, size);
  ImFont* font = ui.impl().fonts.icons;
  ImFontBaked* baked = font->GetFontBaked(size);
  const ImFontGlyph* g = baked->FindGlyphNoFallback(static_cast<ImWchar>(which));
  if (g == nullptr || !g->Visible) return;
  const float scale = size / baked->Size;
  ImDrawList* d = ui.draw();
  d->PrimReserve(6, 4);
  d->PrimRectUV({box.x + g->X0 * scale, box.y + g->Y0 * scale}, {box.x + g->X1 * scale, box.y + g->Y1 * scale},
                {g->U0, g->V0}, {g->U1, g->V1}, packed(ui.color(color)));
}

void spinner(Ui& ui, Rect rect, float size, Token color) {
  const Point c = rect.centre();
  // A still arc says "busy" as well, without moving.
  const bool still = ui.host().reduced_motion();
  const float turn = still ? 0 : static_cast<float>(std::fmod(ui.seconds(), 0.9) / 0.9) * 2 * IM_PI;
  const float r = size / 2 - 2;
  const Color full = ui.color(color);
  ImDrawList* d = ui.draw();
  d->PathArcTo({c.x, c.y}, r, 0, 2 * IM_PI);
  d->PathStroke(packed(full.with_alpha(0.3f)), 0, 2);
  d->PathArcTo({c.x, c.y}, r, turn - IM_PI / 2, turn + IM_PI / 6);
  d->PathStroke(packed(full), 0, 2);
  if (!still) ui.animate();
}

void tick(Ui& ui, Rect rect, float size, Token color) {
  const Rect b = rect.centred(size, size);
  ImDrawList* d = ui.draw();
  d->PathLineTo({b.x + size * 0.25f, b.y + size * 0.52f});
  d->PathLineTo({b.x + size * 0.43f, b.y + size * 0.70f});
  d->PathLineTo({b.x + size * 0.76f, b.y + size * 0.32f});
  d->PathStroke(packed(ui.color(color)), 0, size / 11);
}

void polygon(Ui& ui, const Point* points, int count, Token color) {
  ImDrawList* d = ui.draw();
  for (int i = 0; i < count; ++i) d->PathLineTo({points[i].x, points[i].y});
  d->PathFillConvex(packed(ui.color(color)));
}

}  // namespace remit::ui
