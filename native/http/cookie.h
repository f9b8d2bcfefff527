#pragma once
// Cookies, as far as a session needs them (RFC 6265).

#include <optional>
#include <string>
#include <string_view>

namespace remit::http {

/// The value of `name` in a Cookie header. nullopt if it is missing, and also if it stands there twice: somebody else
/// on this host tried to plant one, and neither can be trusted.
[[nodiscard]] std::optional<std::string> cookie_value(std::string_view header, std::string_view name);

/// A Set-Cookie value for a `__Host-` name: Path=/, Secure, HttpOnly, SameSite=Strict, gone when the browser closes
/// (ASVS 3.3.1 to 3.3.4). Preconditions: name is a token that begins with `__Host-`, value is base64url.
[[nodiscard]] std::string host_cookie(std::string_view name, std::string_view value);
/// Takes it away again; the attributes must be the same for the browser to find it.
[[nodiscard]] std::string expired_host_cookie(std::string_view name);

}  // namespace remit::http
