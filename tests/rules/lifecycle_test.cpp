#include <doctest/doctest.h>

#include <algorithm>

#include "core/base/password.h"
#include "plugins/scheme_file.h"
#include "tests/rules/adyen_roles.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;
using scheme::Step;

const RoleId kAdministrator{"administrator"}, kOperator{"operator"}, kSend{"send"};

/// The usable secret that was mailed for a purpose; empty if there is none.
std::string mailed_for(Portal& portal, UserId user, std::string_view purpose) {
  for (const present::OutboxItem& it : portal.outbox()) {
    if (it.user_id == to_string(user) && it.purpose == purpose && it.usable) return it.secret;
  }
  return {};
}

struct Locking : Portal {
  Locking() : Portal(plugins::scheme_file("aci-merchant-portal")) {}

  void sign_in(UserId user) { REQUIRE(run(self(user), SignIn{user, "test", ""}).ok()); }
  bool password_is(UserId user, const std::string& password) {
    const auto facts = service->sign_in_facts(slug, row(user).fields.at("name"));
    REQUIRE(facts.ok());
    REQUIRE(facts->has_value());
    return !(*facts)->password_hash.empty() && verify_password(password, (*facts)->password_hash);
  }
  std::string mailed(UserId user, std::string_view purpose) { return mailed_for(*this, user, purpose); }
  ScopeId root() { return service->organisation(slug)->root; }
};

TEST_CASE_FIXTURE(Locking, "[V112][V114] who is locked is signed out, loses links, and cannot sign in") {
  const UserId clerk = add("Clerk", {kOperator, kSend});
  sign_in(clerk);
  const auto preview = plan(as(owner), Lock{clerk});
  REQUIRE(preview.ok());
  CHECK(preview->sessions_ended == 1);
  REQUIRE(run(as(owner), Lock{clerk}).ok());
  CHECK(row(clerk).state.text == "locked");
  CHECK(sessions(clerk).empty());
  CHECK(links(clerk).empty());
  CHECK(rule_of(run(self(clerk), SignIn{clerk, "", ""})) == "may-not-sign-in");
  CHECK_FALSE(allowed(clerk, "user.manage"));
  CHECK(rule_of(run(as(owner), Lock{clerk})) == "wrong-state");
}

TEST_CASE_FIXTURE(Locking, "[V115] only an administrator unlocks, and nothing is revived") {
  const UserId clerk = add("Clerk", {kOperator, kSend});
  const UserId other = add("Other", {kOperator, kSend});
  sign_in(clerk);
  REQUIRE(run(as(owner), Lock{clerk}).ok());
  CHECK(rule_of(run(as(other), Unlock{clerk})) == "no-such-user");
  CHECK(rule_of(run(self(clerk), Unlock{clerk})) == "not-offered");
  REQUIRE(run(as(owner), Unlock{clerk}).ok());
  CHECK(row(clerk).state.text == "active");
  CHECK(sessions(clerk).empty());
}

TEST_CASE_FIXTURE(Locking, "nobody locks themself, and the last manager is not locked by anybody") {
  CHECK(rule_of(run(as(owner), Lock{owner})) == "not-self");
  const UserId second = add("Second", {kAdministrator, kSend});
  REQUIRE(run(as(second), Lock{owner}).ok());
  CHECK(rule_of(run(operating(), Lock{second})) == "last-manager");
}

TEST_CASE_FIXTURE(Locking,
                  "[V041] who was created locked gets no mail until unlocked, and then every mail that is open") {
  CreateUser create = creating("Later", {kOperator, kSend});
  create.state = StateId{"locked"};
  const auto made = run(as(owner), create);
  REQUIRE(made.ok());
  const UserId later = *parse_id<UserTag>(made->user_id);
  CHECK(mailed(later, "password").empty());
  REQUIRE(run(as(owner), Unlock{later}).ok());
  CHECK(row(later).state.text == "new");
  CHECK_FALSE(mailed(later, "password").empty());
  CHECK_FALSE(mailed(later, "factor").empty());
}

