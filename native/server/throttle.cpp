#include "native/server/throttle.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/hash.h"
#include "native/server/problem.h"

namespace remit::server {
namespace {

/// Names and addresses are hashed: somebody may have typed their password into the wrong field.
std::string key_of(std::string_view kind, std::string_view account, std::string_view source) {
  std::string text(kind);
  text.append("\n").append(account).append("\n").append(source);
  return std::string(kind) + ":" + to_hex(sha256(text)).substr(0, 32);
}

}  // namespace

Duration WaitRule::wait_after(std::uint32_t failures) const {
  if (failures < free) return {};
  Duration wait = first;
  for (std::uint32_t i = free; i < failures && wait < most; ++i) wait = Duration{wait.ms * 2};
  return std::min(wait, most);
}

Throttle::Throttle(ThrottlePolicy policy, FailureJournal* journal, const std::vector<FailureCount>& known)
    : policy_(policy), journal_(journal) {
  for (const FailureCount& count : known) counts_[count.key] = {count.failures, count.at};
}

Result<Throttle::Attempt> Throttle::begin(std::string_view account, std::string_view source, Time now) {
  // The first two are the account's: a success drops them.
  const Attempt attempt{
      {key_of("account-source", account, source), key_of("account", account, ""), key_of("source", "", source), "all"}};
  const std::array<WaitRule, 2> waits{policy_.account_and_source, policy_.account};
  const std::array<WindowRule, 2> windows{policy_.source, policy_.all};

  const std::lock_guard lock(mutex_);
  std::array<Count, 4> counts;
  Duration longest{};
  for (std::size_t i = 0; i < 2; ++i) {
    counts[i] = current(attempt.keys[i], policy_.forget, now);
    longest = std::max(longest, counts[i].at + waits[i].wait_after(counts[i].failures) - now);
    const std::size_t j = i + 2;
    counts[j] = current(attempt.keys[j], windows[i].window, now);
    const bool is_full = counts[j].failures >= windows[i].failures;
    if (is_full) longest = std::max(longest, counts[j].at + windows[i].window - now);
  }
  if (longest > Duration{}) return come_back_later("too-many-attempts", longest);

  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool in_window = i >= 2 && counts[i].failures > 0;
    count_one(attempt.keys[i], counts[i], in_window ? counts[i].at : now);
  }
  make_room(now);
  return attempt;
}

Throttle::Count Throttle::current(const std::string& key, Duration lifetime, Time now) {
  const auto found = counts_.find(key);
  if (found == counts_.end()) return {};
  if (now - found->second.at < lifetime) return found->second;
  drop(key);
  return {};
}

void Throttle::count_one(const std::string& key, Count before, Time at) {
  counts_[key] = {before.failures + 1, at};
  if (journal_ != nullptr) journal_->keep({key, before.failures + 1, at});
}

void Throttle::succeeded(const Attempt& attempt) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < attempt.keys.size(); ++i) {
    if (i < 2) {
      drop(attempt.keys[i]);
    } else {
      take_back(attempt.keys[i]);
    }
  }
}

void Throttle::withdrawn(const Attempt& attempt) {
  const std::lock_guard lock(mutex_);
  for (const std::string& key : attempt.keys) take_back(key);
}

void Throttle::take_back(const std::string& key) {
  const auto found = counts_.find(key);
  if (found == counts_.end()) return;
  if (found->second.failures <= 1) {
    drop(key);
    return;
  }
  --found->second.failures;
  if (journal_ != nullptr) journal_->keep({key, found->second.failures, found->second.at});
}

void Throttle::drop(const std::string& key) {
  counts_.erase(key);
  if (journal_ != nullptr) journal_->forget(key);
}

void Throttle::make_room(Time now) {
  if (counts_.size() <= policy_.entries) return;
  std::vector<std::pair<Time, std::string>> by_age;
  for (const auto& [key, count] : counts_) {
    if (key != "all") by_age.emplace_back(count.at, key);
  }
  std::sort(by_age.begin(), by_age.end());
  const std::size_t quarter = by_age.size() / 4;
  for (std::size_t i = 0; i < by_age.size(); ++i) {
    if (i < quarter || now - by_age[i].first > policy_.forget) drop(by_age[i].second);
  }
}

}  // namespace remit::server
