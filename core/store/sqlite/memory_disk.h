#pragma once
// A disk in memory, on which a database behaves as on a real one: log, locks, several connections. The sandbox lives on
// it; tests also pull its plug, fill it up, protect it from writing and count its syncs.

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace remit::store::sqlite {

/// Whether the disk remembers what was synced, so that its power can be cut. Costs a copy of a file at each sync.
enum class Power { Steady, MayFail };

/// Known to SQLite as a VFS by name() while it lives; outlives every database on it. Thread-safe.
class MemoryDisk {
 public:
  explicit MemoryDisk(Power power = Power::Steady);
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

  /// How often something was made durable.
  [[nodiscard]] std::uint64_t syncs() const;
  /// Everything that was not synced is gone. Files that are open fail from now on; open the database anew.
  /// Precondition: Power::MayFail.
  void cut_power();
  /// All files together hold at most so many bytes; writing more is SQLITE_FULL.
  void limit(std::optional<std::size_t> bytes);
  [[nodiscard]] std::size_t used() const;
  /// Files can be opened for reading only.
  void protect_from_writing() { read_only_ = true; }

  [[nodiscard]] std::optional<std::string> content(const std::string& file) const;
  void put(const std::string& file, std::string_view content);

  // What SQLite calls; memory_disk.cpp.
  struct File;
  struct Handle;
  struct Calls;

 private:
  std::string name_;
  Power power_;
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<File>> files_;  // shared with the handles that have them open
  std::optional<std::size_t> limit_;
  std::size_t used_ = 0;
  std::uint64_t syncs_ = 0;
  std::uint64_t power_cuts_ = 0;
  std::uint64_t unnamed_ = 0;
  bool read_only_ = false;
  std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace remit::store::sqlite
