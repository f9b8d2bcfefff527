#include "web/app/scope_tree.h"

#include <algorithm>

#include "web/app/pieces.h"

namespace remit::app {

using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

/// `2.4M`, `412K`: as much as fits beside a name.
std::string shortened(std::uint64_t n) {
  if (n < 10'000) return ui::grouped(static_cast<std::int64_t>(n));
  return n < 1'000'000 ? std::to_string(n / 1000) + "K" : std::to_string(n / 1'000'000) + "M";
}

std::string lowered(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return low;
}

}  // namespace

void ScopeTree::refresh() {
  if (tree_.value() || tree_.error()) tree_.ask(context_.gateway.tree());
}

void ScopeTree::forget() {
  tree_.forget();
  closed_.clear();
  find_.clear();
}

void ScopeTree::follow() {
  if (!tree_.value() && !tree_.waiting() && !tree_.error()) tree_.ask(context_.gateway.tree());
  tree_.look();
}

const present::TreeNode* ScopeTree::chosen() const {
  if (!tree_.value()) return nullptr;
  const std::string_view at = context_.route.get("at");
  for (const present::TreeNode& it : tree_.value()->nodes) {
    if (to_string(it.id) == at) return &it;
  }
  return nullptr;
}

std::string ScopeTree::chosen_name() {
  follow();
  const present::TreeNode* const it = chosen();
  return it ? it->name : std::string();
}

void ScopeTree::choose(const std::string& node) {
  Route route = context_.route;
  route.set("at", node);
  if (node.empty()) route.set("below", {});
  context_.go(std::move(route));
}

void ScopeTree::draw(ui::Ui& ui, Rect rect) {
  follow();
  const std::string title = tree_.value() ? tree_.value()->title : std::string("Scopes");
  const ui::Landmark landmark(ui, ui::Role::Complementary, title, rect);
  ui::fill(ui, rect, Token::Bg);
  ui::fill(ui, {rect.right() - 1, rect.y, 1, rect.h}, Token::Border);
  Rect rest{rect.x, rect.y, rect.w - 1, rect.h};
  ui::heading(ui, rest.cut_top(48).inset(12, 0), title, 2, {TextSize::Body, Weight::SemiBold, Token::Text});
  contents(ui, rest);
}

bool ScopeTree::draw_drawer(ui::Ui& ui) {
  follow();
  const std::string before(context_.route.get("at"));
  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  ui::Drawer drawer(ui, "scope-drawer", tree_.value() ? tree_.value()->title : "Scopes", phone ? 10'000.0f : 320.0f);
  Rect rest = drawer.body();
  rest.cut_top(12);
  contents(ui, rest);
  return drawer.dismissed() || (context_.next && context_.next->get("at") != before);
}

void ScopeTree::contents(ui::Ui& ui, Rect rect) {
  ui.push_id("scope-tree");
  if (tree_.error()) {
    if (failure(ui, rect, context_, *tree_.error(), "The tree didn’t load")) tree_.ask(context_.gateway.tree());
  } else if (tree_.value()) {
    Rect rest = rect;
    const std::string label = "Find in " + tree_.value()->title;
    ui::Field field{label, "find-scope"};
    field.placeholder = label;
    field.show_label = false;
    field.search = true;
    field.icon = Icon::Search;
    ui::text_field(ui, rest.cut_top(ui::kInputHeight, 8).inset(12, 0), find_, field);
    rows(ui, rest);
  }
  ui.pop_id();
}

void ScopeTree::rows(ui::Ui& ui, Rect rect) {
  const present::TreeModel& model = *tree_.value();
  const std::string wanted = lowered(find_);
  std::vector<ui::TreeRow> rows;
  std::vector<std::string> keys, counts;
  keys.reserve(model.nodes.size() + 1);
  counts.reserve(model.nodes.size() + 1);
  std::optional<std::size_t> selected;
  const std::string all = "All " + lowered(model.title);
  rows.push_back({"all", all, Icon::Layers});
  const std::string_view at = context_.route.get("at");
  if (at.empty()) selected = 0;
  std::vector<const present::TreeNode*> shown{nullptr};
  std::uint32_t closed_below = ~0u;
  for (std::size_t i = 0; i < model.nodes.size(); ++i) {
    const present::TreeNode& node = model.nodes[i];
    if (node.depth > closed_below) continue;
    closed_below = ~0u;
    keys.push_back(to_string(node.id));
    counts.push_back(node.users ? shortened(*node.users) : std::string());
    const bool parent = i + 1 < model.nodes.size() && model.nodes[i + 1].depth > node.depth;
    const bool open = !closed_.contains(keys.back());
    // While one looks for something, everything is open and only what matches is shown.
    if (wanted.empty() && parent && !open) closed_below = node.depth;
    if (!wanted.empty() && lowered(node.name).find(wanted) == std::string::npos) continue;
    ui::TreeRow row{keys.back(), node.name, icon_named(node.icon)};
    row.count = counts.back();
    row.level = wanted.empty() ? static_cast<int>(node.depth) : 0;
    if (parent && wanted.empty()) row.expanded = ui::tri(open);
    if (!node.listed) row.disabled = "You don’t manage users there";
    if (keys.back() == at) selected = rows.size();
    rows.push_back(row);
    shown.push_back(&node);
  }
  const ui::TreeResult result = ui::tree(ui, rect, "nodes", model.title, rows, selected);
  if (result.flipped && shown[*result.flipped]) {
    const std::string key = to_string(shown[*result.flipped]->id);
    if (closed_.erase(key) == 0) closed_.insert(key);
    ui.host().request_frames(2);
  }
  if (result.chosen) choose(shown[*result.chosen] ? to_string(shown[*result.chosen]->id) : std::string());
}

}  // namespace remit::app
