#pragma once
// One tab: canvas, frames, input and mirror around a ui::Ui. Everything that happens in the browser arrives here, from
// events.cpp. The page's thread only; made by main() and alive as long as the tab.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "web/platform/browser_host.h"
#include "web/platform/fetch.h"
#include "web/platform/frame_pacer.h"
#include "web/platform/renderer.h"
#include "web/platform/storage.h"
#include "web/ui/ui.h"

namespace remit::platform {

/// What runs in the page.
class App {
 public:
  virtual ~App() = default;
  /// Once per frame.
  virtual void draw(ui::Ui& ui) = 0;
  /// Whether leaving the page would lose something; the browser then asks.
  [[nodiscard]] virtual bool has_unsaved_changes() const { return false; }
};

class Page {
 public:
  /// What the app is made of, handed to it when it is made.
  struct Parts {
    BrowserHost& host;
    Fetch& fetch;
    Snapshots& snapshots;
    TabLock& tab_lock;
  };

  /// Starts the flow of events and draws the first frame. Error: Unavailable `no-webgl2`, `no-fonts`.
  [[nodiscard]] static Result<std::unique_ptr<Page>> open(
      const std::function<std::unique_ptr<App>(const Parts&)>& make);
  ~Page();

  [[nodiscard]] Parts parts() { return {host_, fetch_, snapshots_, tab_lock_}; }
  [[nodiscard]] const ui::Ui& ui() const { return *ui_; }

  // What happens in the browser. Coordinates and distances are CSS pixels of the canvas.
  enum class Pointer : int { Move, Down, Up, Leave };
  enum class Source : int { Mouse, Touch, Pen };
  void frame(double now);
  void resized();
  void context_changed(bool restored);
  void pointer(Pointer kind, float x, float y, int button, Source source);
  void wheel(float dx, float dy);
  /// What the browser does next: bits of Answer.
  enum Answer : int { kLeave = 0, kTaken = 1, kGesture = 2 };
  int key(bool down, std::string_view code, std::string_view key, int mods, bool in_text);
  void text(std::string_view utf8);
  void focus(bool has_focus);
  void copy(bool cut);
  void paste(std::string_view text);
  void action(ui::Action action);
  void surroundings_changed();
  void address_changed();
  /// Whether input waits for a frame.
  [[nodiscard]] bool input_waiting() const;
  [[nodiscard]] bool has_unsaved_changes() const;
  /// An answer has come (a response, a file, a snapshot): whoever shows it needs frames.
  void wake_up();

 private:
  Page();
  void schedule();
  void chord(int key);
  void update_mirror(double now);
  void update_cursor();
  void update_text_field();

  FramePacer pacer_;
  bool in_frame_ = false;
  BrowserHost host_;
  Fetch fetch_;
  Snapshots snapshots_;
  TabLock tab_lock_;
  std::vector<std::vector<std::uint8_t>> fonts_;
  std::unique_ptr<ui::Ui> ui_;
  std::unique_ptr<Renderer> renderer_;
  std::unique_ptr<App> app_;
  std::string clipboard_;
  std::uint64_t mirrored_version_ = 0;
  double mirrored_at_ = 0;
  ui::NodeId text_node_ = 0;
  ui::Point caret_;
  int cursor_ = -1;
};

/// For main(): opens the page for as long as the tab lives, or shows why it cannot. Returns main's result.
int run(const std::function<std::unique_ptr<App>(const Page::Parts&)>& make);

}  // namespace remit::platform
