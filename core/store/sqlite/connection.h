#pragma once
// SQLite behind types: a connection, its prepared statements, and errors instead of result codes. Nothing else in the
// program includes sqlite3.h.
//
// Every trouble of the file becomes an Error with Code::Unavailable, `file` (`path` of one that is missing) in args and
// one of these rules:
//
// | rule | when | what to do |
// |---|---|---|
// | `store-missing`  | there is no such file | create it, or look at the path |
// | `store-no-folder`| nor a folder to make one in | make it, or look at the path |
// | `store-busy`     | another process writes for longer than we wait | try again |
// | `store-served`   | a server has it (serving.h) | use the server, or stop it |
// | `store-full`     | no space is left on the disk | make room; nothing was changed |
// | `store-readonly` | the file or its folder cannot be read or written by whoever runs this | give access |
// | `store-foreign`  | it is no database of Remit's, or a folder | look at the path; the file was not touched |
// | `store-newer`    | a newer Remit wrote it (`found`, `known`) | use that version; T36 |
// | `store-corrupt`  | truncated, damaged or tampered with | restore a backup |
// | `store-io`       | the disk failed (`detail`) | look at the disk |
//
// `store-defect` (Internal) is a statement that cannot work: a mistake in this folder.

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace remit::store::sqlite {

/// Text that is bound as a blob, compared byte by byte.
struct Bytes {
  std::string_view data;
};

class Connection;

/// A statement in use: bind, step, read columns. Goes back to its connection when it ends. Columns may be read until
/// the next step(); what `text` and `bytes` show lives as long.
class Query {
 public:
  /// `in_use` belongs to the connection, which keeps the statement.
  Query(const Connection& connection, sqlite3_stmt* statement, bool* in_use)
      : connection_(&connection), statement_(statement), in_use_(in_use) {}
  Query(Query&& other) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();

  /// Binds the parameters after those that are bound already. A failure is told by step().
  template <class... Args>
  Query& bind(const Args&... args) {
    (put(args), ...);
    return *this;
  }
  /// Ready to be bound and stepped again.
  void rewind();

  /// Whether there is a row.
  [[nodiscard]] Result<bool> step();
  /// For statements without rows.
  [[nodiscard]] Result<Done> run();

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::string string(int column) const { return std::string(text(column)); }
  [[nodiscard]] Time time(int column) const { return {integer(column)}; }
  [[nodiscard]] std::optional<Time> maybe_time(int column) const;
  /// Zeros if the column holds no 16 (32) bytes; the schema sees to it that it does.
  [[nodiscard]] Uuid uuid(int column) const;
  [[nodiscard]] Digest digest(int column) const;
  template <class IdType>
  [[nodiscard]] IdType id(int column) const {
    return IdType{uuid(column)};
  }
  template <class IdType>
  [[nodiscard]] std::optional<IdType> maybe_id(int column) const {
    if (is_null(column)) return std::nullopt;
    return IdType{uuid(column)};
  }

 private:
  void put(std::int64_t value);
  void put(std::uint64_t value) { put(static_cast<std::int64_t>(value)); }
  void put(int value) { put(std::int64_t{value}); }
  void put(unsigned value) { put(std::int64_t{value}); }
  void put(bool value) { put(std::int64_t{value}); }
  void put(std::nullptr_t);
  void put(std::string_view text);
  void put(const std::string& text) { put(std::string_view(text)); }
  void put(const char* text) { put(std::string_view(text)); }
  void put(Bytes bytes);
  void put(const Uuid& id);
  void put(const Digest& hash);
  void put(Time time) { put(time.ms); }
  template <class Tag>
  void put(const Id<Tag>& id) {
    put(id.uuid);
  }
  template <class Tag>
  void put(const Name<Tag>& name) {
    put(std::string_view(name.text));
  }
  template <class T>
  void put(const std::optional<T>& value) {
    if (value) {
      put(*value);
    } else {
      put(nullptr);
    }
  }

  const Connection* connection_;
  sqlite3_stmt* statement_;
  bool* in_use_;
  int bound_ = 0;
  int bind_error_ = SQLITE_OK;
};

struct ConnectionOptions {
  std::string path;
  std::string vfs;                 ///< empty: SQLite's own
  bool create = false;             ///< whether a missing file is made
  std::int64_t busy_ms = 5000;     ///< how long another process's lock is waited for
  std::int64_t cache_kib = 65536;  ///< pages kept in memory, at most
};

/// One connection. Used by one thread at a time.
class Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const ConnectionOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Several statements without parameters or rows.
  [[nodiscard]] Result<Done> script(const std::string& sql);
  /// Prepared once, then kept. `sql` is text of this folder's, never a person's (T21).
  [[nodiscard]] Result<Query> query(std::string_view sql);
  template <class... Args>
  [[nodiscard]] Result<Done> run(std::string_view sql, const Args&... args) {
    auto prepared = query(sql);
    if (!prepared) return std::move(prepared).error();
    return prepared->bind(args...).run();
  }
  /// The first column of the first row, 0 if there is none.
  template <class... Args>
  [[nodiscard]] Result<std::int64_t> integer(std::string_view sql, const Args&... args) {
    auto prepared = query(sql);
    if (!prepared) return std::move(prepared).error();
    auto row = prepared->bind(args...).step();
    if (!row) return std::move(row).error();
    return *row ? prepared->integer(0) : 0;
  }

  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  /// Whether the last call failed because a unique key was there already.
  [[nodiscard]] bool key_was_taken() const;
  /// Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const { return sqlite3_changes64(handle_); }
  [[nodiscard]] Error error(int code) const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  /// Looks statements up by a view, without a string made of it.
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct Kept {
    sqlite3_stmt* statement = nullptr;
    bool in_use = false;
  };
  Connection(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}

  sqlite3* handle_;
  std::string path_;
  /// Several of one text where uses overlap.
  std::unordered_map<std::string, std::vector<std::unique_ptr<Kept>>, TextHash, std::equal_to<>> statements_;
};

/// The error of a SQLite result code, for a file.
[[nodiscard]] Error error_of(int code, const std::string& path, std::string_view detail);

}  // namespace remit::store::sqlite
