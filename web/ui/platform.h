#pragma once
// What the app asks of whatever hosts it: the browser (web/platform) or a test (web/ui/headless). The app's thread
// only.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "web/ui/geometry.h"
#include "web/ui/semantics.h"

namespace remit::ui {

enum class History : std::uint8_t {
  Push,     ///< the browser's Back returns to where we are now
  Replace,  ///< the same place, described better (a filter typed further)
};

/// A file that a person has chosen or dropped.
struct PickedFile {
  std::string name;
  std::string bytes;
};

/// The one thing that draws, keeps time and reaches outside. Implementations outlive the Ui.
class Host {
 public:
  virtual ~Host() = default;

  // Drawing. Nothing is drawn unless asked for: the host asks for itself on input (four frames: Dear ImGui settles in
  // three), the app through these.
  /// At least `count` more frames, as fast as the display goes.
  virtual void request_frames(int count) = 0;
  /// One frame, not later than `delay` from now; several wishes are kept as the earliest.
  virtual void repaint_after(Duration delay) = 0;

  // The browser's chrome.
  /// Only works while a person's gesture is handled: call it from the frame that sees the click or the copy key.
  virtual void set_clipboard(std::string_view text) = 0;
  virtual void set_title(std::string_view title) = 0;
  /// The part after `#`, such as `/users/0192…/roles?q=anna`; never holds a secret.
  [[nodiscard]] virtual std::string address() const = 0;
  virtual void set_address(std::string_view address, History history) = 0;
  /// Leaves the page (sign-out, another organisation's sign-in) or opens a tab.
  virtual void open_link(std::string_view url) = 0;

  // Files.
  virtual void download(std::string_view name, std::string_view media_type, std::string_view bytes) = 0;
  /// `accept` as in HTML (".remit,.csv"). Calls back once, with nothing if the person changed their mind.
  virtual void pick_file(std::string_view accept, std::function<void(std::optional<PickedFile>)> done) = 0;

  // What the system prefers; all may change between frames.
  [[nodiscard]] virtual bool reduced_motion() const = 0;
  [[nodiscard]] virtual bool prefers_dark() const = 0;
  /// Framebuffer pixels per CSS pixel.
  [[nodiscard]] virtual float device_pixel_ratio() const = 0;
  /// Says whether Ctrl is ⌘ here.
  [[nodiscard]] virtual bool is_mac() const = 0;
  /// The wall clock, for "2 min ago" and for dates.
  [[nodiscard]] virtual Time now() const = 0;
  /// What local time adds to UTC at that moment.
  [[nodiscard]] virtual Duration zone_offset(Time at) const = 0;

  // Settings of this browser (theme, columns); small texts, lost without harm. Never anything about people.
  [[nodiscard]] virtual std::string setting(std::string_view key) const = 0;
  virtual void set_setting(std::string_view key, std::string_view value) = 0;
};

/// Where text goes: the platform moves its hidden input there, for IME, mobile keyboards and paste.
struct TextInput {
  NodeId node = 0;
  Rect field;
  Point caret;  ///< left top of the caret
  float line_height = 20;
  bool password = false;
  bool multiline = false;
  bool email = false;  ///< wants a keyboard with an @
};

}  // namespace remit::ui
