#include <doctest/doctest.h>

#include <algorithm>

#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

const RoleId kAdmin{"admin_user"}, kNormal{"normal_user"}, kApiAccess{"api_access"};

/// One gives only roles that one has, and every way to give them is offered to whoever manages users. `head` manages
/// one profile, as an administrator and nothing else.
struct WaysIn : Portal {
  WaysIn()
      : Portal(plugins::scheme_with(
            "billpro-profiles",
            {{"may_give = \"all\"", "may_give = \"held\""},
             {"[commands.edit-user]\n",
              "[commands.invite]\nlabel = \"Invite\"\nneeds = \"user.manage\"\nsends = [\"password\"]\n\n"
              "[commands.duplicate]\nlabel = \"Copy\"\nneeds = \"user.manage\"\nsends = [\"password\"]\n\n"
              "[commands.import]\nlabel = \"Import\"\nneeds = \"user.manage\"\n\n"
              "[commands.edit-user]\n"}})) {
    for (const char* name : {"Flights", "Hotels"}) {
      const ScopeId root = service->organisation(slug)->root;
      REQUIRE(run(operating(), CreateScope{root, KindId{"profile"}, name}).ok());
    }
    flights = scope("Flights");
    hotels = scope("Hotels");
    head = founded("Head", {kAdmin, kApiAccess});
    model = founded("Model", {kNormal});
    complete_steps(head);
  }

  ScopeId flights, hotels;
  UserId head, model;

  UserId founded(const char* name, const std::vector<RoleId>& roles) {
    const auto made = run(operating(), creating(name, roles, {flights}));
    REQUIRE(made.ok());
    return *parse_id<UserTag>(made->user_id);
  }

  /// Remit's own CSV with the model's line, as somebody else's.
  std::string copied_line() {
    std::string csv = *service->export_users(slug, operating(), {}, transfer::Format::Complete);
    const std::size_t header = csv.find('\n') + 1;
    std::size_t from = csv.find("Model");
    from = csv.rfind('\n', from) + 1;
    std::string line = csv.substr(from, csv.find('\n', from) + 1 - from);
    for (const auto& [is, becomes] : {std::pair("Model", "Third"), std::pair("model@", "third@")}) {
      const std::size_t at = line.find(is);
      REQUIRE(at != std::string::npos);
      line.replace(at, std::string_view(is).size(), becomes);
    }
    return csv.substr(0, header) + line;
  }
  bool nobody_but(std::uint64_t people) { return service->users(slug, operating(), {})->total == people; }
};

TEST_CASE_FIXTURE(WaysIn, "[T2] by whatever way it is tried, nobody gives a role that they may not give") {
  const Actor actor = as(head);
  SUBCASE("a command") {
    CHECK(rule_of(run(actor, Give{model, {kNormal}, {}, {}, {}})) == "done");  // they have it already
    const UserId other = add("Other", {kAdmin}, {flights});
    CHECK(rule_of(run(actor, Give{other, {kNormal}, {}, {}, {}})) == "may-not-give");
    CHECK(details(other).row.roles.front().id == kAdmin);
  }
  SUBCASE("creating") {
    CHECK(rule_of(run(actor, creating("New", {kNormal}, {flights}))) == "may-not-give");
    CHECK(rule_of(run(actor, creating("New", {kAdmin}, {flights}))) == "done");
  }
  SUBCASE("an invitation") {
    const auto fields = creating("New", {}).fields;
    CHECK(rule_of(run(actor, Invite{fields, {kNormal}, {flights}, {}})) == "may-not-give");
    CHECK(rule_of(run(actor, Invite{fields, {kAdmin}, {flights}, {}})) == "done");
  }
  SUBCASE("a copy") {
    CHECK(rule_of(run(actor, Duplicate{model, creating("New", {}).fields})) == "may-not-give");
    CHECK(rule_of(run(actor, Duplicate{head, creating("New", {}).fields})) == "done");
  }
  SUBCASE("a file") {
    const auto report = service->import_users(slug, actor, copied_line());
    REQUIRE(report.ok());
    REQUIRE(report->problems.size() == 1);
    CHECK(report->problems[0].rule == "may-not-give");
    CHECK(nobody_but(3));
    const auto allowed = service->import_users(slug, as(owner), copied_line());
    REQUIRE(allowed.ok());
    REQUIRE(allowed->problems.size() == 1);
    CHECK(service->import_users(slug, operating(), copied_line())->problems.empty());
    CHECK(nobody_but(4));
  }
  SUBCASE("a program that acts for them") {
    const auto issued = run(operating(), IssueCredential{head});
    REQUIRE(issued.ok());
    const auto known = service->credential(slug, issued->secret);
    REQUIRE((known.ok() && known->has_value()));
    CHECK(rule_of(run((*known)->actor, creating("New", {kNormal}, {flights}))) == "may-not-give");
    CHECK(rule_of(run((*known)->actor, creating("New", {kAdmin}, {hotels}))) == "may-not-manage");
    CHECK(rule_of(run((*known)->actor, creating("New", {kAdmin}, {flights}))) == "done");
  }
  SUBCASE("another version of the scheme") {
    CHECK(rule_of(run(actor, Upgrade{(*service->scheme_of(slug))->text()})) == "not-offered");
  }
  SUBCASE("several commands of which one goes too far") {
    std::vector<Command> commands(2);
    commands[0].action = creating("New", {kAdmin}, {flights});
    commands[1].action = Give{head, {}, {hotels}, {}, {}};
    CHECK(rule_of(service->execute(slug, actor, commands)) == "may-not-give");
    CHECK(nobody_but(3));
  }
}

}  // namespace
}  // namespace remit::test
