#pragma once
// Wording: what an Error says to people. Rules are stable, words are not: only this knows them.

#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

/// What happened, and what to do about it. Lower case, no final period; arguments filled in and escaped for display.
struct Wording {
  std::string what;
  std::string hint;
};

class Catalogue {
 public:
  /// What messages.en.txt says. To add a rule, add its line there.
  [[nodiscard]] static Catalogue english();

  /// Adds a language (`de`, `de-AT`) in the form of messages.en.txt, or more lines to one.
  /// Error: Invalid `catalogue-line` (args `line`): no rule, no text, not sorted, a rule twice, a brace left open.
  [[nodiscard]] Result<Done> add(std::string_view language, std::string_view text);

  /// In the language asked for, else its parent (`de` for `de-AT`), else English; for a rule that no catalogue has,
  /// words that fit its code. Never empty.
  [[nodiscard]] Wording wording(const Error& error, std::string_view language = "en") const;

  /// Whether English has words for the rule.
  [[nodiscard]] bool knows(std::string_view rule) const;

 private:
  struct Entry {
    std::string what;
    std::string hint;
  };
  using Entries = std::map<std::string, Entry, std::less<>>;

  [[nodiscard]] const Entry* find(std::string_view rule, std::string_view language) const;
  std::map<std::string, Entries, std::less<>> languages_;
};

/// For terminals, logs and JSON: `the e-mail is taken; choose another`.
[[nodiscard]] std::string message(const Error& error, const Catalogue& catalogue, std::string_view language = "en");

/// For the app and pages: `The e-mail is taken. Choose another.`
[[nodiscard]] std::string sentences(const Error& error, const Catalogue& catalogue, std::string_view language = "en");

}  // namespace remit
