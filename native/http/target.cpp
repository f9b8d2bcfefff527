#include "native/http/target.h"

#include <algorithm>

#include "core/base/text.h"
#include "native/http/octets.h"

namespace remit::http {
namespace {

constexpr std::size_t kMaxParts = 64;

enum class Plus { IsPlus, IsSpace };

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      result += text[i] == '+' && plus == Plus::IsSpace ? ' ' : text[i];
    }
  }
  if (!is_utf8(result)) return std::nullopt;
  return result;
}

bool is_safe_segment(std::string_view segment) {
  if (segment == "." || segment == "..") return false;
  return std::none_of(segment.begin(), segment.end(), [](char c) {
    const auto octet = static_cast<unsigned char>(c);
    return octet < 0x20 || octet == 0x7F || c == '/' || c == '\\';
  });
}

std::optional<std::vector<Parameter>> parse_parameters(std::string_view text) {
  std::vector<Parameter> parameters;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    if (part.empty()) continue;
    if (parameters.size() == kMaxParts) return std::nullopt;
    const std::size_t equals = part.find('=');
    auto name = percent_decode(part.substr(0, equals), Plus::IsSpace);
    auto value =
        equals == std::string_view::npos ? std::string() : percent_decode(part.substr(equals + 1), Plus::IsSpace);
    if (!name || !value || name->find('\0') != std::string::npos || value->find('\0') != std::string::npos) {
      return std::nullopt;
    }
    parameters.push_back({std::move(*name), std::move(*value)});
  }
  return parameters;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty() || text.front() != '/' || (text.size() > 1 && text[1] == '/')) return std::nullopt;
  for (char c : text) {
    if (!is_target_octet(c)) return std::nullopt;
  }
  Target target;
  const std::size_t question = text.find('?');
  target.raw_path = std::string(text.substr(0, question));
  if (question != std::string_view::npos) {
    target.has_query = true;
    auto parameters = parse_parameters(text.substr(question + 1));
    if (!parameters) return std::nullopt;
    target.query = std::move(*parameters);
  }
  std::string_view rest = std::string_view(target.raw_path).substr(1);
  while (!rest.empty()) {
    const std::size_t slash = rest.find('/');
    auto segment = percent_decode(rest.substr(0, slash), Plus::IsPlus);
    if (!segment || segment->empty() || !is_safe_segment(*segment)) return std::nullopt;
    if (target.path.size() == kMaxParts) return std::nullopt;
    target.path.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return target;
    rest.remove_prefix(slash + 1);
    if (rest.empty()) target.path.emplace_back();
  }
  return target;
}

Result<std::vector<Parameter>> parse_form(std::string_view body) {
  auto parameters = parse_parameters(body);
  if (!parameters) return Error{Code::Invalid, "bad-form", {}, {}};
  return std::move(*parameters);
}

std::string percent_encode(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if (is_unreserved_octet(c)) {
      result += c;
    } else {
      result += '%';
      result += kHex[octet >> 4];
      result += kHex[octet & 15];
    }
  }
  return result;
}

}  // namespace remit::http
