#pragma once
// The few pictures of the account pages, as inline SVG of our own: the mark, and Material Icons (Apache-2.0).

#include "native/server/account/pages.h"
#include "native/server/html.h"

namespace remit::server::account {

[[nodiscard]] html::Fragment logo();
[[nodiscard]] html::Fragment icon(Icon icon);
[[nodiscard]] html::Fragment flask_icon();

}  // namespace remit::server::account
