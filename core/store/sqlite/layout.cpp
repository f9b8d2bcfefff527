#include "core/store/sqlite/layout.h"

#include <algorithm>

namespace remit::store::sqlite {
namespace {

std::optional<std::uint32_t> position(const auto& items, auto matches) {
  const auto found = std::find_if(items.begin(), items.end(), matches);
  if (found == items.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - items.begin());
}

std::uint32_t add_sort(Layout& layout, SortKind kind, std::string name, std::string of) {
  if (const auto known = layout.sort(name)) return *known;
  layout.sorts.push_back({kind, std::move(name), std::move(of)});
  return static_cast<std::uint32_t>(layout.sorts.size() - 1);
}

void add_column(Layout& layout, const scheme::Column& column) {
  const std::string& shows = column.shows;
  if (shows.rfind("group:", 0) == 0) {
    add_sort(layout, SortKind::RoleGroup, "role:" + shows.substr(6), shows.substr(6));
  } else if (shows.rfind("role:", 0) == 0) {
    add_sort(layout, SortKind::Flag, "flag:" + shows.substr(5), shows.substr(5));
  } else if (shows == "last-sign-in") {
    add_sort(layout, SortKind::LastSignIn, shows, "");
  } else {
    for (FieldTerm& field : layout.fields) {
      if (field.name == shows) field.sort = add_sort(layout, SortKind::Field, shows, shows);
    }
  }
}

// How a term's details stand in the database: one letter for each property.
std::string detail_of(const FieldTerm& field) {
  std::string detail;
  detail += field.kind == scheme::FieldKind::Email ? 'e' : '-';
  detail += field.unique == scheme::Unique::Organisation ? 'o' : field.unique == scheme::Unique::Scope ? 's' : '-';
  detail += field.looked_up ? 'l' : '-';
  detail += field.searched ? 'f' : '-';
  return detail;
}

FieldTerm field_from(std::string name, std::string_view detail) {
  FieldTerm field;
  field.name = std::move(name);
  const auto is = [&](std::size_t at, char letter) { return at < detail.size() && detail[at] == letter; };
  if (is(0, 'e')) field.kind = scheme::FieldKind::Email;
  if (is(1, 'o')) field.unique = scheme::Unique::Organisation;
  if (is(1, 's')) field.unique = scheme::Unique::Scope;
  field.looked_up = is(2, 'l');
  field.searched = is(3, 'f');
  return field;
}

constexpr std::string_view kSortPrefix[] = {"c:", "l:", "f:", "g:", "r:"};

}  // namespace

std::optional<std::uint32_t> Layout::state(std::string_view name) const {
  return position(states, [&](const std::string& state) { return state == name; });
}

std::optional<std::uint32_t> Layout::role(std::string_view name) const {
  return position(roles, [&](const RoleTerm& role) { return role.name == name; });
}

std::optional<std::uint32_t> Layout::sort(std::string_view name) const {
  return position(sorts, [&](const SortTerm& sort) { return sort.name == name; });
}

Layout layout_of(const scheme::Definition& scheme, std::int64_t org) {
  Layout layout;
  layout.org = org;
  for (const scheme::State& state : scheme.lifecycle.states) layout.states.push_back(state.id.text);
  for (const scheme::Role& role : scheme.roles) layout.roles.push_back({role.id.text, role.group.text});
  add_sort(layout, SortKind::Created, "created", "");
  for (const scheme::Field& field : scheme.fields) {
    FieldTerm term;
    term.name = field.id.text;
    term.kind = field.kind;
    term.unique = field.unique;
    term.searched = field.shown_as_name || field.signs_in || field.kind == scheme::FieldKind::Email;
    term.looked_up = term.unique != scheme::Unique::No || field.signs_in || field.kind == scheme::FieldKind::Email;
    // Searching by one or two characters walks the field's own sort.
    if (term.searched) term.sort = add_sort(layout, SortKind::Field, term.name, term.name);
    layout.fields.push_back(std::move(term));
  }
  for (const scheme::Column& column : scheme.presentation.columns) {
    if (column.sortable) add_column(layout, column);
  }
  return layout;
}

Result<Done> save(Connection& connection, const Layout& layout) {
  REMIT_TRY(connection.run("DELETE FROM terms WHERE org = ?", layout.org));
  const auto add = [&](const char* kind, std::size_t number, const std::string& name, const std::string& detail) {
    return connection.run("INSERT INTO terms (org, kind, number, name, detail) VALUES (?, ?, ?, ?, ?)", layout.org,
                          kind, std::int64_t(number), name, detail);
  };
  for (std::size_t i = 0; i < layout.states.size(); ++i) REMIT_TRY(add("state", i, layout.states[i], ""));
  for (std::size_t i = 0; i < layout.roles.size(); ++i) {
    REMIT_TRY(add("role", i, layout.roles[i].name, layout.roles[i].group));
  }
  for (std::size_t i = 0; i < layout.fields.size(); ++i) {
    REMIT_TRY(add("field", i, layout.fields[i].name, detail_of(layout.fields[i])));
  }
  for (std::size_t i = 0; i < layout.sorts.size(); ++i) {
    const SortTerm& sort = layout.sorts[i];
    REMIT_TRY(add("sort", i, sort.name, std::string(kSortPrefix[std::size_t(sort.kind)]) + sort.of));
  }
  return Done{};
}

Result<Layout> load_layout(Connection& connection, std::int64_t org) {
  Layout layout;
  layout.org = org;
  REMIT_TRY_ASSIGN(Query rows,
                   connection.query("SELECT kind, name, detail FROM terms WHERE org = ? ORDER BY kind, number"));
  rows.bind(org);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, rows.step());
    if (!row) break;
    const std::string_view kind = rows.text(0);
    const std::string detail = rows.string(2);
    if (kind == "state") {
      layout.states.push_back(rows.string(1));
    } else if (kind == "role") {
      layout.roles.push_back({rows.string(1), detail});
    } else if (kind == "field") {
      layout.fields.push_back(field_from(rows.string(1), detail));
    } else if (kind == "sort") {
      for (std::size_t i = 0; i < std::size(kSortPrefix); ++i) {
        if (detail.rfind(kSortPrefix[i], 0) == 0)
          layout.sorts.push_back({SortKind(i), rows.string(1), detail.substr(2)});
      }
    }
  }
  for (FieldTerm& field : layout.fields) field.sort = layout.sort(field.name);
  if (layout.sorts.empty() || layout.states.empty()) return error_of(SQLITE_CORRUPT, connection.path(), "terms");
  return layout;
}

}  // namespace remit::store::sqlite
