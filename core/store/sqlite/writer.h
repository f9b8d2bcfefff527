#pragma once
// Writes row edits of one organisation, and keeps the derived tables of every user they concern.

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/base/error.h"
#include "core/directory/change.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/layout.h"
#include "core/store/sqlite/listing_writer.h"
#include "core/store/sqlite/rows.h"

namespace remit::store::sqlite {

class Writer {
 public:
  Writer(Connection& connection, std::shared_ptr<const Layout> layout);

  /// As store::Transaction::apply. Cheaper per user when many come in one call.
  [[nodiscard]] Result<Done> apply(const std::vector<directory::RowEdit>& edits);
  /// Another scheme was pinned, or a roll-back took that back.
  void adopt(const std::shared_ptr<const Layout>& layout);
  /// Derives everything of every user anew.
  [[nodiscard]] Result<Done> rebuild();
  /// What was read before a roll-back may no longer be so.
  void forget() { tree_.clear(); }

 private:
  struct Node {
    std::uint32_t number = 0;
    std::optional<ScopeId> parent;
  };

  Result<Done> write(const directory::PutOrganisation& edit);
  Result<Done> write(const directory::PutScope& edit);
  Result<Done> write(const directory::DropScope& edit);
  Result<Done> write(const directory::PutScopeGroup& edit);
  Result<Done> write(const directory::DropScopeGroup& edit);
  Result<Done> write(const directory::PutUser& edit);
  Result<Done> write(const directory::DropUser& edit);
  Result<Done> write(const directory::RetireValue& edit);
  Result<Done> write(const directory::PutRole& edit);
  Result<Done> write(const directory::DropRole& edit);
  Result<Done> write(const directory::PutScopeMembership& edit);
  Result<Done> write(const directory::DropScopeMembership& edit);
  Result<Done> write(const directory::PutPassword& edit);
  Result<Done> write(const directory::DropPassword& edit);
  Result<Done> write(const directory::PutLink& edit);
  Result<Done> write(const directory::DropLink& edit);
  Result<Done> write(const directory::PutSession& edit);
  Result<Done> write(const directory::DropSession& edit);
  Result<Done> write(const directory::PutCredential& edit);
  Result<Done> write(const directory::DropCredential& edit);
  Result<Done> write(const directory::PutMail& edit);
  Result<Done> write(const directory::WithdrawMail& edit);

  /// Marks the holders of a scope or scope group as to be listed anew.
  Result<Done> touch_holders(int is_group, const Uuid& node);
  /// Marks everyone who is at, or assigned to, a scope or something below it.
  Result<Done> touch_below(ScopeId scope);
  Result<std::optional<Node>> node(ScopeId id);
  Result<Done> refresh(UserId id);
  Result<Done> refresh_touched();

  Connection& connection_;
  std::shared_ptr<const Layout> layout_;  // shared by all who use this organisation
  std::int64_t org_;
  Rows rows_;
  ListingWriter listings_;
  std::set<UserId> touched_;
  std::map<ScopeId, Node> tree_;
};

}  // namespace remit::store::sqlite
