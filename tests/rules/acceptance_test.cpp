#include <doctest/doctest.h>

#include <algorithm>

#include "plugins/scheme_file.h"
#include "tests/rules/adyen_roles.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;
using scheme::Step;

struct Accepting : Portal {
  Accepting() : Portal("adyen-platform", {{"East", KindId{"merchant"}, {}, {}}, {"West", KindId{"merchant"}, {}, {}}}) {
    creator = add("Creator", {kUserManagement, kBase}, {scope("East")});
  }
  UserId creator;

  /// Created by the creator, with all steps still open.
  UserId invited(std::vector<RoleId> roles = {kBase}) {
    const auto made = run(as(creator), creating("Late", roles, {scope("East")}));
    REQUIRE(made.ok());
    return *parse_id<UserTag>(made->user_id);
  }
  std::string accept(UserId user) {
    return rule_of(
        run(self(user),
            RedeemLink{mailed_secret(user), {Step::VerifyEmail, Step::SetPassword, Step::EnrolFactor}, "$argon2id$x"}));
  }
};

TEST_CASE_FIXTURE(Accepting, "[T3][V187] what was given by somebody who may only create users is accepted") {
  CHECK(accept(invited()) == "done");
}

TEST_CASE_FIXTURE(Accepting, "[T3][V013] who may only create users sends their invitation again, and it is accepted") {
  const UserId late = invited();
  CHECK(rule_of(run(as(creator), Resend{late})) == "done");
  CHECK(accept(late) == "done");
}

TEST_CASE_FIXTURE(Accepting, "[T3] sending an invitation again counts as giving what it is about") {
  const UserId late = invite("Late", {kBase, kTestCards}, {scope("East")});
  CHECK(rule_of(run(as(creator), Resend{late})) == "may-not-give");
  REQUIRE(run(as(owner), Take{late, {kTestCards}, {}, {}}).ok());
  CHECK(rule_of(run(as(creator), Resend{late})) == "done");
  // From now on the creator answers for it.
  REQUIRE(run(as(owner), Deactivate{creator}).ok());
  CHECK(accept(late) == "granter-lost-right");
}

TEST_CASE_FIXTURE(Accepting, "[T3] everybody answers for the nodes that they gave, in a scope group too") {
  const UserId head = add("Head", {kMerchantAdmin, kBase}, {scope("East")});
  const auto group = run(operating(), DefineScopeGroup{{}, "Coast", {scope("East")}});
  REQUIRE(group.ok());
  Command create;
  create.action = creating("Late", {kBase}, {scope("West")});
  create.selected = scope("East");
  const auto made = service->execute(slug, as(owner), {create});
  REQUIRE(made.ok());
  const UserId late = *parse_id<UserTag>(made->user_id);
  REQUIRE(run(as(head), Give{late, {}, {}, {*parse_id<ScopeGroupTag>(group->scope_group_id)}, {}}).ok());
  SUBCASE("who gave one node is not asked for another") {
    CHECK(accept(late) == "done");
  }
  SUBCASE("and each is asked for their own") {
    REQUIRE(run(as(owner), Deactivate{head}).ok());
    CHECK(accept(late) == "granter-lost-right");
  }
}

TEST_CASE_FIXTURE(Accepting, "[T3] managers see why an invitation was not accepted, whoever held the link") {
  const UserId late = invited();
  REQUIRE(run(as(owner), Deactivate{creator}).ok());
  Actor holder;
  holder.kind = scheme::ActorKind::Self;
  holder.origin = "192.0.2.7";
  const RedeemLink redeem{
      mailed_secret(late), {Step::VerifyEmail, Step::SetPassword, Step::EnrolFactor}, "$argon2id$x"};
  CHECK(rule_of(run(holder, redeem)) == "granter-lost-right");
  const auto seen = service->activity(slug, as(owner), late, 0);
  REQUIRE(seen.ok());
  REQUIRE_FALSE(seen->empty());
  CHECK(seen->front().outcome == "denied");
  CHECK(seen->front().target == "Late");
  CHECK(seen->front().actor == "Late");
  CHECK(seen->front().reason.find("Creator") != std::string::npos);
}

TEST_CASE_FIXTURE(Accepting, "a link that was used is recorded with the person whose it was") {
  const UserId late = invited();
  Actor holder;
  holder.kind = scheme::ActorKind::Self;
  REQUIRE(run(holder, RedeemLink{mailed_secret(late), {Step::VerifyEmail}, ""}).ok());
  const auto seen = service->activity(slug, as(owner), late, 0);
  REQUIRE(seen.ok());
  CHECK(seen->front().actor == "Late");
}

}  // namespace
}  // namespace remit::test
