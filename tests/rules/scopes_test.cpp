#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>

#include "core/scheme/scheme.h"
#include "plugins/scheme_file.h"
#include "tests/rules/adyen_roles.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

const RoleId kAdministrator{"administrator"}, kOperator{"operator"}, kSend{"send"};

/// The tree of four levels, with its commands offered to whoever manages users there.
scheme::SchemePtr open_tree() {
  std::string text = plugins::scheme_file("aci-merchant-portal")->text();
  for (const std::string_view command : {"create-scope", "move-scope", "rename-scope", "switch-feature"}) {
    const std::size_t at = text.find("[commands." + std::string(command) + "]");
    REQUIRE(at != std::string::npos);
    const std::string_view offered = "offered_to = [\"operator\"]";
    text.replace(text.find(offered, at), offered.size(), "needs = \"user.manage\"");
  }
  auto scheme = scheme::load_or_error(text);
  REQUIRE(scheme.ok());
  return *scheme;
}

struct Trees : Portal {
  explicit Trees(scheme::SchemePtr scheme) : Portal(std::move(scheme)) {}
  Trees() : Trees(open_tree()) {
    east = make(root(), "division", "East");
    west = make(root(), "division", "West");
    shop = make(east, "merchant", "Corner Shop");
    till = make(shop, "channel", "Till 1");
  }

  ScopeId east, west, shop, till;

  ScopeId root() { return service->organisation(slug)->root; }
  std::optional<Scope> find(std::string_view name) {
    const auto rows = store->read(service->organisation(slug)->id);
    REQUIRE(rows.ok());
    const auto scopes = (*rows)->scopes();
    REQUIRE(scopes.ok());
    for (const Scope& it : *scopes) {
      if (it.name == name) return it;
    }
    return std::nullopt;
  }
  ScopeId make(ScopeId parent, const char* kind, const std::string& name) {
    REQUIRE(run(operating(), CreateScope{parent, KindId{kind}, name}).ok());
    return find(name)->id;
  }
  UserId person(std::string_view name, std::vector<RoleId> roles, ScopeId at) {
    Command command;
    command.action = creating(name, roles, {at});
    command.selected = at;
    const auto made = service->execute(slug, operating(), {command});
    REQUIRE(made.ok());
    const UserId user = *parse_id<UserTag>(made->user_id);
    complete_steps(user);
    return user;
  }
  bool allowed_on(UserId user, std::string_view permission, ScopeId scope) {
    return service->check(slug, operating(), user, permission, scope, {})->allowed;
  }
};

TEST_CASE_FIXTURE(Trees, "[V181] a node stands only below the kinds that the scheme names") {
  CHECK(rule_of(run(as(owner), CreateScope{root(), KindId{"channel"}, "Till 2"})) == "kind-not-there");
  CHECK(rule_of(run(as(owner), CreateScope{till, KindId{"channel"}, "Till 2"})) == "kind-not-there");
  CHECK(rule_of(run(as(owner), CreateScope{shop, KindId{"nonsense"}, "Till 2"})) == "kind-not-there");
  CHECK(rule_of(run(as(owner), CreateScope{shop, KindId{"channel"}, "Till 2"})) == "done");
  CHECK(rule_of(run(as(owner), MoveScope{till, west})) == "kind-not-there");
}

TEST_CASE_FIXTURE(Trees, "nodes below one parent have different names") {
  CHECK(rule_of(run(as(owner), CreateScope{shop, KindId{"channel"}, "TILL 1"})) == "taken");
  CHECK(rule_of(run(as(owner), CreateScope{shop, KindId{"channel"}, ""})) == "text-missing");
  CHECK(rule_of(run(as(owner), RenameScope{east, "West"})) == "taken");
  CHECK(rule_of(run(as(owner), RenameScope{east, "EAST"})) == "done");
  CHECK(find("EAST").has_value());
}

