#pragma once
// The app's frame: owns the Dear ImGui context, the fonts, the focus, the layers and the semantics tree. Widgets are
// functions that take a Ui (button.h, field.h, …); views call them with rectangles that they cut themselves. No view
// includes imgui.h.
//
// The life of a frame: the host feeds input events into ImGui::GetIO() and Actions into post(); frame() runs the view
// once; the host draws ImGui::GetDrawData() and mirrors semantics() if its version moved.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/ui/geometry.h"
#include "web/ui/platform.h"
#include "web/ui/semantics.h"
#include "web/ui/theme.h"

struct ImDrawList;

namespace remit::ui {

/// The bytes of the font files; they must outlive the Ui.
struct FontFiles {
  std::span<const std::uint8_t> regular, medium, semibold;  ///< Inter, OpenType
  std::span<const std::uint8_t> icons;                      ///< Material Icons, TrueType
};

struct FrameInput {
  float width = 0, height = 0;  ///< of the canvas, CSS pixels
  float device_pixel_ratio = 1;
  double seconds = 0;  ///< monotonic; only differences count
};

/// Keys that the app itself listens to. Ctrl is ⌘ on macOS.
enum class Key : std::uint8_t {
  Enter,
  Space,
  Escape,
  Tab,
  Backspace,
  Delete,
  Up,
  Down,
  Left,
  Right,
  Home,
  End,
  PageUp,
  PageDown,
  F6,
  F8,
  F10,
  Slash,
  Period,
  LeftBracket,
  RightBracket,
  A,
  B,
  C,
  D,
  E,
  F,
  G,
  H,
  I,
  J,
  K,
  L,
  M,
  N,
  O,
  P,
  Q,
  R,
  S,
  T,
  U,
  V,
  W,
  X,
  Y,
  Z,
};
enum class Mod : std::uint8_t { None = 0, Ctrl = 1, Shift = 2, CtrlShift = 3 };

/// What a person did to a rectangle in this frame.
struct Behaviour {
  bool hovered = false;
  bool held = false;     ///< the mouse is down on it
  bool clicked = false;  ///< click, Enter, Space, or Activate from outside; never when disabled
  bool double_clicked = false;
  bool right_clicked = false;  ///< or Shift F10 while focused
  bool focused = false;
  bool ring = false;  ///< focused by the keyboard: draw the focus ring
};

struct Behave {
  bool disabled = false;  ///< takes focus and says why, but is not clicked
  bool tab_stop = true;   ///< false: reached with arrows from its neighbours, or only by the mouse
  bool activate_on_space = true;
  bool activate_on_enter = true;
  bool hand = true;  ///< the pointing hand over it
};

/// How a layer takes part.
enum class LayerKind : std::uint8_t {
  Menu,    ///< closes on a click outside or Escape; focus stays inside
  Dialog,  ///< with a scrim; focus stays inside
  Drawer,  ///< over the page, without a scrim; focus moves in but may leave
  Float,   ///< toasts: takes the mouse where it is, never the focus
};

/// What the layer must know of how it was left; see Ui::begin_layer.
struct LayerResult {
  bool dismissed = false;  ///< Escape, or a click outside of a menu: the owner closes it
  bool opening = false;    ///< its first frame
  float progress = 1;      ///< of its 120 ms appearance, 0 … 1, eased
};

/// A view into something larger, being drawn; see scroll.h.
class ScrollArea;

class Ui {
 public:
  /// Precondition: no other Ui lives; Dear ImGui has one current context.
  Ui(Host& host, const FontFiles& fonts);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  /// Runs one frame: everything that `view` draws ends up in ImGui::GetDrawData() and semantics().
  void frame(const FrameInput& input, const std::function<void(Ui&)>& view);
  /// Asks a widget to do something in the next frame; a widget that is not drawn there does not.
  void post(Action action);
  /// What the next Ctrl V inserts; the host calls it from the page's paste event.
  void set_paste(std::string text);
  /// Whether Tab (or Shift Tab) should leave the canvas for the browser's own controls: no keyboard trap (WCAG 2.1.2).
  [[nodiscard]] bool tab_leaves(bool backwards) const;
  /// Focuses the first (or last) stop: the canvas was entered by Tab.
  void enter_by_tab(bool backwards);

