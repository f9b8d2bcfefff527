#pragma once
// What the benchmarks share: timing, a folder to work in, and how a figure is told. A line is `name value unit target
// met reference`, separated by tabs; tools/bench makes a table or JSON of them.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/error.h"

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

/// The same of two, by turns, so that whatever else the machine does meets both alike.
template <class F, class G>
std::pair<double, double> medians_by_turns(int rounds, F f, G g) {
  std::vector<double> first, second;
  for (int i = 0; i < rounds; ++i) {
    first.push_back(median_ms(1, f));
    second.push_back(median_ms(1, g));
  }
  return {median(std::move(first)), median(std::move(second))};
}

[[noreturn]] inline void fail(const char* why) {
  std::fprintf(stderr, "bench: %s\n", why);
  std::exit(1);
}

template <class T>
T must(Result<T> result) {
  if (!result) fail(result.error().rule.c_str());
  return std::move(result).value();
}

/// A folder of its own, gone at the end.
struct Folder {
  explicit Folder(const char* name) : path(std::filesystem::temp_directory_path() / name) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }

  std::filesystem::path path;
};

struct Group {
  const char* name;
  void (*measure)();
};

/// Without arguments: measures all groups. `--names`: tells them, a line each. Else measures those that are named.
inline int run(int argc, char** argv, std::span<const Group> groups) {
  const std::vector<std::string_view> wanted(argv + 1, argv + argc);
  for (const Group& group : groups) {
    if (wanted == std::vector<std::string_view>{"--names"}) {
      std::printf("%s\n", group.name);
    } else if (wanted.empty() || std::find(wanted.begin(), wanted.end(), group.name) != wanted.end()) {
      group.measure();
    }
  }
  return 0;
}

}  // namespace remit::bench
