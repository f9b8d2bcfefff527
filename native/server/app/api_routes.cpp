#include "native/server/app/api_routes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/base/describe_json.h"
#include "core/base/json.h"
#include "core/base/password.h"
#include "native/http/cookie.h"
#include "native/server/app/sessions.h"
#include "native/server/hygiene.h"
#include "native/server/json_body.h"

namespace remit::server::app {

namespace json = boost::json;

// ---- bodies that only the wire knows

struct SessionBody {
  present::Viewer viewer;
  std::string csrf;
  std::int64_t idle_ms = 0;
  Time ends_at;
};
BOOST_DESCRIBE_STRUCT(SessionBody, (), (viewer, csrf, idle_ms, ends_at))

struct CommandsBody {
  std::vector<directory::Command> commands;
};
BOOST_DESCRIBE_STRUCT(CommandsBody, (), (commands))

struct ProofBody {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(ProofBody, (), (password))

struct CheckBody {
  UserId user;
  std::string permission;
  std::optional<ScopeId> scope;
  std::optional<UserId> owner;
  std::uint64_t at_least_as_fresh = 0;  ///< a revision that some answer carried (T4)
  static constexpr std::array kOptional{"at_least_as_fresh"};
};
BOOST_DESCRIBE_STRUCT(CheckBody, (), (user, permission, scope, owner, at_least_as_fresh))

namespace {

constexpr std::size_t kMaxCommands = 100;

/// What a session does by itself belongs to the account pages, where passwords are hashed here and links are proof.
constexpr std::array<std::string_view, 4> kNotOverTheApi{"sign-in", "redeem", "forgot-password", "complete-step"};

template <class T>
http::Response answer(const Context& context, const Result<T>& result) {
  if (!result) return api_error(context, result.error());
  return json_response(to_json(*result));
}

/// `ask` with who is asking, or why nobody is.
template <class Ask>
http::Response read(const Context& context, const Exchange& exchange, Ask ask) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_uses(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  return answer(context, ask(slug, *asker));
}

/// Refuses parameters that the route does not have: a misspelt filter must not show everybody.
Result<Done> only_parameters(const http::Request& request, std::initializer_list<std::string_view> known) {
  for (const http::Parameter& parameter : request.query) {
    if (std::find(known.begin(), known.end(), parameter.name) == known.end()) {
      return Error{Code::Invalid, "unknown-parameter", {{"name", parameter.name}}, parameter.name};
    }
  }
  return Done{};
}

Result<Done> take_text(const http::Request& request, std::string_view name, std::string& out) {
  REMIT_TRY_ASSIGN(std::optional<std::string> value, http::single_value(request.query, name));
  if (value) out = std::move(*value);
  return Done{};
}

template <class Number>
Result<Done> take_number(const http::Request& request, std::string_view name, Number& out) {
  REMIT_TRY_ASSIGN(const std::optional<std::string> value, http::single_value(request.query, name));
  if (!value) return Done{};
  const char* end = value->data() + value->size();
  const auto [stopped, error] = std::from_chars(value->data(), end, out);
  if (error != std::errc{} || stopped != end) {
    return Error{Code::Invalid, "not-a-number", {{"text", *value}}, std::string(name)};
  }
  return Done{};
}

Result<Done> take_switch(const http::Request& request, std::string_view name, bool& out) {
  REMIT_TRY_ASSIGN(const std::optional<std::string> value, http::single_value(request.query, name));
  if (!value) return Done{};
  if (*value != "true" && *value != "false") {
    return Error{Code::Invalid, "unknown-value", {{"text", *value}, {"known", "true, false"}}, std::string(name)};
  }
  out = *value == "true";
  return Done{};
}

Result<present::ListQuery> list_query(const http::Request& request) {
  REMIT_TRY(
      only_parameters(request, {"search", "tab", "role", "scope", "include_below", "sort", "turn", "anchor", "size"}));
  present::ListQuery query;
  REMIT_TRY(take_text(request, "search", query.search));
  REMIT_TRY(take_text(request, "tab", query.tab));
  REMIT_TRY(take_text(request, "role", query.role));
  REMIT_TRY(take_text(request, "scope", query.scope));
  REMIT_TRY(take_switch(request, "include_below", query.include_below));
  REMIT_TRY(take_text(request, "sort", query.sort));
  REMIT_TRY(take_text(request, "turn", query.turn));
  REMIT_TRY(take_text(request, "anchor", query.anchor));
  REMIT_TRY(take_number(request, "size", query.size));
  return query;
}

Result<CommandsBody> read_commands(const http::Request& request) {
  REMIT_TRY_ASSIGN(const json::value body, read_json_body(request));
  REMIT_TRY_ASSIGN(CommandsBody commands, from_json<CommandsBody>(body));
  if (commands.commands.empty() || commands.commands.size() > kMaxCommands) {
    return Error{Code::Invalid, "out-of-range", {{"min", "1"}, {"max", std::to_string(kMaxCommands)}}, "commands"};
  }
  for (const directory::Command& command : commands.commands) {
    const std::string_view type = directory::type_of(command.action);
    if (std::find(kNotOverTheApi.begin(), kNotOverTheApi.end(), type) != kNotOverTheApi.end()) {
      return Error{Code::Denied, "not-offered", {{"command", std::string(type)}}, {}};
    }
  }
  return commands;
}

}  // namespace

http::Response api_error(const Context& context, const Error& error) {
  if (error.code == Code::Internal) context.log.write("defect", {{"rule", error.rule}});
  return problem(error, message(error, context.catalogue));
}

http::Response api_organisations(const Context& context, const Exchange& exchange) {
  auto all = context.service.organisations();
  if (!all) return api_error(context, all.error());
  std::erase_if(*all, [&](const present::OrganisationCard& card) {
    return !who_uses(context, exchange.request, card.slug).ok();
  });
  return json_response(to_json(*all));
}

http::Response api_session(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) -> Result<SessionBody> {
    REMIT_TRY_ASSIGN(present::Viewer viewer, context.service.viewer(slug, asker.who.actor));
    SessionBody body{std::move(viewer), {}, 0, kForever};
    if (!asker.who.session) return body;
    const SessionPolicy& policy = context.activity.policy();
    body.csrf = csrf_token(asker.token);
    body.idle_ms = policy.idle.ms;
    body.ends_at = asker.who.session->created_at + policy.absolute;
    return body;
  });
}

