#pragma once
// The account pages' handlers: signing in and out, asking for a new password.

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

/// `GET` and `POST /o/{org}/forgot`: somebody asks for a link to replace their own password (V146), where the scheme
/// offers that. The answer is the same whoever it is and comes before anybody is looked up (T13).
[[nodiscard]] http::Response forgot_page(const Context& context, const Exchange& exchange);
[[nodiscard]] http::Response forgot(const Context& context, const Exchange& exchange);

}  // namespace remit::server::app
