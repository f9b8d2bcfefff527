#include <utf8proc.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "core/base/json.h"

namespace remit {
namespace {

namespace json = boost::json;

class Parser {
 public:
  Parser(std::string_view text, JsonLimits limits) : text_(text), limits_(limits) {}

  Result<json::value> document() {
    if (text_.size() > limits_.bytes) return fail("json-too-large", {{"limit", std::to_string(limits_.bytes)}});
    skip_space();
    REMIT_TRY_ASSIGN(json::value value, any(0));
    skip_space();
    if (at_ != text_.size()) return expected("the end of the text");
    return value;
  }

 private:
  using Args = std::vector<std::pair<std::string, std::string>>;

  [[nodiscard]] Error fail(std::string rule, Args args = {}) const {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < at_; ++i) {
      const char c = text_[i];
      if (c == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
        ++column;
      }
    }
    args.emplace_back("line", std::to_string(line));
    args.emplace_back("column", std::to_string(column));
    return Error{Code::Invalid, std::move(rule), std::move(args), {}};
  }

  [[nodiscard]] Error expected(std::string what) const { return fail("json-syntax", {{"expected", std::move(what)}}); }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r'))
      ++at_;
  }

  Result<json::value> any(std::size_t depth) {
    switch (peek()) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"': {
        REMIT_TRY_ASSIGN(std::string text, string());
        return json::value(json::string_view(text.data(), text.size()));
      }
      case 't':
        return word("true", json::value(true));
      case 'f':
        return word("false", json::value(false));
      case 'n':
        return word("null", json::value(nullptr));
      default:
        return number();
    }
  }

  Result<json::value> word(std::string_view word, json::value value) {
    if (text_.substr(at_, word.size()) != word) return expected("a value");
    at_ += word.size();
    return value;
  }

  Result<json::value> object(std::size_t depth) {
    if (depth >= limits_.depth) return fail("json-too-deep", {{"limit", std::to_string(limits_.depth)}});
    ++at_;
    json::object members;
    skip_space();
    if (take('}')) return json::value(std::move(members));
    do {
      skip_space();
      if (peek() != '"') return expected("a key in quotes");
      const std::size_t start = at_;
      REMIT_TRY_ASSIGN(std::string key, string());
      if (members.contains(json::string_view(key.data(), key.size()))) {
        at_ = start;
        return fail("json-duplicate-key", {{"key", key}});
      }
      skip_space();
      if (!take(':')) return expected("`:`");
      skip_space();
      REMIT_TRY_ASSIGN(json::value value, any(depth + 1));
      members.emplace(json::string_view(key.data(), key.size()), std::move(value));
      skip_space();
    } while (take(','));
    if (!take('}')) return expected("`,` or `}`");
    return json::value(std::move(members));
  }

  Result<json::value> array(std::size_t depth) {
    if (depth >= limits_.depth) return fail("json-too-deep", {{"limit", std::to_string(limits_.depth)}});
    ++at_;
    json::array items;
    skip_space();
    if (take(']')) return json::value(std::move(items));
    do {
      skip_space();
      REMIT_TRY_ASSIGN(json::value value, any(depth + 1));
      items.push_back(std::move(value));
      skip_space();
    } while (take(','));
    if (!take(']')) return expected("`,` or `]`");
    return json::value(std::move(items));
  }

  Result<json::value> number() {
    const std::size_t start = at_;
    const auto digit = [this] { return peek() >= '0' && peek() <= '9'; };
    const bool negative = take('-');
    if (!digit()) {
      if (negative) return expected("a digit");
      return expected("a value");
    }
    const bool leading_zero = take('0');
    if (leading_zero && digit()) return expected("a number without leading zeros");
    while (digit()) ++at_;
    const std::string_view text = text_.substr(start, at_ - start);
    if (peek() == '.' || peek() == 'e' || peek() == 'E') {
      at_ = start;
      return fail("json-number-not-whole");
    }
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size()) {
      at_ = start;
      return fail("json-number-range", {{"number", std::string(text.substr(0, 64))}});
    }
    return json::value(value);
  }

  Result<std::string> string() {
    ++at_;
    std::string out;
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"') {
        ++at_;
        return out;
      }
      if (c < 0x20) return fail("json-control-character");
      if (c == '\\') {
        REMIT_TRY(escape(out));
      } else if (c < 0x80) {
        out.push_back(text_[at_++]);
      } else {
        utf8proc_int32_t code_point = 0;
        const utf8proc_ssize_t length =
            utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data() + at_),
                             static_cast<utf8proc_ssize_t>(text_.size() - at_), &code_point);
        if (length <= 0) return fail("json-not-utf8");
        out.append(text_, at_, static_cast<std::size_t>(length));
        at_ += static_cast<std::size_t>(length);
      }
    }
    return expected("`\"`");
  }

  Result<Done> escape(std::string& out) {
    const std::size_t start = at_;
    ++at_;
    const char kind = peek();
    ++at_;
    switch (kind) {
      case '"':
      case '\\':
      case '/':
        out.push_back(kind);
        return Done{};
      case 'b':
        out.push_back('\b');
        return Done{};
      case 'f':
        out.push_back('\f');
        return Done{};
      case 'n':
        out.push_back('\n');
        return Done{};
      case 'r':
        out.push_back('\r');
        return Done{};
      case 't':
        out.push_back('\t');
        return Done{};
      case 'u':
        break;
      default:
        at_ = start;
        return expected("an escape that JSON has");
    }
    std::int32_t unit = hex4();
    if (unit < 0) return expected("four hexadecimal digits");
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const bool leads = unit <= 0xdbff && take('\\') && take('u');
      const std::int32_t low = leads ? hex4() : -1;
      if (low < 0xdc00 || low > 0xdfff) {
        at_ = start;
        return fail("json-lone-surrogate");
      }
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t length = utf8proc_encode_char(unit, bytes);
    out.append(bytes, bytes + length);
    return Done{};
  }

  // Answers -1, and stands still, unless four digits follow.
  std::int32_t hex4() {
    if (at_ + 4 > text_.size()) return -1;
    std::int32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const char c = text_[at_ + i];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    at_ += 4;
    return value;
  }

  std::string_view text_;
  JsonLimits limits_;
  std::size_t at_ = 0;
};

}  // namespace

Result<boost::json::value> parse_json(std::string_view text, JsonLimits limits) {
  return Parser(text, limits).document();
}

}  // namespace remit