http::Response api_end_session(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_changes(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  auto ended = end_session(context, slug, *asker);
  if (!ended) return api_error(context, ended.error());
  http::Response response;
  response.status = 204;
  response.headers.add("Set-Cookie", http::expired_host_cookie(session_cookie_name(slug)));
  harden(response, Surface::Api);
  return response;
}

http::Response api_list_model(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) {
    return context.service.list_model(slug, asker.who.actor);
  });
}

http::Response api_users(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) -> Result<present::UsersPage> {
    REMIT_TRY_ASSIGN(const present::ListQuery query, list_query(exchange.request));
    return context.service.users(slug, asker.who.actor, query);
  });
}

http::Response api_user(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) -> Result<present::UserDetails> {
    REMIT_TRY_ASSIGN(const UserId id, exchange.parameters.id<UserTag>("id"));
    std::optional<SessionId> own;
    if (asker.who.session) own = asker.who.session->id;
    return context.service.user(slug, asker.who.actor, id, own);
  });
}

http::Response api_create_form(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) {
    return context.service.form(slug, asker.who.actor, {});
  });
}

http::Response api_edit_form(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) -> Result<present::FormModel> {
    REMIT_TRY_ASSIGN(const UserId id, exchange.parameters.id<UserTag>("id"));
    return context.service.form(slug, asker.who.actor, id);
  });
}

