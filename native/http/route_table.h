#pragma once
// Which route a method and path belong to.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.h"
#include "core/base/ids.h"
#include "native/http/message.h"

namespace remit::http {

/// What stood in the place of `{name}`.
class PathParameters {
 public:
  void set(std::string name, std::string value) { values_[std::move(name)] = std::move(value); }
  /// Precondition: the pattern has `{name}`.
  [[nodiscard]] const std::string& text(std::string_view name) const;
  /// Error: NotFound `no-such-page`: an address with a broken id names nothing, and says no more than that (T7).
  template <class Tag>
  [[nodiscard]] Result<Id<Tag>> id(std::string_view name) const {
    auto parsed = parse_id<Tag>(text(name));
    if (!parsed) return Error{Code::NotFound, "no-such-page", {}, {}};
    return parsed;
  }

 private:
  std::map<std::string, std::string, std::less<>> values_;
};

/// Routes in the order they were added; a literal segment is preferred to a parameter. Matching costs one pass over
/// the routes.
class RouteTable {
 public:
  struct Match {
    std::size_t route = 0;
    std::string_view pattern;  ///< as added: for logs, since it holds no data of anybody's
    PathParameters parameters;
  };
  struct NoPath {};
  struct WrongMethod {
    std::string allow;  ///< for the Allow header: `GET, HEAD, POST`
  };

  /// `pattern`: `/api/v1/orgs/{org}/users`; returns the route's number, from 0.
  std::size_t add(Method method, std::string_view pattern);
  /// HEAD finds the route of GET.
  [[nodiscard]] std::variant<Match, NoPath, WrongMethod> find(Method method,
                                                              const std::vector<std::string>& path) const;

 private:
  struct Route {
    Method method;
    std::string pattern;
    std::vector<std::string> segments;
  };
  std::vector<Route> routes_;
};

}  // namespace remit::http
