#pragma once
// What a link in a mail leads to: a password is chosen, an address confirmed, a second factor set up.

#include "native/server/app/context.h"

namespace remit::server::app {

/// `GET /o/{org}/link`: static but for the organisation; uses nothing up (T9).
[[nodiscard]] http::Response link_page(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/link`: looks at the link and shows what it is for; uses nothing up.
[[nodiscard]] http::Response look_at_link(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/password`: redeems the link with a new password; costly. Signs nobody in (OWASP).
[[nodiscard]] http::Response set_password(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/confirm`: redeems a link that asks for nothing, such as that of an e-mail address.
[[nodiscard]] http::Response confirm(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/factor`: the stand-in for enrolling a second factor, on a demo server only.
[[nodiscard]] http::Response enrol_by_link(const Context& context, const Exchange& exchange);

}  // namespace remit::server::app
