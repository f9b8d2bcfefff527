#pragma once
// The fonts of the app inside Dear ImGui's atlas, where glyphs of any size are made on demand. For text.cpp and ui.cpp.

#include "web/ui/theme.h"
#include "web/ui/ui.h"

struct ImFont;

namespace remit::ui {

struct Fonts {
  ImFont* text[3] = {};  // by Weight
  ImFont* icons = nullptr;

  [[nodiscard]] ImFont* of(Weight weight) const { return text[static_cast<int>(weight)]; }
};

/// Adds the files to the current context's atlas. The heavier weights are cut to the common letters and take the rest
/// from the regular one.
[[nodiscard]] Fonts load_fonts(const FontFiles& files);

}  // namespace remit::ui
