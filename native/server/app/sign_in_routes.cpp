#include "native/server/app/sign_in_routes.h"

#include <utility>

#include "core/base/catalogue.h"
#include "core/base/password.h"
#include "core/base/text.h"
#include "native/http/cookie.h"
#include "native/http/target.h"
#include "native/server/account/pages.h"
#include "native/server/app/sessions.h"
#include "native/server/json_body.h"

namespace remit::server::app {
namespace {

using account::Icon;
using account::Tone;

constexpr std::size_t kMaxName = 320;
constexpr std::size_t kMaxDevice = 200;

std::string path_of(std::string_view slug, std::string_view rest = {}) {
  return "/o/" + http::percent_encode(slug) + std::string(rest);
}

std::string app_path(std::string_view slug) {
  return "/?org=" + http::percent_encode(slug);
}

/// What the pages say of an organisation, and what its scheme says of signing in.
struct Door {
  account::Organisation organisation;
  scheme::SchemePtr scheme;
};

Result<Door> door_of(const Context& context, std::string_view slug) {
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, context.service.organisation(slug));
  REMIT_TRY_ASSIGN(scheme::SchemePtr scheme, context.service.scheme_of(slug));
  const scheme::Definition& definition = scheme->definition();
  std::string product = definition.presentation.product.in();
  return Door{{organisation.slug, organisation.name, std::move(product)}, std::move(scheme)};
}

account::SignIn sign_in_view(const Context& context, const Door& door) {
  const scheme::Field& field = door.scheme->sign_in_field();
  account::SignIn view;
  view.organisation = door.organisation;
  view.identifier_label = field.label.in();
  view.identifier_is_email = field.kind == scheme::FieldKind::Email;
  view.offer_sandbox = context.demo;
  return view;
}

/// A browser that came from another site leaves its Strict cookie at home: it has to come once more from here.
bool came_from_elsewhere(const http::Request& request) {
  return request.headers.get("sec-fetch-site") == "cross-site" && request.headers.get("sec-fetch-mode") == "navigate";
}

struct Form {
  std::vector<http::Parameter> fields;

  [[nodiscard]] std::string get(std::string_view name) const {
    for (const http::Parameter& field : fields) {
      if (field.name == name) return field.value;
    }
    return {};
  }
};

/// A form of one of our own pages (T17).
Result<Form> read_form(const Context& context, const http::Request& request) {
  REMIT_TRY(check_same_origin(request, context.site, Caller::Browser));
  if (!is_form(request))
    return Error{Code::Invalid, "unsupported-media-type", {{"type", request.headers.get("content-type")}}, {}};
  REMIT_TRY_ASSIGN(std::vector<http::Parameter> fields, http::parse_form(request.body));
  for (const http::Parameter& field : fields) {
    auto once = http::single_value(fields, field.name);
    if (!once) return std::move(once).error();
  }
  return Form{std::move(fields)};
}

http::Response too_many_attempts(const Context& context, const Error& error, std::string_view slug) {
  account::Notice notice;
  notice.status = status_of(error);
  notice.tone = Tone::Warn;
  notice.icon = Icon::Clock;
  notice.title = "Too many attempts";
  notice.text = sentences(error, context.catalogue);
  notice.actions = {{"Back to sign-in", path_of(slug)}};
  http::Response response = account::notice(notice);
  response.headers.set("Retry-After", retry_after(error));
  return response;
}

/// A link that cannot be used, in words that say what to do about it.
http::Response link_problem(const Context& context, const Error& error, const account::Organisation& organisation) {
  account::Notice notice;
  notice.status = error.rule == "link-expired" ? 410 : status_of(error);
  notice.tone = Tone::Warn;
  notice.icon = error.rule == "link-expired" ? Icon::Clock : Icon::Lock;
  notice.title = error.rule == "link-expired"         ? "This link has expired"
                 : error.rule == "granter-lost-right" ? "This invitation cannot be accepted"
                                                      : "This link does not work";
  notice.text = sentences(error, context.catalogue) + " An administrator of " + organisation.name + " can help.";
  notice.actions = {{"Go to sign-in", path_of(organisation.slug)}};
  return account::notice(notice);
}

bool is_about_the_link(const Error& error) {
  return error.code == Code::NotFound || error.code == Code::Conflict || error.code == Code::Denied;
}

PasswordPolicy policy_of(const scheme::CompiledScheme& scheme) {
  return scheme.definition().sign_in.policy == scheme::Policy::Pci ? pci_password_policy() : PasswordPolicy{};
}

account::SetPassword password_view(const Door& door, const present::LinkView& link, std::string secret) {
  account::SetPassword view;
  view.organisation = door.organisation;
  view.name = link.name;
  view.identifier_label = door.scheme->sign_in_field().label.in();
  view.identifier = link.email;
  view.secret = std::move(secret);
  view.min_length = policy_of(*door.scheme).min;
  return view;
}

bool sets_password(const present::LinkView& link) {
  for (const scheme::Step step : link.steps) {
    if (step == scheme::Step::SetPassword) return true;
  }
  return false;
}

/// Who redeems a link is known by the link alone.
directory::Actor link_holder(const http::Request& request) {
  directory::Actor actor;
  actor.kind = scheme::ActorKind::Self;
  actor.origin = request.peer;
  return actor;
}

Result<Done> redeem(const Context& context, const http::Request& request, std::string_view slug, std::string secret,
                    std::vector<scheme::Step> steps, std::string password_hash) {
  directory::Command command;
  command.action = directory::RedeemLink{std::move(secret), std::move(steps), std::move(password_hash)};
  auto redeemed = context.service.execute(slug, link_holder(request), {command});
  if (!redeemed) return std::move(redeemed).error();
  return Done{};
}

}  // namespace

