#include "core/store/sqlite/memory_disk.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace remit::store::sqlite {

struct MemoryDisk::File {
  std::string content;
  std::optional<std::string> synced;  ///< none: not even the file's name is durable
  // Locks of the rollback protocol (sqlite3_io_methods::xLock).
  int shared = 0;
  const Handle* reserved = nullptr;
  const Handle* pending = nullptr;
  const Handle* exclusive = nullptr;
  // Shared memory of the log's index, and its locks.
  int mapped = 0;
  std::vector<std::unique_ptr<char[]>> regions;
  std::array<int, SQLITE_SHM_NLOCK> shm_shared{};
  std::array<bool, SQLITE_SHM_NLOCK> shm_exclusive{};
};

/// One opened file.
struct MemoryDisk::Handle {
  MemoryDisk& disk;
  std::shared_ptr<File> file;  // shared with the disk and other handles
  std::string name;
  std::uint64_t opened_after;  ///< how many power cuts
  bool delete_on_close = false;
  int lock = SQLITE_LOCK_NONE;
  bool maps = false;
  std::array<bool, SQLITE_SHM_NLOCK> shm_shared{};
  std::array<bool, SQLITE_SHM_NLOCK> shm_exclusive{};
};

struct MemoryDisk::Calls {
  /// What SQLite allocates for a file.
  struct Opened {
    sqlite3_file base;
    Handle* handle;
  };

