#include "web/ui/ui.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>

#include "core/base/error.h"
#include "web/ui/paint.h"
#include "web/ui/text.h"
#include "web/ui/ui_impl.h"

namespace remit::ui {

namespace {

constexpr ImGuiWindowFlags kWindow = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                                     ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                                     ImGuiWindowFlags_NoFocusOnAppearing;

ImGuiKey key_of(Key key) {
  switch (key) {
    case Key::Enter:
      return ImGuiKey_Enter;
    case Key::Space:
      return ImGuiKey_Space;
    case Key::Escape:
      return ImGuiKey_Escape;
    case Key::Tab:
      return ImGuiKey_Tab;
    case Key::Backspace:
      return ImGuiKey_Backspace;
    case Key::Delete:
      return ImGuiKey_Delete;
    case Key::Up:
      return ImGuiKey_UpArrow;
    case Key::Down:
      return ImGuiKey_DownArrow;
    case Key::Left:
      return ImGuiKey_LeftArrow;
    case Key::Right:
      return ImGuiKey_RightArrow;
    case Key::Home:
      return ImGuiKey_Home;
    case Key::End:
      return ImGuiKey_End;
    case Key::PageUp:
      return ImGuiKey_PageUp;
    case Key::PageDown:
      return ImGuiKey_PageDown;
    case Key::F6:
      return ImGuiKey_F6;
    case Key::F8:
      return ImGuiKey_F8;
    case Key::F10:
      return ImGuiKey_F10;
    case Key::Slash:
      return ImGuiKey_Slash;
    case Key::Period:
      return ImGuiKey_Period;
    case Key::LeftBracket:
      return ImGuiKey_LeftBracket;
    case Key::RightBracket:
      return ImGuiKey_RightBracket;
    default:
      return static_cast<ImGuiKey>(ImGuiKey_A + (static_cast<int>(key) - static_cast<int>(Key::A)));
  }
}

bool repeats(Key key) {
  return key == Key::Up || key == Key::Down || key == Key::Left || key == Key::Right || key == Key::PageUp ||
         key == Key::PageDown;
}

// What a text field needs for itself while it has the focus.
bool belongs_to_text(Key key, Mod mod) {
  if (mod == Mod::Ctrl || mod == Mod::CtrlShift) {
    return key == Key::A || key == Key::C || key == Key::V || key == Key::X || key == Key::Y || key == Key::Z ||
           key == Key::Left || key == Key::Right || key == Key::Backspace || key == Key::Delete || key == Key::Home ||
           key == Key::End;
  }
  switch (key) {
    case Key::Enter:
    case Key::Escape:
    case Key::Tab:
    case Key::Up:
    case Key::Down:
    case Key::PageUp:
    case Key::PageDown:
    case Key::F6:
    case Key::F8:
    case Key::F10:
      return false;
    default:
      return true;
  }
}

ImVec2 vec(Point p) {
  return {p.x, p.y};
}

const char* get_clipboard(ImGuiContext*) {
  return static_cast<Ui::Impl*>(ImGui::GetIO().UserData)->paste.c_str();
}
void set_clipboard(ImGuiContext*, const char* text) {
  static_cast<Ui::Impl*>(ImGui::GetIO().UserData)->host.set_clipboard(text);
}

void style_imgui() {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = style.FramePadding = style.ItemSpacing = style.ItemInnerSpacing = {0, 0};
  style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = style.FrameBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.WindowRounding = style.FrameRounding = 0;
  style.CircleTessellationMaxError = 0.15f;
  style.CurveTessellationTol = 0.6f;
}

}  // namespace

NodeId make_id(NodeId parent, std::string_view key) {
  std::uint64_t h = 14695981039346656037ull ^ (parent * 0x9E3779B97F4A7C15ull);
  for (const char c : key) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ull;
  h ^= h >> 32;
  h &= (1ull << 53) - 1;
  return h == 0 ? 1 : h;
}

Ui::Ui(Host& host, const FontFiles& fonts) : impl_(std::make_unique<Impl>(host)) {
  REMIT_ASSERT(ImGui::GetCurrentContext() == nullptr, "one Ui at a time");
  impl_->context = ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.UserData = impl_.get();
  io.ConfigInputTextCursorBlink = false;  // a blinking caret would draw frames while nothing happens
  io.ConfigInputTextEnterKeepActive = true;
  io.ConfigMacOSXBehaviors = host.is_mac();
  ImGui::GetPlatformIO().Platform_GetClipboardTextFn = get_clipboard;
  ImGui::GetPlatformIO().Platform_SetClipboardTextFn = set_clipboard;
  style_imgui();
  impl_->fonts = load_fonts(fonts);
}

Ui::~Ui() {
  ImGui::DestroyContext(impl_->context);
}

void Ui::post(Action action) {
  impl_->posted.push_back(std::move(action));
  impl_->host.request_frames(4);
}
void Ui::set_paste(std::string text) {
  impl_->paste = std::move(text);
}

const Semantics& Ui::semantics() const {
  return impl_->tree;
}
const std::optional<TextInput>& Ui::text_input() const {
  return impl_->text_input;
}
Host& Ui::host() const {
  return impl_->host;
}
Rect Ui::canvas() const {
  return {0, 0, impl_->input.width, impl_->input.height};
}
double Ui::seconds() const {
  return impl_->input.seconds;
}
float Ui::device_pixel_ratio() const {
  return impl_->input.device_pixel_ratio;
}
Mode Ui::mode() const {
  return impl_->mode;
}
void Ui::set_mode(Mode mode) {
  if (impl_->mode != mode) impl_->host.request_frames(2);
  impl_->mode = mode;
}
Color Ui::color(Token token) const {
  return color_of(token, impl_->mode);
}
Token Ui::background() const {
  return impl_->backgrounds.empty() ? Token::Bg : impl_->backgrounds.back();
}
void Ui::push_background(Token token) {
  impl_->backgrounds.push_back(token);
}
void Ui::pop_background() {
  impl_->backgrounds.pop_back();
}

void Ui::push_id(std::string_view key) {
  impl_->ids.push_back(id(key));
}
void Ui::push_id(std::uint64_t key) {
  char bytes[sizeof key];
  std::copy_n(reinterpret_cast<const char*>(&key), sizeof key, bytes);
  push_id(std::string_view(bytes, sizeof key));
}
void Ui::pop_id() {
  impl_->ids.pop_back();
}
NodeId Ui::id(std::string_view key) const {
  return make_id(impl_->ids.empty() ? 1 : impl_->ids.back(), key);
}

Semantics& Ui::tree() {
  return impl_->tree;
}
ImDrawList* Ui::draw() const {
  return ImGui::GetWindowDrawList();
}

void Ui::push_clip(Rect rect) {
  ImGui::PushClipRect({rect.x, rect.y}, {rect.right(), rect.bottom()}, true);
}
void Ui::pop_clip() {
  ImGui::PopClipRect();
}
Rect Ui::clip() const {
  const ImRect& c = ImGui::GetCurrentWindowRead()->ClipRect;
  return {c.Min.x, c.Min.y, c.GetWidth(), c.GetHeight()};
}

Ui::State& Ui::state(NodeId id) {
  Impl::Kept& kept = impl_->kept[id];
  kept.used = impl_->frame;
  return kept.state;
}

float Ui::appear(NodeId id) {
  auto& [since, last] = impl_->appearing[id];
  if (last + 1 < impl_->frame) since = seconds();
  last = impl_->frame;
  if (impl_->host.reduced_motion()) return 1;
  const double t = std::min(1.0, (seconds() - since) / kAppearTime);
  if (t < 1) animate();
  const double rest = 1 - t;
  return static_cast<float>(1 - rest * rest * rest);
}
void Ui::animate() {
  impl_->host.request_frames(1);
}

Point Ui::mouse() const {
  const ImVec2 p = ImGui::GetIO().MousePos;
  return {p.x, p.y};
}
bool Ui::hovered(Rect rect) const {
  return impl_->hot_z == impl_->z() && rect.clipped(clip()).contains(mouse());
}

std::optional<std::string> Ui::take_value(NodeId id) {
  for (Action& a : impl_->actions) {
    if (a.node != id || a.kind != Action::Kind::SetValue) continue;
    a.node = 0;
    return std::move(a.text);
  }
  return std::nullopt;
}

bool Ui::layer_active() const {
  return impl_->z() >= impl_->modal_z();
}

bool Ui::pressed(Key key, Mod mod) {
  if (!layer_active()) return false;
  if (impl_->text_focus && belongs_to_text(key, mod)) return false;
  const ImGuiIO& io = ImGui::GetIO();
  const bool ctrl = mod == Mod::Ctrl || mod == Mod::CtrlShift;
  const bool shift = mod == Mod::Shift || mod == Mod::CtrlShift;
  if (io.KeyCtrl != ctrl || io.KeyShift != shift || io.KeyAlt) return false;
  const int code = static_cast<int>(key) * 4 + static_cast<int>(mod);
  if (std::find(impl_->consumed.begin(), impl_->consumed.end(), code) != impl_->consumed.end()) return false;
  bool down = ImGui::IsKeyPressed(key_of(key), repeats(key));
  if (key == Key::Enter) down = down || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  if (down) impl_->consumed.push_back(code);
  return down;
}

NodeId Ui::focus() const {
  return impl_->focus;
}
bool Ui::focus_ring() const {
  return impl_->ring;
}
void Ui::set_focus(NodeId id, bool ring) {
  if (impl_->focus != id && impl_->text_focus) ImGui::ClearActiveID();
  impl_->focus = id;
  impl_->ring = ring;
  impl_->reveal = true;
  impl_->host.request_frames(2);
}
void Ui::push_tab_stops(bool enabled) {
  impl_->tab_stops.push_back(enabled && (impl_->tab_stops.empty() || impl_->tab_stops.back()));
}
void Ui::pop_tab_stops() {
  impl_->tab_stops.pop_back();
}
void Ui::set_text_input(const TextInput& input) {
  impl_->text_input = input;
}

std::vector<NodeId> Ui::unnamed() const {
  std::vector<NodeId> missing;
  for (const NodeId id : impl_->reacted) {
    const auto& nodes = impl_->tree.nodes();
    if (std::none_of(nodes.begin(), nodes.end(), [&](const Node& n) { return n.id == id && !n.name.empty(); }))
      missing.push_back(id);
  }
  return missing;
}

Behaviour Ui::behave(NodeId id, Rect rect, const Behave& how) {
  Impl& m = *impl_;
  const int z = m.z();
  const Rect seen = rect.clipped(clip());
  m.reacted.push_back(id);
  if (!seen.empty()) m.hits.push_back({id, seen, z});
  if (how.tab_stop && (m.tab_stops.empty() || m.tab_stops.back())) m.stops.push_back({id, z});

  Behaviour b;
  b.hovered = m.hot == id && (m.active == 0 || m.active == id);
  if (b.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    m.active = id;
    m.click_taken = true;
    set_focus(id, false);
    m.reveal = false;
  }
  if (m.active == id) {
    b.held = ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (!b.held) {
      b.clicked = b.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Left);
      m.active = 0;
    }
  }
  b.double_clicked = b.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  b.right_clicked = b.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (b.right_clicked) m.click_taken = true;

