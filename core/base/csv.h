#pragma once
// CSV as RFC 4180 has it, safe to open in a spreadsheet (T20).
//
// A cell that a spreadsheet could take for a formula is written with `'` in front, and so is one that begins with `'`
// itself; reading takes one `'` off before such a character. What was written reads back exactly.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace remit {

/// Adds one line, ended by CR LF. Cells with `,` `"` CR LF or spaces around are quoted.
void append_csv_row(std::string& out, const std::vector<std::string>& cells);

struct CsvLimits {
  std::size_t bytes = 16 << 20;
  std::size_t rows = 100'000;
  std::size_t columns = 64;
  std::size_t cell_bytes = 4096;
};

struct CsvRow {
  std::size_t line = 0;  ///< where it begins, from 1; a quoted cell may go over several lines
  std::vector<std::string> cells;

  bool operator==(const CsvRow&) const = default;
};

/// Reads all rows; lines end in LF or CR LF, a byte order mark at the front and empty lines are passed over. Every row
/// must have as many cells as the first.
///
/// Errors are Invalid, with `line` in args: `csv-too-large`, `csv-too-many-rows`, `csv-too-many-columns`,
/// `csv-too-long` (a cell; `column`), `csv-quote`, `csv-row-length` (`found`, `expected`), `csv-empty`, `not-utf8`.
[[nodiscard]] Result<std::vector<CsvRow>> parse_csv(std::string_view text, const CsvLimits& limits = {});

/// A table whose first row names its columns.
struct CsvTable {
  std::vector<std::string> columns;
  std::vector<CsvRow> rows;
  std::vector<Error> misfits;  ///< `csv-row-length`, for each line that is no row of it; such lines are left out
};

/// As parse_csv, but that lines of another length do not fail; the names of columns are trimmed and must be among
/// `known`, once each, and all of `required` there. More errors: `csv-column-unknown` (args `column`, `known`),
/// `csv-column-twice`, `csv-column-missing` (`column`).
[[nodiscard]] Result<CsvTable> parse_csv_table(std::string_view text, const std::vector<std::string>& known,
                                               const std::vector<std::string>& required, const CsvLimits& limits = {});

}  // namespace remit
