#include "core/scheme/lint.h"

#include <doctest/doctest.h>

#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::scheme {
namespace {

struct Broken {
  const char* from;
  const char* to;
  const char* rule;
};

/// The rules that lint names, `!` before an error's.
std::string rules_of(const std::string& text) {
  std::string out;
  for (const Problem& problem : load(text).problems) {
    out += (problem.severity == Severity::Error ? " !" : " ") + problem.rule;
  }
  return out;
}

void expect(std::initializer_list<Broken> all) {
  for (const Broken& broken : all) {
    CAPTURE(std::string(broken.from));
    CAPTURE(std::string(broken.to));
    CHECK(rules_of(small_scheme_with(broken.from, broken.to)) == std::string(" ") + broken.rule);
  }
}

TEST_CASE("each reference that leads nowhere is an error of its own") {
  expect({
      {"includes = [\"reader\"]", "includes = [\"raeder\"]", "!unknown-role"},
      {"grants = [\"user.manage\"]", "grants = [\"user.manage\", \"order.vew\"]", "!unknown-permission"},
      {"needs = \"user.manage\"\nsends", "needs = \"user.manege\"\nsends", "!unknown-permission"},
      {"sends = [\"invite\"]", "sends = [\"invite\", \"invte\"]", "!unknown-link"},
      {"to = \"off\"\n", "to = \"of\"\n", "!unknown-state unreachable-state"},
      {"when_steps_complete = \"active\"", "when_steps_complete = \"activ\"",
       "!nobody-acts !unknown-state unreachable-state unreachable-state"},
      {"shows = \"email\"", "shows = \"emial\"", "!shows-nothing"},
      {"means = [\"order:view\"]", "means = [\"orders:view\"]", "!unknown-atom"},
      {"[commands.give]", "[commands.gve]", "!no-give !unknown-command"},
      {"label = \"View orders\"", "label = \"View orders\"\nneeds_feature = \"x\"", "!unknown-feature"},
      {"label = \"View orders\"", "label = \"View orders\"\napplies_to = [\"leaf\"]", "!unknown-scope-kind"},
      {"list_title = \"Users\"", "list_title = \"Users\"\nrow_buttons = [\"remove\"]", "!unknown-command"},
      {"list_title = \"Users\"", "list_title = \"Users\"\nwords = { scpoe = \"Entity\" }", "!unknown-word"},
      {"list_title = \"Users\"", "list_title = \"Users\"\nexport_columns = [\"rolle\"]", "!shows-nothing"},
      {"list_title = \"Users\"", "list_title = \"Users\"\nedit_shows = [\"group:rolle\"]", "!unknown-role-group"},
      {"list_title = \"Users\"", "list_title = \"Users\"\ntabs.x = { label = \"X\", states = [\"locked\"] }",
       "!unknown-state"},
      {"[scheme]", "combination = \"pears\"\n[scheme]", "!unknown-word"},
  });
}

TEST_CASE("a word that is kept for later is an error where it stands, with what to write today") {
  const Loaded loaded = load(small_scheme_with("[scheme]", "combination = \"pairs\"\n[scheme]"));
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.scheme == nullptr);
  const Problem& it = loaded.problems[0];
  CHECK(it.severity == Severity::Error);
  CHECK(it.rule == "not-built");
  CHECK(it.line == 1);
  CHECK(it.hint.find("`product`") != std::string::npos);
}

TEST_CASE("an unknown atom is answered with the nearest one") {
  const Loaded loaded = load(small_scheme_with("means = [\"order:view\"]", "means = [\"orders:view\"]"));
  REQUIRE(loaded.problems.size() == 1);
  CHECK(loaded.problems[0].hint == "did you mean `order:view`?");
}

TEST_CASE("roles that include each other are refused with the way round") {
  const Loaded loaded = load(small_scheme_with("grants = [\"order.view\"]", "includes = [\"admin\"]"));
  bool found = false;
  for (const Problem& problem : loaded.problems) {
    if (problem.rule != "inclusion-cycle") continue;
    found = true;
    CHECK(problem.message == "roles include each other: `reader` → `admin` → `reader`");
    CHECK(problem.line == 17);
  }
  CHECK(found);
}

