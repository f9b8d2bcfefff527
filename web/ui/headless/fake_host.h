#pragma once
// A host without a browser: remembers what it was asked, and its clock stands still until it is moved.

#include <algorithm>
#include <map>
#include <string>

#include "web/ui/platform.h"

namespace remit::ui::headless {

class FakeHost : public Host {
 public:
  void request_frames(int count) override { pending_frames = std::max(pending_frames, count); }
  void repaint_after(Duration delay) override { repaint_in = std::min(repaint_in, delay); }
  void set_clipboard(std::string_view text) override { clipboard = text; }
  void set_title(std::string_view text) override { title = text; }
  [[nodiscard]] std::string address() const override { return current_address; }
  void set_address(std::string_view text, History history) override {
    current_address = text;
    if (history == History::Push) ++pushed;
  }
  void open_link(std::string_view url) override { opened = url; }
  void download(std::string_view name, std::string_view, std::string_view bytes) override {
    downloads[std::string(name)] = bytes;
  }
  void pick_file(std::string_view, std::function<void(std::optional<PickedFile>)> done) override { done(next_file); }
  [[nodiscard]] bool reduced_motion() const override { return still; }
  [[nodiscard]] bool prefers_dark() const override { return dark; }
  [[nodiscard]] float device_pixel_ratio() const override { return ratio; }
  [[nodiscard]] bool is_mac() const override { return false; }
  [[nodiscard]] Time now() const override { return wall; }
  [[nodiscard]] Duration zone_offset(Time) const override { return Duration{}; }
  [[nodiscard]] std::string setting(std::string_view key) const override {
    const auto it = settings.find(std::string(key));
    return it == settings.end() ? std::string() : it->second;
  }
  void set_setting(std::string_view key, std::string_view value) override { settings[std::string(key)] = value; }

  int pending_frames = 0;
  Duration repaint_in{std::numeric_limits<std::int64_t>::max()};
  std::string clipboard, title, current_address, opened;
  int pushed = 0;
  std::map<std::string, std::string> downloads, settings;
  std::optional<PickedFile> next_file;
  bool still = false, dark = false;
  float ratio = 1;
  Time wall{1'763'715'840'000};  // 2025-11-21T09:04:00Z
};

}  // namespace remit::ui::headless
