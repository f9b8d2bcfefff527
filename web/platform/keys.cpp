#include "web/platform/keys.h"

#include <algorithm>
#include <array>

namespace remit::platform {
namespace {

struct Named {
  std::string_view code;
  ImGuiKey key;
};

// UI Events KeyboardEvent code values (W3C), sorted; letters, digits and function keys are computed.
constexpr std::array kNamed = {
    Named{"AltLeft", ImGuiKey_LeftAlt},
    Named{"AltRight", ImGuiKey_RightAlt},
    Named{"ArrowDown", ImGuiKey_DownArrow},
    Named{"ArrowLeft", ImGuiKey_LeftArrow},
    Named{"ArrowRight", ImGuiKey_RightArrow},
    Named{"ArrowUp", ImGuiKey_UpArrow},
    Named{"Backquote", ImGuiKey_GraveAccent},
    Named{"Backslash", ImGuiKey_Backslash},
    Named{"Backspace", ImGuiKey_Backspace},
    Named{"BracketLeft", ImGuiKey_LeftBracket},
    Named{"BracketRight", ImGuiKey_RightBracket},
    Named{"CapsLock", ImGuiKey_CapsLock},
    Named{"Comma", ImGuiKey_Comma},
    Named{"ContextMenu", ImGuiKey_Menu},
    Named{"ControlLeft", ImGuiKey_LeftCtrl},
    Named{"ControlRight", ImGuiKey_RightCtrl},
    Named{"Delete", ImGuiKey_Delete},
    Named{"End", ImGuiKey_End},
    Named{"Enter", ImGuiKey_Enter},
    Named{"Equal", ImGuiKey_Equal},
    Named{"Escape", ImGuiKey_Escape},
    Named{"Home", ImGuiKey_Home},
    Named{"Insert", ImGuiKey_Insert},
    Named{"IntlBackslash", ImGuiKey_Oem102},
    Named{"MetaLeft", ImGuiKey_LeftSuper},
    Named{"MetaRight", ImGuiKey_RightSuper},
    Named{"Minus", ImGuiKey_Minus},
    Named{"NumpadAdd", ImGuiKey_KeypadAdd},
    Named{"NumpadDecimal", ImGuiKey_KeypadDecimal},
    Named{"NumpadDivide", ImGuiKey_KeypadDivide},
    Named{"NumpadEnter", ImGuiKey_KeypadEnter},
    Named{"NumpadEqual", ImGuiKey_KeypadEqual},
    Named{"NumpadMultiply", ImGuiKey_KeypadMultiply},
    Named{"NumpadSubtract", ImGuiKey_KeypadSubtract},
    Named{"PageDown", ImGuiKey_PageDown},
    Named{"PageUp", ImGuiKey_PageUp},
    Named{"Period", ImGuiKey_Period},
    Named{"Quote", ImGuiKey_Apostrophe},
    Named{"Semicolon", ImGuiKey_Semicolon},
    Named{"ShiftLeft", ImGuiKey_LeftShift},
    Named{"ShiftRight", ImGuiKey_RightShift},
    Named{"Slash", ImGuiKey_Slash},
    Named{"Space", ImGuiKey_Space},
    Named{"Tab", ImGuiKey_Tab},
};

ImGuiKey offset(ImGuiKey first, int by) {
  return static_cast<ImGuiKey>(static_cast<int>(first) + by);
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// `F1` … `F24` give 1 … 24; anything else 0.
int function_number(std::string_view code) {
  if (code.size() < 2 || code.size() > 3 || code[0] != 'F') return 0;
  int number = 0;
  for (const char digit : code.substr(1)) {
    if (digit < '0' || digit > '9') return 0;
    number = number * 10 + (digit - '0');
  }
  return number <= 24 ? number : 0;
}

/// Moves within lists and texts; no browser needs them inside a page that scrolls itself.
bool is_movement(ImGuiKey key) {
  return key == ImGuiKey_LeftArrow || key == ImGuiKey_RightArrow || key == ImGuiKey_UpArrow ||
         key == ImGuiKey_DownArrow || key == ImGuiKey_Home || key == ImGuiKey_End || key == ImGuiKey_PageUp ||
         key == ImGuiKey_PageDown || key == ImGuiKey_Backspace || key == ImGuiKey_Delete;
}

bool is_enter(ImGuiKey key) {
  return key == ImGuiKey_Enter || key == ImGuiKey_KeypadEnter;
}

/// The chords of the app: select all, find, the palette, save, undo and redo.
bool takes_primary_chord(ImGuiKey key, bool shift) {
  if (key == ImGuiKey_Z) return true;
  if (shift) return false;
  return key == ImGuiKey_A || key == ImGuiKey_F || key == ImGuiKey_K || key == ImGuiKey_S || key == ImGuiKey_Y ||
         key == ImGuiKey_Slash || key == ImGuiKey_Period;
}

}  // namespace

ImGuiKey key_of(const KeyEvent& event) {
  if (event.key.size() == 1) {
    const char letter = static_cast<char>(event.key[0] | 0x20);
    if (letter >= 'a' && letter <= 'z') return offset(ImGuiKey_A, letter - 'a');
  }
  const std::string_view code = event.code;
  if (code.size() == 4 && starts_with(code, "Key") && code[3] >= 'A' && code[3] <= 'Z') {
    return offset(ImGuiKey_A, code[3] - 'A');
  }
  if (code.size() == 6 && starts_with(code, "Digit") && code[5] >= '0' && code[5] <= '9') {
    return offset(ImGuiKey_0, code[5] - '0');
  }
  if (code.size() == 7 && starts_with(code, "Numpad") && code[6] >= '0' && code[6] <= '9') {
    return offset(ImGuiKey_Keypad0, code[6] - '0');
  }
  if (const int number = function_number(code); number > 0) return offset(ImGuiKey_F1, number - 1);
  const auto found = std::lower_bound(kNamed.begin(), kNamed.end(), code,
                                      [](const Named& named, std::string_view wanted) { return named.code < wanted; });
  return found != kNamed.end() && found->code == code ? found->key : ImGuiKey_None;
}

bool app_takes(const KeyEvent& event) {
  const ImGuiKey key = key_of(event);
  const bool primary = (event.mods & (event.mac ? kMeta : kCtrl)) != 0;
  const bool other = (event.mods & (event.mac ? kCtrl : kMeta)) != 0;
  const bool shift = (event.mods & kShift) != 0;
  const bool alt = (event.mods & kAlt) != 0;
  if (key == ImGuiKey_None || other) return false;
  // On a Mac, Option with an arrow moves by words; elsewhere Alt+Left is Back.
  if (alt) return event.mac && event.in_text && !primary && is_movement(key);
  if (primary) {
    if (key == ImGuiKey_PageUp || key == ImGuiKey_PageDown) return false;  // the browser's tabs
    if (event.mac && !event.in_text && is_movement(key)) return false;     // ⌘← is Back
    return is_movement(key) || is_enter(key) || takes_primary_chord(key, shift);
  }
  if (is_movement(key) || is_enter(key) || key == ImGuiKey_Tab || key == ImGuiKey_Escape) return true;
  if (key == ImGuiKey_F2 || key == ImGuiKey_F6 || key == ImGuiKey_F8 || key == ImGuiKey_Menu) return true;
  if (key == ImGuiKey_F10) return shift;
  if (key >= ImGuiKey_F1 && key <= ImGuiKey_F24) return false;
  // Characters: in a text field they must reach the hidden input; elsewhere Space would scroll and / would find.
  return !event.in_text && !typed_text(event).empty();
}

std::string_view typed_text(const KeyEvent& event) {
  if (event.in_text || (event.mods & (kCtrl | kMeta)) != 0) return {};
  if (event.key.empty()) return {};
  // A character is one code point; named keys (`Enter`, `Dead`) are longer and ASCII.
  const auto lead = static_cast<unsigned char>(event.key[0]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return event.key.size() == length ? event.key : std::string_view{};
}

}  // namespace remit::platform
