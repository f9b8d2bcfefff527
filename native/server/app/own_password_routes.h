#pragma once
// Whoever is signed in changes their own password on a page of the server, where password managers help.

#include "native/server/app/context.h"

namespace remit::server::app {

/// `GET /o/{org}/own-password`: the form; who is not signed in goes to `/o/{org}`.
[[nodiscard]] http::Response own_password_page(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/own-password`: costly, two argon2id. Every other session ends (Rule 2).
[[nodiscard]] http::Response change_own_password(const Context& context, const Exchange& exchange);

}  // namespace remit::server::app
