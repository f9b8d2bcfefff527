#pragma once
// The one door to the directories of a database: REST, command line and sandbox all stand behind it. Each call names
// the organisation and the actor; rights are asked anew each time (T4), and somebody who may not know of a thing gets
// NotFound as if it were missing (T7).
//
// Thread-safe. Reads take a snapshot; writes are grouped into commits (writer.h).

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"
#include "core/access/explain.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/directory/command.h"
#include "core/directory/commit.h"
#include "core/present/model.h"
#include "core/scheme/compiled.h"
#include "core/store/store.h"
#include "core/transfer/transfer.h"

namespace remit::service {

/// Handed in; all outlive the service and are thread-safe.
struct Dependencies {
  store::Store& store;
  Clock& clock;
  Random& random;
  const SealKey& seal_key;                 ///< for secrets that are read again (design §6)
  std::vector<scheme::SchemePtr> schemes;  ///< that a new organisation may pin
  std::string language = "en";
};

/// What the sign-in page needs: asked for before anybody is known, so it never says whether there is such a person.
struct SignInFacts {
  UserId user;
  std::string password_hash;  ///< PHC string
  bool may_sign_in = false;
  bool steps_only = false;
};

/// What stands between somebody and their account, for a session that is for that only.
struct OpenSteps {
  std::string name;
  std::string signs_in_as;  ///< the value of the field that signs in
  std::string email;
  std::vector<scheme::Step> steps;  ///< in the order they are done
  bool by_oneself = false;          ///< the scheme lets people complete them in a session, not by links alone
};

/// A session or credential that was looked up by its secret's hash, and whom it stands for.
struct Authenticated {
  directory::Actor actor;
  std::optional<directory::Session> session;
};

/// How many commands one request may hold.
inline constexpr std::size_t kMaxCommands = 100;

class Service {
 public:
  /// Reads every organisation's scheme.
  [[nodiscard]] static Result<std::unique_ptr<Service>> open(Dependencies dependencies);
  ~Service();
  /// Makes every index now rather than at the first decision. Cost: one pass over all users.
  [[nodiscard]] Result<Done> load_indexes();

  // ---- organisations
  [[nodiscard]] Result<std::vector<present::OrganisationCard>> organisations();
  /// Operator: creates an organisation with its first user, who gets the links of a new person, and every role and
  /// scope needed to be a manager.
  [[nodiscard]] Result<present::Outcome> create_organisation(const directory::NewOrganisation& organisation,
                                                             const directory::Actor& actor);
  [[nodiscard]] Result<directory::Organisation> organisation(std::string_view slug);
  [[nodiscard]] Result<scheme::SchemePtr> scheme_of(std::string_view slug);
  [[nodiscard]] const std::vector<scheme::SchemePtr>& schemes() const;

