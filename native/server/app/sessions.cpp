#include "native/server/app/sessions.h"

#include <utility>

#include "core/base/password.h"

namespace remit::server::app {
namespace {

Error signed_out() {
  return Error{Code::Denied, "signed-out", {}, {}};
}

/// Not there, for whatever reason, is one answer; a store that cannot be read is another.
Error hide_why(Error error) {
  return error.code == Code::Unavailable || error.code == Code::Internal ? std::move(error) : signed_out();
}

Result<Asker> by_credential(const Context& context, std::string_view authorization, std::string_view peer,
                            std::string_view slug) {
  constexpr std::string_view kScheme = "Bearer ";
  if (!http::equal_ignoring_case(authorization.substr(0, kScheme.size()), kScheme)) return signed_out();
  auto found = context.service.credential(slug, authorization.substr(kScheme.size()));
  if (!found) return hide_why(std::move(found).error());
  if (!found->has_value()) return signed_out();
  Asker asker{std::move(**found), Caller::Program, {}};
  asker.who.actor.origin = std::string(peer);
  return asker;
}

}  // namespace

Result<Asker> who_asks(const Context& context, const http::Request& request, std::string_view slug) {
  if (const std::string* authorization = request.headers.find("authorization")) {
    return by_credential(context, *authorization, request.peer, slug);
  }
  auto token = session_token(request, slug);
  if (!token) return signed_out();
  auto found = context.service.session(slug, *token);
  if (!found) return hide_why(std::move(found).error());
  if (!found->has_value() || !(*found)->session) return signed_out();
  Asker asker{std::move(**found), Caller::Browser, std::move(*token)};
  asker.who.actor.origin = request.peer;
  const directory::Session& session = *asker.who.session;
  const bool background = request.headers.find("x-remit-background") != nullptr;
  const Time now = context.clock.now();
  const bool lives = background ? context.activity.look(session.id, session.created_at, now)
                                : context.activity.touch(session.id, session.created_at, now);
  if (!lives) {
    REMIT_TRY(end_session(context, slug, asker));
    return signed_out();
  }
  return asker;
}

Result<Asker> who_uses(const Context& context, const http::Request& request, std::string_view slug) {
  REMIT_TRY_ASSIGN(Asker asker, who_asks(context, request, slug));
  if (asker.who.session && asker.who.session->steps_only) return Error{Code::Denied, "steps-open", {}, {}};
  return asker;
}

Result<Asker> who_changes(const Context& context, const http::Request& request, std::string_view slug) {
  REMIT_TRY_ASSIGN(Asker asker, who_uses(context, request, slug));
  REMIT_TRY(check_same_origin(request, context.site, asker.caller));
  if (asker.caller == Caller::Browser) REMIT_TRY(check_csrf(request, asker.token));
  return asker;
}

Result<Done> prove(const Context& context, const http::Request& request, std::string_view slug, const Asker& asker,
                   std::string_view password) {
  // A program proves itself with its credential; there is nothing it could add.
  if (!asker.who.session) return Error{Code::Denied, "not-offered", {{"command", "proof"}}, {}};
  const Error wrong{Code::Denied, "wrong-password", {}, "password"};
  if (password.size() > kMaxPasswordBytes) return wrong;
  const Time now = context.clock.now();
  const UserId user = asker.who.actor.user;
  REMIT_TRY_ASSIGN(const Throttle::Attempt attempt,
                   context.throttle.begin(std::string(slug) + "\n" + to_string(user), request.peer, now));
  auto hash = context.service.password_of(slug, user);
  if (!hash) {
    context.throttle.withdrawn(attempt);
    return std::move(hash).error();
  }
  if (hash->empty() || !verify_password(password, *hash)) {
    REMIT_TRY(context.service.sign_in_failed(slug, user, request.peer));
    return wrong;
  }
  context.throttle.succeeded(attempt);
  context.activity.prove(asker.who.session->id, now);
  return Done{};
}

Result<Done> end_session(const Context& context, std::string_view slug, const Asker& asker) {
  if (!asker.who.session) return Done{};
  directory::Actor actor = asker.who.actor;
  actor.kind = scheme::ActorKind::Self;
  directory::Command command;
  command.action = directory::EndSession{actor.user, asker.who.session->id};
  auto ended = context.service.execute(slug, actor, {command});
  // Ended by somebody else in the meantime is ended as well.
  if (!ended && ended.error().code != Code::NotFound) return std::move(ended).error();
  context.activity.forget(asker.who.session->id);
  return Done{};
}

}  // namespace remit::server::app
