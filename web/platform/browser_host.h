#pragma once
// ui::Host, done by the browser. The page's thread only.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "web/platform/frame_pacer.h"
#include "web/platform/pending.h"
#include "web/platform/system.h"
#include "web/ui/platform.h"

namespace remit::platform {

/// Bits of js_surroundings(); the values are those of js/system.js.
enum Surroundings : int {
  kPrefersDark = 1,
  kReducedMotion = 2,
  kMac = 4,
  kCoarsePointer = 8,
  kOnline = 16,
  kVisible = 32,
};

class BrowserHost final : public ui::Host {
 public:
  /// `wake` is called whenever a frame has been asked for; both must outlive the host.
  BrowserHost(FramePacer& pacer, std::function<void()> wake);

  void request_frames(int count) override;
  void repaint_after(Duration delay) override;

  void set_clipboard(std::string_view text) override;
  void set_title(std::string_view title) override;
  [[nodiscard]] std::string address() const override { return address_; }
  void set_address(std::string_view address, ui::History history) override;
  void open_link(std::string_view url) override;

  void download(std::string_view name, std::string_view media_type, std::string_view bytes) override;
  void pick_file(std::string_view accept, std::function<void(std::optional<ui::PickedFile>)> done) override;

  [[nodiscard]] bool reduced_motion() const override { return has(kReducedMotion); }
  [[nodiscard]] bool prefers_dark() const override { return has(kPrefersDark); }
  [[nodiscard]] float device_pixel_ratio() const override;
  [[nodiscard]] bool is_mac() const override { return has(kMac); }
  [[nodiscard]] Time now() const override;
  [[nodiscard]] Duration zone_offset(Time at) const override;

  [[nodiscard]] std::string setting(std::string_view key) const override;
  void set_setting(std::string_view key, std::string_view value) override;

  // Beyond what views need.
  [[nodiscard]] bool online() const { return has(kOnline); }
  [[nodiscard]] bool visible() const { return has(kVisible); }
  /// What stands behind the `?` of the page's address, with it; does not change while the page lives.
  [[nodiscard]] std::string query() const;
  /// Calls back once, without drawing; a later wish replaces an earlier one.
  void call_later(Duration delay, std::function<void()> then);
  /// What happens to a file that is dropped on the page; until set, it is ignored.
  void on_file_dropped(std::function<void(ui::PickedFile)> handler) { dropped_ = std::move(handler); }

  // For events.cpp.
  void surroundings_changed();
  void address_changed();
  void alarm_rang();
  /// `id` 0 is a dropped file.
  void file_arrived(std::uint32_t id, std::optional<ui::PickedFile> file);

 private:
  [[nodiscard]] bool has(Surroundings bit) const { return (surroundings_ & bit) != 0; }

  FramePacer& pacer_;
  std::function<void()> wake_;
  int surroundings_;
  std::string address_;
  Pending<std::optional<ui::PickedFile>> files_;
  std::function<void(ui::PickedFile)> dropped_;
  std::function<void()> alarm_;
};

}  // namespace remit::platform
