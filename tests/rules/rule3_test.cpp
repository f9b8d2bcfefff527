#include <doctest/doctest.h>

#include "core/directory/commit.h"
#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

TEST_CASE("[T5] the last manager stays, whatever the command") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const Actor owner = shop.as(shop.owner);
  CHECK(rule_of(shop.run(owner, Give{shop.owner, {RoleId{"normal_user"}}, {}, {}, {}})) == "last-manager");
  CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
  CHECK(rule_of(shop.run(shop.operating(), Give{shop.owner, {RoleId{"accountant_user"}}, {}, {}, {}})) ==
        "last-manager");

  SUBCASE("and a second one whose password is still to be set does not count") {
    const UserId invited = shop.invite("Invited", {RoleId{"admin_user"}});
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
    shop.complete_steps(invited);
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "done");
  }
  SUBCASE("nor one whose right has an end") {
    Give for_a_year{clerk, {RoleId{"admin_user"}}, {}, {}, {{}, shop.clock.time + days(365)}};
    REQUIRE(shop.run(owner, for_a_year).ok());
    CHECK(rule_of(shop.run(shop.operating(), Deactivate{shop.owner})) == "last-manager");
  }
}

TEST_CASE("[T5] two administrators who deactivate each other at once leave one") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  const Actor first_actor = shop.as(shop.owner);
  const Actor second_actor = shop.as(second);
  const auto one = shop.run(first_actor, Deactivate{second});
  const auto two = shop.run(second_actor, Deactivate{shop.owner});
  CHECK(one.ok());
  CHECK_FALSE(two.ok());
  CHECK(shop.allowed(shop.owner, "user.create"));
}

TEST_CASE("while an organisation is founding only the operator and the owner's own steps change it") {
  Portal shop("billpro");
  // A new one beside it, whose owner has not accepted yet.
  directory::NewOrganisation wanted;
  wanted.slug = "young";
  wanted.name = "Young";
  wanted.scheme = *shop.service->scheme_of(shop.slug);
  wanted.owner = {{"name", "Founder"}, {"email", "founder@young.example"}};
  const auto made = shop.service->create_organisation(wanted, shop.operating());
  REQUIRE(made.ok());
  const UserId founder = *parse_id<UserTag>(made->user_id);
  CHECK((*shop.service->organisation("young")).founding);

  shop.slug = "young";
  CreateUser create;
  create.fields = {{"name", "Clerk"}, {"email", "clerk@young.example"}};
  create.roles = {RoleId{"normal_user"}};
  CHECK(rule_of(shop.run(shop.as(founder), create)) == "founding");
  CHECK(rule_of(shop.run(shop.operating(), create)) == "done");
  shop.complete_steps(founder);
  CHECK_FALSE((*shop.service->organisation("young")).founding);
}

/// Both planned on what there was before either, then carried out in one transaction, as the writer groups them.
std::vector<std::string> at_once(Portal& portal, const std::vector<std::pair<Actor, Action>>& all, bool agreed) {
  const OrgId id = portal.service->organisation(portal.slug)->id;
  const scheme::SchemePtr scheme = *portal.service->scheme_of(portal.slug);
  std::vector<Request> group;
  for (const auto& [actor, action] : all) {
    Command command;
    command.action = action;
    const auto preview = portal.service->plan(portal.slug, actor, {command});
    REQUIRE(preview.ok());
    if (agreed) command.expect = preview->digest;
    group.push_back({id, scheme, actor, {command}, portal.clock.time});
  }
  std::vector<std::string> rules;
  for (const auto& it : commit(*portal.store, group, portal.random, portal.key)) rules.push_back(rule_of(it));
  return rules;
}

TEST_CASE("[T5][T6] of two administrators who put each other out at the same moment, each allowed alone, one stays") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  const auto rules =
      at_once(shop, {{shop.as(shop.owner), Deactivate{second}}, {shop.as(second), Deactivate{shop.owner}}}, false);
  CHECK(rules[0] == "done");
  CHECK(rules[1] != "done");
  CHECK(shop.row(shop.owner).state.text == "active");
}