  // For the host, after a frame.
  [[nodiscard]] const Semantics& semantics() const;
  /// The text field that has the focus, if one has.
  [[nodiscard]] const std::optional<TextInput>& text_input() const;

  // Surroundings.
  [[nodiscard]] Host& host() const;
  [[nodiscard]] Rect canvas() const;
  [[nodiscard]] double seconds() const;
  [[nodiscard]] float device_pixel_ratio() const;
  [[nodiscard]] Mode mode() const;
  void set_mode(Mode mode);
  [[nodiscard]] Color color(Token token) const;
  /// The colour behind what is drawn now: the gap of a focus ring.
  [[nodiscard]] Token background() const;
  void push_background(Token token);
  void pop_background();

  // Ids. A widget's id is made of the keys on the stack and its own; the same key twice in one place is a mistake.
  void push_id(std::string_view key);
  void push_id(std::uint64_t key);
  void pop_id();
  [[nodiscard]] NodeId id(std::string_view key) const;

  // Input.
  /// Makes `rect` react. Call once per id and frame, and add the semantics node beside it.
  Behaviour behave(NodeId id, Rect rect, const Behave& how = {});
  /// True once per press, if nothing above this layer is open; plain letters and signs not while a text field has the
  /// focus. Repeats while held for arrows and paging.
  bool pressed(Key key, Mod mod = Mod::None);
  [[nodiscard]] Point mouse() const;
  /// Whether the mouse is over `rect` and nothing above covers it.
  [[nodiscard]] bool hovered(Rect rect) const;
  /// The answer to Action::SetValue for this widget, once.
  std::optional<std::string> take_value(NodeId id);

  // Focus.
  [[nodiscard]] NodeId focus() const;
  /// Moves the focus; `ring` shows it even if the mouse was used last. Takes effect in this frame for widgets still to
  /// come, and scrolls it into view.
  void set_focus(NodeId id, bool ring = false);
  /// Widgets until pop are not Tab stops (rows of a table other than the current one).
  void push_tab_stops(bool enabled);
  void pop_tab_stops();
  /// Called by the text field that edits, every frame it does.
  void set_text_input(const TextInput& input);
  /// Whether the focus is shown: it was moved by the keyboard.
  [[nodiscard]] bool focus_ring() const;
  /// Ids that react but told the semantics tree nothing: a defect that tests look for.
  [[nodiscard]] std::vector<NodeId> unnamed() const;

  // Layers: menus, dialogs, drawers and toasts. `id` must be stable; draw between begin and end, every frame it is
  // open.
  LayerResult begin_layer(NodeId id, LayerKind kind, Rect rect);
  void end_layer();
  /// Whether this layer may be reached now: nothing modal stands above it.
  [[nodiscard]] bool layer_active() const;

  /// Shows `text` near `rect` once it has been hovered for 400 ms or focused by keyboard. `key` is drawn as a key cap.
  void tooltip(NodeId id, Rect rect, std::string_view text, std::string_view key = {});

  // State that widgets keep between frames (scroll offsets, caret, open menus); dropped if not used for a while.
  struct State {
    double a = 0, b = 0, c = 0;
    std::int64_t n = 0;
    bool on = false;
    std::string text;
  };
  State& state(NodeId id);

  /// Moves from 0 to 1 over 120 ms, eased, from the first frame this id was asked for; 1 at once with reduced motion.
  float appear(NodeId id);
  /// One more frame is needed (a spinner turns).
  void animate();

  /// The semantics tree that is being built.
  [[nodiscard]] Semantics& tree();
  /// Where shapes go now. For paint.cpp and widgets only.
  [[nodiscard]] ImDrawList* draw() const;

  void push_clip(Rect rect);
  void pop_clip();
  [[nodiscard]] Rect clip() const;

  struct Impl;
  [[nodiscard]] Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace remit::ui
