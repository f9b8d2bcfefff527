#include "web/gateway/server_gateway.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "core/base/describe_json.h"
#include "core/base/json.h"
#include "core/directory/command_json.h"
#include "web/gateway/problem.h"
#include "web/gateway/query.h"

namespace remit::gateway {

namespace json = boost::json;
using service::Ticket;

namespace {

/// A page of a thousand people with all that is known of them stays far below.
constexpr JsonLimits kAnswerLimits{.bytes = std::size_t{32} << 20, .depth = 64};

/// Our own server's answer that we cannot read comes from another version of it.
Error app_outdated() {
  return Error{Code::Unavailable, "app-outdated", {}, {}};
}

template <class T>
Result<T> understand(const Result<json::value>& answer) {
  if (!answer) return answer.error();
  auto value = from_json<T>(*answer);
  if (!value) return app_outdated();
  return value;
}

template <>
Result<Done> understand<Done>(const Result<json::value>& answer) {
  if (!answer) return answer.error();
  return Done{};
}

template <class T>
std::uint64_t revision_of(const T& value) {
  if constexpr (requires { value.revision; }) return value.revision;
  return 0;
}

std::string commands_body(const std::vector<directory::Command>& commands) {
  json::array array;
  for (const directory::Command& command : commands) array.push_back(directory::command_to_json(command));
  return to_canonical_json(json::object{{"commands", std::move(array)}});
}

}  // namespace

ServerGateway::ServerGateway(Parts parts, std::string slug)
    : parts_(std::move(parts)), slug_(std::move(slug)), era_(std::make_shared<const int>(0)) {}

std::string ServerGateway::path(std::string_view rest) const {
  return "/api/v1/orgs/" + percent_encode(slug_) + std::string(rest);
}

// ---- asking

void ServerGateway::ask(Request request, Answered answered) {
  const std::weak_ptr<const int> era = era_;
  parts_.transport.send(std::move(request), [this, era, answered = std::move(answered)](const Reply& reply) {
    if (era.expired()) return;
    answered(judge(reply));
  });
}

Result<json::value> ServerGateway::judge(const Reply& reply) {
  const bool good = reply.status >= 200 && reply.status < 300;
  std::optional<Error> problem;
  if (!good) problem = read_problem(reply.body);
  // A proxy that answers for a server that is down speaks no JSON of ours.
  connection(good || problem.has_value());
  if (!good && !problem) return Error{Code::Unavailable, "no-connection", {}, {}};
  if (problem) {
    if (problem->rule == "signed-out" && !signed_out_) {
      signed_out_ = true;
      csrf_.clear();
      changed();
    }
    return std::move(*problem);
  }
  if (reply.body.empty()) return json::value(nullptr);
  auto value = parse_json(reply.body, kAnswerLimits);
  if (!value) return app_outdated();
  return value;
}

void ServerGateway::session(Answered answered) {
  ask({.path = path("/session")}, [this, answered = std::move(answered)](Result<json::value> answer) {
    if (answer) csrf_ = text_in(*answer, "csrf");
    answered(std::move(answer));
  });
}

void ServerGateway::change(Request request, Answered answered, Csrf csrf) {
  if (csrf_.empty() || csrf == Csrf::Fresh) {
    session([this, request = std::move(request), answered = std::move(answered)](const Result<json::value>& answer) {
      if (!answer) return answered(answer.error());
      Request with_token = request;
      with_token.headers.emplace_back("X-Remit-CSRF", csrf_);
      ask(std::move(with_token), answered);
    });
    return;
  }
  Request with_token = request;
  with_token.headers.emplace_back("X-Remit-CSRF", csrf_);
  ask(std::move(with_token),
      [this, request = std::move(request), answered = std::move(answered)](Result<json::value> answer) mutable {
        if (!answer && answer.error().rule == "bad-csrf-token") {
          change(std::move(request), std::move(answered), Csrf::Fresh);
          return;
        }
        answered(std::move(answer));
      });
}

template <class T>
Ticket<T> ServerGateway::read(std::string path) {
  Ticket<T> ticket;
  ask({.path = std::move(path)}, [this, ticket](const Result<json::value>& answer) {
    if (!ticket.wanted()) return;
    auto value = understand<T>(answer);
    if (value) server_is_at(revision_of(*value));
    ticket.fulfil(std::move(value));
    parts_.wake();
  });
  return ticket;
}

template <class T>
Ticket<T> ServerGateway::write(std::string method, std::string path, std::string body) {
  Ticket<T> ticket;
  Request request{.method = std::move(method), .path = std::move(path), .body = std::move(body)};
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  change(std::move(request), [this, ticket](const Result<json::value>& answer) {
    auto value = understand<T>(answer);
    if (value) server_is_at(revision_of(*value));
    ticket.fulfil(std::move(value));
    parts_.wake();
  });
  return ticket;
}

// ---- questions

Ticket<present::Viewer> ServerGateway::viewer() {
  Ticket<present::Viewer> ticket;
  session([this, ticket](const Result<json::value>& answer) {
    if (!answer) {
      ticket.fulfil(answer.error());
    } else {
      auto viewer = understand<present::Viewer>(member(*answer, "viewer"));
      if (viewer) server_is_at(viewer->revision);
      ticket.fulfil(std::move(viewer));
    }
    parts_.wake();
  });
  return ticket;
}

Ticket<std::vector<present::OrganisationCard>> ServerGateway::organisations() {
  return read<std::vector<present::OrganisationCard>>("/api/v1/orgs");
}

void ServerGateway::open(std::string slug) {
  slug_ = std::move(slug);
  csrf_.clear();
  era_ = std::make_shared<const int>(0);
  server_revision_ = 0;
  signed_out_ = false;
  checking_ = false;
  changed();
  if (watching_) parts_.call_later(kCheckInterval);
}

Ticket<present::ListModel> ServerGateway::list_model() {
  return read<present::ListModel>(path("/list-model"));
}

Ticket<present::UsersPage> ServerGateway::users(const present::ListQuery& query) {
  return read<present::UsersPage>(path("/users") + list_query(query));
}

Ticket<present::UserDetails> ServerGateway::user(UserId id) {
  return read<present::UserDetails>(path("/users/") + to_string(id));
}

Ticket<present::FormModel> ServerGateway::form(std::optional<UserId> user) {
  return read<present::FormModel>(user ? path("/users/") + to_string(*user) + "/form" : path("/form"));
}

Ticket<present::FormModel> ServerGateway::duplicate_form(UserId user) {
  return read<present::FormModel>(path("/users/") + to_string(user) + "/duplicate-form");
}

Ticket<present::TreeModel> ServerGateway::tree() {
  return read<present::TreeModel>(path("/tree"));
}

Ticket<present::Matrix> ServerGateway::matrix() {
  return read<present::Matrix>(path("/matrix"));
}

Ticket<std::vector<present::OutboxItem>> ServerGateway::outbox() {
  return read<std::vector<present::OutboxItem>>(path("/outbox"));
}

Ticket<std::vector<present::ActivityItem>> ServerGateway::activity(std::optional<UserId> user, std::uint64_t before) {
  std::string query;
  if (user) query += "?user=" + to_string(*user);
  if (before != 0) query += (query.empty() ? "?before=" : "&before=") + std::to_string(before);
  return read<std::vector<present::ActivityItem>>(path("/activity") + query);
}

Ticket<present::Preview> ServerGateway::plan(const std::vector<directory::Command>& commands) {
  return write<present::Preview>("POST", path("/plan"), commands_body(commands));
}

Ticket<present::Outcome> ServerGateway::execute(const std::vector<directory::Command>& commands) {
  return write<present::Outcome>("POST", path("/execute"), commands_body(commands));
}

Ticket<Done> ServerGateway::prove(std::string password) {
  return write<Done>("POST", path("/proof"), to_canonical_json(json::object{{"password", std::move(password)}}));
}

Ticket<Done> ServerGateway::sign_out() {
  return write<Done>("DELETE", path("/session"), {});
}

std::string ServerGateway::sign_in_address() const {
  return "/o/" + percent_encode(slug_);
}

std::string ServerGateway::own_password_address() const {
  return sign_in_address() + "/own-password";
}
std::string ServerGateway::link_address(const std::string& secret) const {
  return sign_in_address() + "/link#" + percent_encode(secret);
}

// ---- watching

void ServerGateway::watch() {
  watching_ = true;
  check();
}

void ServerGateway::rest() {
  watching_ = false;
}

void ServerGateway::tick() {
  if (watching_) check();
}

void ServerGateway::check() {
  if (checking_ || signed_out_) return;
  checking_ = true;
  Request request{.path = path("/session"), .headers = {{"X-Remit-Background", "check"}}, .quiet = true};
  ask(std::move(request), [this](Result<json::value> answer) { heard(std::move(answer)); });
}

void ServerGateway::heard(Result<json::value> answer) {
  checking_ = false;
  if (answer) {
    const auto viewer = understand<present::Viewer>(member(*answer, "viewer"));
    if (viewer) server_is_at(viewer->revision);
  }
  if (!watching_ || signed_out_) return;
  parts_.call_later(connected_ ? kCheckInterval : retry_);
  if (!connected_) retry_ = Duration{std::min(2 * retry_.ms, kLongestRetry.ms)};
}

void ServerGateway::connection(bool up) {
  if (up) retry_ = seconds(1);
  if (up == connected_) return;
  connected_ = up;
  if (up) {
    changed();
  } else {
    parts_.wake();
  }
  if (!up && watching_ && !checking_) parts_.call_later(retry_);
}

void ServerGateway::server_is_at(std::uint64_t revision) {
  if (revision == 0 || revision == server_revision_) return;
  const bool first = server_revision_ == 0;
  server_revision_ = revision;
  if (!first) changed();
}

void ServerGateway::changed() {
  ++revision_;
  parts_.wake();
}

}  // namespace remit::gateway
