#pragma once
// The store is a port: where an organisation's rows, its audit and its outbox are kept. One conformance suite
// (conformance.h) runs against every store. Nothing here decides anything.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/directory/audit.h"
#include "core/directory/change.h"
#include "core/directory/reader.h"
#include "core/directory/records.h"
#include "core/scheme/definition.h"

namespace remit::store {

// ---- lists

/// What a list is sorted by: a field id, `role:GROUP` (in the scheme's order, nobody's last), `flag:ROLE` (off first),
/// `state` (in the scheme's order), `created`, `last-sign-in` (never first). Offered are the sortable columns of the
/// scheme and its searched fields; anything else is Invalid `not-sortable`.
struct Sort {
  std::string by;
  bool descending = false;
};

enum class Turn : std::uint8_t { First, Last, Next, Previous };

/// One page of an organisation's users. All filters must hold.
struct UserQuery {
  std::string search;           ///< substring from three code points on, prefix below; name, username, e-mail
  std::vector<StateId> states;  ///< none = all
  std::optional<RoleId> role;
  std::optional<ScopeId> at;  ///< created at or assigned to this node (V005, V006)
  bool include_below = false;
  std::optional<UserId> only;  ///< just this person (someone who manages nobody)
  Sort sort;                   ///< ties: who was added first; empty `by` = by creation
  Turn turn = Turn::First;
  std::string anchor;       ///< opaque: UserPage::first or ::last of the page one stands on
  std::uint32_t size = 50;  ///< 1 to 1000
};

struct UserPage {
  std::vector<directory::User> users;
  std::vector<std::vector<directory::RoleMembership>> roles;  ///< of each user, in the same order
  std::string first, last;                                    ///< anchors
  std::uint64_t offset = 0;                                   ///< how many stand before this page
  std::uint64_t total = 0;                                    ///< exact
};

/// How many users there are by state and by role, for tabs and matrix heads. Exact.
struct Counts {
  std::uint64_t users = 0;
  std::vector<std::pair<StateId, std::uint64_t>> by_state;
  std::vector<std::pair<RoleId, std::uint64_t>> by_role;
};

struct AuditQuery {
  std::optional<UserId> target;
  std::uint64_t before = 0;  ///< sequence; 0 = from the newest
  std::uint32_t size = 50;
};

struct MailQuery {
  std::optional<UserId> user;
  std::uint32_t size = 100;  ///< newest first
};

// ---- reading

/// One organisation as of one moment: all calls answer from the same state. Not thread-safe; keep it short.
class Snapshot : public directory::Reader {
 public:
  [[nodiscard]] virtual Result<UserPage> users(const UserQuery& query) = 0;
  [[nodiscard]] virtual Result<Counts> counts() = 0;
  /// Newest first.
  [[nodiscard]] virtual Result<std::vector<directory::AuditEntry>> audit(const AuditQuery& query) = 0;
  /// All entries in order, for `audit verify`, until `visit` says false.
  [[nodiscard]] virtual Result<Done> audit_chain(const std::function<bool(const directory::AuditEntry&)>& visit) = 0;
  [[nodiscard]] virtual Result<std::vector<directory::Mail>> mails(const MailQuery& query) = 0;
  [[nodiscard]] virtual Result<std::vector<directory::Scope>> scopes() = 0;
  [[nodiscard]] virtual Result<std::vector<directory::ScopeGroup>> scope_groups() = 0;
  [[nodiscard]] virtual Result<std::optional<directory::Session>> session_by_token(const Digest& token_hash) = 0;
  [[nodiscard]] virtual Result<std::optional<directory::Credential>> credential_by_secret(const Digest& hash) = 0;
  /// Everything an access index starts from; rows in ascending order of user.
  [[nodiscard]] virtual Result<Done> each_user(const std::function<Result<Done>(const directory::User&)>& visit) = 0;
  [[nodiscard]] virtual Result<Done> each_role(
      const std::function<Result<Done>(const directory::RoleMembership&)>& visit) = 0;
  [[nodiscard]] virtual Result<Done> each_scope_membership(
      const std::function<Result<Done>(const directory::ScopeMembership&)>& visit) = 0;
  /// The text of the scheme that the organisation pins, as it was pinned.
  [[nodiscard]] virtual Result<std::string> scheme_text() = 0;
};

// ---- writing

/// What a command that was carried out answered, kept for its idempotency key.
struct Remembered {
  std::string key;
  std::string actor;  ///< kind and id: a key belongs to who used it
  Digest command_hash{};
  std::string answer;  ///< JSON without secrets
  Time at;
};

/// One organisation inside a write batch.
class Transaction : public Snapshot {
 public:
  /// Applies edits in order; no placeholders may be left. Keeps sort keys, unique keys and the search index.
  /// Error: Conflict `taken` if a unique key is there already, although planning should have found it first.
  [[nodiscard]] virtual Result<Done> apply(const std::vector<directory::RowEdit>& edits) = 0;
  [[nodiscard]] virtual Result<std::optional<directory::AuditEntry>> last_audit() = 0;
  [[nodiscard]] virtual Result<Done> append(const directory::AuditEntry& entry) = 0;
  [[nodiscard]] virtual Result<std::optional<Remembered>> remembered(std::string_view key, std::string_view actor) = 0;
  [[nodiscard]] virtual Result<Done> remember(const Remembered& answer) = 0;
};

/// One database transaction with the write lock taken first (BEGIN IMMEDIATE; T5, T6). Undone when destroyed before
/// commit(). Groups the commands of several callers, each in a savepoint.
class Batch {
 public:
  virtual ~Batch() = default;
  /// The same object for the same organisation; valid as long as the batch.
  [[nodiscard]] virtual Result<Transaction*> in(OrgId organisation) = 0;
  /// A new organisation with its root; the scheme's text, version and hash are stored with it, and what `scheme` says
  /// of fields, states, roles and columns decides which values are unique, searched and sorted by.
  /// Error: Conflict `taken`, field `slug`.
  [[nodiscard]] virtual Result<Done> create(const directory::Organisation& organisation, const directory::Scope& root,
                                            std::string_view scheme_text, const Digest& scheme_hash,
                                            const scheme::Definition& scheme) = 0;
  /// Pins another scheme, or another version of the same: unique keys, sorts, search and counts are made anew for
  /// everyone. Rows stay as they are; whoever upgrades edits them too, in the same batch. Linear in the users.
  /// Error: Conflict `taken`, with the field, where a value that is unique now is there twice.
  [[nodiscard]] virtual Result<Done> pin(OrgId organisation, std::string_view scheme_text, const Digest& scheme_hash,
                                         const scheme::Definition& scheme) = 0;
  /// Ended by exactly one of the two that follow; not nested.
  [[nodiscard]] virtual Result<Done> savepoint() = 0;
  [[nodiscard]] virtual Result<Done> release() = 0;
  [[nodiscard]] virtual Result<Done> roll_back_to_savepoint() = 0;
  /// Durable when it returns (synchronous=FULL). The next batch begins when this object ends.
  [[nodiscard]] virtual Result<Done> commit() = 0;
};

/// A database. Thread-safe: any thread may read; batches are made one at a time and wait for each other.
class Store {
 public:
  virtual ~Store() = default;

  /// All organisations by name.
  [[nodiscard]] virtual Result<std::vector<directory::Organisation>> organisations() = 0;
  [[nodiscard]] virtual Result<std::optional<directory::Organisation>> organisation(std::string_view slug) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<Snapshot>> read(OrgId organisation) = 0;
  [[nodiscard]] virtual Result<std::unique_ptr<Batch>> write() = 0;

  /// Marked at creation and for good: links may be opened from the outbox (design §6).
  [[nodiscard]] virtual bool demo() const = 0;
};

}  // namespace remit::store