  b.focused = m.focus == id;
  if (b.focused) {
    if (how.activate_on_enter && pressed(Key::Enter)) b.clicked = true;
    if (how.activate_on_space && pressed(Key::Space)) b.clicked = true;
    if (pressed(Key::F10, Mod::Shift) || (layer_active() && ImGui::IsKeyPressed(ImGuiKey_Menu, false))) {
      b.right_clicked = true;
    }
  }
  for (Action& a : m.actions) {
    if (a.node != id || a.kind == Action::Kind::SetValue) continue;
    set_focus(id, true);
    if (a.kind == Action::Kind::Activate && layer_active()) b.clicked = true;
    a.node = 0;
  }
  b.focused = m.focus == id;
  b.ring = b.focused && m.ring;
  if (b.focused && m.reveal) {
    for (ScrollArea* area : m.areas) area->reveal(rect.grown(4));
    m.reveal = false;
  }
  if (how.disabled) {
    b.clicked = b.held = b.double_clicked = false;
  } else if (b.hovered && how.hand) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  }
  return b;
}

LayerResult Ui::begin_layer(NodeId id, LayerKind kind, Rect rect) {
  Impl& m = *impl_;
  auto at = std::find_if(m.layers.begin(), m.layers.end(), [&](const Impl::Layer& l) { return l.id == id; });
  LayerResult result;
  if (at == m.layers.end()) {
    at = m.layers.insert(m.layers.end(), Impl::Layer{});
    at->id = id;
    at->kind = kind;
    at->return_focus = m.focus;
    at->return_ring = m.ring;
    if (at->modal()) {
      if (m.text_focus) ImGui::ClearActiveID();
      m.focus = 0;
    }
    m.host.request_frames(3);
  }
  result.opening = at->opening;
  at->rect = rect;
  at->seen = m.frame;
  m.layer_stack.push_back(static_cast<int>(at - m.layers.begin()));
  result.progress = appear(id);

  // Menus and dialogs own the whole canvas, so that nothing below is hit.
  const Rect window = at->modal() ? canvas() : rect;
  char name[32];
  ImFormatString(name, sizeof name, "##layer%016llx", static_cast<unsigned long long>(id));
  ImGui::SetNextWindowPos({window.x, window.y});
  ImGui::SetNextWindowSize({window.w, window.h});
  ImGui::Begin(name, nullptr, kWindow);
  at->window = ImGui::GetCurrentWindow();
  at->window->DrawList->_FringeScale = 1 / device_pixel_ratio();
  ImGui::PushClipRect({0, 0}, {canvas().w, canvas().h}, false);
  m.hits.push_back({id, window, m.z()});
  if (kind == LayerKind::Dialog) {
    const Color scrim = color(Token::Scrim);
    fill(*this, canvas(), scrim.with_alpha(static_cast<float>(scrim.a) / 255.0f * result.progress));
  }
  m.tree.push_root(m.z());
  m.tab_stops.push_back(true);
  push_background(Token::Raised);

  if (kind != LayerKind::Float && pressed(Key::Escape)) result.dismissed = true;
  if (kind == LayerKind::Menu && m.hot == id && !rect.contains(mouse()) &&
      (ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsMouseClicked(ImGuiMouseButton_Right))) {
    result.dismissed = true;
  }
  return result;
}

