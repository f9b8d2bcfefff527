#include "core/base/catalogue.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace remit {
namespace {

TEST_CASE("an error says what happened and what to do") {
  const Catalogue catalogue = Catalogue::english();
  const Error taken{Code::Conflict, "taken", {{"label", "the e-mail"}, {"text", "a@b.example"}}, "email"};
  CHECK(message(taken, catalogue) == "the e-mail `a@b.example` is taken; choose another");
  CHECK(sentences(taken, catalogue) == "The e-mail `a@b.example` is taken. Choose another.");
}

TEST_CASE("an argument that is missing has a default, and moments are readable") {
  const Catalogue catalogue = Catalogue::english();
  CHECK(catalogue.wording({Code::Invalid, "too-long", {{"max", "80"}}, {}}).what ==
        "the text is longer than 80 characters");
  CHECK(catalogue.wording({Code::Conflict, "link-expired", {{"until", "2026-11-01T09:05:39.000Z"}}, {}}).what ==
        "this link was valid until 1 Nov 2026, 09:05 UTC");
  CHECK(catalogue.wording({Code::Invalid, "too-long", {}, {}}).what == "the text is longer than ? characters");
}

TEST_CASE("[T31] what a person wrote cannot disguise a message") {
  const Catalogue catalogue = Catalogue::english();
  const Error error{Code::Invalid, "unknown-role", {{"text", "a\nok\x1b[2J\u202e{why}"}}, {}};
  CHECK(catalogue.wording(error).what == "the scheme has no role `a‹U+000A›ok‹U+001B›[2J‹U+202E›{why}`");
}

TEST_CASE("a rule without words falls back to its code, and one that begins like another to that") {
  const Catalogue catalogue = Catalogue::english();
  CHECK(message({Code::Denied, "no-words-yet", {}, {}}, catalogue) ==
        "this is not allowed (rule `no-words-yet`); change it and try again");
  const Error scheme{Code::Invalid, "scheme-unknown-role", {{"message", "no role `x`"}}, "roles[0]"};
  CHECK(message(scheme, catalogue) == "no role `x`; correct the scheme");
}

TEST_CASE("a language falls back to its parent and then to English") {
  Catalogue catalogue = Catalogue::english();
  REQUIRE(catalogue.add("de", "taken = {label} ist vergeben | etwas anderes wählen\n").ok());
  REQUIRE(catalogue.add("de-AT", "not-self = geht bei sich selbst nicht | jemand anderen fragen\n").ok());
  const Error taken{Code::Conflict, "taken", {{"label", "der Name"}}, {}};
  CHECK(catalogue.wording(taken, "de-AT").what == "der Name ist vergeben");
  CHECK(catalogue.wording(taken, "de-CH").what == "der Name ist vergeben");
  CHECK(catalogue.wording({Code::Denied, "not-self", {}, {}}, "de").what == "this cannot be done to oneself");
  CHECK(catalogue.wording(taken, "fr").what == "der Name `?` is taken");
}

TEST_CASE("a catalogue that is not one rule a line, sorted, is refused with the line") {
  Catalogue catalogue;
  for (const char* text : {"\na", "\na = b", "\na = | b", "\na = b |", "\nA = b | c", "\n= b | c", "\na = {b | c",
                           "\na = b} | c", "\na = {{b}} | c", "\n*a = b | c"}) {
    CAPTURE(text);
    const auto result = catalogue.add("en", text);
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().args.front().second == "2");
  }
  CHECK_FALSE(catalogue.add("en", "b = c | d\na = c | d\n").ok());
  CHECK_FALSE(catalogue.add("en", "a = c | d\na = c | d\n").ok());
  CHECK(catalogue.add("en", "# a comment\r\n\r\na = c | d\r\nb-* = c | d").ok());
}

// The rules that a source names where it makes an Error: `Code::X, "rule"`, `denied("rule"`, `invalid("rule"`.
void gather_rules(const std::string& source, std::set<std::string>& rules) {
  const auto literal_at = [&](std::size_t at) {
    at = source.find_first_not_of(" \n", at);
    if (at == std::string::npos || source[at] != '"') return;
    const std::size_t end = source.find('"', at + 1);
    const std::string text = source.substr(at + 1, end - at - 1);
    const bool rule = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string::npos;
    // What ends in a hyphen is put together where it is used: `check-` and a decision's rule.
    if (rule && text.back() != '-') rules.insert(text);
  };
  for (std::size_t at = source.find("Code::"); at != std::string::npos; at = source.find("Code::", at + 1)) {
    // Defects have one wording for all, from their code.
    if (source.compare(at + 6, 8, "Internal") == 0) continue;
    const std::size_t comma = source.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at + 6);
    if (comma != std::string::npos && source[comma] == ',') literal_at(comma + 1);
  }
  for (const std::string maker : {" denied(", " invalid(", " fail(", " with_character(", " come_back_later("}) {
    for (std::size_t at = source.find(maker); at != std::string::npos; at = source.find(maker, at + 1)) {
      literal_at(at + maker.size());
    }
  }
}

TEST_CASE("every rule that the sources refuse with has words of its own, defects apart") {
  const Catalogue catalogue = Catalogue::english();
  std::set<std::string> rules;
  for (const char* folder : {"core", "plugins", "native", "web"}) {
    if (!std::filesystem::exists(folder)) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string path = entry.path().string();
      const bool test = path.find("test") != std::string::npos;
      if (test || (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")) continue;
      std::ifstream file(entry.path());
      gather_rules(std::string(std::istreambuf_iterator<char>(file), {}), rules);
    }
  }
  CHECK(rules.count("json-syntax") == 1);
  for (const std::string& rule : rules) {
    INFO("add a line for `" << rule << "` to core/base/messages.en.txt");
    CHECK(catalogue.knows(rule));
  }
}

}  // namespace
}  // namespace remit
