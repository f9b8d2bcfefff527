// docs/scheme-language.md and docs/scheme.schema.json cannot go stale: what they list is held against the program.
#include "core/scheme/keys.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "core/scheme/command_ids.h"
#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"
#include "core/scheme/vocabulary.h"

namespace remit::scheme {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// The first cells of each row of the table below `marker`, as `| a | b |`.
std::vector<std::string> rows_below(const std::string& text, const std::string& marker, int cells) {
  std::vector<std::string> rows;
  std::size_t at = text.find("<!-- " + marker + " -->\n");
  if (at == std::string::npos) return rows;
  for (int line = 0;; ++line) {
    at = text.find('\n', at) + 1;
    if (text.compare(at, 1, "|") != 0) return rows;
    if (line < 2) continue;  // the head and its rule
    std::size_t end = at;
    for (int i = 0; i < cells; ++i) end = text.find(" | ", end + 1);
    rows.push_back(text.substr(at, end + 2 - at));
  }
}

TEST_CASE("the scheme language's document has every key with its type and what it is when left out") {
  const std::string text = contents("docs/scheme-language.md");
  std::map<std::string, std::vector<std::string>> expected;
  for (const KeyRow& row : scheme_keys()) {
    expected[row.section].push_back("| `" + row.key + "` | " + row.type + " | " + row.initial + " |");
  }
  for (const auto& entry : expected) {
    const std::string& section = entry.first;
    INFO("docs/scheme-language.md, section `" << section << "`");
    CHECK(rows_below(text, section.empty() ? "keys:" : "keys: " + section, 3) == entry.second);
  }
}

TEST_CASE("the document has every command and every atom") {
  const std::string text = contents("docs/scheme-language.md");
  std::vector<std::string> commands;
  for (const CommandKind& kind : kCommandKinds) {
    commands.push_back("| `" + std::string(kind.id) + "` | " + std::string(kind.does) + " |");
  }
  CHECK(rows_below(text, "commands", 2) == commands);
  std::vector<std::string> atoms;
  for (const Atom& atom : vocabulary())
    atoms.push_back("| `" + std::string(atom.id) + "` | " + std::string(atom.label));
  std::vector<std::string> listed = rows_below(text, "atoms", 1);
  REQUIRE(listed.size() == atoms.size());
  for (std::size_t i = 0; i < atoms.size(); ++i) CHECK(atoms[i].find(listed[i]) == 0);
}

TEST_CASE("the example of the document is the small scheme, which lint has nothing to say about") {
  CHECK(contents("docs/scheme-language.md").find("```toml\n" + std::string(kSmallScheme) + "```") != std::string::npos);
}

TEST_CASE("the document names every rule of lint") {
  const std::string text = contents("docs/scheme-language.md");
  std::set<std::string> rules;
  for (const auto& entry : std::filesystem::directory_iterator("core/scheme")) {
    const std::string path = entry.path().string();
    if (path.find("_test.cpp") != std::string::npos || entry.path().extension() != ".cpp") continue;
    const std::string source = contents(entry.path());
    for (const std::string maker : {"error(\"", "warning(\"", "refuse(\"", "missing(\"", "Severity::Error, \""}) {
      for (std::size_t at = source.find(maker); at != std::string::npos; at = source.find(maker, at + 1)) {
        const std::size_t begin = at + maker.size();
        const std::string rule = source.substr(begin, source.find('"', begin) - begin);
        if (rule != "unknown-" && rule != "too-many-problems") rules.insert(rule);
      }
    }
  }
  CHECK(rules.size() > 60);
  for (const std::string& rule : rules) {
    CAPTURE(rule);
    CHECK(text.find("`" + rule + "`") != std::string::npos);
  }
}

TEST_CASE("the JSON Schema beside the document is the program's own") {
  const std::string path = "docs/scheme.schema.json";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << scheme_json_schema();
  INFO("run with UPDATE_GOLDEN=1 and review " << path);
  CHECK(contents(path) == scheme_json_schema());
}

}  // namespace
}  // namespace remit::scheme
