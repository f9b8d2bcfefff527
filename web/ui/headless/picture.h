#pragma once
// What a frame looks like without a graphics card: Dear ImGui's triangles drawn in software, and PNG files.

#include <cstdint>
#include <string>
#include <vector>

namespace remit::ui::headless {

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;  ///< rows from the top, 4 bytes a pixel, opaque
};

/// Draws the last rendered frame at `ratio` framebuffer pixels per CSS pixel.
[[nodiscard]] Picture draw_frame(float ratio = 1);

/// Writes a PNG (stored, not compressed). False if the file cannot be written.
bool write_png(const Picture& picture, const std::string& path);

}  // namespace remit::ui::headless