void Ui::end_layer() {
  Impl& m = *impl_;
  pop_background();
  m.tab_stops.pop_back();
  m.tree.pop_root();
  ImGui::PopClipRect();
  ImGui::End();
  m.layer_stack.pop_back();
}

void Ui::tooltip(NodeId id, Rect rect, std::string_view text, std::string_view key) {
  Impl& m = *impl_;
  const bool wanted = (m.hot == id && m.active == 0) || (m.focus == id && m.ring && !m.text_focus);
  if (wanted) m.tip = Impl::Tip{id, rect, std::string(text), std::string(key)};
}

bool Ui::tab_leaves(bool backwards) const {
  const Impl& m = *impl_;
  if (m.modal_z() > 0) return false;
  if (m.last_stops.empty()) return true;
  return m.focus == (backwards ? m.last_stops.front().id : m.last_stops.back().id);
}
void Ui::enter_by_tab(bool backwards) {
  Impl& m = *impl_;
  m.keyboard_last = true;
  if (!m.last_stops.empty()) set_focus(backwards ? m.last_stops.back().id : m.last_stops.front().id, true);
}

namespace {

// What is under the mouse, by what stood there last frame: later is higher within a layer.
void hit_test(Ui::Impl& m, Point mouse) {
  m.hot = 0;
  m.hot_z = 0;
  for (const auto& hit : m.last_hits) {
    if (!hit.rect.contains(mouse) || hit.z < m.hot_z) continue;
    m.hot = hit.id;
    m.hot_z = hit.z;
  }
  m.wheel = 0;
  for (const auto& s : m.last_scrolls)
    if (s.z == m.hot_z && s.rect.contains(mouse)) m.wheel = s.id;
}

void move_by_tab(Ui& ui, Ui::Impl& m) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!ImGui::IsKeyPressed(ImGuiKey_Tab, true) || io.KeyCtrl || io.KeyAlt) return;
  std::vector<NodeId> stops;
  for (const auto& s : m.stops)
    if (s.z >= m.modal_z()) stops.push_back(s.id);
  if (stops.empty()) return;
  const auto at = std::find(stops.begin(), stops.end(), m.focus);
  NodeId next = 0;
  if (at == stops.end()) {
    next = io.KeyShift ? stops.back() : stops.front();
  } else if (io.KeyShift) {
    next = at == stops.begin() ? stops.back() : *(at - 1);
  } else {
    next = at + 1 == stops.end() ? stops.front() : *(at + 1);
  }
  ui.set_focus(next, true);
}

