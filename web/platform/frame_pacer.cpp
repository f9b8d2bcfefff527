#include "web/platform/frame_pacer.h"

#include <algorithm>

namespace remit::platform {

void FramePacer::request(int count) {
  frames_ = std::max(frames_, count);
}

void FramePacer::repaint_after(double now, Duration delay) {
  const double at = now + static_cast<double>(std::max<std::int64_t>(delay.ms, 0));
  if (repaint_at_ < 0 || at < repaint_at_) repaint_at_ = at;
}

void FramePacer::frame_begins(double now) {
  if (frames_ > 0) --frames_;
  if (repaint_at_ >= 0 && repaint_at_ <= now) repaint_at_ = -1;
}

double FramePacer::delay(double now) const {
  if (frames_ > 0) return 0;
  if (repaint_at_ < 0) return -1;
  return std::max(0.0, repaint_at_ - now);
}

}  // namespace remit::platform
