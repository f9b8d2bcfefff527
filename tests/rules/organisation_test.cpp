#include <doctest/doctest.h>

#include <algorithm>

#include "core/scheme/scheme.h"
#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

struct Upgrading : Portal {
  Upgrading() : Portal(plugins::scheme_file("icorepay")) {}

  /// The scheme as version 2, with one place changed.
  static std::string second(std::string_view from = {}, std::string_view to = {}) {
    std::string text = plugins::scheme_file("icorepay")->text();
    const std::string_view version = "version = \"1\"";
    text.replace(text.find(version), version.size(), "version = \"2\"");
    if (from.empty()) return text;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
  }
  /// Without the role `create`: what it granted goes to `write` or to nobody.
  static std::string without_create() {
    std::string text = second("includes = [\"create\"]", "includes = [\"read\"]");
    const std::size_t begin = text.find("[roles.create]");
    return text.erase(begin, text.find("[roles.write]") - begin);
  }
  static bool has(const std::vector<present::PrivilegeItem>& all, std::string_view permission) {
    return std::any_of(all.begin(), all.end(), [&](const auto& it) { return it.permission.text == permission; });
  }
};

TEST_CASE_FIXTURE(Upgrading, "only the operator upgrades an organisation's scheme, whatever the scheme offers") {
  CHECK(rule_of(run(as(owner), Upgrade{second()})) == "not-offered");
  CHECK(rule_of(run(operating(), Upgrade{second()})) == "done");
  CHECK((*service->scheme_of(slug))->version() == "2");
  CHECK(service->organisation(slug)->scheme_version == "2");
  CHECK(service->verify_audit(slug).ok());
}

TEST_CASE_FIXTURE(Upgrading, "after an upgrade everything is decided by the new scheme, at once and after a restart") {
  const UserId clerk = add("Clerk", {RoleId{"read"}});
  CHECK_FALSE(allowed(clerk, "invoice.create"));
  const std::string text = second("[roles.read]\n", "[roles.read]\ngrants_own = [\"invoice.create\"]\n");
  const auto preview = plan(operating(), Upgrade{text});
  REQUIRE(preview.ok());
  CHECK(has(preview->gains, "invoice.create"));
  CHECK(preview->losses.empty());
  CHECK_FALSE(allowed(clerk, "invoice.create", clerk));
  REQUIRE(run(operating(), Upgrade{text}).ok());
  CHECK(allowed(clerk, "invoice.create", clerk));
  auto restarted = service::Service::open({*store, clock, random, key, {plugins::scheme_file("icorepay")}, "en"});
  REQUIRE(restarted.ok());
  CHECK((*(*restarted)->scheme_of(slug))->version() == "2");
}

TEST_CASE_FIXTURE(
    Upgrading, "a role that the new scheme lacks refuses the upgrade as long as somebody would be left without one") {
  const UserId clerk = add("Clerk", {RoleId{"create"}});
  CHECK(rule_of(run(operating(), Upgrade{without_create()})) == "upgrade-person");
  CHECK((*service->scheme_of(slug))->version() == "1");
  CHECK(allowed(clerk, "invoice.create"));
  REQUIRE(run(as(owner), Give{clerk, {RoleId{"read"}}, {}, {}, {}}).ok());
  CHECK(rule_of(run(operating(), Upgrade{without_create()})) == "done");
}

TEST_CASE_FIXTURE(Upgrading, "a state in use that the new scheme lacks refuses the upgrade") {
  invite("Clerk", {RoleId{"read"}});
  std::string text = second();
  for (std::size_t at = text.find("pending"); at != std::string::npos; at = text.find("pending", at + 7)) {
    text.replace(at, 7, "waiting");
  }
  CHECK(rule_of(run(operating(), Upgrade{text})) == "upgrade-state");
}

TEST_CASE_FIXTURE(Upgrading, "an upgrade that nobody could manage under is refused") {
  CHECK(rule_of(run(operating(), Upgrade{second("\"user.manage\",", "")})) != "done");
}

TEST_CASE_FIXTURE(Upgrading,
                  "neither another scheme, nor the same version with another text, nor a broken file is an upgrade") {
  CHECK(rule_of(run(operating(), Upgrade{plugins::scheme_file("billpro")->text()})) == "upgrade-other-scheme");
  CHECK(rule_of(run(operating(), Upgrade{plugins::scheme_file("icorepay")->text() + "# more\n"})) ==
        "upgrade-same-version");
  CHECK_FALSE(run(operating(), Upgrade{"nonsense = "}).ok());
  const auto same = plan(operating(), Upgrade{plugins::scheme_file("icorepay")->text()});
  REQUIRE(same.ok());
  CHECK(same->summary == "Nothing changes");
}