bool among(const std::vector<Ui::Impl::Stop>& stops, NodeId id, int z) {
  return std::any_of(stops.begin(), stops.end(), [&](const auto& s) { return s.id == id && s.z == z; });
}

// A layer that opened takes the focus; one that went gives it back to where it was.
void settle_layers(Ui& ui, Ui::Impl& m) {
  for (std::size_t i = m.layers.size(); i-- > 0;) {
    const Ui::Impl::Layer layer = m.layers[i];
    if (layer.seen == m.frame) continue;
    m.layers.erase(m.layers.begin() + static_cast<std::ptrdiff_t>(i));
    const bool focus_lost =
        std::none_of(m.stops.begin(), m.stops.end(), [&](const auto& s) { return s.id == m.focus; });
    if (layer.kind != LayerKind::Float && focus_lost) ui.set_focus(layer.return_focus, m.keyboard_last);
    m.host.request_frames(2);
  }
  for (std::size_t i = 0; i < m.layers.size(); ++i) {
    Ui::Impl::Layer& layer = m.layers[i];
    if (!layer.opening) continue;
    layer.opening = false;
    const int z = static_cast<int>(i) + 1;
    if (layer.kind == LayerKind::Float || among(m.stops, m.focus, z)) continue;
    for (const auto& s : m.stops) {
      if (s.z != z) continue;
      ui.set_focus(s.id, m.keyboard_last);
      break;
    }
  }
  for (const auto& layer : m.layers)
    if (layer.kind != LayerKind::Float) ImGui::BringWindowToDisplayFront(layer.window);
  for (const auto& layer : m.layers)
    if (layer.kind == LayerKind::Float) ImGui::BringWindowToDisplayFront(layer.window);
}

