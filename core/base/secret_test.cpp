#include "core/base/secret.h"

#include <doctest/doctest.h>

#include <type_traits>

#include "core/base/fake_random.h"

namespace remit {
namespace {

TEST_CASE("[T9] a secret has 256 bits and is stored as its SHA-256 only") {
  FakeRandom random;
  const Secret secret = make_secret(random);
  CHECK(secret.reveal().size() == 43);
  CHECK(from_base64url(secret.reveal())->size() == 32);
  CHECK(hash_secret(secret.reveal()) == sha256(secret.reveal()));
  CHECK(make_secret(random).reveal() != secret.reveal());
}

TEST_CASE("[T29] a credential's secret carries its prefix") {
  FakeRandom random;
  CHECK(make_secret(random, "rmt_").reveal().substr(0, 4) == "rmt_");
  CHECK(make_secret(random, "rmt_").reveal().size() == 47);
}

TEST_CASE("a generated password has 26 characters of five bits each") {
  FakeRandom random;
  const Secret password = make_password(random);
  CHECK(password.reveal().size() == 30);
  CHECK(password.reveal().find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz-") == std::string_view::npos);
}

TEST_CASE("a secret cannot be copied by accident and is empty once moved from") {
  CHECK_FALSE(std::is_copy_constructible_v<Secret>);
  CHECK_FALSE(std::is_copy_assignable_v<Secret>);
  Secret one("short");
  Secret two(std::move(one));
  CHECK(one.empty());  // NOLINT(bugprone-use-after-move): what is left is the point
  CHECK(two.reveal() == "short");
  Secret three("another text that does not fit into the string itself");
  three = std::move(two);
  CHECK(three.reveal() == "short");
  CHECK(three.clone().reveal() == "short");
}

TEST_CASE("what is sealed opens with the same key and purpose only") {
  FakeRandom random;
  const SealKey key = SealKey::make(random);
  const SealKey other = SealKey::make(random);
  const Secret secret("a link");
  const std::string sealed = seal(secret, key, "mail 1", random);
  CHECK(sealed.size() == 6 + 41);
  CHECK(sealed.find("a link") == std::string::npos);
  CHECK(sealed != seal(secret, key, "mail 1", random));
  CHECK(open_sealed(sealed, key, "mail 1")->reveal() == "a link");
  CHECK_FALSE(open_sealed(sealed, other, "mail 1").ok());
  CHECK_FALSE(open_sealed(sealed, key, "mail 2").ok());
  CHECK(open_sealed(seal(Secret(), key, "", random), key, "")->empty());
}

TEST_CASE("what is sealed does not open once any byte is changed, cut or added") {
  FakeRandom random;
  const SealKey key = SealKey::make(random);
  const std::string sealed = seal(Secret("a link"), key, "mail 1", random);
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(open_sealed(changed, key, "mail 1").ok());
    CHECK_FALSE(open_sealed(sealed.substr(0, i), key, "mail 1").ok());
  }
  CHECK_FALSE(open_sealed(sealed + "x", key, "mail 1").ok());
}

TEST_CASE("a key reads back from its text, and nothing else is a key") {
  FakeRandom random;
  const SealKey key = SealKey::make(random);
  const auto again = SealKey::parse(key.text().reveal());
  REQUIRE(again.ok());
  CHECK(again->bytes() == key.bytes());
  CHECK(SealKey::parse("").error().rule == "not-a-key");
  CHECK_FALSE(SealKey::parse("AAAA").ok());
  CHECK_FALSE(SealKey::parse(std::string(key.text().reveal()) + "\n").ok());
}

}  // namespace
}  // namespace remit
