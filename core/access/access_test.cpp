#include "core/access/access.h"

#include <doctest/doctest.h>

#include "core/access/explain.h"
#include "core/access/test_world.h"
#include "core/base/describe_enum.h"

namespace remit::access {

using namespace testing;

namespace {

constexpr Time kNow{15};

/// root ← area 1 ← shop 2, shop 3 below the root; user 1 an active manager on area 1.
struct World {
  explicit World(scheme::Definition d = definition())
      : scheme(compile(std::move(d))), rows(empty_rows(scheme->definition())) {
    rows.scopes.push_back(testing::scope(1, 0, "area"));
    rows.scopes.push_back(testing::scope(2, 1, "shop"));
    rows.scopes.push_back(testing::scope(3, 0, "shop"));
    rows.users.push_back(testing::user(1));
    rows.roles.push_back(holds(1, "manager"));
    rows.scope_memberships.push_back(on(1, 1));
    load();
  }

  void load() {
    RowsSnapshot snapshot(rows);
    auto loaded = Index::load(snapshot, scheme);
    REQUIRE(loaded.ok());
    index = std::move(*loaded);
  }
  void apply(std::vector<directory::RowEdit> edits) { index->apply(edits, {++epoch}); }

  Question question(const View& view, std::uint32_t user, std::string_view permission, std::uint32_t scope) {
    return {view.user(user_id(user)), view.permission(permission), view.scope(scope_id(scope)), kNoOwner, kNow};
  }
  std::string rule(std::uint32_t user, std::string_view permission, std::uint32_t scope) {
    const Pin view = index->pin();
    return enum_name(check(*view, question(*view, user, permission, scope)).rule);
  }

