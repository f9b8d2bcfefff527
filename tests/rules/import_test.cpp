// CSV out and in, through the service.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/base/password.h"
#include "core/scheme/scheme.h"
#include "plugins/demo/demo.h"
#include "plugins/plugins.h"
#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

std::string exported(Portal& portal, const std::string& slug) {
  auto csv = portal.service->export_users(slug, portal.operating(), {}, transfer::Format::Complete);
  REQUIRE(csv.ok());
  return std::move(*csv);
}

std::vector<NewScope> tree_of(store::Snapshot& rows) {
  std::map<ScopeId, std::optional<std::size_t>> places;
  std::vector<NewScope> tree;
  const auto scopes = rows.scopes();
  REQUIRE(scopes.ok());
  std::vector<Scope> left = *scopes;
  while (!left.empty()) {
    for (std::size_t i = 0; i < left.size();) {
      const Scope it = left[i];
      if (it.parent && !places.contains(*it.parent)) {
        ++i;
        continue;
      }
      if (it.parent) {
        tree.push_back({it.name, it.kind, places[*it.parent], it.features});
        places[it.id] = tree.size() - 1;
      } else {
        places[it.id] = std::nullopt;
      }
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
  return tree;
}

/// An empty organisation with the same tree and the same first person, who has come in.
void make_twin(Portal& portal, const std::string& of, const std::string& twin, UserId owner) {
  const Organisation organisation = *portal.service->organisation(of);
  const auto rows = portal.store->read(organisation.id);
  REQUIRE(rows.ok());
  NewOrganisation wanted;
  wanted.slug = twin;
  wanted.name = "Twin of " + organisation.name;
  wanted.scheme = *portal.service->scheme_of(of);
  wanted.owner = (*rows)->user(owner)->value().fields;
  wanted.scopes = tree_of(**rows);
  REQUIRE(portal.service->create_organisation(wanted, portal.operating()).ok());
}

/// Does what only they can do, for everybody but those in these states.
void come_in(Portal& portal, const std::string& slug, const std::vector<std::string>& but) {
  const Organisation organisation = *portal.service->organisation(slug);
  std::vector<User> people;
  {
    const auto rows = portal.store->read(organisation.id);
    REQUIRE((*rows)->each_user([&people](const User& it) { return people.push_back(it), Result<Done>(Done{}); }).ok());
  }
  for (const User& it : people) {
    const std::string name = field_of(it, (*portal.service->scheme_of(slug))->sign_in_field().id);
    if (std::find(but.begin(), but.end(), name) != but.end()) continue;
    for (const scheme::Step step : it.open_steps) {
      Actor self = *portal.service->actor_for(slug, it.id, "test");
      self.kind = scheme::ActorKind::Self;
      Command command;
      command.action = CompleteStep{it.id, step, std::string(nobodys_password())};
      REQUIRE(portal.service->execute(slug, self, {command}).ok());
    }
  }
}

TEST_CASE("[V167] what was exported complete makes the same people anew, for every scheme's demo organisation") {
  auto schemes = plugins::load_builtin();
  REQUIRE(schemes.ok());
  // A scheme of its own, so that each of the others gets its organisation from the demo.
  std::string text = plugins::scheme_file("billpro")->text();
  const std::string_view id = "id = \"billpro\"";
  text.replace(text.find(id), id.size(), "id = \"another\"");
  Portal portal(*scheme::load_or_error(text));
  auto demo = demo::make_organisations(*portal.store, *schemes, nobodys_password(), portal.clock.time, portal.random,
                                       portal.key);
  REQUIRE(demo.ok());
  portal.service = *service::Service::open({*portal.store, portal.clock, portal.random, portal.key, *schemes, "en"});
  std::size_t compared = 0;
  for (const demo::Owner& it : demo->owners) {
    INFO(it.organisation);
    const std::string twin = it.organisation + "-twin";
    make_twin(portal, it.organisation, twin, *portal.service->find_user(it.organisation, it.signs_in_as));
    come_in(portal, twin, {});
    const std::string before = exported(portal, it.organisation);

    const auto planned = portal.service->plan_import(twin, portal.operating(), before);
    REQUIRE(planned.ok());
    for (const present::ImportProblem& problem : planned->problems) {
      FAIL_CHECK("line " << problem.line << ": " << problem.message);
    }
    CHECK(exported(portal, twin) != before);
    const auto imported = portal.service->import_users(twin, portal.operating(), before);
    REQUIRE(imported.ok());
    CHECK(imported->created == planned->created);
    CHECK(imported->rows.size() == imported->created + 1);  // the first person was there

    // Whose steps are open was told of, line by line, and who was not in use there is not led into it here.
    std::vector<std::string> stay;
    const Organisation organisation = *portal.service->organisation(it.organisation);
    const scheme::SchemePtr scheme = *portal.service->scheme_of(twin);
    {
      const auto rows = portal.store->read(organisation.id);
      const auto keep = [&](const User& user) -> Result<Done> {
        const bool acts = scheme->at(*scheme->state(user.state.text)).may_act;
        if (!acts) stay.push_back(field_of(user, scheme->sign_in_field().id));
        return Done{};
      };
      REQUIRE((*rows)->each_user(keep).ok());
    }
    come_in(portal, twin, stay);
    CHECK(exported(portal, twin) == before);
    const auto again = portal.service->import_users(twin, portal.operating(), before);
    REQUIRE(again.ok());
    CHECK(again->problems.empty());
    CHECK(again->created == 0);
    CHECK(portal.service->verify_audit(twin).ok());
    ++compared;
  }
  CHECK(compared == schemes->size());
}

struct Practices : Portal {
  Practices() : Portal("icorepay", {{"North", KindId{"practice"}, {}, {}}, {"South", KindId{"practice"}, {}, {}}}) {}

  const RoleId read{"read"}, write{"write"};

  Result<present::ImportReport> import(const std::string& csv) { return service->import_users(slug, operating(), csv); }
  /// The problems of a file, as `LINE COLUMN RULE`.
  std::vector<std::string> problems(const std::string& csv) {
    const auto report = service->plan_import(slug, operating(), csv);
    REQUIRE(report.ok());
    std::vector<std::string> all;
    for (const present::ImportProblem& it : report->problems) {
      all.push_back(std::to_string(it.line) + " " + it.column + " " + it.rule);
      CHECK_FALSE(it.message.empty());
    }
    const auto refused = import(csv);
    REQUIRE(refused.ok());
    CHECK(refused->problems.size() == all.size());
    CHECK((all.empty() || refused->revision == 0));
    return all;
  }
  std::uint64_t people() { return service->users(slug, operating(), {})->total; }
};

using Lines = std::vector<std::string>;
const std::string kHead = "email,first_name,last_name,roles,scopes\n";

TEST_CASE_FIXTURE(Practices, "[V167] times of memberships, those to come and those that are over, come back exactly") {
  const UserId ann = add("Ann", {read}, {scope("North")});
  Give later{ann, {}, {scope("South")}, {}, {}};
  later.span.valid_from = clock.time + days(10);
  later.span.valid_until = clock.time + days(20);
  REQUIRE(run(operating(), later).ok());
  const UserId ben = add("Ben", {read}, {scope("North")});
  Give over{ben, {write}, {scope("South")}, {}, {}};
  over.span.valid_until = clock.time + days(1);
  REQUIRE(run(operating(), over).ok());
  clock.time = clock.time + days(2);
  CHECK_FALSE(allowed_on(scope("North"), ben, "invoice.refund"));
  const std::string before = exported(*this, slug);
  CHECK(before.find("/North; /South {from ") != std::string::npos);
  CHECK(before.find("write {until ") != std::string::npos);

  make_twin(*this, slug, "twin", owner);
  come_in(*this, "twin", {});
  const auto imported = service->import_users("twin", operating(), before);
  REQUIRE(imported.ok());
  REQUIRE(imported->problems.empty());
  come_in(*this, "twin", {});
  CHECK(exported(*this, "twin") == before);
  slug = "twin";
  const UserId twin = *service->find_user(slug, "ann@shop.example");
  CHECK(allowed_on(scope("North"), twin, "data.view"));
  CHECK_FALSE(allowed_on(scope("South"), twin, "data.view"));
  clock.time = clock.time + days(9);
  CHECK(allowed_on(scope("South"), twin, "data.view"));
}

TEST_CASE_FIXTURE(Practices,
                  "[V167] somebody put out comes back put out, without a link, and says what is left to do") {
  Portal shop("billpro");
  const UserId ann = shop.add("Ann", {RoleId{"normal_user"}});
  REQUIRE(shop.run(shop.as(shop.owner), Deactivate{ann}).ok());
  const std::string before = exported(shop, shop.slug);
  make_twin(shop, shop.slug, "twin", shop.owner);
  come_in(shop, "twin", {});
  const auto report = shop.service->import_users("twin", shop.operating(), before);
  REQUIRE(report.ok());
  REQUIRE(report->created == 1);
  CHECK(report->rows.back().note.find("Set a password") != std::string::npos);
  CHECK(exported(shop, "twin") == before);
  shop.slug = "twin";
  const UserId twin = *shop.service->find_user("twin", "ann@shop.example");
  CHECK(shop.links(twin).empty());
  CHECK_FALSE(shop.allowed(twin, "order.manage"));
  // Brought back, they get the link of a new person: nothing of the other organisation lives on.
  REQUIRE(shop.run(shop.as(*shop.service->find_user("twin", "owner@shop.example")), Reactivate{twin}).ok());
  CHECK(shop.links(twin).size() == 1);
}

TEST_CASE_FIXTURE(Practices, "an import leads nobody into a state that may act but by their own steps") {
  const auto report = import(
      "email,first_name,last_name,roles,scopes,state\n"
      "ann@shop.example,Ann,Example,read,/North,active\n");
  REQUIRE(report.ok());
  REQUIRE(report->problems.empty());
  CHECK(report->rows.front().note.find("begins as Pending, not as Active") != std::string::npos);
  const UserId ann = *service->find_user(slug, "ann@shop.example");
  CHECK(row(ann).state.text == "pending");
  CHECK(check(ann, "data.view", {}, scope("North")).rule == "state-may-not-act");
  CHECK(links(ann).size() == 1);
  Command command;
  command.action = ImportUser{{{"email", "x@shop.example"}}, {}, {read}, {}, {}, {}};
  CHECK(rule_of(service->execute(slug, as(owner), {command})) == "not-offered");
}

TEST_CASE_FIXTURE(Practices,
                  "a file lists everything that is wrong with it, each by its line, and nothing of it is done") {
  CHECK(problems(kHead + "ann@shop.example,Ann,Example,raed,/North\n"
                         "ben,Ben,Example,read,/Nroth; /Suoth\n"
                         "cleo@shop.example,Cleo,,read,/North\n"
                         "dan@shop.example,Dan,Example,read\n"
                         "eve@shop.example,Eve,Example,read,North\n"
                         "fay@shop.example,Fay,Example,read; write,/North\n"
                         "ANN@shop.example,Ann,Again,read,/North\n"
                         "gil@shop.example,Gil,Example,read {until soon},/North\n") ==
        Lines{"2 roles unknown-role", "3 email not-an-email", "3 scopes unknown-scope", "3 scopes unknown-scope",
              "4 last_name field-missing", "5  csv-row-length", "6 scopes not-a-cell-list", "7 roles too-many-roles",
              "8 email import-twice", "9 roles not-a-time"});
  CHECK(people() == 1);
}

TEST_CASE_FIXTURE(Practices, "[T20] bad quoting, missing and unknown columns, and what is too large are told apart") {
  CHECK(problems("") == Lines{"1  csv-empty"});
  CHECK(problems("email,first_name,roles\n") == Lines{"1 last_name csv-column-missing"});
  CHECK(problems("email,first_name,last_name,roles,scopes,pasword\n") == Lines{"1  csv-column-unknown"});
  CHECK(problems("email,first_name,last_name,roles,scopes,email\n") == Lines{"1 email csv-column-twice"});
  CHECK(problems(kHead + "\"ann@shop.example,Ann,Example,read,/North\n") == Lines{"2  csv-quote"});
  CHECK(problems(kHead + "ann@shop.example,A\"nn,Example,read,/North\n") == Lines{"2  csv-quote"});
  CHECK(problems(kHead + "\"ann@shop.example\"x,Ann,Example,read,/North\n") == Lines{"2  csv-quote"});
  CHECK(problems(kHead + "ann@shop.example," + std::string(10 << 20, 'x') + ",Example,read,/North\n") ==
        Lines{"2  csv-too-long"});
  CHECK(problems(std::string(17 << 20, 'x')) == Lines{"1  csv-too-large"});
  CHECK(problems(kHead + "\xff@shop.example,Ann,Example,read,/North\n") == Lines{"2  not-utf8"});
  CHECK(people() == 1);
}

TEST_CASE_FIXTURE(Practices, "[V167] [T20] what a spreadsheet would run is guarded, and comes back as it was") {
  const std::vector<std::string> names{"=SUM(A1)", "+1",      "-1",    "@me", "'quoted", "''twice",
                                       "＝wide",   "a,\"b\"", "plain", "x=1", "'"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    CreateUser create;
    create.fields = {
        {"email", "p" + std::to_string(i) + "@shop.example"}, {"first_name", names[i]}, {"last_name", "X"}};
    create.roles = {read};
    create.scopes = {scope("North")};
    const auto made = run(operating(), create);
    INFO(names[i] << ": " << rule_of(made));
    REQUIRE(made.ok());
  }
  const std::string before = exported(*this, slug);
  for (const char* guarded :
       {",'=SUM(A1),", ",'+1,", ",'-1,", ",'@me,", ",''quoted,", ",'''twice,", ",'＝wide,", ",x=1,"}) {
    INFO(guarded);
    CHECK(before.find(guarded) != std::string::npos);
  }
  make_twin(*this, slug, "twin", owner);
  come_in(*this, "twin", {});
  const auto imported = service->import_users("twin", operating(), before);
  REQUIRE(imported.ok());
  REQUIRE(imported->problems.empty());
  CHECK(exported(*this, "twin") == before);
}

}  // namespace
}  // namespace remit::test
