#include "core/store/sqlite/connection.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace remit::store::sqlite {
namespace {

std::string_view rule_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "store-busy";
    case SQLITE_FULL:
      return "store-full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return "store-readonly";
    case SQLITE_CORRUPT:
      return "store-corrupt";
    case SQLITE_NOTADB:
      return "store-foreign";
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
    case SQLITE_NOMEM:
      return "store-io";
    default:
      return "store-defect";
  }
}

Result<Done> set_up(Connection& connection, const ConnectionOptions& options) {
  sqlite3* handle = connection.handle();
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(options.busy_ms));
  // SECURITY: a forged file must not run functions or views of its own, nor write to the schema's tables.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  return connection.script(
      "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
      "PRAGMA cache_size=-" +
      std::to_string(options.cache_kib));
}

/// A lost commit is a lost revocation, and WAL with synchronous=NORMAL loses them when the power goes (security.md §0).
Result<Done> set_and_check_full_sync(Connection& connection) {
  REMIT_TRY(connection.script("PRAGMA synchronous=FULL"));
  REMIT_TRY_ASSIGN(const std::int64_t level, connection.integer("PRAGMA synchronous"));
  if (level != 2) return Error{Code::Internal, "store-defect", {{"detail", "synchronous is not FULL"}}, {}};
  return Done{};
}

Error trouble(std::string_view rule, const std::string& path, std::string_view detail) {
  return Error{rule == "store-defect" ? Code::Internal : Code::Unavailable,
               std::string(rule),
               {{"file", path}, {"detail", std::string(detail)}},
               {}};
}

enum class Making { Yes, No };

/// SQLite says of a file only that it cannot be opened; why is what the system said last.
Error not_opened(int system_code, const std::string& path, std::string_view detail, Making making) {
  switch (system_code) {
    case 0:  // a file system of one's own that has no more to say
    case ENOENT:
      if (making == Making::No) return trouble("store-missing", path, detail);
      return trouble(system_code == 0 ? "store-io" : "store-no-folder", path, detail);
    case ENOTDIR:
      return trouble("store-no-folder", path, detail);
    case EISDIR:
      return trouble("store-foreign", path, detail);
    case EACCES:
    case EPERM:
    case EROFS:
      return trouble("store-readonly", path, detail);
    default:
      return trouble("store-io", path, detail);
  }
}

}  // namespace

Error error_of(int code, const std::string& path, std::string_view detail) {
  return trouble(rule_of(code), path, detail);
}

// ---- connection

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
  sqlite3* handle = nullptr;
  // Without SQLITE_OPEN_URI: a path that a person gives is a path.
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options.create ? SQLITE_OPEN_CREATE : 0);
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  const int code = sqlite3_open_v2(options.path.c_str(), &handle, flags, vfs);
  std::unique_ptr<Connection> connection(new Connection(handle, options.path));
  if (code == SQLITE_CANTOPEN) {
    const Making making = options.create ? Making::Yes : Making::No;
    return not_opened(sqlite3_system_errno(handle), options.path, sqlite3_errstr(code), making);
  }
  if (code != SQLITE_OK) return error_of(code, options.path, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code));
  // Told before anything is read, because even reading writes the log's index.
  if (sqlite3_db_readonly(handle, "main") == 1) return error_of(SQLITE_READONLY, options.path, "it cannot be written");
  REMIT_TRY(set_up(*connection, options));
  REMIT_TRY(set_and_check_full_sync(*connection));
  return connection;
}

Connection::~Connection() {
  for (auto& [sql, all_kept] : statements_) {
    for (auto& kept : all_kept) {
      REMIT_ASSERT(!kept->in_use, "a query ends before its connection");
      sqlite3_finalize(kept->statement);
    }
  }
  sqlite3_close_v2(handle_);
}

bool Connection::key_was_taken() const {
  const int code = sqlite3_extended_errcode(handle_);
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

Error Connection::error(int code) const {
  // The log beside the file is made with its first use.
  if ((code & 0xff) == SQLITE_CANTOPEN) {
    return not_opened(sqlite3_system_errno(handle_), path_, sqlite3_errmsg(handle_), Making::Yes);
  }
  return error_of(code, path_, sqlite3_errmsg(handle_));
}

Result<Done> Connection::script(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code);
  return Done{};
}

Result<Query> Connection::query(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) found = statements_.try_emplace(std::string(sql)).first;
  auto& kept = found->second;
  for (auto& candidate : kept) {
    if (candidate->in_use) continue;
    candidate->in_use = true;
    return Query(*this, candidate->statement, &candidate->in_use);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error(code);
  kept.push_back(std::make_unique<Kept>(Kept{statement, true}));
  return Query(*this, statement, &kept.back()->in_use);
}

// ---- query

Query::Query(Query&& other) noexcept
    : connection_(other.connection_),
      statement_(std::exchange(other.statement_, nullptr)),
      in_use_(other.in_use_),
      bound_(other.bound_),
      bind_error_(other.bind_error_) {}

Query::~Query() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  *in_use_ = false;
}

void Query::rewind() {
  sqlite3_reset(statement_);
  bound_ = 0;
  bind_error_ = SQLITE_OK;
}

Result<bool> Query::step() {
  if (bind_error_ != SQLITE_OK) return connection_->error(bind_error_);
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return connection_->error(code);
}

Result<Done> Query::run() {
  REMIT_TRY(step());
  return Done{};
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Query::text(int column) const {
  // As a blob: otherwise SQLite copies each text to put a zero behind it.
  return bytes(column);
}

std::string_view Query::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
              : std::string_view();
}

std::optional<Time> Query::maybe_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

Uuid Query::uuid(int column) const {
  Uuid id;
  const std::string_view data = bytes(column);
  if (data.size() == id.bytes.size()) std::memcpy(id.bytes.data(), data.data(), data.size());
  return id;
}

Digest Query::digest(int column) const {
  Digest hash{};
  const std::string_view data = bytes(column);
  if (data.size() == hash.size()) std::memcpy(hash.data(), data.data(), data.size());
  return hash;
}

void Query::put(std::int64_t value) {
  bind_error_ = std::max(bind_error_, sqlite3_bind_int64(statement_, ++bound_, value));
}

void Query::put(std::nullptr_t) {
  bind_error_ = std::max(bind_error_, sqlite3_bind_null(statement_, ++bound_));
}

void Query::put(std::string_view text) {
  bind_error_ = std::max(bind_error_, sqlite3_bind_text64(statement_, ++bound_, text.data() ? text.data() : "",
                                                          text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Query::put(Bytes bytes) {
  bind_error_ =
      std::max(bind_error_, sqlite3_bind_blob64(statement_, ++bound_, bytes.data.data() ? bytes.data.data() : "",
                                                bytes.data.size(), SQLITE_TRANSIENT));
}

void Query::put(const Uuid& id) {
  put(Bytes{{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}});
}

void Query::put(const Digest& hash) {
  put(Bytes{{reinterpret_cast<const char*>(hash.data()), hash.size()}});
}

}  // namespace remit::store::sqlite
