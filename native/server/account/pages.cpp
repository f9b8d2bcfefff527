#include "native/server/account/pages.h"

#include <initializer_list>
#include <utility>

#include "embedded/remit_server_account.h"
#include "native/http/target.h"
#include "native/server/account/icons.h"
#include "native/server/html.h"
#include "native/server/hygiene.h"

namespace remit::server::account {
namespace {

using html::Attribute;
using html::constant;
using html::element;
using html::Fragment;

enum class Width { Narrow, Wide };

Fragment joined(std::initializer_list<Fragment> parts) {
  Fragment result;
  for (const Fragment& part : parts) result += part;
  return result;
}

http::Response page(int status, std::string_view title, const Fragment& content, Surface surface = Surface::AccountPage,
                    const Fragment& more_head = {}, Width width = Width::Narrow) {
  const Fragment head = joined(
      {constant("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                "<meta name=\"robots\" content=\"noindex\">"),
       element("title", {}, {std::string(title) + " – Remit"}),
       element("link", {{"rel", "stylesheet"}, {"href", kStylePath}}), more_head});
  const Fragment body =
      joined({width == Width::Wide ? element("main", {{"class", "wide"}}, {content}) : element("main", {}, {content}),
              element("footer", {}, {"Remit"})});
  http::Response response;
  response.status = status;
  response.headers.add("Content-Type", "text/html; charset=utf-8");
  response.body = html::document(head, body);
  harden(response, surface);
  return response;
}

Fragment card_head(std::string_view chip) {
  Fragment head = logo();
  if (!chip.empty()) head += element("span", {{"class", "chip"}}, {chip});
  return element("div", {{"class", "card-head"}}, {head});
}

Fragment card(std::string_view chip, std::string_view title, std::string_view lead, const Fragment& content) {
  Fragment inside = card_head(chip);
  inside += element("h1", {}, {title});
  if (!lead.empty()) inside += element("p", {{"class", "lead"}}, {lead});
  inside += content;
  return element("div", {{"class", "card"}}, {inside});
}

/// A label, its input and, beneath, its hint or error, tied together for screen readers.
struct Field {
  std::string_view id;
  std::string_view label;
  std::vector<Attribute> input;
  std::string_view hint;
  std::string_view error;
  Fragment beside_label;
  std::string_view name;  ///< empty: as id
};

Fragment field(const Field& view) {
  const std::string error_id = std::string(view.id) + "-error";
  const std::string hint_id = std::string(view.id) + "-hint";
  std::vector<Attribute> input{{"id", view.id}, {"name", view.name.empty() ? view.id : view.name}};
  input.insert(input.end(), view.input.begin(), view.input.end());
  std::string described_by;
  if (!view.error.empty()) described_by = error_id;
  if (!view.hint.empty()) described_by += (described_by.empty() ? "" : " ") + hint_id;
  if (!described_by.empty()) input.push_back({"aria-describedby", described_by});
  if (!view.error.empty()) input.push_back({"aria-invalid", "true"});

  Fragment inside = element("div", {{"class", "field-head"}},
                            {element("label", {{"for", view.id}}, {view.label}), view.beside_label});
  inside += element("input", input);
  if (!view.error.empty()) {
    inside +=
        element("p", {{"class", "error"}, {"id", error_id}}, {icon(Icon::Error), element("span", {}, {view.error})});
  }
  if (!view.hint.empty()) inside += element("p", {{"class", "hint"}, {"id", hint_id}}, {view.hint});
  return element("div", {{"class", "field"}}, {inside});
}

Fragment note(html::Literal classes, html::Literal role, std::string_view title, std::string_view text, Icon shown) {
  Fragment words;
  if (!title.empty()) words += element("strong", {}, {title});
  words += text;
  return element("div", {{"class", classes.view()}, {"role", role.view()}, {"id", "note"}},
                 {icon(shown), element("div", {}, {words})});
}

Fragment submit(std::string_view label) {
  return element("button", {{"class", "button primary"}, {"type", "submit"}}, {label});
}

Fragment sandbox_button() {
  return joined({element("div", {{"class", "or"}}, {"or"}),
                 element("a", {{"class", "button"}, {"href", "/?sandbox"}}, {flask_icon(), "Try without a server"})});
}

std::string path_of(const Organisation& organisation, std::string_view rest) {
  return "/o/" + http::percent_encode(organisation.slug) + std::string(rest);
}

/// Asks by what somebody signs in.
Field identifier_field(std::string_view label, bool is_email, std::string_view entered) {
  Field field{"identifier", label, {}, {}, {}, {}, {}};
  field.input = {{"type", is_email ? "email" : "text"},
                 {"autocomplete", "username"},
                 {"autocapitalize", "none"},
                 {"spellcheck", "false"},
                 {"maxlength", "320"},
                 {"value", entered},
                 {"required"}};
  return field;
}

/// Focus goes to the first one of a page.
Fragment password_field(std::string_view id, std::string_view label, std::string_view autocomplete,
                        std::string_view hint, std::string_view error) {
  return field(
      {id,
       label,
       {{"type", "password"}, {"autocomplete", autocomplete}, {"maxlength", "1024"}, {"required"}, {"autofocus"}},
       hint,
       error,
       {},
       {}});
}

std::string greeting(const Organisation& organisation, std::string_view name) {
  return (name.empty() ? "" : "Hello " + std::string(name) + ". ") + "This is for your account at " +
         organisation.name + ".";
}

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::Neutral:
      return "tile";
    case Tone::Info:
      return "tile info";
    case Tone::Ok:
      return "tile ok";
    case Tone::Warn:
      return "tile warn";
    case Tone::Bad:
      return "tile bad";
  }
  return "tile";
}

}  // namespace