TEST_CASE("roles and groups that contradict themselves are refused") {
  expect({
      {"min = 1\nmax = 1", "min = 2\nmax = 1", "!min-above-max"},
      {"min = 1\nmax = 1", "min = 3", "!too-few-roles"},
      {"min = 1\nmax = 1", "style = \"flag\"", "!flag-group flag-not-set"},
      {"min = 1\nmax = 1", "initially = [\"reader\", \"admin\"]\nmax = 1", "!above-max"},
      {"grants = [\"user.manage\"]", "grants = [\"user.manage\"]\nexcludes = [\"admin\"]", "!excludes-itself"},
      {"grants = [\"user.manage\"]", "grants = [\"user.manage\"]\nrequires_any = [\"admin\"]", "!requires-itself"},
      // In a group of at most one, requiring another one of it can never be met.
      {"grants = [\"order.view\"]", "grants = [\"order.view\"]\nrequires_any = [\"admin\"]", "!role-cannot-be-held"},
      {"min = 1\nmax = 1", "min = 1\nmax = 1\n[groups.spare]\nlabel = \"Spare\"", "empty-group"},
      {"grants = [\"user.manage\"]", "grants = [\"user.manage\", \"user.manage\"]", "named-twice"},
      {"grants = [\"user.manage\"]", "grants = [\"user.manage\"]\ngrants_own = [\"user.manage\"]", "own-within-any"},
      {"[roles.admin]", "[roles.idle]\nlabel = \"Idle\"\ngroup = \"role\"\n[roles.admin]", "grants-nothing"},
  });
}

TEST_CASE("a role is held only with one of every group that everybody needs") {
  const std::string text = small_scheme_with("[groups.role]",
                                             "[roles.web]\nlabel = \"Web\"\ngroup = \"type\"\nexcludes = [\"reader\"]\n"
                                             "waives_sign_in = true\n"
                                             "[groups.type]\nlabel = \"Type\"\nmin = 1\n[groups.role]");
  CHECK(rules_of(text) == " !role-cannot-be-held");
}

TEST_CASE("a permission that nobody grants is pointed out, and one of Remit's own refused") {
  expect({
      {"grants = [\"order.view\"]", "grants_own = []\nassumed = [\"order.view\"]", "never-granted"},
      {"[roles.reader]", "[permissions.\"remit.admin\"]\nlabel = \"X\"\nmeans = [\"data:view\"]\n[roles.reader]",
       "!reserved-id never-granted"},
      {"means = [\"order:view\"]", "means = []", "means-nothing"},
  });
}

TEST_CASE("commands need a permission, unless they are one's own") {
  expect({
      {"[commands.edit-user]\nneeds = \"user.manage\"", "[commands.edit-user]", "!needs-missing"},
      {"[commands.sign-in]", "[commands.sign-in]\nneeds = \"user.manage\"", "!needs-nothing"},
      {"[commands.sign-in]\noffered_to = [\"self\"]", "[commands.sign-in]", "!offered-to"},
      {"[commands.edit-user]\nneeds", "[commands.edit-user]\noffered_to = []\nneeds", "!offered-to"},
      {"in_states = [\"active\"]\nto = \"off\"", "in_states = [\"active\"]", "!to-missing unreachable-state"},
      {"to = \"off\"", "to = \"active\"", "!to-acts unreachable-state"},
      {"in_states = [\"off\"]", "in_states = [\"off\"]\nto = \"active\"", "!to-not-start"},
      {"[commands.reactivate]", "[commands.remove]", "no-way-back"},
      {"in_states = [\"invited\"]", "in_states = [\"off\"]\nsends = [\"invite\"]", "!state-without-links"},
  });
}

TEST_CASE("links must complete something, end some day and have a way on") {
  expect({
      {"completes = [\"verify-email\", \"set-password\"]", "completes = [\"verify-email\"]", "!step-without-way"},
      {"lifetime = \"7d\"", "lifetime = \"400d\"", "!lifetime"},
      {"lifetime = \"7d\"", "lifetime = \"7d\"\nwhen_expired = \"send-password-reset\"", "!no-way-on"},
      {"lifetime = \"7d\"", "lifetime = \"7d\"\ndelivers = \"generated-password\"", "!generated-password"},
      {"sends = [\"invite\"]", "sends = []", "never-sent"},
  });
}

