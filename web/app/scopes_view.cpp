#include "web/app/scopes_view.h"

#include <algorithm>
#include <utility>

#include "web/app/pieces.h"

namespace remit::app {

using ui::Button;
using ui::ButtonKind;
using ui::Icon;
using ui::Rect;
using ui::TextSize;
using ui::Token;
using ui::Weight;

namespace {

constexpr float kIndent = 16;

/// `Account group` as it stands within a sentence; `API keys` stays.
std::string in_sentence(std::string word) {
  const auto upper = [&word](std::size_t i) { return i < word.size() && word[i] >= 'A' && word[i] <= 'Z'; };
  if (upper(0) && !upper(1)) word[0] = static_cast<char>(word[0] + ('a' - 'A'));
  return word;
}

/// `New account`: `New account: Merchant account`, where several kinds may stand there.
std::string creates(const present::TreeModel& tree, const present::ActionOffer& create, const present::TreeNode& node,
                    const KindId& kind) {
  if (node.below.size() == 1) return create.label;
  const auto label = tree.kinds.find(kind.text);
  return create.label + ": " + (label == tree.kinds.end() ? kind.text : label->second);
}

}  // namespace

void ScopesView::refresh() {
  if (tree_.value() || tree_.error()) tree_.ask(context_.gateway.tree());
}

void ScopesView::forget() {
  tree_.forget();
  foreseen_.forget();
  change_ = Change::None;
  menu_for_.reset();
}

const present::ActionOffer* ScopesView::offer(std::string_view command) const {
  for (const present::ActionOffer& it : tree_.value()->actions) {
    if (it.command == command) return &it;
  }
  return nullptr;
}

std::string ScopesView::refusal(std::string_view command, const present::TreeNode& node) const {
  const present::ActionOffer* const it = offer(command);
  if (it && !it->offered) return it->reason;
  const auto here = node.refused.find(std::string(command));
  return here == node.refused.end() ? std::string() : here->second;
}

const present::TreeNode* ScopesView::node(ScopeId id) const {
  for (const present::TreeNode& it : tree_.value()->nodes) {
    if (it.id == id) return &it;
  }
  return nullptr;
}

bool ScopesView::shows_groups() const {
  return !tree_.value()->group_word.empty() && context_.route.get("tab") == "groups";
}

void ScopesView::draw(ui::Ui& ui, Rect rect) {
  if (!tree_.value() && !tree_.waiting() && !tree_.error()) tree_.ask(context_.gateway.tree());
  tree_.look();
  ui.push_id("scopes");
  if (tree_.error()) {
    if (failure(ui, rect, context_, *tree_.error(), context_.viewer.scopes_word + " didn’t load")) refresh();
  } else if (tree_.value()) {
    page(ui, rect);
    node_menu(ui);
    dialog(ui);
  }
  ui.pop_id();
}

void ScopesView::page(ui::Ui& ui, Rect rect) {
  Rect rest = rect;
  title_row(ui, rest.cut_top(ui::kTitleRowHeight).inset(16, 0));
  const present::TreeModel& tree = *tree_.value();
  if (tree.group_word.empty()) {
    ui::line_top(ui, rest);
  } else {
    tab_row(ui, rest.cut_top(ui::kTabRowHeight));
  }
  Rect foot = rest.cut_bottom(ui::kTableFooterHeight);
  ui::fill(ui, rest, Token::Surface);
  shows_groups() ? groups(ui, rest) : nodes(ui, rest);
  ui::fill(ui, foot, Token::Bg);
  ui::line_top(ui, foot);
  const std::size_t count = shows_groups() ? tree.groups.size() : tree.nodes.size();
  std::string text = ui::grouped(static_cast<std::int64_t>(count)) + " in all";
  if (tree.actions.empty()) text += ". Only the operator changes them";
  ui::text(ui, foot.inset(16, 0), text, kMuted);
}

void ScopesView::title_row(ui::Ui& ui, Rect row) {
  const present::TreeModel& tree = *tree_.value();
  const present::ActionOffer* const create =
      offer(shows_groups() ? directory::DefineScopeGroup::kType : directory::CreateScope::kType);
  if (create && shows_groups()) {
    const std::string label = "New " + in_sentence(tree.group_word);
    Button add{label, "new", ButtonKind::Primary, Icon::Add};
    if (!create->offered) add.disabled = create->reason;
    if (ui::button_right(ui, row, add)) begin_group(nullptr);
  } else if (create && !tree.nodes.empty() && !tree.nodes.front().below.empty()) {
    // At the top; elsewhere by the menu of the node it goes below.
    const present::TreeNode& top = tree.nodes.front();
    const std::string why = refusal(directory::CreateScope::kType, top);
    Button add{create->label, "new", ButtonKind::Primary, Icon::Add};
    add.disabled = why;
    if (ui::button_right(ui, row, add)) begin(Change::Create, top, top.below.front());
  }
  ui::heading(ui, row, tree.title, 1, {TextSize::Title, Weight::SemiBold, Token::Text});
}

void ScopesView::tab_row(ui::Ui& ui, Rect row) {
  ui::line_bottom(ui, row);
  const present::TreeModel& tree = *tree_.value();
  const std::string counts[] = {std::to_string(tree.nodes.size()), std::to_string(tree.groups.size())};
  const std::string many = tree.group_word + "s";
  const ui::TabItem items[] = {{tree.title, counts[0]}, {many, counts[1]}};
  const auto chosen = ui::tabs(ui, row.inset(16, 0), "tabs", tree.title, items, shows_groups() ? 1 : 0);
  if (!chosen) return;
  Route route = context_.route;
  route.set("tab", *chosen == 0 ? "" : "groups");
  context_.go(std::move(route));
}

void ScopesView::nodes(ui::Ui& ui, Rect rect) {
  const present::TreeModel& tree = *tree_.value();
  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  std::vector<ui::Column> columns{{"name", "Name", phone ? 100.0f : 240.0f, 1}};
  if (!phone) {
    columns.push_back({"kind", "Kind", 190});
    columns.push_back({"users", "Users", 70});
    if (!tree.nodes.empty()) {
      for (const present::FeatureValue& it : tree.nodes.front().features) {
        const float width = ui::text_width(ui, it.label, {TextSize::Small, Weight::Medium});
        columns.push_back({it.id.text, it.label, std::max(120.0f, std::ceil(width) + 4)});
      }
    }
  }
  columns.push_back({"actions", "Actions", phone ? 44.0f : ui::kButtonSmall});
  columns.back().show_label = false;
  ui::TableSpec spec;
  spec.key = "nodes";
  spec.name = tree.title;
  spec.columns = columns;
  spec.head = !phone;
  spec.row_height = phone ? 60 : ui::kTableRowHeight;
  spec.rows = static_cast<std::int64_t>(tree.nodes.size());
  const ui::TableResult result = ui::table(ui, rect, spec, [&](ui::TableRow& row) {
    const present::TreeNode& node = tree.nodes[static_cast<std::size_t>(row.index())];
    row.name(node.name);
    Rect cell = row.cell(0, node.name);
    cell.cut_left(kIndent * static_cast<float>(node.depth));
    ui::icon(ui, cell.cut_left(16, 8), icon_named(node.icon), 16, Token::Muted);
    const ui::TextStyle name{TextSize::Body, Weight::Medium, Token::Text};
    const std::string users = node.users ? ui::grouped(static_cast<std::int64_t>(*node.users)) : std::string("–");
    if (phone) {
      ui::draw_text(ui, {cell.x, cell.y + 10, cell.w, 20}, node.name, name);
      ui::text(ui, {cell.x, cell.y + 32, cell.w, 16}, node.kind + " · " + users + (users == "1" ? " user" : " users"),
               kMuted);
    } else {
      ui::explain_cut(ui, ui::draw_text(ui, cell, node.name, name), cell, node.name);
      row.text(1, node.kind);
      row.text(2, users, Weight::Regular, ui::Digits::Tabular);
      for (std::size_t i = 0; i < node.features.size(); ++i) feature_cell(ui, row, 3 + i, node, node.features[i]);
    }
    Button more{"Actions", "more", ButtonKind::Ghost, Icon::MoreVert};
    more.has_popup = true;
    const std::size_t last = columns.size() - 1;
    if (row.actions(last, {&more, 1})) {
      menu_for_ = node.id;
      menu_anchor_ = row.at(last).middle(ui::kButtonSmall);
      opens_menu_ = true;
    }
  });
  if (result.activated) show_users(tree.nodes[static_cast<std::size_t>(*result.activated)]);
  if (!result.menu) return;
  menu_for_ = tree.nodes[static_cast<std::size_t>(*result.menu)].id;
  menu_anchor_ = result.menu_anchor;
  opens_menu_ = true;
}

void ScopesView::feature_cell(ui::Ui& ui, ui::TableRow& row, std::size_t column, const present::TreeNode& node,
                              const present::FeatureValue& feature) {
  const std::string why = offer(directory::SwitchFeature::kType) ? refusal(directory::SwitchFeature::kType, node)
                                                                 : std::string("Only the operator switches this");
  ui::Check check{feature.label, feature.id.text};
  check.value = ui::tri(feature.on);
  check.disabled = why;
  if (row.toggle(column, check)) switch_feature(node, feature, !feature.on);
  if (feature.set_here || node.depth == 0) return;
  Rect beside = row.at(column);
  beside.cut_left(40);
  ui::text(ui, beside, "as above", kMuted);
}

void ScopesView::groups(ui::Ui& ui, Rect rect) {
  const present::TreeModel& tree = *tree_.value();
  const present::ActionOffer* const define = offer(directory::DefineScopeGroup::kType);
  if (tree.groups.empty()) {
    const std::string title = "No " + in_sentence(tree.group_word) + "s yet";
    const std::string text = "A name for several " + in_sentence(tree.title) + " that are given together.";
    ui::blank(ui, rect, {Icon::Layers, ui::Tone::Neutral, title, text, {}});
    return;
  }
  const bool phone = breadth(ui.canvas().w) == Breadth::Phone;
  std::vector<ui::Column> columns{{"name", "Name", phone ? 120.0f : 220.0f, phone ? 1.0f : 0.0f}};
  columns.push_back({"holds", "Holds", phone ? 140.0f : 240.0f, 2});
  columns.push_back({"actions", "Actions", phone ? 44.0f : ui::kButtonSmall});
  columns.back().show_label = false;
  ui::TableSpec spec;
  spec.key = "groups";
  const std::string name = tree.group_word + "s";
  spec.name = name;
  spec.columns = columns;
  spec.rows = static_cast<std::int64_t>(tree.groups.size());
  spec.menu = false;
  const auto may_change = [&](const present::ScopeGroupItem& group) {
    return define && define->offered && group.hidden == 0;
  };
  const ui::TableResult result = ui::table(ui, rect, spec, [&](ui::TableRow& row) {
    const present::ScopeGroupItem& group = tree.groups[static_cast<std::size_t>(row.index())];
    row.name(group.name);
    row.text(0, group.name, Weight::Medium);
    std::string names;
    for (const ScopeId id : group.scopes) names += (names.empty() ? "" : ", ") + node(id)->name;
    if (group.hidden > 0) names += " and " + std::to_string(group.hidden) + " that you don’t manage";
    row.text(1, names);
    Button edit{"Change", "edit", ButtonKind::Ghost, Icon::Edit};
    if (!may_change(group)) {
      edit.disabled = !define            ? "Only the operator changes this"
                      : !define->offered ? std::string_view(define->reason)
                                         : "It holds some that you don’t manage. Ask someone who manages all of them";
    }
    if (row.actions(2, {&edit, 1})) begin_group(&group);
  });
  if (!result.activated) return;
  const present::ScopeGroupItem& group = tree.groups[static_cast<std::size_t>(*result.activated)];
  if (may_change(group)) begin_group(&group);
}

void ScopesView::show_users(const present::TreeNode& node) {
  if (!node.listed) return;
  Route route{Place::Users, {}, {}};
  route.set("at", to_string(node.id));
  context_.go(std::move(route));
}

void ScopesView::node_menu(ui::Ui& ui) {
  const present::TreeNode* const about = menu_for_ ? node(*menu_for_) : nullptr;
  if (!about) return;
  // Not where it was asked for: a menu is known by where it is drawn.
  if (std::exchange(opens_menu_, false)) ui::open_menu(ui, "node-menu", menu_anchor_);
  const present::TreeModel& tree = *tree_.value();
  std::vector<ui::MenuItem> items{{"users", "Show its users", Icon::People}};
  if (!about->listed) items.back().disabled = "You don’t manage users there";
  std::vector<Entry> entries(1);
  const auto add = [&](Entry entry, std::string key, std::string label, Icon icon, std::string_view command) {
    ui::MenuItem item{std::move(key), std::move(label), icon};
    item.disabled = refusal(command, *about);
    items.push_back(std::move(item));
    entries.push_back(std::move(entry));
  };
  if (const present::ActionOffer* const create = offer(directory::CreateScope::kType)) {
    for (const KindId& kind : about->below) {
      add({Change::Create, kind, nullptr, false}, "new:" + kind.text, creates(tree, *create, *about, kind), Icon::Add,
          create->command);
    }
  }
  if (const present::ActionOffer* const it = offer(directory::RenameScope::kType)) {
    add({Change::Rename, {}, nullptr, false}, "rename", it->label, Icon::Edit, it->command);
  }
  if (const present::ActionOffer* const it = offer(directory::MoveScope::kType); it && about->depth > 0) {
    add({Change::Move, {}, nullptr, false}, "move", it->label, Icon::SubdirectoryRight, it->command);
  }
  if (const present::ActionOffer* const it = offer(directory::SwitchFeature::kType)) {
    for (const present::FeatureValue& feature : about->features) {
      add({Change::None, {}, &feature, false}, "feature:" + feature.id.text, feature.label, Icon::None, it->command);
      items.back().checked = ui::tri(feature.on);
      items.back().line_before = &feature == &about->features.front();
    }
    for (const present::FeatureValue& feature : about->features) {
      if (!feature.set_here || about->depth == 0) continue;
      add({Change::None, {}, &feature, true}, "above:" + feature.id.text, feature.label + " as above", Icon::Undo,
          it->command);
    }
  }
  const auto chosen = ui::menu(ui, "node-menu", "Actions for " + about->name, items);
  if (!chosen) return;
  const Entry& entry = entries[*chosen];
  if (*chosen == 0) return show_users(*about);
  if (entry.feature) {
    return switch_feature(*about, *entry.feature, entry.inherit ? std::optional<bool>() : !entry.feature->on);
  }
  begin(entry.change, *about, entry.kind);
}

void ScopesView::switch_feature(const present::TreeNode& node, const present::FeatureValue& feature,
                                std::optional<bool> on) {
  Act act;
  act.actions = {directory::SwitchFeature{node.id, feature.id, on}};
  act.question =
      (on ? "Switch " + feature.label + (*on ? " on at " : " off at ") : "Take " + feature.label + " from above at ") +
      node.name + "?";
  act.verb = on ? (*on ? "Switch on" : "Switch off") : "Take from above";
  act.asks = Asks::WhereFelt;
  const std::optional<bool> before = feature.set_here ? std::optional<bool>(feature.on) : std::nullopt;
  act.back = {directory::SwitchFeature{node.id, feature.id, before}};
  context_.acts.start(std::move(act));
}

void ScopesView::begin(Change change, const present::TreeNode& node, KindId kind) {
  context_.acts.forget_refusal();
  foreseen_.forget();
  change_ = change;
  about_ = node.id;
  kind_ = std::move(kind);
  name_ = before_ = change == Change::Rename ? node.name : std::string();
  parents_.clear();
  parent_ = 0;
  context_.host.request_frames(2);
  if (change != Change::Move) return;
  // Below itself it cannot stand, and where it stands it need not be hung.
  std::optional<std::uint32_t> within;
  std::vector<std::string> names;  // of the way down
  for (const present::TreeNode& it : tree_.value()->nodes) {
    names.resize(it.depth);
    names.push_back(it.name);
    if (within && it.depth > *within) continue;
    within.reset();
    if (it.id == node.id) {
      within = it.depth;
      continue;
    }
    std::string way;
    for (std::size_t i = it.depth > 0 ? 1 : 0; i < names.size(); ++i) way += (way.empty() ? "" : " › ") + names[i];
    parents_.emplace_back(it.id, std::move(way));
  }
}

void ScopesView::begin_group(const present::ScopeGroupItem* group) {
  context_.acts.forget_refusal();
  foreseen_.forget();
  change_ = Change::Group;
  group_ = group ? std::optional<ScopeGroupId>(group->id) : std::nullopt;
  name_ = before_ = group ? group->name : std::string();
  chosen_ = group ? group->scopes : std::vector<ScopeId>();
  context_.host.request_frames(2);
}

std::vector<directory::Action> ScopesView::wanted() const {
  switch (change_) {
    case Change::Create:
      return {directory::CreateScope{about_, kind_, name_}};
    case Change::Rename:
      return {directory::RenameScope{about_, name_}};
    case Change::Move:
      if (parent_ < parents_.size()) return {directory::MoveScope{about_, parents_[parent_].first}};
      return {};
    case Change::Group:
      return {directory::DefineScopeGroup{group_, name_, chosen_}};
    case Change::None:
      break;
  }
  return {};
}

std::string ScopesView::missing() const {
  if (change_ == Change::Move) return parents_.empty() ? "There is nowhere else" : "";
  if (name_.empty()) return "Enter a name first";
  if (change_ == Change::Rename && name_ == before_) return "Nothing has changed";
  if (change_ == Change::Group && chosen_.empty()) return "Choose at least one";
  return {};
}

void ScopesView::dialog(ui::Ui& ui) {
  const present::TreeNode* const about = change_ == Change::Group ? nullptr : node(about_);
  if (change_ == Change::None || (!about && change_ != Change::Group)) return;
  const present::TreeModel& tree = *tree_.value();
  std::string title;
  if (change_ == Change::Group) {
    title = group_ ? "Change " + before_ : "New " + in_sentence(tree.group_word);
  } else if (change_ == Change::Create) {
    const present::ActionOffer* const create = offer(directory::CreateScope::kType);
    title = (create ? creates(tree, *create, *about, kind_) : std::string("New")) + " below " + about->name;
  } else {
    title = (change_ == Change::Rename ? "Rename " : "Move ") + about->name;
  }
  const std::string missing = this->missing();
  const std::string error = context_.acts.refusal(kKey);
  // What is typed into a name changes nothing for anybody; a refusal of it comes with Save.
  const bool felt_by_people = change_ == Change::Move || (change_ == Change::Group && group_);
  foreseen_.follow(context_, felt_by_people && missing.empty() ? wanted() : std::vector<directory::Action>());
  const float rows = change_ == Change::Group ? std::min(44.0f * static_cast<float>(tree.nodes.size()) + 40,
                                                         std::max(180.0f, ui.canvas().h - 360))
                                              : 0.0f;
  ui::Dialog dialog(ui, "change-scope", title, change_ == Change::Group ? 640 : 480,
                    (error.empty() ? 56.0f : 84.0f) + rows + (felt_by_people ? 76.0f : 0.0f));
  Rect body = dialog.body();
  const bool foresees = felt_by_people && missing.empty();
  constexpr std::string_view kNobody = "Nobody gains or loses anything.";
  const Rect foreseen = foresees ? body.cut_bottom(foreseen_.height(ui, body.w, context_, kNobody)) : Rect{};
  bool go = false;
  if (change_ == Change::Move) {
    std::vector<ui::MenuItem> options;
    for (const auto& [id, name] : parents_) options.push_back({to_string(id), name});
    ui::Select select{"Below", "parent"};
    select.error = error;
    if (const auto to = ui::select(ui, body, select, options, parent_)) parent_ = *to;
  } else {
    ui::Field field{"Name", "name"};
    field.required = true;
    field.error = error;
    field.limit = 400;
    go = ui::text_field(ui, body, name_, field).submitted;
    body.cut_top(ui::field_height(ui, body.w, field), 12);
    if (change_ == Change::Group) group_nodes(ui, body);
  }
  if (foresees) foreseen_.draw(ui, foreseen, context_, kNobody);
  Rect row = dialog.footer();
  const bool busy = context_.acts.busy(kKey);
  Button save{busy ? "Saving" : "Save", "save", ButtonKind::Primary};
  save.busy = busy;
  save.disabled = missing;
  if (save.disabled.empty() && foreseen_.refused()) save.disabled = "It would be refused";
  go = ui::button_right(ui, row, save) || go;
  const bool no = ui::button_right(ui, row, {"Cancel", "cancel"});
  if (!missing.empty()) ui::text(ui, row, missing, kMuted);
  if (no || dialog.dismissed()) {
    change_ = Change::None;
    ui.host().request_frames(2);
  } else if (go && !busy && save.disabled.empty()) {
    submit();
  }
}

void ScopesView::group_nodes(ui::Ui& ui, Rect rect) {
  const present::TreeModel& tree = *tree_.value();
  Rect rest = rect;
  const std::string label = tree.title + " · " + std::to_string(chosen_.size()) + " chosen";
  ui::group_label(ui, rest.cut_top(16, 8), label);
  Flow flow(ui, "group-nodes", rest, 0, 2);
  for (const present::TreeNode& it : tree.nodes) {
    if (!it.assignable) continue;
    const auto at = std::find(chosen_.begin(), chosen_.end(), it.id);
    const std::string key = to_string(it.id), why = refusal(directory::DefineScopeGroup::kType, it);
    ui::Check check{it.name, key};
    check.hint = it.kind;
    check.disabled = why;
    check.value = ui::tri(at != chosen_.end());
    Rect row = flow.rest().cut_top(36, 8);
    row.cut_left(kIndent * static_cast<float>(it.depth > 0 ? it.depth - 1 : 0));
    if (!ui::checkbox(ui, row, check)) continue;
    if (at == chosen_.end()) {
      chosen_.push_back(it.id);
    } else {
      chosen_.erase(at);
    }
  }
}

void ScopesView::submit() {
  Act act;
  act.key = kKey;
  act.actions = wanted();
  act.expect = foreseen_.digest();
  act.done = [this](const present::Outcome&) { change_ = Change::None; };
  context_.acts.start(std::move(act));
}

}  // namespace remit::app
