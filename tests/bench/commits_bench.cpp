// How many syncs a durable change takes, and what writers gain by sharing them.

#include <thread>

#include "core/service/service.h"
#include "core/store/sqlite/database.h"
#include "native/system/system.h"
#include "plugins/plugins.h"
#include "tests/bench/bench.h"
#include "tests/bench/sync_counter.h"

namespace remit::bench {
namespace {

using namespace directory;

/// Changes of a flag, each acknowledged when it is durable; how many a second, and syncs for each.
struct Commits {
  double per_second = 0, syncs = 0;
};

Commits commit_from(std::size_t writers, std::size_t each) {
  const Folder folder("remit-bench-commits");
  SyncCounter disk;
  system::SystemClock clock;
  system::SystemRandom random;
  const SealKey key = SealKey::make(random);
  store::sqlite::Options options;
  options.path = folder.file("commits.db");
  options.vfs = disk.name();
  options.missing = store::sqlite::Missing::Create;
  const auto store = must(store::sqlite::Database::open(options));
  const auto service =
      must(service::Service::open({*store, clock, random, key, {must(plugins::load_builtin("billpro"))}}));
  NewOrganisation organisation;
  organisation.scheme = service->schemes().front();
  organisation.slug = "shop";
  organisation.name = "Shop";
  organisation.owner = {{"name", "Owner"}, {"email", "owner@shop.example"}};
  must(service->create_organisation(organisation, operator_actor()));

  const std::uint64_t syncs = disk.syncs();
  const auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (std::size_t writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (std::size_t i = 0; i < each; ++i) {
        const std::string name = "w" + std::to_string(writer) + "n" + std::to_string(i);
        Command command;
        command.action =
            CreateUser{{{"name", name}, {"email", name + "@shop.example"}}, {RoleId{"restricted_user"}}, {}, {}, {}};
        must(service->execute("shop", operator_actor(), {command}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = Milliseconds(std::chrono::steady_clock::now() - start).count() / 1000;
  const auto changes = static_cast<double>(writers * each);
  return {changes / took, static_cast<double>(disk.syncs() - syncs) / changes};
}

void commits() {
  const Commits one = commit_from(1, 400), eight = commit_from(8, 100);
  report("syncs for a change, 8 writers", eight.syncs, "syncs", 0.25, one.syncs);
  report("durable changes, 8 writers to one", eight.per_second / one.per_second, "ratio", 2, one.per_second,
         Bound::AtLeast);
}

constexpr Group kGroups[] = {{"durable", commits}};

}  // namespace
}  // namespace remit::bench

int main(int argc, char** argv) {
  return remit::bench::run(argc, argv, remit::bench::kGroups);
}
