// Rule 5, over REST: the server gives every answer of the corpus.
#include <fstream>
#include <iterator>

#include "core/base/describe_enum.h"
#include "native/server/app/test_portal.h"
#include "tests/corpus/corpus.h"

namespace remit::server::app {
namespace {

const std::string kToken(43, 'a');
const ScopeId kCorpusRoot = corpus::scope_id("root");

/// What a form needs at least, for somebody who may ask about the others.
std::map<std::string, std::string> asker(const scheme::Definition& scheme) {
  std::map<std::string, std::string> fields;
  for (const scheme::Field& field : scheme.fields) {
    if (field.kind == scheme::FieldKind::Email) {
      fields[field.id.text] = "asker@acme.example";
    } else if (field.required || field.signs_in) {
      fields[field.id.text] = field.choices.empty() ? "asker" : field.choices.front();
    }
  }
  return fields;
}

/// A server with the organisation of a corpus in it. Its rows are written past the commands: the corpus says who has
/// which roles, not how they came to them.
class CorpusServer {
 public:
  CorpusServer(const corpus::Corpus& corpus, const scheme::SchemePtr& scheme)
      : seal_key_(SealKey::make(random_)), catalogue_(Catalogue::english()) {
    clock_.move({corpus.now.ms - clock_.now().ms});
    store::sqlite::Options options;
    options.missing = store::sqlite::Missing::Create;
    auto database = store::sqlite::Database::open(options);
    REQUIRE(database.ok());
    database_ = std::move(*database);
    found(corpus, scheme);
    auto opened = service::Service::open({*database_, clock_, random_, seal_key_, {scheme}, "en"});
    REQUIRE(opened.ok());
    service_ = std::move(*opened);
    Config config;
    config.port = 0;
    auto started = App::start(std::move(config), {*service_, clock_, random_, log_, catalogue_, nullptr, {}});
    REQUIRE(started.ok());
    app_ = std::move(*started);
    browser_ = std::make_unique<Browser>(app_->port());
    browser_->cookies[session_cookie_name("acme")] = kToken;
  }

  Answer check(const corpus::Case& it) {
    std::string question = R"({"user":")" + to_string(corpus::user_id(it.user)) + R"(","permission":")" +
                           it.permission.text + R"(","scope":")" + to_string(mapped(corpus::scope_id(it.on))) + '"';
    if (it.owner) {
      const std::string owner = *it.owner == corpus::Owner::Own ? it.user : "somebody else";
      question += R"(,"owner":")" + to_string(corpus::user_id(owner)) + '"';
    }
    return browser_->send("POST", "/api/v1/orgs/acme/check",
                          "Origin: http://127.0.0.1:" + std::to_string(app_->port()) +
                              "\r\nContent-Type: application/json\r\nX-Remit-CSRF: " + csrf_token(kToken) + "\r\n",
                          question + "}");
  }

 private:
  [[nodiscard]] ScopeId mapped(ScopeId scope) const { return scope == kCorpusRoot ? root_ : scope; }

  void found(const corpus::Corpus& corpus, const scheme::SchemePtr& scheme) {
    using namespace directory;
    const NewOrganisation fresh{"acme", "Acme", scheme, asker(scheme->definition()), {}};
    auto founded =
        create_organisation(*database_, fresh, directory::operator_actor(), clock_.now(), random_, seal_key_);
    REQUIRE_MESSAGE(founded.ok(), founded.error().rule);
    auto organisation = database_->organisation("acme");
    REQUIRE((organisation.ok() && organisation->has_value()));
    root_ = (*organisation)->root;

    auto batch = database_->write();
    REQUIRE(batch.ok());
    auto rows = (*batch)->in((*organisation)->id);
    REQUIRE(rows.ok());
    auto done = (*rows)->apply(edits(corpus, *scheme, **rows, *founded->changes.back().target));
    REQUIRE_MESSAGE(done.ok(), done.error().rule);
    REQUIRE((*batch)->commit().ok());
  }

  std::vector<directory::RowEdit> edits(const corpus::Corpus& corpus, const scheme::CompiledScheme& scheme,
                                        directory::Reader& reader, UserId founder) {
    using namespace directory;
    const access::Rows rows = corpus::rows_of(corpus, scheme);
    std::vector<RowEdit> all;
    for (Scope it : rows.scopes) {
      if (it.id == kCorpusRoot) continue;
      it.parent = mapped(*it.parent);
      all.push_back(PutScope{it});
    }
    for (ScopeGroup it : rows.groups) {
      for (ScopeId& scope : it.scopes) scope = mapped(scope);
      all.push_back(PutScopeGroup{it});
    }
    for (User it : rows.users) {
      it.home = mapped(it.home);
      all.push_back(PutUser{it});
    }
    for (const RoleMembership& it : rows.roles) all.push_back(PutRole{it});
    for (ScopeMembership it : rows.scope_memberships) {
      if (it.scope) it.scope = mapped(*it.scope);
      all.push_back(PutScopeMembership{it});
    }
    // The asker is signed in, with every step done.
    auto asker = reader.user(founder);
    REQUIRE((asker.ok() && asker->has_value()));
    (*asker)->open_steps.clear();
    (*asker)->state = corpus::settled(scheme);
    all.push_back(PutUser{**asker});
    const SessionId session{corpus::user_id("a session").uuid};
    all.push_back(PutSession{{session, founder, hash_secret(kToken), false, {}, "", "", clock_.now()}, {}});
    return all;
  }

  TestClock clock_;
  LockedRandom random_;
  std::ostringstream log_;
  SealKey seal_key_;
  Catalogue catalogue_;
  ScopeId root_;
  std::unique_ptr<store::sqlite::Database> database_;
  std::unique_ptr<service::Service> service_;
  std::unique_ptr<App> app_;
  std::unique_ptr<Browser> browser_;
};

corpus::Corpus corpus_of(const scheme::CompiledScheme& scheme) {
  std::ifstream file("tests/corpus/" + std::string(scheme.id()) + ".json");
  auto corpus = corpus::read_corpus(std::string(std::istreambuf_iterator<char>(file), {}));
  INFO(scheme.id());
  REQUIRE_MESSAGE(corpus.ok(), corpus.error().rule);
  return std::move(*corpus);
}

TEST_CASE("the server gives every answer of the corpus") {
  const auto schemes = plugins::load_builtin();
  REQUIRE(schemes.ok());
  for (const scheme::SchemePtr& scheme : *schemes) {
    const corpus::Corpus corpus = corpus_of(*scheme);
    CorpusServer server(corpus, scheme);
    for (const corpus::Case& it : corpus.cases) {
      // The server asks its own clock.
      REQUIRE_FALSE(it.at.has_value());
      const Answer answer = server.check(it);
      INFO(corpus.scheme << ": may " << it.user << " " << it.permission.text << " on " << it.on << ": " << answer.body);
      CHECK(answer.says(it.expect == corpus::Expect::Allow ? "\"allowed\":true" : "\"allowed\":false"));
    }
  }
}

}  // namespace
}  // namespace remit::server::app
