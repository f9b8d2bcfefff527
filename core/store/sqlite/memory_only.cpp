// For WebAssembly, where SQLite is compiled without the files of an operating system: what it opens without saying on
// which disk, `:memory:` for one, is on a disk in memory as well.

#include "core/store/sqlite/memory_disk.h"

extern "C" {

int sqlite3_os_init() {
  static const remit::store::sqlite::MemoryDisk disk;  // the first to be registered is SQLite's own
  return SQLITE_OK;
}

int sqlite3_os_end() {
  return SQLITE_OK;
}

}  // extern "C"
