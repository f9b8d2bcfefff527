#include "web/ui/semantics.h"

#include <cstring>

#include "core/base/error.h"

namespace remit::ui {

namespace {

constexpr std::size_t kBlock = 32 * 1024;

// FNV-1a: fast, and a frame that hashes like the last one by chance costs one stale mirror at worst.
struct Hash {
  std::uint64_t value = 14695981039346656037ull;
  void bytes(const void* data, std::size_t size) {
    const auto* p = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < size; ++i) value = (value ^ p[i]) * 1099511628211ull;
  }
  void text(std::string_view s) {
    bytes(s.data(), s.size());
    number(static_cast<std::int64_t>(s.size()));
  }
  void number(std::int64_t n) { bytes(&n, sizeof n); }
};

std::int64_t pixels(float v) {
  return static_cast<std::int64_t>(std::lround(v));
}

struct Flag {
  const char* name;
  bool Node::*member;
};
constexpr Flag kFlags[] = {
    {"disabled", &Node::disabled},   {"readonly", &Node::readonly},   {"required", &Node::required},
    {"invalid", &Node::invalid},     {"busy", &Node::busy},           {"current", &Node::current},
    {"modal", &Node::modal},         {"inert", &Node::inert},         {"editable", &Node::editable},
    {"password", &Node::password},   {"multiline", &Node::multiline}, {"haspopup", &Node::has_popup},
    {"focusable", &Node::focusable}, {"focused", &Node::focused}};

const char* word(Tri value) {
  return value == Tri::True ? "true" : value == Tri::False ? "false" : value == Tri::Mixed ? "mixed" : "";
}
const char* word(SortState value) {
  switch (value) {
    case SortState::None:
      return "";
    case SortState::Unsorted:
      return "none";
    case SortState::Ascending:
      return "ascending";
    case SortState::Descending:
      return "descending";
  }
  return "";
}

void append_json_string(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (u < 0x20) {
      out += "\\u00";
      out += kHex[u >> 4];
      out += kHex[u & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::Alert:
      return "alert";
    case Role::AlertDialog:
      return "alertdialog";
    case Role::Application:
      return "application";
    case Role::Banner:
      return "banner";
    case Role::Button:
      return "button";
    case Role::Cell:
      return "cell";
    case Role::Checkbox:
      return "checkbox";
    case Role::ColumnHeader:
      return "columnheader";
    case Role::Combobox:
      return "combobox";
    case Role::Complementary:
      return "complementary";
    case Role::Dialog:
      return "dialog";
    case Role::Grid:
      return "grid";
    case Role::GridCell:
      return "gridcell";
    case Role::Group:
      return "group";
    case Role::Heading:
      return "heading";
    case Role::Image:
      return "img";
    case Role::Link:
      return "link";
    case Role::List:
      return "list";
    case Role::ListItem:
      return "listitem";
    case Role::Listbox:
      return "listbox";
    case Role::Main:
      return "main";
    case Role::Menu:
      return "menu";
    case Role::MenuItem:
      return "menuitem";
    case Role::MenuItemCheckbox:
      return "menuitemcheckbox";
    case Role::Navigation:
      return "navigation";
    case Role::Note:
      return "note";
    case Role::Option:
      return "option";
    case Role::ProgressBar:
      return "progressbar";
    case Role::Radio:
      return "radio";
    case Role::RadioGroup:
      return "radiogroup";
    case Role::Region:
      return "region";
    case Role::Row:
      return "row";
    case Role::RowHeader:
      return "rowheader";
    case Role::Search:
      return "search";
    case Role::SearchBox:
      return "searchbox";
    case Role::Separator:
      return "separator";
    case Role::Status:
      return "status";
    case Role::Switch:
      return "switch";
    case Role::Tab:
      return "tab";
    case Role::Table:
      return "table";
    case Role::TabList:
      return "tablist";
    case Role::TabPanel:
      return "tabpanel";
    case Role::Text:
      return "text";
    case Role::Textbox:
      return "textbox";
    case Role::Tooltip:
      return "tooltip";
    case Role::Tree:
      return "tree";
    case Role::TreeItem:
      return "treeitem";
  }
  return "text";
}

// Blocks stay where they are, so that the views into them do.
struct Semantics::Arena {
  std::vector<std::unique_ptr<char[]>> blocks;
  std::vector<std::string> large;
  std::size_t block = 0, used = 0;

  void clear() {
    block = used = 0;
    large.clear();
  }
  std::string_view keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > kBlock) return large.emplace_back(text);
    if (blocks.empty()) blocks.push_back(std::make_unique<char[]>(kBlock));
    if (used + text.size() > kBlock) {
      used = 0;
      if (++block == blocks.size()) blocks.push_back(std::make_unique<char[]>(kBlock));
    }
    char* at = blocks[block].get() + used;
    std::memcpy(at, text.data(), text.size());
    used += text.size();
    return {at, text.size()};
  }
};