  static MemoryDisk& disk(sqlite3_vfs* vfs) { return *static_cast<MemoryDisk*>(vfs->pAppData); }
  static Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Opened*>(file)->handle; }

  // ---- files

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    MemoryDisk& it = disk(vfs);
    const std::lock_guard lock(it.mutex_);
    file->pMethods = nullptr;
    const std::string path = name ? name : "unnamed-" + std::to_string(++it.unnamed_);
    auto found = it.files_.find(path);
    if (found == it.files_.end()) {
      if (!(flags & SQLITE_OPEN_CREATE) || it.read_only_) return SQLITE_CANTOPEN;
      found = it.files_.emplace(path, std::make_shared<File>()).first;
    }
    if (out_flags) {
      *out_flags =
          it.read_only_ ? (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY : flags;
    }
    reinterpret_cast<Opened*>(file)->handle =
        new Handle{it, found->second, path, it.power_cuts_, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0};
    file->pMethods = &kMethods;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int) {
    MemoryDisk& it = disk(vfs);
    const std::lock_guard lock(it.mutex_);
    const auto found = it.files_.find(name);
    if (found == it.files_.end()) return SQLITE_IOERR_DELETE_NOENT;
    it.used_ -= found->second->content.size();
    it.files_.erase(found);
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
    MemoryDisk& it = disk(vfs);
    const std::lock_guard lock(it.mutex_);
    *out = it.files_.count(name) != 0 && !(flags == SQLITE_ACCESS_READWRITE && it.read_only_);
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }

  /// SQLite names temporary files with it and marks its log, which nobody but SQLite reads.
  static int randomness(sqlite3_vfs*, int size, char* out) {
    std::memset(out, 0, static_cast<std::size_t>(size));
    return size;
  }
  static int sleep(sqlite3_vfs*, int microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    return microseconds;
  }
  /// Nothing in Remit's SQL asks for the time: it is handed in.
  static int no_time(sqlite3_vfs*, double* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int no_error(sqlite3_vfs*, int, char*) { return 0; }

  // ---- content

  static bool cut_off(const Handle& it) { return it.opened_after != it.disk.power_cuts_; }

  static int close(sqlite3_file* file) {
    Handle* it = &handle(file);
    {
      const std::lock_guard lock(it->disk.mutex_);
      unlock_to(*it, SQLITE_LOCK_NONE);
      unmap_shared(*it);
      const auto found = it->disk.files_.find(it->name);
      if (it->delete_on_close && found != it->disk.files_.end() && found->second == it->file) {
        it->disk.used_ -= it->file->content.size();
        it->disk.files_.erase(found);
      }
    }
    delete it;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* out, int size, sqlite3_int64 at) {
    Handle& it = handle(file);
    const std::lock_guard lock(it.disk.mutex_);
    if (cut_off(it)) return SQLITE_IOERR_READ;
    const std::string& content = it.file->content;
    const auto from = std::min<std::size_t>(static_cast<std::size_t>(at), content.size());
    const auto count = std::min<std::size_t>(static_cast<std::size_t>(size), content.size() - from);
    std::memcpy(out, content.data() + from, count);
    if (count == static_cast<std::size_t>(size)) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + count, 0, static_cast<std::size_t>(size) - count);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 at) {
    Handle& it = handle(file);
    const std::lock_guard lock(it.disk.mutex_);
    if (cut_off(it)) return SQLITE_IOERR_WRITE;
    std::string& content = it.file->content;
    const std::size_t end = static_cast<std::size_t>(at) + static_cast<std::size_t>(size);
    if (end > content.size()) {
      const std::size_t more = end - content.size();
      if (it.disk.limit_ && it.disk.used_ + more > *it.disk.limit_) return SQLITE_FULL;
      content.resize(end);
      it.disk.used_ += more;
    }
    std::memcpy(content.data() + at, data, static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Handle& it = handle(file);
    const std::lock_guard lock(it.disk.mutex_);
    if (cut_off(it)) return SQLITE_IOERR_TRUNCATE;
    it.disk.used_ -= it.file->content.size();
    it.file->content.resize(static_cast<std::size_t>(size));
    it.disk.used_ += it.file->content.size();
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int) {
    Handle& it = handle(file);
    const std::lock_guard lock(it.disk.mutex_);
    if (cut_off(it)) return SQLITE_IOERR_FSYNC;
    ++it.disk.syncs_;
    if (it.disk.power_ == Power::MayFail) it.file->synced = it.file->content;
    return SQLITE_OK;
  }

  static int file_size(sqlite3_file* file, sqlite3_int64* out) {
    Handle& it = handle(file);
    const std::lock_guard lock(it.disk.mutex_);
    *out = static_cast<sqlite3_int64>(it.file->content.size());
    return SQLITE_OK;
  }

  static int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  // ---- locks

  static int lock(sqlite3_file* file, int level) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    File& on = *it.file;
    if (it.lock >= level) return SQLITE_OK;
    const auto others = [&](const Handle* holder) { return holder && holder != &it; };
    if (level == SQLITE_LOCK_SHARED) {
      if (others(on.pending) || others(on.exclusive)) return SQLITE_BUSY;
      ++on.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
      if (others(on.reserved)) return SQLITE_BUSY;
      on.reserved = &it;
    } else {
      if (others(on.reserved) || others(on.pending) || others(on.exclusive)) return SQLITE_BUSY;
      on.pending = &it;  // stays if it fails, so that no new reader comes before it
      if (on.shared > 1) return SQLITE_BUSY;
      on.exclusive = &it;
    }
    it.lock = level;
    return SQLITE_OK;
  }

  static void unlock_to(Handle& it, int level) {
    File& on = *it.file;
    if (on.exclusive == &it) on.exclusive = nullptr;
    if (on.pending == &it) on.pending = nullptr;
    if (on.reserved == &it) on.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE && it.lock >= SQLITE_LOCK_SHARED) --on.shared;
    it.lock = std::min(it.lock, level);
  }

  static int unlock(sqlite3_file* file, int level) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    unlock_to(it, level);
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* file, int* out) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    *out = it.file->reserved != nullptr;
    return SQLITE_OK;
  }

  // ---- the log's index, shared between connections

  static int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    File& on = *it.file;
    if (!it.maps) {
      it.maps = true;
      ++on.mapped;
    }
    *out = nullptr;
    const auto wanted = static_cast<std::size_t>(region);
    if (wanted >= on.regions.size() && !extend) return SQLITE_OK;
    while (wanted >= on.regions.size()) {
      on.regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    }
    *out = on.regions[wanted].get();
    return SQLITE_OK;
  }

  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    File& on = *it.file;
    const bool taking = (flags & SQLITE_SHM_LOCK) != 0, shared = (flags & SQLITE_SHM_SHARED) != 0;
    for (int i = offset; taking && i < offset + count; ++i) {
      const bool theirs = on.shm_exclusive[i] && !it.shm_exclusive[i];
      const bool others_read = on.shm_shared[i] > (it.shm_shared[i] ? 1 : 0);
      if (theirs || (!shared && others_read)) return SQLITE_BUSY;
    }
    for (int i = offset; i < offset + count; ++i) {
      if (shared && it.shm_shared[i] != taking) {
        on.shm_shared[i] += taking ? 1 : -1;
        it.shm_shared[i] = taking;
      } else if (!shared && it.shm_exclusive[i] != taking) {
        on.shm_exclusive[i] = it.shm_exclusive[i] = taking;
      }
    }
    return SQLITE_OK;
  }

  static void shm_barrier(sqlite3_file* file) {
    const std::lock_guard guard(handle(file).disk.mutex_);  // taking a lock orders memory
  }

  static void unmap_shared(Handle& it) {
    File& on = *it.file;
    if (!it.maps) return;
    for (int i = 0; i < SQLITE_SHM_NLOCK; ++i) {
      if (it.shm_shared[i]) --on.shm_shared[i];
      if (it.shm_exclusive[i]) on.shm_exclusive[i] = false;
      it.shm_shared[i] = it.shm_exclusive[i] = false;
    }
    it.maps = false;
    if (--on.mapped == 0) on.regions.clear();
  }

  static int shm_unmap(sqlite3_file* file, int) {
    Handle& it = handle(file);
    const std::lock_guard guard(it.disk.mutex_);
    unmap_shared(it);
    return SQLITE_OK;
  }

  static const sqlite3_io_methods kMethods;
};

