#pragma once
// Which key a DOM KeyboardEvent is, and whether the app takes it or leaves it to the browser.

#include <cstdint>
#include <string_view>

#include <imgui.h>

namespace remit::platform {

/// The modifiers of an event, or-ed. The values are those of js/keyboard.js.
enum Mods : std::uint8_t { kCtrl = 1, kShift = 2, kAlt = 4, kMeta = 8 };

/// One keydown or keyup.
struct KeyEvent {
  std::string_view code;  ///< the place on the keyboard: `KeyZ`
  std::string_view key;   ///< what is printed there: `y` on a German keyboard
  std::uint8_t mods = 0;
  bool in_text = false;  ///< a text field has the focus: characters come as text
  bool mac = false;      ///< ⌘ is what Ctrl is elsewhere
};

/// Letters follow what is printed on the key, so that Ctrl+Z is where people expect it; on keyboards without Latin
/// letters, and for everything else, the place counts. ImGuiKey_None if Dear ImGui has no such key.
[[nodiscard]] ImGuiKey key_of(const KeyEvent& event);

/// Whether the app takes a keydown. All that it does not use stays the browser's: tabs, windows, reload, the address
/// bar, zoom, developer tools, printing, Back. Copy, cut and paste do too: their own events come to us.
[[nodiscard]] bool app_takes(const KeyEvent& event);

/// The text that a keydown types when no text field has the focus (`?` opens the list of keys); empty if it types none.
[[nodiscard]] std::string_view typed_text(const KeyEvent& event);

}  // namespace remit::platform
