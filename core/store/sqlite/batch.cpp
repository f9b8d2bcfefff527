#include "core/store/sqlite/batch.h"

#include "core/store/sqlite/codec.h"

namespace remit::store::sqlite {

// ---- one organisation

SqliteTransaction::SqliteTransaction(Connection& connection, const std::shared_ptr<const Layout>& layout)
    : Reading<Transaction>(connection, layout),
      connection_(connection),
      org_(layout->org),
      writer_(connection, layout) {}

void SqliteTransaction::adopt(const std::shared_ptr<const Layout>& layout) {
  rows_.adopt(layout);
  writer_.adopt(layout);
}

Result<Done> SqliteTransaction::apply(const std::vector<directory::RowEdit>& edits) {
  return writer_.apply(edits);
}

Result<std::optional<directory::AuditEntry>> SqliteTransaction::last_audit() {
  REMIT_TRY_ASSIGN(auto entries, rows_.audit({{}, 0, 1}));
  if (entries.empty()) return std::optional<directory::AuditEntry>();
  return std::optional<directory::AuditEntry>(std::move(entries.front()));
}

Result<Done> SqliteTransaction::append(const directory::AuditEntry& entry) {
  static const std::string kSql = "INSERT INTO audit (org, " + std::string(kAuditColumns) +
                                  ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  return connection_.run(kSql, org_, entry.id, entry.sequence, entry.format, entry.at, entry.epoch.value,
                         entry.actor_kind, entry.actor_id, entry.actor_name, entry.origin, entry.action,
                         entry.target_id, entry.target_name, entry.outcome, entry.rule, entry.reason, entry.payload,
                         entry.payload_hash, entry.previous, entry.hash);
}

Result<std::optional<Remembered>> SqliteTransaction::remembered(std::string_view key, std::string_view actor) {
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT command_hash, answer, at FROM answers WHERE org = ? AND "
                                                  "actor = ? AND key = ?"));
  REMIT_TRY_ASSIGN(const bool row, query.bind(org_, actor, key).step());
  if (!row) return std::optional<Remembered>();
  return std::optional<Remembered>(
      Remembered{std::string(key), std::string(actor), query.digest(0), query.string(1), query.time(2)});
}

Result<Done> SqliteTransaction::remember(const Remembered& answer) {
  auto kept =
      connection_.run("INSERT INTO answers (org, actor, key, command_hash, answer, at) VALUES (?, ?, ?, ?, ?, ?)", org_,
                      answer.actor, answer.key, answer.command_hash, answer.answer, answer.at);
  if (!kept && connection_.key_was_taken()) return Error{Code::Conflict, "idempotency-key-reused", {}, {}};
  return kept;
}

// ---- batch

SqliteBatch::SqliteBatch(Database& database, ServingLock& serving, Lease writer)
    : database_(database), serving_(serving), writer_(std::move(writer)) {}

Result<std::unique_ptr<Batch>> SqliteBatch::begin(Database& database, ServingLock& serving, Lease writer) {
  std::unique_ptr<SqliteBatch> batch(new SqliteBatch(database, serving, std::move(writer)));
  REMIT_TRY(serving.begin_batch());
  REMIT_TRY(batch->writer_->script("BEGIN IMMEDIATE"));
  return std::unique_ptr<Batch>(std::move(batch));
}

SqliteBatch::~SqliteBatch() {
  transactions_.clear();
  // SQLite may have rolled back by itself (a full disk); what is left is undone here. A failure leaves nothing either:
  // the connection's next BEGIN would say so.
  if (writer_->in_transaction()) (void)writer_->script("ROLLBACK");
  serving_.end_batch();
}

Result<Done> SqliteBatch::check_open() const {
  if (writer_->in_transaction()) return Done{};
  return Error{Code::Unavailable, "store-io", {{"file", writer_->path()}, {"detail", "the batch has ended"}}, {}};
}

Result<Transaction*> SqliteBatch::in(OrgId organisation) {
  REMIT_TRY(check_open());
  auto& transaction = transactions_[organisation];
  if (!transaction) {
    auto layout = database_.layout(*writer_, organisation, false);
    if (!layout) {
      transactions_.erase(organisation);
      return std::move(layout).error();
    }
    transaction = std::make_unique<SqliteTransaction>(*writer_, std::move(layout).value());
  }
  return static_cast<Transaction*>(transaction.get());
}

