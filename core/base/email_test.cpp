#include "core/base/email.h"

#include <doctest/doctest.h>

#include "core/base/punycode.h"

namespace remit {
namespace {

std::string key(std::string_view text) {
  const auto email = parse_email(text);
  return email.ok() ? email->key : "refused: " + email.error().rule;
}

TEST_CASE("an address keeps its form and gets a key without regard to case") {
  const auto email = parse_email("Anna.Maria+x@Example.COM");
  REQUIRE(email.ok());
  CHECK(email->text == "Anna.Maria+x@Example.COM");
  CHECK(email->mailbox == "Anna.Maria+x@example.com");
  CHECK(email->key == "anna.maria+x@example.com");
}

TEST_CASE("[T22] an international domain and its ASCII form are one address") {
  CHECK(key("a@München.example") == "a@xn--mnchen-3ya.example");
  CHECK(key("a@xn--mnchen-3ya.example") == "a@xn--mnchen-3ya.example");
  CHECK(key("a@XN--MNCHEN-3YA.example") == "a@xn--mnchen-3ya.example");
  CHECK(key("a@mu\u0308nchen.example") == "a@xn--mnchen-3ya.example");
  CHECK(key("a@例え.テスト") == "a@xn--r8jz45g.xn--zckzah");
  CHECK(key("a@ｅxample.com") == "a@example.com");  // full width folds to ASCII before DNS sees it
}

TEST_CASE("a domain with ß is not the one with ss, which may be someone else's") {
  CHECK(key("a@straße.example") == "a@xn--strae-oqa.example");
  CHECK(key("a@strasse.example") == "a@strasse.example");
}

TEST_CASE("[T12] nothing that could end or continue a header is an address") {
  for (const char* text : {"a@b.example\r\nBcc: c@d.example", "a\n@b.example", "a@b.example\n", "\ra@b.example",
                           "a@b.exam\tple", "a@b.example "}) {
    CAPTURE(text);
    CHECK_FALSE(parse_email(text).ok());
  }
  CHECK_FALSE(parse_email(std::string_view("a@b.example\0c", 13)).ok());
  CHECK_FALSE(parse_email(std::string_view("a\0@b.example", 12)).ok());
}

TEST_CASE("[T11] two addresses are not one") {
  for (const char* text :
       {"a@b.example,c@d.example", "a@b.example;c@d.example", "a@b.example c@d.example", "a@b@c.example",
        "<a@b.example>", "Anna <a@b.example>", "a@b.example(c)", "\"a@x\"@b.example"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_email(text).ok());
  }
}

TEST_CASE("text that is not an address is refused") {
  for (const char* text : {"",
                           "a",
                           "@",
                           "a@",
                           "@b.example",
                           "a@b",
                           "a@.example",
                           "a@b.",
                           "a@b..example",
                           ".a@b.example",
                           "a.@b.example",
                           "a..b@c.example",
                           "a@-b.example",
                           "a@b-.example",
                           "a@b_c.example",
                           "a@1.2.3.4",
                           "a@[1.2.3.4]",
                           "ü@b.example",
                           "a@ab--c.example",
                           "a@xn--.example",
                           "a@b.example.",
                           "a@b。。c"}) {
    CAPTURE(text);
    const auto email = parse_email(text);
    REQUIRE_FALSE(email.ok());
    CHECK(email.error().rule == "not-an-email");
  }
}

TEST_CASE("[T22] a domain word of two scripts or with invisible characters is refused, also as xn--") {
  CHECK(key("a@pаypal.example") == "refused: mixed-scripts");
  CHECK(key("a@exam\u200bple.example") == "refused: invisible-character");
  CHECK(key("a@xn--a.example") == "refused: control-character");
  CHECK(key("a@b\x80.example") == "refused: not-utf8");
  const auto mixed = punycode_encode(U"p\u0430ypal");
  REQUIRE(mixed.has_value());
  CHECK(key("a@xn--" + *mixed + ".example") == "refused: mixed-scripts");
  const auto upper = punycode_encode(U"M\u00dcNCHEN");
  CHECK(key("a@xn--" + *upper + ".example") == "refused: not-an-email");
}

TEST_CASE("lengths are those of RFC 5321") {
  const std::string label(63, 'b');
  CHECK(parse_email(std::string(64, 'a') + "@b.example").ok());
  CHECK_FALSE(parse_email(std::string(65, 'a') + "@b.example").ok());
  CHECK(parse_email("a@" + label + ".example").ok());
  CHECK_FALSE(parse_email("a@" + label + "b.example").ok());
  CHECK_FALSE(parse_email("a@" + label + "." + label + "." + label + "." + label + ".example").ok());
  CHECK_FALSE(parse_email("a@" + std::string(1'000'000, 'b') + ".example").ok());
}

TEST_CASE("Punycode has the samples of RFC 3492 §7.1 and reads back") {
  CHECK(*punycode_encode(U"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587") == "ihqwcrb4cv8a8dqg056pqjye");
  CHECK(*punycode_encode(U"3\u5E74B\u7D44\u91D1\u516B\u5148\u751F") == "3B-ww4c5e180e575a65lsy2b");
  CHECK(*punycode_encode(U"\u30D1\u30D5\u30A3\u30FC\u0064\u0065\u30EB\u30F3\u30D0") == "de-jg4avhby1noc0d");
  CHECK(*punycode_decode("ihqwcrb4cv8a8dqg056pqjye") == U"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587");
  CHECK_FALSE(punycode_decode("99999999999").has_value());
  CHECK_FALSE(punycode_decode("A").has_value());
}

}  // namespace
}  // namespace remit
