#include "web/ui/scroll.h"

#include <imgui.h>

#include <algorithm>

#include "web/ui/paint.h"
#include "web/ui/ui_impl.h"

namespace remit::ui {

namespace {
constexpr float kThumb = 6, kThumbGap = 2, kThumbMin = 32, kWheelStep = 80;
}

ScrollArea::ScrollArea(Ui& ui, std::string_view key, Rect view, double content_width, double content_height)
    : ui_(ui), id_(ui.id(key)), view_(view), width_(content_width), height_(content_height) {
  Ui::Impl& m = ui_.impl();
  Ui::State& s = ui_.state(id_);
  const double most_x = std::max(0.0, width_ - view_.w), most_y = std::max(0.0, height_ - view_.h);
  if (most_x > 0 || most_y > 0) m.scrolls.push_back({id_, view_.clipped(ui_.clip()), m.z()});
  if (m.wheel == id_) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool sideways = io.KeyShift || most_y <= 0;
    s.b -= (sideways ? 0 : io.MouseWheel) * kWheelStep;
    s.a -= (io.MouseWheelH + (sideways ? io.MouseWheel : 0)) * kWheelStep;
  }
  s.a = std::clamp(s.a, 0.0, most_x);
  s.b = std::clamp(s.b, 0.0, most_y);
  x_ = std::round(s.a);
  y_ = std::round(s.b);
  m.areas.push_back(this);
  ui_.push_clip(view_);
}

ScrollArea::~ScrollArea() {
  ui_.pop_clip();
  ui_.impl().areas.pop_back();
  thumbs();
}

Rect ScrollArea::content() const {
  return {view_.x - static_cast<float>(x_), view_.y - static_cast<float>(y_),
          std::max(view_.w, static_cast<float>(width_)), std::max(view_.h, static_cast<float>(height_))};
}

void ScrollArea::scroll_to(double y) {
  ui_.state(id_).b = std::clamp(y, 0.0, std::max(0.0, height_ - view_.h));
  ui_.host().request_frames(2);
}

void ScrollArea::reveal(double top, double height) {
  const double at = ui_.state(id_).b;
  if (top < at) {
    scroll_to(top);
  } else if (top + height > at + view_.h) {
    scroll_to(top + height - view_.h);
  }
}

void ScrollArea::reveal(Rect on_screen) {
  reveal(static_cast<double>(on_screen.y - view_.y) + y_, on_screen.h);
  Ui::State& s = ui_.state(id_);
  const double left = static_cast<double>(on_screen.x - view_.x) + x_;
  const double most = std::max(0.0, width_ - view_.w);
  if (left < s.a) {
    s.a = std::clamp(left, 0.0, most);
  } else if (left + on_screen.w > s.a + view_.w) {
    s.a = std::clamp(left + on_screen.w - view_.w, 0.0, most);
  }
}

// The thumbs lie over the content and react to dragging; they say nothing, since the wheel, the keys and the tree reach
// everything they do.
void ScrollArea::thumbs() {
  Ui::Impl& m = ui_.impl();
  Ui::State& s = ui_.state(id_);
  const auto thumb = [&](bool vertical) {
    const double content = vertical ? height_ : width_;
    const float view = vertical ? view_.h : view_.w;
    if (content <= view || view < kThumbMin * 1.5f) return;
    const float track = view - 2 * kThumbGap;
    const float length = std::max(kThumbMin, static_cast<float>(track * (view / content)));
    double& offset = vertical ? s.b : s.a;
    const double most = content - view;
    const float at = static_cast<float>(offset / most) * (track - length) + kThumbGap;
    const Rect rect = vertical ? Rect{view_.right() - kThumb - kThumbGap, view_.y + at, kThumb, length}
                               : Rect{view_.x + at, view_.bottom() - kThumb - kThumbGap, length, kThumb};
    const NodeId id = make_id(id_, vertical ? "thumb-y" : "thumb-x");
    m.hits.push_back({id, rect.grown(kThumbGap).clipped(ui_.clip()), m.z()});
    const Point mouse = ui_.mouse();
    const float along = vertical ? mouse.y : mouse.x;
    if (m.hot == id && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
      m.active = id;
      m.click_taken = true;
      s.c = static_cast<double>(along) - (vertical ? rect.y : rect.x);
    }
    if (m.active == id && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
      const double start = static_cast<double>(along) - s.c - (vertical ? view_.y : view_.x) - kThumbGap;
      offset = std::clamp(start / static_cast<double>(track - length) * most, 0.0, most);
    }
    const bool strong = m.active == id || m.hot == id;
    fill(ui_, rect, strong ? Token::Control : Token::Thumb, kThumb / 2);
  };
  thumb(true);
  thumb(false);
}

}  // namespace remit::ui
