#include "native/http/request_gate.h"

#include <algorithm>
#include <array>

#include "native/http/octets.h"

namespace remit::http {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

/// Fields of which a second one would let two readers disagree.
constexpr std::array<std::string_view, 12> kOnlyOnce{
    "host",   "content-length", "transfer-encoding", "content-type", "content-encoding", "origin", "authorization",
    "cookie", "expect",         "sec-fetch-site",    "x-remit-csrf", "idempotency-key"};

bool must_be_ascii(std::string_view name) {
  return name == "connection" || name == "te" || name == "upgrade" || name == "trailer" ||
         std::find(kOnlyOnce.begin(), kOnlyOnce.end(), name) != kOnlyOnce.end();
}

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes one line off the front; nullopt if what ends it is not exactly CR LF.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos || rest.substr(end, 2) != kLineEnd) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

std::optional<Refusal> read_request_line(std::string_view line, const GateLimits& limits, Head& head, bool& is_1_1) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return Refusal{400, "bad-request-line"};
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);

  if (method.empty() || !std::all_of(method.begin(), method.end(), is_token_octet)) {
    return Refusal{400, "bad-request-line"};
  }
  const bool looks_like_version = version.size() == 8 && version.substr(0, 5) == "HTTP/" && is_digit(version[5]) &&
                                  version[6] == '.' && is_digit(version[7]);
  if (!looks_like_version) return Refusal{400, "bad-request-line"};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return Refusal{505, "http-version"};
  is_1_1 = version == "HTTP/1.1";

  const auto known = parse_method(method);
  if (!known) return Refusal{405, "method-not-allowed"};
  head.method = *known;

  if (target.size() > limits.target_octets) return Refusal{414, "target-too-long"};
  auto parsed = parse_target(target);
  if (!parsed) return Refusal{400, "bad-target"};
  head.target = std::move(*parsed);
  return std::nullopt;
}

std::optional<Refusal> read_field(std::string_view line, const GateLimits& limits, Headers& headers) {
  if (line.front() == ' ' || line.front() == '\t') return Refusal{400, "folded-header"};
  if (headers.fields().size() == limits.fields) return Refusal{431, "too-many-headers"};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return Refusal{400, "bad-header"};
  const std::string_view raw_name = line.substr(0, colon);
  if (!std::all_of(raw_name.begin(), raw_name.end(), is_token_octet)) return Refusal{400, "bad-header"};
  const std::string name = lower_ascii(raw_name);
  const std::string_view value = trim_spaces(line.substr(colon + 1));
  const bool ascii_only = must_be_ascii(name);
  for (char c : value) {
    const bool is_8_bit = static_cast<unsigned char>(c) >= 0x80;
    if (!is_text_octet(c) && (ascii_only || !is_8_bit)) return Refusal{400, "bad-header"};
  }
  if (std::find(kOnlyOnce.begin(), kOnlyOnce.end(), name) != kOnlyOnce.end() && headers.find(name) != nullptr) {
    return Refusal{400, name == "host"                                            ? "bad-host"
                        : name == "content-length" || name == "transfer-encoding" ? "bad-framing"
                                                                                  : "doubled-header"};
  }
  headers.add(name, std::string(value));
  return std::nullopt;
}