http::Response not_found_page() {
  account::Notice notice;
  notice.status = 404;
  notice.icon = Icon::Search;
  notice.title = "There is nothing at this address";
  notice.text = "It may be misspelt, or what was here is gone.";
  notice.actions = {{"Go to the start page", "/"}};
  return account::notice(notice);
}

http::Response error_page(const Context& context, const Error& error) {
  if (error.code == Code::NotFound) return not_found_page();
  if (error.code == Code::Internal) context.log.write("defect", {{"rule", error.rule}});
  account::Notice notice;
  notice.status = status_of(error);
  notice.tone = Tone::Bad;
  notice.title = error.code == Code::Unavailable ? "The server is busy" : "That did not work";
  notice.text = error.code == Code::Unavailable ? "Nothing was changed. Try again in a moment."
                : error.rule == "cross-site"    ? "The form came from another site. Open the page anew and try again."
                : error.code == Code::Internal  ? "Nothing was changed. The operator finds the reason in the log."
                                                : "Nothing was changed. Go back, check what you typed and try again.";
  notice.actions = {{"Go to the start page", "/"}};
  http::Response response = account::notice(notice);
  if (notice.status == 503) response.headers.set("Retry-After", "1");
  return response;
}

http::Response front(const Context& context, const Exchange& exchange) {
  const http::Request& request = exchange.request;
  auto org = http::single_value(request.query, "org");
  auto sandbox = http::single_value(request.query, "sandbox");
  if (!org || !sandbox) return not_found_page();
  const auto the_app = [&]() -> http::Response {
    auto page = context.files.get(request, {});
    if (page) return std::move(*page);
    account::Notice notice;
    notice.status = 503;
    notice.title = "The app is not on this server";
    notice.text = sentences(Error{Code::Unavailable, "no-app", {}, {}}, context.catalogue);
    return account::notice(notice);
  };
  if (sandbox->has_value() && context.demo) return the_app();
  if (org->has_value()) {
    const std::string& slug = **org;
    auto asker = who_asks(context, request, slug);
    if (asker && asker->who.session && !asker->who.session->steps_only) return the_app();
    if (came_from_elsewhere(request)) return account::come_again(app_path(slug));
    return account::see_other(path_of(slug));
  }
  auto organisations = context.service.organisations();
  if (!organisations) return error_page(context, organisations.error());
  if (organisations->size() == 1) return account::see_other(path_of(organisations->front().slug));
  std::vector<account::OrganisationChoice> choices;
  for (const present::OrganisationCard& card : *organisations)
    choices.push_back({card.slug, card.name, card.scheme_title});
  return account::choose_organisation(choices, context.demo);
}

http::Response organisation_page(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto asker = who_asks(context, exchange.request, slug);
  if (asker && asker->who.session && !asker->who.session->steps_only) return account::see_other(app_path(slug));
  if (!asker && asker.error().code != Code::Denied) return error_page(context, asker.error());
  if (came_from_elsewhere(exchange.request)) return account::come_again(path_of(slug));
  account::SignIn view = sign_in_view(context, *door);
  for (const http::Parameter& parameter : exchange.request.query) {
    if (parameter.name == "set") view.notice = "Your password is set. Sign in with it.";
    if (parameter.name == "confirmed") view.notice = "Your e-mail address is confirmed.";
    if (parameter.name == "out") view.notice = "You are signed out.";
  }
  return account::sign_in(view);
}

