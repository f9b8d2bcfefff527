// A page of users. Where lists hold exactly those who are wanted, they are merged. Else the sort's index is walked and
// each user matched; or those who match are found, few by an index and many by one pass over everybody, and the page's
// kept. Which one is told by kept counts, so that what is dear is bounded by one pass.

#include <algorithm>
#include <charconv>
#include <compare>

#include "core/base/hash.h"
#include "core/store/sqlite/codec.h"
#include "core/store/sqlite/listing_writer.h"
#include "core/store/sqlite/rows.h"
#include "core/store/sqlite/user_filter.h"

namespace remit::store::sqlite {
namespace {

/// Where a user stands in a sort. `rank` is the state where the list is sorted by it, else 0.
struct Position {
  std::uint32_t rank = 0;
  std::string key;
  std::int64_t user = 0;
  bool operator==(const Position&) const = default;
};

struct PositionView {
  std::uint32_t rank = 0;
  std::string_view key;
  std::int64_t user = 0;
};

std::strong_ordering compare(const auto& a, const auto& b) {
  if (const auto by_rank = a.rank <=> b.rank; by_rank != 0) return by_rank;
  if (const int by_key = std::string_view(a.key).compare(b.key); by_key != 0) return by_key <=> 0;
  return a.user <=> b.user;
}

struct Anchor {
  std::uint32_t sort = 0;
  Position position;
  std::uint64_t offset = 0;
};

constexpr std::uint32_t kByState = 0xffff;

std::string text_of(const Anchor& anchor) {
  return "1." + std::to_string(anchor.sort) + '.' + std::to_string(anchor.position.rank) + '.' +
         std::to_string(anchor.position.user) + '.' + std::to_string(anchor.offset) + '.' +
         to_base64url(anchor.position.key);
}

Error bad_anchor() {
  return Error{Code::Invalid, "bad-anchor", {}, "anchor"};
}

Result<Anchor> anchor_from(std::string_view text, std::uint32_t sort) {
  Anchor anchor;
  const auto number = [&](auto& value) {
    const std::size_t end = text.find('.');
    if (end == std::string_view::npos) return false;
    const auto read = std::from_chars(text.data(), text.data() + end, value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + end;
    text.remove_prefix(end + 1);
    return whole;
  };
  int version = 0;
  if (!number(version) || version != 1 || !number(anchor.sort) || anchor.sort != sort ||
      !number(anchor.position.rank) || !number(anchor.position.user) || !number(anchor.offset)) {
    return bad_anchor();
  }
  auto key = from_base64url(text);
  if (!key) return bad_anchor();
  anchor.position.key = std::move(key).value();
  return anchor;
}

/// One range of a list in the order of one sort, from a position on.
class Walk {
 public:
  static Result<Walk> create(Connection& connection, std::int64_t org, std::uint32_t sort, const ListRange& range,
                             std::uint32_t rank, bool descending, const Position* after) {
    static const std::string kBegin =
        "SELECT key, user FROM user_lists WHERE org = ? AND sort = ? AND beginning = ? AND state = ?";
    static const std::string kUp = kBegin + " ORDER BY key, user";
    static const std::string kDown = kBegin + " ORDER BY key DESC, user DESC";
    static const std::string kUpFrom = kBegin + " AND (key, user) > (?, ?) ORDER BY key, user";
    static const std::string kDownFrom = kBegin + " AND (key, user) < (?, ?) ORDER BY key DESC, user DESC";
    auto query = connection.query(after ? (descending ? kDownFrom : kUpFrom) : (descending ? kDown : kUp));
    if (!query) return std::move(query).error();
    query->bind(org, sort, range.beginning, range.state);
    if (after) query->bind(Bytes{after->key}, after->user);
    Walk walk(std::move(query).value(), rank);
    REMIT_TRY(walk.step());
    return walk;
  }

  Result<Done> step() {
    REMIT_TRY_ASSIGN(const bool row, query_.step());
    ended_ = !row;
    if (row) {
      at_.key.assign(query_.bytes(0));
      at_.user = query_.integer(1);
    }
    return Done{};
  }
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const Position& at() const { return at_; }

 private:
  Walk(Query query, std::uint32_t rank) : query_(std::move(query)) { at_.rank = rank; }

  Query query_;
  Position at_;
  bool ended_ = false;
};

class Pager {
 public:
  Pager(Connection& connection, const Layout& layout, const UserQuery& query, UserFilter& filter)
      : connection_(connection), layout_(layout), query_(query), filter_(filter) {}

  Result<UserPage> page();

 private:
  [[nodiscard]] bool by_state() const { return sort_ == kByState; }
  [[nodiscard]] bool backward() const { return query_.turn == Turn::Last || query_.turn == Turn::Previous; }
  [[nodiscard]] std::size_t wanted() const;
  Result<Done> read_query();
  Result<Done> fill();
  Result<std::vector<Walk>> walks(const std::vector<ListRange>& ranges);
  Result<Done> merge(const std::vector<ListRange>& ranges);
  Result<bool> walk(std::uint64_t looks);
  template <class Each>
  Result<Done> keep_of(Each each);
  [[nodiscard]] Walk* next_of(std::vector<Walk>& walks) const;
  void place();
  Result<UserPage> load();

  Connection& connection_;
  const Layout& layout_;
  const UserQuery& query_;
  UserFilter& filter_;
  std::uint32_t sort_ = 0;  ///< a number of the layout, or kByState
  std::optional<Anchor> anchor_;
  std::vector<Position> found_;  ///< in the order of the list
  std::optional<std::uint64_t> total_;
  std::optional<std::uint64_t> offset_;
};

Result<Done> Pager::read_query() {
  if (query_.size < 1 || query_.size > 1000) {
    return Error{Code::Invalid, "out-of-range", {{"min", "1"}, {"max", "1000"}}, "size"};
  }
  if (query_.sort.by == "state") {
    sort_ = kByState;
  } else if (!query_.sort.by.empty()) {
    const auto sort = layout_.sort(query_.sort.by);
    if (!sort) return Error{Code::Invalid, "not-sortable", {{"column", query_.sort.by}}, "sort"};
    sort_ = *sort;
  }
  if (query_.turn == Turn::Next || query_.turn == Turn::Previous) {
    REMIT_TRY_ASSIGN(anchor_, anchor_from(query_.anchor, sort_));
  }
  return Done{};
}

/// The last page is the one that turning forward would end on.
std::size_t Pager::wanted() const {
  if (query_.turn != Turn::Last) return query_.size;
  const std::uint64_t rest = *total_ % query_.size;
  return rest == 0 ? query_.size : rest;
}

Result<UserPage> Pager::page() {
  REMIT_TRY(read_query());
  REMIT_TRY(fill());
  place();
  return load();
}

Result<Done> Pager::fill() {
  REMIT_TRY_ASSIGN(total_, filter_.counted());
  REMIT_TRY_ASSIGN(const auto ranges, filter_.ranges());
  if (ranges) return merge(*ranges);
  REMIT_TRY_ASSIGN(const std::uint64_t gathered, filter_.gathered());
  REMIT_TRY_ASSIGN(const std::uint64_t pass, filter_.pass_in_looks());
  REMIT_TRY_ASSIGN(const std::uint64_t all, filter_.in_states());
  // Spread evenly, every (all / total)-th user matches; where they are not, the walk gives up as soon as it has cost
  // what the other ways would have.
  const std::uint64_t looks = std::min(gathered, pass);
  if (total_ && *total_ > 0 && (query_.size + 1) * (all / *total_) < looks) {
    REMIT_TRY_ASSIGN(const bool enough, walk(looks));
    if (enough) return Done{};
  }
  if (gathered <= pass) return keep_of([&](const UserFilter::Visit& visit) { return filter_.each_gathered(visit); });
  return keep_of([&](const UserFilter::Visit& visit) { return filter_.each_in_pass(visit); });
}

Walk* Pager::next_of(std::vector<Walk>& walks) const {
  const bool descending = query_.sort.descending != backward();
  Walk* next = nullptr;
  for (Walk& walk : walks) {
    if (!walk.ended() &&
        (!next || (descending ? compare(walk.at(), next->at()) > 0 : compare(walk.at(), next->at()) < 0)))
      next = &walk;
  }
  return next;
}

Result<Done> Pager::merge(const std::vector<ListRange>& ranges) {
  REMIT_TRY_ASSIGN(std::vector<Walk> walks, this->walks(ranges));
  const std::size_t wanted = this->wanted();
  while (found_.size() < wanted) {
    Walk* const next = next_of(walks);
    if (!next) break;
    // Who is in the lists of two beginnings is met twice in a row.
    if (found_.empty() || found_.back() != next->at()) found_.push_back(next->at());
    REMIT_TRY(next->step());
  }
  if (backward()) std::reverse(found_.begin(), found_.end());
  return Done{};
}

/// Whether the page was filled with no more than so many looks at users.
Result<bool> Pager::walk(std::uint64_t looks) {
  std::vector<ListRange> ranges;
  for (const std::uint32_t state : filter_.states()) ranges.push_back({state, {}});
  REMIT_TRY_ASSIGN(std::vector<Walk> walks, this->walks(ranges));
  REMIT_TRY_ASSIGN(Query listings, filter_.listings());
  const std::size_t wanted = this->wanted();
  while (found_.size() < wanted) {
    Walk* const next = next_of(walks);
    if (!next) break;
    if (looks-- == 0) {
      found_.clear();
      return false;
    }
    std::optional<bool> matches = filter_.found_by_search(next->at().user);
    if (!matches) {
      REMIT_TRY_ASSIGN(const std::string_view listing, filter_.listing_of(listings, next->at().user));
      matches = filter_.matches(PackedListing(listing));
    }
    if (*matches) found_.push_back(next->at());
    REMIT_TRY(next->step());
  }
  if (backward()) std::reverse(found_.begin(), found_.end());
  return true;
}

Result<std::vector<Walk>> Pager::walks(const std::vector<ListRange>& ranges) {
  const bool descending = query_.sort.descending != backward();
  std::vector<Walk> walks;
  for (const ListRange& range : ranges) {
    const Position* after = anchor_ ? &anchor_->position : nullptr;
    if (by_state() && after) {
      if (descending ? range.state > after->rank : range.state < after->rank) continue;
      if (range.state != after->rank) after = nullptr;
    }
    auto walk = Walk::create(connection_, layout_.org, by_state() ? 0 : sort_, range, by_state() ? range.state : 0,
                             descending, after);
    if (!walk) return std::move(walk).error();
    walks.push_back(std::move(walk).value());
  }
  return walks;
}

/// Of all who match, in whatever order `each` visits them, keeps those of the page, and counts.
template <class Each>
Result<Done> Pager::keep_of(Each each) {
  const bool turned = query_.sort.descending != backward();
  const auto before = [&](const auto& a, const auto& b) {
    const auto order = compare(a, b);
    return turned ? order > 0 : order < 0;
  };
  std::uint64_t total = 0, passed = 0;
  REMIT_TRY(each([&](std::int64_t user, const PackedListing& listing) {
    const PositionView at{by_state() ? listing.state() : 0, listing.key(by_state() ? 0 : sort_), user};
    ++total;
    if (anchor_ && !before(anchor_->position, at)) {
      ++passed;
    } else if (found_.size() < query_.size) {
      found_.push_back({at.rank, std::string(at.key), at.user});
      std::push_heap(found_.begin(), found_.end(), before);
    } else if (before(at, found_.front())) {
      std::pop_heap(found_.begin(), found_.end(), before);
      found_.back() = {at.rank, std::string(at.key), at.user};
      std::push_heap(found_.begin(), found_.end(), before);
    }
  }));
  total_ = total;
  std::sort_heap(found_.begin(), found_.end(), before);
  found_.resize(std::min(found_.size(), wanted()));
  if (backward()) std::reverse(found_.begin(), found_.end());
  offset_ = backward() ? total - passed - found_.size() : passed;
  return Done{};
}

/// Where the page begins. After a walk it follows from the anchor's place, which is right as long as nobody came or
/// went before it; at both ends of the list it is right again.
void Pager::place() {
  if (offset_) return;
  const std::uint64_t count = found_.size();
  const std::uint64_t at_most = *total_ - std::min(*total_, count);
  switch (query_.turn) {
    case Turn::First:
      offset_ = 0;
      break;
    case Turn::Last:
      offset_ = at_most;
      break;
    case Turn::Next:
      offset_ = count < query_.size ? at_most : std::min(anchor_->offset + 1, at_most);
      break;
    case Turn::Previous:
      offset_ = count < query_.size ? 0 : std::min(anchor_->offset - std::min(anchor_->offset, count), at_most);
      break;
  }
}

Result<UserPage> Pager::load() {
  static const std::string kUser = select(kUserColumns, "FROM users WHERE key = ?");
  static const std::string kRoles =
      select(kRoleColumns, "FROM role_memberships WHERE org = ? AND user = ? ORDER BY role");
  UserPage page;
  page.offset = *offset_;
  page.total = *total_;
  REMIT_TRY_ASSIGN(Query users, connection_.query(kUser));
  REMIT_TRY_ASSIGN(Query roles, connection_.query(kRoles));
  for (const Position& position : found_) {
    users.rewind();
    REMIT_TRY_ASSIGN(const bool row, users.bind(user_row(layout_.org, position.user)).step());
    if (!row) return error_of(SQLITE_CORRUPT, connection_.path(), "user_lists");
    REMIT_TRY_ASSIGN(directory::User user, user_from(users));
    roles.rewind();
    roles.bind(layout_.org, user.id);
    page.users.push_back(std::move(user));
    auto& held = page.roles.emplace_back();
    while (true) {
      REMIT_TRY_ASSIGN(const bool another, roles.step());
      if (!another) break;
      held.push_back(role_from(roles));
    }
  }
  if (!found_.empty()) {
    page.first = text_of(Anchor{sort_, found_.front(), page.offset});
    page.last = text_of(Anchor{sort_, found_.back(), page.offset + found_.size() - 1});
  }
  return page;
}

}  // namespace

Result<UserPage> Rows::users(const UserQuery& query) {
  REMIT_TRY_ASSIGN(UserFilter filter, UserFilter::create(connection_, *layout_, query));
  return Pager(connection_, *layout_, query, filter).page();
}

}  // namespace remit::store::sqlite
