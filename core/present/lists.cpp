#include <algorithm>

#include "core/present/context.h"

namespace remit::present {

namespace {

/// Everyone, when the scheme names no tab.
constexpr std::string_view kAll = "all";

std::uint64_t count_of(const store::Counts& counts, const scheme::Tab& tab) {
  std::uint64_t count = 0;
  if (tab.role) {
    for (const auto& [role, users] : counts.by_role) count += role == *tab.role ? users : 0;
    return count;
  }
  if (tab.states.empty()) return counts.users;
  for (const auto& [state, users] : counts.by_state) {
    const bool in = std::find(tab.states.begin(), tab.states.end(), state) != tab.states.end();
    count += in ? users : 0;
  }
  return count;
}

}  // namespace

Result<std::vector<TabModel>> tabs(const Context& context) {
  REMIT_TRY_ASSIGN(const store::Counts counts, context.rows.counts());
  std::vector<TabModel> all;
  for (const scheme::Tab& tab : context.definition().presentation.tabs) {
    all.push_back({tab.id, context.text(tab.label), count_of(counts, tab)});
  }
  if (all.empty()) all.push_back({std::string(kAll), "All", counts.users});
  return all;
}

Result<ListModel> list_model(const Context& context) {
  const scheme::Presentation& presentation = context.definition().presentation;
  ListModel model;
  model.title = context.text(presentation.list_title);
  for (const scheme::Label& it : presentation.menu_path) model.menu_path.push_back(context.text(it));
  REMIT_TRY_ASSIGN(model.create, offer(context, creating(context), std::nullopt));
  model.create.label = context.text(presentation.create_button);
  for (const scheme::Column& it : presentation.columns) {
    model.columns.push_back({it.shows, context.text(it.label), it.sortable, it.initially, it.width});
    model.has_flag_column = model.has_flag_column || it.shows == "flag";
  }
  REMIT_TRY_ASSIGN(model.tabs, tabs(context));
  for (const scheme::Role& role : context.definition().roles) {
    const scheme::RoleGroup* const group = context.scheme.group(role.group);
    if (group && group->style == scheme::GroupStyle::Roles)
      model.roles.push_back({role.id.text, context.text(role.label)});
  }
  model.row_buttons = presentation.row_buttons;
  if (!context.scheme.command("remove") && context.scheme.command(directory::Deactivate::kType)) {
    model.note = "Users can’t be deleted here. Turn off Active instead.";
  }
  model.help_url = presentation.help_url;
  model.tree = context.definition().scopes.kinds.size() > 1;
  return model;
}

Result<store::UserQuery> query_of(const Context& context, const ListQuery& query) {
  store::UserQuery wanted;
  // SECURITY: to the search index a text ends there (T21).
  if (query.search.find('\0') != std::string::npos) {
    return Error{Code::Invalid, "control-character", {{"label", "the search"}, {"character", "U+0000"}}, "search"};
  }
  wanted.search = query.search;
  const auto& all_tabs = context.definition().presentation.tabs;
  if (!query.tab.empty() && query.tab != kAll) {
    const auto tab = std::find_if(all_tabs.begin(), all_tabs.end(), [&](const auto& it) { return it.id == query.tab; });
    if (tab == all_tabs.end()) return Error{Code::Invalid, "unknown-tab", {{"text", query.tab}}, "tab"};
    wanted.states = tab->states;
    wanted.role = tab->role;
  }
  if (!query.role.empty()) {
    if (!context.scheme.role(query.role)) return Error{Code::Invalid, "unknown-role", {{"text", query.role}}, "role"};
    wanted.role = RoleId{query.role};
  }
  if (!query.scope.empty()) {
    REMIT_TRY_ASSIGN(wanted.at, parse_id<ScopeTag>(query.scope));
    wanted.include_below = query.include_below;
  }
  if (!query.sort.empty()) {
    wanted.sort.descending = query.sort.front() == '-';
    wanted.sort.by = query.sort.substr(wanted.sort.descending ? 1 : 0);
  }
  if (query.turn == "first") {
    wanted.turn = store::Turn::First;
  } else if (query.turn == "last") {
    wanted.turn = store::Turn::Last;
  } else if (query.turn == "next") {
    wanted.turn = store::Turn::Next;
  } else if (query.turn == "previous") {
    wanted.turn = store::Turn::Previous;
  } else {
    return Error{
        Code::Invalid, "unknown-value", {{"text", query.turn}, {"known", "first, last, next, previous"}}, "turn"};
  }
  wanted.anchor = query.anchor;
  wanted.size = std::clamp<std::uint32_t>(query.size, 1, 1000);
  return wanted;
}

}  // namespace remit::present
