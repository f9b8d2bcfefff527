#pragma once
// What the derived tables hold of one user: sort keys, places, unique keys, searched text. Kept packed beside the row,
// so that a change writes only what differs, and a filter is answered by one look at the row.

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/directory/records.h"
#include "core/store/sqlite/layout.h"

namespace remit::store::sqlite {

struct UniqueKey {
  std::string field;
  std::string key;
  std::string within;  ///< empty, 16 bytes of a scope, or 16 bytes of the user
  std::strong_ordering operator<=>(const UniqueKey&) const = default;
};

struct Listing {
  std::uint32_t state = 0;
  std::vector<std::string> keys;      ///< by number of the sort; compared byte by byte
  std::vector<std::uint32_t> roles;   ///< ascending
  std::vector<std::uint32_t> places;  ///< numbers of home, assigned scopes and those of assigned groups; ascending
  std::vector<std::uint32_t> below;   ///< places and everything above them; ascending
  std::string text;                   ///< search forms of the searched fields, a line each
  std::vector<UniqueKey> uniques;     ///< ascending
  bool operator==(const Listing&) const = default;
};

/// A scope with its number, as far as listings need it.
struct Place {
  ScopeId id;
  std::uint32_t number = 0;
  auto operator<=>(const Place&) const = default;
};

/// `places` and `below` ascending by number and without doubles.
[[nodiscard]] Listing derive(const Layout& layout, const directory::User& user,
                             const std::vector<directory::RoleMembership>& roles, const std::vector<Place>& places,
                             std::vector<std::uint32_t> below);

[[nodiscard]] std::string pack(const Listing& listing);
/// Error: Unavailable `store-corrupt`.
[[nodiscard]] Result<Listing> unpack(std::string_view packed);

/// The beginning of pack(): state and sort keys, which is all that user_places repeats.
[[nodiscard]] std::string pack_keys(const Listing& listing);
/// The beginning of pack(): all but the unique keys, which is what sheets repeat.
[[nodiscard]] std::string pack_filtered(const Listing& listing);

/// A look into what pack() or a beginning of it wrote, without copying. Damage reads as nothing: no role, no place, no
/// text.
class PackedListing {
 public:
  explicit PackedListing(std::string_view packed);

  [[nodiscard]] std::uint32_t state() const { return state_; }
  [[nodiscard]] std::string_view key(std::uint32_t sort) const;
  [[nodiscard]] bool has_role(std::uint32_t role) const;
  [[nodiscard]] bool is_at(std::uint32_t place) const;
  [[nodiscard]] bool is_below(std::uint32_t place) const;
  [[nodiscard]] std::string_view text() const;

 private:
  std::uint32_t state_ = 0;
  std::string_view keys_;
  std::string_view rest_;  ///< from the roles on
};

/// The listings of users with neighbouring numbers, so that all of an organisation are read in one pass over little.
inline constexpr std::int64_t kUsersOnSheet = 64;

/// By number within the sheet; packed as pack_filtered() does.
using Sheet = std::map<std::int64_t, std::string>;
[[nodiscard]] std::string pack(const Sheet& sheet);
/// Calls `visit(number within the sheet, packed)` for each, ascending. Error: Unavailable `store-corrupt`.
[[nodiscard]] Result<Done> each_on_sheet(std::string_view packed,
                                         const std::function<void(std::int64_t, std::string_view)>& visit);

/// How text is compared in searches: its sort key without the part that tells accents apart.
[[nodiscard]] std::string search_form(std::string_view text);
/// The first one and two characters of each line, without doubles.
[[nodiscard]] std::vector<std::string> prefixes_of(std::string_view text);
/// The first two characters of each line, or its only one, without doubles.
[[nodiscard]] std::vector<std::string> beginnings_of(std::string_view text);
/// Whether one of the lines begins with `prefix`.
[[nodiscard]] bool has_line_with_prefix(std::string_view text, std::string_view prefix);

/// Eight bytes that sort as the moments do.
[[nodiscard]] std::string time_key(Time time);

}  // namespace remit::store::sqlite
