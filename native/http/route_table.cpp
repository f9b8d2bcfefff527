#include "native/http/route_table.h"

#include <optional>

namespace remit::http {
namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{';
}

/// How many segments match literally; nullopt if the path is another one.
std::optional<std::size_t> literal_matches(const std::vector<std::string>& segments,
                                           const std::vector<std::string>& path) {
  if (segments.size() != path.size()) return std::nullopt;
  std::size_t literal = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_parameter(segments[i])) {
      if (path[i].empty()) return std::nullopt;
    } else if (segments[i] == path[i]) {
      ++literal;
    } else {
      return std::nullopt;
    }
  }
  return literal;
}

}  // namespace

const std::string& PathParameters::text(std::string_view name) const {
  const auto found = values_.find(name);
  REMIT_ASSERT(found != values_.end(), "handlers ask only for the parameters of their own pattern");
  return found->second;
}

std::size_t RouteTable::add(Method method, std::string_view pattern) {
  Route route{method, std::string(pattern), {}};
  std::string_view rest = pattern.substr(1);
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    route.segments.emplace_back(segment);
    rest.remove_prefix(std::min(rest.size(), segment.size() + 1));
  }
  routes_.push_back(std::move(route));
  return routes_.size() - 1;
}

std::variant<RouteTable::Match, RouteTable::NoPath, RouteTable::WrongMethod> RouteTable::find(
    Method method, const std::vector<std::string>& path) const {
  const Method wanted = method == Method::Head ? Method::Get : method;
  std::optional<std::size_t> best;
  std::size_t best_literals = 0;
  std::string allow;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const auto literals = literal_matches(routes_[i].segments, path);
    if (!literals) continue;
    const std::string name(to_string(routes_[i].method));
    if (!list_contains(allow, name)) {
      allow.append(allow.empty() ? "" : ", ").append(name);
      if (routes_[i].method == Method::Get) allow.append(", HEAD");
    }
    if (routes_[i].method != wanted || (best && *literals <= best_literals)) continue;
    best = i;
    best_literals = *literals;
  }
  if (!best) {
    if (allow.empty()) return NoPath{};
    return WrongMethod{std::move(allow)};
  }
  const Route& route = routes_[*best];
  Match match{*best, route.pattern, {}};
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::string& segment = route.segments[i];
    if (is_parameter(segment)) match.parameters.set(segment.substr(1, segment.size() - 2), path[i]);
  }
  return match;
}

}  // namespace remit::http
