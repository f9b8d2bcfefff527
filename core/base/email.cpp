#include "core/base/email.h"

#include "core/base/punycode.h"
#include "core/base/text.h"
#include "core/base/unicode.h"

namespace remit {
namespace {

Error not_an_email(std::string_view text, std::string reason) {
  return {Code::Invalid,
          "not-an-email",
          {{"text", display_escape(first_code_points(text, 64))}, {"reason", std::move(reason)}},
          {}};
}

// RFC 5322 §3.2.3 `atext`.
bool is_atom(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text) {
  char before = '.';
  for (const char c : text) {
    if (c == '.' ? before == '.' : !is_atom(c)) return false;
    before = c;
  }
  return before != '.';
}

bool is_host_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
  for (const char c : label) {
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) return false;
  }
  return true;
}

// Case and compatibility folding that leaves alone what full case folding would make another name (IDNA 2008).
std::string fold_domain(std::string_view domain) {
  std::string out;
  while (!domain.empty()) {
    std::size_t end = domain.size();
    std::string_view kept;
    for (const std::string_view letter : {std::string_view("ß"), std::string_view("ς")}) {
      if (const std::size_t at = domain.find(letter); at < end) {
        end = at;
        kept = letter;
      }
    }
    out += fold_key(domain.substr(0, end));
    out += kept;
    domain.remove_prefix(end + kept.size());
  }
  return out;
}

std::u32string code_points_of(std::string_view text) {
  std::u32string out;
  while (!text.empty()) {
    const auto [code_point, length] = unicode::decode(text);
    out += static_cast<char32_t>(code_point);
    text.remove_prefix(length);
  }
  return out;
}

// Of a label as fold_domain leaves it.
Result<std::string> ascii_label(std::string_view label, std::string_view domain) {
  std::string out;
  if (count_code_points(label) == label.size()) {
    out = label;
    if (label.substr(0, 4) == "xn--") {
      // SECURITY: an `xn--` label is taken only if it stands for text that could have been written out.
      const auto decoded = punycode_decode(label.substr(4));
      if (!decoded) return not_an_email(domain, "domain");
      std::string written;
      for (const char32_t c : *decoded) unicode::append(written, static_cast<std::int32_t>(c));
      if (count_code_points(written) == written.size() || fold_domain(written) != written) {
        return not_an_email(domain, "domain");
      }
      REMIT_TRY(check_text(written, {.max = 63, .signs_in = SignsIn::Yes}));
      const auto again = punycode_encode(*decoded);
      if (!again || *again != label.substr(4)) return not_an_email(domain, "domain");
    } else if (label.size() > 3 && label.substr(2, 2) == "--") {
      return not_an_email(domain, "domain");
    }
  } else {
    // Letters, marks and digits alone: folding may have brought up `.`, `@` or a space.
    for (std::string_view rest = label; !rest.empty();) {
      const auto [code_point, length] = unicode::decode(rest);
      if (code_point != '-' && !unicode::is_word(code_point)) return not_an_email(domain, "domain");
      rest.remove_prefix(length);
    }
    const auto encoded = punycode_encode(code_points_of(label));
    if (!encoded) return not_an_email(domain, "domain");
    out = "xn--" + *encoded;
  }
  if (!is_host_label(out)) return not_an_email(domain, "domain");
  return out;
}

}  // namespace

Result<std::string> ascii_domain(std::string_view domain) {
  if (domain.size() > 1024) return not_an_email(domain, "length");
  REMIT_TRY(check_text(domain, {.max = 253, .signs_in = SignsIn::Yes}));
  const std::string folded = fold_domain(domain);
  std::string out;
  std::size_t labels = 0;
  for (std::string_view rest = folded;; ++labels) {
    const std::size_t dot = rest.find('.');
    REMIT_TRY_ASSIGN(const std::string label, ascii_label(rest.substr(0, dot), domain));
    out += (labels > 0 ? "." : "") + label;
    if (dot == std::string_view::npos) {
      // A last label of digits alone would be an IP address in disguise.
      const bool digits = label.find_first_not_of("0123456789") == std::string::npos;
      if (labels == 0 || digits) return not_an_email(domain, "domain");
      break;
    }
    rest.remove_prefix(dot + 1);
  }
  if (out.size() > 253) return not_an_email(domain, "length");
  return out;
}

Result<Email> parse_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return not_an_email(text, "at");
  }
  const std::string_view local = text.substr(0, at);
  if (local.size() > 64) return not_an_email(text, "length");
  if (!is_dot_atom(local)) return not_an_email(text, "local");
  auto domain = ascii_domain(text.substr(at + 1));
  if (!domain.ok()) {
    if (domain.error().rule == "not-an-email" || domain.error().rule == "text-missing") {
      return not_an_email(text, "domain");
    }
    return std::move(domain).error();
  }
  return Email{std::string(text), std::string(local) + "@" + *domain, fold_key(local) + "@" + *domain};
}

}  // namespace remit
