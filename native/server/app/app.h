#pragma once
// Remit's server: routes, pools and the gate in one. Started by `remit serve`.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>

#include "core/base/catalogue.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/time.h"
#include "core/service/service.h"
#include "native/http/server.h"
#include "native/server/app/context.h"
#include "native/server/session_cookie.h"
#include "native/server/throttle.h"

namespace remit::server::app {

struct Config {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;    ///< 0: one that is free
  std::string base_url;         ///< what links in mails begin with; empty: `http://127.0.0.1:PORT`
  std::filesystem::path web;    ///< the app's files, `build/web`; empty: none are served
  bool demo = false;            ///< offers the sandbox (design §8)
  std::size_t workers = 4;      ///< threads that wait for the store
  std::size_t queue = 256;      ///< requests that may wait for one of them
  std::size_t hashers = 2;      ///< threads for passwords
  std::size_t hash_queue = 32;  ///< about a second of work for two threads
  SessionPolicy sessions;
  ThrottlePolicy throttle;
  http::Limits limits;
};

/// Handed in; all outlive the app and are thread-safe.
struct Dependencies {
  service::Service& service;
  Clock& clock;
  Random& random;
  std::ostream& log;
  const Catalogue& catalogue;
  FailureJournal* failures = nullptr;  ///< may be null: failed sign-ins are then forgotten at a restart
  std::vector<FailureCount> known_failures;
};

class App {
 public:
  /// Errors: Invalid `bad-base-url`, those of StaticFiles::load and of http::Server::start.
  [[nodiscard]] static Result<std::unique_ptr<App>> start(Config config, Dependencies dependencies);
  /// Lets requests under way finish.
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  /// `http://127.0.0.1:8080`, or as configured: what a person types, and what links begin with.
  [[nodiscard]] const std::string& base_url() const;
  void stop();

 private:
  class State;
  explicit App(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace remit::server::app