TEST_CASE_FIXTURE(Locking, "[V140][V141] a generated password goes by mail alone, works once, and must be replaced") {
  const UserId clerk = invite("Clerk", {kOperator, kSend});
  const std::string generated = mailed(clerk, "password");
  CHECK(generated.size() >= 26);
  CHECK(password_is(clerk, generated));
  sign_in(clerk);
  REQUIRE(sessions(clerk).size() == 1);
  CHECK(sessions(clerk)[0].steps_only);
  CHECK_FALSE(password_is(clerk, generated));
  CHECK(mailed(clerk, "password").empty());
  REQUIRE(run(self(clerk), CompleteStep{clerk, Step::SetPassword, "$argon2id$own"}).ok());
  CHECK(row(clerk).open_steps == std::vector<Step>{Step::EnrolFactor});
}

TEST_CASE_FIXTURE(Locking, "a generated password stops working when its time is over") {
  const UserId clerk = invite("Clerk", {kOperator, kSend});
  const std::string generated = mailed(clerk, "password");
  clock.time = clock.time + days(3);
  CHECK_FALSE(password_is(clerk, generated));
}

TEST_CASE_FIXTURE(Locking, "[T3] where several steps lead into use, the last one asks for the giver's right") {
  const UserId second = add("Second", {kAdministrator, kSend});
  const auto made = run(as(second), creating("Late", {kOperator, kSend}));
  REQUIRE(made.ok());
  const UserId late = *parse_id<UserTag>(made->user_id);
  REQUIRE(run(as(owner), Lock{second}).ok());
  REQUIRE(run(self(late), CompleteStep{late, Step::SetPassword, "$argon2id$own"}).ok());
  CHECK(rule_of(run(self(late), CompleteStep{late, Step::EnrolFactor, ""})) == "granter-lost-right");
  CHECK(row(late).state.text == "new");
}

TEST_CASE_FIXTURE(Locking, "[V142][V117] a new password is sent: the state is New again, and the old one is gone") {
  const UserId clerk = add("Clerk", {kOperator, kSend});
  sign_in(clerk);
  const auto preview = plan(as(owner), SendNewPassword{clerk});
  REQUIRE(preview.ok());
  CHECK(preview->sessions_ended == 1);
  REQUIRE(preview->mails.size() == 1);
  REQUIRE(run(as(owner), SendNewPassword{clerk}).ok());
  CHECK(row(clerk).state.text == "new");
  CHECK(row(clerk).open_steps == std::vector<Step>{Step::SetPassword});
  CHECK(sessions(clerk).empty());
  const std::string generated = mailed(clerk, "password");
  CHECK(password_is(clerk, generated));
  const auto again = run(as(owner), SendNewPassword{clerk});
  REQUIRE(again.ok());
  CHECK(again->secret.empty());
  CHECK_FALSE(password_is(clerk, generated));
  CHECK(password_is(clerk, mailed(clerk, "password")));
  REQUIRE(run(self(clerk), CompleteStep{clerk, Step::SetPassword, "$argon2id$own"}).ok());
  CHECK(row(clerk).state.text == "active");
}

TEST_CASE_FIXTURE(Locking, "[V142] who is locked is unlocked first, before a new password can be sent") {
  const UserId clerk = add("Clerk", {kOperator, kSend});
  REQUIRE(run(as(owner), Lock{clerk}).ok());
  CHECK(rule_of(run(as(owner), SendNewPassword{clerk})) == "wrong-state");
}

