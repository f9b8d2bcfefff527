#pragma once
// Where one is, as an address: `/users?q=anna`, `/users/ID/edit`. Addresses that mean nothing lead to the list.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace remit::app {

enum class Place : std::uint8_t {
  Users,
  User,
  Edit,
  Duplicate,
  New,
  Scopes,
  Roles,
  Outbox,
  Activity,
  Start,
  Components
};

struct Route {
  Place place = Place::Users;
  std::string user;                          ///< id; of User, Edit and Duplicate
  std::map<std::string, std::string> query;  ///< `q`, `tab`, `role`, `sort`, `at` of Users; decoded
  bool operator==(const Route&) const = default;

  /// A value of the query, empty if it is not there.
  [[nodiscard]] std::string_view get(const std::string& key) const;
  /// Sets a value; an empty one is taken out.
  void set(const std::string& key, std::string value);
};

[[nodiscard]] Route parse_route(std::string_view address);
[[nodiscard]] std::string to_address(const Route& route);

}  // namespace remit::app
