#include "tests/vendors/look.h"

namespace remit::test::wavecell_portal {
namespace {

using namespace directory;

const RoleId kUser{"user"}, kAdmin{"admin"}, kSms{"sms"}, kChat{"chat"}, kVoice{"voice"}, kReports{"reports"},
    kMessageBody{"message_body"};
const std::vector<RoleId> kModules{kSms, kChat, kVoice, kReports, kMessageBody};

std::vector<NewScope> sub_accounts() {
  return {{"Alerts", KindId{"sub_account"}, {}, {}}, {"Marketing", KindId{"sub_account"}, {}, {}}};
}

std::vector<RoleId> with_modules(const RoleId& type) {
  std::vector<RoleId> all = kModules;
  all.push_back(type);
  return all;
}

struct Wavecell : Portal {
  Wavecell() : Portal("wavecell-portal", sub_accounts()), alerts(scope("Alerts")), marketing(scope("Marketing")) {}

  ScopeId alerts, marketing;

  /// Who stands in a tab of the list, by address.
  std::vector<std::string> in_tab(const std::string& tab) {
    present::ListQuery query;
    query.tab = tab;
    return names(*this, owner, query);
  }
  Result<present::Outcome> send_invites(const std::vector<std::string>& addresses) {
    std::vector<Command> commands;
    for (const std::string& it : addresses) {
      Command command;
      command.action = Invite{{{"email", it}}, {kUser, kSms}, {alerts}, {}};
      commands.push_back(std::move(command));
    }
    return service->execute(slug, as(owner), commands);
  }
};

TEST_CASE_FIXTURE(Wavecell, "[V019] invited, active and deactivated users stand in lists of their own") {
  std::vector<std::string> tabs;
  for (const present::TabModel& it : list().tabs) tabs.push_back(it.label);
  for (const char* label : {"Pending invitations", "Active users", "Deactivated users"}) {
    CHECK(std::find(tabs.begin(), tabs.end(), label) != tabs.end());
  }
  invite("Ines", {kUser}, {alerts});
  add("Ann", {kUser}, {alerts});
  REQUIRE(run(as(owner), Deactivate{add("Dora", {kUser}, {alerts})}).ok());
  CHECK(in_tab("invited") == std::vector<std::string>{"ines@shop.example"});
  CHECK(in_tab("active") == std::vector<std::string>{"ann@shop.example", "owner@shop.example"});
  CHECK(in_tab("deactivated") == std::vector<std::string>{"dora@shop.example"});
}

TEST_CASE_FIXTURE(Wavecell, "[V030] the address is all there is of a user: it signs in, and is nobody else's") {
  const UserId ann = add("Ann", {kUser}, {alerts});
  CHECK((*service->scheme_of(slug))->definition().fields.size() == 1);
  CHECK(service->sign_in_facts(slug, "ANN@shop.example")->value().user == ann);
  CHECK(rule_of(run(as(owner), EditUser{ann, {{"email", "new@shop.example"}}})) == "not-offered");
  const auto again = send_invites({"ann@shop.example"});
  REQUIRE(again.ok());
  CHECK(again->notes.size() == 1);
}

TEST_CASE_FIXTURE(Wavecell, "[V040] a permission is one type, any modules and any sub-accounts") {
  const auto invited = [this](const std::vector<RoleId>& roles, const std::vector<ScopeId>& scopes) {
    return rule_of(run(as(owner), Invite{{{"email", "new@shop.example"}}, roles, scopes, {}}));
  };
  CHECK(invited({kSms}, {alerts}) == "too-few-roles");
  const UserId bare = add("Bare", {kUser});
  CHECK(details(bare).scopes.empty());
  const UserId ann = add("Ann", with_modules(kUser), {alerts, marketing});
  CHECK(details(ann).row.roles.size() == kModules.size() + 1);
  CHECK(details(ann).scopes.size() == 2);
  REQUIRE(run(as(owner), Give{ann, {kAdmin}, {}, {}, {}}).ok());
  const auto roles = details(ann).row.roles;
  CHECK(std::none_of(roles.begin(), roles.end(), [](const auto& it) { return it.id == kUser; }));
  const present::FormModel form = edit_form(ann);
  REQUIRE(group(form, "type") != nullptr);
  REQUIRE(group(form, "modules") != nullptr);
  CHECK(group(form, "type")->max == 1);
  CHECK(group(form, "modules")->max == 0);
}

TEST_CASE_FIXTURE(Wavecell, "[V068] there is no limit to how many are invited: batch after batch goes out") {
  constexpr std::size_t kBatches = 3;
  for (std::size_t batch = 0; batch < kBatches; ++batch) {
    std::vector<std::string> addresses;
    for (std::size_t i = 0; i < service::kMaxCommands; ++i) {
      addresses.push_back("p" + std::to_string(batch * service::kMaxCommands + i) + "@shop.example");
    }
    const auto sent = send_invites(addresses);
    REQUIRE(sent.ok());
    CHECK(sent->notes.empty());
  }
  present::ListQuery query;
  query.tab = "invited";
  CHECK(service->users(slug, as(owner), query)->total == kBatches * service::kMaxCommands);
}

TEST_CASE_FIXTURE(Wavecell,
                  "[V090] [V102] Pricing, Payment and User Management are for the Admin type, and no module helps") {
  const UserId user = add("User", with_modules(kUser), {scope("Shop")});
  const UserId admin = add("Admin", {kAdmin}, {scope("Shop")});
  for (const char* permission : {"pricing.view", "payment.manage", "user.manage"}) {
    INFO(permission);
    CHECK_FALSE(allowed(user, permission));
    CHECK(allowed(admin, permission));
  }
  CHECK_FALSE(service->list_model(slug, as(user)).ok());
  CHECK(rule_of(run(as(user), Invite{{{"email", "by-user@shop.example"}}, {kUser}, {alerts}, {}})) == "may-not-manage");
  CHECK(rule_of(run(as(admin), Invite{{{"email", "by-admin@shop.example"}}, {kUser}, {alerts}, {}})) == "done");
}

TEST_CASE_FIXTURE(Wavecell, "[V091] a user reaches the modules that are ticked, and no others") {
  const UserId ann = add("Ann", {kUser, kSms}, {alerts});
  CHECK(allowed_on(alerts, ann, "sms.use"));
  for (const char* permission : {"chat.use", "voice.use", "report.view"})
    CHECK_FALSE(allowed_on(alerts, ann, permission));
  REQUIRE(run(as(owner), Give{ann, {kReports}, {}, {}, {}}).ok());
  REQUIRE(run(as(owner), Take{ann, {kSms}, {}, {}}).ok());
  CHECK(allowed_on(alerts, ann, "report.view"));
  CHECK_FALSE(allowed_on(alerts, ann, "sms.use"));
}

TEST_CASE_FIXTURE(Wavecell, "[V092] modules count on the sub-accounts that are ticked, and on no others") {
  const UserId ann = add("Ann", {kUser, kSms}, {alerts});
  CHECK(check(ann, "sms.use", {}, marketing).rule == "outside-scope");
  REQUIRE(run(as(owner), Give{ann, {}, {marketing}, {}, {}}).ok());
  CHECK(allowed_on(marketing, ann, "sms.use"));
  REQUIRE(run(as(owner), Take{ann, {}, {alerts}, {}}).ok());
  CHECK_FALSE(allowed_on(alerts, ann, "sms.use"));
  const UserId none = add("None", {kUser, kSms});
  for (const ScopeId node : {alerts, marketing, scope("Shop")}) CHECK_FALSE(allowed_on(node, none, "sms.use"));
}

TEST_CASE_FIXTURE(Wavecell, "[V118] an invited user is active with the password, and signs in then") {
  const UserId ann = invite("Ann", {kUser, kSms}, {alerts});
  CHECK(row(ann).state.text == "invited");
  CHECK(rule_of(run(self(ann), SignIn{ann, "", ""})) == "may-not-sign-in");
  CHECK(check(ann, "sms.use", {}, alerts).rule == "state-may-not-act");
  const std::vector<scheme::Step> steps{scheme::Step::VerifyEmail, scheme::Step::SetPassword};
  REQUIRE(run(self(ann), RedeemLink{mailed_secret(ann), steps, "$argon2id$x"}).ok());
  CHECK(row(ann).state.text == "active");
  CHECK(allowed_on(alerts, ann, "sms.use"));
  CHECK(run(self(ann), SignIn{ann, "", ""}).ok());
}

TEST_CASE_FIXTURE(Wavecell, "[V119] a deactivated user leaves the active list, and can come back") {
  const UserId ann = add("Ann", {kUser, kSms}, {alerts});
  REQUIRE(run(self(ann), SignIn{ann, "", ""}).ok());
  REQUIRE(run(as(owner), Deactivate{ann}).ok());
  CHECK(in_tab("active") == std::vector<std::string>{"owner@shop.example"});
  CHECK(in_tab("deactivated") == std::vector<std::string>{"ann@shop.example"});
  CHECK(sessions(ann).empty());
  CHECK(rule_of(run(self(ann), SignIn{ann, "", ""})) == "may-not-sign-in");
  REQUIRE(run(as(owner), Reactivate{ann}).ok());
  CHECK(in_tab("deactivated").empty());
  CHECK(run(self(ann), SignIn{ann, "", ""}).ok());
}

TEST_CASE_FIXTURE(Wavecell,
                  "[V171] [V172] who is removed is gone from the account altogether, and can be invited again") {
  const UserId ann = add("Ann", {kUser, kSms}, {alerts});
  REQUIRE(run(self(ann), SignIn{ann, "", ""}).ok());
  REQUIRE(run(as(owner), Remove{ann}).ok());
  CHECK(rule_of(service->user(slug, as(owner), ann)) == "no-such-user");
  CHECK(sessions(ann).empty());
  CHECK_FALSE(service->sign_in_facts(slug, "ann@shop.example")->has_value());
  CHECK(names(*this, owner, {}) == std::vector<std::string>{"owner@shop.example"});

  const UserId again = invite("Ann", {kUser}, {marketing});
  CHECK(again != ann);
  CHECK(row(again).state.text == "invited");
  complete_steps(again);
  CHECK_FALSE(allowed_on(alerts, again, "sms.use"));
}

TEST_CASE_FIXTURE(Wavecell,
                  "[V189] an invitation starts as type User with all sub-accounts ticked, and not the account") {
  const auto ticked = [](const present::FormModel& form) {
    std::vector<std::string> all;
    for (const present::GroupModel& group : form.groups) {
      for (const present::RoleOption& it : group.options) {
        if (it.chosen) all.push_back(it.id.text);
      }
    }
    for (const present::ScopeOption& it : form.scopes) {
      if (it.chosen) all.push_back(it.name);
    }
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(ticked(create_form()) == std::vector<std::string>{"Alerts", "Marketing", "user"});
  CHECK_FALSE(node(create_form(), "Shop").chosen);
  // Those that exist at that moment: what is made later is in the next invitation, and in none before.
  const UserId before = add("Before", {kUser, kSms}, {alerts, marketing});
  REQUIRE(run(operating(), CreateScope{scope("Shop"), KindId{"sub_account"}, "News"}).ok());
  CHECK(ticked(create_form()) == std::vector<std::string>{"Alerts", "Marketing", "News", "user"});
  CHECK_FALSE(allowed_on(scope("News"), before, "sms.use"));
  // An administrator of one sub-account cannot give the others, so theirs begins with that one.
  const UserId admin = add("Admin", {kAdmin}, {alerts});
  const auto form = service->form(slug, as(admin), {});
  REQUIRE(form.ok());
  CHECK(ticked(*form) == std::vector<std::string>{"Alerts", "user"});
}

TEST_CASE_FIXTURE(Wavecell, "[V190] the text of messages takes a permission of its own") {
  const UserId sms = add("Sms", {kUser, kSms, kReports}, {alerts});
  const UserId admin = add("Admin", {kAdmin, kSms, kReports}, {alerts});
  const UserId reader = add("Reader", {kUser, kMessageBody}, {alerts});
  CHECK_FALSE(allowed_on(alerts, sms, "message_body.view"));
  CHECK_FALSE(allowed_on(alerts, admin, "message_body.view"));
  CHECK(allowed_on(alerts, reader, "message_body.view"));
  CHECK_FALSE(allowed_on(alerts, reader, "sms.use"));
}

}  // namespace
}  // namespace remit::test::wavecell_portal
