#include "web/sandbox/workbench.h"

#include <doctest/doctest.h>

#include "core/base/fake_random.h"
#include "plugins/plugins.h"

namespace remit::sandbox {
namespace {

class FakeClock final : public Clock {
 public:
  Time time{1'795'000'000'000};
  Time now() override { return time; }
};

struct Bench {
  FakeClock clock;
  FakeRandom random;
  std::string kept;
  int woken = 0;

  std::unique_ptr<Workbench> open() {
    auto made = Workbench::open({clock, random, *plugins::load_builtin(), [this] { ++woken; },
                                 [this](const std::string& file) { kept = file; }},
                                kept);
    if (!made) FAIL(made.error().rule);
    return std::move(*made);
  }
};

template <class T>
T now(Workbench& workbench, service::Ticket<T> ticket) {
  CHECK_FALSE(ticket.ready());
  workbench.tick();
  REQUIRE(ticket.ready());
  auto answer = ticket.take();
  if (!answer) FAIL(answer.error().rule);
  return std::move(*answer);
}

TEST_CASE("the sandbox answers on the next tick, through the owner's eyes") {
  Bench bench;
  const auto workbench = bench.open();
  CHECK(bench.woken == 0);
  const present::Viewer viewer = now(*workbench, workbench->viewer());
  CHECK(bench.woken == 1);
  CHECK(viewer.manages);
  CHECK(viewer.demo);
  CHECK(now(*workbench, workbench->users({})).total > 20);
}

TEST_CASE("what was done survives a reload, and so does whom one acts as") {
  Bench bench;
  {
    const auto workbench = bench.open();
    const present::UsersPage page = now(*workbench, workbench->users({}));
    directory::Command command;
    command.action = directory::EditUser{page.rows[3].id, {{"name", "Renamed here"}}};
    now(*workbench, workbench->execute({command}));
    workbench->act_as(page.rows[3].id);
  }
  const auto workbench = bench.open();
  CHECK(now(*workbench, workbench->viewer()).name == "Renamed here");
}

TEST_CASE("a link from the outbox sets a password once, and expires when the clock is moved") {
  Bench bench;
  const auto workbench = bench.open();
  const auto usable = [&] {
    for (const present::OutboxItem& it : now(*workbench, workbench->outbox())) {
      if (it.usable) return it.secret;
    }
    return std::string();
  };
  const std::string secret = usable();
  REQUIRE_FALSE(secret.empty());
  const present::LinkView link = now(*workbench, workbench->look_at_link(secret));
  now(*workbench, workbench->redeem(secret, link.steps, "a long new phrase to know"));
  auto again = workbench->look_at_link(secret);
  workbench->tick();
  CHECK(again.take().error().rule == "link-unknown");

  const std::string other = usable();
  REQUIRE_FALSE(other.empty());
  workbench->move_clock(days(8));
  auto expired = workbench->look_at_link(other);
  workbench->tick();
  CHECK(expired.take().error().rule == "link-expired");
}

TEST_CASE("a workspace file that was cut or altered is refused, and nothing changes") {
  Bench bench;
  const auto workbench = bench.open();
  const std::string file = now(*workbench, workbench->save());
  const auto load = [&](std::string bytes) {
    auto ticket = workbench->load(std::move(bytes));
    workbench->tick();
    const auto answer = ticket.take();
    return answer ? std::string("done") : answer.error().rule;
  };
  CHECK(load("GIF89a") == "workspace-foreign");
  for (const std::size_t length : {std::size_t{20}, file.size() / 2, file.size() - 1}) {
    CHECK(load(file.substr(0, length)) == "workspace-broken");
  }
  std::string altered = file;
  altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
  CHECK(load(altered) == "workspace-broken");
  CHECK(now(*workbench, workbench->viewer()).manages);
  CHECK(load(file) == "done");
}

}  // namespace
}  // namespace remit::sandbox
