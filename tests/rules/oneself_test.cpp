#include <doctest/doctest.h>

#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;
using scheme::Step;

const RoleId kAdmin{"admin_user"}, kNormal{"normal_user"}, kApiAccess{"api_access"};

TEST_CASE("nobody completes another's step or sets another's password, whoever they manage") {
  Portal shop("billpro");
  Actor owner = shop.as(shop.owner);
  owner.proved = true;
  const UserId invited = shop.invite("Invited", {RoleId{"normal_user"}});
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  for (const UserId user : {invited, clerk}) {
    CHECK(rule_of(shop.run(owner, CompleteStep{user, Step::SetPassword, "$argon2id$mine"})) == "not-offered");
  }
  CHECK(shop.row(invited).open_steps.size() == 1);
  CHECK(rule_of(shop.run(owner, CompleteStep{shop.owner, Step::SetPassword, "$argon2id$mine"})) == "done");
}

TEST_CASE("a new address or sign-in name of one's own asks for the current password") {
  Portal shop("billpro");
  Actor owner = shop.as(shop.owner);
  CHECK(rule_of(shop.run(owner, EditUser{shop.owner, {{"email", "new@shop.example"}}})) == "proof-needed");
  CHECK(rule_of(shop.run(owner, EditUser{shop.owner, {{"name", "Other"}}})) == "done");
  owner.proved = true;
  CHECK(rule_of(shop.run(owner, EditUser{shop.owner, {{"email", "new@shop.example"}}})) == "done");
}

/// A program that acts for an administrator of two profiles.
struct Robots : Portal {
  Robots()
      : Portal("billpro-profiles", {{"Flights", KindId{"profile"}, {}, {}}, {"Hotels", KindId{"profile"}, {}, {}}}) {
    flights = scope("Flights");
    hotels = scope("Hotels");
    robot = add("Robot", {kAdmin, kApiAccess}, {flights, hotels});
    program = acting(issue({}));
  }

  ScopeId flights, hotels;
  UserId robot;
  Actor program;

  std::string issue(std::optional<ScopeId> on) {
    const auto issued = run(as(owner), IssueCredential{robot, on});
    REQUIRE(issued.ok());
    return issued->secret;
  }
  Actor acting(const std::string& secret) {
    const auto known = service->credential(slug, secret);
    REQUIRE((known.ok() && known->has_value()));
    return (*known)->actor;
  }
};

TEST_CASE_FIXTURE(Robots, "a program that acts for somebody is on itself with them: no control without their proof") {
  CHECK(rule_of(run(program, IssueCredential{robot})) == "proof-needed");
  CHECK(rule_of(run(program, EditUser{robot, {{"email", "mine@shop.example"}}})) == "proof-needed");
  CHECK(rule_of(run(program, Deactivate{robot})) == "not-self");
  CHECK(rule_of(run(program, CompleteStep{robot, Step::SetPassword, "$argon2id$mine"})) == "not-offered");
  CHECK(credentials(robot).size() == 1);
}

TEST_CASE_FIXTURE(Robots, "[T29] a credential has its owner's rights on its own node, and gives no more than there") {
  const Actor here = acting(issue(flights));
  const UserId clerk = add("Clerk", {kNormal}, {flights});
  CHECK(rule_of(run(here, creating("Local", {kNormal}, {flights}))) == "done");
  CHECK(rule_of(run(here, creating("Guest", {kNormal}, {hotels}))) == "may-not-manage");
  CHECK(rule_of(run(here, Give{clerk, {}, {hotels}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(robot), Give{clerk, {}, {hotels}, {}, {}})) == "done");
  CHECK(rule_of(run(here, Take{clerk, {}, {hotels}, {}})) == "may-not-manage");
  const auto asked = [&](ScopeId on) { return *service->check(slug, here, robot, "order.manage", on, {}); };
  CHECK(asked(flights).allowed);
  CHECK(asked(hotels).rule == "outside-scope");
  CHECK(check(robot, "order.manage", {}, hotels).allowed);
  CHECK(rule_of(run(as(owner), IssueCredential{robot, ScopeId{robot.uuid}})) == "unknown-scope");
}

TEST_CASE_FIXTURE(Robots, "[T29][T4] a program does nothing more from the moment its credential is gone") {
  REQUIRE(run(program, creating("First", {kNormal}, {flights})).ok());
  REQUIRE(run(as(owner), RevokeCredential{robot, program.credential}).ok());
  CHECK(rule_of(run(program, creating("Second", {kNormal}, {flights}))) == "may-not-manage");
}

TEST_CASE_FIXTURE(Robots, "[T29] a credential opens nothing once the role that allows it has run out") {
  const std::string secret = issue({});
  REQUIRE(run(as(owner), Give{robot, {kApiAccess}, {}, {}, {{}, clock.time + days(1)}}).ok());
  CHECK(service->credential(slug, secret)->has_value());
  clock.time = clock.time + days(1);
  CHECK_FALSE(service->credential(slug, secret)->has_value());
}

}  // namespace
}  // namespace remit::test
