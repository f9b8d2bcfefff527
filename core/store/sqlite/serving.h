#pragma once
// Who may write. A server keeps what it decides with in memory, so while one has a database nobody else writes to it;
// tools may read at any time.
//
// The lock is a file `NAME-serving` beside the database, held as SQLite holds locks: exclusively by a server for as
// long as it runs, shared by a tool for the length of a batch. It ends with the process, however that ends.

#include <memory>
#include <string>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"

namespace remit::store::sqlite {

class ServingLock {
 public:
  /// Neither path nor folder need to be writable until one of the others is called.
  /// `wait`: for tools that are in a batch, or a server that is about to end.
  ServingLock(std::string database, std::string vfs, Duration wait)
      : database_(std::move(database)), vfs_(std::move(vfs)), wait_(wait) {}

  /// Held until the object ends. Error: Unavailable `store-served`.
  [[nodiscard]] Result<Done> become_server();
  /// For one batch. Error: Unavailable `store-served`.
  [[nodiscard]] Result<Done> begin_batch();
  void end_batch();

 private:
  [[nodiscard]] Result<Done> take(const char* sql);
  [[nodiscard]] Result<Done> connect_and_run(const char* sql);

  std::string database_;
  std::string vfs_;
  Duration wait_;
  std::unique_ptr<Connection> connection_;
  bool server_ = false;
};

}  // namespace remit::store::sqlite
