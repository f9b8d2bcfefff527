#include "core/store/sqlite/user_filter.h"

#include <algorithm>

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

void unite(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.user < b.user; });
  candidates.erase(std::unique(candidates.begin(), candidates.end(),
                               [](const Candidate& a, const Candidate& b) { return a.user == b.user; }),
                   candidates.end());
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

Result<std::uint64_t> UserFilter::count_prefix() const {
  REMIT_TRY_ASSIGN(
      Query query,
      connection_.query("SELECT state, n FROM user_counts WHERE org = ? AND kind = 'prefix' AND value = ?"));
  return sum(query.bind(layout_.org, wanted_text_), In::WantedStates);
}

Result<std::uint64_t> UserFilter::in_states() const {
  return count("all", 0);
}

Result<Done> UserFilter::choose_source() {
  if (source_) return Done{};
  const auto offer = [&](Source source, std::uint64_t size) {
    if (source_ && source_size_ <= size) return;
    source_ = source;
    source_size_ = size;
  };
  if (only_) offer(Source::Only, *only_ != 0);
  if (search_ == Search::Nothing) offer(Source::Search, 0);
  if (role_) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count("role", *role_));
    offer(Source::Role, n);
  }
  if (at_) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count(at_->below ? "below" : "at", at_->number));
    offer(Source::At, n);
  }
  if (search_ == Search::Prefix) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, count_prefix());
    offer(Source::Search, n);
  }
  // A search for a substring is the dearest to run; where something else leaves few, those are looked through instead.
  constexpr std::uint64_t kFew = 2000;
  if (search_ == Search::Substring && (!source_ || source_size_ > kFew)) {
    REMIT_TRY(run_search());
    offer(Source::Search, found_->size());
  }
  return Done{};
}

Result<Done> UserFilter::run_search() {
  REMIT_TRY_ASSIGN(
      Query query,
      connection_.query("SELECT rowid FROM user_search WHERE user_search MATCH ? AND rowid BETWEEN ? AND ?"));
  query.bind(quoted(wanted_text_), user_row(layout_.org, 0), user_row(layout_.org + 1, 0) - 1);
  found_.emplace();
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return Done{};
    found_->push_back(user_number(query.integer(0)));
  }
}

std::optional<bool> UserFilter::found_by_search(std::int64_t user) const {
  if (!found_) return std::nullopt;
  if (!std::binary_search(found_->begin(), found_->end(), user)) return false;
  // The sort that is walked is divided by states already.
  if (!role_ && !at_ && !only_) return true;
  return std::nullopt;
}

Result<std::uint64_t> UserFilter::estimate() {
  REMIT_TRY(choose_source());
  return source_size_;
}

Result<std::optional<std::uint64_t>> UserFilter::counted() {
  const int filters = role_.has_value() + at_.has_value() + only_.has_value() + (search_ != Search::None);
  if (filters == 0) {
    REMIT_TRY_ASSIGN(const std::uint64_t n, in_states());
    return std::optional<std::uint64_t>(n);
  }
  if (filters > 1 || only_) return std::optional<std::uint64_t>();
  REMIT_TRY(choose_source());
  // What a search found is not divided by states.
  if (search_ == Search::Substring && states_.size() != layout_.states.size()) return std::optional<std::uint64_t>();
  return std::optional<std::uint64_t>(source_size_);
}

// ---- sets

Result<std::string_view> UserFilter::listing_of(Query& listings, std::int64_t user) const {
  listings.rewind();
  REMIT_TRY_ASSIGN(const bool row, listings.bind(user_row(layout_.org, user)).step());
  return row ? listings.bytes(0) : std::string_view();
}

/// The most selective filter may still be dear to gather: holders and places are not divided by states.
Result<UserFilter::Source> UserFilter::cheapest_source() const {
  const Source source = source_.value_or(Source::States);
  std::uint64_t cost = source_size_;
  if (source == Source::Role) {
    REMIT_TRY_ASSIGN(cost, count("role", *role_, In::AllStates));
  } else if (source == Source::At) {
    REMIT_TRY_ASSIGN(cost, count(at_->below ? "below" : "at", at_->number, In::AllStates));
  } else {
    return source;
  }
  REMIT_TRY_ASSIGN(const std::uint64_t everyone, in_states());
  return everyone < cost ? Source::States : source;
}

