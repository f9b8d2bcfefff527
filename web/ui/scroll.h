#pragma once
// A view into something taller or wider than its rectangle: wheel, thin thumbs, and the focused thing stays in sight.

#include <string_view>

#include "web/ui/ui.h"

namespace remit::ui {

/// Draw between construction and destruction, in coordinates moved by the offset. Offsets are double: a million rows of
/// 40 px lie beyond a float's whole pixels.
class ScrollArea {
 public:
  ScrollArea(Ui& ui, std::string_view key, Rect view, double content_width, double content_height);
  ~ScrollArea();
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;

  /// What is seen, without the thumbs' strip.
  [[nodiscard]] Rect view() const { return view_; }
  [[nodiscard]] double offset_x() const { return x_; }
  [[nodiscard]] double offset_y() const { return y_; }
  /// Where a content that starts at (0, 0) goes; use it when the content is small enough for floats.
  [[nodiscard]] Rect content() const;
  void scroll_to(double y);
  /// Brings a strip of the content into view.
  void reveal(double top, double height);
  void reveal(Rect on_screen);

 private:
  friend class Ui;
  void thumbs();

  Ui& ui_;
  NodeId id_;
  Rect view_;
  double width_, height_;
  double x_ = 0, y_ = 0;
};

}  // namespace remit::ui
