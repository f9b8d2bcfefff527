#include "native/server/app/step_routes.h"

#include <algorithm>
#include <utility>

#include "core/base/catalogue.h"
#include "native/http/cookie.h"
#include "native/server/app/doors.h"

namespace remit::server::app {
namespace {

using account::Icon;
using account::Tone;
using scheme::Step;

/// `then` with the session for steps.
template <class Then>
http::Response with_steps(const Context& context, const Exchange& exchange, Then then) {
  auto visit = visit_of(context, exchange, SessionKind::StepsOnly);
  if (auto* elsewhere = std::get_if<http::Response>(&visit)) return std::move(*elsewhere);
  return then(std::get<Visit>(visit));
}

/// Nothing is open any more. A session for steps is of no use then: one signs in anew, with a new secret (T16).
http::Response finish(const Context& context, const Visit& visit) {
  auto ended = end_session(context, visit.slug(), visit.asker);
  if (!ended) return error_page(context, ended.error());
  http::Response response = account::see_other(path_of(visit.slug(), "?ready"));
  response.headers.add("Set-Cookie", http::expired_host_cookie(session_cookie_name(visit.slug())));
  return response;
}

http::Response by_mail_only(const Visit& visit) {
  account::Notice notice;
  notice.tone = Tone::Info;
  notice.icon = Icon::Clock;
  notice.title = "One step is left in your mail";
  notice.text = "A link went to " + visit.open.email + ". Open it to go on; if it has expired, an administrator of " +
                visit.door.organisation.name + " can send another one.";
  return account::notice(notice);
}

account::SetPassword password_of(const Visit& visit) {
  return password_view(visit.door, visit.open.name, visit.open.signs_in_as, {});
}

http::Response next_step(const Context& context, const Visit& visit) {
  if (visit.open.steps.empty()) return finish(context, visit);
  const auto is_open = [&](Step step) {
    return std::find(visit.open.steps.begin(), visit.open.steps.end(), step) != visit.open.steps.end();
  };
  if (visit.open.by_oneself && is_open(Step::SetPassword)) return account::set_password(password_of(visit));
  if (visit.open.by_oneself && is_open(Step::EnrolFactor)) {
    return account::enrol_factor({visit.door.organisation, visit.open.name, {}, context.demo});
  }
  return by_mail_only(visit);
}

/// Completes a step of one's own and goes on to the next one.
http::Response complete(const Context& context, const Visit& visit, Step step, std::string password_hash = {}) {
  directory::Command command;
  command.action = directory::CompleteStep{visit.asker.who.actor.user, step, std::move(password_hash)};
  auto completed = context.service.execute(visit.slug(), visit.asker.who.actor, {command});
  if (!completed) {
    // Somebody else was quicker, or the right to come in is gone: what is open now says what to do.
    if (completed.error().code != Code::Denied) return error_page(context, completed.error());
    account::Notice notice;
    notice.status = 403;
    notice.tone = Tone::Warn;
    notice.icon = Icon::Lock;
    notice.title = "This step cannot be completed";
    notice.text = sentences(completed.error(), context.catalogue) + " An administrator of " +
                  visit.door.organisation.name + " can help.";
    notice.actions = {{"Back to sign-in", path_of(visit.slug())}};
    return account::notice(notice);
  }
  return account::see_other(path_of(visit.slug(), "/steps"));
}

}  // namespace

http::Response steps_page(const Context& context, const Exchange& exchange) {
  return with_steps(context, exchange, [&](const Visit& visit) { return next_step(context, visit); });
}

http::Response step_password(const Context& context, const Exchange& exchange) {
  return with_steps(context, exchange, [&](const Visit& visit) {
    auto form = read_form(context, exchange.request);
    if (!form) return error_page(context, form.error());
    auto chosen = chosen_password(context, visit.door, password_of(visit), *form);
    if (auto* again = std::get_if<http::Response>(&chosen)) return std::move(*again);
    return complete(context, visit, Step::SetPassword, std::move(std::get<std::string>(chosen)));
  });
}

http::Response step_factor(const Context& context, const Exchange& exchange) {
  return with_steps(context, exchange, [&](const Visit& visit) {
    auto form = read_form(context, exchange.request);
    if (!form) return error_page(context, form.error());
    if (!context.demo) return next_step(context, visit);
    return complete(context, visit, Step::EnrolFactor);
  });
}

}  // namespace remit::server::app