const sqlite3_io_methods MemoryDisk::Calls::kMethods = {
    2,         close,          read,         write,       truncate,        sync,    file_size, lock,
    unlock,    check_reserved, file_control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,        nullptr};

MemoryDisk::MemoryDisk(Power power)
    : name_("remit-memory-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))),
      power_(power),
      vfs_(std::make_unique<sqlite3_vfs>()) {
  vfs_->iVersion = 1;
  vfs_->szOsFile = sizeof(Calls::Opened);
  vfs_->mxPathname = 512;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->xOpen = Calls::open;
  vfs_->xDelete = Calls::remove;
  vfs_->xAccess = Calls::access;
  vfs_->xFullPathname = Calls::full_path;
  vfs_->xRandomness = Calls::randomness;
  vfs_->xSleep = Calls::sleep;
  vfs_->xCurrentTime = Calls::no_time;
  vfs_->xGetLastError = Calls::no_error;
  REMIT_ASSERT(sqlite3_vfs_register(vfs_.get(), 0) == SQLITE_OK, "registering only fails before SQLite starts");
}

MemoryDisk::~MemoryDisk() {
  sqlite3_vfs_unregister(vfs_.get());
}

std::uint64_t MemoryDisk::syncs() const {
  const std::lock_guard lock(mutex_);
  return syncs_;
}

void MemoryDisk::cut_power() {
  REMIT_ASSERT(power_ == Power::MayFail, "only then does it know what was synced");
  const std::lock_guard lock(mutex_);
  ++power_cuts_;
  used_ = 0;
  std::map<std::string, std::shared_ptr<File>> left;
  for (const auto& [name, file] : files_) {
    if (!file->synced) continue;
    // Another object: locks and shared memory went with the power.
    auto kept = std::make_shared<File>();
    kept->content = *file->synced;
    kept->synced = file->synced;
    used_ += kept->content.size();
    left.emplace(name, std::move(kept));
  }
  files_ = std::move(left);
}

void MemoryDisk::limit(std::optional<std::size_t> bytes) {
  const std::lock_guard lock(mutex_);
  limit_ = bytes;
}

std::size_t MemoryDisk::used() const {
  const std::lock_guard lock(mutex_);
  return used_;
}

std::optional<std::string> MemoryDisk::content(const std::string& file) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(file);
  if (found == files_.end()) return std::nullopt;
  return found->second->content;
}

void MemoryDisk::put(const std::string& file, std::string_view content) {
  const std::lock_guard lock(mutex_);
  auto placed = std::make_shared<File>();
  placed->content = content;
  placed->synced = placed->content;
  auto& there = files_[file];
  if (there) used_ -= there->content.size();
  used_ += placed->content.size();
  there = std::move(placed);
}

}  // namespace remit::store::sqlite
