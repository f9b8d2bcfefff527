#pragma once
// Points, rectangles and colours of the app: CSS pixels, x to the right, y down. Views lay out by cutting rectangles.

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace remit::ui {

struct Point {
  float x = 0, y = 0;
  bool operator==(const Point&) const = default;
};

/// Where something stands. A negative size is an empty rectangle.
struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  bool operator==(const Rect&) const = default;

  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] Point centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
  [[nodiscard]] bool contains(Point p) const { return p.x >= x && p.y >= y && p.x < right() && p.y < bottom(); }
  [[nodiscard]] bool overlaps(Rect r) const {
    return r.x < right() && r.right() > x && r.y < bottom() && r.bottom() > y;
  }

  /// Cuts a strip off one side and returns it; `gap` between the strip and the rest is dropped.
  Rect cut_left(float width, float gap = 0) {
    const Rect strip{x, y, width, h};
    x += width + gap;
    w -= width + gap;
    return strip;
  }
  Rect cut_right(float width, float gap = 0) {
    const Rect strip{right() - width, y, width, h};
    w -= width + gap;
    return strip;
  }
  Rect cut_top(float height, float gap = 0) {
    const Rect strip{x, y, w, height};
    y += height + gap;
    h -= height + gap;
    return strip;
  }
  Rect cut_bottom(float height, float gap = 0) {
    const Rect strip{x, bottom() - height, w, height};
    h -= height + gap;
    return strip;
  }

  [[nodiscard]] Rect inset(float all) const { return inset(all, all); }
  [[nodiscard]] Rect inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, w - 2 * horizontal, h - 2 * vertical};
  }
  [[nodiscard]] Rect grown(float by) const { return inset(-by); }
  [[nodiscard]] Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  /// A rectangle of that size in the middle of this one, on whole pixels.
  [[nodiscard]] Rect centred(float width, float height) const {
    return {std::round(x + (w - width) / 2), std::round(y + (h - height) / 2), width, height};
  }
  /// A strip of that height in the vertical middle, as wide as this.
  [[nodiscard]] Rect middle(float height) const { return {x, std::round(y + (h - height) / 2), w, height}; }
  [[nodiscard]] Rect clipped(Rect to) const {
    const float left = std::max(x, to.x), top = std::max(y, to.y);
    return {left, top, std::min(right(), to.right()) - left, std::min(bottom(), to.bottom()) - top};
  }
};

/// sRGB, 8 bits each, not premultiplied.
struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  bool operator==(const Color&) const = default;

  /// The same colour at `alpha` in 0 … 1.
  [[nodiscard]] constexpr Color with_alpha(float alpha) const {
    return {r, g, b, static_cast<std::uint8_t>(alpha * 255.0f + 0.5f)};
  }
};

}  // namespace remit::ui
