#pragma once
// The store over one SQLite file, or over memory (sandbox, tests).
//
// * WAL, synchronous=FULL: a batch is durable when commit() returns (security.md §0).
// * One writer connection, several readers; a snapshot is a read transaction on one of them. Snapshots and batches
// never
//   wait for each other.
// * Several processes may read one file. Who may write: serving.h.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/time.h"
#include "core/store/sqlite/layout.h"
#include "core/store/sqlite/memory_disk.h"
#include "core/store/sqlite/pool.h"
#include "core/store/sqlite/schema.h"
#include "core/store/sqlite/serving.h"
#include "core/store/store.h"

namespace remit::store::sqlite {

/// A server has the file for itself; tools take turns, and only read while a server has it.
enum class Use { Tool, Server };

struct Options {
  std::string path;  ///< empty: in memory
  std::string vfs;   ///< how files are reached; empty: the platform's own way
  Missing missing = Missing::Refuse;
  Demo demo = Demo::No;  ///< of a database that is made; one that exists keeps its mark
  Use use = Use::Tool;
  std::size_t readers = 4;         ///< snapshots at a time
  Duration wait = seconds(5);      ///< for another batch, snapshot or process; 0 where there are no threads
  std::int64_t cache_kib = 65536;  ///< pages kept in memory, each connection
};

class Database final : public Store {
 public:
  /// Errors: connection.h. Nothing is written to a file that is refused.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const Options& options);
  /// A database in memory that begins as what image() gave. The bytes are checked as if an enemy had made them.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open_image(std::span<const std::uint8_t> image,
                                                                    Options options);
  ~Database() override;

  /// All of it as of now, as the bytes of a SQLite file.
  [[nodiscard]] Result<std::vector<std::uint8_t>> image();

  [[nodiscard]] Result<std::vector<directory::Organisation>> organisations() override;
  [[nodiscard]] Result<std::optional<directory::Organisation>> organisation(std::string_view slug) override;
  [[nodiscard]] Result<std::unique_ptr<Snapshot>> read(OrgId organisation) override;
  [[nodiscard]] Result<std::unique_ptr<Batch>> write() override;
  [[nodiscard]] bool demo() const override { return demo_; }

  /// The layout of an organisation as a transaction on `connection` sees it. Error: NotFound `no-such-organisation`.
  /// `keep`: what is read is committed, so later readers may have it without reading.
  [[nodiscard]] Result<std::shared_ptr<const Layout>> layout(Connection& connection, OrgId organisation, bool keep);

 private:
  explicit Database(const Options& options);
  [[nodiscard]] Result<std::unique_ptr<Connection>> connect(bool create);
  [[nodiscard]] Result<Done> begin(std::unique_ptr<Connection> writer);

  std::unique_ptr<MemoryDisk> memory_;  ///< on which a database without a path lives; ends after its connections
  Options options_;
  bool demo_ = false;
  ServingLock serving_;
  Pool readers_;
  Pool writer_;
  std::mutex mutex_;
  std::map<OrgId, std::pair<std::int64_t, std::shared_ptr<const Layout>>>
      layouts_;  // guarded by mutex_; shared by readers
};

}  // namespace remit::store::sqlite
