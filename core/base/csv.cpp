#include "core/base/csv.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/unicode.h"

namespace remit {
namespace {

// SECURITY: what spreadsheets take for the beginning of a formula, or pass over before one; the full-width forms too,
// which some fold (T20).
bool is_dangerous(std::string_view cell) {
  if (cell.empty()) return false;
  switch (unicode::decode(cell).code_point) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case '\0':
    case '\'':
    case 0xff1d:  // ＝
    case 0xff0b:  // ＋
    case 0xff0d:  // －
    case 0xff20:  // ＠
    case 0xff07:  // ＇
      return true;
    default:
      return false;
  }
}

std::string unguarded(std::string cell) {
  if (cell.size() > 1 && cell.front() == '\'' && is_dangerous(std::string_view(cell).substr(1))) cell.erase(0, 1);
  return cell;
}

class Reader {
 public:
  /// Rows of another length than the first go to `misfits`, if there is such a list, or else fail.
  Reader(std::string_view text, const CsvLimits& limits, std::vector<Error>* misfits = nullptr)
      : text_(text), limits_(limits), misfits_(misfits) {}

  Result<std::vector<CsvRow>> rows() {
    if (text_.size() > limits_.bytes) return fail("csv-too-large", limits_.bytes);
    if (text_.substr(0, 3) == "\xef\xbb\xbf") text_.remove_prefix(3);
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      if (skip_line_end()) continue;
      if (rows.size() == limits_.rows) return fail("csv-too-many-rows", limits_.rows);
      REMIT_TRY_ASSIGN(CsvRow row, this->row());
      if (!rows.empty() && row.cells.size() != rows.front().cells.size()) {
        Error misfit{Code::Invalid,
                     "csv-row-length",
                     {{"line", std::to_string(row.line)},
                      {"found", std::to_string(row.cells.size())},
                      {"expected", std::to_string(rows.front().cells.size())}},
                     {}};
        if (!misfits_) return misfit;
        misfits_->push_back(std::move(misfit));
        continue;
      }
      rows.push_back(std::move(row));
    }
    if (rows.empty()) return fail("csv-empty", 0);
    return rows;
  }

 private:
  [[nodiscard]] Error fail(std::string rule, std::size_t limit) const {
    return {Code::Invalid, std::move(rule), {{"line", std::to_string(line_)}, {"limit", std::to_string(limit)}}, {}};
  }

  bool skip_line_end() {
    if (text_.substr(at_, 2) == "\r\n") {
      at_ += 2;
    } else if (at_ < text_.size() && text_[at_] == '\n') {
      ++at_;
    } else {
      return false;
    }
    ++line_;
    return true;
  }

  Result<CsvRow> row() {
    CsvRow row{line_, {}};
    do {
      if (row.cells.size() == limits_.columns) return fail("csv-too-many-columns", limits_.columns);
      REMIT_TRY_ASSIGN(std::string cell, this->cell(row.cells.size() + 1));
      if (!is_utf8(cell)) return fail("not-utf8", 0);
      row.cells.push_back(unguarded(std::move(cell)));
    } while (at_ < text_.size() && text_[at_] == ',' && ++at_ > 0);
    if (at_ < text_.size() && !skip_line_end()) return fail("csv-quote", 0);
    return row;
  }

  Result<std::string> cell(std::size_t column) {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    const std::size_t start_line = line_;
    if (quoted) ++at_;
    std::string out;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (quoted && c == '"') {
        if (text_.substr(at_, 2) != "\"\"") {
          ++at_;
          return out;
        }
        ++at_;
      } else if (!quoted && (c == ',' || c == '\n' || text_.substr(at_, 2) == "\r\n")) {
        return out;
      } else if (!quoted && c == '"') {
        return fail("csv-quote", 0);
      }
      if (c == '\n') ++line_;
      if (out.size() == limits_.cell_bytes) {
        Error error = fail("csv-too-long", limits_.cell_bytes);
        error.args.emplace_back("column", std::to_string(column));
        return error;
      }
      out += c;
    }
    if (quoted) {
      line_ = start_line;
      return fail("csv-quote", 0);
    }
    return out;
  }

  std::string_view text_;
  const CsvLimits& limits_;
  std::vector<Error>* misfits_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

Error about_column(std::string rule, std::string_view column, std::vector<std::pair<std::string, std::string>> more) {
  Error error{Code::Invalid, std::move(rule), std::move(more), std::string(column)};
  error.args.emplace_back("column", column);
  error.args.emplace_back("line", "1");
  return error;
}

bool has(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

}  // namespace

void append_csv_row(std::string& out, const std::vector<std::string>& cells) {
  const char* separator = "";
  for (const std::string& text : cells) {
    const std::string cell = (is_dangerous(text) ? "'" : "") + text;
    out += separator;
    separator = ",";
    // A row of one empty cell would be an empty line, which readers pass over.
    const bool bare = cell.find_first_of(",\"\r\n") == std::string::npos && trimmed(cell).size() == cell.size() &&
                      !(cell.empty() && cells.size() == 1);
    if (bare) {
      out += cell;
      continue;
    }
    out += '"';
    for (const char c : cell) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += "\r\n";
}

Result<std::vector<CsvRow>> parse_csv(std::string_view text, const CsvLimits& limits) {
  return Reader(text, limits).rows();
}

Result<CsvTable> parse_csv_table(std::string_view text, const std::vector<std::string>& known,
                                 const std::vector<std::string>& required, const CsvLimits& limits) {
  CsvTable table;
  REMIT_TRY_ASSIGN(std::vector<CsvRow> rows, Reader(text, limits, &table.misfits).rows());
  for (const std::string& cell : rows.front().cells) {
    const std::string column(trimmed(cell));
    if (!has(known, column)) {
      std::string names;
      for (const std::string& name : known) names += (names.empty() ? "" : ", ") + name;
      return about_column("csv-column-unknown", column, {{"known", std::move(names)}});
    }
    if (has(table.columns, column)) return about_column("csv-column-twice", column, {});
    table.columns.push_back(column);
  }
  for (const std::string& column : required) {
    if (!has(table.columns, column)) return about_column("csv-column-missing", column, {});
  }
  rows.erase(rows.begin());
  table.rows = std::move(rows);
  return table;
}

}  // namespace remit
