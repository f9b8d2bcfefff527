#include "core/store/sqlite/database.h"

#include <algorithm>
#include <cstring>

#include "core/store/sqlite/batch.h"
#include "core/store/sqlite/codec.h"
#include "core/store/sqlite/rows.h"

namespace remit::store::sqlite {
namespace {

/// A read transaction on a connection of the pool.
class SqliteSnapshot final : public Reading<Snapshot> {
 public:
  SqliteSnapshot(Lease lease, std::shared_ptr<const Layout> layout)
      : Reading<Snapshot>(*lease, std::move(layout)), lease_(std::move(lease)) {}
  ~SqliteSnapshot() override {
    if (lease_->in_transaction()) (void)lease_->script("ROLLBACK");
  }

 private:
  Lease lease_;
};

/// Ends a read transaction on every way out.
struct EndOfRead {
  explicit EndOfRead(Connection& used) : connection(used) {}
  ~EndOfRead() {
    if (connection.in_transaction()) (void)connection.script("ROLLBACK");
  }
  Connection& connection;
};

struct FreeSqlite {
  void operator()(unsigned char* memory) const { sqlite3_free(memory); }
};

/// In a SQLite header these bytes say that a log stands beside the file; an image has none.
void say_without_log(unsigned char* image) {
  image[18] = image[19] = 1;
}

Result<Done> copy_all(Connection& from, Connection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (!backup) return to.error(sqlite3_errcode(to.handle()));
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) return to.error(code);
  return Done{};
}

bool in_memory(const Options& options) {
  return options.path.empty();
}

/// Nobody else knows this disk, so whoever has it is its server.
Options on_disk(const MemoryDisk& disk, Options options) {
  options.path = "memory";
  options.vfs = disk.name();
  options.missing = Missing::Create;
  options.use = Use::Server;
  return options;
}

bool exists(const Options& options) {
  sqlite3_vfs* vfs = sqlite3_vfs_find(options.vfs.empty() ? nullptr : options.vfs.c_str());
  int found = 0;
  return vfs && vfs->xAccess(vfs, options.path.c_str(), SQLITE_ACCESS_EXISTS, &found) == SQLITE_OK && found != 0;
}

}  // namespace

Database::Database(const Options& options)
    : memory_(in_memory(options) ? std::make_unique<MemoryDisk>() : nullptr),
      options_(memory_ ? on_disk(*memory_, options) : options),
      serving_(options_.path, options_.vfs, std::min(options.wait, milliseconds(500))),
      readers_(options.readers, options.wait, [this] { return connect(false); }),
      writer_(1, options.wait, [this] { return connect(false); }) {}

Database::~Database() = default;

Result<std::unique_ptr<Connection>> Database::connect(bool create) {
  ConnectionOptions options;
  options.path = options_.path;
  options.vfs = options_.vfs;
  options.create = create;
  options.busy_ms = options_.wait.ms;
  options.cache_kib = options_.cache_kib;
  return Connection::open(options);
}

Result<Done> Database::begin(std::unique_ptr<Connection> writer) {
  REMIT_TRY_ASSIGN(const Standing standing, inspect(*writer, options_.missing));
  // A tool that is newer than the server must not change tables under it.
  if (standing != Standing::Current) REMIT_TRY(serving_.begin_batch());
  const auto ready = bring_up_to_date(*writer, standing, options_.demo);
  serving_.end_batch();
  if (!ready) return ready;
  {
    REMIT_TRY_ASSIGN(Query mode, writer->query("PRAGMA journal_mode=WAL"));
    REMIT_TRY_ASSIGN(const bool row, mode.step());
    if (!row || mode.text(0) != "wal") return error_of(SQLITE_IOERR, options_.path, "the file system allows no log");
  }
  REMIT_TRY(writer->script("PRAGMA journal_size_limit=67108864"));
  REMIT_TRY_ASSIGN(const std::int64_t mark, writer->integer("SELECT count(*) FROM meta WHERE name = 'demo'"));
  demo_ = mark != 0;
  writer_.keep(std::move(writer));
  return Done{};
}

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
  if (!in_memory(options) && options.missing == Missing::Refuse && !exists(options)) {
    // Not to be seen and not to be there are two things; an empty file is none yet.
    ConnectionOptions look;
    look.path = options.path;
    look.vfs = options.vfs;
    const auto tried = Connection::open(look);
    if (!tried) return tried.error();
    return Error{Code::Unavailable, "store-missing", {{"file", options.path}}, {}};
  }
  std::unique_ptr<Database> database(new Database(options));
  if (database->options_.use == Use::Server) REMIT_TRY(database->serving_.become_server());
  REMIT_TRY_ASSIGN(auto writer, database->connect(database->options_.missing == Missing::Create));
  REMIT_TRY(database->begin(std::move(writer)));
  return database;
}

