#include "core/base/json.h"

#include <doctest/doctest.h>

#include <boost/json/value.hpp>

namespace remit {
namespace {

std::string round_trip(std::string_view text) {
  const auto value = parse_json(text);
  return value.ok() ? to_canonical_json(*value) : "error: " + value.error().rule;
}

std::string arg(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.args) {
    if (key == name) return value;
  }
  return {};
}

std::string place(std::string_view text, JsonLimits limits = {}) {
  const auto value = parse_json(text, limits);
  if (value.ok()) return "no error";
  return value.error().rule + " " + arg(value.error(), "line") + ":" + arg(value.error(), "column");
}

TEST_CASE("canonical JSON sorts keys and drops white space") {
  CHECK(round_trip(" { \"b\" : [ 1 , -2, true, false, null ] , \"a\" : { } , \"aa\": [] } ") ==
        R"({"a":{},"aa":[],"b":[1,-2,true,false,null]})");
}

TEST_CASE("canonical JSON keeps every string and escapes only what it must") {
  CHECK(round_trip(R"("\u0041\/\"\\\b\f\n\r\t\u001f\u007f ü \u00fc \ud83d\ude00")") ==
        "\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7f ü ü 😀\"");
  const std::string canonical = round_trip(R"({"ключ":"значение","\u0000":"%s ##"})");
  CHECK(round_trip(canonical) == canonical);
}

TEST_CASE("bytes that are not UTF-8 become U+FFFD on writing, so that what is written can be read") {
  std::string out;
  append_json_string(out, "a\xff\xc0z");
  CHECK(out == "\"a\xef\xbf\xbd\xef\xbf\xbdz\"");
}

TEST_CASE("whole numbers keep all digits, to both ends of int64") {
  CHECK(round_trip("[9223372036854775807,-9223372036854775808,0,-0]") ==
        "[9223372036854775807,-9223372036854775808,0,0]");
}

TEST_CASE("[T23] a number beyond int64 is refused, not rounded") {
  CHECK(place("[1,\n  9223372036854775808]") == "json-number-range 2:3");
  CHECK(place("-9223372036854775809") == "json-number-range 1:1");
  CHECK(place("123456789012345678901234567890") == "json-number-range 1:1");
}

TEST_CASE("[T23] fractions and exponents are refused, even where they stand for whole numbers") {
  for (const char* text : {"1.0", "1.5", "1e3", "1E400", "-0.0"}) {
    CAPTURE(text);
    CHECK(place(text) == "json-number-not-whole 1:1");
  }
}

TEST_CASE("[T23] depth is counted over arrays and objects together and capped at 64") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(64)).ok());
  CHECK(place(nested(65)) == "json-too-deep 1:65");
  CHECK(place(nested(100'000)) == "json-too-deep 1:65");
  CHECK(place(R"({"a":[{"b":1}]})", {.depth = 2}) == "json-too-deep 1:7");
}

TEST_CASE("[T23] a text over the cap is refused before it is read") {
  CHECK(place("\"aaaa\"", {.bytes = 5}) == "json-too-large 1:1");
  CHECK(parse_json("\"aaaa\"", {.bytes = 6}).ok());
}

TEST_CASE("[T23] a key that stands twice is refused, also when one is escaped") {
  CHECK(place("{\"a\":1,\n \"a\":2}") == "json-duplicate-key 2:2");
  CHECK(place(R"({"a":1,"\u0061":2})") == "json-duplicate-key 1:8");
  CHECK(parse_json(R"([{"a":1},{"a":2}])").ok());
  CHECK(arg(parse_json(R"({"role":1,"role":2})").error(), "key") == "role");
}

TEST_CASE("[T23] invalid UTF-8 is refused with its place, counted in code points") {
  CHECK(place("[\"\xc3\xbc\xc3\xbc\xff\"]") == "json-not-utf8 1:5");
  CHECK(place("\"\xc0\x80\"") == "json-not-utf8 1:2");          // overlong
  CHECK(place("\"\xed\xa0\x80\"") == "json-not-utf8 1:2");      // a surrogate
  CHECK(place("\"\xf5\x80\x80\x80\"") == "json-not-utf8 1:2");  // beyond U+10FFFF
  CHECK(place("\"\xe2\x82") == "json-not-utf8 1:2");            // cut
}

TEST_CASE("[T23] a surrogate without its other half is refused") {
  for (const char* text : {R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")", R"("\ud800x")", R"("\ud83d\ud83d")"}) {
    CAPTURE(text);
    CHECK(place(text) == "json-lone-surrogate 1:2");
  }
}

TEST_CASE("[T23] control characters inside a string are refused unless escaped") {
  CHECK(place("\"a\nb\"") == "json-control-character 1:3");
  CHECK(place(std::string_view("\"\0\"", 3)) == "json-control-character 1:2");
}

TEST_CASE("text that is not JSON is refused with its place") {
  for (const char* text : {"",          " ",         "nul",
                           "tru",       "[1,]",      "{\"a\":1,}",
                           "{a:1}",     "{'a':1}",   "[1 2]",
                           "{\"a\" 1}", "01",        "-",
                           "+1",        ".5",        "[",
                           "{",         "\"",        "\"\\",
                           "\"\\x\"",   "\"\\u12\"", "\"\\u12g4\"",
                           "1 2",       "[]]",       "NaN",
                           "Infinity",  "// c\n1",   "\xef\xbb\xbf{}"}) {
    CAPTURE(text);
    CHECK(place(text).substr(0, 11) == "json-syntax");
  }
  CHECK(place("{\"a\":1,\n\"b\":x}") == "json-syntax 2:5");
}

TEST_CASE("pretty JSON keeps the order of keys and writes what is empty on one line") {
  const auto value = parse_json(R"({"b":[1,{"c":{}}],"a":[]})");
  REQUIRE(value.ok());
  CHECK(to_pretty_json(*value) == "{\n  \"b\": [\n    1,\n    {\n      \"c\": {}\n    }\n  ],\n  \"a\": []\n}");
}

TEST_CASE("an error as JSON names its rule, code, arguments and field") {
  const Error error{Code::Conflict, "taken", {{"email", "a@b.example"}}, "email"};
  CHECK(to_canonical_json(to_json(error)) ==
        R"({"args":{"email":"a@b.example"},"code":"conflict","field":"email","rule":"taken"})");
}

}  // namespace
}  // namespace remit
