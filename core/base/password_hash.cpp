#include <sodium.h>

#include <array>

#include "core/base/password.h"
#include "core/base/text.h"

namespace remit {
namespace {

constexpr std::size_t kHash = 32;
static_assert(crypto_pwhash_argon2id_SALTBYTES == 16);

// PHC strings use the other base64 alphabet, without padding.
std::string phc_base64(std::span<const std::uint8_t> bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();
  return text;
}

std::string phc_head(HashCost cost) {
  return "$argon2id$v=19$m=" + std::to_string(cost.memory_kib) + ",t=" + std::to_string(cost.passes) + ",p=1$";
}

// Chooses the fastest code for the processor; once, and safe to repeat from any thread.
void prepare() {
  REMIT_ASSERT(sodium_init() >= 0, "the system has a source of randomness");
}

}  // namespace

Result<std::string> hash_password(std::string_view password, Random& random, HashCost cost) {
  if (password.size() > kMaxPasswordBytes) {
    return Error{Code::Invalid, "password-too-long", {{"max", std::to_string(kMaxPasswordBytes)}}, {}};
  }
  prepare();
  std::array<std::uint8_t, crypto_pwhash_argon2id_SALTBYTES> salt{};
  random.fill(salt);
  const Secret normal(nfkc(password));
  std::array<std::uint8_t, kHash> hash{};
  if (crypto_pwhash_argon2id(hash.data(), hash.size(), normal.reveal().data(), normal.reveal().size(), salt.data(),
                             cost.passes, std::size_t{cost.memory_kib} * 1024,
                             crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0) {
    return Error{Code::Unavailable, "hashing-failed", {}, {}};
  }
  return phc_head(cost) + phc_base64(salt) + "$" + phc_base64(hash);
}

bool verify_password(std::string_view password, std::string_view phc) {
  if (password.size() > kMaxPasswordBytes || phc.size() >= crypto_pwhash_argon2id_STRBYTES) return false;
  prepare();
  const Secret normal(nfkc(password));
  return crypto_pwhash_argon2id_str_verify(std::string(phc).c_str(), normal.reveal().data(), normal.reveal().size()) ==
         0;
}

std::string_view nobodys_password() {
  // Salt and hash are all zero: nobody knows a password for it, and nobody can find one.
  return "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
}

bool needs_rehash(std::string_view phc, HashCost cost) {
  const std::string head = phc_head(cost);
  return phc.substr(0, head.size()) != head;
}

}  // namespace remit
