#pragma once
// Writes the head of a response.

#include <string>

#include "core/base/time.h"
#include "native/http/message.h"

namespace remit::http {

enum class KeepAlive { Yes, No };

/// Status line, Date, Content-Length, Connection and the response's own fields, to the empty line. A field whose name
/// is no token or whose value holds a control character cannot be sent: it is left out, so that no value, whoever
/// gave it, ever begins a new header or a body (ASVS 1.2.1).
[[nodiscard]] std::string response_head(const Response& response, Time now, KeepAlive keep_alive);

/// `Sat, 21 Nov 2026 19:31:39 GMT` (RFC 9110 §5.6.7).
[[nodiscard]] std::string http_date(Time time);

}  // namespace remit::http