  scheme::SchemePtr scheme;
  Rows rows;
  std::unique_ptr<Index> index;
  std::uint64_t epoch = 1;
};

}  // namespace

TEST_CASE("a new decision is a deny") {
  CHECK_FALSE(Decision{}.allowed());
  CHECK(Decision{}.rule == Rule::Error);
}

TEST_CASE("[T32] whatever is unknown is denied with a reason") {
  World world;
  const Pin view = world.index->pin();
  CHECK(check(*view, Question{kNoUser, kNoPermission, kNoScope, kNoOwner, kNow}).rule == Rule::NoSuchUser);
  const Question right = world.question(*view, 1, "refund", 2);
  Question q = right;
  REQUIRE(check(*view, q).allowed());
  q.permission = view->permission("refunds");
  CHECK(check(*view, q).rule == Rule::UnknownPermission);
  q = right;
  q.scope = view->scope(scope_id(99));
  CHECK(check(*view, q).rule == Rule::UnknownScope);
  q = right;
  q.user = view->user(user_id(99));
  CHECK(check(*view, q).rule == Rule::NoSuchUser);
  CHECK(check(*view, TextQuestion{"nobody", "refund", "", "", kNow}).rule == Rule::NoSuchUser);
  CHECK(check(*view, TextQuestion{to_string(user_id(1)), "refund", "nowhere", "", kNow}).rule == Rule::UnknownScope);
}

TEST_CASE("an allow names the role and the scope membership it rests on") {
  World world;
  const Pin view = world.index->pin();
  const Decision decision = check(*view, world.question(*view, 1, "refund", 2));
  REQUIRE(decision.allowed());
  CHECK(world.scheme->at(decision.role).id.text == "manager");
  CHECK(decision.via_kind == Via::Scope);
  CHECK(view->id(ScopeIndex{decision.via}) == scope_id(1));
  CHECK(decision.epoch == view->epoch());
}

TEST_CASE("[V098] a scope membership covers everything below and nothing beside it") {
  World world;
  CHECK(world.rule(1, "refund", 1) == "allowed");
  CHECK(world.rule(1, "refund", 2) == "allowed");
  CHECK(world.rule(1, "refund", 3) == "outside-scope");
  CHECK(world.rule(1, "refund", 0) == "outside-scope");
  world.apply({directory::PutScope{testing::scope(4, 2, "shop")}});
  CHECK(world.rule(1, "refund", 4) == "allowed");
}

TEST_CASE("a moved node takes what is below it along") {
  World world;
  world.apply({directory::PutScope{testing::scope(4, 0, "area")}, directory::PutScope{testing::scope(2, 4, "shop")},
               directory::PutScope{testing::scope(5, 2, "shop")}});
  CHECK(world.rule(1, "refund", 5) == "outside-scope");
  world.apply({directory::PutScope{testing::scope(4, 1, "area")}});
  CHECK(world.rule(1, "refund", 5) == "allowed");
  world.apply({directory::DropScope{scope_id(4)}});
  CHECK(world.rule(1, "refund", 5) == "unknown-scope");
}

TEST_CASE("a thousand nodes one after the other keep the tree's order") {
  World world;
  for (std::uint32_t n = 10; n < 1200; ++n) {
    // Wide, and as deep as 50.
    const std::uint32_t parent = n % 50 == 10 ? 1 : n % 3 == 0 ? 1 : n - 1;
    world.apply({directory::PutScope{testing::scope(n, parent, "area")}});
  }
  CHECK(world.rule(1, "refund", 1199) == "allowed");
  world.apply({directory::PutScopeMembership{on(1, 510)}, directory::DropScopeMembership{user_id(1), scope_id(1), {}}});
  CHECK(world.rule(1, "refund", 512) == "allowed");
  CHECK(world.rule(1, "refund", 513) == "outside-scope");
  CHECK(world.rule(1, "refund", 1199) == "outside-scope");
}

TEST_CASE("[V180] a user without a scope reaches nothing where the scheme says so") {
  scheme::Definition d = definition();
  d.scopes.without = scheme::WithoutScopes::Nothing;
  World world(d);
  world.apply({directory::DropScopeMembership{user_id(1), scope_id(1), {}}});
  CHECK(world.rule(1, "refund", 2) == "no-membership");
}

TEST_CASE("a user whose only scope membership ran out is not let in to the root") {
  World world;
  world.apply({directory::PutScopeMembership{on(1, 1, kAlways, Time{10})}});
  CHECK(world.rule(1, "refund", 2) == "expired");
  CHECK(world.rule(1, "refund", 3) == "outside-scope");
  world.apply({directory::DropScopeMembership{user_id(1), scope_id(1), {}}});
  CHECK(world.rule(1, "refund", 3) == "allowed");
}

TEST_CASE("times hold from their start and no longer at their end") {
  World world;
  world.apply({directory::PutRole{holds(1, "manager", Time{15}, Time{16})}});
  CHECK(world.rule(1, "refund", 2) == "allowed");
  world.apply({directory::PutRole{holds(1, "manager", Time{16})}});
  CHECK(world.rule(1, "refund", 2) == "not-yet-valid");
  world.apply({directory::PutRole{holds(1, "manager", kAlways, Time{15})}});
  CHECK(world.rule(1, "refund", 2) == "expired");
}

TEST_CASE("[V081] own reaches records of one's own and is not granted without an owner") {
  World world;
  world.apply({directory::PutRole{holds(1, "clerk")}, directory::DropRole{user_id(1), {"manager"}}});
  const Pin view = world.index->pin();
  Question q = world.question(*view, 1, "refund", 2);
  CHECK(check(*view, q).rule == Rule::OwnOnly);
  q.owner = q.user;
  CHECK(check(*view, q).allowed());
  q.owner = kNoUser;
  CHECK(check(*view, q).rule == Rule::OwnOnly);
}

TEST_CASE("[V191] a feature is inherited downwards and can be switched back on below") {
  World world;
  CHECK(world.rule(1, "plan", 2) == "allowed");
  CHECK(world.rule(1, "export", 2) == "feature-off");
  world.apply({directory::PutScope{testing::scope(1, 0, "area", {{"plans", false}, {"bulk", true}})}});
  CHECK(world.rule(1, "plan", 2) == "feature-off");
  CHECK(world.rule(1, "export", 2) == "allowed");
  world.apply({directory::PutScope{testing::scope(2, 1, "shop", {{"plans", true}})}});
  CHECK(world.rule(1, "plan", 2) == "allowed");
}

TEST_CASE("roles and permissions count only on the kinds they apply to") {
  World world;
  CHECK(world.rule(1, "price", 1) == "not-granted");
  CHECK(world.rule(1, "price", 2) == "allowed");
  world.apply({directory::PutRole{holds(1, "area-only")}, directory::DropRole{user_id(1), {"manager"}}});
  CHECK(world.rule(1, "refund", 1) == "allowed");
  CHECK(world.rule(1, "refund", 2) == "not-granted");
}

TEST_CASE("a state that may not act decides everything") {
  World world;
  world.apply({directory::PutUser{testing::user(1, "off")}});
  CHECK(world.rule(1, "refund", 2) == "state-may-not-act");
  world.apply({directory::PutUser{testing::user(1, "a state of another scheme")}});
  CHECK(world.rule(1, "refund", 2) == "state-may-not-act");
  world.apply({directory::DropUser{user_id(1)}});
  CHECK(world.rule(1, "refund", 2) == "no-such-user");
}

TEST_CASE("[T4] a revoke is seen by whoever pins after it, and not by a view that was pinned before") {
  World world;
  const Pin before = world.index->pin();
  const Question q = world.question(*before, 1, "refund", 2);
  world.apply({directory::DropRole{user_id(1), {"manager"}}});
  CHECK(check(*before, q).allowed());
  CHECK_FALSE(before->at_least_as_fresh({2}));
  const Pin after = world.index->pin();
  CHECK(after->at_least_as_fresh({2}));
  CHECK(check(*after, q).rule == Rule::NoMembership);
}

TEST_CASE("scope groups overlap and follow their changes") {
  World world;
  world.apply({directory::PutScopeGroup{{group_id(1), "Both", {scope_id(2), scope_id(3)}}},
               directory::PutScopeMembership{in_group(1, 1)},
               directory::DropScopeMembership{user_id(1), scope_id(1), {}}});
  CHECK(world.rule(1, "refund", 3) == "allowed");
  CHECK(world.rule(1, "refund", 1) == "outside-scope");
  world.apply({directory::PutScopeGroup{{group_id(1), "One", {scope_id(2)}}}});
  CHECK(world.rule(1, "refund", 3) == "outside-scope");
  world.apply({directory::DropScopeGroup{group_id(1)}});
  CHECK(world.rule(1, "refund", 2) == "outside-scope");
}

TEST_CASE("[T32] another scheme under the index denies everything until it is loaded anew") {
  World world;
  directory::Organisation organisation = world.rows.organisation;
  world.apply({directory::PutOrganisation{organisation}});
  CHECK(world.rule(1, "refund", 2) == "allowed");
  organisation.scheme_version = "2";
  world.apply({directory::PutOrganisation{organisation}});
  CHECK(world.index->stale());
  CHECK(world.rule(1, "refund", 2) == "error");
  const Pin view = world.index->pin();
  CHECK(who_can(*view, view->permission("refund"), kRoot, kNow).total == 0);
}

TEST_CASE("a scheme whose roles are tied to scopes one by one is refused, not counted as a product") {
  scheme::Definition d = definition();
  d.combination = scheme::Combination::Pairs;
  const auto scheme = scheme::CompiledScheme::compile(std::move(d), "test");
  REQUIRE_FALSE(scheme.ok());
  CHECK(scheme.error().rule == "scheme-not-built");
}

TEST_CASE("an explanation shows the witness first and where the other paths stop") {
  World world;
  world.apply({directory::PutRole{holds(1, "clerk")}, directory::PutRole{holds(1, "admin", kAlways, Time{10})}});
  const Pin view = world.index->pin();
  const Explanation why = explain(*view, world.question(*view, 1, "order.view", 2));
  CHECK(why.rule == Rule::Expired);
  REQUIRE(why.conditions.size() == 1);
  CHECK(why.conditions[0].id == "active");
  REQUIRE(why.paths.size() == 3);
  // admin → reader → order.view, area 1 → shop 2
  const std::vector<Hop>& hops = why.paths[0].hops;
  REQUIRE(hops.size() == 5);
  CHECK(hops[0].id == "admin");
  CHECK(hops[0].rule == Rule::Expired);
  CHECK(hops[0].valid_until == Time{10});
  CHECK(hops[1].kind == HopKind::IncludedRole);
  CHECK(hops[1].id == "reader");
  CHECK(hops[2].kind == HopKind::Grant);
  CHECK(hops[2].reach == Reach::Any);
  CHECK(hops[3].label == "Scope 1");
  CHECK(hops[4].label == "Scope 2");
  CHECK(why.paths[1].hops.back().rule == Rule::NotGranted);

  const Explanation allowed = explain(*view, world.question(*view, 1, "refund", 2));
  CHECK(allowed.verdict == Verdict::Allow);
  CHECK(allowed.paths[0].mark == Mark::Holds);
  CHECK(allowed.paths[0].hops[0].id == "manager");
}

TEST_CASE("what_can lists permissions with their farthest reach") {
  World world;
  world.apply({directory::PutRole{holds(1, "clerk")}, directory::PutRole{holds(1, "reader")},
               directory::DropRole{user_id(1), {"manager"}}});
  const Pin view = world.index->pin();
  const std::vector<Granted> all = what_can(*view, view->user(user_id(1)), view->scope(scope_id(2)), kNow);
  REQUIRE(all.size() == 2);
  CHECK(world.scheme->at(all[0].permission).id.text == "order.view");
  CHECK(all[0].reach == Reach::Any);
  CHECK(world.scheme->at(all[1].permission).id.text == "refund");
  CHECK(all[1].reach == Reach::Own);
}

TEST_CASE("who_can pages through many holders with an exact total") {
  World world;
  for (std::uint32_t n = 100; n < 2100; ++n) {
    world.rows.users.push_back(testing::user(n, n % 10 == 0 ? "off" : "active"));
    world.rows.roles.push_back(holds(n, n % 4 == 0 ? "manager" : "reader"));
    if (n % 3 == 0) world.rows.scope_memberships.push_back(on(n, n % 2 == 0 ? 1 : 3));
  }
  world.load();
  const auto expected = [&](std::uint32_t n) { return n % 10 != 0 && n % 4 == 0 && (n % 3 != 0 || n % 2 == 0); };
  std::uint64_t total = 1;  // user 1
  for (std::uint32_t n = 100; n < 2100; ++n) total += expected(n) ? 1 : 0;
  const Pin view = world.index->pin();
  Page page{{}, 50};
  std::uint64_t seen = 0;
  for (bool more = true; more;) {
    const WhoCan answer = who_can(*view, view->permission("refund"), view->scope(scope_id(2)), kNow, page);
    CHECK(answer.total == total);
    seen += answer.users.size();
    more = answer.more;
    page.after = answer.users.back();
  }
  CHECK(seen == total);
  CHECK(who_can(*view, view->permission("refund"), view->scope(scope_id(2)), kNow, {{}, 0}).users.empty());
}

TEST_CASE("a user with ten thousand scopes is decided like any other") {
  World world;
  std::vector<directory::RowEdit> edits;
  for (std::uint32_t n = 100; n < 10'100; ++n) {
    edits.push_back(directory::PutScope{testing::scope(n, n % 2 == 0 ? 1 : 3, "shop")});
    if (n % 4 != 3) edits.push_back(directory::PutScopeMembership{on(1, n)});
  }
  edits.push_back(directory::DropScopeMembership{user_id(1), scope_id(1), {}});
  world.apply(std::move(edits));
  CHECK(world.rule(1, "refund", 10'000) == "allowed");
  CHECK(world.rule(1, "refund", 10'003) == "outside-scope");
  CHECK(world.rule(1, "refund", 1) == "outside-scope");
}

}  // namespace remit::access
