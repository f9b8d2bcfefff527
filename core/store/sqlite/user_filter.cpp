#include "core/store/sqlite/user_filter.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/text.h"
#include "core/store/sqlite/listing_writer.h"

namespace remit::store::sqlite {
namespace {

/// FTS5 takes what stands in double quotes as text and nothing else (T21).
std::string quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') quoted += c;
  }
  return quoted + '"';
}

/// The smallest text above all that begin with `prefix`.
std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && static_cast<unsigned char>(prefix.back()) == 0xff) prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(static_cast<unsigned char>(prefix.back()) + 1);
  return prefix;
}

}  // namespace

Result<UserFilter> UserFilter::create(Connection& connection, const Layout& layout, const UserQuery& query) {
  UserFilter filter(connection, layout);
  for (const StateId& id : query.states) {
    const auto state = layout.state(id.text);
    if (!state) return Error{Code::Invalid, "unknown-state", {{"state", id.text}}, "states"};
    filter.states_.push_back(*state);
  }
  if (query.states.empty()) {
    for (std::uint32_t state = 0; state < layout.states.size(); ++state) filter.states_.push_back(state);
  }
  std::sort(filter.states_.begin(), filter.states_.end());
  filter.states_.erase(std::unique(filter.states_.begin(), filter.states_.end()), filter.states_.end());
  if (query.role) {
    filter.role_ = layout.role(query.role->text);
    if (!filter.role_) return Error{Code::Invalid, "unknown-role", {{"text", query.role->text}}, "role"};
  }
  if (query.at) {
    REMIT_TRY_ASSIGN(Query scope, connection.query("SELECT number, parent FROM scopes WHERE org = ? AND id = ?"));
    REMIT_TRY_ASSIGN(const bool row, scope.bind(layout.org, *query.at).step());
    if (!row) return Error{Code::NotFound, "no-such-scope", {}, "at"};
    // Everyone's home is the root or below it.
    if (!query.include_below || !scope.is_null(1)) {
      filter.at_ = At{static_cast<std::uint32_t>(scope.integer(0)), *query.at, query.include_below};
    }
  }
  if (query.only) {
    REMIT_TRY_ASSIGN(const std::int64_t row,
                     connection.integer("SELECT key FROM users WHERE org = ? AND id = ?", layout.org, *query.only));
    filter.only_ = user_number(row);
  }
  const std::string_view search = trimmed(query.search);
  if (!search.empty()) {
    filter.wanted_text_ = search_form(search);
    const std::size_t length = count_code_points(filter.wanted_text_);
    filter.search_ = length >= 3 ? Search::Substring : length >= 1 ? Search::Prefix : Search::Nothing;
    // Lines of the searched text are fields; nothing is found across them.
    if (filter.wanted_text_.find('\n') != std::string::npos) filter.search_ = Search::Nothing;
  }
  return filter;
}

bool UserFilter::wants(std::uint32_t state) const {
  return std::binary_search(states_.begin(), states_.end(), state);
}

bool UserFilter::matches(const PackedListing& listing) const {
  if (!wants(listing.state())) return false;
  if (role_ && !listing.has_role(*role_)) return false;
  if (at_ && !(at_->below ? listing.is_below(at_->number) : listing.is_at(at_->number))) return false;
  switch (search_) {
    case Search::None:
      return true;
    case Search::Nothing:
      return false;
    case Search::Prefix:
      return has_line_with_prefix(listing.text(), wanted_text_);
    case Search::Substring:
      return listing.text().find(wanted_text_) != std::string_view::npos;
  }
  return false;
}

// ---- counts

Result<std::uint64_t> UserFilter::sum(Query& query, In in) const {
  std::uint64_t total = 0;
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return total;
    if (in == In::AllStates || wants(static_cast<std::uint32_t>(query.integer(0))))
      total += static_cast<std::uint64_t>(query.integer(1));
  }
}

Result<std::uint64_t> UserFilter::count(const char* kind, std::int64_t value, In in) const {
  REMIT_TRY_ASSIGN(Query query,
                   connection_.query("SELECT state, n FROM user_counts WHERE org = ? AND kind = ? AND value = ?"));
  return sum(query.bind(layout_.org, kind, value), in);
}

Result<std::uint64_t> UserFilter::count_prefix(In in) const {
  REMIT_TRY_ASSIGN(
      Query query,
      connection_.query("SELECT state, n FROM user_counts WHERE org = ? AND kind = 'prefix' AND value = ?"));
  return sum(query.bind(layout_.org, wanted_text_), in);
}

Result<std::uint64_t> UserFilter::in_states() const {
  return count("all", 0);
}

Result<std::uint64_t> UserFilter::pass_in_looks() const {
  constexpr std::uint64_t kOnSheetsInALook = 24;
  REMIT_TRY_ASSIGN(const std::uint64_t everyone, count("all", 0, In::AllStates));
  return everyone / kOnSheetsInALook;
}

