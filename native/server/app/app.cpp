#include "native/server/app/app.h"

#include <optional>
#include <utility>
#include <vector>

#include "native/server/account/pages.h"
#include "native/server/app/api_routes.h"
#include "native/server/app/doors.h"
#include "native/server/app/link_routes.h"
#include "native/server/app/own_password_routes.h"
#include "native/server/app/sign_in_routes.h"
#include "native/server/app/step_routes.h"
#include "native/server/bounded_pool.h"
#include "native/server/hygiene.h"

namespace remit::server::app {
namespace {

using Action = http::Response (*)(const Context&, const Exchange&);

/// Where a handler runs: hashing has threads of its own, so that a storm of sign-ins slows nothing else (T26).
enum class Runs { Here, InWorkers, InHashers };
/// Which form errors take.
enum class Speaks { Pages, Json };

struct Route {
  Action action;
  Runs runs;
  Speaks speaks;
};

http::Response alive(const Context&, const Exchange&) {
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = std::string("{\"status\":\"alive\"}\n");
  harden(response, Surface::Api);
  return response;
}

/// Ready while the store answers.
http::Response ready(const Context& context, const Exchange&) {
  auto organisations = context.service.organisations();
  if (!organisations) return api_error(context, organisations.error());
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = std::string("{\"status\":\"ready\"}\n");
  harden(response, Surface::Api);
  return response;
}

http::Response account_style(const Context& context, const Exchange&) {
  const auto path_of = [&](std::string_view part) {
    for (const std::string& name : context.files.names_with(part)) {
      if (content_type_of(name).substr(0, 5) == "font/") return "/" + name;
    }
    return std::string();
  };
  return account::stylesheet({path_of("Inter-Regular"), path_of("Inter-Medium"), path_of("Inter-SemiBold")});
}

http::Response account_script(const Context&, const Exchange&) {
  return account::link_script();
}

std::string milliseconds_between(Time from, Time to) {
  return std::to_string((to - from).ms);
}

}  // namespace

class App::State {
 public:
  State(Config config, Dependencies dependencies, StaticFiles files)
      : config_(std::move(config)),
        dependencies_(std::move(dependencies)),
        files_(std::move(files)),
        log_(dependencies_.log, dependencies_.clock),
        throttle_(config_.throttle, dependencies_.failures, dependencies_.known_failures),
        activity_(config_.sessions),
        workers_(config_.workers, config_.queue),
        hashers_(config_.hashers, config_.hash_queue) {
    add_routes();
  }

  Result<Done> start();
  void stop() {
    if (server_) server_->stop();
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] const Site& site() const { return *site_; }

 private:
  void add_routes();
  void add(http::Method method, std::string_view pattern, Route route) {
    table_.add(method, pattern);
    routes_.push_back(route);
  }
  void handle(http::Request request, const http::Responder& respond);
  [[nodiscard]] http::Response without_route(const http::Request& request) const;
  [[nodiscard]] http::Response refuse(const http::Refusal& refusal, std::string_view peer);
  void log_request(const http::Request& request, std::string_view pattern, int status, Time began);
  [[nodiscard]] std::string sentence(const Error& error) const { return message(error, dependencies_.catalogue); }