http::Response sign_in(const SignIn& view) {
  const bool comes_back = view.failed;
  Fragment form;
  if (!view.notice.empty()) form += note("note ok", "status", "", view.notice, Icon::Check);
  if (view.failed) {
    form += note("note bad", "alert", view.identifier_label + " or password is wrong.", "Check both and try again.",
                 Icon::Error);
  }
  Field identifier = identifier_field(view.identifier_label, view.identifier_is_email, view.entered);
  if (!comes_back) identifier.input.push_back({"autofocus"});
  form += field(identifier);

  Field password{"password", "Password", {}, {}, comes_back ? "Type your password again" : "", {}, {}};
  password.input = {{"type", "password"}, {"autocomplete", "current-password"}, {"maxlength", "1024"}, {"required"}};
  if (comes_back) password.input.push_back({"autofocus"});
  if (view.offer_forgot) {
    password.beside_label = element("a", {{"href", path_of(view.organisation, "/forgot")}}, {"Forgot your password?"});
  }
  form += field(password);
  form += submit("Sign in");

  Fragment content = element("form", {{"method", "post"}, {"action", path_of(view.organisation, "/sign-in")}}, {form});
  if (view.offer_sandbox) content += sandbox_button();
  const std::string title = "Sign in to " + view.organisation.name;
  const std::string lead =
      view.organisation.product.empty() ? "" : "Use your " + view.organisation.product + " account.";
  return page(view.failed ? 401 : 200, title, card(view.organisation.product, title, lead, content));
}

