#include "web/ui/fonts.h"

#include <imgui.h>

#include "core/base/error.h"

namespace remit::ui {

namespace {

ImFont* add(std::span<const std::uint8_t> file, ImFont* into, float size) {
  REMIT_ASSERT(!file.empty(), "the page loads its fonts before it starts the app");
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.PixelSnapH = false;  // fractional advances
  config.MergeMode = into != nullptr;
  config.DstFont = into;
  // Dear ImGui only reads the file, although it asks for a mutable pointer.
  void* data = const_cast<std::uint8_t*>(file.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(file.size()), size, &config);
}

}  // namespace

Fonts load_fonts(const FontFiles& files) {
  const float size = metrics(TextSize::Body).em * kInterHeight;
  Fonts fonts;
  fonts.text[static_cast<int>(Weight::Regular)] = add(files.regular, nullptr, size);
  fonts.text[static_cast<int>(Weight::Medium)] = add(files.medium, nullptr, size);
  fonts.text[static_cast<int>(Weight::SemiBold)] = add(files.semibold, nullptr, size);
  // The heavier ones are cut to the common letters.
  add(files.regular, fonts.text[static_cast<int>(Weight::Medium)], size);
  add(files.regular, fonts.text[static_cast<int>(Weight::SemiBold)], size);
  fonts.icons = add(files.icons, nullptr, 16);
  return fonts;
}

void add_fallback(const Fonts& fonts, std::span<const std::uint8_t> font) {
  for (ImFont* f : fonts.text) add(font, f, metrics(TextSize::Body).em * kInterHeight);
}

}  // namespace remit::ui
