#include <doctest/doctest.h>

#include "core/base/fake_random.h"
#include "web/app/commands.h"
#include "web/app/moments.h"
#include "web/app/router.h"
#include "web/ui/headless/fake_host.h"

namespace remit::app {
namespace {

TEST_CASE("an address and its route are one") {
  for (const char* address : {"/users", "/users?q=%C3%A7elik%20%26%20co&sort=-name", "/users/abc", "/users/abc/edit",
                              "/new", "/roles", "/outbox", "/activity", "/start", "/components"}) {
    CHECK(to_address(parse_route(address)) == address);
  }
}

TEST_CASE("an address that means nothing leads to the list") {
  CHECK(parse_route("").place == Place::Users);
  CHECK(parse_route("/nowhere/at/all").place == Place::Users);
  CHECK(parse_route("?q=%zz%").get("q") == "%zz%");
  CHECK(parse_route("/users//").place == Place::User);
}

TEST_CASE("[T19] what is searched for cannot break out of the address") {
  Route route;
  route.set("q", "a&tab=x#/roles?%s");
  CHECK(parse_route(to_address(route)) == route);
}

TEST_CASE("times are relative under a day, then dates, with the year only where it is another one") {
  const ui::headless::FakeHost host;
  const Time now = host.now();
  CHECK(ago(now, now, host) == "Now");
  CHECK(ago(now - seconds(6), now, host) == "6 s ago");
  CHECK(ago(now - minutes(14), now, host) == "14 min ago");
  CHECK(ago(now - hours(20), now, host) == "20 h ago");
  CHECK(ago(now - days(4), now, host) == "17 Nov");
  CHECK(ago(now - days(400), now, host) == "17 Oct 2024");
  CHECK(date_time(now - days(400), now, host) == "17 Oct 2024, 09:04");
  CHECK(clock_or_date(now, now, host) == "09:04");
}

TEST_CASE("each command that is sent carries a key of its own") {
  FakeRandom random;
  const UserId user{};
  const auto commands = commands_of({directory::Deactivate{user}, directory::Deactivate{user}}, random);
  CHECK(commands[0].idempotency_key.size() == 32);
  CHECK(commands[0].idempotency_key != commands[1].idempotency_key);
}

TEST_CASE("a switch is taken back by the other way; a link that was sent is not") {
  const UserId user{};
  CHECK(std::holds_alternative<directory::Reactivate>(*inverse_of(directory::Deactivate{user})));
  CHECK(std::get<directory::SetFlag>(*inverse_of(directory::SetFlag{user, RoleId{"x"}, true})).on == false);
  CHECK_FALSE(inverse_of(directory::Resend{user}).has_value());
}

}  // namespace
}  // namespace remit::app
