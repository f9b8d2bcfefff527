#pragma once
// Private to the kit: the state behind Ui.

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "web/ui/fonts.h"
#include "web/ui/scroll.h"
#include "web/ui/ui.h"

struct ImGuiContext;
struct ImGuiWindow;

namespace remit::ui {

inline constexpr double kTooltipDelay = 0.4;
inline constexpr double kAppearTime = 0.12;

struct Ui::Impl {
  /// A rectangle that reacts. The list of the last frame says what the mouse is over, before anything is drawn.
  struct Hit {
    NodeId id = 0;
    Rect rect;  // clipped
    int z = 0;
  };
  struct Stop {
    NodeId id = 0;
    int z = 0;
  };
  struct Layer {
    NodeId id = 0;
    LayerKind kind = LayerKind::Menu;
    Rect rect;
    NodeId return_focus = 0;
    bool return_ring = false;
    bool opening = true;
    std::uint64_t seen = 0;
    ImGuiWindow* window = nullptr;
    [[nodiscard]] bool modal() const { return kind == LayerKind::Menu || kind == LayerKind::Dialog; }
  };
  struct Kept {
    State state;
    std::uint64_t used = 0;
  };
  struct Tip {
    NodeId id = 0;
    Rect rect;
    std::string text, key;
  };

  Impl(Host& h) : host(h) {}

  Host& host;
  ImGuiContext* context = nullptr;
  Fonts fonts;
  Mode mode = Mode::Light;
  FrameInput input;
  double last_seconds = 0;
  std::uint64_t frame = 0;
  Semantics tree;

  std::vector<NodeId> ids;
  std::vector<Token> backgrounds;
  std::vector<Action> posted, actions;
  std::unordered_map<NodeId, Kept> kept;
  std::unordered_map<NodeId, std::pair<double, std::uint64_t>> appearing;  // since, last frame

  // Mouse
  std::vector<Hit> hits, last_hits;
  std::vector<Hit> scrolls, last_scrolls;  // id of scroll areas
  NodeId hot = 0;                          // under the mouse
  int hot_z = 0;                           // the layer under the mouse
  NodeId active = 0;                       // pressed
  NodeId wheel = 0;                        // the scroll area under the mouse
  bool click_taken = false;

  // Focus
  std::vector<Stop> stops, last_stops;
  std::vector<bool> tab_stops;
  NodeId focus = 0;
  bool ring = false;
  bool keyboard_last = false;
  bool reveal = false;  // bring the focus into view when it is drawn
  std::vector<ScrollArea*> areas;
  std::optional<TextInput> text_input;
  bool text_focus = false;    // a text field edits (as of the last frame)
  std::vector<int> consumed;  // keys that a widget has answered in this frame

  // Layers
  std::vector<Layer> layers;     // in the order of opening; z is index + 1
  std::vector<int> layer_stack;  // index into layers of those being drawn
  std::vector<NodeId> reacted;

  // Tooltip
  std::optional<Tip> tip;
  NodeId tip_id = 0;
  double tip_since = 0;

  std::string paste;

  [[nodiscard]] int z() const { return layer_stack.empty() ? 0 : layer_stack.back() + 1; }
  [[nodiscard]] int modal_z() const {
    int top = 0;
    for (std::size_t i = 0; i < layers.size(); ++i)
      if (layers[i].modal()) top = static_cast<int>(i) + 1;
    return top;
  }
};

/// The number below 2^53 that names `key` under `parent`.
[[nodiscard]] NodeId make_id(NodeId parent, std::string_view key);

}  // namespace remit::ui
