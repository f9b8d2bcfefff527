#pragma once
// The body of a JSON request, and of a JSON response.

#include <boost/json/fwd.hpp>

#include "core/base/error.h"
#include "native/http/message.h"

namespace remit::server {

/// Strict JSON in a body that says it is JSON: `application/json`, alone or with `charset=utf-8`. A form of another
/// site cannot send that without asking first (T17, ASVS 4.1.1). Errors: Invalid `unsupported-media-type`, and those of
/// parse_json (T23).
[[nodiscard]] Result<boost::json::value> read_json_body(const http::Request& request);

/// 200 with the canonical form of `value`, hardened as Surface::Api.
[[nodiscard]] http::Response json_response(const boost::json::value& value);

/// True for `application/x-www-form-urlencoded`, alone or with `charset=utf-8`.
[[nodiscard]] bool is_form(const http::Request& request);

}  // namespace remit::server