Semantics::Semantics() : arena_(std::make_unique<Arena>()) {}
Semantics::~Semantics() = default;

void Semantics::begin_frame() {
  nodes_.clear();
  open_.clear();
  roots_.clear();
  z_.clear();
  arena_->clear();
  focus_ = 0;
}

std::string_view Semantics::keep(std::string_view text) {
  return arena_->keep(text);
}

int Semantics::add(const Node& node) {
  const std::size_t base = roots_.empty() ? 0 : roots_.back().open;
  z_.push_back(roots_.empty() ? 0 : roots_.back().z);
  Node& n = nodes_.emplace_back(node);
  n.parent = open_.size() > base ? open_.back() : -1;
  n.name = keep(node.name);
  n.description = keep(node.description);
  n.value = keep(node.value);
  n.key_shortcut = keep(node.key_shortcut);
  return static_cast<int>(nodes_.size()) - 1;
}

int Semantics::open(const Node& node) {
  const int index = add(node);
  open_.push_back(index);
  return index;
}

void Semantics::close() {
  REMIT_ASSERT(open_.size() > (roots_.empty() ? 0 : roots_.back().open),
               "each close belongs to an open of the same layer");
  open_.pop_back();
}

void Semantics::push_root(int z) {
  roots_.push_back({open_.size(), z});
}
void Semantics::pop_root() {
  REMIT_ASSERT(!roots_.empty() && roots_.back().open == open_.size(), "what a layer opened, it closed");
  roots_.pop_back();
}

void Semantics::end_frame() {
  REMIT_ASSERT(open_.empty() && roots_.empty(), "what a view opened, it closed");
  int top = 0;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].modal) top = std::max(top, z_[i]);
  for (std::size_t i = 0; i < nodes_.size(); ++i) nodes_[i].inert = z_[i] < top;
  Hash hash;
  hash.number(static_cast<std::int64_t>(focus_));
  for (Node& n : nodes_) {
    n.focused = n.id != 0 && n.id == focus_;
    hash.number(static_cast<std::int64_t>(n.id));
    hash.number(n.parent);
    hash.number(static_cast<int>(n.role));
    hash.text(n.name);
    hash.text(n.description);
    hash.text(n.value);
    hash.text(n.key_shortcut);
    const unsigned char states[] = {static_cast<unsigned char>(n.checked), static_cast<unsigned char>(n.selected),
                                    static_cast<unsigned char>(n.expanded), static_cast<unsigned char>(n.pressed),
                                    static_cast<unsigned char>(n.sort)};
    hash.bytes(states, sizeof states);
    std::int64_t flags = 0;
    for (const Flag& f : kFlags) flags = flags * 2 + (n.*f.member ? 1 : 0);
    hash.number(flags);
    for (const std::int64_t v :
         {std::int64_t{n.level}, n.row, std::int64_t{n.column}, n.row_count, std::int64_t{n.column_count},
          pixels(n.rect.x), pixels(n.rect.y), pixels(n.rect.w), pixels(n.rect.h)}) {
      hash.number(v);
    }
  }
  if (version_ == 0 || hash.value != hash_) {
    hash_ = hash.value;
    ++version_;
  }
}

