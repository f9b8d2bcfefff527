#include <doctest/doctest.h>

#include <algorithm>

#include "plugins/scheme_file.h"
#include "tests/rules/adyen_roles.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

/// A company with merchant accounts, where one gives only what one has oneself; `head` manages East alone.
struct Company : Portal {
  explicit Company(scheme::SchemePtr scheme = plugins::scheme_file("adyen-platform")) : Portal(std::move(scheme)) {
    root = service->organisation(slug)->root;
    east = make("East");
    west = make("West");
    head = add("Head", {kMerchantAdmin, kBase, kTestCards}, {east});
  }

  ScopeId root, east, west;
  UserId head;

  ScopeId make(const std::string& name) {
    REQUIRE(run(operating(), CreateScope{root, KindId{"merchant"}, name}).ok());
    return scope(name);
  }
  ScopeGroupId group(const std::string& name, const std::vector<ScopeId>& nodes) {
    const auto made = run(operating(), DefineScopeGroup{{}, name, nodes});
    REQUIRE(made.ok());
    return *parse_id<ScopeGroupTag>(made->scope_group_id);
  }
  std::vector<std::string> roles_of(UserId user) {
    std::vector<std::string> ids;
    for (const present::RoleTag& it : details(user).row.roles) ids.push_back(it.id.text);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
};

TEST_CASE_FIXTURE(Company, "[T1] neither a role that the giver lacks nor a node where they do not stand is given") {
  const UserId clerk = add("Clerk", {kBase}, {east});
  CHECK(rule_of(run(as(head), Give{clerk, {kTickets}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(head), Give{clerk, {}, {west}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(head), Give{clerk, {}, {}, {group("Both", {east, west})}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(head), Give{clerk, {kTestCards}, {}, {group("One", {east})}, {}})) == "done");
}

TEST_CASE_FIXTURE(Company, "[T1] a role that somebody has where the giver is nobody is not theirs to add to") {
  const UserId clerk = add("Clerk", {kBase}, {east, west});
  CHECK(rule_of(run(as(head), Give{clerk, {kTestCards}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(head), Take{clerk, {kBase}, {}, {}})) != "done");
  CHECK(rule_of(run(as(head), Take{clerk, {}, {west}, {}})) == "may-not-manage");
  CHECK(rule_of(run(as(head), Take{clerk, {}, {east}, {}})) == "done");
}

TEST_CASE_FIXTURE(Company, "[T1] a longer time is a gain, and a shorter one is not") {
  const UserId clerk = add("Clerk", {kBase}, {east});
  const auto for_days = [&](int n) { return Give{clerk, {kTickets}, {}, {}, {{}, clock.time + days(n)}}; };
  REQUIRE(run(as(owner), for_days(10)).ok());
  CHECK(rule_of(run(as(head), for_days(11))) == "may-not-give");
  CHECK(rule_of(run(as(head), Give{clerk, {kTickets}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(head), for_days(5))) == "done");
}

TEST_CASE_FIXTURE(Company, "to give again what somebody has is no gain, from whenever they have it") {
  const UserId clerk = add("Clerk", {kBase}, {east});
  REQUIRE(run(as(owner), Give{clerk, {kTickets}, {}, {}, {clock.time, {}}}).ok());
  clock.time = clock.time + days(1);
  CHECK(rule_of(run(as(head), Give{clerk, {kTickets}, {}, {}, {}})) == "done");
}

TEST_CASE("[T1] a protected role is given only by somebody who has it") {
  Portal shop(plugins::scheme_with("billpro", {{"purpose = \"Products, payments and reports\"",
                                                "purpose = \"Products, payments and reports\"\nis_protected = true"}}));
  const UserId clerk = shop.add("Clerk", {RoleId{"normal_user"}});
  CHECK(rule_of(shop.run(shop.as(shop.owner), Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(shop.run(shop.as(shop.owner), shop.creating("Twin", {RoleId{"accountant_user"}}))) == "may-not-give");
  CHECK(rule_of(shop.run(shop.operating(), Give{clerk, {RoleId{"accountant_user"}}, {}, {}, {}})) == "done");
}

TEST_CASE("two roles are refused where a group takes one") {
  Portal shop("billpro");
  const auto both = shop.creating("Clerk", {RoleId{"admin_user"}, RoleId{"normal_user"}});
  CHECK(rule_of(shop.run(shop.as(shop.owner), both)) == "too-many-roles");
}

TEST_CASE_FIXTURE(Company, "[V186][V073] of somebody with more accounts a manager may copy and give what is theirs") {
  const UserId model = add("Model", {kBase, kTickets}, {east, west});
  const auto seen = service->user(slug, as(head), model);
  REQUIRE(seen.ok());
  REQUIRE(offer(*seen, "duplicate") != nullptr);
  CHECK(offer(*seen, "duplicate")->offered);
  const present::ActionOffer* const off = offer(*seen, "deactivate");
  REQUIRE(off != nullptr);
  CHECK(off->rule == "may-not-manage");
  const auto done = run(as(head), Duplicate{model, creating("Twin", {}).fields});
  REQUIRE(done.ok());
  const UserId twin = *parse_id<UserTag>(done->user_id);
  CHECK(roles_of(twin) == std::vector<std::string>{"balance_platform_base"});
  CHECK(details(twin).scopes.size() == 1);
  CHECK(done->notes.size() == 2);
}

TEST_CASE_FIXTURE(Company,
                  "[V184][V185] a role stays in a copy where a scope group has the kind of node that it requires") {
  CreateUser create = creating("Model", {kBase, kGroupsManager}, {east});
  create.scopes = {};
  create.scope_groups = {group("Top", {root})};
  const auto model = run(operating(), create);
  REQUIRE(model.ok());
  const auto done = run(as(owner), Duplicate{*parse_id<UserTag>(model->user_id), creating("Twin", {}).fields});
  REQUIRE(done.ok());
  CHECK(done->notes.empty());
  CHECK(roles_of(*parse_id<UserTag>(done->user_id)).size() == 2);
}

TEST_CASE("where giving leaves out what is too much, what somebody has is a prerequisite of what they get") {
  Company company(plugins::scheme_with(
      "adyen-platform",
      {{"label = \"Assign roles and accounts\"", "label = \"Assign roles and accounts\"\non_excess = \"drop\""}}));
  const UserId clerk = company.add("Clerk", {kBase}, {company.east});
  const auto done = company.run(company.as(company.owner), Give{clerk, {kThemes}, {}, {}, {}});
  REQUIRE(done.ok());
  CHECK(company.roles_of(clerk) == std::vector<std::string>{"balance_platform_base", "manage_themes"});
  const auto cut = company.run(company.as(company.head), Give{clerk, {kTestCards, kTickets}, {company.west}, {}, {}});
  REQUIRE(cut.ok());
  CHECK(cut->notes.size() == 2);
  CHECK(company.roles_of(clerk).size() == 3);
}

TEST_CASE("created without a node, the right is asked for at the root as well as at home") {
  Portal portal(plugins::scheme_with("aci-merchant-portal", {{"min_at_creation = 1", "min_at_creation = 0"}}));
  const ScopeId root = portal.service->organisation(portal.slug)->root;
  REQUIRE(portal.run(portal.operating(), CreateScope{root, KindId{"division"}, "East"}).ok());
  const ScopeId east = portal.scope("East");
  const auto create = [&](const Actor& actor, const char* name, const std::vector<ScopeId>& scopes) {
    Command command;
    command.action = portal.creating(name, {RoleId{"administrator"}, RoleId{"send"}}, scopes);
    command.selected = east;
    return portal.service->execute(portal.slug, actor, {command});
  };
  const auto made = create(portal.as(portal.owner), "Head", {east});
  REQUIRE(made.ok());
  const UserId head = *parse_id<UserTag>(made->user_id);
  portal.complete_steps(head);
  CHECK(rule_of(create(portal.as(head), "Inside", {east})) == "done");
  CHECK(rule_of(create(portal.as(head), "Nowhere", {})) == "may-not-manage");
  CHECK(rule_of(create(portal.as(portal.owner), "Nowhere", {})) == "done");
}

// ---- where what one has decides
// ------------------------------------------------------------------------------------------

/// Practices, where a role is given only by who has all that it grants, and roles add up.
struct Covered : Portal {
  Covered()
      : Portal(plugins::scheme_with("icorepay", {{"may_give = \"all\"", "may_give = \"covered\""},
                                                 {"style = \"roles\"\nmin = 1\nmax = 1", "style = \"roles\"\nmin = 1"},
                                                 {"[groups.role]\n",
                                                  "[roles.lead]\nlabel = \"Lead\"\ngroup = \"role\"\n"
                                                  "grants = [\"user.manage\", \"invoice.refund\"]\n\n"
                                                  "[roles.refunder]\nlabel = \"Refunder\"\ngroup = \"role\"\n"
                                                  "grants = [\"invoice.refund\"]\napplies_to = [\"practice\"]\n\n"
                                                  "[roles.head_office]\nlabel = \"Head office\"\ngroup = \"role\"\n"
                                                  "grants = [\"user.manage\"]\n\n"
                                                  "[groups.role]\n"}})) {
    root = service->organisation(slug)->root;
    REQUIRE(run(operating(), CreateScope{root, KindId{"practice"}, "East"}).ok());
    east = scope("East");
  }
  ScopeId root, east;
};

const RoleId kRead{"read"}, kWrite{"write"}, kLead{"lead"}, kRefunder{"refunder"}, kHeadOffice{"head_office"};

TEST_CASE_FIXTURE(Covered, "[T1] a role is given only by who has all that it grants, wherever that counts") {
  const UserId clerk = add("Clerk", {kRead}, {east});
  const UserId lead = add("Lead", {kLead}, {root});
  const UserId refunder = add("Refunder", {kHeadOffice, kRefunder}, {root});
  CHECK(rule_of(run(as(lead), Give{clerk, {kWrite}, {}, {}, {}})) == "may-not-give");
  CHECK(rule_of(run(as(lead), Give{clerk, {kRefunder}, {}, {}, {}})) == "done");
  // At the top a refunder refunds nothing themself, but everywhere below; a lead also at the top.
  CHECK(rule_of(run(as(refunder), creating("Below", {kRefunder}, {root}))) == "done");
  CHECK(rule_of(run(as(refunder), creating("Above", {kLead}, {root}))) == "may-not-give");
  CHECK(rule_of(run(as(lead), creating("Other", {kLead}, {root}))) == "done");
}

}  // namespace
}  // namespace remit::test
