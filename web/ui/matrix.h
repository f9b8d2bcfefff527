#pragma once
// Roles across, permissions down, what is granted where they meet.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "web/ui/ui.h"

namespace remit::ui {

struct MatrixColumn {
  std::string_view key;
  std::string_view label;
  std::string_view note = {};  ///< "6 users"
  bool edited = false;         ///< tinted through the header
};

struct MatrixRow {
  std::string_view key;
  std::string_view label;
  std::string_view group = {};  ///< a new group begins with this row; empty is the same group
  std::string_view mark = {};   ///< a chip after the label: "assumed"
};

enum class Granted : std::uint8_t { Denied, Own, Any };

struct MatrixCell {
  Granted granted = Granted::Denied;
  std::optional<Granted> was;     ///< before the edit, if it changed
  bool uncertain = false;         ///< has a star, which MatrixSpec::star explains
  std::string_view through = {};  ///< the role that it comes through, if not its own
};

struct MatrixSpec {
  std::string_view key;
  std::string_view name;
  std::string_view corner = {};  ///< "11 permissions × 4 roles"
  std::span<const MatrixColumn> columns;
  std::span<const MatrixRow> rows;
  std::span<const std::string> totals = {};  ///< "6 of 11" per column; none if empty
  std::string_view totals_label = "Granted";
  std::string_view star = {};  ///< what the star of a cell means: "Assumed"
  bool editable = false;
};

struct MatrixHit {
  std::size_t row = 0, column = 0;
};

/// Draws the matrix; it scrolls under its head. Returns the cell that was clicked, or Space was pressed on.
std::optional<MatrixHit> matrix(Ui& ui, Rect rect, const MatrixSpec& spec,
                                const std::function<MatrixCell(std::size_t row, std::size_t column)>& cell);

/// Granted, Own records only, Denied, with their marks, and the star if it means something; in rows of 28 as many as
/// it needs.
void matrix_legend(Ui& ui, Rect rect, std::string_view star = {});
[[nodiscard]] float matrix_legend_height(Ui& ui, float width, std::string_view star = {});

}  // namespace remit::ui