Result<std::unique_ptr<Database>> Database::open_image(std::span<const std::uint8_t> image, Options options) {
  constexpr std::size_t kHeader = 100;
  if (image.size() < kHeader) return error_of(SQLITE_NOTADB, options.path, "it is too short");
  ConnectionOptions in_memory;
  in_memory.path = ":memory:";
  in_memory.create = true;
  REMIT_TRY_ASSIGN(const auto source, Connection::open(in_memory));
  auto* bytes = static_cast<unsigned char*>(sqlite3_malloc64(image.size()));
  if (!bytes) return error_of(SQLITE_NOMEM, options.path, "the image is too large");
  std::memcpy(bytes, image.data(), image.size());
  say_without_log(bytes);
  const auto size = static_cast<sqlite3_int64>(image.size());
  const int code = sqlite3_deserialize(source->handle(), "main", bytes, size, size, SQLITE_DESERIALIZE_FREEONCLOSE);
  if (code != SQLITE_OK) return source->error(code);
  // SECURITY: every page and the whole schema are checked before anything of it is used.
  REMIT_TRY_ASSIGN(const Standing standing, inspect(*source, Missing::Refuse));
  REMIT_TRY(check_every_page(*source));
  REMIT_TRY(bring_up_to_date(*source, standing, Demo::No));

  options.path.clear();
  std::unique_ptr<Database> database(new Database(options));
  REMIT_TRY_ASSIGN(auto writer, database->connect(true));
  REMIT_TRY(copy_all(*source, *writer));
  REMIT_TRY(database->begin(std::move(writer)));
  return database;
}

Result<std::vector<std::uint8_t>> Database::image() {
  REMIT_TRY_ASSIGN(const Lease lease, readers_.take());
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, FreeSqlite> bytes(sqlite3_serialize(lease->handle(), "main", &size, 0));
  if (!bytes || size < 100) return lease->error(SQLITE_NOMEM);
  say_without_log(bytes.get());
  return std::vector<std::uint8_t>(bytes.get(), bytes.get() + size);
}

Result<std::vector<directory::Organisation>> Database::organisations() {
  static const std::string kSql = select(kOrganisationColumns, "FROM organisations ORDER BY name, number");
  REMIT_TRY_ASSIGN(const Lease lease, readers_.take());
  REMIT_TRY_ASSIGN(Query query, lease->query(kSql));
  std::vector<directory::Organisation> found;
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return found;
    found.push_back(organisation_from(query));
  }
}

Result<std::optional<directory::Organisation>> Database::organisation(std::string_view slug) {
  static const std::string kSql = select(kOrganisationColumns, "FROM organisations WHERE slug = ?");
  REMIT_TRY_ASSIGN(const Lease lease, readers_.take());
  REMIT_TRY_ASSIGN(Query query, lease->query(kSql));
  REMIT_TRY_ASSIGN(const bool row, query.bind(slug).step());
  if (!row) return std::optional<directory::Organisation>();
  return std::optional<directory::Organisation>(organisation_from(query));
}

Result<std::shared_ptr<const Layout>> Database::layout(Connection& connection, OrgId organisation, bool keep) {
  REMIT_TRY_ASSIGN(Query query, connection.query("SELECT number, layout FROM organisations WHERE id = ?"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(organisation).step());
  if (!row) return Error{Code::NotFound, "no-such-organisation", {}, {}};
  const std::int64_t version = query.integer(1);
  {
    const std::lock_guard lock(mutex_);
    const auto known = layouts_.find(organisation);
    if (known != layouts_.end() && known->second.first == version) return known->second.second;
  }
  REMIT_TRY_ASSIGN(Layout loaded, load_layout(connection, query.integer(0)));
  auto layout = std::make_shared<const Layout>(std::move(loaded));  // shared by readers of this organisation
  if (keep) {
    const std::lock_guard lock(mutex_);
    layouts_[organisation] = {version, layout};
  }
  return layout;
}

Result<std::unique_ptr<Snapshot>> Database::read(OrgId organisation) {
  REMIT_TRY_ASSIGN(Lease lease, readers_.take());
  // The first read after BEGIN fixes the moment.
  REMIT_TRY(lease->script("BEGIN"));
  auto layout = this->layout(*lease, organisation, true);
  if (!layout) {
    const EndOfRead ended(*lease);
    return std::move(layout).error();
  }
  return std::unique_ptr<Snapshot>(std::make_unique<SqliteSnapshot>(std::move(lease), std::move(layout).value()));
}

Result<std::unique_ptr<Batch>> Database::write() {
  REMIT_TRY_ASSIGN(Lease writer, writer_.take());
  return SqliteBatch::begin(*this, serving_, std::move(writer));
}

}  // namespace remit::store::sqlite
