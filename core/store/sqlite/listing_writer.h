#pragma once
// Keeps the derived tables in step with listings: writes the difference between what was and what is.

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/listing.h"

namespace remit::store::sqlite {

/// The rowid of a user: the organisation's number above the user's own.
[[nodiscard]] constexpr std::int64_t user_row(std::int64_t org, std::int64_t number) {
  return org << 40 | number;
}
[[nodiscard]] constexpr std::int64_t user_number(std::int64_t row) {
  return row & ((std::int64_t{1} << 40) - 1);
}

/// Changes of any number of users, then one flush(): a value that one person gives up may go to another, and counts
/// are written once.
class ListingWriter {
 public:
  ListingWriter(Connection& connection, std::int64_t org) : connection_(connection), org_(org) {}

  /// `before` null: the user is new; `after` null: removed.
  [[nodiscard]] Result<Done> change(std::int64_t number, const UserId& user, const Listing* before,
                                    const Listing* after);
  /// Error: Conflict `taken`, with the field.
  [[nodiscard]] Result<Done> flush();
  /// Forgets what was not flushed.
  void clear() {
    counts_.clear();
    claimed_.clear();
    sheets_.clear();
  }

 private:
  using CountKey = std::tuple<const char*, std::int64_t, std::string, std::uint32_t>;  // kind, number, text, state

  void count(const Listing& listing, std::int64_t by);
  [[nodiscard]] Result<Done> change_lists(std::int64_t number, const Listing* before, const Listing* after);
  [[nodiscard]] Result<Done> change_places(std::int64_t number, const Listing* before, const Listing* after);
  [[nodiscard]] Result<Done> change_search(std::int64_t number, const Listing* before, const Listing* after);
  [[nodiscard]] Result<Done> change_keys(const UserId& user, const Listing* before, const Listing* after);
  [[nodiscard]] Result<Done> change_sheet(std::int64_t number, const Listing* after);
  [[nodiscard]] Result<Done> write_count(const CountKey& key, std::int64_t by);
  [[nodiscard]] Result<Done> write_sheets();

  Connection& connection_;
  std::int64_t org_;
  std::map<CountKey, std::int64_t> counts_;
  std::vector<std::pair<UniqueKey, UserId>> claimed_;
  std::map<std::int64_t, Sheet> sheets_;  ///< by number; what is to be written, an empty listing for who is removed
};

}  // namespace remit::store::sqlite
