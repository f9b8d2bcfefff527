#pragma once
// The index that answers who may do what in one organisation: check, who_can, what_can; explain stands in explain.h.
//
//   auto index = Index::load(*snapshot, scheme);            // once, then kept
//   {
//     const Pin view = index->pin();                        // once a request, by any thread
//     const Decision decision = check(*view, question);
//   }
//   index->apply(change.rows, epoch);                       // the one writer, after COMMIT, before it answers
//
// What is decided are the definitions of design §2. E(u, now) are the tuples (permission, scope, reach) of the user's
// memberships with from ≤ now < until, if the user's state may act. Every role counts on every scope (product). A role
// and a permission count only on nodes of the kinds they apply to; a permission that needs a feature only where it is
// on, as set at the node or else inherited. Reach own needs owner = user. A user without any scope membership, running,
// future or past, reaches the root or nothing, as the scheme says. Whatever is unknown is denied with a reason (Rule
// 6).
//
// Cost: check about 10 ns and one line of memory for the user, whatever the depth of the tree; memory about 50 bytes a
// user (tests/bench/access_bench.cpp measures both). Users' names and addresses are not kept; names of scopes are.
//
// Threads: one Index has one writer at a time; any number of threads pin, and a pinned View never changes. Whoever pins
// after apply() has returned sees what it applied (T4). Nobody waits for anybody.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/decision.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/directory/change.h"
#include "core/scheme/compiled.h"
#include "core/store/store.h"

namespace remit::access {

/// One organisation at one epoch. Immutable; valid as long as the Pin it came from.
class View {
 public:
  View& operator=(const View&) = delete;

  [[nodiscard]] Epoch epoch() const;
  /// "At least as fresh as TOKEN" (T4): whether this view knows everything that was committed up to `token`.
  [[nodiscard]] bool at_least_as_fresh(Epoch token) const { return epoch() >= token; }
  [[nodiscard]] const scheme::CompiledScheme& scheme() const;
  [[nodiscard]] std::uint64_t users() const;  ///< without those that were removed

  /// Ids to numbers: about 20 ns. An id that this organisation does not have becomes kNoUser, kNoScope, kNoPermission;
  /// whatever is asked about those is denied.
  [[nodiscard]] UserIndex user(const UserId& id) const;
  [[nodiscard]] ScopeIndex scope(const ScopeId& id) const;
  [[nodiscard]] PermissionIndex permission(std::string_view id) const;

  /// Numbers back to ids. Precondition: the number came from this Index.
  [[nodiscard]] UserId id(UserIndex user) const;
  [[nodiscard]] ScopeId id(ScopeIndex scope) const;
  [[nodiscard]] ScopeGroupId id(GroupIndex group) const;
  [[nodiscard]] const std::string& name(ScopeIndex scope) const;
  [[nodiscard]] const std::string& name(GroupIndex group) const;

