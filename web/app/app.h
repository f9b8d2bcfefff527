#pragma once
// The app: everything between the widgets (web/ui) and a Gateway. Knows neither the browser nor how a Gateway gets its
// answers; the same class runs over REST, in the sandbox, and in native tests.
//
// Addresses (after `#`): `/users?q=…&tab=…&role=…&sort=…`, `/users/ID`, `/users/ID/edit`, `/new`, `/scopes`, `/roles`,
// `/outbox`,
// `/activity`, `/start` (sandbox), `/components`. Nobody and nothing but ids and what was searched for stands in them.

#include <memory>

#include "core/base/random.h"
#include "core/service/gateway.h"
#include "web/ui/ui.h"

namespace remit::app {

/// Handed in; all outlive the app.
struct Parts {
  service::Gateway& gateway;
  service::Sandbox* sandbox = nullptr;  ///< null on a server
  ui::Host& host;
  Random& random;  ///< for idempotency keys
};

/// One thread. Whoever fulfils a ticket asks the host for a frame; nothing else need be told.
class App {
 public:
  explicit App(Parts parts);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  /// Once per frame, into the whole canvas. Looks at tickets, at the gateway's revision and at the host's address.
  void draw(ui::Ui& ui);
  /// A form was changed and not submitted.
  [[nodiscard]] bool has_unsaved_changes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace remit::app
