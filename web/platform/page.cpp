#include "web/platform/page.h"

#include <emscripten.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <utility>

#include "web/platform/boundary.h"
#include "web/platform/keys.h"

namespace remit::platform {
namespace {

/// Frames after each event: Dear ImGui settles in three, the fourth is for what the app opened in the third.
constexpr int kFramesAfterInput = 4;
/// While frames follow each other the mirror is brought up to date this often, and always before the page falls idle.
constexpr double kMirrorInterval = 150;
constexpr std::array kFontFiles = {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "MaterialIcons.ttf"};

std::vector<std::uint8_t> take_asset(std::string_view name) {
  std::vector<std::uint8_t> bytes(js_asset_size(name.data(), name.size()));
  if (!bytes.empty()) js_asset_take(name.data(), name.size(), bytes.data());
  return bytes;
}

std::string_view css_cursor(ImGuiMouseCursor cursor) {
  switch (cursor) {
    case ImGuiMouseCursor_None:
      return "none";
    case ImGuiMouseCursor_TextInput:
      return "text";
    case ImGuiMouseCursor_ResizeAll:
      return "move";
    case ImGuiMouseCursor_ResizeNS:
      return "ns-resize";
    case ImGuiMouseCursor_ResizeEW:
      return "ew-resize";
    case ImGuiMouseCursor_ResizeNESW:
      return "nesw-resize";
    case ImGuiMouseCursor_ResizeNWSE:
      return "nwse-resize";
    case ImGuiMouseCursor_Hand:
      return "pointer";
    case ImGuiMouseCursor_Wait:
      return "wait";
    case ImGuiMouseCursor_Progress:
      return "progress";
    case ImGuiMouseCursor_NotAllowed:
      return "not-allowed";
    default:
      return "default";
  }
}

void add_modifiers(int mods) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, (mods & kCtrl) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (mods & kShift) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (mods & kAlt) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (mods & kMeta) != 0);
}

}  // namespace

Result<std::unique_ptr<Page>> Page::open(const std::function<std::unique_ptr<App>(const Parts&)>& make) {
  std::unique_ptr<Page> page(new Page());
  js_start(page.get());
  for (const char* name : kFontFiles) {
    page->fonts_.push_back(take_asset(name));
    if (page->fonts_.back().empty()) return Error{Code::Unavailable, "no-fonts", {{"file", name}}, {}};
  }
  const auto& fonts = page->fonts_;
  page->ui_ = std::make_unique<ui::Ui>(page->host_, ui::FontFiles{fonts[0], fonts[1], fonts[2], fonts[3]});
  REMIT_TRY_ASSIGN(page->renderer_, Renderer::create("#canvas"));

  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_ClipboardUserData = page.get();
  platform.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    auto* self = static_cast<Page*>(ImGui::GetPlatformIO().Platform_ClipboardUserData);
    self->host_.set_clipboard(text);
  };
  platform.Platform_GetClipboardTextFn = [](ImGuiContext*) {
    return static_cast<Page*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->clipboard_.c_str();
  };
  ImGuiIO& io = ImGui::GetIO();
  io.BackendPlatformName = "remit_browser";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.ConfigMacOSXBehaviors = page->host_.is_mac();
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw frames for ever

  page->app_ = make(page->parts());
  page->host_.request_frames(kFramesAfterInput);
  return page;
}

Page::Page() : host_(pacer_, [this] { schedule(); }) {}

Page::~Page() = default;

void Page::schedule() {
  if (!in_frame_) js_schedule(pacer_.delay(emscripten_get_now()));
}

void Page::wake_up() {
  host_.request_frames(kFramesAfterInput);
}

void Page::frame(double now) {
  in_frame_ = true;
  pacer_.frame_begins(now);
  js_fit_canvas();
  const ui::FrameInput input{static_cast<float>(js_canvas_width()), static_cast<float>(js_canvas_height()),
                             host_.device_pixel_ratio(), now / 1000};
  ui_->frame(input, [this](ui::Ui& ui) { app_->draw(ui); });
  if (ImDrawData* drawn = ImGui::GetDrawData()) {
    renderer_->draw(*drawn, js_canvas_device_width(), js_canvas_device_height());
  }
  if (input_waiting() || ImGui::IsAnyMouseDown()) pacer_.request(1);
  update_mirror(now);
  update_cursor();
  update_text_field();
  in_frame_ = false;
  schedule();
}

void Page::update_mirror(double now) {
  const ui::Semantics& tree = ui_->semantics();
  if (tree.version() == mirrored_version_) return;
  const ui::NodeId text_node = ui_->text_input() ? ui_->text_input()->node : 0;
  const bool more_to_come = pacer_.delay(now) == 0;
  // The text field's element must be there before it takes the focus, which a click's gesture allows only now.
  if (more_to_come && text_node == text_node_ && now - mirrored_at_ < kMirrorInterval) return;
  const std::string json = tree.to_json();
  js_mirror(json.data(), json.size());
  mirrored_version_ = tree.version();
  mirrored_at_ = now;
}