http::Response open_link(const Organisation& organisation) {
  const Fragment moved =
      element("form", {{"id", "link"}, {"method", "post"}, {"action", path_of(organisation, "/link")}},
              {element("input", {{"type", "hidden"}, {"name", "secret"}, {"value", ""}}),
               element("p", {{"class", "lead"}, {"id", "waiting"}, {"role", "status"}}, {"Opening your link."})});
  const auto by_hand = [&](std::string_view id, std::string_view why) {
    return element("form", {{"method", "post"}, {"action", path_of(organisation, "/link")}},
                   {field({id,
                           "Link code",
                           {{"type", "text"}, {"autocomplete", "off"}, {"maxlength", "200"}},
                           why,
                           {},
                           {},
                           "secret"}),
                    submit("Continue")});
  };
  const Fragment content =
      joined({moved,
              element("div", {{"id", "by-hand"}, {"hidden"}},
                      {by_hand("typed",
                               "This address has no code. Open the link in your mail again, or paste the part "
                               "after the # here.")}),
              element("noscript", {},
                      {by_hand("pasted",
                               "Scripts are off in this browser. Paste the part of the address after the # "
                               "here.")})});
  const Fragment script = element("script", {{"src", kLinkScriptPath}, {"defer"}});
  return page(200, "Open your link", card(organisation.product, organisation.name, "", content), Surface::LinkPage,
              script);
}

http::Response set_password(const SetPassword& view) {
  const bool wrong = !view.current_error.empty() || !view.password_error.empty() || !view.repeat_error.empty();
  Fragment form;
  if (!view.secret.empty()) {
    form += element("input", {{"type", "hidden"}, {"name", "secret"}, {"value", view.secret}});
  }
  form += field({"identifier",
                 view.identifier_label,
                 {{"type", "text"}, {"autocomplete", "username"}, {"value", view.identifier}, {"readonly"}},
                 {},
                 {},
                 {},
                 {}});
  if (view.replaces) {
    form += password_field("current", "Current password", "current-password", {}, view.current_error);
  }
  const std::string hint = "At least " + std::to_string(view.min_length) +
                           " characters. Several words are easy to remember; spaces are fine.";
  form += password_field("password", "New password", "new-password", hint, view.password_error);
  form += password_field("repeat", "New password again", "new-password", {}, view.repeat_error);
  form += submit("Set password");
  const std::string action = path_of(view.organisation, view.replaces         ? "/own-password"
                                                        : view.secret.empty() ? "/steps/password"
                                                                              : "/password");
  Fragment content = element("form", {{"method", "post"}, {"action", action}}, {form});
  if (view.replaces) {
    content += element(
        "p", {},
        {element("a", {{"href", "/?org=" + http::percent_encode(view.organisation.slug)}}, {"Back to the portal"})});
  }
  const std::string_view title = view.replaces ? "Change your password" : "Choose a password";
  return page(wrong ? 422 : 200, title,
              card(view.organisation.product, title, greeting(view.organisation, view.name), content));
}

http::Response confirm(const Confirm& view) {
  const Fragment content =
      element("form", {{"method", "post"}, {"action", path_of(view.organisation, "/confirm")}},
              {element("input", {{"type", "hidden"}, {"name", "secret"}, {"value", view.secret}}),
               element("p", {{"class", "lead"}}, {"The address is " + view.email + "."}), submit("Confirm address")});
  const std::string lead = greeting(view.organisation, view.name);
  return page(200, "Confirm your e-mail address",
              card(view.organisation.product, "Confirm your e-mail address", lead, content));
}

http::Response enrol_factor(const EnrolFactor& view) {
  const std::string lead = greeting(view.organisation, view.name);
  const std::string title = "Set up your second factor";
  if (!view.stand_in) {
    const Fragment content =
        note("note", "status", "Your account waits for it.",
             "This server cannot set up a second factor yet, so this step stays open. What you did before is kept; an "
             "administrator of " +
                 view.organisation.name + " can tell you more.",
             Icon::Clock);
    return page(200, title, card(view.organisation.product, title, lead, content));
  }
  Fragment form;
  if (!view.secret.empty()) {
    form += element("input", {{"type", "hidden"}, {"name", "secret"}, {"value", view.secret}});
  }
  form += note("note warn", "note", "Stand-in on a demo server.",
               "No authenticator is asked for: the button only marks the step as done.", Icon::Error);
  form += submit("Mark as set up");
  const std::string action = path_of(view.organisation, view.secret.empty() ? "/steps/factor" : "/factor");
  return page(
      200, title,
      card(view.organisation.product, title, lead, element("form", {{"method", "post"}, {"action", action}}, {form})));
}

