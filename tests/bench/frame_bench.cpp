// What a frame of the app costs, and how many are drawn when nothing happens: the users list over a gateway that
// answers from a million rows, drawn without a browser. The reference is the same list over as many rows as stand on
// the page.

#include <memory>
#include <string>

#include "core/base/fake_random.h"
#include "plugins/plugins.h"
#include "tests/bench/bench.h"
#include "web/app/app.h"
#include "web/app/failing_gateway.h"
#include "web/sandbox/workbench.h"
#include "web/ui/headless/driver.h"

namespace remit::app {
namespace {

using bench::report;

class StillClock final : public Clock {
 public:
  Time now() override { return {1'763'715'840'000}; }
};

/// A sandbox whose people come again and again under numbers, until there are `total`.
class ManyPeople final : public FailingGateway {
 public:
  ManyPeople(service::Gateway*& inner, present::UsersPage page, std::uint64_t total)
      : FailingGateway(inner), page_(std::move(page)), total_(total) {}

  service::Ticket<present::UsersPage> users(const present::ListQuery& query) override {
    const std::uint64_t size = page_.rows.size();
    const std::uint64_t last = total_ - size;
    present::UsersPage page = page_;
    page.total = total_;
    page.offset = query.turn == "next"       ? std::stoull(query.anchor) + 1
                  : query.turn == "previous" ? std::stoull(query.anchor) - size
                  : query.turn == "last"     ? last
                                             : 0;
    page.offset = std::min(page.offset, last);
    for (std::uint64_t i = 0; i < size; ++i) page.rows[i].name += " " + std::to_string(page.offset + i + 1);
    page.first = std::to_string(page.offset);
    page.last = std::to_string(page.offset + size - 1);
    service::Ticket<present::UsersPage> ticket;
    ticket.fulfil(std::move(page));
    return ticket;
  }

 private:
  present::UsersPage page_;
  std::uint64_t total_;
};

struct Screen {
  explicit Screen(std::uint64_t total)
      : workbench(make()), inner(workbench.get()), driver([this](ui::Ui& ui) {
          ++frames;
          workbench->tick();
          if (app) app->draw(ui);
        }) {
    driver.host().current_address = "/users";
    const auto cards = workbench->organisations();
    workbench->tick();
    REMIT_ASSERT(cards.answer() && cards.answer()->ok(), "the sandbox has demo organisations");
    workbench->open((*cards.answer())->front().slug);
    const auto page = workbench->users({});
    workbench->tick();
    REMIT_ASSERT(page.answer() && page.answer()->ok(), "their people can be listed");
    people = std::make_unique<ManyPeople>(inner, **page.answer(), total == 0 ? (*page.answer())->rows.size() : total);
    app = std::make_unique<App>(Parts{*people, nullptr, driver.host(), random});
    driver.host().request_frames(8);
    driver.settle();
    REMIT_ASSERT(driver.count(ui::Role::Row) > 10, "the list stands on the screen");
  }

  std::unique_ptr<sandbox::Workbench> make() {
    auto scheme = plugins::load_builtin("billpro");
    REMIT_ASSERT(scheme.ok(), "a test loads every scheme");
    auto made = sandbox::Workbench::open({clock,
                                          random,
                                          {*scheme},
                                          [this] {
                                            if (app) driver.host().request_frames(3);
                                          },
                                          [](const std::string&) {}},
                                         "");
    REMIT_ASSERT(made.ok(), "demo organisations fit every scheme");
    return std::move(*made);
  }

  /// CPU for building one frame: the tree that is mirrored, and what is to be drawn.
  double frame_ms() {
    return bench::median_ms(500, [this] { driver.frame(); });
  }

  StillClock clock;
  FakeRandom random;
  std::unique_ptr<App> app;
  std::unique_ptr<sandbox::Workbench> workbench;
  service::Gateway* inner;
  std::unique_ptr<ManyPeople> people;
  int frames = 0;
  ui::headless::UiDriver driver;
};

void frame() {
  // Dear ImGui has one context: first the one, then the other.
  const double few = Screen(0).frame_ms();
  Screen many(1'000'000);
  many.driver.click(ui::Role::Button, "Last page");
  report("frame of the users list, 1000000 rows", many.frame_ms(), "ms", 1, few);
}

void idle() {
  Screen screen(1'000'000);
  screen.frames = 0;
  for (int second = 0; second < 10; ++second) screen.driver.advance(seconds(1));
  report("frames drawn in 10 s of idling", screen.frames, "frames", 0, 0);
}

constexpr bench::Group kGroups[] = {{"frame", frame}, {"idle", idle}};

}  // namespace
}  // namespace remit::app

int main(int argc, char** argv) {
  return remit::bench::run(argc, argv, remit::app::kGroups);
}
