#pragma once
// What the account pages' handlers share: which organisation a page is of, forms of one's own pages, a password chosen.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/password.h"
#include "native/http/target.h"
#include "native/server/account/pages.h"
#include "native/server/app/context.h"
#include "native/server/app/sessions.h"

namespace remit::server::app {

/// `/o/SLUG` with `rest`, and the app for that organisation.
[[nodiscard]] std::string path_of(std::string_view slug, std::string_view rest = {});
[[nodiscard]] std::string app_path(std::string_view slug);

/// What the pages say of an organisation, and what its scheme says of signing in.
struct Door {
  account::Organisation organisation;
  scheme::SchemePtr scheme;

  [[nodiscard]] std::string identifier_label() const { return scheme->sign_in_field().label.in(); }
  [[nodiscard]] bool identifier_is_email() const;
};
[[nodiscard]] Result<Door> door_of(const Context& context, std::string_view slug);

struct Form {
  std::vector<http::Parameter> fields;

  [[nodiscard]] std::string get(std::string_view name) const;
};

/// A form of one of our own pages (T17).
[[nodiscard]] Result<Form> read_form(const Context& context, const http::Request& request);

/// Whoever holds a link, or asks at the sign-in page, is known by that alone.
[[nodiscard]] directory::Actor nobody_yet(const http::Request& request);

/// Whoever is signed in to an organisation, with the steps that are open for them.
struct Visit {
  Door door;
  Asker asker;
  service::OpenSteps open;

  [[nodiscard]] const std::string& slug() const { return door.organisation.slug; }
};

/// The visit that a session of that kind makes; whoever has none goes to the organisation's page.
enum class SessionKind : std::uint8_t { Whole, StepsOnly };
[[nodiscard]] std::variant<Visit, http::Response> visit_of(const Context& context, const Exchange& exchange,
                                                           SessionKind kind);

/// The page on which somebody chooses a password; `secret` is their link's, empty in a steps-only session.
[[nodiscard]] account::SetPassword password_view(const Door& door, std::string name, std::string signs_in_as,
                                                 std::string secret);

/// The hash of the password that the form chooses, or `view` again with what is wrong with it. Costs one argon2id.
[[nodiscard]] std::variant<std::string, http::Response> chosen_password(const Context& context, const Door& door,
                                                                        account::SetPassword view, const Form& form);

/// A page that says there is nothing here, and one that says something went wrong; for pages, not for the API.
[[nodiscard]] http::Response not_found_page();
[[nodiscard]] http::Response error_page(const Context& context, const Error& error);
[[nodiscard]] http::Response too_many_attempts(const Context& context, const Error& error, std::string_view slug);

}  // namespace remit::server::app
