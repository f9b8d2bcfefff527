#include "core/store/sqlite/serving.h"

namespace remit::store::sqlite {

Result<Done> ServingLock::take(const char* sql) {
  auto taken = connect_and_run(sql);
  if (taken) return taken;
  end_batch();
  if (taken.error().rule != "store-busy") return taken;
  return Error{Code::Unavailable, "store-served", {{"file", database_}}, {}};
}

Result<Done> ServingLock::connect_and_run(const char* sql) {
  if (!connection_) {
    ConnectionOptions options;
    options.path = database_ + "-serving";
    options.vfs = vfs_;
    options.create = true;
    options.busy_ms = wait_.ms;
    REMIT_TRY_ASSIGN(connection_, Connection::open(options));
  }
  return connection_->script(sql);
}

Result<Done> ServingLock::become_server() {
  REMIT_TRY(take("BEGIN EXCLUSIVE"));
  server_ = true;
  return Done{};
}

Result<Done> ServingLock::begin_batch() {
  if (server_) return Done{};
  return take("BEGIN; SELECT count(*) FROM sqlite_schema");
}

void ServingLock::end_batch() {
  if (!server_ && connection_ && connection_->in_transaction()) (void)connection_->script("ROLLBACK");
}

}  // namespace remit::store::sqlite
