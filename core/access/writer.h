#pragma once
// The writing side of an index: turns committed rows into tables and publishes them.

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "core/access/access.h"
#include "core/access/layout.h"
#include "core/access/scope_tree.h"

namespace remit::access {

struct Index::Writer {
  explicit Writer(SchemeTables scheme);
  ~Writer();

  [[nodiscard]] Result<Done> read(store::Snapshot& snapshot);
  void apply(std::span<const directory::RowEdit> edits);
  void publish(Epoch epoch);
  [[nodiscard]] Memory memory() const;

  // INVARIANT: first, so that it is destroyed last: everything below retires into it.
  Reclaimer reclaimer;
  SchemeTables fixed;
  bool broken = false;

 private:
  /// A user while edits are applied: taken apart, and put together again once.
  struct Draft {
    bool present = false;
    std::uint8_t state = UserWord::kNoState;
    std::vector<RoleHolding> roles;    ///< ascending
    std::vector<ScopeHolding> scopes;  ///< scopes before groups, each ascending
  };

  // One for each edit that decides something.
  void put(const directory::Organisation& row);
  void put(const directory::ScopeGroup& row);
  void drop(ScopeGroupId id);
  void put(const directory::User& row);
  void drop(UserId id);
  void put(const directory::RoleMembership& row);
  void drop(UserId id, const RoleId& role);
  void put(const directory::ScopeMembership& row);
  void drop(UserId id, std::optional<ScopeId> scope, std::optional<ScopeGroupId> group);

  std::uint32_t number(UserId id);
  std::uint32_t number(ScopeGroupId id);
  Draft& draft(UserId id);
  [[nodiscard]] Draft take_apart(UserWord word) const;
  [[nodiscard]] std::uint8_t state_of(const directory::User& row) const;
  void set_group(std::uint32_t group, std::unique_ptr<GroupRow> row);
  void settle();
  /// Writes a user's word and brings the postings in line.
  void store(std::uint32_t user, const Draft& draft);
  [[nodiscard]] UserWord put_together(const Draft& draft);
  void put_roles(UserWord& word, const std::vector<RoleHolding>& roles);
  void put_scopes(UserWord& word, const std::vector<ScopeHolding>& scopes);
  void release(UserWord word);
  void post(std::uint32_t user, const Draft& before, const Draft& after);
  [[nodiscard]] Tables view() const;

  IdTable users_{reclaimer};
  Table<UserWord> words_{reclaimer};
  WordPool masks_;
  ObjectPool<RoleSet> role_sets_{reclaimer};
  ObjectPool<ScopeSet> scope_sets_{reclaimer};
  ScopeTree tree_;
  IdTable group_numbers_{reclaimer};
  Table<const GroupRow*> groups_{reclaimer};
  Postings holders_{reclaimer};
  Postings members_{reclaimer};
  Postings group_members_{reclaimer};
  Postings others_{reclaimer};
  std::uint64_t present_ = 0;
  directory::Organisation organisation_;
  std::map<std::uint32_t, Draft> drafts_;
  const Tables* published_ = nullptr;
};

}  // namespace remit::access
