#pragma once
// BEGIN IMMEDIATE … COMMIT on the one writer connection.

#include <map>
#include <memory>
#include <set>

#include "core/store/sqlite/database.h"
#include "core/store/sqlite/rows.h"
#include "core/store/sqlite/writer.h"

namespace remit::store::sqlite {

/// One organisation of a batch.
class SqliteTransaction final : public Reading<Transaction> {
 public:
  SqliteTransaction(Connection& connection, const std::shared_ptr<const Layout>& layout);

  Result<Done> apply(const std::vector<directory::RowEdit>& edits) override;
  Result<std::optional<directory::AuditEntry>> last_audit() override;
  Result<Done> append(const directory::AuditEntry& entry) override;
  Result<std::optional<Remembered>> remembered(std::string_view key, std::string_view actor) override;
  Result<Done> remember(const Remembered& answer) override;

  void forget() { writer_.forget(); }
  void adopt(const std::shared_ptr<const Layout>& layout);
  [[nodiscard]] Result<Done> rebuild() { return writer_.rebuild(); }

 private:
  Connection& connection_;
  std::int64_t org_;
  Writer writer_;
};

class SqliteBatch final : public Batch {
 public:
  /// Takes the write lock. `serving` is told when the batch ends.
  [[nodiscard]] static Result<std::unique_ptr<Batch>> begin(Database& database, ServingLock& serving, Lease writer);
  ~SqliteBatch() override;

  Result<Transaction*> in(OrgId organisation) override;
  Result<Done> create(const directory::Organisation& organisation, const directory::Scope& root,
                      std::string_view scheme_text, const Digest& scheme_hash,
                      const scheme::Definition& scheme) override;
  Result<Done> pin(OrgId organisation, std::string_view scheme_text, const Digest& scheme_hash,
                   const scheme::Definition& scheme) override;
  Result<Done> savepoint() override;
  Result<Done> release() override;
  Result<Done> roll_back_to_savepoint() override;
  Result<Done> commit() override;

 private:
  SqliteBatch(Database& database, ServingLock& serving, Lease writer);
  Result<Done> check_open() const;
  /// The layout as this batch leaves it now.
  Result<Done> reload_layout(OrgId organisation, SqliteTransaction& transaction);

  Database& database_;
  ServingLock& serving_;
  Lease writer_;
  int savepoints_ = 0;
  std::map<OrgId, std::unique_ptr<SqliteTransaction>> transactions_;
  std::set<OrgId> pinned_;  ///< in this batch, and perhaps taken back
};

}  // namespace remit::store::sqlite
