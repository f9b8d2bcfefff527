#pragma once
// The sandbox: core and SQLite in the page, behind the same Gateway as a server. Nobody signs in; one looks through
// somebody's eyes. Builds natively too, for tests. One thread.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/service/gateway.h"
#include "core/service/service.h"
#include "core/store/sqlite/database.h"
#include "web/sandbox/workspace_file.h"

namespace remit::sandbox {

/// What the host gives; all outlive the workbench.
struct Parts {
  Clock& clock;
  Random& random;
  std::vector<scheme::SchemePtr> schemes;
  std::function<void()> wake;                         ///< something was asked: call tick() soon
  std::function<void(const std::string& file)> keep;  ///< the workspace has changed: put it where it survives
};

class Workbench final : public service::Gateway, public service::Sandbox {
 public:
  /// From what was kept, or, where `kept` is empty, with the demo organisations. Errors: those of read_workspace and of
  /// the database; then the person is asked whether to begin anew.
  [[nodiscard]] static Result<std::unique_ptr<Workbench>> open(Parts parts, std::string_view kept);

  /// Answers what was asked since the last call, so that views see the same order of things as with a server.
  void tick();
  [[nodiscard]] bool idle() const { return questions_.empty(); }

  // Gateway
  [[nodiscard]] service::Ticket<present::Viewer> viewer() override;
  [[nodiscard]] service::Ticket<std::vector<present::OrganisationCard>> organisations() override;
  void open(std::string slug) override;
  [[nodiscard]] const std::string& opened() const override { return opened_; }
  [[nodiscard]] service::Ticket<present::ListModel> list_model() override;
  [[nodiscard]] service::Ticket<present::UsersPage> users(const present::ListQuery& query) override;
  [[nodiscard]] service::Ticket<present::UserDetails> user(UserId id) override;
  [[nodiscard]] service::Ticket<present::FormModel> form(std::optional<UserId> user) override;
  [[nodiscard]] service::Ticket<present::FormModel> duplicate_form(UserId user) override;
  [[nodiscard]] service::Ticket<present::TreeModel> tree() override;
  [[nodiscard]] service::Ticket<present::Matrix> matrix() override;
  [[nodiscard]] service::Ticket<std::vector<present::OutboxItem>> outbox() override;
  [[nodiscard]] service::Ticket<std::vector<present::ActivityItem>> activity(std::optional<UserId> user,
                                                                             std::uint64_t before) override;
  [[nodiscard]] service::Ticket<present::Preview> plan(const std::vector<directory::Command>& commands) override;
  [[nodiscard]] service::Ticket<present::Outcome> execute(const std::vector<directory::Command>& commands) override;
  [[nodiscard]] service::Ticket<Done> prove(std::string password) override;
  [[nodiscard]] service::Ticket<Done> sign_out() override;
  [[nodiscard]] std::uint64_t revision() const override { return revision_; }
  [[nodiscard]] bool connected() const override { return true; }

  // Sandbox
  void act_as(UserId user) override;
  [[nodiscard]] service::Ticket<std::vector<present::Choice>> people() override;
  void move_clock(Duration by) override;
  [[nodiscard]] Time now() const override;
  [[nodiscard]] service::Ticket<present::LinkView> look_at_link(const std::string& secret) override;
  [[nodiscard]] service::Ticket<present::Outcome> redeem(const std::string& secret,
                                                         const std::vector<scheme::Step>& steps,
                                                         const std::string& new_password) override;
  [[nodiscard]] service::Ticket<std::string> save() override;
  [[nodiscard]] service::Ticket<Done> load(std::string bytes) override;
  [[nodiscard]] service::Ticket<Done> reset() override;

 private:
  /// Real time, moved forward.
  class MovedClock final : public Clock {
   public:
    explicit MovedClock(Clock& real) : real_(real) {}
    Time now() override { return real_.now() + ahead; }
    Duration ahead;

   private:
    Clock& real_;
  };
  /// What a workspace file holds, open.
  struct Bench {
    SealKey key;
    std::unique_ptr<store::sqlite::Database> database;
    std::unique_ptr<service::Service> service;
  };

  explicit Workbench(Parts parts) : parts_(std::move(parts)), clock_(parts_.clock) {}
  [[nodiscard]] Result<Done> take_up(std::string_view file);
  [[nodiscard]] Result<Done> begin_anew();
  [[nodiscard]] Result<directory::Actor> actor();
  [[nodiscard]] Result<std::string> file();
  void changed();

  /// Puts a question off to the next tick.
  template <class T>
  service::Ticket<T> ask(std::function<Result<T>()> answer);

  Parts parts_;
  MovedClock clock_;
  std::optional<Bench> bench_;
  std::string opened_;
  std::map<std::string, UserId> acting_;
  std::uint64_t revision_ = 1;
  std::deque<std::function<void()>> questions_;
};

}  // namespace remit::sandbox