http::Response forgot(const Forgot& view) {
  Field identifier = identifier_field(view.identifier_label, view.identifier_is_email, {});
  identifier.input.push_back({"autofocus"});
  Fragment content = element("form", {{"method", "post"}, {"action", path_of(view.organisation, "/forgot")}},
                             {joined({field(identifier), submit("Send me a link")})});
  content += element("p", {}, {element("a", {{"href", path_of(view.organisation, "")}}, {"Back to sign-in"})});
  const std::string lead =
      "A link to choose a new password goes to the e-mail address of your account at " + view.organisation.name + ".";
  return page(200, "Forgot your password?", card(view.organisation.product, "Forgot your password?", lead, content));
}

http::Response notice(const Notice& view) {
  Fragment words = joined({element("h1", {}, {view.title}), element("p", {}, {view.text})});
  if (!view.actions.empty()) {
    Fragment actions;
    for (const Notice::Action& action : view.actions) {
      actions += element("a", {{"class", "button"}, {"href", action.href}}, {action.label});
    }
    words += element("div", {{"class", "actions"}}, {actions});
  }
  const Fragment content = element("div", {{"class", "card notice"}},
                                   {element("div", {{"class", class_of(view.tone)}}, {icon(view.icon)}),
                                    element("div", {{"class", "words"}}, {words})});
  return page(view.status, view.title, content);
}

http::Response choose_organisation(const std::vector<OrganisationChoice>& organisations, bool offer_sandbox) {
  Fragment choices;
  for (const OrganisationChoice& choice : organisations) {
    const Fragment words =
        joined({element("b", {}, {choice.name}), element("span", {{"class", "hint"}}, {choice.detail})});
    choices += element("li", {},
                       {element("a", {{"class", "button choice"}, {"href", "/o/" + http::percent_encode(choice.slug)}},
                                {element("span", {}, {words})})});
  }
  Fragment content = element("ul", {{"class", "list"}}, {choices});
  if (offer_sandbox) content += sandbox_button();
  const std::string_view lead = organisations.empty()
                                    ? "There is none yet. An operator makes one with `remit org create`."
                                    : "Each has its own people and its own sign-in.";
  return page(200, "Choose an organisation", card("", "Choose an organisation", lead, content), Surface::AccountPage,
              {}, Width::Wide);
}

http::Response come_again(const std::string& path) {
  const Fragment refresh = element("meta", {{"http-equiv", "refresh"}, {"content", "0;url=" + path}});
  const Fragment content = card("", "One moment", "", element("p", {}, {element("a", {{"href", path}}, {"Continue"})}));
  return page(200, "One moment", content, Surface::AccountPage, refresh);
}

http::Response see_other(const std::string& path) {
  http::Response response;
  response.status = 303;
  response.headers.add("Location", path);
  harden(response, Surface::AccountPage);
  return response;
}

http::Response stylesheet(const Fonts& fonts) {
  std::string css;
  const auto face = [&](std::string_view weight, const std::string& path) {
    if (path.empty()) return;
    css.append("@font-face { font-family: Inter; font-weight: ").append(weight);
    css.append("; font-display: swap; src: url(\"").append(path).append("\"); }\n");
  };
  face("400", fonts.regular);
  face("500", fonts.medium);
  face("600", fonts.semibold);
  css += style_css();
  http::Response response;
  response.headers.add("Content-Type", "text/css; charset=utf-8");
  response.body = std::move(css);
  harden(response, Surface::Asset);
  response.headers.set("Cache-Control", "no-cache");
  return response;
}

http::Response link_script() {
  http::Response response;
  response.headers.add("Content-Type", "text/javascript; charset=utf-8");
  response.body = std::string(link_js());
  harden(response, Surface::Asset);
  response.headers.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace remit::server::account