 protected:
  View() = default;
  View(const View&) = default;
  ~View() = default;
};

// ---- questions

/// Never fails, never allocates. Thread-safe.
[[nodiscard]] Decision check(const View& view, const Question& question) noexcept;

/// Many at once, for lists: answers[i] to questions[i], as many as both have. Users are fetched from memory ahead of
/// their turn, so that even of a million users picked at random each costs little more than one asked a moment ago.
void check(const View& view, std::span<const Question> questions, std::span<Decision> answers) noexcept;

/// The same with ids as text, as they come from outside: UUIDs and the permission's id. An empty scope is the root, an
/// empty owner none; a text that is no id is unknown, and an owner that nobody is owns nothing of the user's.
struct TextQuestion {
  std::string_view user;
  std::string_view permission;
  std::string_view scope;
  std::string_view owner;
  Time now;
};
[[nodiscard]] Question resolve(const View& view, const TextQuestion& question) noexcept;
[[nodiscard]] Decision check(const View& view, const TextQuestion& question) noexcept;

// ---- reverse questions

struct WhoCan {
  std::vector<UserId> users;  ///< in the order of their numbers: by id as far as they were loaded, then as created
  std::uint64_t total = 0;    ///< exact, over all pages
  bool more = false;          ///< whether a page follows; it starts after `users.back()`
};

/// Which part of the answer is wanted.
struct Page {
  std::optional<UserId> after;  ///< none: from the start
  std::uint32_t size = 50;      ///< 0: the total only
};

/// Users to whom check() would allow `permission` on `scope` at `now` with at least `reach`: Any as for a record of
/// somebody else, Own as for one of their own. Nobody, where one of them is unknown. Cost: a few bitmap operations for
/// each 65,536 users, and one decision for each candidate whose memberships have times. Thread-safe.
[[nodiscard]] WhoCan who_can(const View& view, PermissionIndex permission, ScopeIndex scope, Time now, Page page = {},
                             Reach reach = Reach::Any);

/// One thing a user may do there, with its witness.
struct Granted {
  PermissionIndex permission;
  Reach reach = Reach::Own;  ///< the farthest
  Decision decision;
};

/// All that `user` may do on `scope` at `now`, in the scheme's order. Cost: two decisions a permission. Thread-safe.
[[nodiscard]] std::vector<Granted> what_can(const View& view, UserIndex user, ScopeIndex scope, Time now);

// ---- the index

/// Keeps a View alive. Movable; cheap enough for once a request (about 20 ns), not meant for once a decision. What a
/// commit replaces stays in memory until the last Pin on the view before it is gone: do not keep one across waiting.
class Pin {
 public:
  Pin(Pin&& other) noexcept : view_(other.view_), slot_(other.slot_) { other.slot_ = nullptr; }
  Pin& operator=(Pin&&) = delete;
  ~Pin();

  const View& operator*() const { return *view_; }
  const View* operator->() const { return view_; }

 private:
  friend class Index;
  Pin(const View* view, void* slot) : view_(view), slot_(slot) {}

  const View* view_;
  void* slot_;
};

class Index {
 public:
  /// Reads the whole organisation. `scheme` must be the one it pins. Errors: those of the snapshot; Invalid
  /// `scheme-not-indexable` (more than 64 features); Internal `scope-root-missing`.
  /// Cost: a few µs a user.
  [[nodiscard]] static Result<std::unique_ptr<Index>> load(store::Snapshot& snapshot, scheme::SchemePtr scheme);

  /// Precondition: no Pin is left.
  ~Index();
  Index(const Index&) = delete;
  Index& operator=(const Index&) = delete;

  /// Any thread, without waiting.
  [[nodiscard]] Pin pin() const;

  /// What a COMMIT made durable, in its order; then whoever pins sees it. Edits that decide nothing (links, sessions,
  /// mails, …) are passed over. The writer only. Cost: a few µs for each user touched, whatever the number of users;
  /// moving a node costs what is below it.
  ///
  /// SECURITY: an organisation that now pins another scheme than this index was loaded with (`org upgrade`) answers
  /// every question with Rule::Error until it is loaded anew; see stale().
  void apply(std::span<const directory::RowEdit> edits, Epoch epoch);

  /// Whether the scheme was changed under this index: make a new one. The writer only.
  [[nodiscard]] bool stale() const;

  /// Bytes that users, memberships and postings take; those of names apart. The writer only.
  struct Memory {
    std::uint64_t users = 0;     ///< ids, states and references
    std::uint64_t sets = 0;      ///< interned memberships
    std::uint64_t postings = 0;  ///< for who_can
    std::uint64_t scopes = 0;
    [[nodiscard]] std::uint64_t total() const { return users + sets + postings + scopes; }
  };
  [[nodiscard]] Memory memory() const;

 private:
  struct Writer;
  explicit Index(std::unique_ptr<Writer> writer);

  std::unique_ptr<Writer> writer_;
};

}  // namespace remit::access
