#include <doctest/doctest.h>

#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

TEST_CASE("each change and each refusal is one entry, and the chain verifies") {
  Portal shop("billpro");
  const std::uint64_t before = *shop.service->verify_audit(shop.slug);
  const UserId clerk = shop.invite("Clerk", {RoleId{"normal_user"}});
  CHECK(*shop.service->verify_audit(shop.slug) == before + 1);
  REQUIRE_FALSE(shop.run(shop.as(clerk), Deactivate{shop.owner}).ok());
  CHECK(*shop.service->verify_audit(shop.slug) == before + 2);

  const auto all = shop.service->activity(shop.slug, shop.operating(), {}, 0);
  REQUIRE(all.ok());
  CHECK(all->front().outcome == "not-found");
  CHECK(all->front().actor == "Clerk");
  CHECK(all->front().target == "Owner");
  CHECK((*all)[1].target == "Clerk");
  CHECK((*all)[1].actor == "Owner");
}

TEST_CASE("a preview writes nothing, and what was agreed to is what is done or nothing is") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const std::uint64_t entries = *shop.service->verify_audit(shop.slug);
  Command command;
  command.action = Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}};
  const auto preview = shop.service->plan(shop.slug, shop.as(shop.owner), {command});
  REQUIRE(preview.ok());
  CHECK(*shop.service->verify_audit(shop.slug) == entries);
  CHECK(preview->differences.front().after == "accountant_user");
  CHECK(preview->losses.size() == 3);
  CHECK(preview->gains.empty());

  command.expect = preview->digest;
  shop.clock.time = shop.clock.time + minutes(1);
  SUBCASE("a minute later it is still the same") {
    CHECK(rule_of(shop.service->execute(shop.slug, shop.as(shop.owner), {command})) == "done");
  }
  SUBCASE("but not when somebody changed the person meanwhile") {
    REQUIRE(shop.run(shop.as(shop.owner), Give{clerk, {RoleId{"restricted_user"}}, {}, {}, {}}).ok());
    const auto refused = shop.service->execute(shop.slug, shop.as(shop.owner), {command});
    CHECK(rule_of(refused) == "preview-changed");
    CHECK(refused.error().code == Code::Conflict);
    CHECK(shop.details(clerk).row.roles.front().id.text == "restricted_user");
  }
}

TEST_CASE("several commands are done as previewed where one goes on with what another made") {
  Portal shop("billpro");
  const UserId clerk = shop.invite("Clerk", {RoleId{"normal_user"}});
  std::vector<Command> commands(2);
  commands[0].action = EditUser{clerk, {{"email", "right@shop.example"}}};
  commands[1].action = Resend{clerk};
  const auto preview = shop.service->plan(shop.slug, shop.as(shop.owner), commands);
  REQUIRE(preview.ok());
  commands[0].expect = preview->digest;
  CHECK(rule_of(shop.service->execute(shop.slug, shop.as(shop.owner), commands)) == "done");
  CHECK(shop.links(clerk).size() == 1);
}

TEST_CASE("an idempotency key answers the second time as the first, and is not for another command") {
  Portal shop("billpro");
  Command command;
  CreateUser create;
  create.fields = {{"name", "Once"}, {"email", "once@shop.example"}};
  create.roles = {RoleId{"normal_user"}};
  command.action = create;
  command.idempotency_key = "k1";
  const auto first = shop.service->execute(shop.slug, shop.as(shop.owner), {command});
  const auto second = shop.service->execute(shop.slug, shop.as(shop.owner), {command});
  REQUIRE(first.ok());
  REQUIRE(second.ok());
  CHECK(second->repeated);
  CHECK(second->user_id == first->user_id);
  CHECK(second->message == first->message);
  command.action = Deactivate{*parse_id<UserTag>(first->user_id)};
  CHECK(rule_of(shop.service->execute(shop.slug, shop.as(shop.owner), {command})) == "idempotency-key-reused");
}

