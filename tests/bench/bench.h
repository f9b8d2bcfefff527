#pragma once
// What the benchmarks share: timing, and how a figure is told. A line is `name value unit target met reference`,
// separated by tabs; tools/bench makes a table or JSON of them.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <span>
#include <string>
#include <vector>

namespace remit::bench {

using Milliseconds = std::chrono::duration<double, std::milli>;

enum class Bound { AtMost, AtLeast };

/// A figure beside its target and what it is to be compared with, measured in the same run (0: nothing).
inline void report(const std::string& name, double value, const char* unit, double target, double reference,
                   Bound bound = Bound::AtMost) {
  const bool met = bound == Bound::AtMost ? value <= target : value >= target;
  std::printf("%s\t%.2f\t%s\t%s%.2f\t%s\t%.2f\n", name.c_str(), value, unit, bound == Bound::AtMost ? "" : ">=", target,
              met ? "met" : "MISSED", reference);
  std::fflush(stdout);
}

/// A figure without a target, to compare others with.
inline void report(const std::string& name, double value, const char* unit) {
  std::printf("%s\t%.2f\t%s\t\t\t\n", name.c_str(), value, unit);
}

inline double median(std::vector<double> all) {
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  std::nth_element(all.begin(), middle, all.end());
  return *middle;
}

/// Median over `rounds` of how long `f()` takes.
template <class F>
double median_ms(int rounds, F f) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    f();
    times.push_back(Milliseconds(std::chrono::steady_clock::now() - start).count());
  }
  return median(std::move(times));
}

struct Group {
  const char* name;
  void (*measure)();
};

/// Runs all groups, or the one that `--only NAME` names.
inline int run(int argc, char** argv, std::span<const Group> groups) {
  const std::string only = argc == 3 && std::strcmp(argv[1], "--only") == 0 ? argv[2] : "";
  for (const Group& group : groups) {
    if (only.empty() || only == group.name) group.measure();
  }
  return 0;
}

}  // namespace remit::bench
