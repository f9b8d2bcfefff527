#include "web/platform/keys.h"

#include <doctest/doctest.h>

using namespace remit::platform;

namespace {

KeyEvent press(std::string_view code, std::string_view key, int mods = 0) {
  return {code, key, static_cast<std::uint8_t>(mods), false, false};
}

}  // namespace

TEST_CASE("letters follow what is printed on the key, other keys their place") {
  CHECK(key_of(press("KeyY", "z")) == ImGuiKey_Z);  // German
  CHECK(key_of(press("KeyQ", "A")) == ImGuiKey_A);  // French, with Shift
  CHECK(key_of(press("KeyF", "а")) == ImGuiKey_F);  // Russian: no Latin letter is printed
  CHECK(key_of(press("Digit7", "/")) == ImGuiKey_7);
  CHECK(key_of(press("Numpad3", "3")) == ImGuiKey_Keypad3);
  CHECK(key_of(press("F12", "F12")) == ImGuiKey_F12);
  CHECK(key_of(press("AltLeft", "Alt")) == ImGuiKey_LeftAlt);
  CHECK(key_of(press("Tab", "Tab")) == ImGuiKey_Tab);
  CHECK(key_of(press("F25", "F25")) == ImGuiKey_None);
  CHECK(key_of(press("", "")) == ImGuiKey_None);
  CHECK(key_of(press("LaunchMail", "LaunchMail")) == ImGuiKey_None);
}

TEST_CASE("the browser keeps its tabs, windows, reload, address bar, zoom, tools, printing and Back") {
  for (const char* code : {"KeyT", "KeyW", "KeyN", "KeyR", "KeyL", "KeyP", "KeyD", "KeyJ", "KeyU", "KeyH", "KeyO"}) {
    const char letter[] = {static_cast<char>(code[3] | 0x20), '\0'};
    CHECK_FALSE(app_takes(press(code, letter, kCtrl)));
    CHECK_FALSE(app_takes(press(code, letter, kCtrl | kShift)));
  }
  CHECK_FALSE(app_takes(press("Minus", "-", kCtrl)));
  CHECK_FALSE(app_takes(press("Equal", "+", kCtrl | kShift)));
  CHECK_FALSE(app_takes(press("Digit0", "0", kCtrl)));
  CHECK_FALSE(app_takes(press("Tab", "Tab", kCtrl)));
  CHECK_FALSE(app_takes(press("PageDown", "PageDown", kCtrl)));
  CHECK_FALSE(app_takes(press("ArrowLeft", "ArrowLeft", kAlt)));
  for (const char* code : {"F1", "F3", "F5", "F7", "F10", "F11", "F12"}) CHECK_FALSE(app_takes(press(code, code)));
}

TEST_CASE("copy, cut and paste are left to their own events") {
  for (const auto& [code, key] : {std::pair{"KeyC", "c"}, std::pair{"KeyX", "x"}, std::pair{"KeyV", "v"}}) {
    CHECK_FALSE(app_takes(press(code, key, kCtrl)));
  }
}

TEST_CASE("the app takes find, palette, select all, save, undo and what moves in a page") {
  for (const auto& [code, key] : {std::pair{"KeyF", "f"}, std::pair{"KeyK", "k"}, std::pair{"KeyA", "a"},
                                  std::pair{"KeyS", "s"}, std::pair{"KeyZ", "z"}, std::pair{"KeyY", "y"}}) {
    CHECK(app_takes(press(code, key, kCtrl)));
  }
  for (const char* code : {"Tab", "Escape", "Enter", "ArrowDown", "Home", "PageDown", "Backspace", "F6"}) {
    CHECK(app_takes(press(code, code)));
  }
  CHECK(app_takes(press("F10", "F10", kShift)));
  CHECK(app_takes(press("Space", " ")));
  CHECK(app_takes(press("Slash", "/")));
}

TEST_CASE("in a text field characters go to the hidden input and movements to the app") {
  KeyEvent letter = press("KeyQ", "q");
  letter.in_text = true;
  CHECK_FALSE(app_takes(letter));
  CHECK(typed_text(letter).empty());
  KeyEvent arrow = press("ArrowLeft", "ArrowLeft");
  arrow.in_text = true;
  CHECK(app_takes(arrow));
}

TEST_CASE("on a Mac the command key takes the place of Ctrl") {
  KeyEvent find{"KeyF", "f", kMeta, false, true};
  CHECK(app_takes(find));
  find.mods = kCtrl;  // forward one character, the system's
  CHECK_FALSE(app_takes(find));
  KeyEvent word{"ArrowLeft", "ArrowLeft", kAlt, true, true};
  CHECK(app_takes(word));
  KeyEvent back{"ArrowLeft", "ArrowLeft", kMeta, false, true};
  CHECK_FALSE(app_takes(back));
}

TEST_CASE("outside of text fields one code point is typed text, a named key is none") {
  CHECK(typed_text(press("Slash", "?", kShift)) == "?");
  CHECK(typed_text(press("KeyE", "é")) == "é");
  CHECK(typed_text(press("KeyE", "😀")) == "😀");
  CHECK(typed_text(press("Enter", "Enter")).empty());
  CHECK(typed_text(press("KeyF", "f", kCtrl)).empty());
  CHECK(typed_text(press("KeyE", "Dead")).empty());
}
