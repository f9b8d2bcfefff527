#include <doctest/doctest.h>

#include <set>

#include "plugins/scheme_file.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

TEST_CASE("[V069] the first account is an administrator, with the roles that the scheme gives its founder") {
  for (const char* id : {"adyen-platform", "icorepay"}) {
    INFO(id);
    const scheme::SchemePtr scheme = plugins::scheme_file(id);
    Portal portal(scheme);
    std::set<std::string> held;
    for (const present::RoleTag& role : portal.details(portal.owner).row.roles) held.insert(role.id.text);
    for (const RoleId& role : scheme->definition().delegation.founder) CHECK(held.count(role.text) == 1);
    CHECK(portal.allowed(portal.owner, scheme->command("give")->needs->text));
  }
}

}  // namespace
}  // namespace remit::test
