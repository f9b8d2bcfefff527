#include <doctest/doctest.h>

#include "web/platform/fetch.h"

using namespace remit::platform;

TEST_CASE("a response's headers are found by their lower-case name") {
  Response response;
  response.headers = parse_headers("content-type: application/json\nretry-after: 3\nx-empty: \n");
  CHECK(response.header("retry-after") == "3");
  CHECK(response.header("content-type") == "application/json");
  CHECK(response.header("x-empty").empty());
  CHECK(response.header("location").empty());
}

TEST_CASE("a header's value may hold colons, and a line without one is dropped") {
  const Headers headers = parse_headers("link: <https://a.example/>: x\nnonsense\n");
  REQUIRE(headers.size() == 1);
  CHECK(headers[0].second == "<https://a.example/>: x");
}
