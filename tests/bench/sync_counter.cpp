#include "tests/bench/sync_counter.h"

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>

namespace remit::bench {

struct SyncCounter::State {
  /// The methods of a kind of file with a sync that counts; `methods` comes first, so that a file leads here.
  struct Counting {
    sqlite3_io_methods methods;
    const sqlite3_io_methods* own;
    State* state;
  };

  std::string name = "counting-syncs";
  sqlite3_vfs vfs{};
  sqlite3_vfs* own = nullptr;
  std::atomic<std::uint64_t> syncs{0};
  std::mutex mutex;
  std::map<const sqlite3_io_methods*, Counting> kinds;  // guarded by mutex; entries stay where they are

  static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out) {
    State& state = *static_cast<State*>(vfs->pAppData);
    const int opened = state.own->xOpen(state.own, name, file, flags, out);
    if (opened != SQLITE_OK || !file->pMethods) return opened;
    const std::scoped_lock lock(state.mutex);
    Counting& counting = state.kinds[file->pMethods];
    if (!counting.own) {
      counting = {*file->pMethods, file->pMethods, &state};
      counting.methods.xSync = sync;
    }
    file->pMethods = &counting.methods;
    return opened;
  }

  static int sync(sqlite3_file* file, int flags) {
    const auto& counting = *reinterpret_cast<const Counting*>(file->pMethods);
    ++counting.state->syncs;
    return counting.own->xSync(file, flags);
  }
};

SyncCounter::SyncCounter() : state_(std::make_unique<State>()) {
  sqlite3_initialize();
  state_->own = sqlite3_vfs_find(nullptr);
  state_->vfs = *state_->own;
  state_->vfs.zName = state_->name.c_str();
  state_->vfs.pAppData = state_.get();
  state_->vfs.xOpen = State::open;
  sqlite3_vfs_register(&state_->vfs, 0);
}

SyncCounter::~SyncCounter() {
  sqlite3_vfs_unregister(&state_->vfs);
}

const std::string& SyncCounter::name() const {
  return state_->name;
}

std::uint64_t SyncCounter::syncs() const {
  return state_->syncs;
}

}  // namespace remit::bench