http::Response api_duplicate_form(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) -> Result<present::FormModel> {
    REMIT_TRY_ASSIGN(const UserId id, exchange.parameters.id<UserTag>("id"));
    return context.service.duplicate_form(slug, asker.who.actor, id);
  });
}

http::Response api_tree(const Context& context, const Exchange& exchange) {
  return read(context, exchange,
              [&](const std::string& slug, const Asker& asker) { return context.service.tree(slug, asker.who.actor); });
}

http::Response api_matrix(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) {
    return context.service.matrix(slug, asker.who.actor);
  });
}

http::Response api_outbox(const Context& context, const Exchange& exchange) {
  return read(context, exchange, [&](const std::string& slug, const Asker& asker) {
    return context.service.outbox(slug, asker.who.actor);
  });
}

http::Response api_activity(const Context& context, const Exchange& exchange) {
  return read(context, exchange,
              [&](const std::string& slug, const Asker& asker) -> Result<std::vector<present::ActivityItem>> {
                REMIT_TRY(only_parameters(exchange.request, {"user", "before"}));
                std::string user;
                std::uint64_t before = 0;
                REMIT_TRY(take_text(exchange.request, "user", user));
                REMIT_TRY(take_number(exchange.request, "before", before));
                std::optional<UserId> id;
                if (!user.empty()) {
                  REMIT_TRY_ASSIGN(id, parse_id<UserTag>(user));
                }
                return context.service.activity(slug, asker.who.actor, id, before);
              });
}

http::Response api_plan(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_changes(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  auto body = read_commands(exchange.request);
  if (!body) return api_error(context, body.error());
  if (asker->who.session) {
    asker->who.actor.proved = context.activity.proved(asker->who.session->id, context.clock.now());
  }
  return answer(context, context.service.plan(slug, asker->who.actor, body->commands));
}

http::Response api_execute(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_changes(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  auto body = read_commands(exchange.request);
  if (!body) return api_error(context, body.error());
  if (asker->who.session) {
    asker->who.actor.proved = context.activity.take_proof(asker->who.session->id, context.clock.now());
  }
  const auto outcome = context.service.execute(slug, asker->who.actor, body->commands);
  if (!outcome && outcome.error().rule == "preview-changed") {
    const auto preview = context.service.plan(slug, asker->who.actor, body->commands);
    if (!preview) return api_error(context, preview.error());
    return problem(outcome.error(), message(outcome.error(), context.catalogue), to_canonical_json(to_json(*preview)));
  }
  return answer(context, outcome);
}

http::Response api_proof(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_changes(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  const auto proving = [&]() -> Result<Done> {
    REMIT_TRY_ASSIGN(const json::value value, read_json_body(exchange.request));
    REMIT_TRY_ASSIGN(const ProofBody body, from_json<ProofBody>(value));
    return prove(context, exchange.request, slug, *asker, body.password);
  };
  const auto proved = proving();
  if (!proved) return api_error(context, proved.error());
  http::Response response;
  response.status = 204;
  harden(response, Surface::Api);
  return response;
}

http::Response api_check(const Context& context, const Exchange& exchange) {
  const std::string& slug = exchange.parameters.text("org");
  auto asker = who_changes(context, exchange.request, slug);
  if (!asker) return api_error(context, asker.error());
  const auto ask = [&]() -> Result<present::Answer> {
    REMIT_TRY_ASSIGN(const json::value value, read_json_body(exchange.request));
    REMIT_TRY_ASSIGN(const CheckBody body, from_json<CheckBody>(value));
    REMIT_TRY_ASSIGN(present::Answer answer,
                     context.service.check(slug, asker->who.actor, body.user, body.permission, body.scope, body.owner));
    // SECURITY: an answer from before what the caller has seen may allow what was revoked since (T4).
    if (answer.revision < body.at_least_as_fresh) return come_back_later("not-so-fresh", seconds(1));
    return answer;
  };
  return answer(context, ask());
}

}  // namespace remit::server::app
