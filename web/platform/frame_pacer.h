#pragma once
// When the next frame is drawn. Nothing is unless somebody asked: an idle page costs nothing.

#include "core/base/time.h"

namespace remit::platform {

/// Keeps the wishes for frames. Times are milliseconds of one monotonic clock. Not thread-safe.
class FramePacer {
 public:
  /// At least `count` more frames from now on.
  void request(int count);
  /// One frame not later than `delay` after `now`; of several wishes the earliest stays.
  void repaint_after(double now, Duration delay);
  /// A frame is being drawn at `now`: uses up one wish, and the repaints that are due.
  void frame_begins(double now);
  /// Milliseconds until the next frame: 0 as soon as possible, below 0 never.
  [[nodiscard]] double delay(double now) const;

 private:
  int frames_ = 0;
  double repaint_at_ = -1;  // -1: none
};

}  // namespace remit::platform