TEST_CASE_FIXTURE(Trees, "who manages one part of the tree changes that part and no other") {
  const UserId head = person("Head", {kAdministrator, kSend}, east);
  CHECK(rule_of(run(as(head), CreateScope{east, KindId{"merchant"}, "New Shop"})) == "done");
  CHECK(rule_of(run(as(head), CreateScope{west, KindId{"merchant"}, "New Shop"})) == "may-not-manage-there");
  CHECK(rule_of(run(as(head), RenameScope{west, "Mine"})) == "may-not-manage-there");
  CHECK(rule_of(run(as(head), RenameScope{root(), "Mine"})) == "may-not-manage-there");
  const UserId clerk = person("Clerk", {kOperator, kSend}, east);
  CHECK(rule_of(run(as(clerk), RenameScope{east, "Mine"})) == "may-not-manage-there");
}

TEST_CASE_FIXTURE(Trees, "moving a node needs managing it, its old parent and its new one") {
  const UserId of_east = person("East Head", {kAdministrator, kSend}, east);
  const UserId of_west = person("West Head", {kAdministrator, kSend}, west);
  CHECK(rule_of(run(as(of_east), MoveScope{shop, west})) == "may-not-manage-there");
  CHECK(rule_of(run(as(of_west), MoveScope{shop, west})) == "may-not-manage-there");
  CHECK(rule_of(run(as(owner), MoveScope{shop, west})) == "done");
  CHECK(find("Corner Shop")->parent == west);
}

TEST_CASE_FIXTURE(Trees,
                  "memberships follow a node that moves, and who stands above gains or loses it, as the preview says") {
  const UserId of_east = person("East Head", {kAdministrator, kSend}, east);
  const UserId of_west = person("West Head", {kAdministrator, kSend}, west);
  const UserId keeper = person("Keeper", {kAdministrator, kSend}, shop);
  CHECK(allowed_on(of_east, "user.manage", till));
  CHECK_FALSE(allowed_on(of_west, "user.manage", till));
  const auto preview = plan(as(owner), MoveScope{shop, west});
  REQUIRE(preview.ok());
  const auto has = [](const std::vector<present::PrivilegeItem>& all, std::string_view permission) {
    return std::any_of(all.begin(), all.end(), [&](const auto& it) { return it.permission.text == permission; });
  };
  CHECK(has(preview->gains, "user.manage"));
  CHECK(has(preview->losses, "user.manage"));
  CHECK(allowed_on(of_east, "user.manage", till));

  REQUIRE(run(as(owner), MoveScope{shop, west}).ok());
  CHECK_FALSE(allowed_on(of_east, "user.manage", till));
  CHECK(allowed_on(of_west, "user.manage", till));
  CHECK(allowed_on(keeper, "user.manage", till));
  const auto rows = store->read(service->organisation(slug)->id);
  CHECK((*rows)->scopes_of(keeper)->front().scope == shop);
}

TEST_CASE_FIXTURE(Trees, "a node is moved neither below itself nor from the top") {
  CHECK(rule_of(run(as(owner), MoveScope{root(), east})) == "root-stays");
  CHECK(rule_of(run(as(owner), MoveScope{east, east})) == "kind-not-there");
  const auto nothing = plan(as(owner), MoveScope{shop, east});
  REQUIRE(nothing.ok());
  CHECK(nothing->summary == "Nothing changes");
}

TEST_CASE_FIXTURE(Trees, "a feature counts at its node and below, until a node says otherwise") {
  const UserId head = person("Head", {kAdministrator, kSend}, east);
  const bool before = allowed_on(head, "customer_data.view", till);
  const std::string feature = "customer_data";
  REQUIRE(run(as(owner), SwitchFeature{east, FeatureId{feature}, !before}).ok());
  CHECK(allowed_on(head, "customer_data.view", till) != before);
  REQUIRE(run(as(owner), SwitchFeature{shop, FeatureId{feature}, before}).ok());
  CHECK(allowed_on(head, "customer_data.view", till) == before);
  CHECK(allowed_on(head, "customer_data.view", east) != before);
  REQUIRE(run(as(owner), SwitchFeature{shop, FeatureId{feature}, {}}).ok());
  CHECK(allowed_on(head, "customer_data.view", till) != before);
  CHECK(rule_of(run(as(owner), SwitchFeature{shop, FeatureId{"nonsense"}, true})) == "unknown-feature");
}