void draw_tooltip(Ui& ui, Ui::Impl& m) {
  if (!m.tip) {
    m.tip_id = 0;
    return;
  }
  const Ui::Impl::Tip& tip = *m.tip;
  if (m.tip_id != tip.id) {
    m.tip_id = tip.id;
    m.tip_since = ui.seconds();
  }
  const double left = kTooltipDelay - (ui.seconds() - m.tip_since);
  if (left > 0.001) {
    m.host.repaint_after(milliseconds(static_cast<std::int64_t>(left * 1000) + 1));
    return;
  }
  const TextStyle style{TextSize::Small, Weight::Medium, Token::TipText};
  const TextStyle cap{TextSize::Caption, Weight::Medium, Token::TipText};
  const float most = std::min(360.0f, ui.canvas().w - 32);
  const float wide = text_width(ui, tip.text, style);
  const float key = tip.key.empty() ? 0 : std::max(18.0f, text_width(ui, tip.key, cap) + 10);
  const float text = std::min(wide, most);
  const float height = paragraph_height(ui, text + 1, tip.text, style) + 12;
  const float width = text + 20 + (key > 0 ? key + 8 : 0);
  Rect box{std::round(tip.rect.centre().x - width / 2), tip.rect.bottom() + 6, width, height};
  if (box.bottom() > ui.canvas().h - 4) box.y = tip.rect.y - 6 - height;
  box.x = std::clamp(box.x, 4.0f, std::max(4.0f, ui.canvas().w - width - 4));

  ImGui::SetNextWindowPos({box.x, box.y});
  ImGui::SetNextWindowSize({box.w, box.h});
  ImGui::Begin("##tip", nullptr, kWindow | ImGuiWindowFlags_NoInputs);
  ImGui::GetCurrentWindow()->DrawList->_FringeScale = 1 / ui.device_pixel_ratio();
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  ImGui::PushClipRect({0, 0}, {ui.canvas().w, ui.canvas().h}, false);
  shadow(ui, box, kShadowMenu, kRadiusControl);
  fill(ui, box, Token::TipBg, kRadiusControl);
  Rect inside = box.inset(10, 6);
  if (key > 0) {
    const Rect k = inside.cut_right(key, 8).middle(kKeyCapHeight);
    const Color edge = ui.color(Token::TipText);
    ui.draw()->AddRect(vec({k.x, k.y}), vec({k.right(), k.bottom()}), IM_COL32(edge.r, edge.g, edge.b, 90), kRadiusTag);
    TextStyle centred = cap;
    centred.align = Align::Centre;
    draw_text(ui, k, tip.key, centred);
  }
  draw_paragraph(ui, {inside.x, inside.y, inside.w + 1, inside.h}, tip.text, style);
  ImGui::PopClipRect();
  ImGui::End();
}

}  // namespace