std::optional<Refusal> read_framing(const GateLimits& limits, bool is_1_1, Head& head) {
  const std::string* coding = head.headers.find("transfer-encoding");
  const std::string* length = head.headers.find("content-length");
  // SECURITY: with both, a proxy in front may go by the other one (request smuggling, RFC 9112 §6.1).
  if (coding != nullptr && length != nullptr) return Refusal{400, "bad-framing"};
  if (coding != nullptr) {
    if (!is_1_1 || !equal_ignoring_case(*coding, "chunked")) return Refusal{400, "bad-framing"};
    head.chunked = true;
  }
  if (length != nullptr) {
    const bool digits = !length->empty() && std::all_of(length->begin(), length->end(), is_digit);
    const bool leading_zero = length->size() > 1 && length->front() == '0';
    if (!digits || leading_zero) return Refusal{400, "bad-framing"};
    if (length->size() > 18) return Refusal{413, "body-too-large"};
    for (char c : *length) head.content_length = head.content_length * 10 + static_cast<std::uint64_t>(c - '0');
    if (head.content_length > limits.body_octets) return Refusal{413, "body-too-large"};
  }
  const bool has_body = head.chunked || head.content_length > 0;
  if (has_body && (head.method == Method::Get || head.method == Method::Head)) return Refusal{400, "unexpected-body"};
  return std::nullopt;
}

bool is_port(std::string_view text) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit)) return false;
  int value = 0;
  for (char c : text) value = value * 10 + (c - '0');
  return value > 0 && value <= 65535;
}

}  // namespace

std::optional<std::string> parse_host(std::string_view text) {
  if (text.empty() || text.size() > 259) return std::nullopt;
  std::string_view name = text;
  std::string_view after;
  if (text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    name = text.substr(1, close - 1);
    after = text.substr(close + 1);
    const bool address =
        name.size() >= 2 && std::all_of(name.begin(), name.end(), [](char c) {
          return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
        });
    if (!address) return std::nullopt;
  } else {
    const std::size_t colon = text.find(':');
    name = text.substr(0, colon);
    if (colon != std::string_view::npos) after = text.substr(colon);
    const bool fine = !name.empty() && name.front() != '.' && name.front() != '-' &&
                      std::all_of(name.begin(), name.end(), [](char c) {
                        return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_';
                      });
    if (!fine || name.find("..") != std::string_view::npos) return std::nullopt;
  }
  if (!after.empty() && (after.front() != ':' || !is_port(after.substr(1)))) return std::nullopt;
  return lower_ascii(text);
}

std::variant<Head, Refusal> check_head(std::string_view octets, const GateLimits& limits) {
  Head head;
  bool is_1_1 = false;
  const auto request_line = take_line(octets);
  if (!request_line) return Refusal{400, "bad-request-line"};
  if (auto refusal = read_request_line(*request_line, limits, head, is_1_1)) return *refusal;

  for (;;) {
    const auto line = take_line(octets);
    if (!line) return Refusal{400, "bad-header"};
    if (line->empty()) break;
    if (auto refusal = read_field(*line, limits, head.headers)) return *refusal;
  }

  const std::string* host = head.headers.find("host");
  auto parsed_host = host != nullptr ? parse_host(*host) : std::nullopt;
  if (!parsed_host) return Refusal{400, "bad-host"};
  head.host = std::move(*parsed_host);

  if (auto refusal = read_framing(limits, is_1_1, head)) return *refusal;

  if (const std::string* expect = head.headers.find("expect")) {
    if (!equal_ignoring_case(*expect, "100-continue")) return Refusal{417, "expectation-failed"};
    head.expects_continue = is_1_1 && (head.chunked || head.content_length > 0);
  }
  head.keep_alive = is_1_1 && !list_contains(head.headers.get("connection"), "close");
  return head;
}

std::optional<std::size_t> find_head_end(std::string_view octets, std::size_t seen) {
  if (octets.empty()) return std::nullopt;
  if (!is_token_octet(octets.front())) return octets.size();
  for (std::size_t i = seen > 0 ? seen - 1 : 0; i < octets.size(); ++i) {
    const char c = octets[i];
    if (c == '\0') return octets.size();
    if (c == '\n' && (i == 0 || octets[i - 1] != '\r')) return i + 1;
    if (c == '\r' && i + 1 < octets.size() && octets[i + 1] != '\n') return i + 1;
    if (c == '\n' && i >= 3 && octets.substr(i - 3, 4) == "\r\n\r\n") return i + 1;
  }
  return std::nullopt;
}

}  // namespace remit::http