Result<std::optional<std::vector<ListRange>>> UserFilter::ranges() const {
  std::vector<ListRange> ranges;
  if (role_ || at_ || only_ || (search_ != Search::None && search_ != Search::Prefix))
    return std::optional<std::vector<ListRange>>();
  if (search_ == Search::None || count_code_points(wanted_text_) == 2) {
    for (const std::uint32_t state : states_) ranges.push_back({state, wanted_text_});
    return std::optional(std::move(ranges));
  }
  // One character is the lists of all beginnings that go on from it.
  constexpr std::size_t kMostRanges = 512;
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT state, value FROM user_counts WHERE org = ? AND kind = "
                                                  "'prefix' AND value >= ? AND value < ? AND n > 0"));
  query.bind(layout_.org, wanted_text_, end_of_prefix(wanted_text_));
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return std::optional(std::move(ranges));
    if (!wants(static_cast<std::uint32_t>(query.integer(0)))) continue;
    if (ranges.size() == kMostRanges) return std::optional<std::vector<ListRange>>();
    ranges.push_back({static_cast<std::uint32_t>(query.integer(0)), query.string(1)});
  }
}

Result<Done> UserFilter::choose_source() {
  if (source_) return Done{};
  const auto offer = [&](Source source, std::uint64_t size) {
    if (source_ && source_size_ <= size) return;
    source_ = source;
    source_size_ = size;
  };
  // Holders, places and beginnings are gathered whatever their states.
  if (only_) offer(Source::Only, *only_ != 0);
  if (search_ == Search::Nothing) offer(Source::Search, 0);
  if (role_) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count("role", *role_, In::AllStates));
    offer(Source::Role, n);
  }
  if (at_) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count(at_->below ? "below" : "at", at_->number, In::AllStates));
    offer(Source::At, n);
  }
  if (search_ == Search::Prefix) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count_prefix(In::AllStates));
    offer(Source::Search, n);
  }
  // A search for a substring is the dearest to run; where something else leaves few, those are looked through instead.
  constexpr std::uint64_t kFew = 2000;
  if (search_ == Search::Substring && (!source_ || source_size_ > kFew)) {
    REMIT_TRY(run_search());
    if (found_) offer(Source::Search, found_->size());
  }
  REMIT_TRY_ASSIGN(const std::uint64_t n, in_states());
  offer(Source::States, n);
  return Done{};
}

/// Gives up where so many match that a pass finds them sooner: a long text is dear to find in the index again and
/// again.
Result<Done> UserFilter::run_search() {
  constexpr std::uint64_t kOnSheetsInAFind = 16;
  REMIT_TRY_ASSIGN(const std::uint64_t everyone, count("all", 0, In::AllStates));
  REMIT_TRY_ASSIGN(
      Query query,
      connection_.query("SELECT rowid FROM user_search WHERE user_search MATCH ? AND rowid BETWEEN ? AND ?"));
  query.bind(quoted(wanted_text_), user_row(layout_.org, 0), user_row(layout_.org + 1, 0) - 1);
  found_.emplace();
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    if (found_->size() > everyone / kOnSheetsInAFind) break;
    found_->push_back(user_number(query.integer(0)));
  }
  found_.reset();
  return Done{};
}

std::optional<bool> UserFilter::found_by_search(std::int64_t user) const {
  if (!found_) return std::nullopt;
  if (!std::binary_search(found_->begin(), found_->end(), user)) return false;
  // The sort that is walked is divided by states already.
  if (!role_ && !at_ && !only_) return true;
  return std::nullopt;
}

Result<std::uint64_t> UserFilter::gathered() {
  REMIT_TRY(choose_source());
  return source_size_;
}

Result<std::optional<std::uint64_t>> UserFilter::counted() {
  const auto known = [](Result<std::uint64_t> n) -> Result<std::optional<std::uint64_t>> {
    if (!n) return std::move(n).error();
    return std::optional<std::uint64_t>(*n);
  };
  const int filters = role_.has_value() + at_.has_value() + only_.has_value() + (search_ != Search::None);
  if (filters == 0) return known(in_states());
  if (filters > 1 || only_) return std::optional<std::uint64_t>();
  if (role_) return known(count("role", *role_));
  if (at_) return known(count(at_->below ? "below" : "at", at_->number));
  if (search_ == Search::Prefix) return known(count_prefix(In::WantedStates));
  if (search_ == Search::Nothing) return known(0);
  REMIT_TRY(choose_source());
  // What a search found is not divided by states.
  if (!found_ || states_.size() != layout_.states.size()) return std::optional<std::uint64_t>();
  return known(found_->size());
}

// ---- those who match
// ---------------------------------------------------------------------------------------------------

