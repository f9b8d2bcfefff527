#pragma once
// The account pages: small server-rendered HTML, so that an invited person on a phone needs no WebAssembly and password
// managers and screen readers just work. Pure functions from what is shown to a whole response; they decide nothing.

#include <optional>
#include <string>
#include <vector>

#include "native/http/message.h"

namespace remit::server::account {

/// Addresses of the stylesheet and the script; both are served by this server.
inline constexpr const char* kStylePath = "/account/style.css";
inline constexpr const char* kLinkScriptPath = "/account/link.js";

/// What every page of one organisation says of it.
struct Organisation {
  std::string slug;
  std::string name;
  std::string product;  ///< what the portal calls itself, for the chip; may be empty
};

struct SignIn {
  Organisation organisation;
  std::string identifier_label;  ///< of the field that signs in: `Email`
  bool identifier_is_email = true;
  std::string entered;  ///< what was typed before
  bool failed = false;  ///< one message for every reason (T13)
  std::string notice;   ///< good news from before: a password was set
  bool offer_forgot = false;
  bool offer_sandbox = false;  ///< only on a demo server
};
[[nodiscard]] http::Response sign_in(const SignIn& view);

/// The page that a link in a mail opens: moves the secret from the fragment into a form. Says nothing of any person.
[[nodiscard]] http::Response open_link(const Organisation& organisation);

struct SetPassword {
  Organisation organisation;
  std::string name;
  std::string identifier_label;
  std::string identifier;  ///< shown read-only, so that a password manager knows whom to keep it for
  std::string secret;      ///< of the link; empty: a session is open instead
  bool replaces = false;   ///< the one in use, which is asked for; else a first one, or one that was forgotten
  std::size_t min_length = 15;
  std::string current_error;  ///< a sentence; empty: none
  std::string password_error;
  std::string repeat_error;
};
[[nodiscard]] http::Response set_password(const SetPassword& view);

struct Confirm {
  Organisation organisation;
  std::string name;
  std::string email;
  std::string secret;  ///< of the link
};
/// For a link that asks for nothing but a click. Opening it must not be enough: mail scanners open links too.
[[nodiscard]] http::Response confirm(const Confirm& view);

struct EnrolFactor {
  Organisation organisation;
  std::string name;
  std::string secret;     ///< of the link; empty: a steps-only session is open instead
  bool stand_in = false;  ///< a button that says it is a stand-in; false: the page says that the step stays open
};
[[nodiscard]] http::Response enrol_factor(const EnrolFactor& view);

struct Forgot {
  Organisation organisation;
  std::string identifier_label;
  bool identifier_is_email = true;
};
/// Asks whose password was forgotten.
[[nodiscard]] http::Response forgot(const Forgot& view);

enum class Tone { Neutral, Info, Ok, Warn, Bad };
enum class Icon { Error, Lock, Clock, Check, Search };

/// A card that says what happened and what to do: link expired, signed out, not found, too many attempts, an error.
struct Notice {
  struct Action {
    std::string label;
    std::string href;  ///< a path of this server
  };
  int status = 200;
  Tone tone = Tone::Neutral;
  Icon icon = Icon::Error;
  std::string title;
  std::string text;
  std::vector<Action> actions;
};
[[nodiscard]] http::Response notice(const Notice& view);

struct OrganisationChoice {
  std::string slug;
  std::string name;
  std::string detail;  ///< scheme
};
[[nodiscard]] http::Response choose_organisation(const std::vector<OrganisationChoice>& organisations,
                                                 bool offer_sandbox);

/// Loads `path` anew from this very page. Someone who follows a link from another site arrives without the Strict
/// cookie although they are signed in; a load that begins here carries it.
[[nodiscard]] http::Response come_again(const std::string& path);

/// A 303 to a path of this server.
[[nodiscard]] http::Response see_other(const std::string& path);

/// Stylesheet and script; `font_files` are paths of Inter in weights 400, 500 and 600, empty where there are none.
struct Fonts {
  std::string regular;
  std::string medium;
  std::string semibold;
};
[[nodiscard]] http::Response stylesheet(const Fonts& fonts);
[[nodiscard]] http::Response link_script();

}  // namespace remit::server::account
