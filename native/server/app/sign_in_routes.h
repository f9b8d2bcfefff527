#pragma once
// The account pages' handlers: signing in and out, opening a link, choosing a password.

#include "native/server/app/context.h"

namespace remit::server::app {

/// `GET /`: the app for who is signed in to `?org=SLUG`, the sandbox for `?sandbox` on a demo server, else the
/// sign-in page of the only organisation, else a choice of organisations.
[[nodiscard]] http::Response front(const Context& context, const Exchange& exchange);

/// `GET /o/{org}`: the sign-in page, or on to the app for who is signed in.
[[nodiscard]] http::Response organisation_page(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/sign-in`: costly (one argon2id), so it runs in the hashing pool. Whatever is wrong, the answer and
/// the work are the same (T13); guesses are slowed down (T14); a session that the browser had before is ended (T16).
[[nodiscard]] http::Response sign_in(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/sign-out`.
[[nodiscard]] http::Response sign_out(const Context& context, const Exchange& exchange);

/// `GET /o/{org}/link`: static but for the organisation; uses nothing up (T9).
[[nodiscard]] http::Response link_page(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/link`: looks at the link and shows what it is for; uses nothing up.
[[nodiscard]] http::Response look_at_link(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/password`: redeems the link with a new password; costly. Signs nobody in (OWASP).
[[nodiscard]] http::Response set_password(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/confirm`: redeems a link that asks for nothing, such as that of an e-mail address.
[[nodiscard]] http::Response confirm(const Context& context, const Exchange& exchange);

/// A page that says there is nothing here, and one that says something went wrong; for pages, not for the API.
[[nodiscard]] http::Response not_found_page();
[[nodiscard]] http::Response error_page(const Context& context, const Error& error);

}  // namespace remit::server::app
