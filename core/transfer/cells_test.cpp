#include "core/transfer/cells.h"

#include <doctest/doctest.h>

namespace remit::transfer {
namespace {

std::string rule_of(std::string_view cell, Things things) {
  const auto read = read_list(cell, things);
  return read ? "read" : read.error().rule;
}

TEST_CASE("lists read back as they were written, whatever names hold") {
  const Time end = *parse_rfc3339("2026-12-31T00:00:00Z");
  const std::vector<Item> scopes{{{}, kAlways, kForever},
                                 {{"Retail", "Berlin; {Mitte}"}, kAlways, end},
                                 {{"a/b", "c\\d", "=1+1"}, *parse_rfc3339("2026-01-01T00:00:00Z"), end}};
  const auto read = read_list(written(scopes, Things::Paths), Things::Paths);
  REQUIRE(read.ok());
  CHECK(*read == scopes);
  const std::vector<Item> roles{{{"admin"}, kAlways, kForever}, {{"sms"}, kAlways, end}};
  CHECK(written(roles, Things::Names) == "admin; sms {until 2026-12-31T00:00:00.000Z}");
  CHECK(*read_list(written(roles, Things::Names), Things::Names) == roles);
}

TEST_CASE("an empty cell is an empty list, and spaces around do not count") {
  CHECK(read_list("  ", Things::Names)->empty());
  CHECK(read_list(" admin ;sms ", Things::Names)->size() == 2);
  CHECK(read_list("/", Things::Paths)->front().path.empty());
}

TEST_CASE("what is no list is refused") {
  for (const std::string_view cell :
       {"a;", ";", "a {", "a {}", "a {soon}", "a {until 2026-12-31T00:00:00Z} b", "a\\"}) {
    INFO(cell);
    CHECK(rule_of(cell, Things::Names) == "not-a-cell-list");
  }
  CHECK(rule_of("a {until tomorrow}", Things::Names) == "not-a-time");
  for (const std::string_view cell : {"Retail", "//", "/a//b", "/a/"}) CHECK(rule_of(cell, Things::Paths) != "read");
}

}  // namespace
}  // namespace remit::transfer