TEST_CASE_FIXTURE(Trees, "switching a feature on shows who gains what, and off who loses it") {
  person("Head", {kAdministrator, kSend}, east);
  person("Below", {kAdministrator, kSend}, shop);
  REQUIRE(run(operating(), SwitchFeature{east, FeatureId{"customer_data"}, false}).ok());
  const auto on = plan(as(owner), SwitchFeature{east, FeatureId{"customer_data"}, true});
  REQUIRE(on.ok());
  REQUIRE(on->gains.size() == 1);
  CHECK(on->gains[0].permission.text == "customer_data.view");
  CHECK(on->losses.empty());
  REQUIRE(run(as(owner), SwitchFeature{east, FeatureId{"customer_data"}, true}).ok());
  const auto off = plan(as(owner), SwitchFeature{east, FeatureId{"customer_data"}, false});
  REQUIRE(off.ok());
  CHECK(off->gains.empty());
  REQUIRE(off->losses.size() == 1);
}

TEST_CASE_FIXTURE(Trees, "commands on nodes are recorded with the node, also where they are refused") {
  REQUIRE(run(as(owner), RenameScope{east, "Orient"}).ok());
  const UserId clerk = person("Clerk", {kOperator, kSend}, east);
  REQUIRE_FALSE(run(as(clerk), RenameScope{east, "Mine"}).ok());
  const auto rows = store->read(service->organisation(slug)->id);
  const auto entries = (*rows)->audit({{}, 0, 50});
  REQUIRE(entries.ok());
  int found = 0;
  for (const AuditEntry& it : *entries) {
    if (it.action == "rename-scope" && it.target_id == to_string(east)) ++found;
  }
  CHECK(found == 2);
  CHECK(service->verify_audit(slug).ok());
}

TEST_CASE_FIXTURE(Trees, "a command on nodes repeated with its idempotency key is carried out once") {
  Command command;
  command.action = CreateScope{east, KindId{"merchant"}, "Once"};
  command.idempotency_key = "scope-1";
  REQUIRE(service->execute(slug, as(owner), {command}).ok());
  const auto again = service->execute(slug, as(owner), {command});
  REQUIRE(again.ok());
  CHECK(again->repeated);
}

// ---- scope groups

struct Groups : Trees {
  Groups() : Trees(plugins::scheme_file("adyen-platform")) {
    east = make(root(), "merchant", "East");
    west = make(root(), "merchant", "West");
    shop = make(root(), "merchant", "Harbour");
  }
  std::optional<ScopeGroup> group(std::string_view name) {
    const auto rows = store->read(service->organisation(slug)->id);
    const auto groups = (*rows)->scope_groups();
    REQUIRE(groups.ok());
    for (const ScopeGroup& it : *groups) {
      if (it.name == name) return it;
    }
    return std::nullopt;
  }
};

TEST_CASE_FIXTURE(Groups, "a scope group is named, given, and changes with its members") {
  REQUIRE(run(operating(), DefineScopeGroup{{}, "Coast", {east, west, east}}).ok());
  REQUIRE(group("Coast").has_value());
  CHECK(group("Coast")->scopes.size() == 2);
  const UserId clerk = person("Clerk", {kTestCards}, shop);
  REQUIRE(run(operating(), Give{clerk, {}, {}, {group("Coast")->id}, {}}).ok());
  CHECK(allowed_on(clerk, "test_card.manage", east));

  const auto preview = plan(operating(), DefineScopeGroup{group("Coast")->id, "Coast", {west}});
  REQUIRE(preview.ok());
  CHECK(preview->losses.size() == 1);
  REQUIRE(run(operating(), DefineScopeGroup{group("Coast")->id, "Coast", {west}}).ok());
  CHECK_FALSE(allowed_on(clerk, "test_card.manage", east));
  CHECK(allowed_on(clerk, "test_card.manage", west));
  CHECK(rule_of(run(operating(), DefineScopeGroup{{}, "Empty", {}})) == "too-few-scopes");
  CHECK(rule_of(run(operating(), DefineScopeGroup{ScopeGroupId{east.uuid}, "Coast", {west}})) == "unknown-scope-group");
}