TEST_CASE("under the policy pci a link goes out where a generated password would") {
  std::string text = plugins::scheme_file("aci-merchant-portal")->text();
  const std::string_view policy = "policy = \"default\"";
  const std::size_t at = text.find(policy);
  REQUIRE(at != std::string::npos);
  text.replace(at, policy.size(), "policy = \"pci\"");
  const auto scheme = scheme::load_or_error(text);
  REQUIRE(scheme.ok());
  Portal portal(*scheme);
  const UserId clerk = portal.add("Clerk", {kOperator, kSend});
  REQUIRE(portal.run(portal.as(portal.owner), SendNewPassword{clerk}).ok());
  const auto facts = portal.service->sign_in_facts(portal.slug, "Clerk");
  REQUIRE(facts.ok());
  CHECK((*facts)->password_hash.empty());
  CHECK(rule_of(portal.run(portal.self(clerk),
                           RedeemLink{portal.mailed_secret(clerk), {Step::SetPassword}, "$argon2id$x"})) == "done");
}

TEST_CASE_FIXTURE(Locking, "[V143] the mail that registers a second factor is sent again, and the older link dies") {
  const UserId clerk = invite("Clerk", {kOperator, kSend});
  const std::string older = mailed(clerk, "factor");
  REQUIRE(run(as(owner), SendFactor{clerk}).ok());
  CHECK(rule_of(run(self(clerk), RedeemLink{older, {Step::EnrolFactor}, ""})) == "link-unknown");
  CHECK(rule_of(run(self(clerk), RedeemLink{mailed(clerk, "factor"), {Step::EnrolFactor}, ""})) == "done");
}

TEST_CASE("[V147] the second factor is reset by a link, which changes nothing until it is used") {
  Portal portal(plugins::scheme_file("icorepay"));
  const UserId clerk = portal.add("Clerk", {RoleId{"read"}});
  REQUIRE(portal.run(portal.self(clerk), SignIn{clerk, "", ""}).ok());
  REQUIRE(portal.run(portal.as(portal.owner), ResetFactor{clerk}).ok());
  CHECK(portal.row(clerk).state.text == "active");
  CHECK(portal.row(clerk).open_steps.empty());
  CHECK(portal.sessions(clerk).size() == 1);
  CHECK(rule_of(portal.run(portal.self(clerk),
                           RedeemLink{mailed_for(portal, clerk, "factor"), {Step::EnrolFactor}, ""})) == "done");
}

TEST_CASE("a command that reopens a step ends the sessions from before") {
  std::string text = plugins::scheme_file("icorepay")->text();
  const std::string_view sends = "sends = [\"factor\"]";
  const std::size_t at = text.find(sends);
  REQUIRE(at != std::string::npos);
  text.replace(at, sends.size(), "sends = [\"factor\"]\nreopens = [\"enrol-factor\"]");
  const auto scheme = scheme::load_or_error(text);
  REQUIRE(scheme.ok());
  Portal portal(*scheme);
  const UserId clerk = portal.add("Clerk", {RoleId{"read"}});
  REQUIRE(portal.run(portal.self(clerk), SignIn{clerk, "", ""}).ok());
  REQUIRE(portal.run(portal.as(portal.owner), ResetFactor{clerk}).ok());
  CHECK(portal.row(clerk).open_steps == std::vector<Step>{Step::EnrolFactor});
  CHECK(portal.sessions(clerk).empty());
}

TEST_CASE_FIXTURE(Locking, "[V169][V170] removing is for good, and only once nothing is assigned") {
  const UserId clerk = add("Clerk", {kOperator, kSend});
  CHECK(rule_of(run(as(owner), Remove{clerk})) == "still-assigned");
  REQUIRE(run(as(owner), Take{clerk, {}, {root()}, {}}).ok());
  sign_in(clerk);
  const auto preview = plan(as(owner), Remove{clerk});
  REQUIRE(preview.ok());
  CHECK(preview->sessions_ended == 1);
  REQUIRE(run(as(owner), Remove{clerk}).ok());
  CHECK_FALSE(service->find_user(slug, "Clerk").ok());
  CHECK(rule_of(run(as(owner), Remove{clerk})) == "no-such-user");
  CHECK(run(as(owner), creating("Clerk", {kOperator, kSend})).ok());
  CHECK(service->verify_audit(slug).ok());
}

