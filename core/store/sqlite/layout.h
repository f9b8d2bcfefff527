#pragma once
// What a scheme means for the tables: which fields are unique and searched, by what a list can be sorted, and the
// numbers that stand for states, roles and sorts in derived tables. Made when a scheme is pinned, then read back.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/directory/records.h"
#include "core/scheme/definition.h"
#include "core/store/sqlite/connection.h"

namespace remit::store::sqlite {

enum class SortKind : std::uint8_t { Created, LastSignIn, Field, RoleGroup, Flag };

struct SortTerm {
  SortKind kind = SortKind::Created;
  std::string name;  ///< as in store::Sort
  std::string of;    ///< the field, group or role
};

struct FieldTerm {
  std::string name;
  scheme::FieldKind kind = scheme::FieldKind::Text;
  scheme::Unique unique = scheme::Unique::No;
  bool looked_up = false;  ///< stands in user_keys
  bool searched = false;
  std::optional<std::uint32_t> sort;  ///< every searched field has one
};

struct RoleTerm {
  std::string name;
  std::string group;
};

/// The position in each vector is the number. Immutable; shared by snapshots and batches.
struct Layout {
  std::int64_t org = 0;             ///< the organisation's number
  std::vector<std::string> states;  ///< in the scheme's order
  std::vector<RoleTerm> roles;
  std::vector<SortTerm> sorts;  ///< the first is `created`
  std::vector<FieldTerm> fields;

  [[nodiscard]] std::optional<std::uint32_t> state(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> role(std::string_view name) const;
  [[nodiscard]] std::optional<std::uint32_t> sort(std::string_view name) const;
};

[[nodiscard]] Layout layout_of(const scheme::Definition& scheme, std::int64_t org);

/// Replaces what stands in `terms` for layout.org.
[[nodiscard]] Result<Done> save(Connection& connection, const Layout& layout);
[[nodiscard]] Result<Layout> load_layout(Connection& connection, std::int64_t org);

}  // namespace remit::store::sqlite
