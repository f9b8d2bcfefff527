#include "core/base/catalogue.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/time.h"
#include "embedded/remit_base.h"

namespace remit {
namespace {

Error bad_line(std::size_t line) {
  return {Code::Invalid, "catalogue-line", {{"line", std::to_string(line)}}, {}};
}

bool is_rule(std::string_view text) {
  if (text.empty()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool star_at_end = c == '*' && i + 1 == text.size();
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || star_at_end)) return false;
  }
  return true;
}

bool braces_match(std::string_view text) {
  bool open = false;
  for (const char c : text) {
    if (c != '{' && c != '}') continue;
    if (open == (c == '{')) return false;
    open = c == '{';
  }
  return !open;
}

const std::string* argument(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.args) {
    if (key == name) return &value;
  }
  return name == "field" && !error.field.empty() ? &error.field : nullptr;
}

// `21 Nov 2026, 19:31 UTC`; what is not a moment stays as it is.
std::string readable_time(std::string_view text) {
  const auto time = parse_rfc3339(text);
  if (!time.ok() || *time == kForever) return std::string(text);
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string plain = to_rfc3339(*time);
  const int month = (plain[5] - '0') * 10 + (plain[6] - '0');
  const std::string day = plain[8] == '0' ? plain.substr(9, 1) : plain.substr(8, 2);
  return day + " " + kMonths[month - 1] + " " + plain.substr(0, 4) + ", " + plain.substr(11, 5) + " UTC";
}

// INVARIANT: braces match, `add` saw to it.
std::string filled(std::string_view text, const Error& error) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    const std::string_view place = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    const std::size_t end = place.find_first_of(":@");
    const std::string* value = argument(error, place.substr(0, end));
    const char kind = end == std::string_view::npos ? '\0' : place[end];
    if (value != nullptr && !value->empty()) {
      out += display_escape(kind == '@' ? readable_time(*value) : *value);
    } else if (kind == ':') {
      out += place.substr(end + 1);
    } else {
      out += "?";
    }
  }
  return out;
}

std::string_view words_for(Code code) {
  switch (code) {
    case Code::NotFound:
      return "there is no such thing here";
    case Code::Conflict:
      return "something changed meanwhile";
    case Code::Invalid:
      return "the input is wrong";
    case Code::Denied:
      return "this is not allowed";
    case Code::Unavailable:
      return "this cannot be done now";
    case Code::Internal:
      return "something went wrong in the program, and nothing was changed";
  }
  return "this cannot be done";
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

Catalogue Catalogue::english() {
  Catalogue catalogue;
  REMIT_ASSERT(catalogue.add("en", messages_en_txt()).ok(), "a test has read the text that is compiled in");
  return catalogue;
}

Result<Done> Catalogue::add(std::string_view language, std::string_view text) {
  Entries entries;
  std::string_view previous;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::size_t equals = line.find('=');
    const std::size_t bar = line.find('|', equals == std::string_view::npos ? 0 : equals);
    if (equals == std::string_view::npos || bar == std::string_view::npos) return bad_line(number);
    const std::string_view rule = trimmed(line.substr(0, equals));
    const std::string_view what = trimmed(line.substr(equals + 1, bar - equals - 1));
    const std::string_view hint = trimmed(line.substr(bar + 1));
    const bool in_order = previous < rule;
    if (!is_rule(rule) || what.empty() || hint.empty() || !in_order || !braces_match(what) || !braces_match(hint)) {
      return bad_line(number);
    }
    previous = rule;
    entries.emplace(rule, Entry{std::string(what), std::string(hint)});
  }
  Entries& all = languages_[std::string(language)];
  for (auto& [rule, entry] : entries) all[rule] = std::move(entry);
  return Done{};
}

const Catalogue::Entry* Catalogue::find(std::string_view rule, std::string_view language) const {
  const auto entries = languages_.find(language);
  if (entries == languages_.end()) return nullptr;
  if (const auto entry = entries->second.find(rule); entry != entries->second.end()) return &entry->second;
  // `scheme-*` for `scheme-unknown-role`; the longest beginning first.
  for (std::size_t dash = rule.rfind('-'); dash != std::string_view::npos && dash > 0;
       dash = rule.rfind('-', dash - 1)) {
    const auto entry = entries->second.find(std::string(rule.substr(0, dash + 1)) + "*");
    if (entry != entries->second.end()) return &entry->second;
  }
  return nullptr;
}

bool Catalogue::knows(std::string_view rule) const {
  return find(rule, "en") != nullptr;
}

Wording Catalogue::wording(const Error& error, std::string_view language) const {
  // A refusal that says why has wording for that, if anybody wrote some.
  const auto why = std::find_if(error.args.begin(), error.args.end(), [](const auto& it) { return it.first == "why"; });
  if (why != error.args.end()) {
    if (const Entry* const entry = find(error.rule + "-" + why->second, language)) {
      return {filled(entry->what, error), filled(entry->hint, error)};
    }
  }
  const Entry* entry = find(error.rule, language);
  for (std::size_t dash = language.rfind('-'); entry == nullptr && dash != std::string_view::npos && dash > 0;
       dash = language.rfind('-', dash - 1)) {
    entry = find(error.rule, language.substr(0, dash));
  }
  if (entry == nullptr) entry = find(error.rule, "en");
  if (entry != nullptr) return {filled(entry->what, error), filled(entry->hint, error)};
  return {std::string(words_for(error.code)) + " (rule `" + display_escape(error.rule) + "`)",
          error.code == Code::Internal ? "report it" : "change it and try again"};
}

std::string message(const Error& error, const Catalogue& catalogue, std::string_view language) {
  const Wording wording = catalogue.wording(error, language);
  return wording.what + "; " + wording.hint;
}

std::string sentences(const Error& error, const Catalogue& catalogue, std::string_view language) {
  Wording wording = catalogue.wording(error, language);
  return capitalised(std::move(wording.what)) + ". " + capitalised(std::move(wording.hint)) + ".";
}

}  // namespace remit
