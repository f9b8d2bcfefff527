#include "core/base/csv.h"

#include <doctest/doctest.h>

namespace remit {
namespace {

using Row = std::vector<std::string>;

std::string written(const Row& cells) {
  std::string out;
  append_csv_row(out, cells);
  return out;
}

std::string refused(std::string_view text, const CsvLimits& limits = {}) {
  const auto rows = parse_csv(text, limits);
  if (rows.ok()) return "taken";
  return rows.error().rule + " " + rows.error().args.front().second;
}

TEST_CASE("cells are quoted only where they must be") {
  CHECK(written({"Anna", "a@b.example", ""}) == "Anna,a@b.example,\r\n");
  CHECK(written({"a,b", "say \"hi\"", "two\nlines", " padded"}) ==
        "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" padded\"\r\n");
  CHECK(written({""}) == "\"\"\r\n");
}

TEST_CASE("[T20] nothing is written that a spreadsheet takes for a formula") {
  CHECK(written({"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"}) ==
        "'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'\rx\",'＝1,'＋1,'－1,'＠x\r\n");
  CHECK(written({"=HYPERLINK(\"http://x\")"}) == "\"'=HYPERLINK(\"\"http://x\"\")\"\r\n");
}

TEST_CASE("[T20] every cell reads back exactly as it was") {
  const std::vector<Row> rows{
      {"=1+1", "'=1", "''", "'", "O'Hara"},       {"-", "+49 30", "@home", "\t", "\r\n"},
      {"a,b", "\"", "\"\"", " a ", "line\nline"}, {"", "", "", "", ""},
      {"＝", "＇", "'＝", "'a", "'-'"},
  };
  std::string text;
  for (const Row& row : rows) append_csv_row(text, row);
  const auto read = parse_csv(text);
  REQUIRE(read.ok());
  REQUIRE(read->size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK((*read)[i].cells == rows[i]);
}

TEST_CASE("[T20] a cell of any three characters that mean something reads back") {
  const std::vector<std::string> pieces{"'", "=", "-", "\t", "\r", "\n", "\"", ",", " ", "a", "＝", "＇", "＂"};
  for (const std::string& a : pieces) {
    for (const std::string& b : pieces) {
      for (const std::string& c : pieces) {
        std::string cell(a);
        cell.append(b).append(c);
        const auto read = parse_csv(written({cell, "x"}));
        REQUIRE(read.ok());
        REQUIRE(read->front().cells.front() == cell);
      }
    }
  }
}

TEST_CASE("a byte order mark, plain line feeds, empty lines and a missing last line end are taken") {
  const auto rows = parse_csv("\xef\xbb\xbfname,email\nAnna,a@b.example\r\n\r\n\nBert,");
  REQUIRE(rows.ok());
  CHECK(*rows == std::vector<CsvRow>{{1, {"name", "email"}}, {2, {"Anna", "a@b.example"}}, {5, {"Bert", ""}}});
}

TEST_CASE("errors name the line where they are, over cells of several lines") {
  CHECK(refused("a,b\n\"x\ny\",1\n2\n") == "csv-row-length 4");
  CHECK(refused("a,b\n1,\"open\n\n\n") == "csv-quote 2");
  CHECK(refused("a,b\n1,x\"y\n") == "csv-quote 2");
  CHECK(refused("a,b\n\"1\"x,2\n") == "csv-quote 2");
  CHECK(refused("a\n\xff\n") == "not-utf8 2");
  CHECK(refused("") == "csv-empty 1");
  CHECK(refused("\n\n") == "csv-empty 3");
}

TEST_CASE("[T20] size, rows, columns and cells are capped") {
  CHECK(refused("a\nb\n", {.bytes = 3}) == "csv-too-large 1");
  CHECK(refused("a\nb\nc\n", {.rows = 2}) == "csv-too-many-rows 3");
  CHECK(refused("a\nb,c,d\n", {.columns = 2}) == "csv-too-many-columns 2");
  CHECK(refused("a\n" + std::string(10 << 20, 'x') + "\n") == "csv-too-long 2");
  CHECK(refused("a\n\"" + std::string(5000, 'x'), {}) == "csv-too-long 2");
}

TEST_CASE("a table has known columns, once each, and those that are required") {
  const Row known{"name", "email", "role"};
  const auto table = parse_csv_table("email, name \na@b.example,Anna\n", known, {"email"});
  REQUIRE(table.ok());
  CHECK(table->columns == Row{"email", "name"});
  CHECK(table->rows == std::vector<CsvRow>{{2, {"a@b.example", "Anna"}}});
  CHECK(parse_csv_table("email,admin\n", known, {}).error().rule == "csv-column-unknown");
  CHECK(parse_csv_table("email,email\n", known, {}).error().rule == "csv-column-twice");
  const auto missing = parse_csv_table("name\n", known, {"email"});
  CHECK(missing.error().rule == "csv-column-missing");
  CHECK(missing.error().field == "email");
}

}  // namespace
}  // namespace remit