http::Response sign_in(const Context& context, const Exchange& exchange) {
  const http::Request& request = exchange.request;
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, request);
  if (!form) return error_page(context, form.error());
  const std::string name = form->get("identifier");
  const std::string password = form->get("password");

  account::SignIn again = sign_in_view(context, *door);
  again.failed = true;
  again.entered = std::string(first_code_points(name, kMaxName));
  if (name.size() > 4 * kMaxName || password.size() > kMaxPasswordBytes) return account::sign_in(again);

  auto attempt = context.throttle.begin(slug + "\n" + fold_key(trimmed(name)), request.peer, context.clock.now());
  if (!attempt) {
    context.log.write("sign-in-throttled", {{"org", slug}, {"peer", request.peer}});
    return too_many_attempts(context, attempt.error(), slug);
  }
  auto facts = context.service.sign_in_facts(slug, trimmed(name));
  if (!facts) {
    context.throttle.withdrawn(*attempt);
    return error_page(context, facts.error());
  }
  // SECURITY: somebody who is not there, has no password or may not sign in costs one hash like anybody else (T13).
  const bool has_password = facts->has_value() && !(*facts)->password_hash.empty();
  const bool matches = verify_password(password, has_password ? (*facts)->password_hash : nobodys_password());
  const bool welcome = has_password && matches && (*facts)->may_sign_in;
  if (!welcome) {
    std::optional<UserId> user;
    if (facts->has_value()) user = (*facts)->user;
    auto recorded = context.service.sign_in_failed(slug, user, request.peer);
    context.log.write("sign-in-failed", {{"org", slug}, {"peer", request.peer}});
    if (!recorded) return error_page(context, recorded.error());
    return account::sign_in(again);
  }

  // A session that this browser had before does not live on beside the new one.
  if (auto before = who_asks(context, request, slug); before && before->who.session) {
    auto ended = end_session(context, slug, *before);
    if (!ended) return error_page(context, ended.error());
  }
  directory::Actor actor = link_holder(request);
  actor.user = (*facts)->user;
  directory::Command command;
  command.action = directory::SignIn{
      actor.user, std::string(first_code_points(display_escape(request.headers.get("user-agent")), kMaxDevice)),
      request.peer};
  auto signed_in = context.service.execute(slug, actor, {command});
  if (!signed_in) return error_page(context, signed_in.error());
  context.throttle.succeeded(*attempt);
  context.log.write("signed-in", {{"org", slug}, {"peer", request.peer}, {"user", to_string(actor.user)}});
  http::Response response = account::see_other(app_path(slug));
  response.headers.add("Set-Cookie", http::host_cookie(session_cookie_name(slug), signed_in->secret));
  return response;
}

http::Response sign_out(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  if (auto asker = who_asks(context, exchange.request, slug)) {
    auto ended = end_session(context, slug, *asker);
    if (!ended) return error_page(context, ended.error());
  }
  http::Response response = account::see_other(path_of(slug, "?out"));
  response.headers.add("Set-Cookie", http::expired_host_cookie(session_cookie_name(slug)));
  return response;
}

http::Response link_page(const Context& context, const Exchange& exchange) {
  auto door = door_of(context, exchange.parameters.text("org"));
  if (!door) return error_page(context, door.error());
  return account::open_link(door->organisation);
}

http::Response look_at_link(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  std::string secret = form->get("secret");
  auto link = context.service.link(slug, secret);
  if (!link) {
    return is_about_the_link(link.error()) ? link_problem(context, link.error(), door->organisation)
                                           : error_page(context, link.error());
  }
  if (sets_password(*link)) return account::set_password(password_view(*door, *link, std::move(secret)));
  return account::confirm({door->organisation, link->name, link->email, std::move(secret)});
}

http::Response set_password(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  const std::string secret = form->get("secret");
  const std::string password = form->get("password");
  auto link = context.service.link(slug, secret);
  if (!link) {
    return is_about_the_link(link.error()) ? link_problem(context, link.error(), door->organisation)
                                           : error_page(context, link.error());
  }
  if (!sets_password(*link))
    return link_problem(context, Error{Code::NotFound, "link-unknown", {}, {}}, door->organisation);

  account::SetPassword view = password_view(*door, *link, secret);
  auto good = check_password(password, policy_of(*door->scheme), Factors::PasswordOnly,
                             {link->name, link->email, link->organisation_name, link->product});
  if (!good) {
    view.password_error = sentences(good.error(), context.catalogue);
    return account::set_password(view);
  }
  if (password != form->get("repeat")) {
    view.repeat_error = "The two are not the same. Type both again.";
    return account::set_password(view);
  }
  auto hash = hash_password(password, context.random);
  if (!hash) return error_page(context, hash.error());
  auto redeemed = redeem(context, exchange.request, slug, secret, link->steps, std::move(*hash));
  if (!redeemed) {
    return is_about_the_link(redeemed.error()) ? link_problem(context, redeemed.error(), door->organisation)
                                               : error_page(context, redeemed.error());
  }
  context.log.write("password-set", {{"org", slug}, {"peer", exchange.request.peer}});
  return account::see_other(path_of(slug, "?set"));
}

http::Response confirm(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  auto form = read_form(context, exchange.request);
  if (!form) return error_page(context, form.error());
  const std::string secret = form->get("secret");
  auto link = context.service.link(slug, secret);
  auto redeemed = link ? redeem(context, exchange.request, slug, secret, link->steps, {}) : Result<Done>(link.error());
  if (!redeemed) {
    return is_about_the_link(redeemed.error()) ? link_problem(context, redeemed.error(), door->organisation)
                                               : error_page(context, redeemed.error());
  }
  return account::see_other(path_of(slug, "?confirmed"));
}

}  // namespace remit::server::app
