#include "web/ui/headless/driver.h"

#include <imgui.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace remit::ui::headless {

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes read(const std::string& name) {
  std::ifstream in(std::string(REMIT_FONTS_DIR) + "/" + name, std::ios::binary);
  if (!in) throw std::runtime_error("`" REMIT_FONTS_DIR "/" + name + "` is missing: run tools/setup first");
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

// Read once for all drivers of a test program; Ui keeps pointing into them.
const FontFiles& font_files() {
  static const Bytes regular = read("Inter-Regular.otf"), medium = read("Inter-Medium.otf"),
                     semibold = read("Inter-SemiBold.otf"), icons = read("MaterialIcons.ttf");
  static const FontFiles files{regular, medium, semibold, icons};
  return files;
}

ImGuiKey key_of(Key key) {
  static constexpr ImGuiKey kFixed[] = {
      ImGuiKey_Enter,       ImGuiKey_Space,   ImGuiKey_Escape,    ImGuiKey_Tab,       ImGuiKey_Backspace,
      ImGuiKey_Delete,      ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow,
      ImGuiKey_Home,        ImGuiKey_End,     ImGuiKey_PageUp,    ImGuiKey_PageDown,  ImGuiKey_F6,
      ImGuiKey_F8,          ImGuiKey_F10,     ImGuiKey_Slash,     ImGuiKey_Period,    ImGuiKey_LeftBracket,
      ImGuiKey_RightBracket};
  if (key < Key::A) return kFixed[static_cast<int>(key)];
  return static_cast<ImGuiKey>(ImGuiKey_A + (static_cast<int>(key) - static_cast<int>(Key::A)));
}

// There is no graphics card: textures stay where they are, in memory.
void serve_textures() {
  for (ImTextureData* t : ImGui::GetPlatformIO().Textures) {
    if (t->Status == ImTextureStatus_WantCreate || t->Status == ImTextureStatus_WantUpdates) {
      t->SetTexID(static_cast<ImTextureID>(t->UniqueID + 1));
      t->SetStatus(ImTextureStatus_OK);
    } else if (t->Status == ImTextureStatus_WantDestroy && t->UnusedFrames > 0) {
      t->SetTexID(ImTextureID_Invalid);
      t->SetStatus(ImTextureStatus_Destroyed);
    }
  }
}

}  // namespace

UiDriver::UiDriver(std::function<void(Ui&)> view, float width, float height)
    : view_(std::move(view)), ui_(std::make_unique<Ui>(host_, font_files())), width_(width), height_(height) {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  host_.request_frames(2);
  settle();
}

UiDriver::~UiDriver() {
  for (ImTextureData* t : ImGui::GetPlatformIO().Textures) {
    t->SetTexID(ImTextureID_Invalid);
    t->SetStatus(ImTextureStatus_Destroyed);
  }
}

void UiDriver::frame() {
  seconds_ += 0.016;
  ui_->frame({width_, height_, host_.ratio, seconds_}, view_);
  serve_textures();
}

int UiDriver::settle() {
  int drawn = 0;
  while (host_.pending_frames > 0 && drawn < 500) {
    --host_.pending_frames;
    frame();
    ++drawn;
  }
  return drawn;
}

void UiDriver::advance(Duration by) {
  seconds_ += static_cast<double>(by.ms) / 1000;
  host_.wall = host_.wall + by;
  if (host_.repaint_in <= by) {
    host_.repaint_in = Duration{std::numeric_limits<std::int64_t>::max()};
    host_.request_frames(1);
  } else if (host_.repaint_in.ms != std::numeric_limits<std::int64_t>::max()) {
    host_.repaint_in.ms -= by.ms;
  }
  settle();
}

void UiDriver::resize(float width, float height) {
  width_ = width;
  height_ = height;
  host_.request_frames(4);
  settle();
}

const Node& UiDriver::get(Role role, std::string_view name) {
  const Node* found = nullptr;
  for (const Node& n : ui_->semantics().nodes()) {
    if (n.role != role || n.name != name || n.inert) continue;
    if (found != nullptr)
      throw std::runtime_error("more than one " + std::string(to_string(role)) + " `" + std::string(name) + "` in\n" +
                               tree());
    found = &n;
  }
  if (found == nullptr)
    throw std::runtime_error("no " + std::string(to_string(role)) + " `" + std::string(name) + "` in\n" + tree());
  return *found;
}

bool UiDriver::has(Role role, std::string_view name) const {
  for (const Node& n : ui_->semantics().nodes())
    if (n.role == role && n.name == name && !n.inert) return true;
  return false;
}

int UiDriver::count(Role role) const {
  int found = 0;
  for (const Node& n : ui_->semantics().nodes())
    if (n.role == role && !n.inert) ++found;
  return found;
}

void UiDriver::move_to(Point at) {
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
  host_.request_frames(2);
  settle();
}

void UiDriver::button(int which, bool down) {
  ImGui::GetIO().AddMouseButtonEvent(which, down);
  host_.request_frames(4);
  settle();
}

void UiDriver::hover(Role role, std::string_view name) {
  move_to(get(role, name).rect.centre());
}

void UiDriver::click_at(Point at) {
  move_to(at);
  button(0, true);
  button(0, false);
}
void UiDriver::click(Role role, std::string_view name) {
  click_at(get(role, name).rect.centre());
}
void UiDriver::double_click(Role role, std::string_view name) {
  const Point at = get(role, name).rect.centre();
  seconds_ += 1;  // not the second half of an earlier click
  click_at(at);
  click_at(at);
}
void UiDriver::right_click(Role role, std::string_view name) {
  move_to(get(role, name).rect.centre());
  button(1, true);
  button(1, false);
}
void UiDriver::wheel(Point at, float lines) {
  move_to(at);
  ImGui::GetIO().AddMouseWheelEvent(0, lines);
  host_.request_frames(4);
  settle();
}

void UiDriver::press(Key key, Mod mod) {
  ImGuiIO& io = ImGui::GetIO();
  const bool ctrl = mod == Mod::Ctrl || mod == Mod::CtrlShift, shift = mod == Mod::Shift || mod == Mod::CtrlShift;
  if (ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, true);
  if (shift) io.AddKeyEvent(ImGuiMod_Shift, true);
  io.AddKeyEvent(key_of(key), true);
  host_.request_frames(4);
  settle();
  io.AddKeyEvent(key_of(key), false);
  if (ctrl) io.AddKeyEvent(ImGuiMod_Ctrl, false);
  if (shift) io.AddKeyEvent(ImGuiMod_Shift, false);
  host_.request_frames(4);
  settle();
}

void UiDriver::type(std::string_view text) {
  ImGui::GetIO().AddInputCharactersUTF8(std::string(text).c_str());
  host_.request_frames(4);
  settle();
}

void UiDriver::fill(Role role, std::string_view name, std::string_view text) {
  click(role, name);
  press(Key::A, Mod::Ctrl);
  if (text.empty()) {
    press(Key::Delete);
  } else {
    type(text);
  }
}

const Node* UiDriver::focused() const {
  for (const Node& n : ui_->semantics().nodes())
    if (n.focused) return &n;
  return nullptr;
}

void UiDriver::activate(Role role, std::string_view name) {
  ui_->post({get(role, name).id, Action::Kind::Activate, {}});
  settle();
}
void UiDriver::set_value(Role role, std::string_view name, std::string_view text) {
  ui_->post({get(role, name).id, Action::Kind::SetValue, std::string(text)});
  settle();
}

}  // namespace remit::ui::headless
