#pragma once
// The Gateway to a server: its REST API under /api/v1/orgs/SLUG (native/server/app/api_routes.h). Builds natively too,
// for tests. One thread.
//
// Network: one request for each question, and while the tab is watched one light check of the revision every
// kCheckInterval, which does not count as use of the session (T16). Nothing while the tab is hidden, nor after the
// session has ended.

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/service/gateway.h"
#include "web/gateway/transport.h"

namespace remit::gateway {

/// What others did is seen this late at most.
inline constexpr Duration kCheckInterval = seconds(15);
/// After a lost connection the checks come after 1, 2, 4, … s, until this.
inline constexpr Duration kLongestRetry = seconds(30);

/// What the host gives; all outlive the gateway.
struct Parts {
  Transport& transport;
  /// Something may look different: draw.
  std::function<void()> wake;
  /// Call tick() then; a later wish replaces an earlier one.
  std::function<void(Duration)> call_later;
};

class ServerGateway final : public service::Gateway {
 public:
  ServerGateway(Parts parts, std::string slug);
  ~ServerGateway() override = default;
  ServerGateway(const ServerGateway&) = delete;
  ServerGateway& operator=(const ServerGateway&) = delete;

  /// The tab is visible, or the network came or went: checks now, and again and again until rest().
  void watch();
  /// The tab is hidden: no checks.
  void rest();
  /// What call_later asked for.
  void tick();
  /// The server has said that nobody is signed in.
  [[nodiscard]] bool signed_out() const { return signed_out_; }

  // Gateway
  [[nodiscard]] service::Ticket<present::Viewer> viewer() override;
  [[nodiscard]] service::Ticket<std::vector<present::OrganisationCard>> organisations() override;
  void open(std::string slug) override;
  [[nodiscard]] const std::string& opened() const override { return slug_; }
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
  [[nodiscard]] std::string sign_in_address() const override;
  [[nodiscard]] std::string own_password_address() const override;
  [[nodiscard]] std::string link_address(const std::string& secret) const override;
  [[nodiscard]] std::uint64_t revision() const override { return revision_; }
  [[nodiscard]] bool connected() const override { return connected_; }

 private:
  using Answered = std::function<void(Result<boost::json::value>)>;
  enum class Csrf { Known, Fresh };

  [[nodiscard]] std::string path(std::string_view rest) const;
  /// One request and what the server made of it, as a value or an error. Not called any more once another organisation
  /// is opened.
  void ask(Request request, Answered answered);
  /// A change: with the session's CSRF token, asked for first where it is not known, and once more where the server
  /// says that it is another's (signed in anew in another tab).
  void change(Request request, Answered answered, Csrf csrf = Csrf::Known);
  template <class T>
  service::Ticket<T> read(std::string path);
  template <class T>
  service::Ticket<T> write(std::string method, std::string path, std::string body);
  Result<boost::json::value> judge(const Reply& reply);
  void session(Answered answered);
  void check();
  void heard(Result<boost::json::value> session);
  void connection(bool up);
  void server_is_at(std::uint64_t revision);
  void changed();

  Parts parts_;
  std::string slug_;
  std::string csrf_;
  /// What is asked belongs to one organisation's time; answers that come after it find it gone.
  std::shared_ptr<const int> era_;  // shared with nobody: only watched by those who wait
  std::uint64_t revision_ = 1;
  std::uint64_t server_revision_ = 0;  // 0: not known yet
  bool connected_ = true;
  bool signed_out_ = false;
  bool watching_ = false;
  bool checking_ = false;
  Duration retry_ = seconds(1);
};

}  // namespace remit::gateway