Result<Done> SqliteBatch::create(const directory::Organisation& organisation, const directory::Scope& root,
                                 std::string_view scheme_text, const Digest& scheme_hash,
                                 const scheme::Definition& scheme) {
  REMIT_TRY(check_open());
  Connection& connection = *writer_;
  REMIT_TRY_ASSIGN(const std::int64_t number,
                   connection.integer("SELECT coalesce(max(number), 0) + 1 FROM organisations"));
  static const std::string kSql =
      "INSERT INTO organisations (" + std::string(kOrganisationColumns) + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)";
  const auto written = connection.run(kSql, number, organisation.id, organisation.slug, organisation.name,
                                      organisation.scheme_id, organisation.scheme_version, organisation.root,
                                      organisation.epoch.value, organisation.founding, organisation.created_at);
  if (!written && connection.key_was_taken())
    return Error{Code::Conflict, "taken", {{"text", organisation.slug}}, "slug"};
  REMIT_TRY(Result<Done>(written));
  REMIT_TRY(
      connection.run("INSERT INTO scopes (org, id, number, parent, kind, name, features) VALUES (?, ?, 1, NULL, "
                     "?, ?, ?)",
                     number, root.id, root.kind, root.name, text_of(root.features)));
  REMIT_TRY(connection.run("INSERT INTO pinned_schemes (org, pin, id, version, hash, text) VALUES (?, 1, ?, ?, ?, ?)",
                           number, organisation.scheme_id, organisation.scheme_version, scheme_hash, scheme_text));
  return save(connection, layout_of(scheme, number));
}

Result<Done> SqliteBatch::pin(OrgId organisation, std::string_view scheme_text, const Digest& scheme_hash,
                              const scheme::Definition& scheme) {
  REMIT_TRY(in(organisation));
  SqliteTransaction& transaction = *transactions_.at(organisation);
  Connection& connection = *writer_;
  REMIT_TRY_ASSIGN(const std::int64_t number,
                   connection.integer("SELECT number FROM organisations WHERE id = ?", organisation));
  REMIT_TRY(
      connection.run("INSERT INTO pinned_schemes (org, pin, id, version, hash, text) SELECT ?1, max(pin) + 1, ?2, "
                     "?3, ?4, ?5 FROM pinned_schemes WHERE org = ?1",
                     number, scheme.scheme.id, scheme.scheme.version, scheme_hash, scheme_text));
  REMIT_TRY(
      connection.run("UPDATE organisations SET scheme_id = ?, scheme_version = ?, layout = layout + 1 WHERE "
                     "number = ?",
                     scheme.scheme.id, scheme.scheme.version, number));
  REMIT_TRY(save(connection, layout_of(scheme, number)));
  pinned_.insert(organisation);
  REMIT_TRY(reload_layout(organisation, transaction));
  return transaction.rebuild();
}

Result<Done> SqliteBatch::reload_layout(OrgId organisation, SqliteTransaction& transaction) {
  REMIT_TRY_ASSIGN(const auto layout, database_.layout(*writer_, organisation, false));
  transaction.adopt(layout);
  return Done{};
}

Result<Done> SqliteBatch::savepoint() {
  REMIT_TRY(check_open());
  REMIT_TRY(writer_->run("SAVEPOINT one"));
  ++savepoints_;
  return Done{};
}

Result<Done> SqliteBatch::release() {
  REMIT_ASSERT(savepoints_ > 0, "release() follows savepoint()");
  REMIT_TRY(check_open());
  --savepoints_;
  return writer_->run("RELEASE one");
}

Result<Done> SqliteBatch::roll_back_to_savepoint() {
  REMIT_ASSERT(savepoints_ > 0, "roll_back_to_savepoint() follows savepoint()");
  for (auto& [id, transaction] : transactions_) transaction->forget();
  REMIT_TRY(check_open());
  --savepoints_;
  REMIT_TRY(writer_->run("ROLLBACK TO one"));
  REMIT_TRY(writer_->run("RELEASE one"));
  for (const OrgId organisation : pinned_) REMIT_TRY(reload_layout(organisation, *transactions_.at(organisation)));
  return Done{};
}

Result<Done> SqliteBatch::commit() {
  REMIT_TRY(check_open());
  auto committed = writer_->run("COMMIT");
  if (!committed && writer_->in_transaction()) (void)writer_->script("ROLLBACK");
  serving_.end_batch();
  return committed;
}

}  // namespace remit::store::sqlite
