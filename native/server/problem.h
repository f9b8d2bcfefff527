#pragma once
// Errors as RFC 9457 problem documents. The mapping of codes to HTTP stands here and nowhere else.

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"
#include "native/http/message.h"

namespace remit::server {

/// NotFound 404, Conflict 409, Invalid 422 (400 where the text could not be read at all: `json-…`, `bad-…`,
/// `duplicate-parameter`), Denied 403 (401 for `signed-out`), Unavailable 503 (429 for `too-many-attempts`),
/// Internal 500; 405, 413, 415 and 421 for the rules that HTTP itself has words for.
[[nodiscard]] int status_of(const Error& error);

/// `application/problem+json` with type, title, status, detail, code, rule, args and field, hardened. An Internal
/// error shows its rule only: what went wrong inside is for the log (ASVS 16.5.1). 503 and 429 carry Retry-After:
/// args `retry-after` in seconds, 1 without. `preview`: of what would be done now, as JSON, where another was agreed
/// to.
[[nodiscard]] http::Response problem(const Error& error, std::string_view detail, const std::string& preview = {});

/// For what HTTP refuses before there is an Error: the gate, a deadline, a limit.
[[nodiscard]] http::Response problem(int status, std::string_view rule, std::string_view detail);

/// An Unavailable error that says when to come back: args `retry-after` in whole seconds, at least one, and `wait` in
/// words, `2 minutes`.
[[nodiscard]] Error come_back_later(std::string rule, Duration wait);
/// For the Retry-After header: the error's `retry-after`, 1 without.
[[nodiscard]] std::string retry_after(const Error& error);

}  // namespace remit::server
