#include "core/base/secret.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace remit {
namespace {

constexpr char kFormat = 1;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(SealKey::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char* octets(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

void Secret::wipe() {
  // Short texts lie inside the string and stay behind when it is moved from: grow back over them first.
  text_.resize(text_.capacity());
  sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  other.wipe();
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
  }
  return *this;
}

Secret make_secret(Random& random, std::string_view prefix) {
  std::array<std::uint8_t, 32> bytes{};
  random.fill(bytes);
  std::string text(prefix);
  text += to_base64url(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return Secret(std::move(text));
}

Secret make_password(Random& random) {
  // Without i, l, o and u: no two letters look alike, and no words come up.
  constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<std::uint8_t, 26> bytes{};
  random.fill(bytes);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % 5 == 0 && i < 25) text += '-';
    text += kLetters[bytes[i] & 31];
  }
  sodium_memzero(bytes.data(), bytes.size());
  return Secret(std::move(text));
}

Digest hash_secret(std::string_view secret) {
  return sha256(secret);
}

SealKey SealKey::make(Random& random) {
  SealKey key;
  random.fill(key.bytes_);
  return key;
}

Result<SealKey> SealKey::parse(std::string_view text) {
  auto decoded = from_base64url(text);
  if (!decoded.ok()) return Error{Code::Invalid, "not-a-key", {}, {}};
  const Secret bytes(std::move(decoded).value());
  if (bytes.reveal().size() != kSize) return Error{Code::Invalid, "not-a-key", {}, {}};
  SealKey key;
  std::copy(bytes.reveal().begin(), bytes.reveal().end(), key.bytes_.begin());
  return key;
}

Secret SealKey::text() const {
  return Secret(to_base64url(bytes_));
}

SealKey::SealKey(SealKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), kSize);
}

SealKey& SealKey::operator=(SealKey&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), kSize);
  }
  return *this;
}

SealKey::~SealKey() {
  sodium_memzero(bytes_.data(), kSize);
}

std::string seal(const Secret& secret, const SealKey& key, std::string_view purpose, Random& random) {
  const std::string_view text = secret.reveal();
  std::array<std::uint8_t, kNonce> nonce{};
  random.fill(nonce);
  std::string sealed(1 + kNonce + text.size() + kTag, '\0');
  sealed[0] = kFormat;
  std::copy(nonce.begin(), nonce.end(), octets(sealed) + 1);
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets(sealed) + 1 + kNonce, nullptr, octets(text), text.size(),
                                             octets(purpose), purpose.size(), nullptr, nonce.data(),
                                             key.bytes().data());
  return sealed;
}

Result<Secret> open_sealed(std::string_view sealed, const SealKey& key, std::string_view purpose) {
  const Error error{Code::Unavailable, "cannot-open-sealed", {}, {}};
  if (sealed.size() < 1 + kNonce + kTag || sealed[0] != kFormat) return error;
  const std::string_view cipher = sealed.substr(1 + kNonce);
  std::string text(cipher.size() - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(text), nullptr, nullptr, octets(cipher), cipher.size(),
                                                 octets(purpose), purpose.size(), octets(sealed) + 1,
                                                 key.bytes().data()) != 0) {
    return error;
  }
  return Secret(std::move(text));
}

}  // namespace remit
