#include "web/platform/browser_host.h"

#include <emscripten.h>

#include <utility>

#include "web/platform/boundary.h"

namespace remit::platform {
namespace {

// Longer addresses and settings are cut; neither comes near it.
constexpr std::size_t kTextCapacity = 16 * 1024;

template <class Read>
std::string read_text(Read read) {
  std::string text(kTextCapacity, '\0');
  text.resize(read(text.data(), text.size()));
  return text;
}

std::string read_address() {
  return read_text([](char* into, std::size_t capacity) { return js_address(into, capacity); });
}

}  // namespace

BrowserHost::BrowserHost(FramePacer& pacer, std::function<void()> wake)
    : pacer_(pacer), wake_(std::move(wake)), surroundings_(js_surroundings()), address_(read_address()) {}

void BrowserHost::request_frames(int count) {
  pacer_.request(count);
  wake_();
}

void BrowserHost::repaint_after(Duration delay) {
  pacer_.repaint_after(emscripten_get_now(), delay);
  wake_();
}

void BrowserHost::set_clipboard(std::string_view text) {
  js_clipboard_write(text.data(), text.size());
}

std::string BrowserHost::query() const {
  return read_text([](char* into, std::size_t capacity) { return js_query(into, capacity); });
}

void BrowserHost::call_later(Duration delay, std::function<void()> then) {
  alarm_ = std::move(then);
  js_call_later(static_cast<double>(delay.ms));
}

void BrowserHost::alarm_rang() {
  if (const auto then = std::exchange(alarm_, nullptr)) then();
}

void BrowserHost::set_title(std::string_view title) {
  js_set_title(title.data(), title.size());
}

void BrowserHost::set_address(std::string_view address, ui::History history) {
  js_set_address(address.data(), address.size(), history == ui::History::Replace);
  address_ = read_address();
}

void BrowserHost::open_link(std::string_view url) {
  js_open_link(url.data(), url.size());
}

void BrowserHost::download(std::string_view name, std::string_view media_type, std::string_view bytes) {
  js_download(name.data(), name.size(), media_type.data(), media_type.size(), bytes.data(), bytes.size());
}

void BrowserHost::pick_file(std::string_view accept, std::function<void(std::optional<ui::PickedFile>)> done) {
  js_pick_file(files_.add(std::move(done)), accept.data(), accept.size());
}

float BrowserHost::device_pixel_ratio() const {
  return static_cast<float>(js_canvas_device_width() / js_canvas_width());
}

Time BrowserHost::now() const {
  return BrowserClock().now();
}

Duration BrowserHost::zone_offset(Time at) const {
  return minutes(js_zone_offset(static_cast<double>(at.ms)));
}

std::string BrowserHost::setting(std::string_view key) const {
  return read_text(
      [key](char* into, std::size_t capacity) { return js_setting(key.data(), key.size(), into, capacity); });
}

void BrowserHost::set_setting(std::string_view key, std::string_view value) {
  js_set_setting(key.data(), key.size(), value.data(), value.size());
}

void BrowserHost::surroundings_changed() {
  surroundings_ = js_surroundings();
}

void BrowserHost::address_changed() {
  address_ = read_address();
}

void BrowserHost::file_arrived(std::uint32_t id, std::optional<ui::PickedFile> file) {
  if (id != 0) {
    files_.answer(id, std::move(file));
  } else if (file && dropped_) {
    dropped_(*std::move(file));
  }
}

}  // namespace remit::platform