void Ui::frame(const FrameInput& input, const std::function<void(Ui&)>& view) {
  Impl& m = *impl_;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {input.width, input.height};
  io.DisplayFramebufferScale = {input.device_pixel_ratio, input.device_pixel_ratio};
  io.DeltaTime = std::max(1e-4f, static_cast<float>(input.seconds - m.last_seconds));
  m.last_seconds = input.seconds;
  m.input = input;
  ++m.frame;

  m.tree.begin_frame();
  m.last_hits.swap(m.hits);
  m.hits.clear();
  m.last_scrolls.swap(m.scrolls);
  m.scrolls.clear();
  m.last_stops.swap(m.stops);
  m.stops.clear();
  m.reacted.clear();
  m.consumed.clear();
  m.actions = std::move(m.posted);
  m.posted.clear();
  m.text_focus = m.text_input.has_value();
  m.text_input.reset();
  m.tip.reset();
  m.click_taken = false;

  ImGui::NewFrame();
  hit_test(m, mouse());
  const bool mouse_used = ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (mouse_used) {
    m.keyboard_last = false;
    m.ring = false;
  }
  for (int key = ImGuiKey_Tab; key <= ImGuiKey_Menu; ++key) {
    if (key == ImGuiKey_LeftCtrl || key == ImGuiKey_RightCtrl) continue;
    if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false)) m.keyboard_last = true;
  }

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({input.width, input.height});
  ImGui::Begin("##page", nullptr, kWindow | ImGuiWindowFlags_NoBringToFrontOnFocus);
  ImGui::GetCurrentWindow()->DrawList->_FringeScale = 1 / input.device_pixel_ratio;
  fill(*this, canvas(), Token::Bg);
  view(*this);
  draw_tooltip(*this, m);
  ImGui::End();

  REMIT_ASSERT(m.ids.empty() && m.layer_stack.empty() && m.areas.empty(), "what a view began, it ended");
  move_by_tab(*this, m);
  settle_layers(*this, m);
  if (mouse_used && !m.click_taken && m.modal_z() == 0 && m.focus != 0) set_focus(0);
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) m.active = 0;
  m.tree.set_focus(m.focus);
  m.tree.end_frame();
  if (m.kept.size() > 4096) {
    for (auto it = m.kept.begin(); it != m.kept.end();)
      it = it->second.used + 2000 < m.frame ? m.kept.erase(it) : std::next(it);
  }
  if (m.appearing.size() > 256) {
    for (auto it = m.appearing.begin(); it != m.appearing.end();)
      it = it->second.second + 2 < m.frame ? m.appearing.erase(it) : std::next(it);
  }
  ImGui::Render();
}

}  // namespace remit::ui