  // ---- views
  [[nodiscard]] Result<present::Viewer> viewer(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<present::ListModel> list_model(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<present::UsersPage> users(std::string_view slug, const directory::Actor& actor,
                                                 const present::ListQuery& query);
  [[nodiscard]] Result<present::UserDetails> user(std::string_view slug, const directory::Actor& actor, UserId id,
                                                  std::optional<SessionId> own_session = {});
  [[nodiscard]] Result<present::FormModel> form(std::string_view slug, const directory::Actor& actor,
                                                std::optional<UserId> user);
  [[nodiscard]] Result<present::FormModel> duplicate_form(std::string_view slug, const directory::Actor& actor,
                                                          UserId user);
  [[nodiscard]] Result<present::TreeModel> tree(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<present::Matrix> matrix(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<present::ScopeTree> scope_tree(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<std::vector<present::OutboxItem>> outbox(std::string_view slug, const directory::Actor& actor);
  [[nodiscard]] Result<std::vector<present::ActivityItem>> activity(std::string_view slug,
                                                                    const directory::Actor& actor,
                                                                    std::optional<UserId> user, std::uint64_t before);

  // ---- changes
  /// What the commands would do, one after another, as one change.
  [[nodiscard]] Result<present::Preview> plan(std::string_view slug, const directory::Actor& actor,
                                              const std::vector<directory::Command>& commands);
  /// All or none, in one transaction. `expect` of the first command is the digest of the whole preview.
  [[nodiscard]] Result<present::Outcome> execute(std::string_view slug, const directory::Actor& actor,
                                                 const std::vector<directory::Command>& commands);

  // ---- files
  /// The vendor's CSV, for whoever the scheme offers it to; or Remit's own, for the operator whatever the scheme says.
  /// People as in users(). Denied `not-offered`.
  [[nodiscard]] Result<std::string> export_users(std::string_view slug, const directory::Actor& actor,
                                                 const present::ListQuery& query, transfer::Format format);
  /// What a file would bring (core/transfer/transfer.h).
  [[nodiscard]] Result<present::ImportReport> plan_import(std::string_view slug, const directory::Actor& actor,
                                                          std::string_view csv);
  /// Brings all of it, or, where the report names a problem, none.
  [[nodiscard]] Result<present::ImportReport> import_users(std::string_view slug, const directory::Actor& actor,
                                                           std::string_view csv, const std::string& reason = {});

  // ---- decisions
  /// `scope` empty: the root. `owner`: of the record concerned; without one, `own` is not granted.
  [[nodiscard]] Result<present::Answer> check(std::string_view slug, const directory::Actor& actor, UserId user,
                                              std::string_view permission, std::optional<ScopeId> scope,
                                              std::optional<UserId> owner);
  [[nodiscard]] Result<access::Explanation> explain(std::string_view slug, const directory::Actor& actor, UserId user,
                                                    std::string_view permission, std::optional<ScopeId> scope,
                                                    std::optional<UserId> owner);
  /// Who may: `own` asks for records of their own. For whoever may list everybody; Denied `may-not-manage` for others.
  [[nodiscard]] Result<present::WhoCan> who_can(std::string_view slug, const directory::Actor& actor,
                                                std::string_view permission, std::optional<ScopeId> scope,
                                                access::Reach reach, const access::Page& page);
  /// NotFound `unknown-scope` for a node that there is not.
  [[nodiscard]] Result<present::WhatCan> what_can(std::string_view slug, const directory::Actor& actor, UserId user,
                                                  std::optional<ScopeId> scope);

  // ---- sign-in, sessions, links
  /// Nothing: no such person. Callers answer alike in both cases (T13).
  [[nodiscard]] Result<std::optional<SignInFacts>> sign_in_facts(std::string_view slug, std::string_view name);
  /// The PHC string of somebody known already, for proving oneself anew; empty without a password.
  [[nodiscard]] Result<std::string> password_of(std::string_view slug, UserId user);
  /// For a steps-only session's own person. Error: NotFound `no-such-user`.
  [[nodiscard]] Result<OpenSteps> open_steps(std::string_view slug, UserId user);
  [[nodiscard]] Result<std::optional<Authenticated>> session(std::string_view slug, std::string_view token);
  [[nodiscard]] Result<std::optional<Authenticated>> credential(std::string_view slug, std::string_view secret);
  /// Looks without using. Error: NotFound `link-unknown`, Conflict `link-expired` with `until`.
  [[nodiscard]] Result<present::LinkView> link(std::string_view slug, std::string_view secret);
  /// Records an attempt that failed, so that the audit has it; `user` if there is one.
  [[nodiscard]] Result<Done> sign_in_failed(std::string_view slug, std::optional<UserId> user, std::string_view origin);

  // ---- records
  /// Walks the whole chain. The number of entries, or Conflict `audit-broken` with the first that does not fit.
  [[nodiscard]] Result<std::uint64_t> verify_audit(std::string_view slug);
  /// A user by id, or by the value of the field that signs in: for the command line.
  [[nodiscard]] Result<UserId> find_user(std::string_view slug, std::string_view id_or_name);
  [[nodiscard]] Result<directory::Actor> actor_for(std::string_view slug, UserId user, std::string origin);

  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  struct State;

 private:
  explicit Service(Dependencies dependencies);
  std::unique_ptr<State> state_;
};

}  // namespace remit::service
