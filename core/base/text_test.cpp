#include "core/base/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "core/base/hash.h"
#include "core/base/unicode.h"

namespace remit {
namespace {

std::string refused(std::string_view text, const TextRules& rules) {
  const auto result = check_text(text, rules);
  if (result.ok()) return "taken";
  const Error& error = result.error();
  return error.rule + (error.args.empty() ? "" : " " + error.args.front().second);
}

constexpr TextRules kSignIn{.signs_in = SignsIn::Yes};

TEST_CASE("code points are counted and cut whole") {
  CHECK(count_code_points("") == 0);
  CHECK(count_code_points("aü漢😀") == 4);
  CHECK(first_code_points("aü漢😀", 3) == "aü漢");
  CHECK(first_code_points("ab", 9) == "ab");
  CHECK(first_code_points("ab", 0).empty());
  CHECK(trimmed(" \t\u00a0a b\u3000\n") == "a b");
  CHECK(trimmed(" \n ").empty());
}

TEST_CASE("[T22] texts that look or read the same have the same key") {
  CHECK(fold_key("Anna") == "anna");
  CHECK(fold_key("STRASSE") == fold_key("straße"));
  CHECK(fold_key("Ａｎｎａ") == "anna");              // full width
  CHECK(fold_key("ﬁn") == "fin");                     // ligature
  CHECK(fold_key("e\u0301") == fold_key("É"));        // composed or not
  CHECK(fold_key("ΣΊΣΥΦΟΣ") == fold_key("Σίσυφος"));  // final sigma
  CHECK(fold_key("\u2126") == fold_key("ω"));         // the Ohm sign
  CHECK(fold_key("anna") != fold_key("аnna"));        // Cyrillic а: for the script check
}

TEST_CASE("[T22] the key of a key is itself, for every assigned character and for pairs with marks") {
  for (std::int32_t c = 0x20; c < 0x30000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    for (const std::int32_t mark : {0, 0x345, 0x307}) {
      std::string text;
      unicode::append(text, c);
      if (mark != 0) unicode::append(text, mark);
      const std::string key = fold_key(text);
      if (key != fold_key(key)) FAIL_CHECK("not stable: " << unicode::code_name(c));
    }
  }
}

TEST_CASE("[T22] every character has the same keys and kinds on every target, whose tables differ") {
  std::string all;
  for (std::int32_t c = 0x80; c < 0x30000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text;
    unicode::append(text, c);
    all += nfkc(text) + fold_key(text) + sort_key(text);
    for (const bool is :
         {unicode::is_invisible(c), unicode::is_unassigned(c), unicode::is_space(c), unicode::is_word(c)})
      all += is ? '1' : '0';
  }
  CHECK(to_hex(sha256(all)) == "f72a75eaaaa8e7e251877f1311fea759551cf0703a5b6a6719c592522a926688");
}

TEST_CASE("text that is not UTF-8 is compared as if the bad bytes were U+FFFD") {
  CHECK_FALSE(is_utf8("a\xff"));
  CHECK(is_utf8("aü"));
  CHECK(fold_key("A\xff\u00dc") == "a\ufffd\u00fc");
  CHECK_FALSE(sort_key("\xc0\x80").empty());
}

TEST_CASE("names sort without regard to case, accents after bare letters") {
  std::vector<std::string> names{"Zoe", "müller", "Mullera", "Muller", "émile", "Emil", "Ångström", "anna", "Émile b"};
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
  CHECK(names ==
        std::vector<std::string>{"Ångström", "anna", "Emil", "émile", "Émile b", "Muller", "müller", "Mullera", "Zoe"});
  CHECK(sort_key("müller") == "muller\x01müller");
  CHECK(sort_key("anna") == "anna");
}

TEST_CASE("[T22] control characters are refused in every text") {
  CHECK(refused("a\nb", {}) == "control-character U+000A");
  CHECK(refused(std::string_view("a\0b", 3), {}) == "control-character U+0000");
  CHECK(refused("a\x1b[31m", {}) == "control-character U+001B");
  CHECK(refused("a\u0085", {}) == "control-character U+0085");
  CHECK(refused("a\u2028b", {}) == "control-character U+2028");
  CHECK(refused("a\tb\nc", {.lines = Lines::Many}) == "taken");
  CHECK(refused("a\rb", {.lines = Lines::Many}) == "control-character U+000D");
}

TEST_CASE("[T22] characters that are not seen or turn the direction are refused") {
  for (const char* text : {"a\u202eb", "a\u200bb", "a\u2066b", "a\u00adb", "a\ufeff", "\u200fa", "a\u061cb", "a\u2800",
                           "a\u115f", "a\u3164b", "a\U000e0041", "a\u200db", "\u200d"}) {
    CAPTURE(text);
    CHECK(refused(text, {}).substr(0, 19) == "invisible-character");
    CHECK(refused(text, kSignIn).substr(0, 19) == "invisible-character");
  }
}

TEST_CASE("joiners that a language or emoji needs stay in a name, but not in one that signs in") {
  for (const char* text : {"می\u200cخواهم", "❤\ufe0f", "👩\u200d💻"}) {
    CAPTURE(text);
    CHECK(refused(text, {}) == "taken");
    CHECK(refused(text, kSignIn).substr(0, 19) == "invisible-character");
  }
}

TEST_CASE("[T22] a word of two scripts does not sign in") {
  CHECK(refused("pаypal", kSignIn) == "mixed-scripts pаypal");
  CHECK(refused("ok pаypal.x", kSignIn) == "mixed-scripts pаypal");
  CHECK(refused("Αnna", kSignIn) == "mixed-scripts Αnna");  // Greek Α
  CHECK(refused("aդ", kSignIn) == "mixed-scripts aդ");
  const auto result = check_text("pаypal", kSignIn);
  CHECK(result.error().args[1].second == "Latin");
  CHECK(result.error().args[2].second == "Cyrillic");
  CHECK(refused("pаypal", {}) == "taken");
}

TEST_CASE("[T22] words of one script each sign in, in any script") {
  for (const char* text :
       {"Anna Müller", "Анна Иванова", "Ιωάννα Παπαδοπούλου", "Anna Иванова", "山田たろう", "東京タワー", "김철수",
        "राम", "ไทย", "anna.2-b_c@x", "שלום", "محمد", "l'été", "Đặng", "ラーメン"}) {
    CAPTURE(text);
    CHECK(refused(text, kSignIn) == "taken");
  }
}

TEST_CASE("unassigned and private characters do not sign in, because their folding may still change") {
  CHECK(refused("a\ue000", kSignIn) == "unassigned-character U+E000");
  CHECK(refused("a\u0378", kSignIn) == "unassigned-character U+0378");
  CHECK(refused("a\ue000", {}) == "taken");
  CHECK(refused("a\u00a0b", kSignIn) == "invisible-character U+00A0");
}

TEST_CASE("lengths are counted in code points, and spaces around are refused") {
  CHECK(refused("", {}) == "text-missing");
  CHECK(refused("", {.min = 0}) == "taken");
  CHECK(refused("ab", {.min = 3}) == "too-short 3");
  CHECK(refused("üüüü", {.max = 3}) == "too-long 3");
  CHECK(refused("üüü", {.max = 3}) == "taken");
  CHECK(refused(" a", {}) == "space-around");
  CHECK(refused("a\u00a0", {}) == "space-around");
  CHECK(refused("a\xff", {}) == "not-utf8");
}

TEST_CASE("[T19] a name that is a format string or an ImGui id is ordinary text") {
  CHECK(refused("%s%n ##a###b", {}) == "taken");
  CHECK(display_escape("%s%n ##a###b") == "%s%n ##a###b");
}

TEST_CASE("[T31] what is not seen is shown as an escape") {
  CHECK(display_escape("Anna Müller 漢 😀") == "Anna Müller 漢 😀");
  CHECK(display_escape("a\u202eb") == "a‹U+202E›b");
  CHECK(display_escape("a\nb\x1b[0m") == "a‹U+000A›b‹U+001B›[0m");
  CHECK(display_escape("\xff\U000e0041\ue000") == "‹0xFF›‹U+E0041›‹U+E000›");
}

}  // namespace
}  // namespace remit