TEST_CASE("several commands happen together or not at all") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  Command rename, taken;
  rename.action = EditUser{clerk, {{"name", "Renamed"}}};
  taken.action = EditUser{clerk, {{"email", "owner@shop.example"}}};
  const auto refused = shop.service->execute(shop.slug, shop.as(shop.owner), {rename, taken});
  CHECK(rule_of(refused) == "taken");
  CHECK(shop.details(clerk).row.name == "Clerk");
}

TEST_CASE("of several commands the one that was refused is recorded, with whom it was about") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  std::vector<Command> commands(2);
  commands[0].action = EditUser{clerk, {{"name", "Harmless"}}};
  commands[1].action = Deactivate{shop.owner};
  SUBCASE("at once") {}
  SUBCASE("and where a preview is said to have been agreed to") {
    commands[0].expect = "0";
  }
  REQUIRE(rule_of(shop.service->execute(shop.slug, shop.as(shop.owner), commands)) == "not-self");
  const auto all = shop.service->activity(shop.slug, shop.operating(), {}, 0);
  REQUIRE(all.ok());
  CHECK(all->front().target == "Owner");
  CHECK(all->front().what == "Refused: Deactivate");
}

TEST_CASE("a refusal is recorded with the name of whom or what it was about, be it new, a person or a node") {
  Portal portal("icorepay", {{"East", KindId{"practice"}, {}, {}}});
  const UserId clerk = portal.add("Clerk", {RoleId{"read"}}, {portal.scope("East")});
  const auto recorded = [&](const Action& action) {
    REQUIRE_FALSE(portal.run(portal.as(clerk), action).ok());
    return portal.service->activity(portal.slug, portal.operating(), {}, 0)->front().target;
  };
  CHECK(recorded(portal.creating("Wanted", {RoleId{"admin"}})) == "Wanted Example");
  CHECK(recorded(Remove{portal.owner}) == "Owner Example");
  CHECK(recorded(SwitchFeature{portal.scope("East"), FeatureId{"instalment_ranges"}, true}) == "East");
}

TEST_CASE("a change that stands in no entry is found, at the end of the chain as well") {
  Portal shop("billpro");
  REQUIRE(shop.service->verify_audit(shop.slug).ok());
  Organisation organisation = *shop.service->organisation(shop.slug);
  const auto batch = shop.store->write();
  REQUIRE(batch.ok());
  const auto transaction = (*batch)->in(organisation.id);
  REQUIRE(transaction.ok());
  ++organisation.epoch.value;
  REQUIRE((*transaction)->apply({PutOrganisation{organisation}}).ok());
  REQUIRE((*batch)->commit().ok());
  CHECK(rule_of(shop.service->verify_audit(shop.slug)) == "audit-broken");
}

TEST_CASE("what was agreed to is not done where the same rows would give more by now") {
  Portal portal("adyen-platform", {{"East", KindId{"merchant"}, {}, {}}, {"West", KindId{"merchant"}, {}, {}}});
  const ScopeId east = portal.scope("East"), west = portal.scope("West");
  const auto made = portal.run(portal.operating(), DefineScopeGroup{{}, "Coast", {east}});
  REQUIRE(made.ok());
  const ScopeGroupId group = *parse_id<ScopeGroupTag>(made->scope_group_id);
  const UserId clerk = portal.add("Clerk", {RoleId{"balance_platform_base"}}, {east});
  Command command;
  command.action = Give{clerk, {}, {}, {group}, {}};
  command.expect = portal.service->plan(portal.slug, portal.as(portal.owner), {command})->digest;
  REQUIRE(portal.run(portal.operating(), DefineScopeGroup{group, "Coast", {east, west}}).ok());
  CHECK(rule_of(portal.service->execute(portal.slug, portal.as(portal.owner), {command})) == "preview-changed");
  CHECK_FALSE(portal.allowed_on(west, clerk, "platform.view"));
}

}  // namespace
}  // namespace remit::test
