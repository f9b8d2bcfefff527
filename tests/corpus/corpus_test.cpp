// Rule 5: the index and the reference answer as the vendors' pages say, natively and in WebAssembly.
#include "tests/corpus/corpus.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "core/access/access.h"
#include "core/access/reference.h"
#include "core/base/describe_enum.h"
#include "core/scheme/scheme.h"
#include "plugins/plugins.h"

namespace remit::corpus {
namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::vector<Corpus> all() {
  std::vector<Corpus> corpora;
  for (const auto& entry : std::filesystem::directory_iterator("tests/corpus")) {
    if (entry.path().extension() != ".json") continue;
    auto corpus = read_corpus(contents(entry.path()));
    INFO(entry.path().string());
    if (!corpus) FAIL(corpus.error().rule << " at " << corpus.error().field);
    CHECK(corpus->scheme + ".json" == entry.path().filename().string());
    corpora.push_back(std::move(corpus).value());
  }
  return corpora;
}

/// As it is compiled into the program, where it is; the file of a plugin that is not registered yet.
scheme::SchemePtr scheme_of(const Corpus& corpus) {
  if (auto builtin = plugins::load_builtin(corpus.scheme)) return std::move(builtin).value();
  auto scheme = scheme::load_or_error(contents("plugins/" + corpus.scheme + "/scheme.toml"));
  if (!scheme) FAIL(corpus.scheme << ": " << scheme.error().rule);
  return std::move(scheme).value();
}

std::string in_words(const Corpus& corpus, const Case& it) {
  return corpus.scheme + ": may " + it.user + " " + it.permission.text + " on " + it.on +
         (it.owner ? ", owner " + enum_name(*it.owner) : std::string());
}

std::optional<UserId> owner_of(const Case& it) {
  if (!it.owner.has_value()) return std::nullopt;
  return user_id(*it.owner == Owner::Own ? it.user : "somebody else");
}

TEST_CASE("the index gives every answer of the corpus") {
  for (const Corpus& corpus : all()) {
    const scheme::SchemePtr scheme = scheme_of(corpus);
    const access::Rows rows = rows_of(corpus, *scheme);
    access::RowsSnapshot snapshot(rows);
    auto index = access::Index::load(snapshot, scheme);
    REQUIRE(index.ok());
    const access::Pin view = (*index)->pin();
    for (const Case& it : corpus.cases) {
      const auto owner = owner_of(it);
      const std::string user = to_string(user_id(it.user));
      const std::string on = to_string(scope_id(it.on));
      const std::string of = owner ? to_string(*owner) : std::string();
      const auto decision =
          check(*view, access::TextQuestion{user, it.permission.text, on, of, it.at.value_or(corpus.now)});
      INFO(in_words(corpus, it) << ": " << enum_name(decision.rule));
      CHECK(decision.allowed() == (it.expect == Expect::Allow));
    }
  }
}

TEST_CASE("the reference gives every answer of the corpus") {
  for (const Corpus& corpus : all()) {
    const scheme::SchemePtr scheme = scheme_of(corpus);
    const access::Rows rows = rows_of(corpus, *scheme);
    for (const Case& it : corpus.cases) {
      const access::Rule rule = access::reference::decide(
          rows, scheme->definition(),
          {user_id(it.user), it.permission, scope_id(it.on), owner_of(it), it.at.value_or(corpus.now)});
      INFO(in_words(corpus, it) << ": " << enum_name(rule));
      CHECK((rule == access::Rule::Allowed) == (it.expect == Expect::Allow));
    }
  }
}

TEST_CASE("every cell of a role that its vendor publishes is a case") {
  for (const Corpus& corpus : all()) {
    const scheme::SchemePtr scheme = scheme_of(corpus);
    std::map<std::string, const CorpusUser*> users;
    for (const CorpusUser& it : corpus.users) users[it.id] = &it;
    std::set<std::pair<std::string, std::string>> asked;
    for (const Case& it : corpus.cases) {
      REQUIRE(users.count(it.user) == 1);
      for (const RoleId& role : users[it.user]->roles) asked.emplace(role.text, it.permission.text);
    }
    for (const scheme::Role& role : scheme->definition().roles) {
      for (const scheme::Permission& permission : scheme->definition().permissions) {
        const bool assumed = std::find(role.assumed.begin(), role.assumed.end(), permission.id) != role.assumed.end();
        INFO(corpus.scheme << ": no case asks a holder of " << role.id.text << " for " << permission.id.text);
        CHECK((assumed || asked.count({role.id.text, permission.id.text}) == 1));
      }
    }
  }
}

TEST_CASE("every built-in scheme has its corpus") {
  std::set<std::string> asked;
  for (const Corpus& corpus : all()) asked.insert(corpus.scheme);
  const auto schemes = plugins::load_builtin();
  REQUIRE(schemes.ok());
  for (const scheme::SchemePtr& it : *schemes) {
    INFO(it->id());
    CHECK(asked.count(std::string(it->id())) == 1);
  }
}

TEST_CASE("what is allowed by cells that nobody publishes is marked assumed, and nothing else is") {
  for (const Corpus& corpus : all()) {
    const scheme::SchemePtr scheme = scheme_of(corpus);
    for (const Case& it : corpus.cases) {
      const auto permission = scheme->permission(it.permission.text);
      if (it.expect == Expect::Deny || !permission) continue;
      bool published = false;
      for (const CorpusUser& user : corpus.users) {
        if (user.id != it.user) continue;
        for (const RoleId& id : user.roles) {
          const scheme::RoleIndex role = *scheme->role(id.text);
          const auto& assumed = scheme->at(role).assumed;
          const bool cell = std::find(assumed.begin(), assumed.end(), it.permission) == assumed.end();
          published = published || (cell && scheme->grants(role).own.has(*permission));
        }
      }
      INFO(in_words(corpus, it));
      CHECK(it.assumed == !published);
    }
  }
}

TEST_CASE("a case that says something this reader does not know is refused") {
  const auto refused = read_corpus(R"({"format": 1, "scheme": "x", "now": "2026-11-21T09:00:00Z", "users": [],
    "cases": [{"user": "a", "permission": "b", "expect": "allow", "exspect": "deny"}]})");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().field == "cases[0].exspect");
}

}  // namespace
}  // namespace remit::corpus