Result<std::vector<Candidate>> UserFilter::gather() {
  REMIT_TRY(choose_source());
  REMIT_TRY_ASSIGN(const Source source, cheapest_source());
  std::vector<Candidate> candidates;
  if (source == Source::Only) {
    if (*only_ != 0) candidates.push_back({*only_, {}});
  } else if (source == Source::Role) {
    REMIT_TRY_ASSIGN(candidates, gather_holders());
  } else if (source == Source::At) {
    REMIT_TRY_ASSIGN(candidates, gather_places());
  } else if (source == Source::States) {
    REMIT_TRY_ASSIGN(candidates, gather_states());
  } else if (search_ == Search::Prefix) {
    REMIT_TRY_ASSIGN(candidates, gather_prefixed());
  } else if (found_) {
    for (const std::int64_t user : *found_) candidates.push_back({user, {}});
  }
  // Rows of user_places carry state and keys, which is all there is to know if nothing else is asked for.
  const bool keys_suffice = source == Source::At && !role_ && !only_ && search_ == Search::None;
  REMIT_TRY_ASSIGN(Query listings, this->listings());
  std::vector<Candidate> matching;
  matching.reserve(candidates.size());
  for (Candidate& candidate : candidates) {
    if (keys_suffice) {
      if (!wants(PackedListing(candidate.listing).state())) continue;
    } else {
      if (only_ && candidate.user != *only_) continue;
      REMIT_TRY_ASSIGN(const std::string_view listing, listing_of(listings, candidate.user));
      if (!matches(PackedListing(listing))) continue;
      candidate.listing = listing;
    }
    matching.push_back(std::move(candidate));
  }
  return matching;
}

Result<std::vector<Candidate>> UserFilter::gather_states() const {
  std::vector<Candidate> candidates;
  for (const std::uint32_t state : states_) {
    REMIT_TRY_ASSIGN(Query query,
                     connection_.query("SELECT user FROM user_sorts WHERE org = ? AND sort = 0 AND state = ?"));
    query.bind(layout_.org, state);
    while (true) {
      REMIT_TRY_ASSIGN(const bool row, query.step());
      if (!row) break;
      candidates.push_back({query.integer(0), {}});
    }
  }
  return candidates;
}

Result<std::vector<Candidate>> UserFilter::gather_places() const {
  std::vector<Candidate> candidates;
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
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) break;
    candidates.push_back({query.integer(0), std::string(query.bytes(1))});
  }
  if (at_->below) unite(candidates);
  return candidates;
}

Result<std::vector<Candidate>> UserFilter::gather_holders() const {
  std::vector<Candidate> candidates;
  REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT u.key FROM role_memberships r CROSS JOIN users u ON "
                                                  "u.org = r.org AND u.id = r.user WHERE r.org = ? AND r.role = ?"));
  query.bind(layout_.org, layout_.roles[*role_].name);
  while (true) {
    REMIT_TRY_ASSIGN(const bool row, query.step());
    if (!row) return candidates;
    candidates.push_back({user_number(query.integer(0)), {}});
  }
}

Result<std::vector<Candidate>> UserFilter::gather_prefixed() const {
  std::vector<Candidate> candidates;
  const std::string end = end_of_prefix(wanted_text_);
  for (const FieldTerm& field : layout_.fields) {
    if (!field.searched || !field.sort) continue;
    for (const std::uint32_t state : states_) {
      REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT user FROM user_sorts WHERE org = ? AND sort = ? AND "
                                                      "state = ? AND key >= ? AND key < ?"));
      query.bind(layout_.org, *field.sort, state, Bytes{wanted_text_}, Bytes{end});
      while (true) {
        REMIT_TRY_ASSIGN(const bool row, query.step());
        if (!row) break;
        candidates.push_back({query.integer(0), {}});
      }
    }
  }
  unite(candidates);
  return candidates;
}

}  // namespace remit::store::sqlite