TEST_CASE("states that nobody can come into, or go round in circles, are found") {
  expect({
      {"[lifecycle.states.off]", "[lifecycle.states.lost]\nlabel = \"Lost\"\n[lifecycle.states.off]",
       "unreachable-state"},
      {"may_act = true\nmay_sign_in = \"yes\"", "when_steps_complete = \"invited\"",
       "!nobody-acts !state-circle !state-circle"},
      {"may_act = true\n", "", "!nobody-acts no-way-back"},
  });
}

TEST_CASE("exactly one field signs in, and it is unique") {
  expect({
      {"signs_in = true\n", "", "!no-sign-in-field"},
      {"shown_as_name = true\n", "", "!no-name"},
      {"kind = \"email\"\n", "", "!no-email"},
      {"unique = \"organisation\"", "unique = \"scope\"", "!sign-in-not-unique"},
      {"[presentation]",
       "[fields.name]\nlabel = \"Name\"\nrequired = true\nunique = \"organisation\"\nsigns_in = true\n[presentation]",
       "!two-sign-in-fields"},
      {"[presentation]", "[sign_in]\nmax_credentials = 0\n[presentation]", "!max-credentials"},
      {"[presentation]", "[fields.size]\nlabel = \"Size\"\nkind = \"choice\"\n[presentation]", "!choices"},
      {"[presentation]", "[fields.size]\nlabel = \"Size\"\nmin_length = 9\nmax_length = 3\n[presentation]",
       "!min-above-max"},
  });
}

TEST_CASE("a link to an address that nobody confirmed cannot set a password") {
  expect({
      {"sends = [\"address\"]", "sends = [\"invite\"]", "!email-change never-sent"},
      {"sends = [\"address\"]", "", "!email-change never-sent"},
  });
}

TEST_CASE("scopes hang together below exactly one root kind") {
  expect({
      {"[scopes.kinds.root]", "[scopes.kinds.other]\nlabel = \"Other\"\n[scopes.kinds.root]", "!root-kinds"},
      {"[scopes.kinds.root]",
       "[scopes.kinds.a]\nlabel = \"A\"\nparents = [\"b\"]\n[scopes.kinds.b]\nlabel = \"B\"\nparents = [\"a\"]\n"
       "[scopes.kinds.root]",
       "!kind-without-place !kind-without-place"},
      {"[scopes.kinds.root]\nlabel = \"Organisation\"",
       "[scopes]\nmin_at_creation = 1\nwithout = \"nothing\"\n[scopes.kinds.root]\nlabel = \"Organisation\"\n"
       "assignable = false",
       "!nothing-assignable"},
  });
}

TEST_CASE("a scheme in which nobody could be a manager is refused") {
  expect({
      {"grants = [\"user.manage\"]", "grants_own = [\"user.manage\"]",
       "nobody-may nobody-may nobody-may !no-manager nobody-may nobody-may nobody-may"},
      {"[scopes.kinds.root]\nlabel = \"Organisation\"",
       "[scopes]\nwithout = \"nothing\"\n[scopes.kinds.root]\nlabel = \"Organisation\"\nassignable = false",
       "!no-manager"},
  });
}

TEST_CASE("what a new user needs must be asked for in the create flow") {
  expect({
      {"[presentation]\n", "[presentation]\ncreate_steps.who = { label = \"Who\", shows = [\"email\"] }\n",
       "!not-asked"},
      {"[presentation]\n", "[presentation]\ncreate_flow = \"batch\"\n", "!create-flow"},
  });
}

TEST_CASE("texts that would deceive whoever reads them are refused") {
  expect({
      {"label = \"Reader\"", "label = \"Rea\\u202Eder\"", "!bad-text"},
      {"label = \"Reader\"", "label = \"Rea\\nder\"", "!bad-text"},
      {"label = \"Reader\"", "label = { \"not a tag\" = \"Reader\" }", "!bad-language"},
      {"[roles.reader]", "[roles.\"Rea der\"]", "!bad-id !unknown-role"},
  });
}

}  // namespace
}  // namespace remit::scheme
