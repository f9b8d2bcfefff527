#pragma once
// What is on the screen, said in words: the one tree of a frame that screen readers, browser tests and headless tests
// read. Every widget adds its node while it draws; web/platform mirrors the tree as hidden ARIA elements.
//
// Not thread-safe; one tree per Ui. Cost: a few hundred nodes a frame, no allocation per node once warm.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "web/ui/geometry.h"

namespace remit::ui {

/// A widget's identity from frame to frame, made of the keys on its path; below 2^53, so that JavaScript keeps it
/// whole. 0 is no widget.
using NodeId = std::uint64_t;

/// ARIA roles, by ARIA's own names (WAI-ARIA 1.2 §5.4); Text is a plain run of text, Group a named group of fields.
enum class Role : std::uint8_t {
  Alert,
  AlertDialog,
  Application,
  Banner,
  Button,
  Cell,
  Checkbox,
  ColumnHeader,
  Combobox,
  Complementary,
  Dialog,
  Grid,
  GridCell,
  Group,
  Heading,
  Image,
  Link,
  List,
  ListItem,
  Listbox,
  Main,
  Menu,
  MenuItem,
  MenuItemCheckbox,
  Navigation,
  Note,
  Option,
  ProgressBar,
  Radio,
  RadioGroup,
  Region,
  Row,
  RowHeader,
  Search,
  SearchBox,
  Separator,
  Status,
  Switch,
  Tab,
  Table,
  TabList,
  TabPanel,
  Text,
  Textbox,
  Tooltip,
  Tree,
  TreeItem,
};

/// `button`, `columnheader`, `img`, …; Text is `text`.
[[nodiscard]] std::string_view to_string(Role role);

/// A state that a widget either does not have (None) or has with a value.
enum class Tri : std::uint8_t { None, False, True, Mixed };
enum class SortState : std::uint8_t { None, Unsorted, Ascending, Descending };

[[nodiscard]] constexpr Tri tri(bool value) {
  return value ? Tri::True : Tri::False;
}

/// One thing on the screen. The texts of a node in the tree live until the tree's next begin_frame.
struct Node {
  NodeId id = 0;
  int parent = -1;  ///< index in nodes(); -1 at the top. Parents stand before their children.
  Role role = Role::Text;
  std::string_view name;          ///< what getByRole finds
  std::string_view description;   ///< hint, error text, or why the thing is disabled
  std::string_view value;         ///< of text boxes, comboboxes and progress bars ("62"); never that of a password
  std::string_view key_shortcut;  ///< "Ctrl+K", for aria-keyshortcuts

  Tri checked = Tri::None;
  Tri selected = Tri::None;
  Tri expanded = Tri::None;
  Tri pressed = Tri::None;
  SortState sort = SortState::None;
  bool disabled = false;  ///< focusable all the same; `description` says why
  bool readonly = false;
  bool required = false;
  bool invalid = false;
  bool busy = false;
  bool current = false;   ///< the current page, step or row
  bool modal = false;     ///< a dialog that the rest of the page waits for
  bool inert = false;     ///< stands behind a modal dialog: neither reachable nor read
  bool editable = false;  ///< takes text: the platform mirrors it as a real input
  bool password = false;
  bool multiline = false;
  bool has_popup = false;
  bool focusable = false;
  bool focused = false;  ///< set by the tree from set_focus

  int level = 0;               ///< of headings and tree items, from 1
  std::int64_t row = 0;        ///< aria-rowindex, from 1 (the head is row 1); 0 if none
  int column = 0;              ///< aria-colindex, from 1; 0 if none
  std::int64_t row_count = 0;  ///< of tables and grids, with the head
  int column_count = 0;
  Rect rect;  ///< CSS pixels in the canvas; parts scrolled away lie outside of it
};

/// The tree of one frame, in reading order.
class Semantics {
 public:
  Semantics();
  ~Semantics();
  Semantics(const Semantics&) = delete;
  Semantics& operator=(const Semantics&) = delete;

  /// Forgets the last frame's nodes.
  void begin_frame();
  /// Adds a node under the one that is open; its texts are copied. Returns its index.
  int add(const Node& node);
  /// Adds a node and opens it: nodes added before the matching close() are its children.
  int open(const Node& node);
  void close();
  /// Puts what is added until pop_root() at the top, as dialogs and menus are, wherever they were drawn from. `z`
  /// orders the layers; the page itself is 0.
  void push_root(int z);
  void pop_root();
  /// Changes a node of this frame after it was added (a result known only once its children were drawn).
  Node& at(int index) { return nodes_[static_cast<std::size_t>(index)]; }
  /// Copies a text into the frame, for use with at().
  std::string_view keep(std::string_view text);
  void set_focus(NodeId id) { focus_ = id; }
  /// Marks what stands behind the top modal layer as inert, sets `focused`, and counts up version() if anything
  /// changed.
  void end_frame();

  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] NodeId focus() const { return focus_; }
  /// Counts the frames that changed the tree; the mirror is rebuilt only when it moved.
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// One JSON object, for the mirror. Absent means the default, and `p` is an index into `nodes`:
  /// {"version":7,"focus":123,"nodes":[{"i":123,"p":0,"r":"button","n":"Save","d":"why","v":"","k":"Ctrl+S",
  ///   "checked":"mixed","selected":"true","expanded":"false","pressed":"true","sort":"ascending","level":2,
  ///   "row":2,"col":1,"rows":1048577,"cols":9,"f":["disabled","required",…],"x":[left,top,width,height]},…]}
  /// The flags in `f` are named as in Node. Coordinates are whole pixels.
  [[nodiscard]] std::string to_json() const;
  /// The tree for golden files, in the manner of Playwright's ariaSnapshot; without ids and rectangles:
  ///   - button "Save" [disabled]: why
  [[nodiscard]] std::string to_text() const;

 private:
  std::vector<Node> nodes_;
  std::vector<int> open_;  // indices of open nodes
  struct Root {
    std::size_t open = 0;  // how many were open when it began
    int z = 0;
  };
  std::vector<Root> roots_;
  std::vector<int> z_;  // of each node
  struct Arena;
  std::unique_ptr<Arena> arena_;
  NodeId focus_ = 0;
  std::uint64_t hash_ = 0;
  std::uint64_t version_ = 0;
};

/// What assistive technology or a test asks of a widget; the widget answers when it is drawn next.
struct Action {
  enum class Kind : std::uint8_t {
    Focus,
    Activate,  ///< click, Enter
    SetValue,  ///< replaces the text of an editable node by `text`
  };
  NodeId node = 0;
  Kind kind = Kind::Activate;
  std::string text;
};

}  // namespace remit::ui
