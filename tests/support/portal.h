#pragma once
// One organisation of one scheme in memory, with a clock that the test moves: what vendors' rows and the directory's
// rules are driven through, from the service's door.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/fake_random.h"
#include "core/service/service.h"
#include "core/store/sqlite/database.h"

namespace remit::test {

class FakeClock final : public Clock {
 public:
  Time time{1'795'000'000'000};  // 2026-11-18
  Time now() override { return time; }
};

/// Everything of it fails the test at once where it cannot be made.
class Portal {
 public:
  explicit Portal(scheme::SchemePtr scheme);
  /// A built-in scheme, over a tree of these nodes.
  explicit Portal(std::string_view scheme, const std::vector<directory::NewScope>& scopes = {});

  FakeClock clock;
  FakeRandom random;
  SealKey key;
  std::unique_ptr<store::sqlite::Database> store;
  std::unique_ptr<service::Service> service;
  std::string slug = "shop";
  UserId owner;

  [[nodiscard]] directory::Actor as(UserId user) const;
  [[nodiscard]] directory::Actor self(UserId user) const;
  [[nodiscard]] directory::Actor operating() const { return directory::operator_actor(); }

  Result<present::Outcome> run(const directory::Actor& actor, directory::Action action);
  Result<present::Preview> plan(const directory::Actor& actor, directory::Action action);
  /// What creates a person of this name: every required field, and at the root where the scheme asks for a scope.
  [[nodiscard]] directory::CreateUser creating(std::string_view name, const std::vector<RoleId>& roles,
                                               const std::vector<ScopeId>& scopes = {});
  /// Adds a person by the owner, who then completes every step that is open.
  UserId add(std::string_view name, const std::vector<RoleId>& roles, const std::vector<ScopeId>& scopes = {});
  /// The same without completing anything.
  UserId invite(std::string_view name, const std::vector<RoleId>& roles, const std::vector<ScopeId>& scopes = {});
  void complete_steps(UserId user);

  [[nodiscard]] present::UserDetails details(UserId user);
  [[nodiscard]] bool allowed(UserId user, std::string_view permission, std::optional<UserId> of = {});
  [[nodiscard]] bool allowed_on(ScopeId scope, UserId user, std::string_view permission);
  [[nodiscard]] present::Answer check(UserId user, std::string_view permission, std::optional<UserId> of = {},
                                      std::optional<ScopeId> scope = {});
  /// By name; the root is called Shop.
  [[nodiscard]] ScopeId scope(std::string_view name);
  /// The newest usable secret mailed to a person, as it stands in their link; empty if there is none.
  [[nodiscard]] std::string mailed_secret(UserId user);
  [[nodiscard]] std::vector<present::OutboxItem> outbox();
  [[nodiscard]] std::vector<directory::Session> sessions(UserId user);
  [[nodiscard]] std::vector<directory::Link> links(UserId user);
  [[nodiscard]] std::vector<directory::Credential> credentials(UserId user);
  [[nodiscard]] directory::User row(UserId user);
  [[nodiscard]] const present::ActionOffer* offer(const present::UserDetails& details, std::string_view command) const;
  [[nodiscard]] present::ListModel list() { return *service->list_model(slug, as(owner)); }
  [[nodiscard]] present::FormModel create_form() { return *service->form(slug, as(owner), {}); }
  [[nodiscard]] present::FormModel edit_form(UserId user) { return *service->form(slug, as(owner), user); }

 private:
  void open(scheme::SchemePtr scheme, const std::vector<directory::NewScope>& scopes);
  std::unique_ptr<store::Snapshot> rows();
};

/// The rule of a refusal, or `done`.
template <class T>
[[nodiscard]] std::string rule_of(const Result<T>& result) {
  return result ? "done" : result.error().rule;
}

}  // namespace remit::test