TEST_CASE("[T5][T6] two managers whom the operator takes at the same moment do not both go") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  const auto rules =
      at_once(shop, {{shop.operating(), Deactivate{second}}, {shop.operating(), Deactivate{shop.owner}}}, false);
  CHECK(rules == std::vector<std::string>{"done", "last-manager"});
}

TEST_CASE("[T6] what was allowed when it was looked at is judged again where it is written") {
  Portal shop("billpro");
  const UserId second = shop.add("Second", {RoleId{"admin_user"}});
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const Give lower{second, {RoleId{"normal_user"}}, {}, {}, {}}, promote{clerk, {RoleId{"admin_user"}}, {}, {}, {}};
  SUBCASE("the right is gone") {
    CHECK(at_once(shop, {{shop.as(shop.owner), lower}, {shop.as(second), promote}}, false)[1] == "no-such-user");
  }
  SUBCASE("and so it is where a preview was agreed to") {
    CHECK(at_once(shop, {{shop.as(shop.owner), lower}, {shop.as(second), promote}}, true)[1] == "no-such-user");
  }
  SUBCASE("the person has changed, and the preview with them") {
    const Give other{clerk, {RoleId{"accountant_user"}}, {}, {}, {}};
    CHECK(at_once(shop, {{shop.as(shop.owner), other}, {shop.as(second), promote}}, true)[1] == "preview-changed");
  }
  SUBCASE("the person is gone") {
    Portal practice("icorepay");
    const UserId there = practice.add("There", {RoleId{"read"}});
    const auto rules = at_once(practice,
                               {{practice.operating(), Remove{there}},
                                {practice.as(practice.owner), Give{there, {RoleId{"write"}}, {}, {}, {}}}},
                               false);
    CHECK(rules == std::vector<std::string>{"done", "no-such-user"});
  }
  CHECK_FALSE(shop.allowed(clerk, "user.create"));
}

TEST_CASE("[T6] a request made for a scheme that was upgraded meanwhile is a conflict, and gives nothing") {
  Portal shop("billpro");
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  const auto next = plugins::scheme_with("billpro", {{"version = \"1\"", "version = \"2\""}});
  const auto rules = at_once(shop,
                             {{shop.operating(), Upgrade{next->text()}},
                              {shop.as(shop.owner), Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}}}},
                             false);
  CHECK(rules == std::vector<std::string>{"done", "scheme-changed"});
}

TEST_CASE("the system takes and never gives") {
  const auto scheme = plugins::scheme_with(
      "billpro", {{"[commands.take]\nlabel = \"Take role\"\n",
                   "[commands.take]\nlabel = \"Take role\"\noffered_to = [\"user\", \"operator\", \"system\"]\n"},
                  {"[commands.give]\nlabel = \"Change role\"\n",
                   "[commands.give]\nlabel = \"Change role\"\noffered_to = [\"user\", \"operator\", \"system\"]\n"},
                  {"[commands.deactivate]\nlabel = \"Deactivate\"\n",
                   "[commands.deactivate]\nlabel = \"Deactivate\"\noffered_to = [\"user\", \"operator\", "
                   "\"system\"]\n"}});
  Portal shop(scheme);
  Actor system;
  system.kind = scheme::ActorKind::System;
  system.label = "clock";
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}, RoleId{"payment_link"}});
  CHECK(rule_of(shop.run(system, Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(shop.run(system, Take{clerk, {RoleId{"payment_link"}}, {}, {}})) == "done");
  CHECK(rule_of(shop.run(system, Deactivate{clerk})) == "done");
  CHECK(rule_of(shop.run(system, Deactivate{shop.owner})) == "last-manager");
}

}  // namespace
}  // namespace remit::test
