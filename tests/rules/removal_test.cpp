#include <doctest/doctest.h>

#include "core/scheme/scheme.h"
#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

using namespace directory;

const RoleId kUser{"user"};

std::string with(std::string_view from, std::string_view to) {
  std::string text = plugins::scheme_file("wavecell-portal")->text();
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// A portal where whoever was removed stays away.
struct Final : Portal {
  Final() : Portal(*scheme::load_or_error(with("may_be_invited_again = true", "may_be_invited_again = false"))) {}

  std::string invited(const std::string& address) {
    return rule_of(run(as(owner), Invite{{{"email", address}}, {kUser}, {}, {}}));
  }
};

TEST_CASE_FIXTURE(Final, "[V172] a removed person's address is of no use anew where the scheme says so") {
  const UserId ann = add("Ann", {kUser});
  REQUIRE(run(as(owner), Remove{ann}).ok());
  CHECK(invited("ann@shop.example") == "retired");
  CHECK(invited("ANN@Shop.Example") == "retired");
  CHECK(invited("anna@shop.example") == "done");
  const auto by_operator = run(operating(), Invite{{{"email", "ann@shop.example"}}, {kUser}, {}, {}});
  CHECK(rule_of(by_operator) == "retired");
  CHECK(by_operator.error().field == "email");
}

TEST_CASE_FIXTURE(Final, "a removal and what would use the address anew are not carried out together") {
  const UserId ann = add("Ann", {kUser});
  Command remove, invite;
  remove.action = Remove{ann};
  invite.action = Invite{{{"email", "ann@shop.example"}}, {kUser}, {}, {}};
  CHECK(rule_of(service->execute(slug, as(owner), {remove, invite})) == "retired");
  CHECK(row(ann).state.text == "active");
}

TEST_CASE_FIXTURE(Final, "an invitation that was taken back, or a refused removal, retires no address") {
  const UserId ann = invite("Ann", {kUser});
  REQUIRE(run(as(owner), CancelInvitation{ann}).ok());
  CHECK(invited("ann@shop.example") == "done");
  CHECK(rule_of(run(as(owner), Remove{owner})) == "not-self");
  CHECK(invited("owner@shop.example") == "done");  // passed over: they are here
}

TEST_CASE_FIXTURE(Final, "what is retired is so in its organisation alone, and until a scheme allows it again") {
  REQUIRE(run(as(owner), Remove{add("Ann", {kUser})}).ok());
  NewOrganisation wanted;
  wanted.name = "Second";
  wanted.scheme = *service->scheme_of(slug);
  wanted.owner = {{"email", "ann@shop.example"}};
  CHECK(rule_of(service->create_organisation(wanted, operating())) == "done");
  REQUIRE(run(operating(), Upgrade{with("version = \"1\"", "version = \"2\"")}).ok());
  CHECK(invited("ann@shop.example") == "done");
}

TEST_CASE("nobody is given a removed person's address by an edit") {
  std::string text = plugins::scheme_file("adyen-platform")->text();
  const std::string_view from = "may_be_invited_again = true";
  text.replace(text.find(from), from.size(), "may_be_invited_again = false");
  Portal portal(*scheme::load_or_error(text));
  const std::vector<RoleId> roles{RoleId{"merchant_user_management"}};
  const UserId ann = portal.add("Ann", roles), ben = portal.add("Ben", roles);
  REQUIRE(portal.run(portal.operating(), Remove{ann}).ok());
  CHECK(rule_of(portal.run(portal.operating(), EditUser{ben, {{"email", "ann@shop.example"}}})) == "retired");
  CHECK(rule_of(portal.run(portal.operating(), EditUser{ben, {{"email", "benny@shop.example"}}})) == "done");
}

}  // namespace
}  // namespace remit::test
