#pragma once
// What the vendors' cases look for in forms, lists and matrices.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/portal.h"

namespace remit::test {

[[nodiscard]] inline bool holds(const present::FormModel& form, std::string_view field) {
  return std::any_of(form.fields.begin(), form.fields.end(), [field](const auto& it) { return it.id.text == field; });
}

[[nodiscard]] inline const present::GroupModel* group(const present::FormModel& form, std::string_view id) {
  for (const present::GroupModel& it : form.groups) {
    if (it.id.text == id) return &it;
  }
  return nullptr;
}

[[nodiscard]] inline const present::RoleOption& option(const present::FormModel& form, const RoleId& role) {
  for (const present::GroupModel& group : form.groups) {
    for (const present::RoleOption& it : group.options) {
      if (it.id == role) return it;
    }
  }
  FAIL("no option for " << role.text);
  static const present::RoleOption none;
  return none;
}

[[nodiscard]] inline const present::ScopeOption& node(const present::FormModel& form, std::string_view name) {
  for (const present::ScopeOption& it : form.scopes) {
    if (it.name == name) return it;
  }
  FAIL("no node " << std::string(name));
  static const present::ScopeOption none;
  return none;
}

/// Who a list shows, by name, sorted.
[[nodiscard]] inline std::vector<std::string> names(Portal& portal, UserId viewer, const present::ListQuery& query) {
  const auto page = portal.service->users(portal.slug, portal.as(viewer), query);
  REQUIRE(page.ok());
  std::vector<std::string> all;
  for (const present::UserRow& it : page->rows) all.push_back(it.name);
  std::sort(all.begin(), all.end());
  return all;
}

/// A refusal's argument, such as the reason why something may not be given.
template <class T>
[[nodiscard]] std::string argument(const Result<T>& result, std::string_view name) {
  if (result) return "done";
  for (const auto& [key, value] : result.error().args) {
    if (key == name) return value;
  }
  return "";
}

/// The cells of the roles of one group, by the permission's label: `Y`, `o` for own, `-`.
[[nodiscard]] inline std::map<std::string, std::string> cells(const present::Matrix& matrix, std::string_view group) {
  std::map<std::string, std::string> all;
  for (const present::MatrixRow& row : matrix.rows) {
    for (std::size_t i = 0; i < matrix.roles.size(); ++i) {
      if (matrix.roles[i].group != group) continue;
      all[row.label] += row.cells[i].value == present::CellValue::Granted ? 'Y'
                        : row.cells[i].value == present::CellValue::Own   ? 'o'
                                                                          : '-';
    }
  }
  return all;
}

}  // namespace remit::test
