#include "core/store/sqlite/listing_writer.h"

#include <algorithm>

namespace remit::store::sqlite {
namespace {

constexpr const char* kAll = "all";
constexpr const char* kRole = "role";
constexpr const char* kAt = "at";
constexpr const char* kBelow = "below";
constexpr const char* kPrefix = "prefix";

template <class T>
bool contains(const std::vector<T>& ascending, const T& item) {
  return std::binary_search(ascending.begin(), ascending.end(), item);
}

/// Everybody's list and those of the listing's beginnings, ascending.
std::vector<std::string> lists_of(const Listing* listing) {
  if (!listing) return {};
  std::vector<std::string> lists = beginnings_of(listing->text);
  lists.insert(lists.begin(), std::string());
  return lists;
}

}  // namespace

Result<Done> ListingWriter::change(std::int64_t number, const UserId& user, const Listing* before,
                                   const Listing* after) {
  if (before && after && *before == *after) return Done{};
  if (before) count(*before, -1);
  if (after) count(*after, +1);
  REMIT_TRY(change_lists(number, before, after));
  REMIT_TRY(change_sheet(number, after));
  REMIT_TRY(change_places(number, before, after));
  REMIT_TRY(change_search(number, before, after));
  return change_keys(user, before, after);
}

Result<Done> ListingWriter::flush() {
  // In the order of their keys, so that a mass import fills the index from left to right.
  std::sort(claimed_.begin(), claimed_.end());
  for (const auto& [unique, user] : std::exchange(claimed_, {})) {
    const auto added = connection_.run("INSERT INTO user_keys (org, field, key, within, user) VALUES (?, ?, ?, ?, ?)",
                                       org_, unique.field, unique.key, Bytes{unique.within}, user);
    if (added.ok()) continue;
    if (connection_.key_was_taken()) return Error{Code::Conflict, "taken", {{"text", unique.key}}, unique.field};
    return added.error();
  }
  for (const auto& [key, by] : std::exchange(counts_, {})) {
    if (by != 0) REMIT_TRY(write_count(key, by));
  }
  return write_sheets();
}

void ListingWriter::count(const Listing& listing, std::int64_t by) {
  const auto add = [&](const char* kind, std::int64_t number, std::string text) {
    counts_[CountKey{kind, number, std::move(text), listing.state}] += by;
  };
  add(kAll, 0, {});
  for (const std::uint32_t role : listing.roles) add(kRole, role, {});
  for (const std::uint32_t place : listing.places) add(kAt, place, {});
  for (const std::uint32_t place : listing.below) add(kBelow, place, {});
  for (std::string& prefix : prefixes_of(listing.text)) add(kPrefix, 0, std::move(prefix));
}

Result<Done> ListingWriter::write_count(const CountKey& key, std::int64_t by) {
  // Not taken apart: clang 14 has no capture of structured bindings.
  const auto& kind = std::get<0>(key);
  const auto& number = std::get<1>(key);
  const auto& text = std::get<2>(key);
  const auto& state = std::get<3>(key);
  const bool by_text = kind == kPrefix;
  const auto run = [&](std::string_view sql, auto... first) -> Result<Done> {
    REMIT_TRY_ASSIGN(Query query, connection_.query(sql));
    query.bind(first..., org_, kind);
    if (by_text) {
      query.bind(text);
    } else {
      query.bind(number);
    }
    return query.bind(state).run();
  };
  REMIT_TRY(run("UPDATE user_counts SET n = n + ? WHERE org = ? AND kind = ? AND value = ? AND state = ?", by));
  if (connection_.changes() != 0) return Done{};
  return run("INSERT INTO user_counts (n, org, kind, value, state) VALUES (?, ?, ?, ?, ?)", by);
}

Result<Done> ListingWriter::change_lists(std::int64_t number, const Listing* before, const Listing* after) {
  const std::vector<std::string> were = lists_of(before), are = lists_of(after);
  const std::size_t sorts = std::max(before ? before->keys.size() : 0, after ? after->keys.size() : 0);
  for (std::size_t sort = 0; sort < sorts; ++sort) {
    const bool was = before && sort < before->keys.size(), is = after && sort < after->keys.size();
    const bool same = was && is && before->state == after->state && before->keys[sort] == after->keys[sort];
    for (const std::string& beginning : were) {
      if (!was || (same && contains(are, beginning))) continue;
      REMIT_TRY(connection_.run(
          "DELETE FROM user_lists WHERE org = ? AND sort = ? AND beginning = ? AND state = ? AND key = ? AND user = ?",
          org_, std::int64_t(sort), beginning, before->state, Bytes{before->keys[sort]}, number));
    }
    for (const std::string& beginning : are) {
      if (!is || (same && contains(were, beginning))) continue;
      REMIT_TRY(
          connection_.run("INSERT INTO user_lists (org, sort, beginning, state, key, user) VALUES (?, ?, ?, ?, ?, ?)",
                          org_, std::int64_t(sort), beginning, after->state, Bytes{after->keys[sort]}, number));
    }
  }
  return Done{};
}

Result<Done> ListingWriter::change_sheet(std::int64_t number, const Listing* after) {
  sheets_[number / kUsersOnSheet][number % kUsersOnSheet] = after ? pack_filtered(*after) : std::string();
  // A whole directory is not kept in memory.
  constexpr std::size_t kManySheets = 256;
  if (sheets_.size() > kManySheets) return write_sheets();
  return Done{};
}

Result<Done> ListingWriter::write_sheets() {
  for (const auto& [number, changed] : std::exchange(sheets_, {})) {
    const std::int64_t key = user_row(org_, number);
    Sheet sheet;
    {
      REMIT_TRY_ASSIGN(Query query, connection_.query("SELECT listings FROM user_sheets WHERE key = ?"));
      REMIT_TRY_ASSIGN(const bool row, query.bind(key).step());
      if (row) {
        REMIT_TRY(each_on_sheet(query.bytes(0),
                                [&](std::int64_t user, std::string_view listing) { sheet.emplace(user, listing); }));
      }
    }
    for (const auto& [user, listing] : changed) {
      if (listing.empty()) {
        sheet.erase(user);
      } else {
        sheet[user] = listing;
      }
    }
    REMIT_TRY(sheet.empty() ? connection_.run("DELETE FROM user_sheets WHERE key = ?", key)
                            : connection_.run("INSERT OR REPLACE INTO user_sheets (key, listings) VALUES (?, ?)", key,
                                              Bytes{pack(sheet)}));
  }
  return Done{};
}

Result<Done> ListingWriter::change_places(std::int64_t number, const Listing* before, const Listing* after) {
  const std::string keys_before = before ? pack_keys(*before) : std::string();
  const std::string keys_after = after ? pack_keys(*after) : std::string();
  if (before) {
    for (const std::uint32_t place : before->places) {
      if (after && contains(after->places, place)) continue;
      REMIT_TRY(
          connection_.run("DELETE FROM user_places WHERE org = ? AND scope = ? AND user = ?", org_, place, number));
    }
  }
  if (after) {
    for (const std::uint32_t place : after->places) {
      if (before && contains(before->places, place) && keys_before == keys_after) continue;
      REMIT_TRY(connection_.run("INSERT OR REPLACE INTO user_places (org, scope, user, keys) VALUES (?, ?, ?, ?)", org_,
                                place, number, Bytes{keys_after}));
    }
  }
  return Done{};
}

Result<Done> ListingWriter::change_search(std::int64_t number, const Listing* before, const Listing* after) {
  if (before && after && before->text == after->text) return Done{};
  const std::int64_t row = user_row(org_, number);
  if (before && !before->text.empty()) REMIT_TRY(connection_.run("DELETE FROM user_search WHERE rowid = ?", row));
  if (after && !after->text.empty()) {
    REMIT_TRY(connection_.run("INSERT INTO user_search (rowid, text) VALUES (?, ?)", row, after->text));
  }
  return Done{};
}

Result<Done> ListingWriter::change_keys(const UserId& user, const Listing* before, const Listing* after) {
  if (before) {
    for (const UniqueKey& unique : before->uniques) {
      if (after && contains(after->uniques, unique)) continue;
      REMIT_TRY(
          connection_.run("DELETE FROM user_keys WHERE org = ? AND field = ? AND key = ? AND within = ? AND user = ?",
                          org_, unique.field, unique.key, Bytes{unique.within}, user));
    }
  }
  if (after) {
    for (const UniqueKey& unique : after->uniques) {
      if (!before || !contains(before->uniques, unique)) claimed_.emplace_back(unique, user);
    }
  }
  return Done{};
}

}  // namespace remit::store::sqlite
