#pragma once
// First sign-in: what somebody who is signed in only to complete open steps sees, one step after another.

#include "native/server/app/context.h"

namespace remit::server::app {

/// `GET /o/{org}/steps`: the next open step of a steps-only session; anybody else goes on to `/o/{org}`.
[[nodiscard]] http::Response steps_page(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/steps/password`: completes `set-password`; costly (one argon2id).
[[nodiscard]] http::Response step_password(const Context& context, const Exchange& exchange);

/// `POST /o/{org}/steps/factor`: the stand-in for enrolling a second factor, on a demo server only.
[[nodiscard]] http::Response step_factor(const Context& context, const Exchange& exchange);

}  // namespace remit::server::app
