// Someone who has read docs/scheme-language.md and nothing else: its market hall, made and asked on the command line.

#include "native/cli/cli_support.h"

namespace remit::cli {
namespace {

/// The market hall of the documents, with its keeper come in, two aisles and three stalls.
struct Market : Folder {
  Market() {
    std::filesystem::create_directory(path / "schemes");
    std::filesystem::copy_file("docs/market.toml", path / "schemes" / "market.toml");
    done({"org", "create", "Old Hall", "--scheme", "market", "--owner", "kay@hall.example", "--demo"});
    CHECK(accept(*this, "kay@hall.example").status == kDone);
    by("kay", {"scope", "add", "Dairy"});
    by("kay", {"scope", "add", "Bakers"});
    by("kay", {"scope", "add", "Cheese", "--under", "Dairy"});
    by("kay", {"scope", "add", "Butter", "--under", "Dairy"});
    by("kay", {"scope", "add", "Bread", "--under", "Bakers"});
  }

  Ran ran(std::vector<std::string> words) const {
    words.insert(words.begin(), {"--schemes", (path / "schemes").string()});
    return run_in(*this, words);
  }
  void done(const std::vector<std::string>& words) const {
    const Ran result = ran(words);
    INFO(words.front(), " ", words[1], ": ", result.err);
    CHECK(result.status == kDone);
  }
  Ran as(const std::string& who, std::vector<std::string> words) const {
    words.insert(words.begin(), {"--as", who + "@hall.example"});
    return ran(words);
  }
  void by(const std::string& who, std::vector<std::string> words) const {
    words.insert(words.begin(), {"--as", who + "@hall.example"});
    done(words);
  }
  /// Somebody who has come in.
  void add(const std::string& who, const std::vector<std::string>& rights) const {
    std::vector<std::string> words{"user", "create", "--email", who + "@hall.example"};
    words.insert(words.end(), rights.begin(), rights.end());
    by("kay", words);
    CHECK_FALSE(may(who, "sale.view", "Cheese"));
    CHECK(accept(*this, who + "@hall.example").status == kDone);
  }
  [[nodiscard]] bool may(const std::string& who, const std::string& what, const std::string& where,
                         const std::string& owner = {}) const {
    std::vector<std::string> words{"check", "--user", who + "@hall.example", "--can", what, "--on", where};
    if (!owner.empty()) words.insert(words.end(), {"--owner", owner + "@hall.example"});
    return ran(words).status == kDone;
  }
};

TEST_CASE("the document's market hall is a scheme that lint has nothing to say about") {
  const Folder folder;
  const Ran linted = run_in(folder, {"scheme", "lint", "docs/market.toml"});
  INFO(linted.out);
  CHECK(linted.status == kDone);
  CHECK_FALSE(linted.says("warning"));
}

TEST_CASE_FIXTURE(Market, "a job counts at its stalls and what lies below, on all records or on one's own") {
  add("hal", {"--scope", "Cheese"});  // a helper, as the form begins
  add("sal", {"--role", "seller", "--scope", "Dairy"});
  CHECK(may("hal", "sale.view", "Cheese"));
  CHECK_FALSE(may("hal", "sale.view", "Butter"));
  CHECK_FALSE(may("hal", "note.write", "Cheese"));
  CHECK(may("hal", "note.write", "Cheese", "hal"));
  CHECK_FALSE(may("hal", "note.write", "Cheese", "sal"));
  CHECK(may("sal", "note.write", "Butter", "hal"));
  CHECK_FALSE(may("sal", "note.write", "Bread"));
}

TEST_CASE_FIXTURE(Market, "a feature, a prerequisite and an exclusion decide who gives money back") {
  add("hal", {"--role", "helper", "--scope", "Cheese"});
  add("sal", {"--role", "seller", "--role", "refunds", "--scope", "Dairy"});
  CHECK_FALSE(may("sal", "sale.refund", "Cheese"));
  by("kay", {"scope", "feature", "Dairy", "refunds", "on"});
  CHECK(may("sal", "sale.refund", "Cheese"));
  by("kay", {"scope", "feature", "Butter", "refunds", "off"});
  CHECK_FALSE(may("sal", "sale.refund", "Butter"));
  CHECK(rule_of(as("kay", {"user", "flag", "hal@hall.example", "refunds", "on"})) == "role-requires");
  CHECK(rule_of(as("kay", {"user", "grant", "sal@hall.example", "--role", "auditor"})) == "roles-exclude");
  by("kay", {"user", "flag", "sal@hall.example", "refunds", "off"});
  by("kay", {"user", "grant", "sal@hall.example", "--role", "auditor"});
  CHECK_FALSE(may("sal", "sale.refund", "Cheese"));
  CHECK(may("sal", "books.audit", "Cheese"));
}

TEST_CASE_FIXTURE(Market, "what is given for a time counts only then") {
  add("hal", {"--scope", "Cheese"});
  by("kay", {"user", "grant", "hal@hall.example", "--scope", "Butter", "--until", "2999-01-01T00:00:00Z"});
  by("kay", {"user", "grant", "hal@hall.example", "--role", "auditor", "--from", "2998-01-01T00:00:00Z"});
  CHECK(may("hal", "sale.view", "Butter"));
  const Ran not_yet = ran({"check", "--user", "hal@hall.example", "--can", "books.audit", "--on", "Cheese"});
  CHECK(not_yet.status == kRefused);
  CHECK(not_yet.says("[not-yet-valid]"));
}

TEST_CASE_FIXTURE(Market, "a keeper takes on, puts out and lets go at their stalls, and nobody gives what they lack") {
  add("sal", {"--role", "seller", "--scope", "Cheese"});
  add("kim", {"--role", "keeper", "--scope", "Bakers"});
  CHECK(rule_of(as("kim", {"user", "lock", "sal@hall.example"})) == "no-such-user");
  CHECK(rule_of(as("kim", {"user", "create", "--email", "x@hall.example", "--scope", "Cheese"})) == "may-not-manage");
  CHECK(as("kim", {"user", "create", "--email", "bo@hall.example", "--scope", "Bread"}).status == kDone);
  CHECK(rule_of(as("sal", {"user", "grant", "sal@hall.example", "--role", "keeper"})) == "may-not-give");
  CHECK(rule_of(as("kay", {"user", "lock", "kay@hall.example"})) == "not-self");
  CHECK(rule_of(as("kay", {"user", "remove", "sal@hall.example"})) == "wrong-state");
  by("kay", {"user", "lock", "sal@hall.example"});
  CHECK_FALSE(may("sal", "sale.view", "Cheese"));
  by("kay", {"user", "unlock", "sal@hall.example"});
  CHECK(may("sal", "sale.view", "Cheese"));
  by("kay", {"user", "lock", "sal@hall.example"});
  by("kay", {"user", "remove", "sal@hall.example"});
  CHECK(rule_of(ran({"user", "deactivate", "kay@hall.example"})) == "not-offered");
}

}  // namespace
}  // namespace remit::cli