void Page::update_cursor() {
  const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
  if (cursor == cursor_) return;
  cursor_ = cursor;
  const std::string_view name = css_cursor(cursor);
  js_set_cursor(name.data(), name.size());
}

void Page::update_text_field() {
  const auto& field = ui_->text_input();
  if (!field) {
    if (text_node_ != 0) js_leave_field();
    text_node_ = 0;
    return;
  }
  if (field->node == text_node_ && field->caret == caret_) return;
  text_node_ = field->node;
  caret_ = field->caret;
  js_follow_field(static_cast<double>(field->node), field->caret.x, field->caret.y, field->line_height);
}

void Page::resized() {
  wake_up();
}

void Page::context_changed(bool restored) {
  if (restored) {
    renderer_->restored();
    wake_up();
  } else {
    renderer_->lost();
  }
}

void Page::pointer(Pointer kind, float x, float y, int button, Source source) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(static_cast<ImGuiMouseSource>(source));
  if (kind == Pointer::Leave) {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  } else {
    io.AddMousePosEvent(x, y);
    if (kind != Pointer::Move) io.AddMouseButtonEvent(button, kind == Pointer::Down);
  }
  wake_up();
}

void Page::wheel(float dx, float dy) {
  // Dear ImGui scrolls by a multiple of the font's height; undo it, so that a finger moves what it touches.
  const float line = ImGui::GetStyle().FontSizeBase;
  ImGui::GetIO().AddMouseWheelEvent(-dx / (2 * line), -dy / (5 * line));
  wake_up();
}

int Page::key(bool down, std::string_view code, std::string_view key, int mods, bool in_text) {
  const KeyEvent event{code, key, static_cast<std::uint8_t>(mods), in_text, host_.is_mac()};
  wake_up();
  add_modifiers(mods);
  const ImGuiKey name = key_of(event);
  const bool taken = app_takes(event);
  ImGuiIO& io = ImGui::GetIO();
  if (!down) {
    if (name != ImGuiKey_None) io.AddKeyEvent(name, false);
    return kLeave;
  }
  if (name == ImGuiKey_Menu) {
    io.AddKeyEvent(ImGuiMod_Shift, true);
    io.AddKeyEvent(ImGuiKey_F10, true);
    io.AddKeyEvent(ImGuiKey_F10, false);
    io.AddKeyEvent(ImGuiMod_Shift, false);
    return kTaken;
  }
  if (!taken) return kLeave;
  io.AddKeyEvent(name, true);
  // macOS never tells that a key was let go while the command key is held.
  if (host_.is_mac() && (mods & kMeta) != 0) io.AddKeyEvent(name, false);
  const std::string typed(typed_text(event));
  io.AddInputCharactersUTF8(typed.c_str());
  const bool activates = name == ImGuiKey_Enter || name == ImGuiKey_KeypadEnter || name == ImGuiKey_Space;
  return activates ? kTaken | kGesture : kTaken;
}

void Page::text(std::string_view utf8) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
  wake_up();
}

void Page::focus(bool has_focus) {
  ImGui::GetIO().AddFocusEvent(has_focus);
  wake_up();
}

void Page::chord(int key) {
  ImGuiIO& io = ImGui::GetIO();
  add_modifiers(host_.is_mac() ? kMeta : kCtrl);
  io.AddKeyEvent(static_cast<ImGuiKey>(key), true);
  io.AddKeyEvent(static_cast<ImGuiKey>(key), false);
  add_modifiers(0);
  wake_up();
}

void Page::copy(bool cut) {
  chord(cut ? ImGuiKey_X : ImGuiKey_C);
}

void Page::paste(std::string_view text) {
  // A NUL would end the text for Dear ImGui: what stands behind it must not vanish unseen.
  clipboard_.clear();
  for (const char c : text) {
    if (c != '\0' && c != '\r') clipboard_.push_back(c);
  }
  chord(ImGuiKey_V);
}

void Page::action(ui::Action action) {
  ui_->post(std::move(action));
  wake_up();
}

void Page::surroundings_changed() {
  host_.surroundings_changed();
  wake_up();
}

void Page::address_changed() {
  host_.address_changed();
  wake_up();
}

bool Page::input_waiting() const {
  return !ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

bool Page::has_unsaved_changes() const {
  return app_ && app_->has_unsaved_changes();
}

int run(const std::function<std::unique_ptr<App>(const Page::Parts&)>& make) {
  auto page = Page::open(make);
  if (!page) {
    js_fail(page.error().rule.data(), page.error().rule.size());
  } else {
    // Nothing is there that could end it before the tab does.
    static_cast<void>(std::move(*page).release());
  }
  return 0;
}

}  // namespace remit::platform
