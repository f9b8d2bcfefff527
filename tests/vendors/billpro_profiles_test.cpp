#include "tests/vendors/look.h"

namespace remit::test::billpro_profiles {
namespace {

using namespace directory;

const RoleId kAdmin{"admin_user"}, kNormal{"normal_user"}, kRestricted{"restricted_user"},
    kAccountant{"accountant_user"}, kApiAccess{"api_access"};

std::vector<NewScope> profiles() {
  return {{"Flights", KindId{"profile"}, {}, {}},
          {"Hotels", KindId{"profile"}, {}, {}},
          {"Rail", KindId{"profile"}, {}, {}}};
}

struct Profiles : Portal {
  Profiles() : Portal("billpro-profiles", profiles()), flights(scope("Flights")), hotels(scope("Hotels")) {}

  ScopeId flights, hotels;
};

TEST_CASE_FIXTURE(Profiles, "a user has one profile or more, and works there alone") {
  CreateUser nowhere = creating("Nowhere", {kNormal});
  nowhere.scopes.clear();
  CHECK(rule_of(run(as(owner), nowhere)) == "too-few-scopes");
  const UserId clerk = add("Clerk", {kNormal}, {flights, hotels});
  CHECK(allowed_on(flights, clerk, "refund.authorise"));
  CHECK(allowed_on(hotels, clerk, "refund.authorise"));
  CHECK(check(clerk, "refund.authorise", {}, scope("Rail")).rule == "outside-scope");
  REQUIRE(run(as(owner), Take{clerk, {}, {hotels}, {}}).ok());
  CHECK_FALSE(allowed_on(hotels, clerk, "refund.authorise"));
  CHECK(rule_of(run(as(owner), Take{clerk, {}, {flights}, {}})) == "too-few-scopes");
}

TEST_CASE_FIXTURE(Profiles, "an administrator of one profile manages those who have no other") {
  const UserId admin = add("Local", {kAdmin}, {flights});
  const UserId near = add("Near", {kNormal}, {flights});
  const UserId both = add("Both", {kNormal}, {flights, hotels});
  const UserId far = add("Far", {kNormal}, {hotels});
  CHECK(rule_of(run(as(admin), Deactivate{near})) == "done");
  CHECK(rule_of(run(as(admin), Deactivate{both})) == "may-not-manage");
  CHECK(rule_of(run(as(admin), Deactivate{far})) == "no-such-user");
  CHECK(rule_of(run(as(admin), Give{both, {}, {scope("Rail")}, {}, {}})) == "may-not-give");
  present::ListQuery all;
  CHECK(names(*this, admin, all) == std::vector<std::string>{"Both", "Local", "Near"});
}

TEST_CASE_FIXTURE(Profiles, "[V080] the later page has the same four roles and a matrix of its own") {
  const auto matrix = service->matrix(slug, as(owner));
  REQUIRE(matrix.ok());
  std::vector<std::string> roles;
  for (const present::MatrixRole& it : matrix->roles) {
    if (it.group == "Role") roles.push_back(it.label);
  }
  CHECK(roles == std::vector<std::string>{"admin", "accountant", "normal", "restricted"});
  std::map<std::string, std::string> shown = cells(*matrix, "Role");
  const std::map<std::string, std::string> page{{"Dashboard view", "YY--"},
                                                {"Reports", "YY--"},
                                                {"Configure email notifications", "YY--"},
                                                {"Configure currency conversions", "YY--"},
                                                {"Manage customers", "YYYo"},
                                                {"Manage orders", "YYYo"},
                                                {"View products", "YYYY"},
                                                {"List profiles", "YYYY"},
                                                {"Authorise refunds", "YYY-"},
                                                {"Payments section", "YYY-"},
                                                {"Manage products", "Y---"},
                                                {"Import customers from CSV", "Y---"},
                                                {"Manage users", "Y---"},
                                                {"View profiles", "Y---"},
                                                {"View merchant details", "Y---"}};
  for (const auto& it : page) {
    INFO(it.first);
    CHECK(shown[it.first] == it.second);
  }
  CHECK_FALSE(matrix->any_assumed);
}

TEST_CASE_FIXTURE(Profiles, "[V081] a restricted user manages their own records on their profiles") {
  const UserId clerk = add("Clerk", {kRestricted}, {flights});
  CHECK(check(clerk, "order.manage", clerk, flights).allowed);
  CHECK(check(clerk, "order.manage", owner, flights).rule == "own-only");
  CHECK_FALSE(check(clerk, "order.manage", clerk, hotels).allowed);
}

TEST_CASE_FIXTURE(Profiles,
                  "[V183] one set of API credentials serves all of a user's profiles, and a call names which") {
  const UserId robot = add("Robot", {kAdmin, kApiAccess}, {flights, hotels});
  REQUIRE(credentials(robot).size() == 1);
  const CredentialId first = credentials(robot).front().id;
  REQUIRE(run(as(owner), IssueCredential{robot}).ok());
  REQUIRE(credentials(robot).size() == 1);
  CHECK(credentials(robot).front().id != first);
  const auto shown = run(as(owner), RevealCredential{robot, credentials(robot).front().id});
  REQUIRE(shown.ok());
  const auto known = service->credential(slug, shown->secret);
  REQUIRE((known.ok() && known->has_value()));
  const Actor actor = (*known)->actor;
  const auto ask = [&](std::optional<ScopeId> on) {
    return service->check(slug, actor, robot, "order.manage", on, {})->allowed;
  };
  CHECK(ask(flights));
  CHECK(ask(hotels));
  CHECK_FALSE(ask(scope("Rail")));
  CHECK_FALSE(ask({}));
  REQUIRE(run(as(owner), Take{robot, {}, {hotels}, {}}).ok());
  CHECK_FALSE(ask(hotels));
}

TEST_CASE_FIXTURE(Profiles, "the later page gives accountants refunds and takes reports from normal users") {
  const UserId accountant = add("Accountant", {kAccountant});
  const UserId normal = add("Normal", {kNormal});
  CHECK(allowed(accountant, "refund.authorise"));
  CHECK(allowed(accountant, "order.manage"));
  CHECK_FALSE(allowed(normal, "report.view"));
}

}  // namespace
}  // namespace remit::test::billpro_profiles
