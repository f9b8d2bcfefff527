#pragma once
// Addresses of the API.

#include <optional>
#include <string>
#include <string_view>

#include "core/present/model.h"

namespace remit::gateway {

/// Everything but RFC 3986's unreserved characters escaped: one path segment, or one value.
[[nodiscard]] std::string percent_encode(std::string_view text);

/// `?search=anna&size=50`; only what differs from a new ListQuery, so that addresses stay short.
[[nodiscard]] std::string list_query(const present::ListQuery& query);

/// The value of `name` in a query string (`?org=acme&x`), decoded; nothing if it is not there, empty if it has none.
[[nodiscard]] std::optional<std::string> query_value(std::string_view query, std::string_view name);

}  // namespace remit::gateway
