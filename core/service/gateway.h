#pragma once
// How the views reach a directory: asynchronously, always. Local (core and SQLite in the page: the sandbox) or server
// (REST). A view asks, keeps the ticket, and looks at it once a frame.

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/directory/command.h"
#include "core/present/model.h"

namespace remit::service {

/// The answer to one question, which may not be there yet. Copies are the same ticket; dropping the last one means
/// that nobody wants the answer any more. One thread.
template <class T>
class Ticket {
 public:
  Ticket() : state_(std::make_shared<std::optional<Result<T>>>()) {}

  [[nodiscard]] bool ready() const { return state_->has_value(); }
  /// Null until ready.
  [[nodiscard]] const Result<T>* answer() const { return ready() ? &**state_ : nullptr; }
  /// Takes the answer out. Precondition: ready().
  [[nodiscard]] Result<T> take() { return std::move(**state_); }

  /// For gateways: what the ticket was given for. Wakes nobody; the gateway asks its host for a frame.
  void fulfil(Result<T> result) const { *state_ = std::move(result); }
  /// Whether somebody else still holds the ticket.
  [[nodiscard]] bool wanted() const { return state_.use_count() > 1; }

 private:
  std::shared_ptr<std::optional<Result<T>>> state_;  // shared by the asker and the gateway
};

class Gateway {
 public:
  virtual ~Gateway() = default;

  /// Who is looking, at the organisation that is open. Error: Denied `signed-out` when the session has ended.
  [[nodiscard]] virtual Ticket<present::Viewer> viewer() = 0;
  /// Those that this gateway can open: all in the sandbox, those signed in to on a server.
  [[nodiscard]] virtual Ticket<std::vector<present::OrganisationCard>> organisations() = 0;
  /// Opens one; what was asked before is not answered any more.
  virtual void open(std::string slug) = 0;
  [[nodiscard]] virtual const std::string& opened() const = 0;

  [[nodiscard]] virtual Ticket<present::ListModel> list_model() = 0;
  [[nodiscard]] virtual Ticket<present::UsersPage> users(const present::ListQuery& query) = 0;
  [[nodiscard]] virtual Ticket<present::UserDetails> user(UserId id) = 0;
  /// The create form (no user) or the edit form.
  [[nodiscard]] virtual Ticket<present::FormModel> form(std::optional<UserId> user) = 0;
  [[nodiscard]] virtual Ticket<present::FormModel> duplicate_form(UserId user) = 0;
  [[nodiscard]] virtual Ticket<present::TreeModel> tree() = 0;
  [[nodiscard]] virtual Ticket<present::Matrix> matrix() = 0;
  [[nodiscard]] virtual Ticket<std::vector<present::OutboxItem>> outbox() = 0;
  [[nodiscard]] virtual Ticket<std::vector<present::ActivityItem>> activity(std::optional<UserId> user,
                                                                            std::uint64_t before) = 0;

  /// What these commands would do together, or why not. Nothing is written.
  [[nodiscard]] virtual Ticket<present::Preview> plan(const std::vector<directory::Command>& commands) = 0;
  /// All of them in one transaction, or none.
  [[nodiscard]] virtual Ticket<present::Outcome> execute(const std::vector<directory::Command>& commands) = 0;
  /// The viewer's own current password, after `proof-needed`: holds for the next execute() alone. Error: Denied
  /// `wrong-password`.
  [[nodiscard]] virtual Ticket<Done> prove(std::string password) = 0;
  /// Ends the session. Error: Denied `not-offered` where nobody signs in.
  [[nodiscard]] virtual Ticket<Done> sign_out() = 0;

  /// For Host::open_link. Empty where nobody signs in.
  [[nodiscard]] virtual std::string sign_in_address() const { return {}; }
  /// Where one's own password is changed; empty where nobody has one.
  [[nodiscard]] virtual std::string own_password_address() const { return {}; }
  /// Where a link of the outbox is opened, relative to the server; empty in the sandbox, which opens it itself. The
  /// secret stands behind the `#`.
  [[nodiscard]] virtual std::string link_address(const std::string& /*secret*/) const { return {}; }

  /// Changes whenever asking again is worth it: a commit was seen, the session ended, a connection came back. When one
  /// is lost only connected() changes, so that what was read stays on the screen.
  [[nodiscard]] virtual std::uint64_t revision() const = 0;
  [[nodiscard]] virtual bool connected() const = 0;
};

/// What only the sandbox has: nobody signs in, time can be moved, mails can be opened. Null on a server's gateway.
class Sandbox {
 public:
  virtual ~Sandbox() = default;

  /// Whose eyes one looks through; nil is the operator.
  virtual void act_as(UserId user) = 0;
  [[nodiscard]] virtual Ticket<std::vector<present::Choice>> people() = 0;
  /// Forward only.
  virtual void move_clock(Duration by) = 0;
  [[nodiscard]] virtual Time now() const = 0;
  /// A link from the outbox, looked at without using it.
  [[nodiscard]] virtual Ticket<present::LinkView> look_at_link(const std::string& secret) = 0;
  [[nodiscard]] virtual Ticket<present::Outcome> redeem(const std::string& secret,
                                                        const std::vector<scheme::Step>& steps,
                                                        const std::string& new_password) = 0;
  /// The whole sandbox as one file, and back. Opening replaces what is there, or changes nothing and says why.
  [[nodiscard]] virtual Ticket<std::string> save() = 0;
  [[nodiscard]] virtual Ticket<Done> load(std::string bytes) = 0;
  /// Back to the demo organisations.
  [[nodiscard]] virtual Ticket<Done> reset() = 0;
};

}  // namespace remit::service
