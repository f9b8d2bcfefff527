#include "tests/vendors/look.h"

namespace remit::test::adyen_platform {
namespace {

using namespace directory;

const RoleId kAdmin{"merchant_admin"}, kUserManagement{"merchant_user_management"}, kBase{"balance_platform_base"},
    kHolders{"manage_holders"}, kIntegrator{"technical_integrator"}, kTransfers{"view_transfers"},
    kInternalTransfers{"initiate_internal_transfers"}, kAccountGroups{"manage_account_groups"};

std::vector<NewScope> accounts() {
  return {{"ECOM", KindId{"merchant"}, {}, {}},
          {"POS", KindId{"merchant"}, {}, {}},
          {"Balance", KindId{"platform_account"}, std::size_t{0}, {}}};
}

struct Adyen : Portal {
  Adyen() : Portal("adyen-platform", accounts()), ecom(scope("ECOM")), pos(scope("POS")), balance(scope("Balance")) {}

  ScopeId ecom, pos, balance;

  /// An administrator of ECOM alone, with these roles besides.
  UserId admin_of_ecom(std::vector<RoleId> besides = {}) {
    besides.push_back(kAdmin);
    return add("Local", besides, {ecom});
  }
  Result<present::Outcome> give(UserId actor, UserId user, const std::vector<RoleId>& roles,
                                const std::vector<ScopeId>& scopes = {}) {
    return run(as(actor), Give{user, roles, scopes, {}, {}});
  }
};

TEST_CASE_FIXTURE(Adyen, "[V012] a user is found by a part of the name, the username or the e-mail") {
  add("Theodora Pappa", {kBase});
  add("Nikos Manos", {kBase});
  for (const char* text : {"dora", "theodora.pappa", "pappa@shop"}) {
    INFO(text);
    present::ListQuery query;
    query.search = text;
    CHECK(names(*this, owner, query) == std::vector<std::string>{"Theodora Pappa"});
  }
}

TEST_CASE_FIXTURE(Adyen, "[V013] an unverified user's verification is sent again, and nobody else's") {
  const UserId clerk = invite("Clerk", {kBase});
  const present::UserDetails unverified = details(clerk);
  REQUIRE(offer(unverified, "resend") != nullptr);
  CHECK(offer(unverified, "resend")->label == "Resend email verification");
  CHECK(offer(unverified, "resend")->offered);
  complete_steps(clerk);
  CHECK_FALSE(offer(details(clerk), "resend")->offered);
  CHECK(rule_of(run(as(owner), Resend{clerk})) == "wrong-state");
}

TEST_CASE_FIXTURE(Adyen, "[V030] [V031] [V035] username and e-mail are two things, and each is nobody else's") {
  CHECK(holds(create_form(), "username"));
  CHECK(holds(create_form(), "email"));
  add("Clerk", {kBase});
  CreateUser second = creating("Other", {kBase});
  second.fields["username"] = "Clerk";
  CHECK(rule_of(run(as(owner), second)) == "taken");
  second.fields["username"] = "other";
  second.fields["email"] = "CLERK@shop.example";
  CHECK(rule_of(run(as(owner), second)) == "taken");
  second.fields["email"] = "not an address";
  CHECK(rule_of(run(as(owner), second)) == "not-an-email");
  second.fields["email"] = "other@shop.example";
  second.fields.erase("username");
  CHECK(rule_of(run(as(owner), second)) == "field-missing");
  second.fields["username"] = "other";
  CHECK(rule_of(run(as(owner), second)) == "done");
}

TEST_CASE_FIXTURE(Adyen, "people sign in by username, which is fixed once they are created") {
  const UserId clerk = add("Clerk", {kBase});
  CHECK((*service->sign_in_facts(slug, "clerk"))->user == clerk);
  CHECK_FALSE(service->sign_in_facts(slug, "clerk@shop.example")->has_value());
  CHECK(rule_of(run(as(owner), EditUser{clerk, {{"username", "clerk2"}}})) == "field-fixed");
}

TEST_CASE_FIXTURE(Adyen, "[V039] [V087] a user has one role or many, and what they allow adds up") {
  CHECK(rule_of(run(as(owner), creating("None", {}))) == "too-few-roles");
  const UserId clerk = add("Clerk", {kBase, kTransfers});
  CHECK(allowed(clerk, "platform.view"));
  CHECK(allowed(clerk, "transfer.view"));
  CHECK_FALSE(allowed(clerk, "webhook.manage"));
  REQUIRE(give(owner, clerk, {kIntegrator}).ok());
  CHECK(details(clerk).row.roles.size() == 3);
  for (const char* permission : {"platform.view", "transfer.view", "webhook.manage"}) CHECK(allowed(clerk, permission));
}

TEST_CASE_FIXTURE(Adyen, "[V048] the accounts that were chosen are those where a user's roles count") {
  CreateUser nowhere = creating("Nowhere", {kTransfers});
  nowhere.scopes.clear();
  CHECK(rule_of(run(as(owner), nowhere)) == "too-few-scopes");
  const UserId clerk = add("Clerk", {kTransfers}, {ecom});
  CHECK(allowed_on(ecom, clerk, "transfer.view"));
  CHECK(allowed_on(balance, clerk, "transfer.view"));
  CHECK_FALSE(allowed_on(pos, clerk, "transfer.view"));
  CHECK_FALSE(allowed(clerk, "transfer.view"));
}

TEST_CASE_FIXTURE(Adyen, "[V060] [V187] Merchant admin and Merchant user management create users, and nobody else") {
  const UserId clerk = add("Clerk", {kIntegrator, kBase});
  CHECK(rule_of(run(as(clerk), creating("New", {kBase}))) == "may-not-manage");
  const UserId staff = add("Staff", {kUserManagement, kBase});
  CHECK(rule_of(run(as(staff), creating("By staff", {kBase}))) == "done");
  CHECK(rule_of(run(as(staff), Deactivate{clerk})) == "may-not-manage");
  const UserId admin = add("Admin", {kAdmin, kBase});
  CHECK(rule_of(run(as(admin), creating("By admin", {kBase}))) == "done");
  CHECK(rule_of(run(as(admin), Deactivate{clerk})) == "done");
}

TEST_CASE_FIXTURE(Adyen, "[V062] [V063] creating goes from details over accounts and roles to a review of all three") {
  const present::FormModel form = create_form();
  CHECK(form.flow == scheme::CreateFlow::Steps);
  std::vector<std::string> steps;
  for (const present::FormStep& it : form.steps) steps.push_back(it.label);
  CHECK(steps == std::vector<std::string>{"User details", "Accounts", "Roles", "Review"});
  REQUIRE(form.steps.size() == 4);
  CHECK(form.steps[1].shows == std::vector<std::string>{"scopes"});
  CHECK(form.steps[2].shows == std::vector<std::string>{"group:role"});
  CHECK(form.steps[3].shows == std::vector<std::string>{"review"});
  CHECK(list().create.label == "Create new user");
}

TEST_CASE_FIXTURE(Adyen, "[V071] a role that one does not have oneself comes from support") {
  const UserId admin = admin_of_ecom();
  const UserId clerk = add("Clerk", {kBase}, {ecom});
  CHECK(rule_of(give(admin, clerk, {kInternalTransfers})) == "may-not-give");
  const auto form = service->form(slug, as(admin), clerk);
  REQUIRE(form.ok());
  CHECK_FALSE(option(*form, kInternalTransfers).may_give);
  CHECK_FALSE(option(*form, kInternalTransfers).reason.empty());
  CHECK(rule_of(run(operating(), Give{clerk, {kInternalTransfers}, {}, {}, {}})) == "done");
}

TEST_CASE_FIXTURE(Adyen, "[V076] each action says beforehand which role it needs") {
  CHECK(list().create.hint.find("Merchant admin") != std::string::npos);
  const UserId clerk = add("Clerk", {kBase});
  const present::UserDetails shown = details(clerk);
  for (const char* command : {"edit-user", "send-password-reset"}) {
    INFO(command);
    REQUIRE(offer(shown, command) != nullptr);
    CHECK(offer(shown, command)->hint.find("Merchant admin") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Adyen, "[V093] only roles that one has oneself are assigned") {
  const UserId admin = admin_of_ecom({kBase});
  const UserId clerk = add("Clerk", {kTransfers}, {ecom});
  CHECK(rule_of(give(admin, clerk, {kBase})) == "done");
  const auto refused = give(admin, clerk, {kIntegrator});
  CHECK(rule_of(refused) == "may-not-give");
  CHECK(argument(refused, "why") == "role-not-held");
  CHECK(details(clerk).row.roles.size() == 2);

  SUBCASE("at creation too, where what is in excess is left out and said") {
    const CreateUser create = creating("New", {kBase, kIntegrator}, {ecom});
    const auto shown = plan(as(admin), create);
    REQUIRE(shown.ok());
    CHECK(shown->dropped.size() == 1);
    const auto made = run(as(admin), create);
    REQUIRE(made.ok());
    const auto roles = details(*parse_id<UserTag>(made->user_id)).row.roles;
    REQUIRE(roles.size() == 1);
    CHECK(roles.front().id == kBase);
  }
  SUBCASE("what one could assign ends with one's own role") {
    REQUIRE(run(as(owner), Take{admin, {kBase}, {}, {}}).ok());
    CHECK(rule_of(run(as(admin), creating("New", {kBase}, {ecom}))) == "too-few-roles");
  }
}

TEST_CASE_FIXTURE(Adyen, "[V094] only accounts that one has oneself are given") {
  const UserId admin = admin_of_ecom({kBase});
  const UserId clerk = add("Clerk", {kBase}, {ecom});
  CHECK(rule_of(give(admin, clerk, {}, {balance})) == "done");
  const auto refused = give(admin, clerk, {}, {pos});
  CHECK(rule_of(refused) == "may-not-give");
  CHECK(rule_of(give(admin, clerk, {}, {scope("Shop")})) == "may-not-give");
  const auto form = service->form(slug, as(admin), {});
  REQUIRE(form.ok());
  CHECK(node(*form, "ECOM").may_give);
  CHECK(node(*form, "Balance").may_give);
  CHECK_FALSE(node(*form, "POS").may_give);
}

TEST_CASE_FIXTURE(Adyen, "[V094] giving oneself what one lacks is refused like giving it to others") {
  const UserId admin = admin_of_ecom({kBase});
  CHECK(rule_of(give(admin, admin, {kIntegrator})) == "may-not-give");
  CHECK(rule_of(give(admin, admin, {}, {pos})) == "may-not-give");
}

TEST_CASE_FIXTURE(Adyen, "[V095] the details list every role with what it is for and who gave it") {
  const UserId clerk = add("Clerk", {kBase, kTransfers});
  const present::UserDetails shown = details(clerk);
  REQUIRE(shown.row.roles.size() == 2);
  for (const present::RoleTag& it : shown.row.roles) {
    CHECK_FALSE(it.label.empty());
    CHECK_FALSE(it.purpose.empty());
    CHECK(it.given_by == "Owner");
  }
}

TEST_CASE_FIXTURE(Adyen, "[V096] [V101] roles and accounts are changed later, and count at once") {
  const UserId clerk = add("Clerk", {kTransfers}, {ecom});
  REQUIRE(give(owner, clerk, {kIntegrator}, {pos}).ok());
  CHECK(allowed_on(pos, clerk, "webhook.manage"));
  REQUIRE(run(as(owner), Take{clerk, {kTransfers}, {ecom}, {}}).ok());
  CHECK_FALSE(allowed_on(pos, clerk, "transfer.view"));
  CHECK_FALSE(allowed_on(ecom, clerk, "webhook.manage"));
  CHECK(rule_of(run(as(owner), Take{clerk, {}, {pos}, {}})) == "too-few-scopes");
}

TEST_CASE_FIXTURE(Adyen, "[V111] [V120] deactivating ends the session that runs, and lets nobody in again") {
  const UserId clerk = add("Clerk", {kBase});
  const auto session = run(self(clerk), SignIn{clerk, "", ""});
  REQUIRE(session.ok());
  REQUIRE(sessions(clerk).size() == 1);
  REQUIRE(service->session(slug, session->secret)->has_value());
  REQUIRE(run(as(owner), Deactivate{clerk}).ok());
  CHECK_FALSE(service->session(slug, session->secret)->has_value());
  CHECK(sessions(clerk).empty());
  CHECK(rule_of(run(self(clerk), SignIn{clerk, "", ""})) == "may-not-sign-in");
  CHECK(check(clerk, "platform.view").rule == "state-may-not-act");
}

TEST_CASE_FIXTURE(Adyen, "[V121] deactivating asks first, with the user's name") {
  const UserId clerk = add("Clerk", {kBase});
  const present::UserDetails shown = details(clerk);
  CHECK(offer(shown, "deactivate")->confirm == "Deactivate Clerk?");
  CHECK(offer(shown, "deactivate")->destructive);
}

TEST_CASE_FIXTURE(Adyen, "[V122] nobody deactivates the user they are signed in with") {
  CHECK(rule_of(run(as(owner), Deactivate{owner})) == "not-self");
  const UserId admin = add("Admin", {kAdmin});
  CHECK(rule_of(run(as(admin), Deactivate{admin})) == "not-self");
  CHECK_FALSE(offer(*service->user(slug, as(admin), admin), "deactivate")->offered);
}

TEST_CASE_FIXTURE(Adyen, "[V123] a deactivated user is reactivated from the details") {
  const UserId clerk = add("Clerk", {kBase});
  CHECK_FALSE(offer(details(clerk), "reactivate")->offered);
  REQUIRE(run(as(owner), Deactivate{clerk}).ok());
  CHECK(offer(details(clerk), "reactivate")->offered);
  REQUIRE(run(as(owner), Reactivate{clerk}).ok());
  CHECK(row(clerk).state.text == "active");
  CHECK(run(self(clerk), SignIn{clerk, "", ""}).ok());
}

TEST_CASE_FIXTURE(Adyen, "[V124] a user is unverified until address, password and second factor are done") {
  const UserId clerk = invite("Clerk", {kBase});
  for (const scheme::Step step : {scheme::Step::VerifyEmail, scheme::Step::SetPassword, scheme::Step::EnrolFactor}) {
    CHECK(row(clerk).state.text == "unverified");
    CHECK(check(clerk, "platform.view").rule == "state-may-not-act");
    REQUIRE(run(self(clerk), RedeemLink{mailed_secret(clerk), {step}, "$argon2id$x"}).ok());
  }
  CHECK(row(clerk).state.text == "active");
  CHECK(allowed(clerk, "platform.view"));
}

TEST_CASE_FIXTURE(Adyen, "[V130] the link of a new user works for two weeks") {
  const UserId clerk = invite("Clerk", {kBase});
  const std::string secret = mailed_secret(clerk);
  clock.time = clock.time + days(14) - milliseconds(1);
  CHECK(service->link(slug, secret).ok());
  clock.time = clock.time + milliseconds(1);
  CHECK(rule_of(service->link(slug, secret)) == "link-expired");
  CHECK(rule_of(run(self(clerk), RedeemLink{secret, {scheme::Step::VerifyEmail}, ""})) == "link-expired");
}

TEST_CASE_FIXTURE(Adyen, "[V131] [V137] sent again, it works for 24 hours, and the older one no more") {
  const UserId clerk = invite("Clerk", {kBase});
  const std::string first = mailed_secret(clerk);
  clock.time = clock.time + days(20);
  REQUIRE(run(as(owner), Resend{clerk}).ok());
  const std::string second = mailed_secret(clerk);
  CHECK(rule_of(service->link(slug, first)) == "link-unknown");
  clock.time = clock.time + hours(24) - milliseconds(1);
  CHECK(service->link(slug, second).ok());
  clock.time = clock.time + milliseconds(1);
  CHECK(rule_of(service->link(slug, second)) == "link-expired");
}

TEST_CASE_FIXTURE(Adyen, "[V133] [V145] a password reset is sent from the details, and works for 24 hours") {
  const UserId clerk = add("Clerk", {kBase});
  CHECK(offer(details(clerk), "send-password-reset")->offered);
  clock.time = clock.time + minutes(1);
  REQUIRE(run(as(owner), SendPasswordReset{clerk}).ok());
  const std::string secret = mailed_secret(clerk);
  REQUIRE(service->link(slug, secret).ok());
  CHECK(service->link(slug, secret)->steps == std::vector<scheme::Step>{scheme::Step::SetPassword});
  CHECK(row(clerk).state.text == "active");
  clock.time = clock.time + hours(24);
  CHECK(rule_of(service->link(slug, secret)) == "link-expired");
}

TEST_CASE_FIXTURE(Adyen, "[V138] one mail verifies the address, sets the password and the second factor") {
  const UserId clerk = invite("Clerk", {kBase});
  std::size_t mails = 0;
  for (const present::OutboxItem& it : outbox()) mails += it.user_id == to_string(clerk) ? 1 : 0;
  CHECK(mails == 1);
  const auto link = service->link(slug, mailed_secret(clerk));
  REQUIRE(link.ok());
  CHECK(link->steps ==
        std::vector<scheme::Step>{scheme::Step::VerifyEmail, scheme::Step::SetPassword, scheme::Step::EnrolFactor});
  CHECK(link->email == "clerk@shop.example");
}

TEST_CASE_FIXTURE(Adyen, "[V144] a new address is confirmed by a link of its own, which does that and nothing else") {
  const UserId clerk = add("Clerk", {kBase});
  clock.time = clock.time + minutes(1);
  REQUIRE(run(as(owner), EditUser{clerk, {{"email", "new@shop.example"}}}).ok());
  CHECK(row(clerk).fields.at("email") == "clerk@shop.example");
  const std::string secret = mailed_secret(clerk);
  const auto link = service->link(slug, secret);
  REQUIRE(link.ok());
  CHECK(link->email == "new@shop.example");
  CHECK(rule_of(run(self(clerk), RedeemLink{secret, {scheme::Step::SetPassword}, "$argon2id$x"})) ==
        "step-not-in-link");
  REQUIRE(run(self(clerk), RedeemLink{secret, {scheme::Step::VerifyEmail}, ""}).ok());
  CHECK(row(clerk).fields.at("email") == "new@shop.example");
}

TEST_CASE_FIXTURE(Adyen, "[V146] who forgot the password asks for a reset link by username") {
  const UserId clerk = add("Clerk", {kBase});
  const auto known = service->sign_in_facts(slug, "clerk");
  REQUIRE(known->has_value());
  clock.time = clock.time + minutes(1);
  REQUIRE(run(self((*known)->user), ForgotPassword{(*known)->user}).ok());
  const auto link = service->link(slug, mailed_secret(clerk));
  REQUIRE(link.ok());
  CHECK(link->purpose == "reset");
  CHECK(rule_of(run(as(owner), ForgotPassword{clerk})) == "not-offered");
}

TEST_CASE_FIXTURE(Adyen, "[V163] details have Edit, and the form is saved with Save") {
  const UserId clerk = add("Clerk", {kBase});
  CHECK(offer(details(clerk), "edit-user")->label == "Edit");
  const present::FormModel form = edit_form(clerk);
  CHECK(form.submit == "Save");
  CHECK(option(form, kBase).chosen);
  CHECK_FALSE(option(form, kTransfers).chosen);
}

TEST_CASE_FIXTURE(Adyen, "[V184] some roles need Balance platform admin or base") {
  const UserId clerk = add("Clerk", {kTransfers});
  CHECK(rule_of(give(owner, clerk, {kHolders})) == "role-requires");
  CHECK(rule_of(give(owner, clerk, {kHolders, kBase})) == "done");
  CHECK(rule_of(run(as(owner), Take{clerk, {kBase}, {}, {}})) == "role-requires");
  CHECK(rule_of(give(owner, clerk, {RoleId{"balance_platform_admin"}})) == "done");
  CHECK(rule_of(run(as(owner), Take{clerk, {kBase}, {}, {}})) == "done");
}

TEST_CASE_FIXTURE(Adyen, "[V185] managing account groups goes with company-level access") {
  const UserId clerk = add("Clerk", {kBase}, {ecom});
  CHECK(rule_of(give(owner, clerk, {kAccountGroups})) == "role-requires-scope");
  CHECK(rule_of(give(owner, clerk, {kAccountGroups}, {scope("Shop")})) == "done");
  CHECK(allowed(clerk, "account_group.manage"));
  CHECK_FALSE(allowed_on(ecom, clerk, "account_group.manage"));
}

TEST_CASE_FIXTURE(Adyen, "[V186] a new user's account groups and accounts are cut to those the creator has") {
  const UserId admin = admin_of_ecom({kBase});
  const auto group_of = [this](std::string_view name, const std::vector<ScopeId>& nodes) {
    REQUIRE(run(operating(), DefineScopeGroup{{}, std::string(name), nodes}).ok());
    const auto rows = store->read(service->organisation(slug)->id);
    const auto groups = (*rows)->scope_groups();
    for (const ScopeGroup& it : *groups) {
      if (it.name == name) return it.id;
    }
    FAIL("no group " << std::string(name));
    return ScopeGroupId();
  };
  const ScopeGroupId near = group_of("Near", {ecom}), far = group_of("Far", {pos}),
                     both = group_of("Both", {ecom, pos});
  CreateUser create = creating("New", {kBase}, {balance, pos});
  create.scope_groups = {near, far, both};
  const auto shown = plan(as(admin), create);
  REQUIRE(shown.ok());
  CHECK(shown->dropped.size() == 3);
  const auto made = run(as(admin), create);
  REQUIRE(made.ok());
  CHECK(made->notes.size() == 3);
  const UserId user = *parse_id<UserTag>(made->user_id);
  complete_steps(user);
  CHECK(allowed_on(ecom, user, "platform.view"));
  CHECK_FALSE(allowed_on(pos, user, "platform.view"));

  create = creating("Other", {kBase}, {pos});
  CHECK_FALSE(run(as(admin), create).ok());
  CHECK(run(as(owner), create).ok());
}

}  // namespace
}  // namespace remit::test::adyen_platform