  const Config config_;
  const Dependencies dependencies_;
  const StaticFiles files_;
  Log log_;
  Throttle throttle_;
  SessionActivity activity_;
  http::RouteTable table_;
  std::vector<Route> routes_;
  // Set once the port is known, before the first request is let in.
  std::optional<Site> site_;
  std::optional<Context> context_;
  std::mutex starting_;
  // INVARIANT: the pools end before what their work uses, and the server before the pools.
  BoundedPool workers_;
  BoundedPool hashers_;
  std::unique_ptr<http::Server> server_;
};

void App::State::add_routes() {
  using http::Method;
  const auto page = [this](Method method, std::string_view pattern, Action action, Runs runs = Runs::InWorkers) {
    add(method, pattern, {action, runs, Speaks::Pages});
  };
  const auto api = [this](Method method, std::string_view pattern, Action action) {
    add(method, pattern, {action, Runs::InWorkers, Speaks::Json});
  };
  add(Method::Get, "/livez", {alive, Runs::Here, Speaks::Json});
  api(Method::Get, "/readyz", ready);

  page(Method::Get, "/", front);
  page(Method::Get, "/index.html", front);
  page(Method::Get, account::kStylePath, account_style, Runs::Here);
  page(Method::Get, account::kLinkScriptPath, account_script, Runs::Here);
  page(Method::Get, "/o/{org}", organisation_page);
  page(Method::Post, "/o/{org}/sign-in", sign_in, Runs::InHashers);
  page(Method::Post, "/o/{org}/sign-out", sign_out);
  page(Method::Get, "/o/{org}/link", link_page);
  page(Method::Post, "/o/{org}/link", look_at_link);
  page(Method::Post, "/o/{org}/password", set_password, Runs::InHashers);
  page(Method::Post, "/o/{org}/confirm", confirm);
  page(Method::Post, "/o/{org}/factor", enrol_by_link);
  page(Method::Get, "/o/{org}/steps", steps_page);
  page(Method::Post, "/o/{org}/steps/password", step_password, Runs::InHashers);
  page(Method::Post, "/o/{org}/steps/factor", step_factor);
  page(Method::Get, "/o/{org}/own-password", own_password_page);
  page(Method::Post, "/o/{org}/own-password", change_own_password, Runs::InHashers);
  page(Method::Get, "/o/{org}/forgot", forgot_page);
  page(Method::Post, "/o/{org}/forgot", forgot);

  api(Method::Get, "/api/v1/orgs", api_organisations);
  api(Method::Get, "/api/v1/orgs/{org}/session", api_session);
  api(Method::Delete, "/api/v1/orgs/{org}/session", api_end_session);
  api(Method::Get, "/api/v1/orgs/{org}/list-model", api_list_model);
  api(Method::Get, "/api/v1/orgs/{org}/users", api_users);
  api(Method::Get, "/api/v1/orgs/{org}/users/{id}", api_user);
  api(Method::Get, "/api/v1/orgs/{org}/users/{id}/form", api_edit_form);
  api(Method::Get, "/api/v1/orgs/{org}/users/{id}/duplicate-form", api_duplicate_form);
  api(Method::Get, "/api/v1/orgs/{org}/form", api_create_form);
  api(Method::Get, "/api/v1/orgs/{org}/tree", api_tree);
  api(Method::Get, "/api/v1/orgs/{org}/matrix", api_matrix);
  api(Method::Get, "/api/v1/orgs/{org}/outbox", api_outbox);
  api(Method::Get, "/api/v1/orgs/{org}/activity", api_activity);
  api(Method::Post, "/api/v1/orgs/{org}/plan", api_plan);
  api(Method::Post, "/api/v1/orgs/{org}/execute", api_execute);
  add(Method::Post, "/api/v1/orgs/{org}/proof", {api_proof, Runs::InHashers, Speaks::Json});
  api(Method::Post, "/api/v1/orgs/{org}/check", api_check);
}

Result<Done> App::State::start() {
  std::string base_url;
  if (!config_.base_url.empty()) {
    REMIT_TRY_ASSIGN(base_url, parse_base_url(config_.base_url));
  }
  http::Options options;
  options.address = config_.address;
  options.port = config_.port;
  options.limits = config_.limits;
  // A request may arrive before the port is known here; it waits for the lock.
  const std::lock_guard lock(starting_);
  REMIT_TRY_ASSIGN(
      server_,
      http::Server::start(
          std::move(options),
          [this](http::Request request, const http::Responder& respond) { handle(std::move(request), respond); },
          [this](const http::Refusal& refusal, std::string_view peer) { return refuse(refusal, peer); },
          dependencies_.clock));
  site_.emplace(std::move(base_url), server_->port());
  context_.emplace(Context{dependencies_.service, dependencies_.clock, dependencies_.random, log_, *site_, throttle_,
                           activity_, files_, dependencies_.catalogue, workers_, config_.demo});
  return Done{};
}

void App::State::handle(http::Request request, const http::Responder& respond) {
  { const std::lock_guard started(starting_); }
  const Time began = dependencies_.clock.now();
  // SECURITY: a name that somebody points at this machine would make their page same-origin with ours.
  if (!site_->answers_for(request.host)) {
    const Error error{Code::Invalid, "misdirected", {{"host", request.host}}, {}};
    log_request(request, "", 421, began);
    respond(problem(error, sentence(error)));
    return;
  }
  auto found = table_.find(request.method, request.path);
  const auto* match = std::get_if<http::RouteTable::Match>(&found);
  if (match == nullptr) {
    http::Response response;
    if (const auto* wrong = std::get_if<http::RouteTable::WrongMethod>(&found)) {
      const Error error{Code::Invalid, "method-not-allowed", {{"allow", wrong->allow}}, {}};
      response = problem(error, sentence(error));
      response.headers.set("Allow", wrong->allow);
    } else {
      response = without_route(request);
    }
    log_request(request, "", response.status, began);
    respond(std::move(response));
    return;
  }

  const Route route = routes_[match->route];
  const std::string_view pattern = match->pattern;
  // Shared because a pool's work must be copyable; only one copy runs.
  auto exchange = std::make_shared<Exchange>(Exchange{std::move(request), match->parameters});
  const auto work = [this, route, pattern, exchange, respond, began] {
    http::Response response;
    try {
      response = route.action(*context_, *exchange);
    } catch (const std::exception&) {
      // SECURITY: fail closed; what was thrown is for nobody outside (ASVS 16.5.4).
      const Error error{Code::Internal, "unexpected", {}, {}};
      response = route.speaks == Speaks::Json ? api_error(*context_, error) : error_page(*context_, error);
    }
    log_request(exchange->request, pattern, response.status, began);
    respond(std::move(response));
  };
  if (route.runs == Runs::Here) {
    work();
    return;
  }
  BoundedPool& pool = route.runs == Runs::InHashers ? hashers_ : workers_;
  if (pool.try_run(work)) return;
  const Error busy = come_back_later("busy", seconds(1));
  log_request(exchange->request, pattern, 503, began);
  respond(route.speaks == Speaks::Json ? api_error(*context_, busy) : error_page(*context_, busy));
}

http::Response App::State::without_route(const http::Request& request) const {
  const bool is_api = !request.path.empty() && request.path.front() == "api";
  const bool reads = request.method == http::Method::Get || request.method == http::Method::Head;
  if (reads && !is_api) {
    auto file = files_.get(request, request.path);
    return file ? std::move(*file) : not_found_page();
  }
  const Error error{Code::NotFound, "no-such-page", {}, {}};
  return problem(error, sentence(error));
}

http::Response App::State::refuse(const http::Refusal& refusal, std::string_view peer) {
  log_.write("refused", {{"rule", refusal.rule}, {"status", std::to_string(refusal.status)}, {"peer", peer}});
  const Error error{Code::Invalid, std::string(refusal.rule), {}, {}};
  return problem(refusal.status, refusal.rule, sentence(error));
}

void App::State::log_request(const http::Request& request, std::string_view pattern, int status, Time began) {
  log_.write("request", {{"method", http::to_string(request.method)},
                         {"route", pattern.empty() ? std::string_view("-") : pattern},
                         {"status", std::to_string(status)},
                         {"ms", milliseconds_between(began, dependencies_.clock.now())},
                         {"peer", request.peer}});
}

Result<std::unique_ptr<App>> App::start(Config config, Dependencies dependencies) {
  StaticFiles files;
  if (!config.web.empty()) {
    REMIT_TRY_ASSIGN(files, StaticFiles::load(config.web));
  }
  auto state = std::make_unique<State>(std::move(config), std::move(dependencies), std::move(files));
  REMIT_TRY(state->start());
  return std::unique_ptr<App>(new App(std::move(state)));
}

App::App(std::unique_ptr<State> state) : state_(std::move(state)) {}
App::~App() {
  stop();
}
std::uint16_t App::port() const {
  return state_->port();
}
const std::string& App::base_url() const {
  return state_->site().base_url();
}
void App::stop() {
  state_->stop();
}

}  // namespace remit::server::app
