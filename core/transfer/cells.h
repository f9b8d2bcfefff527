#pragma once
// How lists of roles and scopes stand in one cell of Remit's own format: `normal_user; audit {until
// 2026-12-31T00:00:00Z}` and `/Retail/Berlin; /Wholesale`. A scope is its names from the root down, the root `/`.
// `\` takes a meaning off the `;`, `{`, `/` or `\` that follows.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"

namespace remit::transfer {

/// One thing of a list, with the time for which it is given.
struct Item {
  std::vector<std::string> path;  ///< a role: its id alone; a scope: names below the root, none for the root
  Time from = kAlways;
  Time until = kForever;

  bool operator==(const Item&) const = default;
};

enum class Things { Names, Paths };

/// Reads back exactly what written() made. Invalid `not-a-cell-list` (args `text`), `not-a-time`.
[[nodiscard]] Result<std::vector<Item>> read_list(std::string_view cell, Things things);
[[nodiscard]] std::string written(const std::vector<Item>& items, Things things);

}  // namespace remit::transfer
