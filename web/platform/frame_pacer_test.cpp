#include "web/platform/frame_pacer.h"

#include <doctest/doctest.h>

using remit::milliseconds;
using remit::platform::FramePacer;

TEST_CASE("a page that nobody asked anything of draws no frame") {
  FramePacer pacer;
  CHECK(pacer.delay(1000) < 0);
}

TEST_CASE("requested frames are drawn one after the other and then no more") {
  FramePacer pacer;
  pacer.request(4);
  pacer.request(2);  // is contained in the four
  for (int left = 4; left > 0; --left) {
    CHECK(pacer.delay(0) == 0);
    pacer.frame_begins(0);
  }
  CHECK(pacer.delay(0) < 0);
}

TEST_CASE("of several repaints the earliest stays, and one frame answers it") {
  FramePacer pacer;
  pacer.repaint_after(100, milliseconds(4000));
  pacer.repaint_after(100, milliseconds(500));
  pacer.repaint_after(100, milliseconds(9000));
  CHECK(pacer.delay(100) == 500);
  pacer.frame_begins(300);  // too early: somebody moved the mouse
  CHECK(pacer.delay(300) == 300);
  pacer.frame_begins(600);
  CHECK(pacer.delay(600) < 0);
}

TEST_CASE("a repaint that is overdue is drawn at once") {
  FramePacer pacer;
  pacer.repaint_after(100, milliseconds(10));
  CHECK(pacer.delay(5000) == 0);
}
