#include "native/server/throttle.h"

#include <doctest/doctest.h>

namespace remit::server {
namespace {

const Time kStart{1'000'000'000};

std::string wait_of(const Result<Throttle::Attempt>& attempt) {
  REQUIRE_FALSE(attempt.ok());
  CHECK(attempt.error().rule == "too-many-attempts");
  return attempt.error().args.at(0).second;
}

void fail(Throttle& throttle, int times, const std::string& account, const std::string& source, Time at) {
  for (int i = 0; i < times; ++i) REQUIRE(throttle.begin(account, source, at).ok());
}

}  // namespace

TEST_CASE("[T14] after five failures an account waits, longer each time, up to an hour") {
  Throttle throttle;
  fail(throttle, 5, "acme/ann", "1.1.1.1", kStart);
  CHECK(wait_of(throttle.begin("acme/ann", "1.1.1.1", kStart)) == "30");
  CHECK(wait_of(throttle.begin("acme/ann", "1.1.1.1", kStart + seconds(29))) == "1");
  CHECK(throttle.begin("acme/ann", "1.1.1.1", kStart + seconds(30)).ok());
  CHECK(wait_of(throttle.begin("acme/ann", "1.1.1.1", kStart + seconds(30))) == "60");
  const WaitRule rule;
  CHECK(rule.wait_after(4) == Duration{});
  CHECK(rule.wait_after(5) == seconds(30));
  CHECK(rule.wait_after(11) == seconds(1920));
  CHECK(rule.wait_after(12) == hours(1));
  CHECK(rule.wait_after(4'000'000'000) == hours(1));
}

TEST_CASE("[T14] success resets the account, and a refused attempt does not count") {
  Throttle throttle;
  fail(throttle, 4, "acme/ann", "1.1.1.1", kStart);
  throttle.succeeded(*throttle.begin("acme/ann", "1.1.1.1", kStart));
  fail(throttle, 5, "acme/ann", "1.1.1.1", kStart);
  CHECK_FALSE(throttle.begin("acme/ann", "1.1.1.1", kStart).ok());
  CHECK_FALSE(throttle.begin("acme/ann", "1.1.1.1", kStart).ok());
  CHECK(throttle.begin("acme/ann", "1.1.1.1", kStart + seconds(30)).ok());
}

TEST_CASE("[T14] guesses spread over many sources still make the account wait, but fifteen minutes at most") {
  Throttle throttle;
  Time now = kStart;
  for (int i = 0; i < 10; ++i) fail(throttle, 1, "acme/ann", "1.1.1." + std::to_string(i), now);
  CHECK(wait_of(throttle.begin("acme/ann", "2.2.2.2", now)) == "30");
  for (int i = 0; i < 20; ++i) {
    now = now + minutes(15);
    fail(throttle, 1, "acme/ann", "3.3.3." + std::to_string(i), now);
  }
  CHECK(wait_of(throttle.begin("acme/ann", "4.4.4.4", now)) == "900");
}

TEST_CASE("[T14] one source that tries many accounts waits, and others do not") {
  Throttle throttle;
  for (int i = 0; i < 60; ++i) fail(throttle, 1, "acme/user" + std::to_string(i), "1.1.1.1", kStart);
  CHECK(wait_of(throttle.begin("acme/ann", "1.1.1.1", kStart + minutes(4))) == "360");
  CHECK(throttle.begin("acme/ann", "2.2.2.2", kStart + minutes(4)).ok());
  CHECK(throttle.begin("acme/ann", "1.1.1.1", kStart + minutes(10)).ok());
}

TEST_CASE("[T14] too many failures in all make everybody wait for the rest of the minute") {
  ThrottlePolicy policy;
  policy.all.failures = 3;
  Throttle throttle(policy);
  for (int i = 0; i < 3; ++i) fail(throttle, 1, "acme/" + std::to_string(i), "1.1.1." + std::to_string(i), kStart);
  CHECK(wait_of(throttle.begin("acme/ann", "2.2.2.2", kStart + seconds(50))) == "10");
  CHECK(throttle.begin("acme/ann", "2.2.2.2", kStart + minutes(1)).ok());
}

TEST_CASE("[T14] attempts that run at the same time are counted before their outcome is known") {
  Throttle throttle;
  std::vector<Throttle::Attempt> running;
  for (int i = 0; i < 5; ++i) running.push_back(*throttle.begin("acme/ann", "1.1.1.1", kStart));
  CHECK_FALSE(throttle.begin("acme/ann", "1.1.1.1", kStart).ok());
  throttle.withdrawn(running.front());
  CHECK(throttle.begin("acme/ann", "1.1.1.1", kStart).ok());
}

TEST_CASE("[T14] counts survive a restart, and hold no name and no address") {
  class Notes final : public FailureJournal {
   public:
    std::map<std::string, FailureCount, std::less<>> kept;
    void keep(const FailureCount& count) override { kept[count.key] = count; }
    void forget(std::string_view key) override { kept.erase(std::string(key)); }
    [[nodiscard]] std::vector<FailureCount> all() const {
      std::vector<FailureCount> counts;
      for (const auto& [key, count] : kept) counts.push_back(count);
      return counts;
    }
  } notes;
  {
    Throttle throttle({}, &notes);
    fail(throttle, 5, "acme/ann", "1.1.1.1", kStart);
  }
  for (const FailureCount& count : notes.all()) {
    CHECK(count.key.find("ann") == std::string::npos);
    CHECK(count.key.find("1.1.1.1") == std::string::npos);
  }
  Throttle restarted({}, &notes, notes.all());
  CHECK(wait_of(restarted.begin("acme/ann", "1.1.1.1", kStart + seconds(10))) == "20");
  restarted.succeeded(*restarted.begin("acme/ann", "1.1.1.1", kStart + seconds(30)));
  CHECK(notes.kept.size() == 2);
}

TEST_CASE("[T14] a flood of made-up names takes a bounded amount of memory") {
  ThrottlePolicy policy;
  policy.entries = 100;
  policy.source.failures = policy.all.failures = 1'000'000;
  class Count final : public FailureJournal {
   public:
    int held = 0;
    std::map<std::string, int, std::less<>> keys;
    void keep(const FailureCount& count) override { keys[count.key] = 1; }
    void forget(std::string_view key) override { keys.erase(std::string(key)); }
  } journal;
  Throttle throttle(policy, &journal);
  for (int i = 0; i < 1000; ++i) fail(throttle, 1, "acme/" + std::to_string(i), "1.1.1.1", kStart + seconds(i));
  CHECK(journal.keys.size() <= 104);
}

}  // namespace remit::server