TEST_CASE_FIXTURE(Upgrading, "an upgrade stands alone in its request, and undoes itself when it does not") {
  Command upgrade, after;
  upgrade.action = Upgrade{second()};
  after.action = Recover{};
  CHECK(rule_of(service->execute(slug, operating(), {upgrade, after})) == "upgrade-alone");
  CHECK(service->organisation(slug)->scheme_version == "1");
  CHECK((*service->scheme_of(slug))->version() == "1");
}

TEST_CASE_FIXTURE(Upgrading, "an upgrade repeated with its idempotency key answers as before") {
  Command upgrade;
  upgrade.action = Upgrade{second()};
  upgrade.idempotency_key = "upgrade-2";
  REQUIRE(service->execute(slug, operating(), {upgrade}).ok());
  const auto again = service->execute(slug, operating(), {upgrade});
  REQUIRE(again.ok());
  CHECK(again->repeated);
}

// ---- recovering

TEST_CASE_FIXTURE(Upgrading, "an organisation that has managers is not recovered, and only the operator could") {
  CHECK(rule_of(run(as(owner), Recover{})) == "not-offered");
  CHECK(rule_of(run(operating(), Recover{})) == "still-managed");
}

TEST_CASE_FIXTURE(Upgrading, "an organisation whose managers are gone is founding again until a new one has come in") {
  const UserId clerk = add("Clerk", {RoleId{"read"}});
  // Nothing but a damaged or foreign database leads here.
  {
    const OrgId id = service->organisation(slug)->id;
    const auto batch = store->write();
    REQUIRE(batch.ok());
    const auto transaction = (*batch)->in(id);
    REQUIRE(transaction.ok());
    REQUIRE((*transaction)
                ->apply({DropRole{owner, RoleId{"admin"}}, PutRole{{owner, RoleId{"read"}, {}, clock.time}}})
                .ok());
    REQUIRE((*batch)->commit().ok());
  }
  CHECK(rule_of(run(operating(), creating("Second", {RoleId{"admin"}}))) == "last-manager");
  REQUIRE(run(operating(), Recover{}).ok());
  CHECK(service->organisation(slug)->founding);
  CHECK(rule_of(run(as(clerk), EditUser{clerk, {{"first_name", "Other"}}})) == "founding");
  const auto made = run(operating(), creating("Second", {RoleId{"admin"}}));
  REQUIRE(made.ok());
  const UserId second = *parse_id<UserTag>(made->user_id);
  complete_steps(second);
  CHECK_FALSE(service->organisation(slug)->founding);
  CHECK(run(as(second), creating("Third", {RoleId{"read"}})).ok());
}

TEST_CASE_FIXTURE(Upgrading, "[T1] an upgrade tells who gains and who loses what, and the record keeps it") {
  const UserId clerk = add("Clerk", {RoleId{"read"}});
  add("Writer", {RoleId{"write"}});
  const std::string text = second("[roles.read]\n", "[roles.read]\ngrants_own = [\"invoice.create\"]\n");
  const auto preview = plan(operating(), Upgrade{text});
  REQUIRE(preview.ok());
  REQUIRE(preview->gains.size() == 1);
  CHECK(preview->gains[0].permission.text == "invoice.create");
  CHECK(preview->gains[0].own_only);
  CHECK(preview->gains[0].people == std::vector<std::string>{"Clerk Example"});
  REQUIRE(run(operating(), Upgrade{text}).ok());
  const auto rows = store->read(service->organisation(slug)->id);
  const auto entries = (*rows)->audit({{}, 0, 1});
  REQUIRE(entries.ok());
  CHECK(entries->front().payload.find(to_string(clerk)) != std::string::npos);
}

TEST_CASE_FIXTURE(Upgrading, "[T1] an upgrade tells also of what people gain without a word about their roles") {
  add("Writer", {RoleId{"write"}});
  SUBCASE("a feature that begins switched on") {
    const auto preview = plan(operating(), Upgrade{second("label = \"Custom Initial Payment\"\ninitially = false",
                                                          "label = \"Custom Initial Payment\"\ninitially = true")});
    REQUIRE(preview.ok());
    CHECK(has(preview->gains, "plan.custom_initial"));
    CHECK_FALSE(has(preview->gains, "plan.customise"));
  }
  SUBCASE("a permission that needs a feature no more") {
    const auto preview = plan(operating(), Upgrade{second("needs_feature = \"custom_initial_payment\"\n", "")});
    REQUIRE(preview.ok());
    CHECK(has(preview->gains, "plan.custom_initial"));
    CHECK(preview->losses.empty());
  }
  SUBCASE("a scope that covers what is below it") {
    REQUIRE(run(operating(), Upgrade{second("[scopes]\n", "[scopes]\ncovers = \"self\"\n")}).ok());
    std::string third = second();
    third.replace(third.find("version = \"2\""), 13, "version = \"3\"");
    const auto preview = plan(operating(), Upgrade{third});
    REQUIRE(preview.ok());
    CHECK(has(preview->gains, "invoice.refund"));
  }
}

}  // namespace
}  // namespace remit::test
