#include <doctest/doctest.h>

#include <algorithm>

#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::scheme {
namespace {

std::string said(const Loaded& loaded) {
  std::string out;
  for (const Problem& problem : loaded.problems) out += to_string(problem, "small.toml") + "\n";
  return out;
}

TEST_CASE("lint has nothing to say about the small scheme") {
  const Loaded loaded = load(kSmallScheme);
  CHECK(said(loaded) == "");
  REQUIRE(loaded.scheme != nullptr);
  CHECK(loaded.scheme->id() == "small");
  CHECK(loaded.scheme->text() == kSmallScheme);
}

TEST_CASE("an empty file is told every chapter that is missing") {
  const Loaded loaded = load("");
  CHECK(loaded.scheme == nullptr);
  CHECK(loaded.problems.size() == 9);
  for (const Problem& problem : loaded.problems) CHECK(problem.rule == "missing-key");
}

TEST_CASE("a syntax error is said with its line and column") {
  const Loaded loaded = load("[scheme]\nid = \"small\nversion = \"1\"\n");
  CHECK(loaded.scheme == nullptr);
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].rule == "syntax");
  CHECK(loaded.problems[0].line == 2);
  CHECK(loaded.problems[0].column > 1);
}

TEST_CASE("an unknown key is an error at its own place, with the nearest known key as a hint") {
  const Loaded loaded = load(small_scheme_with("[roles.reader]\nlabel", "[roles.reader]\nlable"));
  CHECK(loaded.scheme == nullptr);
  CHECK(said(loaded) ==
        "small.toml:14:8: error: `label` is missing (every entry here needs it) [missing-key]\n"
        "small.toml:15:1: error: unknown key `lable` (did you mean `label`?) [unknown-key]\n");
}

TEST_CASE("all problems of a file are said at once, in its order") {
  std::string text = small_scheme_with("grants = [\"order.view\"]", "grants = [\"order.veiw\"]");
  const std::string start = "start = \"invited\"";
  text.replace(text.find(start), start.size(), "start = \"invted\"");
  const Loaded loaded = load(text);
  CHECK(loaded.scheme == nullptr);
  std::vector<std::uint32_t> errors;
  for (const Problem& problem : loaded.problems) {
    if (problem.severity == Severity::Error) errors.push_back(problem.line);
  }
  CHECK(errors.size() == 2);
  CHECK(std::is_sorted(errors.begin(), errors.end()));
  CHECK(said(loaded).find("there is no permission `order.veiw` (did you mean `order.view`?)") != std::string::npos);
  CHECK(said(loaded).find("there is no state `invted` (did you mean `invited`?)") != std::string::npos);
}

TEST_CASE("a wrong type says what stands there and what belongs there") {
  CHECK(said(load(small_scheme_with("min = 1", "min = \"1\""))).find("text stands where a whole number belongs") !=
        std::string::npos);
  CHECK(said(load(small_scheme_with("may_act = true", "may_act = 1")))
            .find("a whole number stands where true or false belongs") != std::string::npos);
  CHECK(said(load(small_scheme_with("min = 1", "min = 1.5"))).find("a number with a fraction") != std::string::npos);
  CHECK(said(load(small_scheme_with("min = 1", "min = -1"))).find("out of range") != std::string::npos);
}

TEST_CASE("a word that is not known, and a length of time that is none, say what may stand there") {
  CHECK(said(load(small_scheme_with("\"steps-only\"", "\"step-only\""))).find("did you mean `steps-only`?") !=
        std::string::npos);
  CHECK(said(load(small_scheme_with("kind = \"email\"", "kind = \"zzzzzzzzz\"")))
            .find("use one of `text`, `email`, `phone`, `choice`, `time-zone`") != std::string::npos);
  CHECK(said(load(small_scheme_with("\"7d\"", "\"a week\""))).find("`14d`") != std::string::npos);
}

TEST_CASE("a list of things with ids is read from a table or from a list of tables, in the order of the file") {
  const Loaded loaded = load(small_scheme_with("[roles.reader]\n", "[[roles]]\nid = \"reader\"\n"));
  CHECK(loaded.scheme == nullptr);  // the other role still says [roles.admin]

  std::string lists = small_scheme_with("[roles.reader]\n", "[[roles]]\nid = \"reader\"\n");
  const std::string admin = "[roles.admin]\n";
  lists.replace(lists.find(admin), admin.size(), "[[roles]]\nid = \"admin\"\n");
  const Loaded both = load(lists);
  CHECK(said(both) == "");
  REQUIRE(both.scheme != nullptr);
  CHECK(both.scheme->definition().roles[0].id.text == "reader");  // admin comes first by letter, reader in the file
}

TEST_CASE("a key that the heading gave is refused inside") {
  CHECK(said(load(small_scheme_with("[roles.reader]\n", "[roles.reader]\nid = \"reader\"\n")))
            .find("`id` stands in the heading already") != std::string::npos);
}

TEST_CASE("a label is a text, or a text for each language") {
  const Loaded loaded = load(small_scheme_with("label = \"Reader\"", "label = { en = \"Reader\", de = \"Leserin\" }"));
  REQUIRE(loaded.scheme != nullptr);
  const Label& label = loaded.scheme->definition().roles[0].label;
  CHECK(label.in("de") == "Leserin");
  CHECK(label.in("fr") == "Reader");
}

TEST_CASE("only the first error is handed on to who wants no list") {
  const auto refused = load_or_error(small_scheme_with("start = \"invited\"", "start = \"nowhere\""));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == Code::Invalid);
  CHECK(refused.error().rule == "scheme-unknown-state");
  CHECK(load_or_error(kSmallScheme).ok());
}

}  // namespace
}  // namespace remit::scheme
