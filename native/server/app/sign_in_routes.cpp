#include "native/server/app/sign_in_routes.h"

#include <utility>

#include "core/base/catalogue.h"
#include "core/base/password.h"
#include "core/base/text.h"
#include "native/http/cookie.h"
#include "native/server/app/doors.h"
#include "native/server/app/sessions.h"

namespace remit::server::app {
namespace {

constexpr std::size_t kMaxName = 320;
constexpr std::size_t kMaxDevice = 200;

bool offers_forgot(const Door& door) {
  return door.scheme->command(directory::ForgotPassword::kType) != nullptr;
}

account::SignIn sign_in_view(const Context& context, const Door& door) {
  account::SignIn view;
  view.organisation = door.organisation;
  view.identifier_label = door.identifier_label();
  view.identifier_is_email = door.identifier_is_email();
  view.offer_forgot = offers_forgot(door);
  view.offer_sandbox = context.demo;
  return view;
}

/// A browser that came from another site leaves its Strict cookie at home: it has to come once more from here.
bool came_from_elsewhere(const http::Request& request) {
  return request.headers.get("sec-fetch-site") == "cross-site" && request.headers.get("sec-fetch-mode") == "navigate";
}

}  // namespace

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
  if (asker && asker->who.session) {
    return account::see_other(asker->who.session->steps_only ? path_of(slug, "/steps") : app_path(slug));
  }
  if (!asker && asker.error().code != Code::Denied) return error_page(context, asker.error());
  if (came_from_elsewhere(exchange.request)) return account::come_again(path_of(slug));
  account::SignIn view = sign_in_view(context, *door);
  for (const http::Parameter& parameter : exchange.request.query) {
    if (parameter.name == "set") view.notice = "Your password is set. Sign in with it.";
    if (parameter.name == "confirmed") view.notice = "Your e-mail address is confirmed.";
    if (parameter.name == "ready") view.notice = "Your account is ready. Sign in to use it.";
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
  directory::Actor actor = nobody_yet(request);
  actor.user = (*facts)->user;
  directory::Command command;
  command.action = directory::SignIn{
      actor.user, std::string(first_code_points(display_escape(request.headers.get("user-agent")), kMaxDevice)),
      request.peer};
  auto signed_in = context.service.execute(slug, actor, {command});
  if (!signed_in) return error_page(context, signed_in.error());
  context.throttle.succeeded(*attempt);
  context.log.write("signed-in", {{"org", slug}, {"peer", request.peer}, {"user", to_string(actor.user)}});
  http::Response response = account::see_other((*facts)->steps_only ? path_of(slug, "/steps") : app_path(slug));
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

http::Response forgot_page(const Context& context, const Exchange& exchange) {
  auto door = door_of(context, exchange.parameters.text("org"));
  if (!door) return error_page(context, door.error());
  if (!offers_forgot(*door)) return not_found_page();
  return account::forgot({door->organisation, door->identifier_label(), door->identifier_is_email()});
}

http::Response forgot(const Context& context, const Exchange& exchange) {
  const http::Request& request = exchange.request;
  const std::string& slug = exchange.parameters.text("org");
  auto door = door_of(context, slug);
  if (!door) return error_page(context, door.error());
  if (!offers_forgot(*door)) return not_found_page();
  auto form = read_form(context, request);
  if (!form) return error_page(context, form.error());
  const std::string name(trimmed(form->get("identifier")));
  // Counted apart from sign-ins, so that asking for mails keeps nobody out; never taken back, so that nobody's mailbox
  // is filled.
  auto attempt = context.throttle.begin(slug + "\nforgot\n" + fold_key(first_code_points(name, kMaxName)), request.peer,
                                        context.clock.now());
  if (!attempt) return too_many_attempts(context, attempt.error(), slug);
  // SECURITY: whether there is such a person is found out after the answer, which is the same in either case (T13).
  const bool taken = context.background.try_run([&context, slug, name, actor = nobody_yet(request)]() mutable {
    auto facts = context.service.sign_in_facts(slug, name);
    if (!facts || !facts->has_value()) return;
    actor.user = (*facts)->user;
    directory::Command command;
    command.action = directory::ForgotPassword{actor.user};
    // A refusal is recorded, and told to nobody who asks from outside.
    (void)context.service.execute(slug, actor, {command});
  });
  if (!taken) {
    context.throttle.withdrawn(*attempt);
    return error_page(context, come_back_later("busy", seconds(1)));
  }
  context.log.write("password-forgotten", {{"org", slug}, {"peer", request.peer}});
  account::Notice notice;
  notice.tone = account::Tone::Ok;
  notice.icon = account::Icon::Check;
  notice.title = "Look in your mail";
  notice.text =
      "If there is such an account and it may have a new password, a link is on its way to its e-mail address. Nothing "
      "changes until the link is used.";
  notice.actions = {{"Back to sign-in", path_of(slug)}};
  return account::notice(notice);
}

}  // namespace remit::server::app
