// What each vendor's page says, as far as the scheme alone shows it. What people may do is in tests/corpus, what
// commands do in the directory's tests.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/scheme/diff.h"
#include "plugins/scheme_file.h"

namespace remit::plugins {
namespace {

using scheme::SchemePtr;

/// Atoms, with `own ` before those of narrower reach and `new ` before those that nobody had.
std::set<std::string> names(const std::vector<scheme::AtomChange>& changes) {
  std::set<std::string> out;
  for (const scheme::AtomChange& it : changes) {
    const bool own = it.after == scheme::Reach::Own || (!it.after && it.before == scheme::Reach::Own);
    out.insert((it.is_new ? "new " : "") + std::string(own ? "own " : "") + it.atom);
  }
  return out;
}

TEST_CASE("from billpro to billpro-profiles the accountant gains and the normal user loses what the pages say") {
  const auto diff = scheme::diff(*scheme_file("billpro"), *scheme_file("billpro-profiles"));
  std::map<std::string, const scheme::RoleDiff*> roles;
  for (const scheme::RoleDiff& role : diff.roles) roles[role.role.text] = &role;
  REQUIRE(roles.size() == 4);
  using Set = std::set<std::string>;
  CHECK(names(roles["accountant_user"]->gained) == Set{"customer:view", "customer:manage", "order:view", "order:manage",
                                                       "refund:authorise", "currency:configure", "new email:configure",
                                                       "new profile:list"});
  CHECK(names(roles["accountant_user"]->lost) == Set{});
  CHECK(names(roles["normal_user"]->gained) == Set{"new profile:list"});
  CHECK(names(roles["normal_user"]->lost) == Set{"dashboard:view", "report:view"});
  CHECK(names(roles["restricted_user"]->gained) == Set{"new profile:list"});
  CHECK(names(roles["restricted_user"]->lost) == Set{});
  CHECK(names(roles["admin_user"]->gained) == Set{"new email:configure", "new profile:list", "new profile:view"});
  CHECK(names(roles["admin_user"]->lost) == Set{});
  const std::string text = to_text(diff);
  CHECK(text.find("- Access dashboard reports: dashboard:view, report:view\n") != std::string::npos);
  CHECK(text.find("+ Manage customers: customer:manage, customer:view\n") != std::string::npos);
}

TEST_CASE("iCorePay's roles include each other from Admin down to Read") {
  const SchemePtr s = scheme_file("icorepay");
  const char* const order[] = {"read", "create", "write", "admin"};
  for (int i = 1; i < 4; ++i) {
    const auto& above = s->grants(*s->role(order[i]));
    const auto& below = s->grants(*s->role(order[i - 1]));
    CHECK(above.any.contains(below.any));
    CHECK_FALSE(below.any.contains(above.any));
  }
  CHECK(s->grants(*s->role("admin")).any.count() == s->definition().permissions.size());
}

TEST_CASE("iCorePay's login link counts from when the user was added, and a reset helps when it is over") {
  const SchemePtr s = scheme_file("icorepay");
  const scheme::LinkSpec* invite = s->link(PurposeId{"invite"});
  REQUIRE(invite != nullptr);
  CHECK(invite->lifetime == hours(48));
  CHECK(invite->counted_from == scheme::CountedFrom::UserAdded);
  CHECK(invite->when_expired == "send-password-reset");
  CHECK(s->command("resend") == nullptr);
}

TEST_CASE("Adyen's links live as long as the page says") {
  const SchemePtr s = scheme_file("adyen-platform");
  const scheme::LinkSpec* verification = s->link(PurposeId{"verification"});
  REQUIRE(verification != nullptr);
  CHECK(verification->lifetime == days(14));
  CHECK(verification->lifetime_on_resend == hours(24));
  CHECK(s->link(PurposeId{"reset"})->lifetime == hours(24));
}

TEST_CASE("no role of Wavecell but Admin reaches Pricing, Payment and User Management") {
  const SchemePtr s = scheme_file("wavecell-portal");
  for (const char* permission : {"pricing.view", "payment.manage", "user.manage"}) {
    const auto granting = s->roles_granting(*s->permission(permission), scheme::Reach::Own);
    REQUIRE(granting.size() == 1);
    CHECK(s->at(granting[0]).id.text == "admin");
  }
}

TEST_CASE("ACI has seven roles, five types and four levels, and marks the cells that nobody publishes") {
  const SchemePtr s = scheme_file("aci-merchant-portal");
  std::map<std::string, int> members;
  for (const scheme::Role& role : s->definition().roles) ++members[role.group.text];
  CHECK(members["role"] == 7);
  CHECK(members["type"] == 5);
  CHECK(s->definition().scopes.kinds.size() == 4);
  for (const scheme::Role& role : s->definition().roles) {
    CAPTURE(role.id.text);
    CHECK(role.assumed.size() == (role.id.text == "administrator" ? 0 : s->definition().permissions.size()));
  }
}

}  // namespace
}  // namespace remit::plugins
