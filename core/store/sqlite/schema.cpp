#include "core/store/sqlite/schema.h"

#include <array>
#include <memory>
#include <string_view>
#include <vector>

#include "core/store/sqlite/writer.h"
#include "embedded/remit_store_sqlite.h"

namespace remit::store::sqlite {
namespace {

std::array<std::string_view, 4> all_migrations() {
  return {migrations::_0001_first_sql(), migrations::_0002_lists_sql(), migrations::_0003_credential_scope_sql(),
          migrations::_0004_retired_values_sql()};
}

Error trouble(std::string rule, const Connection& connection, std::string detail) {
  return Error{Code::Unavailable, std::move(rule), {{"file", connection.path()}, {"detail", std::move(detail)}}, {}};
}

/// Applies migrations `from` + 1, …, `to`, in a transaction of the caller's.
Result<Done> migrate(Connection& connection, std::int64_t from, std::int64_t to) {
  const auto all = all_migrations();
  for (std::int64_t i = from; i < to; ++i) {
    REMIT_TRY(connection.script(std::string(all[static_cast<std::size_t>(i)])));
  }
  return connection.script("PRAGMA user_version=" + std::to_string(to));
}

Result<Done> derive_all(Connection& connection) {
  std::vector<std::int64_t> organisations;
  {
    REMIT_TRY_ASSIGN(Query query, connection.query("SELECT number FROM organisations"));
    while (true) {
      REMIT_TRY_ASSIGN(const bool row, query.step());
      if (!row) break;
      organisations.push_back(query.integer(0));
    }
  }
  for (const std::int64_t organisation : organisations) {
    REMIT_TRY_ASSIGN(Layout layout, load_layout(connection, organisation));
    REMIT_TRY(Writer(connection, std::make_shared<const Layout>(std::move(layout))).rebuild());
  }
  return Done{};
}

Result<std::string> schema_text(Connection& connection) {
  std::string text;
  // Statistics of ANALYZE are data, not schema.
  REMIT_TRY_ASSIGN(Query query, connection.query("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE "
                                                 "'sqlite_stat%' ORDER BY type, name"));
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return text;
    for (int column = 0; column < 3; ++column) text.append(query.text(column)).append("\n");
  }
}

/// SECURITY: compared with one made here and now, so that a forged file cannot bring triggers or views of its own.
Result<Done> check_schema(Connection& connection, std::int64_t version) {
  REMIT_TRY_ASSIGN(const std::string found, schema_text(connection));
  ConnectionOptions options;
  options.path = ":memory:";
  options.create = true;
  REMIT_TRY_ASSIGN(const auto model, Connection::open(options));
  REMIT_TRY(migrate(*model, 0, version));
  REMIT_TRY_ASSIGN(const std::string expected, schema_text(*model));
  if (found != expected) return trouble("store-corrupt", connection, "its tables are not those of this version");
  return Done{};
}

/// A file that was cut off is shorter than its header says. Pages may still stand in the log, so only where there is
/// none.
Result<Done> check_not_cut_off(Connection& connection) {
  sqlite3_file* file = nullptr;
  sqlite3_file* log = nullptr;
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  sqlite3_file_control(connection.handle(), "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (!file || !file->pMethods) return Done{};
  sqlite3_int64 size = 0, log_size = 0;
  std::array<unsigned char, 100> header{};
  if (file->pMethods->xFileSize(file, &size) != SQLITE_OK || size < 100) return Done{};
  if (file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0) != SQLITE_OK) return Done{};
  if (log && log->pMethods && log->pMethods->xFileSize(log, &log_size) == SQLITE_OK && log_size > 0) return Done{};
  const std::int64_t page_size = header[16] == 0 && header[17] == 1 ? 65536 : header[16] << 8 | header[17];
  const std::int64_t pages = std::int64_t{header[28]} << 24 | header[29] << 16 | header[30] << 8 | header[31];
  if (pages * page_size > size) return trouble("store-corrupt", connection, "the file was cut off");
  return Done{};
}

Result<Done> write(Connection& connection, Standing standing, Demo demo) {
  REMIT_TRY(connection.script("BEGIN IMMEDIATE"));
  if (standing == Standing::Empty) {
    REMIT_TRY(connection.script("PRAGMA application_id=" + std::to_string(kApplicationId)));
  }
  // Read under the lock: another process may have been quicker.
  REMIT_TRY_ASSIGN(const std::int64_t version, connection.integer("PRAGMA user_version"));
  if (version > 0) REMIT_TRY(check_schema(connection, version));
  if (version < newest_version()) {
    REMIT_TRY(migrate(connection, version, newest_version()));
    REMIT_TRY(derive_all(connection));
  }
  if (version == 0 && demo == Demo::Yes) {
    REMIT_TRY(connection.script("INSERT INTO meta (name, value) VALUES ('demo', 'yes')"));
  }
  return connection.script("COMMIT");
}

}  // namespace

std::int64_t newest_version() {
  return static_cast<std::int64_t>(all_migrations().size());
}

Result<Standing> inspect(Connection& connection, Missing missing) {
  REMIT_TRY_ASSIGN(const std::int64_t application, connection.integer("PRAGMA application_id"));
  REMIT_TRY_ASSIGN(const std::int64_t pages, connection.integer("PRAGMA page_count"));
  REMIT_TRY_ASSIGN(const std::int64_t version, connection.integer("PRAGMA user_version"));
  if (pages == 0) {
    if (missing == Missing::Refuse) return trouble("store-foreign", connection, "it is empty");
    return Standing::Empty;
  }
  if (application != kApplicationId || version < 1) {
    return trouble("store-foreign", connection, "it was made by another program");
  }
  if (version > newest_version()) {
    return Error{
        Code::Unavailable,
        "store-newer",
        {{"file", connection.path()}, {"found", std::to_string(version)}, {"known", std::to_string(newest_version())}},
        {}};
  }
  REMIT_TRY(check_not_cut_off(connection));
  return version < newest_version() ? Standing::Older : Standing::Current;
}

Result<Done> bring_up_to_date(Connection& connection, Standing standing, Demo demo) {
  if (standing != Standing::Current) {
    const auto written = write(connection, standing, demo);
    if (!written && connection.in_transaction()) (void)connection.script("ROLLBACK");
    if (!written) return written;
  }
  return check_schema(connection, newest_version());
}

Result<Done> check_every_page(Connection& connection) {
  REMIT_TRY_ASSIGN(Query query, connection.query("PRAGMA integrity_check(1)"));
  REMIT_TRY_ASSIGN(const bool row, query.step());
  if (!row || query.text(0) != "ok") return trouble("store-corrupt", connection, query.string(0));
  return Done{};
}

}  // namespace remit::store::sqlite
