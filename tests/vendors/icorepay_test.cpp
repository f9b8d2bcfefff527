#include "tests/vendors/look.h"

namespace remit::test::icorepay {
namespace {

using namespace directory;

const RoleId kRead{"read"}, kCreate{"create"}, kWrite{"write"}, kAdmin{"admin"};

std::vector<NewScope> practices() {
  return {{"Harbour", KindId{"practice"}, {}, {{"custom_initial_payment", true}}},
          {"Mill Lane", KindId{"practice"}, {}, {}}};
}

struct ICorePay : Portal {
  ICorePay() : Portal("icorepay", practices()), harbour(scope("Harbour")), mill_lane(scope("Mill Lane")) {}

  ScopeId harbour, mill_lane;
};

TEST_CASE_FIXTURE(ICorePay, "[V030] [V032] the e-mail is the username: unique, signs in, fixed") {
  CHECK_FALSE(holds(create_form(), "username"));
  const UserId clerk = add("Clerk", {kRead});
  CHECK((*service->sign_in_facts(slug, "clerk@shop.example"))->user == clerk);
  CreateUser again = creating("Other", {kRead});
  again.fields["email"] = "Clerk@shop.example";
  CHECK(rule_of(run(as(owner), again)) == "taken");
  CHECK(rule_of(run(as(owner), EditUser{clerk, {{"email", "new@shop.example"}}})) == "field-fixed");
}

TEST_CASE_FIXTURE(ICorePay, "[V036] a user has a first and a last name") {
  CreateUser create = creating("Someone", {kRead});
  create.fields["first_name"] = "Amara";
  create.fields.erase("last_name");
  CHECK(rule_of(run(as(owner), create)) == "field-missing");
  create.fields["last_name"] = "Diallo";
  const auto made = run(as(owner), create);
  REQUIRE(made.ok());
  CHECK(made->user_name == "Amara Diallo");
}

TEST_CASE_FIXTURE(ICorePay, "[V038] a user has exactly one role") {
  CHECK(rule_of(run(as(owner), creating("None", {}))) == "too-few-roles");
  const UserId clerk = add("Clerk", {kRead});
  REQUIRE(run(as(owner), Give{clerk, {kWrite}, {}, {}, {}}).ok());
  CHECK(details(clerk).row.roles.size() == 1);
}

TEST_CASE_FIXTURE(ICorePay, "[V049] a user belongs to practices, one at least, and works there alone") {
  CreateUser nowhere = creating("Nowhere", {kRead});
  nowhere.scopes.clear();
  CHECK(rule_of(run(as(owner), nowhere)) == "too-few-scopes");
  const UserId clerk = add("Clerk", {kCreate}, {harbour});
  CHECK(allowed_on(harbour, clerk, "invoice.create"));
  CHECK_FALSE(allowed_on(mill_lane, clerk, "invoice.create"));
  REQUIRE(run(as(owner), Give{clerk, {}, {mill_lane}, {}, {}}).ok());
  CHECK(allowed_on(mill_lane, clerk, "invoice.create"));
}

TEST_CASE_FIXTURE(ICorePay, "[V060] [V075] the whole Users feature is for Admins only") {
  for (const RoleId& role : {kRead, kCreate, kWrite}) {
    INFO(role.text);
    const UserId other = add(role.text + " user", {role});
    CHECK_FALSE(service->viewer(slug, as(other))->manages);
    CHECK_FALSE(service->list_model(slug, as(other)).ok());
    CHECK_FALSE(service->matrix(slug, as(other)).ok());
    CHECK(rule_of(service->user(slug, as(other), owner)) == "no-such-user");
    CHECK(rule_of(run(as(other), creating("By " + role.text, {kRead}))) == "may-not-manage");
  }
  const UserId admin = add("Second", {kAdmin});
  CHECK(service->list_model(slug, as(admin)).ok());
  CHECK(rule_of(run(as(admin), creating("By admin", {kRead}))) == "done");
}

TEST_CASE_FIXTURE(ICorePay, "an Admin of one practice manages the people of that practice") {
  const UserId admin = add("Local", {kAdmin}, {harbour});
  CHECK(rule_of(run(as(admin), creating("Near", {kRead}, {harbour}))) == "done");
  CHECK(rule_of(run(as(admin), creating("Far", {kRead}, {mill_lane}))) == "may-not-manage");
  const UserId far = add("There", {kRead}, {mill_lane});
  CHECK(rule_of(run(as(admin), EditUser{far, {{"first_name", "X"}}})) == "no-such-user");
  const UserId both = add("Both", {kRead}, {harbour, mill_lane});
  CHECK(rule_of(run(as(admin), EditUser{both, {{"first_name", "X"}}})) == "may-not-manage");
}

TEST_CASE_FIXTURE(ICorePay, "[V064] e-mail and Next, then names and role") {
  const present::FormModel form = create_form();
  CHECK(form.flow == scheme::CreateFlow::Steps);
  REQUIRE(form.steps.size() == 2);
  CHECK(form.steps[0].shows == std::vector<std::string>{"email"});
  CHECK(form.steps[1].shows == std::vector<std::string>{"first_name", "last_name", "group:role", "scopes"});
}

TEST_CASE_FIXTURE(ICorePay, "[V082] [V083] [V084] [V085] [V086] each role does what the one below does, and more") {
  const auto matrix = service->matrix(slug, as(owner));
  REQUIRE(matrix.ok());
  std::vector<std::string> roles;
  for (const present::MatrixRole& it : matrix->roles) roles.push_back(it.label);
  CHECK(roles == std::vector<std::string>{"Read", "Create", "Write", "Admin"});
  const std::map<std::string, std::string> page{{"View the data in iCorePay", "YYYY"},
                                                {"Create invoices", "-YYY"},
                                                {"Pay invoices", "-YYY"},
                                                {"Set up payment plans", "-YYY"},
                                                {"Cancel invoices", "--YY"},
                                                {"Refund invoices", "--YY"},
                                                {"Set up custom payment plans", "--YY"},
                                                {"Choose the initial payment of a plan", "--YY"},
                                                {"Delete invoices", "---Y"},
                                                {"Create and manage users, reset passwords", "---Y"},
                                                {"Manage location configurations", "---Y"},
                                                {"Manage payment methods", "---Y"}};
  CHECK(cells(*matrix, "Role") == page);
  for (const present::MatrixRow& it : matrix->rows) {
    if (it.label == "View the data in iCorePay") CHECK(it.cells[3].from == "Read");
  }

  const std::vector<std::pair<RoleId, const char*>> ladder{
      {kRead, "data.view"}, {kCreate, "invoice.create"}, {kWrite, "invoice.refund"}, {kAdmin, "invoice.delete"}};
  for (std::size_t i = 0; i < ladder.size(); ++i) {
    const UserId person = add("Rung " + ladder[i].first.text, {ladder[i].first});
    for (std::size_t j = 0; j < ladder.size(); ++j) {
      INFO(ladder[i].first.text << " " << ladder[j].second);
      CHECK(allowed(person, ladder[j].second) == (j <= i));
    }
  }
}

TEST_CASE_FIXTURE(ICorePay, "[V096] a user's role is changed at any time") {
  const UserId clerk = add("Clerk", {kRead});
  CHECK_FALSE(allowed(clerk, "invoice.refund"));
  REQUIRE(run(as(owner), Give{clerk, {kWrite}, {}, {}, {}}).ok());
  CHECK(allowed(clerk, "invoice.refund"));
  REQUIRE(run(as(owner), Give{clerk, {kCreate}, {}, {}, {}}).ok());
  CHECK_FALSE(allowed(clerk, "invoice.refund"));
}

TEST_CASE_FIXTURE(ICorePay, "[V135] the login instructions work for 48 hours from when the user was added") {
  const UserId clerk = invite("Clerk", {kRead});
  const std::string secret = mailed_secret(clerk);
  clock.time = clock.time + hours(48) - milliseconds(1);
  CHECK(service->link(slug, secret).ok());
  CHECK(service->link(slug, secret)->expires_at == row(clerk).created_at + hours(48));
  clock.time = clock.time + milliseconds(1);
  CHECK(rule_of(run(self(clerk), RedeemLink{secret, {scheme::Step::VerifyEmail}, ""})) == "link-expired");
}

TEST_CASE_FIXTURE(ICorePay, "[V136] once they are over, a password reset completes the account") {
  const UserId clerk = invite("Clerk", {kRead});
  clock.time = clock.time + hours(49);
  CHECK(offer(details(clerk), "resend") == nullptr);
  REQUIRE(offer(details(clerk), "send-password-reset") != nullptr);
  CHECK(offer(details(clerk), "send-password-reset")->offered);
  REQUIRE(run(as(owner), SendPasswordReset{clerk}).ok());
  const RedeemLink redeem{mailed_secret(clerk), {scheme::Step::VerifyEmail, scheme::Step::SetPassword}, "$argon2id$x"};
  REQUIRE(run(self(clerk), redeem).ok());
  CHECK(row(clerk).state.text == "active");
  CHECK(allowed(clerk, "data.view"));
}

TEST_CASE_FIXTURE(ICorePay, "[V164] Overview edits the name and the role, and nothing else") {
  const UserId clerk = add("Clerk", {kRead});
  const present::FormModel form = edit_form(clerk);
  CHECK(form.fields.size() == 2);
  CHECK(holds(form, "first_name"));
  CHECK(holds(form, "last_name"));
  REQUIRE(group(form, "role") != nullptr);
  CHECK(option(form, kRead).chosen);
  REQUIRE(run(as(owner), EditUser{clerk, {{"last_name", "Renamed"}}}).ok());
  CHECK(details(clerk).row.name == "Clerk Renamed");
}

TEST_CASE_FIXTURE(ICorePay, "[V175] removing takes a user from all practices; some and not others only support takes") {
  const UserId clerk = add("Clerk", {kRead}, {harbour, mill_lane});
  CHECK(rule_of(run(as(owner), Take{clerk, {}, {harbour}, {}})) == "not-offered");
  CHECK(rule_of(run(operating(), Take{clerk, {}, {harbour}, {}})) == "done");
  CHECK_FALSE(allowed_on(harbour, clerk, "data.view"));
  CHECK(allowed_on(mill_lane, clerk, "data.view"));

  const UserId both = add("Both", {kRead}, {harbour, mill_lane});
  const UserId local = add("Local", {kAdmin}, {harbour});
  CHECK(rule_of(run(as(local), Remove{both})) == "may-not-manage");
  REQUIRE(run(as(owner), Remove{both}).ok());
  CHECK(rule_of(service->user(slug, as(owner), both)) == "no-such-user");
  for (const ScopeId practice : {harbour, mill_lane}) {
    CHECK(rule_of(service->check(slug, operating(), both, "data.view", practice, {})) == "no-such-user");
  }
}

TEST_CASE_FIXTURE(ICorePay, "[V191] a feature is switched on or off for each location, and counts at once") {
  const UserId clerk = add("Clerk", {kWrite});
  CHECK(allowed_on(harbour, clerk, "plan.custom_initial"));
  CHECK(check(clerk, "plan.custom_initial", {}, mill_lane).rule == "feature-off");
  const FeatureId initial{"custom_initial_payment"};
  REQUIRE(run(as(owner), SwitchFeature{mill_lane, initial, true}).ok());
  REQUIRE(run(as(owner), SwitchFeature{harbour, initial, false}).ok());
  CHECK(allowed_on(mill_lane, clerk, "plan.custom_initial"));
  CHECK(check(clerk, "plan.custom_initial", {}, harbour).rule == "feature-off");
  CHECK_FALSE(run(as(clerk), SwitchFeature{harbour, initial, true}).ok());
}

}  // namespace
}  // namespace remit::test::icorepay
