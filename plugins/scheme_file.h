#pragma once
// For tests, which run from the top of the tree: a plugin's scheme as its file says, registered or not.

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/scheme/scheme.h"

namespace remit::plugins {

[[nodiscard]] inline scheme::SchemePtr scheme_file(std::string_view id) {
  const std::string path = "plugins/" + std::string(id) + "/scheme.toml";
  std::ifstream file(path);
  const scheme::Loaded loaded = scheme::load(std::string(std::istreambuf_iterator<char>(file), {}));
  for (const scheme::Problem& problem : loaded.problems) FAIL_CHECK(to_string(problem, path));
  REQUIRE(loaded.scheme != nullptr);
  return loaded.scheme;
}

/// The same with each first text, which must stand there, replaced by the second, wherever it does.
[[nodiscard]] inline scheme::SchemePtr scheme_with(
    std::string_view id, const std::vector<std::pair<std::string_view, std::string_view>>& changes) {
  std::string text = scheme_file(id)->text();
  for (const auto& change : changes) {
    const std::string_view from = change.first, to = change.second;
    std::size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, std::string(from));
    for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  }
  auto scheme = scheme::load_or_error(text);
  REQUIRE_MESSAGE(scheme.ok(), (scheme ? "" : scheme.error().rule + " " + scheme.error().field));
  return *scheme;
}

/// The cell as a vendor's page prints it: `Y`, `own` or `-`.
[[nodiscard]] inline std::string cell(const scheme::CompiledScheme& s, std::string_view permission,
                                      std::string_view role) {
  const auto p = s.permission(permission);
  const auto r = s.role(role);
  REQUIRE(p.has_value());
  REQUIRE(r.has_value());
  if (s.grants(*r).any.has(*p)) return "Y";
  return s.grants(*r).own.has(*p) ? "own" : "-";
}

}  // namespace remit::plugins
