#include "web/ui/fonts.h"

#include <imgui.h>

#include "core/base/error.h"

namespace remit::ui {

namespace {

enum class Merge : bool { No, IntoTheLast };

ImFont* add(std::span<const std::uint8_t> file, float size, Merge merge = Merge::No) {
  REMIT_ASSERT(!file.empty(), "the page loads its fonts before it starts the app");
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.PixelSnapH = false;  // fractional advances
  config.MergeMode = merge == Merge::IntoTheLast;
  // Dear ImGui only reads the file, although it asks for a mutable pointer.
  void* data = const_cast<std::uint8_t*>(file.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(file.size()), size, &config);
}

}  // namespace

Fonts load_fonts(const FontFiles& files) {
  const float size = metrics(TextSize::Body).em * kInterHeight;
  Fonts fonts;
  fonts.text[static_cast<int>(Weight::Regular)] = add(files.regular, size);
  fonts.text[static_cast<int>(Weight::Medium)] = add(files.medium, size);
  add(files.regular, size, Merge::IntoTheLast);
  fonts.text[static_cast<int>(Weight::SemiBold)] = add(files.semibold, size);
  add(files.regular, size, Merge::IntoTheLast);
  fonts.icons = add(files.icons, 16);
  return fonts;
}

}  // namespace remit::ui
