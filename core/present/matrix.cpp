#include <algorithm>

#include "core/present/context.h"

namespace remit::present {

Result<Matrix> matrix(const Context& context) {
  const scheme::Definition& definition = context.definition();
  REMIT_TRY_ASSIGN(const store::Counts counts, context.rows.counts());
  Matrix matrix;
  matrix.title = context.text(definition.scheme.title);
  matrix.version = definition.scheme.version;
  // Flags without a permission of their own have no column to fill.
  std::vector<scheme::RoleIndex> columns;
  for (std::size_t i = 0; i < definition.roles.size(); ++i) {
    const scheme::RoleIndex index{static_cast<std::uint16_t>(i)};
    if (context.scheme.grants(index).own.empty()) continue;
    columns.push_back(index);
    const scheme::Role& role = definition.roles[i];
    MatrixRole column;
    column.id = role.id;
    column.label = context.text(role.label);
    column.purpose = context.text(role.purpose);
    const scheme::RoleGroup* const group = context.scheme.group(role.group);
    column.group = group ? context.text(group->label) : std::string();
    column.is_admin = role.is_admin;
    for (const auto& [id, users] : counts.by_role) column.users += id == role.id ? users : 0;
    column.granted = static_cast<std::uint32_t>(context.scheme.grants(index).own.count());
    matrix.roles.push_back(std::move(column));
  }

  for (std::size_t i = 0; i < definition.permissions.size(); ++i) {
    const scheme::Permission& permission = definition.permissions[i];
    const scheme::PermissionIndex index{static_cast<std::uint16_t>(i)};
    MatrixRow row;
    row.id = permission.id;
    row.label = context.text(permission.label);
    row.area = context.text(permission.area);
    row.means = permission.means;
    row.high = permission.sensitivity == scheme::Sensitivity::High;
    for (const scheme::RoleIndex role : columns) {
      const scheme::CompiledRole& grants = context.scheme.grants(role);
      const std::vector<PermissionId>& assumed = context.scheme.at(role).assumed;
      MatrixCell cell;
      cell.assumed = std::find(assumed.begin(), assumed.end(), permission.id) != assumed.end();
      matrix.any_assumed = matrix.any_assumed || cell.assumed;
      if (grants.own.has(index)) {
        cell.value = grants.any.has(index) ? CellValue::Granted : CellValue::Own;
        const auto path = context.scheme.witness(
            role, index, cell.value == CellValue::Granted ? scheme::Reach::Any : scheme::Reach::Own);
        if (path.size() > 1) cell.from = context.text(context.scheme.at(path.back()).label);
      }
      row.cells.push_back(std::move(cell));
    }
    matrix.rows.push_back(std::move(row));
  }
  return matrix;
}

}  // namespace remit::present
