#include "core/base/password.h"

#include <doctest/doctest.h>

#include "core/base/fake_random.h"

namespace remit {
namespace {

const std::vector<std::string> kContext{"Anna Müller", "anna.mueller@shop-world.example", "Remit"};

std::string judged(std::string_view password, Factors factors = Factors::PasswordOnly,
                   const PasswordPolicy& policy = {}) {
  const auto result = check_password(password, policy, factors, kContext);
  if (result.ok()) return "taken";
  const Error& error = result.error();
  return error.rule + (error.args.empty() ? "" : " " + error.args.front().second);
}

TEST_CASE("fifteen characters of any kind suffice, eight with a second factor") {
  CHECK(judged("correct horse b") == "taken");
  CHECK(judged("correct horse ") == "password-too-short 15");
  CHECK(judged("tr0ub4dx", Factors::PasswordAndMore) == "taken");
  CHECK(judged("tr0ub4d", Factors::PasswordAndMore) == "password-too-short 8");
}

TEST_CASE("each code point counts one, after normalisation") {
  CHECK(judged("пароль-из-15-зн") == "taken");
  CHECK(judged("漢字かな漢字かな交じり文です！") == "taken");
  CHECK(judged("correct horse e\u0301") == "taken");
  CHECK(judged("correct horsee\u0301") == "password-too-short 15");
}

TEST_CASE("[T26] long passwords are taken whole up to 1,024 bytes and refused beyond, before any work") {
  std::string text;
  while (text.size() < 1024) text += static_cast<char>('a' + text.size() * text.size() % 23);
  CHECK(judged(text) == "taken");
  CHECK(judged(text + "x") == "password-too-long 1024");
  FakeRandom random;
  CHECK(hash_password(text + "x", random).error().rule == "password-too-long");
  CHECK_FALSE(verify_password(text + "x", nobodys_password()));
}

TEST_CASE("the most used passwords are refused with the reason, in any case") {
  CHECK(judged("123456789987654321") == "password-common");
  CHECK(judged("Q1W2E3R4T5Y6U7I8") == "password-common");
  CHECK(judged("baseball", Factors::PasswordAndMore) == "password-common");
  CHECK(judged("baseball team 9x", Factors::PasswordAndMore) == "taken");
}

TEST_CASE("one piece repeated and runs of characters are refused") {
  CHECK(judged("aaaaaaaaaaaaaaa") == "password-pattern");
  CHECK(judged("abcabcabcabcabcab") == "password-pattern");
  CHECK(judged("1234567890123456") == "password-pattern");
  CHECK(judged("zyxwvutsrqponmlk") == "password-pattern");
  CHECK(judged("BaseballBaseball") == "password-pattern");
  CHECK(judged("correct horse b correct horse b") == "taken");
}

TEST_CASE("words that others know of the person do not make a password") {
  CHECK(judged("annamuellerremit1") == "password-context mueller");
  CHECK(judged("Shop-World-2024!") == "password-context world");
  CHECK(judged("müller müller xy") == "password-context müller");
  CHECK(judged("anna likes her tea black") == "taken");
}

TEST_CASE("the pci policy wants letters and digits, and twelve of them with a second factor") {
  CHECK(judged("no digits in here", Factors::PasswordOnly, pci_password_policy()) == "password-letters-and-digits");
  CHECK(judged("84015 73921 66304", Factors::PasswordOnly, pci_password_policy()) == "password-letters-and-digits");
  CHECK(judged("9 digits in here", Factors::PasswordOnly, pci_password_policy()) == "taken");
  CHECK(judged("tr0ub4dx and", Factors::PasswordAndMore, pci_password_policy()) == "taken");
  CHECK(judged("tr0ub4dx an", Factors::PasswordAndMore, pci_password_policy()) == "password-too-short 12");
}

TEST_CASE("bytes that are not text and control characters are refused") {
  CHECK(judged("correct horse \xff battery") == "not-utf8");
  CHECK(judged("correct horse\nbattery") == "control-character U+000A");
}

TEST_CASE("a password is kept as argon2id with its cost and verifies") {
  FakeRandom random;
  const auto phc = hash_password("correct horse battery", random);
  REQUIRE(phc.ok());
  CHECK(phc->substr(0, 31) == "$argon2id$v=19$m=19456,t=2,p=1$");
  CHECK(verify_password("correct horse battery", *phc));
  CHECK_FALSE(verify_password("correct horse batterz", *phc));
  CHECK_FALSE(verify_password("", *phc));
  CHECK(*hash_password("correct horse battery", random) != *phc);
}

TEST_CASE("a password verifies however the keyboard composed it") {
  FakeRandom random;
  const auto phc = hash_password("caf\u00e9", random, {.memory_kib = 64, .passes = 1});
  CHECK(verify_password("cafe\u0301", *phc));
}

TEST_CASE("a hash of another cost is made anew, a broken one verifies nothing") {
  FakeRandom random;
  const auto cheap = hash_password("x", random, {.memory_kib = 64, .passes = 1});
  CHECK(verify_password("x", *cheap));
  CHECK(needs_rehash(*cheap));
  CHECK_FALSE(needs_rehash(nobodys_password()));
  for (const char* phc : {"", "x", "$argon2id$v=19$m=64,t=1,p=1$", "$2b$10$abcdefghijklmnopqrstuv"}) {
    CHECK_FALSE(verify_password("x", phc));
  }
}

TEST_CASE("[T13] nobody's password costs the same work and matches nothing") {
  CHECK_FALSE(verify_password("", nobodys_password()));
  CHECK_FALSE(verify_password("x", nobodys_password()));
}

}  // namespace
}  // namespace remit