TEST_CASE_FIXTURE(Groups,
                  "[V094] a group gets no node that its keeper does not manage, nor hands on a role that they lack") {
  REQUIRE(run(operating(), DefineScopeGroup{{}, "Coast", {east}}).ok());
  const UserId clerk = person("Clerk", {kTestCards}, shop);
  REQUIRE(run(operating(), Give{clerk, {}, {}, {group("Coast")->id}, {}}).ok());
  const DefineScopeGroup wider{group("Coast")->id, "Coast", {east, west}};
  CHECK(rule_of(run(as(clerk), wider)) == "may-not-manage-there");
  const UserId keeper = person("Keeper", {kGroupsManager}, root());
  CHECK(rule_of(run(as(keeper), wider)) == "may-not-give");
  CHECK_FALSE(allowed_on(clerk, "test_card.manage", west));
  CHECK(rule_of(run(as(keeper), DefineScopeGroup{{}, "Nobody's yet", {east, west}})) == "done");
}

TEST_CASE("where a scheme has no scope groups, none can be defined") {
  Portal portal(plugins::scheme_file("icorepay"));
  const ScopeId root = portal.service->organisation(portal.slug)->root;
  CHECK(rule_of(portal.run(portal.operating(), DefineScopeGroup{{}, "Coast", {root}})) == "not-offered");
}

TEST_CASE_FIXTURE(Groups,
                  "[V094] who groups accounts for the company changes a group that was given, with what they have") {
  REQUIRE(run(operating(), DefineScopeGroup{{}, "Coast", {east}}).ok());
  const UserId clerk = person("Clerk", {kTestCards}, shop);
  REQUIRE(run(operating(), Give{clerk, {}, {}, {group("Coast")->id}, {}}).ok());
  const UserId keeper = person("Keeper", {kGroupsManager, kTestCards}, root());
  CHECK(rule_of(run(as(keeper), DefineScopeGroup{group("Coast")->id, "Coast", {east, west}})) == "done");
  CHECK(allowed_on(clerk, "test_card.manage", west));
  CHECK(rule_of(run(as(keeper), DefineScopeGroup{group("Coast")->id, "Coast", {west}})) == "done");
  CHECK_FALSE(allowed_on(clerk, "test_card.manage", east));
}

TEST_CASE_FIXTURE(Trees, "a node that comes below one with a feature switched on brings it to all who are there") {
  const UserId keeper = person("Keeper", {kAdministrator, kSend}, shop);
  REQUIRE(run(operating(), SwitchFeature{east, FeatureId{"customer_data"}, false}).ok());
  CHECK_FALSE(allowed_on(keeper, "customer_data.view", till));
  const auto preview = plan(as(owner), MoveScope{shop, west});
  REQUIRE(preview.ok());
  const auto told = std::count_if(preview->gains.begin(), preview->gains.end(),
                                  [](const auto& it) { return it.permission.text == "customer_data.view"; });
  CHECK(told == 1);
  REQUIRE(run(as(owner), MoveScope{shop, west}).ok());
  CHECK(allowed_on(keeper, "customer_data.view", till));
}

TEST_CASE("[T1] moving a node to where a feature is on gives it to nobody whom the mover may not give it") {
  std::string text = open_tree()->text();
  const std::string_view rule = "may_give = \"all\"";
  text.replace(text.find(rule), rule.size(), "may_give = \"held\"");
  const auto scheme = scheme::load_or_error(text);
  REQUIRE(scheme.ok());
  Trees trees(*scheme);
  trees.east = trees.make(trees.root(), "division", "East");
  trees.west = trees.make(trees.root(), "division", "West");
  trees.shop = trees.make(trees.east, "merchant", "Corner Shop");
  trees.person("Clerk", {RoleId{"call_center"}, kSend}, trees.shop);
  REQUIRE(trees.run(trees.operating(), SwitchFeature{trees.east, FeatureId{"customer_data"}, false}).ok());
  // The owner is an administrator and no call centre.
  CHECK(rule_of(trees.run(trees.as(trees.owner), MoveScope{trees.shop, trees.west})) == "may-not-give");
  CHECK(rule_of(trees.run(trees.operating(), MoveScope{trees.shop, trees.west})) == "done");
}

}  // namespace
}  // namespace remit::test
