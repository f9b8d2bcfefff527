#include "tests/vendors/look.h"

namespace remit::test::billpro {
namespace {

using namespace directory;

const RoleId kAdmin{"admin_user"}, kNormal{"normal_user"}, kRestricted{"restricted_user"},
    kAccountant{"accountant_user"};
const RoleId kPaymentLink{"payment_link"}, kApiAccess{"api_access"};

struct BillPro : Portal {
  BillPro() : Portal("billpro") {}

  present::UserRow listed(UserId user) {
    const auto page = service->users(slug, as(owner), {});
    REQUIRE(page.ok());
    for (const present::UserRow& it : page->rows) {
      if (it.id == user) return it;
    }
    FAIL("not in the list");
    return {};
  }
};

TEST_CASE_FIXTURE(BillPro, "[V001] users are found behind the account icon's menu") {
  CHECK(list().menu_path == std::vector<std::string>{"User account icon", "Users"});
  CHECK(list().title == "Users");
}

TEST_CASE_FIXTURE(BillPro, "[V016] a row has an eye to view and a pencil to edit") {
  CHECK(list().row_buttons == std::vector<std::string>{"show", "edit-user"});
}

TEST_CASE_FIXTURE(BillPro, "[V017] a row's flag is green for active and grey for inactive") {
  CHECK(list().has_flag_column);
  const UserId clerk = add("Clerk", {kNormal});
  CHECK(listed(clerk).may_act);
  REQUIRE(run(as(owner), Deactivate{clerk}).ok());
  CHECK_FALSE(listed(clerk).may_act);
}

TEST_CASE_FIXTURE(BillPro, "[V018] the list has a button for a new user, and only for whoever may create one") {
  CHECK(list().create.label == "New user");
  CHECK(list().create.offered);
  const UserId clerk = add("Clerk", {kNormal});
  CHECK_FALSE(service->list_model(slug, as(clerk)).ok());
}

TEST_CASE_FIXTURE(BillPro, "[V022] details can be edited from where they are shown") {
  const UserId clerk = add("Clerk", {kNormal});
  const present::UserDetails details = this->details(clerk);
  const present::ActionOffer* const edit = offer(details, "edit-user");
  REQUIRE(edit != nullptr);
  CHECK(edit->offered);
}

TEST_CASE_FIXTURE(BillPro, "[V030] a user has an e-mail, which must be one and is nobody else's") {
  CHECK(holds(create_form(), "email"));
  CreateUser create;
  create.roles = {kNormal};
  create.fields = {{"name", "Clerk"}};
  CHECK(rule_of(run(as(owner), create)) == "field-missing");
  create.fields["email"] = "not an address";
  CHECK(rule_of(run(as(owner), create)) == "not-an-email");
  create.fields["email"] = "OWNER@Shop.Example";
  CHECK(rule_of(run(as(owner), create)) == "taken");
  create.fields["email"] = "clerk@shop.example";
  CHECK(rule_of(run(as(owner), create)) == "done");
}

TEST_CASE_FIXTURE(BillPro, "[V038] a user has exactly one role") {
  CreateUser create;
  create.fields = {{"name", "Clerk"}, {"email", "clerk@shop.example"}};
  CHECK(rule_of(run(as(owner), create)) == "too-few-roles");
  create.roles = {kNormal, kAccountant};
  CHECK(rule_of(run(as(owner), create)) != "too-few-roles");
  const UserId clerk = add("Other", {kNormal});
  REQUIRE(run(as(owner), Give{clerk, {kAccountant}, {}, {}, {}}).ok());
  CHECK(details(clerk).row.roles.size() == 1);
  CHECK(rule_of(run(as(owner), Take{clerk, {kAccountant}, {}, {}})) == "too-few-roles");
}

TEST_CASE_FIXTURE(BillPro, "[V045] a new user is active unless the switch says otherwise") {
  const UserId clerk = invite("Clerk", {kNormal});
  CHECK(row(clerk).state.text == "active");
  CreateUser create;
  create.fields = {{"name", "Later"}, {"email", "later@shop.example"}};
  create.roles = {kNormal};
  create.state = StateId{"inactive"};
  const auto made = run(as(owner), create);
  REQUIRE(made.ok());
  const UserId later = *parse_id<UserTag>(made->user_id);
  CHECK(row(later).state.text == "inactive");
  CHECK(links(later).empty());
}

TEST_CASE_FIXTURE(BillPro, "[V046] the payment-link switch lets a user create payment links") {
  const UserId clerk = add("Clerk", {kNormal});
  CHECK_FALSE(allowed(clerk, "payment_link.create"));
  REQUIRE(run(as(owner), SetFlag{clerk, kPaymentLink, true}).ok());
  CHECK(allowed(clerk, "payment_link.create"));
  REQUIRE(run(as(owner), SetFlag{clerk, kPaymentLink, false}).ok());
  CHECK_FALSE(allowed(clerk, "payment_link.create"));
}

TEST_CASE_FIXTURE(BillPro, "[V047] the API-access switch creates API credentials, and takes them away") {
  const UserId clerk = add("Clerk", {kNormal});
  const auto on = run(as(owner), SetFlag{clerk, kApiAccess, true});
  REQUIRE(on.ok());
  REQUIRE(credentials(clerk).size() == 1);
  const auto found = service->credential(slug, on->secret);
  REQUIRE(found.ok());
  REQUIRE(found->has_value());
  CHECK((*found)->actor.user == clerk);
  CHECK((*found)->actor.kind == scheme::ActorKind::Credential);
  REQUIRE(run(as(owner), SetFlag{clerk, kApiAccess, false}).ok());
  CHECK_FALSE((*service->credential(slug, on->secret)).has_value());
}

TEST_CASE_FIXTURE(BillPro, "[V060] only an admin_user creates users") {
  CreateUser create;
  create.roles = {kRestricted};
  for (const RoleId& role : {kNormal, kRestricted, kAccountant}) {
    const UserId other = add(role.text, {role});
    create.fields = {{"name", "New"}, {"email", "by-" + role.text.substr(0, 4) + "@shop.example"}};
    CHECK(rule_of(run(as(other), create)) == "may-not-manage");
  }
  const UserId admin = add("Second", {kAdmin});
  create.fields = {{"name", "New"}, {"email", "by-admin@shop.example"}};
  CHECK(rule_of(run(as(admin), create)) == "done");
}

TEST_CASE_FIXTURE(BillPro, "[V061] one form with Submit, then the details") {
  const present::FormModel form = create_form();
  CHECK(form.flow == scheme::CreateFlow::Form);
  CHECK(form.submit == "Submit");
  CHECK(form.steps.size() == 1);
  CHECK((*service->scheme_of(slug))->definition().presentation.details_after_create);
}

TEST_CASE_FIXTURE(BillPro, "[V070] a user made with API access has credentials on the details") {
  const UserId clerk = add("Clerk", {kNormal, kApiAccess});
  const present::UserDetails shown = details(clerk);
  REQUIRE(shown.credentials.size() == 1);
  CHECK(shown.credentials.front().shown.starts_with("bp_"));
  CHECK(shown.credentials.front().reveal.offered);
}

TEST_CASE_FIXTURE(BillPro, "[V080] four roles with the matrix of the page") {
  const auto matrix = service->matrix(slug, as(owner));
  REQUIRE(matrix.ok());
  std::vector<std::string> roles;
  for (const present::MatrixRole& it : matrix->roles) {
    if (it.group == "Role") roles.push_back(it.label);
  }
  CHECK(roles == std::vector<std::string>{"admin_user", "normal_user", "restricted_user", "accountant_user"});
  const std::map<std::string, std::string> page{{"Merchant details", "Y---"},
                                                {"Configure currencies", "Y---"},
                                                {"Create users", "Y---"},
                                                {"View products", "YYYY"},
                                                {"Manage products", "Y---"},
                                                {"Manage customers", "YYo-"},
                                                {"Import customers from CSV", "Y---"},
                                                {"Manage orders", "YYo-"},
                                                {"Authorise refunds", "YY--"},
                                                {"View payments section", "YY-Y"},
                                                {"Access dashboard reports", "YY-Y"}};
  std::size_t seen = 0;
  for (const present::MatrixRow& it : matrix->rows) {
    const auto expected = page.find(it.label);
    if (expected == page.end()) continue;
    ++seen;
    std::string cells;
    for (std::size_t i = 0; i < 4; ++i) {
      cells += it.cells[i].value == present::CellValue::Granted ? 'Y'
               : it.cells[i].value == present::CellValue::Own   ? 'o'
                                                                : '-';
    }
    INFO(it.label);
    CHECK(cells == expected->second);
  }
  CHECK(seen == page.size());
}

TEST_CASE_FIXTURE(BillPro, "[V081] a restricted_user manages their own customers and orders, and no others") {
  const UserId clerk = add("Clerk", {kRestricted});
  const UserId other = add("Other", {kRestricted});
  for (const char* permission : {"customer.manage", "order.manage"}) {
    CHECK(allowed(clerk, permission, clerk));
    CHECK(check(clerk, permission, other).rule == "own-only");
    CHECK(check(clerk, permission).rule == "own-only");
  }
}

TEST_CASE_FIXTURE(BillPro, "[V096] a user's role is changed at any time, and counts at once") {
  const UserId clerk = add("Clerk", {kRestricted});
  CHECK_FALSE(allowed(clerk, "refund.authorise"));
  REQUIRE(run(as(owner), Give{clerk, {kNormal}, {}, {}, {}}).ok());
  CHECK(allowed(clerk, "refund.authorise"));
  REQUIRE(run(as(owner), Give{clerk, {kAccountant}, {}, {}, {}}).ok());
  CHECK_FALSE(allowed(clerk, "refund.authorise"));
}

TEST_CASE_FIXTURE(BillPro, "[V110] active and inactive are a switch") {
  const UserId clerk = add("Clerk", {kNormal});
  CHECK(edit_form(clerk).active->on);
  REQUIRE(run(as(owner), Deactivate{clerk}).ok());
  CHECK_FALSE(edit_form(clerk).active->on);
  CHECK(edit_form(clerk).active->change.offered);
  REQUIRE(run(as(owner), Reactivate{clerk}).ok());
  CHECK(row(clerk).state.text == "active");
}

TEST_CASE_FIXTURE(BillPro, "[V111] an inactive user cannot sign in, and may do nothing") {
  const UserId clerk = add("Clerk", {kNormal});
  REQUIRE(run(self(clerk), SignIn{clerk, "", ""}).ok());
  REQUIRE(run(as(owner), Deactivate{clerk}).ok());
  CHECK(rule_of(run(self(clerk), SignIn{clerk, "", ""})) == "may-not-sign-in");
  CHECK_FALSE((*service->sign_in_facts(slug, "clerk@shop.example"))->may_sign_in);
  CHECK(check(clerk, "product.view").rule == "state-may-not-act");
}

TEST_CASE_FIXTURE(BillPro,
                  "[V149] the API token can be shown again, to whoever manages the user, and that is recorded") {
  const UserId clerk = add("Clerk", {kNormal});
  const auto issued = run(as(owner), SetFlag{clerk, kApiAccess, true});
  REQUIRE(issued.ok());
  const CredentialId credential = credentials(clerk).front().id;
  const auto shown = run(as(owner), RevealCredential{clerk, credential});
  REQUIRE(shown.ok());
  CHECK(shown->secret == issued->secret);
  CHECK(service->activity(slug, as(owner), clerk, 0)->front().what.find("revealed") != std::string::npos);
  const UserId other = add("Other", {kNormal});
  CHECK(rule_of(run(as(other), RevealCredential{clerk, credential})) == "no-such-user");
}

TEST_CASE_FIXTURE(BillPro, "[V160] details are shown read-only, to whoever may see the user") {
  const UserId clerk = add("Clerk", {kRestricted});
  const present::UserDetails shown = details(clerk);
  CHECK(shown.row.name == "Clerk");
  CHECK(shown.fields.size() == 2);
  CHECK(shown.permissions.size() == 3);
  CHECK(service->user(slug, as(clerk), clerk).ok());
  CHECK(rule_of(service->user(slug, as(clerk), owner)) == "no-such-user");
}

TEST_CASE_FIXTURE(BillPro, "[V161] the edit form comes filled in, from the list and from the details") {
  const UserId clerk = add("Clerk", {kRestricted, kPaymentLink});
  const present::FormModel form = edit_form(clerk);
  CHECK(form.fields.front().value == "Clerk");
  const present::GroupModel* const roles = group(form, "role");
  REQUIRE(roles != nullptr);
  for (const present::RoleOption& it : roles->options) CHECK(it.chosen == (it.id == kRestricted));
  CHECK(group(form, "payment_link")->options.front().chosen);
  CHECK_FALSE(group(form, "api_access")->options.front().chosen);
  REQUIRE(run(as(owner), EditUser{clerk, {{"name", "Renamed"}}}).ok());
  CHECK(details(clerk).row.name == "Renamed");
}

TEST_CASE_FIXTURE(BillPro,
                  "[V168] users cannot be deleted: there is no such command, and the list says what to do instead") {
  CHECK((*service->scheme_of(slug))->command("remove") == nullptr);
  const UserId clerk = add("Clerk", {kNormal});
  const present::UserDetails shown = details(clerk);
  CHECK(offer(shown, "remove") == nullptr);
  CHECK(offer(shown, "deactivate")->offered);
  CHECK(list().note.find("Active") != std::string::npos);
}

}  // namespace
}  // namespace remit::test::billpro
