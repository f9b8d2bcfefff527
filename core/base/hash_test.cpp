#include "core/base/hash.h"

#include <doctest/doctest.h>

namespace remit {
namespace {

TEST_CASE("SHA-256 has the values of FIPS 180-4") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Sha256().add("a").add("bc").finish() == sha256("abc"));
}

TEST_CASE("fields are told apart from their concatenation") {
  CHECK(Sha256().add_field("ab").add_field("c").finish() != Sha256().add_field("a").add_field("bc").finish());
  CHECK(Sha256().add_field("abc").finish() == Sha256().add(std::string_view("\0\0\0\0\0\0\0\3abc", 11)).finish());
}

TEST_CASE("bytes read back from hex and base64url") {
  const std::string bytes("\x00\x01\xfe\xff?>", 6);
  CHECK(to_base64url(bytes) == "AAH-_z8-");
  CHECK(*from_base64url("AAH-_z8-") == bytes);
  CHECK(*from_base64url("") == "");
  CHECK(*from_hex("0001fEfF3f3e") == bytes);
}

TEST_CASE("text that is not hex or base64url is refused, padding too") {
  for (const char* text : {"A", "AA==", "AAH+", "AA/_", "AA A", "AB", "AA\n"}) {
    CAPTURE(text);
    CHECK_FALSE(from_base64url(text).ok());
  }
  for (const char* text : {"0", "0g", "00 0", "0x"}) {
    CAPTURE(text);
    CHECK_FALSE(from_hex(text).ok());
  }
}

TEST_CASE("comparison in constant time compares") {
  CHECK(equal_in_constant_time("abc", "abc"));
  CHECK_FALSE(equal_in_constant_time("abc", "abd"));
  CHECK_FALSE(equal_in_constant_time("abc", "ab"));
  CHECK(equal_in_constant_time(sha256("a"), sha256("a")));
  CHECK_FALSE(equal_in_constant_time(sha256("a"), sha256("b")));
}

}  // namespace
}  // namespace remit
