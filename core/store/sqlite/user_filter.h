#pragma once
// Which users a query wants: checked against one packed listing, gathered as a set where the set is small, and counted
// exactly, from maintained counts where one filter stands alone.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/layout.h"
#include "core/store/sqlite/listing.h"
#include "core/store/store.h"

namespace remit::store::sqlite {

/// Someone found by a filter; `listing` empty: not read yet.
struct Candidate {
  std::int64_t user = 0;  ///< number
  std::string listing;    ///< packed, or only its keys
};

class UserFilter {
 public:
  /// Errors: Invalid `unknown-state`, `unknown-role`; NotFound `no-such-scope`.
  [[nodiscard]] static Result<UserFilter> create(Connection& connection, const Layout& layout, const UserQuery& query);

  /// The states that are wanted, ascending.
  [[nodiscard]] const std::vector<std::uint32_t>& states() const { return states_; }
  /// Whether states are all it asks for.
  [[nodiscard]] bool only_states() const { return !role_ && !at_ && !only_ && search_ == Search::None; }
  [[nodiscard]] bool matches(const PackedListing& listing) const;

  /// How many users there are in the states wanted.
  [[nodiscard]] Result<std::uint64_t> in_states() const;
  /// At most how many the most selective filter leaves.
  [[nodiscard]] Result<std::uint64_t> estimate();
  /// Exact without a look at users, if counts are kept for this filter.
  [[nodiscard]] Result<std::optional<std::uint64_t>> counted();
  /// All that match, in no order, each with at least the keys of its listing.
  [[nodiscard]] Result<std::vector<Candidate>> gather();
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
  [[nodiscard]] Result<std::uint64_t> count_prefix() const;
  [[nodiscard]] Result<std::uint64_t> sum(Query& query, In in) const;
  [[nodiscard]] Result<Done> choose_source();
  [[nodiscard]] Result<Done> run_search();
  [[nodiscard]] Result<std::vector<Candidate>> gather_places() const;
  [[nodiscard]] Result<std::vector<Candidate>> gather_holders() const;
  [[nodiscard]] Result<std::vector<Candidate>> gather_prefixed() const;
  [[nodiscard]] Result<std::vector<Candidate>> gather_states() const;
  [[nodiscard]] Result<Source> cheapest_source() const;
  [[nodiscard]] bool wants(std::uint32_t state) const;

  Connection& connection_;
  const Layout& layout_;
  std::vector<std::uint32_t> states_;
  std::optional<std::uint32_t> role_;
  std::optional<At> at_;
  std::optional<std::int64_t> only_;  ///< a number; 0: nobody
  Search search_ = Search::None;
  std::string wanted_text_;
  std::optional<std::vector<std::int64_t>> found_;  ///< by the substring search; ascending
  std::optional<Source> source_;
  std::uint64_t source_size_ = 0;
};

}  // namespace remit::store::sqlite
