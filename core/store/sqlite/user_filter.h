#pragma once
// Which users a query wants: as ranges of lists where those say all, else checked against packed listings, of the few
// whom one filter leaves or of everybody. Counted exactly from maintained counts where one filter stands alone.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/layout.h"
#include "core/store/sqlite/listing.h"
#include "core/store/store.h"

namespace remit::store::sqlite {

/// One range of user_lists: the users of a state in everybody's list, or in that of a beginning.
struct ListRange {
  std::uint32_t state = 0;
  std::string beginning;
};

class UserFilter {
 public:
  /// Errors: Invalid `unknown-state`, `unknown-role`; NotFound `no-such-scope`.
  [[nodiscard]] static Result<UserFilter> create(Connection& connection, const Layout& layout, const UserQuery& query);

  /// The states that are wanted, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& states() const { return states_; }
  /// The ranges that hold, merged and without doubles, whom it wants and nobody else. Nothing: users have to be
  /// matched.
  [[nodiscard]] Result<std::optional<std::vector<ListRange>>> ranges() const;
  [[nodiscard]] bool matches(const PackedListing& listing) const;

  /// How many users there are in the states wanted.
  [[nodiscard]] Result<std::uint64_t> in_states() const;
  /// How many match, if that is known without a look at them.
  [[nodiscard]] Result<std::optional<std::uint64_t>> counted();
  /// How many users each_gathered() looks at.
  [[nodiscard]] Result<std::uint64_t> gathered();

  using Visit = std::function<void(std::int64_t user, const PackedListing& listing)>;
  /// Calls `visit` for all who match, in no order, found by the most selective filter. A look is a search in the
  /// users' tree; `listing` may have no more than state and keys.
  [[nodiscard]] Result<Done> each_gathered(const Visit& visit);
  /// The same by a look at everybody, which takes one pass over the sheets.
  [[nodiscard]] Result<Done> each_in_pass(const Visit& visit) const;
  /// How many looks of each_gathered() take as long as a pass.
  [[nodiscard]] Result<std::uint64_t> pass_in_looks() const;

  /// For a search that was run already: whether `user` is among what it found. Nothing: has to be matched.
  [[nodiscard]] std::optional<bool> found_by_search(std::int64_t user) const;
  /// For listing_of, again and again.
  [[nodiscard]] Result<Query> listings() const { return connection_.query("SELECT listing FROM users WHERE key = ?"); }
  /// Packed; may be read until the next call with the same `listings`.
  [[nodiscard]] Result<std::string_view> listing_of(Query& listings, std::int64_t user) const;

 private:
  enum class Search : std::uint8_t { None, Nothing, Prefix, Substring };
  enum class Source : std::uint8_t { Only, Role, At, Search, States };
  struct At {
    std::uint32_t number = 0;
    ScopeId id;
    bool below = false;
  };

  UserFilter(Connection& connection, const Layout& layout) : connection_(connection), layout_(layout) {}
  enum class In : std::uint8_t { WantedStates, AllStates };
  [[nodiscard]] Result<std::uint64_t> count(const char* kind, std::int64_t value, In in = In::WantedStates) const;
  [[nodiscard]] Result<std::uint64_t> count_prefix(In in) const;
  [[nodiscard]] Result<std::uint64_t> sum(Query& query, In in) const;
  [[nodiscard]] Result<Done> choose_source();
  [[nodiscard]] Result<Done> run_search();
  [[nodiscard]] Result<Done> each_place(const Visit& visit) const;
  [[nodiscard]] Result<std::vector<std::int64_t>> holders() const;
  [[nodiscard]] Result<std::vector<std::int64_t>> prefixed() const;
  [[nodiscard]] Result<std::vector<std::int64_t>> everybody() const;
  [[nodiscard]] bool wants(std::uint32_t state) const;

  Connection& connection_;
  const Layout& layout_;
  std::vector<std::uint32_t> states_;
  std::optional<std::uint32_t> role_;
  std::optional<At> at_;
  std::optional<std::int64_t> only_;  ///< a number; 0: nobody
  Search search_ = Search::None;
  std::string wanted_text_;
  std::optional<std::vector<std::int64_t>> found_;  ///< by a substring search that found few; ascending
  std::optional<Source> source_;
  std::uint64_t source_size_ = 0;
};

}  // namespace remit::store::sqlite