Result<std::string_view> UserFilter::listing_of(Query& listings, std::int64_t user) const {
  listings.rewind();
  REMIT_TRY_ASSIGN(const bool row, listings.bind(user_row(layout_.org, user)).step());
  return row ? listings.bytes(0) : std::string_view();
}

Result<Done> UserFilter::each_gathered(const Visit& visit) {
  REMIT_TRY(choose_source());
  // Rows of user_places carry state and keys, which is all there is to know if nothing else is asked for.
  if (*source_ == Source::At && !role_ && !only_ && search_ == Search::None) return each_place(visit);
  std::vector<std::int64_t> users;
  if (*source_ == Source::Only) {
    if (*only_ != 0) users.push_back(*only_);
  } else if (*source_ == Source::Role) {
    REMIT_TRY_ASSIGN(users, holders());
  } else if (*source_ == Source::At) {
    REMIT_TRY(each_place([&](std::int64_t user, const PackedListing&) { users.push_back(user); }));
  } else if (*source_ == Source::States) {
    REMIT_TRY_ASSIGN(users, everybody());
  } else if (search_ == Search::Prefix) {
    REMIT_TRY_ASSIGN(users, prefixed());
  } else if (found_) {
    users = *found_;
  }
  REMIT_TRY_ASSIGN(Query listings, this->listings());
  for (const std::int64_t user : users) {
    if (only_ && user != *only_) continue;
    REMIT_TRY_ASSIGN(const std::string_view packed, listing_of(listings, user));
    const PackedListing listing(packed);
    if (matches(listing)) visit(user, listing);
  }
  return Done{};
}

Result<Done> UserFilter::each_in_pass(const Visit& visit) const {
  REMIT_TRY_ASSIGN(Query sheets, connection_.query("SELECT key, listings FROM user_sheets WHERE key BETWEEN ? AND ?"));
  sheets.bind(user_row(layout_.org, 0), user_row(layout_.org + 1, 0) - 1);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, sheets.step());
    if (!row) return Done{};
    const std::int64_t first = user_number(sheets.integer(0)) * kUsersOnSheet;
    REMIT_TRY(each_on_sheet(sheets.bytes(1), [&](std::int64_t number, std::string_view packed) {
      const PackedListing listing(packed);
      if ((!only_ || *only_ == first + number) && matches(listing)) visit(first + number, listing);
    }));
  }
}

Result<std::vector<std::int64_t>> UserFilter::everybody() const {
  std::vector<std::int64_t> users;
  for (const std::uint32_t state : states_) {
    REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT user FROM user_lists WHERE org = ? AND sort = 0 AND "
                                                    "beginning = '' AND state = ?"));
    query.bind(layout_.org, state);
    while (true) {
      REMIT_TRY_ASSIGN(const bool row, query.step());
      if (!row) break;
      users.push_back(query.integer(0));
    }
  }
  return users;
}

Result<Done> UserFilter::each_place(const Visit& visit) const {
  REMIT_TRY_ASSIGN(
      Query query,
      connection_.query(
          at_->below
              ? "WITH RECURSIVE below (id, number) AS (SELECT id, number FROM scopes WHERE org = ?1 AND id = ?2 UNION "
                "SELECT s.id, s.number FROM below b JOIN scopes s ON s.org = ?1 AND s.parent = b.id) "
                "SELECT p.user, p.keys FROM below b CROSS JOIN user_places p ON p.org = ?1 AND p.scope = b.number"
              : "SELECT p.user, p.keys FROM scopes s CROSS JOIN user_places p ON p.org = ?1 AND p.scope = s.number "
                "WHERE s.org = ?1 AND s.id = ?2"));
  query.bind(layout_.org, at_->id);
  std::unordered_set<std::int64_t> met;
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    const PackedListing listing(query.bytes(1));
    if (!wants(listing.state())) continue;
    // Someone may be in several places below one.
    if (at_->below && !met.insert(query.integer(0)).second) continue;
    visit(query.integer(0), listing);
  }
}

Result<std::vector<std::int64_t>> UserFilter::holders() const {
  std::vector<std::int64_t> users;
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT u.key FROM role_memberships r CROSS JOIN users u ON "
                                                  "u.org = r.org AND u.id = r.user WHERE r.org = ? AND r.role = ?"));
  query.bind(layout_.org, layout_.roles[*role_].name);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return users;
    users.push_back(user_number(query.integer(0)));
  }
}

Result<std::vector<std::int64_t>> UserFilter::prefixed() const {
  std::vector<std::int64_t> users;
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT user FROM user_lists WHERE org = ? AND sort = 0 AND "
                                                  "beginning >= ? AND beginning < ?"));
  query.bind(layout_.org, wanted_text_, end_of_prefix(wanted_text_));
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) break;
    users.push_back(query.integer(0));
  }
  std::sort(users.begin(), users.end());
  users.erase(std::unique(users.begin(), users.end()), users.end());
  return users;
}

}  // namespace remit::store::sqlite
