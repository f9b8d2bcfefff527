#include "core/base/text.h"

#include <utf8proc.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "core/base/unicode.h"

namespace remit {
namespace {

using unicode::decode;

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string with_valid_utf8(std::string_view text) {
  std::string out;
  for (; !text.empty();) {
    const auto [code_point, length] = decode(text);
    if (code_point < 0) {
      out += "\xef\xbf\xbd";
    } else {
      out.append(text, 0, length);
    }
    text.remove_prefix(length);
  }
  return out;
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const auto map = [&](std::string_view input) {
    return utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(input.data()),
                        static_cast<utf8proc_ssize_t>(input.size()), &raw, static_cast<utf8proc_option_t>(options));
  };
  utf8proc_ssize_t length = map(text);
  if (length == UTF8PROC_ERROR_INVALIDUTF8) length = map(with_valid_utf8(text));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
  REMIT_ASSERT(length >= 0, "valid UTF-8 of a sane length maps, unless memory ran out");
  return {raw, raw + length};
}

Error with_character(std::string rule, std::int32_t code_point) {
  return {Code::Invalid, std::move(rule), {{"character", unicode::code_name(code_point)}}, {}};
}

bool stands_after_beyond_ascii(std::string_view text, std::size_t at) {
  return at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0x80;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto [code_point, length] = decode(text);
    if (code_point < 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(decode(text).length);
  return count;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) end += decode(text.substr(end)).length;
  return text.substr(0, end);
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, length] = decode(text.substr(at));
    const bool space = code_point >= 0 && unicode::is_space(code_point);
    if (space && end == 0) begin = at + length;
    at += length;
    if (!space) end = at;
  }
  return end == 0 ? std::string_view{} : text.substr(begin, end - begin);
}

std::string nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

std::string fold_key(std::string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  std::string key(text);
  // Folding can bring up what composes or folds again; four rounds suffice for all of Unicode, and each only ever
  // takes differences away.
  for (int round = 0; round < 8; ++round) {
    std::string next = mapped(key, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    if (next == key) break;
    key = std::move(next);
  }
  return key;
}

std::string sort_key(std::string_view text) {
  if (is_ascii(text)) return ascii_lower(text);
  const std::string folded = fold_key(text);
  const std::string apart = mapped(folded, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
  std::string bare;
  for (std::string_view rest = apart; !rest.empty();) {
    const auto [code_point, length] = decode(rest);
    if (code_point < 0x300 || code_point > 0x36f) bare.append(rest, 0, length);
    rest.remove_prefix(length);
  }
  std::string key = mapped(bare, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  if (key != folded) {
    key += '\x01';
    key += folded;
  }
  return key;
}

Result<Done> check_text(std::string_view text, const TextRules& rules) {
  if (!is_utf8(text)) return Error{Code::Invalid, "not-utf8", {}, {}};
  if (text.empty() && rules.min > 0) return Error{Code::Invalid, "text-missing", {}, {}};
  const std::size_t length = count_code_points(text);
  if (length < rules.min) return Error{Code::Invalid, "too-short", {{"min", std::to_string(rules.min)}}, {}};
  if (length > rules.max) return Error{Code::Invalid, "too-long", {{"max", std::to_string(rules.max)}}, {}};
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, bytes] = decode(text.substr(at));
    const bool allowed_control = rules.lines == Lines::Many && (code_point == '\n' || code_point == '\t');
    if (unicode::is_control(code_point) && !allowed_control) return with_character("control-character", code_point);
    const bool joins =
        rules.signs_in == SignsIn::No && unicode::is_joiner(code_point) && stands_after_beyond_ascii(text, at);
    if (unicode::is_invisible(code_point) && !joins) return with_character("invisible-character", code_point);
    if (rules.signs_in == SignsIn::Yes) {
      if (unicode::is_unassigned(code_point)) return with_character("unassigned-character", code_point);
      if (code_point != ' ' && unicode::is_space(code_point)) return with_character("invisible-character", code_point);
    }
    at += bytes;
  }
  if (trimmed(text).size() != text.size()) return Error{Code::Invalid, "space-around", {}, {}};
  if (rules.signs_in == SignsIn::Yes) REMIT_TRY(check_scripts(text));
  return Done{};
}

Result<Done> check_scripts(std::string_view text) {
  unicode::ScriptSet scripts;
  unicode::ScriptSet first;
  scripts.set();
  std::size_t word = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, length] = decode(text.substr(at));
    if (code_point < 0 || !unicode::is_word(code_point)) {
      scripts.set();
      word = at + length;
    } else {
      const unicode::ScriptSet here = unicode::scripts_of(code_point);
      if (scripts.all()) first = here;
      if ((scripts & here).none()) {
        std::size_t end = at + length;
        while (end < text.size()) {
          const auto next = decode(text.substr(end));
          if (next.code_point < 0 || !unicode::is_word(next.code_point)) break;
          end += next.length;
        }
        return Error{Code::Invalid,
                     "mixed-scripts",
                     {{"word", std::string(first_code_points(text.substr(word, end - word), 64))},
                      {"first", std::string(unicode::script_name(first))},
                      {"second", std::string(unicode::script_name(here))}},
                     {}};
      }
      scripts &= here;
    }
    at += length;
  }
  return Done{};
}

std::string display_escape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [code_point, length] = decode(text);
    if (code_point < 0) {
      std::array<char, 16> byte{};
      std::snprintf(byte.data(), byte.size(), "‹0x%02X›", static_cast<unsigned>(static_cast<unsigned char>(text[0])));
      out += byte.data();
    } else if (unicode::is_control(code_point) || unicode::is_invisible(code_point) ||
               unicode::is_unassigned(code_point)) {
      out += "‹" + unicode::code_name(code_point) + "›";
    } else {
      out.append(text, 0, length);
    }
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace remit
