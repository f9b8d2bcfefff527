#include <doctest/doctest.h>

#include "core/base/password.h"
#include "plugins/demo/demo.h"
#include "plugins/plugins.h"
#include "tests/support/portal.h"

namespace remit::test {
namespace {

TEST_CASE("every scheme has a demo organisation, made through commands, and a second call makes none") {
  FakeRandom random;
  FakeClock clock;
  const SealKey key = SealKey::make(random);
  store::sqlite::Options options;
  options.demo = store::sqlite::Demo::Yes;
  options.missing = store::sqlite::Missing::Create;
  auto store = store::sqlite::Database::open(options);
  REQUIRE(store.ok());
  auto schemes = plugins::load_builtin();
  REQUIRE(schemes.ok());

  auto owners = demo::make_organisations(**store, *schemes, nobodys_password(), clock.time, random, key);
  REQUIRE(owners.ok());
  for (const demo::Failure& it : owners->failed) {
    FAIL_CHECK(it.scheme << ": " << it.error.rule << " " << it.error.field);
  }
  CHECK(owners->owners.size() == schemes->size());
  auto again = demo::make_organisations(**store, *schemes, nobodys_password(), clock.time, random, key);
  REQUIRE(again.ok());
  CHECK(again->owners.empty());
  CHECK(again->failed.empty());

  auto service = service::Service::open({**store, clock, random, key, *schemes, "en"});
  REQUIRE(service.ok());
  for (const demo::Owner& it : owners->owners) {
    INFO(it.organisation);
    auto verified = (*service)->verify_audit(it.organisation);
    REQUIRE(verified.ok());
    CHECK(*verified > 20);
    auto user = (*service)->find_user(it.organisation, it.signs_in_as);
    REQUIRE(user.ok());
    auto actor = (*service)->actor_for(it.organisation, *user, "test");
    auto page = (*service)->users(it.organisation, *actor, {});
    REQUIRE(page.ok());
    CHECK(page->total > 20);
    CHECK(page->rows.size() <= 50);
  }
}

}  // namespace
}  // namespace remit::test
