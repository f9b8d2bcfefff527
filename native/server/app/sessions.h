#pragma once
// Who is asking: a browser by its cookie, a program by its credential.

#include <string>
#include <string_view>

#include "native/server/app/context.h"

namespace remit::server::app {

/// Somebody that the directory knows. Rights are never kept here; every call asks for them anew (T4).
struct Asker {
  service::Authenticated who;
  Caller caller = Caller::Browser;
  std::string token;  ///< of the session; empty for a program
};

/// By the organisation's cookie, or by `Authorization: Bearer …`, never both. A session that is too old or was idle
/// for too long is ended here (T16); a request with `X-Remit-Background` looks without counting as use. Error: Denied
/// `signed-out`, the same whether there is no such organisation, no session or an ended one (T7, T13).
[[nodiscard]] Result<Asker> who_asks(const Context& context, const http::Request& request, std::string_view slug);

/// As who_asks, for the API. Error also: Denied `steps-open` for who is here to complete steps and nothing else.
[[nodiscard]] Result<Asker> who_uses(const Context& context, const http::Request& request, std::string_view slug);

/// As who_uses, and for a change also: not from another site, and with the session's CSRF token (T17).
[[nodiscard]] Result<Asker> who_changes(const Context& context, const http::Request& request, std::string_view slug);

/// The password that the session's own person has now, for a command that asks for it (ASVS 7.5.1); costs one argon2id.
/// It holds for the next change alone. Errors: Denied `wrong-password`, `not-offered` for a program; Unavailable
/// `too-many-attempts` (T14).
[[nodiscard]] Result<Done> prove(const Context& context, const http::Request& request, std::string_view slug,
                                 const Asker& asker, std::string_view password);

/// Ends the session for good, in the directory (ASVS 7.4.1).
[[nodiscard]] Result<Done> end_session(const Context& context, std::string_view slug, const Asker& asker);

}  // namespace remit::server::app