std::string Semantics::to_json() const {
  std::string out;
  out.reserve(nodes_.size() * 120 + 64);
  out += "{\"version\":" + std::to_string(version_) + ",\"focus\":" + std::to_string(focus_) + ",\"nodes\":[";
  bool first = true;
  for (const Node& n : nodes_) {
    if (!first) out += ',';
    first = false;
    out += "{\"i\":" + std::to_string(n.id) + ",\"p\":" + std::to_string(n.parent) + ",\"r\":\"";
    out += to_string(n.role);
    out += '"';
    const auto text = [&](const char* key, std::string_view value) {
      if (value.empty()) return;
      out += ",\"";
      out += key;
      out += "\":";
      append_json_string(out, value);
    };
    const auto number = [&](const char* key, std::int64_t value) {
      if (value == 0) return;
      out += ",\"";
      out += key;
      out += "\":" + std::to_string(value);
    };
    text("n", n.name);
    text("d", n.description);
    text("v", n.value);
    text("k", n.key_shortcut);
    text("checked", word(n.checked));
    text("selected", word(n.selected));
    text("expanded", word(n.expanded));
    text("pressed", word(n.pressed));
    text("sort", word(n.sort));
    number("level", n.level);
    number("row", n.row);
    number("col", n.column);
    number("rows", n.row_count);
    number("cols", n.column_count);
    std::string flags;
    for (const Flag& f : kFlags) {
      if (!(n.*f.member)) continue;
      if (!flags.empty()) flags += ',';
      flags += '"';
      flags += f.name;
      flags += '"';
    }
    if (!flags.empty()) out += ",\"f\":[" + flags + "]";
    out += ",\"x\":[" + std::to_string(pixels(n.rect.x)) + ',' + std::to_string(pixels(n.rect.y)) + ',' +
           std::to_string(pixels(n.rect.w)) + ',' + std::to_string(pixels(n.rect.h)) + "]}";
  }
  out += "]}";
  return out;
}

std::string Semantics::to_text() const {
  std::string out;
  std::vector<int> depth(nodes_.size(), 0);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& n = nodes_[i];
    if (n.parent >= 0) depth[i] = depth[static_cast<std::size_t>(n.parent)] + 1;
    out.append(static_cast<std::size_t>(depth[i]) * 2, ' ');
    out += "- ";
    out += to_string(n.role);
    if (!n.name.empty()) {
      out += ' ';
      append_json_string(out, n.name);
    }
    const auto state = [&](std::string_view key, std::string_view value) {
      if (value.empty() || value == "false" || value == "none") return;
      out += " [";
      out += key;
      if (value != "true") {
        out += '=';
        out += value;
      }
      out += ']';
    };
    state("checked", word(n.checked));
    state("selected", word(n.selected));
    // A closed thing that can be opened differs from one that cannot.
    if (n.expanded == Tri::False) out += " [collapsed]";
    state("expanded", word(n.expanded));
    state("pressed", word(n.pressed));
    state("sort", word(n.sort));
    if (n.level > 0) state("level", std::to_string(n.level));
    for (const Flag& f : kFlags) {
      if (n.*f.member && f.member != &Node::focusable && f.member != &Node::editable) state(f.name, "true");
    }
    if (n.row_count > 0) state("rows", std::to_string(n.row_count));
    if (!n.value.empty()) {
      out += " = ";
      append_json_string(out, n.value);
    }
    if (!n.description.empty()) {
      out += ": ";
      out += n.description;
    }
    out += '\n';
  }
  return out;
}

}  // namespace remit::ui
