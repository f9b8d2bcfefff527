#include "core/scheme/source_tree.h"

#include <algorithm>

#include "core/base/text.h"

namespace remit::scheme {
namespace {

/// Follows strings and comments just far enough to count brackets, dots and values outside of them.
class HostilityCheck {
 public:
  explicit HostilityCheck(std::string_view text) : text_(text) {}

  std::vector<Problem> run() {
    while (at_ < text_.size() && problems_.empty()) step();
    return std::move(problems_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n' && problems_.empty()) advance();
      return;
    }
    if (c == '"' || c == '\'') return skip_string(c);
    switch (c) {
      case '[':
      case '{':
        if (++depth_ > kMaxDepth) refuse("too-deep", "nested deeper than " + std::to_string(kMaxDepth));
        dots_ = 0;
        break;
      case ']':
      case '}':
        if (depth_ > 0) --depth_;
        break;
      case '.':
        if (++dots_ > kMaxDepth) refuse("too-deep", "a key has more than " + std::to_string(kMaxDepth) + " parts");
        break;
      case '=':
      case ',':
        dots_ = 0;
        if (++values_ > kMaxValues) refuse("too-many-values", "more than " + std::to_string(kMaxValues) + " values");
        break;
      case '\n':
        dots_ = 0;
        break;
      default:
        break;
    }
    advance();
  }

  void skip_string(char quote) {
    const bool multiline = text_.substr(at_, 3) == std::string(3, quote);
    const std::size_t closing = multiline ? 3 : 1;
    for (std::size_t i = 0; i < closing; ++i) advance();
    while (at_ < text_.size() && problems_.empty()) {
      if (text_.substr(at_, closing) == std::string(closing, quote)) {
        for (std::size_t i = 0; i < closing; ++i) advance();
        // Up to two more quotes belong to a multi-line string that ends with them (TOML 1.0).
        for (int i = 0; multiline && i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) advance();
        return;
      }
      if (!multiline && text_[at_] == '\n') return;  // not closed: the parser says so
      if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size()) advance();
      advance();
    }
  }

  void advance() {
    if (at_ >= text_.size()) return;
    const bool continuation = (static_cast<unsigned char>(text_[at_]) & 0xC0) == 0x80;
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if (!continuation) {
      ++column_;
    }
    ++at_;
  }

  void refuse(std::string rule, std::string message) {
    if (problems_.empty())
      problems_.push_back({Severity::Error, std::move(rule), std::move(message), {}, line_, column_});
  }

  std::string_view text_;
  std::vector<Problem> problems_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t dots_ = 0;
  std::size_t values_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
};

/// The first line that is not UTF-8.
Problem not_utf8(std::string_view text) {
  Problem problem{Severity::Error, "not-utf8", "this line is not UTF-8", "save the file as UTF-8", 1, 1};
  for (std::size_t begin = 0; begin < text.size(); ++problem.line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!is_utf8(text.substr(begin, end - begin))) break;
    begin = end + 1;
  }
  return problem;
}

}  // namespace

std::vector<Problem> refuse_hostile(std::string_view text) {
  if (text.size() > kMaxSchemeBytes) {
    return {
        {Severity::Error,
         "too-large",
         "the file has " + std::to_string(text.size()) + " bytes, a scheme at most " + std::to_string(kMaxSchemeBytes),
         {},
         0,
         0}};
  }
  if (!is_utf8(text)) return {not_utf8(text)};
  return HostilityCheck(text).run();
}

}  // namespace remit::scheme
