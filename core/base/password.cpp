#include "core/base/password.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/unicode.h"
#include "embedded/remit_base.h"

namespace remit {
namespace {

constexpr std::size_t kMinWord = 4;
constexpr std::size_t kMinBesidesContext = 8;

Error invalid(std::string rule) {
  return {Code::Invalid, std::move(rule), {}, {}};
}

std::vector<std::int32_t> code_points_of(std::string_view text) {
  std::vector<std::int32_t> out;
  while (!text.empty()) {
    const auto [code_point, length] = unicode::decode(text);
    out.push_back(code_point);
    text.remove_prefix(length);
  }
  return out;
}

bool is_common(std::string_view folded) {
  const std::string line = "\n" + std::string(folded) + "\n";
  return folded.find('\n') == std::string_view::npos && common_passwords_txt().find(line) != std::string_view::npos;
}

// The shortest piece that gives the whole when it is repeated, the last time perhaps in part.
std::size_t period(const std::vector<std::int32_t>& text) {
  for (std::size_t length = 1; length < text.size(); ++length) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(length), text.end(), text.begin())) return length;
  }
  return text.size();
}

// Up or down by one from each character to the next, as in `abcdefgh` and `87654321`; `90` and `09` go on.
bool is_run(const std::vector<std::int32_t>& text) {
  for (const std::int32_t step : {1, -1}) {
    std::size_t i = 1;
    for (; i < text.size(); ++i) {
      const bool around =
          (text[i - 1] == '9' && text[i] == '0' && step == 1) || (text[i - 1] == '0' && text[i] == '9' && step == -1);
      if (text[i] - text[i - 1] != step && !around) break;
    }
    if (i == text.size()) return true;
  }
  return false;
}

bool is_pattern(std::string_view folded) {
  const std::vector<std::int32_t> text = code_points_of(folded);
  const std::size_t piece = period(text);
  if (is_run(text)) return true;
  if (piece * 2 > text.size()) return false;
  return piece <= kMinWord || is_common(first_code_points(folded, piece));
}

std::vector<std::string> words_of(const std::vector<std::string>& context) {
  std::vector<std::string> words;
  for (const std::string& text : context) {
    const std::string folded = fold_key(text);
    std::string word;
    const auto end_word = [&] {
      if (count_code_points(word) >= kMinWord) words.push_back(word);
      word.clear();
    };
    for (std::string_view rest = folded; !rest.empty();) {
      const auto [code_point, length] = unicode::decode(rest);
      if (code_point >= 0 && unicode::is_word(code_point)) {
        word.append(rest, 0, length);
      } else {
        end_word();
      }
      rest.remove_prefix(length);
    }
    end_word();
  }
  // Longest first, so that `annamaria` goes before `anna` tears it apart.
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return words;
}

// The first word of the context without which too little is left, if there is one.
std::string context_word(std::string_view folded, const std::vector<std::string>& context) {
  std::string rest(folded);
  std::string found;
  for (const std::string& word : words_of(context)) {
    for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word, at)) {
      rest.erase(at, word.size());
      if (found.empty()) found = word;
    }
  }
  return count_code_points(rest) < kMinBesidesContext ? found : std::string();
}

bool has_letters_and_digits(std::string_view text) {
  bool letter = false;
  bool digit = false;
  for (const std::int32_t c : code_points_of(text)) {
    const bool ascii_digit = c >= '0' && c <= '9';
    digit = digit || ascii_digit;
    letter = letter || (!ascii_digit && c != ' ' && unicode::is_word(c));
  }
  return letter && digit;
}

}  // namespace

Result<Done> check_password(std::string_view password, const PasswordPolicy& policy, Factors factors,
                            const std::vector<std::string>& context) {
  if (password.size() > kMaxPasswordBytes) {
    return Error{Code::Invalid, "password-too-long", {{"max", std::to_string(kMaxPasswordBytes)}}, {}};
  }
  if (!is_utf8(password)) return invalid("not-utf8");
  for (const std::int32_t c : code_points_of(password)) {
    if (unicode::is_control(c)) {
      return Error{Code::Invalid, "control-character", {{"character", unicode::code_name(c)}}, {}};
    }
  }
  const std::string normal = nfkc(password);
  const std::size_t min = factors == Factors::PasswordOnly ? policy.min : policy.min_with_more;
  if (count_code_points(normal) < min) {
    return Error{Code::Invalid, "password-too-short", {{"min", std::to_string(min)}}, {}};
  }
  if (policy.composition == Composition::LettersAndDigits && !has_letters_and_digits(normal)) {
    return invalid("password-letters-and-digits");
  }
  const std::string folded = fold_key(normal);
  if (is_common(folded)) return invalid("password-common");
  if (is_pattern(folded)) return invalid("password-pattern");
  if (std::string word = context_word(folded, context); !word.empty()) {
    return Error{Code::Invalid, "password-context", {{"word", std::move(word)}}, {}};
  }
  return Done{};
}

}  // namespace remit