TEST_CASE("removing shows what is lost, and the last manager stays") {
  Portal portal(plugins::scheme_file("icorepay"));
  const UserId clerk = portal.add("Clerk", {RoleId{"read"}});
  const auto preview = portal.plan(portal.as(portal.owner), Remove{clerk});
  REQUIRE(preview.ok());
  CHECK_FALSE(preview->losses.empty());
  CHECK(rule_of(portal.run(portal.as(portal.owner), Remove{portal.owner})) == "not-self");
  CHECK(rule_of(portal.run(portal.operating(), Remove{portal.owner})) == "last-manager");
  CHECK(rule_of(portal.run(portal.as(clerk), Remove{portal.owner})) == "no-such-user");
}

// ---- duplicating

struct Copying : Portal {
  Copying() : Portal(plugins::scheme_file("adyen-platform")) {}

  Duplicate copy(UserId user, const std::string& name) { return Duplicate{user, creating(name, {}).fields}; }
  std::vector<std::string> roles_of(UserId user) {
    std::vector<std::string> ids;
    for (const present::RoleTag& it : details(user).row.roles) ids.push_back(it.id.text);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

TEST_CASE_FIXTURE(Copying,
                  "[V072][V132] a person is copied with roles and accounts, and verifies an address of their own") {
  const UserId model = add("Model", {kBase, kTestCards});
  const auto done = run(as(owner), copy(model, "Twin"));
  REQUIRE(done.ok());
  const UserId twin = *parse_id<UserTag>(done->user_id);
  CHECK(twin != model);
  CHECK(row(twin).state.text == "unverified");
  CHECK(row(twin).fields.at("email") == "twin@shop.example");
  REQUIRE(links(twin).size() == 1);
  CHECK(links(twin)[0].expires_at == clock.time + days(14));
  CHECK(sessions(twin).empty());
  CHECK(rule_of(run(as(owner), copy(model, "Twin"))) == "taken");
}

TEST_CASE_FIXTURE(Copying, "[V073] roles that the creator lacks are left out, and with them those that need them") {
  const UserId manager = add("Manager", {kUserManagement, kTestCards, kThemes, kBase});
  REQUIRE(run(as(owner), Take{manager, {kThemes}, {}, {}}).ok());
  REQUIRE(run(as(owner), Take{manager, {kBase}, {}, {}}).ok());
  const UserId model = add("Model", {kTestCards, kThemes, kBase});
  const auto preview = plan(as(manager), copy(model, "Twin"));
  REQUIRE(preview.ok());
  CHECK(preview->dropped.size() == 2);
  const auto done = run(as(manager), copy(model, "Twin"));
  REQUIRE(done.ok());
  CHECK(roles_of(*parse_id<UserTag>(done->user_id)) == std::vector<std::string>{"manage_test_cards"});
  CHECK(done->notes.size() == 2);
}

TEST_CASE_FIXTURE(Copying, "a copy keeps the times of what it copies, and what has run out is not copied") {
  const UserId model = add("Model", {kBase});
  const Time end = clock.time + days(10);
  REQUIRE(run(as(owner), Give{model, {kTestCards}, {}, {}, {{}, end}}).ok());
  const auto done = run(as(owner), copy(model, "Twin"));
  REQUIRE(done.ok());
  const UserId twin = *parse_id<UserTag>(done->user_id);
  complete_steps(twin);
  clock.time = end;
  CHECK_FALSE(allowed(twin, "test_card.manage"));
  const auto later = run(as(owner), copy(model, "Third"));
  REQUIRE(later.ok());
  CHECK(roles_of(*parse_id<UserTag>(later->user_id)) == std::vector<std::string>{"balance_platform_base"});
}

TEST_CASE_FIXTURE(Copying, "[T7] who may not know of a person cannot copy them") {
  const UserId clerk = add("Clerk", {kBase});
  CHECK(rule_of(run(as(clerk), copy(owner, "Twin"))) == "no-such-user");
}

}  // namespace
}  // namespace remit::test
