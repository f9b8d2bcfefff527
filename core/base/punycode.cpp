#include "core/base/punycode.h"

#include <limits>

namespace remit {
namespace {

// RFC 3492 §5.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kMinThreshold = 1;
constexpr std::uint32_t kMaxThreshold = 26;
constexpr std::uint32_t kSkew = 38;
constexpr std::uint32_t kDamp = 700;
constexpr std::uint32_t kFirstBias = 72;
constexpr std::uint32_t kFirstCode = 0x80;
constexpr std::uint32_t kLimit = std::numeric_limits<std::uint32_t>::max();

std::uint32_t adapted_bias(std::uint32_t delta, std::uint32_t count, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t k = 0;
  for (; delta > (kBase - kMinThreshold) * kMaxThreshold / 2; k += kBase) delta /= kBase - kMinThreshold;
  return k + (kBase - kMinThreshold + 1) * delta / (delta + kSkew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) {
  if (k <= bias) return kMinThreshold;
  return k >= bias + kMaxThreshold ? kMaxThreshold : k - bias;
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + (value - 26));
}

}  // namespace

std::optional<std::string> punycode_encode(std::u32string_view code_points) {
  std::string out;
  for (const char32_t c : code_points) {
    if (c < kFirstCode) out += static_cast<char>(c);
  }
  const auto basic = static_cast<std::uint32_t>(out.size());
  std::uint32_t handled = basic;
  if (basic > 0) out += '-';
  std::uint32_t code = kFirstCode;
  std::uint32_t delta = 0;
  std::uint32_t bias = kFirstBias;
  while (handled < code_points.size()) {
    std::uint32_t next = kLimit;
    for (const char32_t c : code_points) {
      if (c >= code && c < next) next = c;
    }
    if (next - code > (kLimit - delta) / (handled + 1)) return std::nullopt;
    delta += (next - code) * (handled + 1);
    code = next;
    for (const char32_t c : code_points) {
      if (c < code && ++delta == 0) return std::nullopt;
      if (c != code) continue;
      std::uint32_t rest = delta;
      for (std::uint32_t k = kBase;; k += kBase) {
        const std::uint32_t t = threshold(k, bias);
        if (rest < t) break;
        out += digit(t + (rest - t) % (kBase - t));
        rest = (rest - t) / (kBase - t);
      }
      out += digit(rest);
      bias = adapted_bias(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++code;
  }
  return out;
}

std::optional<std::u32string> punycode_decode(std::string_view text) {
  std::u32string out;
  const std::size_t hyphen = text.rfind('-');
  if (hyphen != std::string_view::npos) {
    for (const char c : text.substr(0, hyphen)) {
      if (static_cast<unsigned char>(c) >= kFirstCode) return std::nullopt;
      out += static_cast<char32_t>(c);
    }
    text.remove_prefix(hyphen + 1);
  }
  std::uint32_t code = kFirstCode;
  std::uint32_t at = 0;
  std::uint32_t bias = kFirstBias;
  while (!text.empty()) {
    const std::uint32_t before = at;
    std::uint32_t weight = 1;
    for (std::uint32_t k = kBase;; k += kBase) {
      if (text.empty()) return std::nullopt;
      const char c = text.front();
      text.remove_prefix(1);
      std::uint32_t value = 0;
      if (c >= 'a' && c <= 'z') {
        value = static_cast<std::uint32_t>(c - 'a');
      } else if (c >= '0' && c <= '9') {
        value = static_cast<std::uint32_t>(c - '0') + 26;
      } else {
        return std::nullopt;
      }
      if (value > (kLimit - at) / weight) return std::nullopt;
      at += value * weight;
      const std::uint32_t t = threshold(k, bias);
      if (value < t) break;
      if (weight > kLimit / (kBase - t)) return std::nullopt;
      weight *= kBase - t;
    }
    const auto count = static_cast<std::uint32_t>(out.size()) + 1;
    bias = adapted_bias(at - before, count, before == 0);
    if (at / count > kLimit - code) return std::nullopt;
    code += at / count;
    at %= count;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return std::nullopt;
    out.insert(out.begin() + at, static_cast<char32_t>(code));
    ++at;
  }
  return out;
}

}  // namespace remit
