#pragma once
// A change in the making. Private to planning.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/directory/authority.h"
#include "core/directory/overlay.h"
#include "core/directory/plan.h"

namespace remit::directory {

/// Collects rows and shows them at once to everything that plans on.
class Draft {
 public:
  Draft(const PlanContext& context, const scheme::CommandSpec& command_spec);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  /// Reads the organisation and the actor's rights; first of all.
  [[nodiscard]] Result<Done> open();

  // What it is about.
  const scheme::CompiledScheme& scheme;
  const scheme::Definition& definition;
  const scheme::CommandSpec& spec;
  const Actor& actor;
  const Command& command;
  const Time now;
  Organisation organisation;
  Change change;

  [[nodiscard]] Overlay& rows() { return rows_; }
  /// As everything is without this change.
  [[nodiscard]] Reader& before() { return before_; }
  [[nodiscard]] const Authority& authority() const { return *authority_; }
  [[nodiscard]] Tree tree() { return {rows_, scheme}; }
  /// The permission that the scheme names for this command. Precondition: it names one, as lint makes sure for
  /// commands offered to users.
  [[nodiscard]] scheme::PermissionIndex managing() const;
  [[nodiscard]] bool by_operator() const { return actor.kind == scheme::ActorKind::Operator; }
  /// The actor acts on themself: a *self* actor, a signed-in person on their own account, or a credential on its owner.
  [[nodiscard]] bool on_self(UserId user) const;
  /// Who a membership or link counts as given by; nothing for the operator and the system.
  [[nodiscard]] std::optional<UserId> giver() const;

  template <class IdType>
  [[nodiscard]] IdType new_id() {
    return IdType{placeholder(change.first_placeholder + change.placeholders++)};
  }
  [[nodiscard]] SecretSlot new_secret() { return {++change.secrets}; }

  Result<Done> put(RowEdit edit);
  void differs(std::string what, std::string before, std::string after);

  /// The person a command is about. NotFound `no-such-user` where the actor may not know of them (T7), Denied
  /// `may-not-manage` where they may know but not manage, `wrong-state`, and the scheme's guards.
  [[nodiscard]] Result<User> target(UserId id);
  /// As target(), but only *listing* the person is asked for: memberships are judged by the nodes they concern.
  [[nodiscard]] Result<User> listed(UserId id);

 private:
  [[nodiscard]] Result<Done> guards(const User& user);
  [[nodiscard]] Result<User> known(UserId id);

  Reader& before_;  ///< as it is without this change: the actor's rights are judged on it
  Overlay rows_;
  std::optional<Authority> authority_;
};

/// `Denied`, with nothing more to say.
[[nodiscard]] Error denied(std::string_view rule, std::vector<std::pair<std::string, std::string>> args = {});
[[nodiscard]] Error invalid(std::string_view rule, std::string field,
                            std::vector<std::pair<std::string, std::string>> args = {});

// ---- fields (fields.cpp)

/// The first of field_problems(), if there is one.
[[nodiscard]] Result<Done> check_fields(const scheme::Definition& scheme,
                                        const std::map<std::string, std::string>& fields, Whole whole);
/// Whether a person is known by it: their e-mail, and whatever is unique in the organisation.
[[nodiscard]] bool identifies(const scheme::Field& field);
/// Conflict `taken` if another person has the value, in the organisation or on a node both stand on; `retired` if
/// somebody removed had it and the scheme lets nobody else have it.
[[nodiscard]] Result<Done> check_unique(Draft& draft, const User& user, const scheme::Field& field);

// ---- memberships (memberships.cpp)

/// What Give and CreateUser ask for.
struct Wanted {
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  Time valid_from = kAlways;
  Time valid_until = kForever;
  /// Times of their own, by text id: what is copied keeps its times. Everything else has the two above.
  std::map<std::string, std::pair<Time, Time>> times{};
};
/// Adds memberships to rows, without judging them. Invalid `unknown-role`, `unknown-scope`, … with the field.
[[nodiscard]] Result<Done> add_memberships(Draft& draft, UserId user, const Wanted& wanted);
/// Where the scheme says `on_excess = "drop"` (V073, V186): leaves out what the actor may not give, then every role
/// whose prerequisites fail for it, and says so in the change. Elsewhere does nothing: judging refuses. `user`: who
/// gets it beside what they hold; none for somebody new.
[[nodiscard]] Result<Done> drop_excess(Draft& draft, Wanted& wanted, std::optional<UserId> user = {});
/// Minimum and maximum per group and of scopes, prerequisites, exclusions, scope kinds.
[[nodiscard]] Result<Done> check_cardinality(Draft& draft, UserId user, bool creating);
/// Judges what changed since `before` (Rule 1, gain and loss), and writes it into the change.
[[nodiscard]] Result<Done> judge_memberships(Draft& draft, const User& user, const std::vector<Holding>& before);
/// Rule 1, loss: the action's permission at every node where something is lost.
[[nodiscard]] Result<Done> check_loss(Draft& draft, const std::vector<Holding>& lost);
/// As it stands in a change: the same role and time over all its nodes.
[[nodiscard]] std::vector<PrivilegeChange> summarised(const Draft& draft, UserId user,
                                                      const std::vector<Holding>& holdings);
/// Issues or revokes API credentials as the roles now held want it (V047, Rule 2).
[[nodiscard]] Result<Done> follow_credentials(Draft& draft, const User& user);
[[nodiscard]] Result<bool> may_have_credentials(Draft& draft, UserId user);

// ---- everybody whom a change of nodes concerns (reach.cpp)

/// Of what somebody holds, that which the change of nodes is about, with the nodes it is about.
using Concerned = std::function<Result<std::vector<Holding>>(Reader& rows, const std::vector<Holding>& held)>;

enum class Managing : std::uint8_t { Ask, Asked };  ///< whether the nodes are known to be managed already

/// Judges what everybody who was given one of `roles` gains and loses (Rule 1), and writes it into the change: `before`
/// looks at the rows without the change, `after` at those with it. `content`: the permissions that come or go; none =
/// all of the role's. Cost: a few look-ups for each holder; what is kept is by role, not by person.
[[nodiscard]] Result<Done> judge_everybody(Draft& draft, const std::vector<scheme::RoleIndex>& roles,
                                           const Concerned& before, const Concerned& after,
                                           const std::optional<scheme::PermissionSet>& content = {},
                                           Managing managing = Managing::Ask);

/// So many people are named one by one; of more, a change keeps the number (design §2).
inline constexpr std::size_t kNamed = 100;

// ---- people (people.cpp)

/// Whether somebody may be created with this: fields, then, where the scheme drops what is too much, `wanted` without
/// it, then the permission at the home and at each scope that is left (Rule 1).
[[nodiscard]] Result<Done> check_creating(Draft& draft, const std::map<std::string, std::string>& fields,
                                          Wanted& wanted);
/// Creates the person, judges what they gain, and sends those of the links `purposes` that complete a step still open;
/// without any named, those that every new person gets. After check_creating().
[[nodiscard]] Result<Done> add_person(Draft& draft, const std::map<std::string, std::string>& fields,
                                      const Wanted& wanted, const StateId& start,
                                      const std::vector<PurposeId>* purposes);
/// Removes a person for good with all that hangs on them (Rule 2). Loss is judged (Rule 1).
[[nodiscard]] Result<Done> remove_person(Draft& draft, const User& user);

// ---- lifecycle (lifecycle.cpp)

[[nodiscard]] bool contains(const std::vector<Step>& steps, Step step);
/// Moves to a state; one that may not act ends sessions, links and credentials (Rule 2).
[[nodiscard]] Result<Done> enter_state(Draft& draft, User& user, const StateId& state);
/// Closes steps, takes them off every live link, and fires the state's transition when none is open any more.
[[nodiscard]] Result<Done> complete_steps(Draft& draft, User& user, const std::vector<Step>& steps);
/// Ends all sessions, or all but one.
[[nodiscard]] Result<Done> end_sessions(Draft& draft, UserId user, std::optional<SessionId> keep = {});
[[nodiscard]] Result<Done> drop_link(Draft& draft, const Link& link);
[[nodiscard]] Result<Done> drop_links(Draft& draft, UserId user);
[[nodiscard]] Result<Done> revoke_credentials(Draft& draft, UserId user);
/// Opens steps again, in the scheme's order.
void reopen(Draft& draft, User& user, const std::vector<Step>& steps);

// ---- links (links.cpp)

enum class Sending : std::uint8_t { First, Again };
/// Sends the links of `purposes` that complete a step still open (or any, for a reset), killing older ones, to the
/// person's address or, if one is given, to that. How many went out.
[[nodiscard]] Result<std::size_t> send_links(Draft& draft, User& user, const std::vector<PurposeId>& purposes,
                                             Sending sending, const std::optional<std::string>& address = {});
/// Sends the link that confirms the new address, if one is waiting for that (V144).
[[nodiscard]] Result<Done> send_confirmation(Draft& draft, User& user);
/// Whether the mail carries a password. Under the policy `pci` it never does, and what stands in it is a link (V140).
[[nodiscard]] bool generates_password(const scheme::Definition& scheme, const scheme::LinkSpec& link);
/// The purposes a new person gets, of those that complete a step still open: what the commands that create people send.
/// Where several send a link for the same steps, the first one's.
[[nodiscard]] std::vector<PurposeId> opening_purposes(const Draft& draft, const User& user);
/// Rule 1, acceptance (T3): each membership again against G of who gave it.
[[nodiscard]] Result<Done> check_givers(Draft& draft, const User& user);
/// A resend or reset while the invitation is open counts as giving by the actor.
[[nodiscard]] Result<Done> take_over_giving(Draft& draft, const User& user);
[[nodiscard]] Result<bool> never_accepted(Draft& draft, const User& user);

// ---- credentials (credentials.cpp)

[[nodiscard]] Result<Done> issue_credential(Draft& draft, const User& user, std::optional<ScopeId> scope = {});
/// Rule 1, control: P(u) within G(a); on oneself, the current password or factor instead.
[[nodiscard]] Result<Done> check_control(Draft& draft, const User& user);

// ---- managers (managers.cpp)

/// Rule 3 on the rows as they would be: a founding organisation stops founding with its first manager; any other must
/// still have one. Denied `last-manager`.
[[nodiscard]] Result<Done> keep_a_manager(Draft& draft);
[[nodiscard]] Result<bool> has_manager(Draft& draft);

// ---- the commands (plan_*.cpp)

[[nodiscard]] Result<Done> plan_action(Draft& draft, const CreateUser& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const EditUser& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Give& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Take& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SetFlag& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Deactivate& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Reactivate& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Resend& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SendPasswordReset& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const ForgotPassword& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const RedeemLink& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const CompleteStep& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const IssueCredential& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const RevealCredential& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const RevokeCredential& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SignIn& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const EndSession& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Invite& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const CancelInvitation& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Lock& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Unlock& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Remove& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Duplicate& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SendNewPassword& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SendFactor& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const ResetFactor& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const CreateScope& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const MoveScope& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const RenameScope& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const DefineScopeGroup& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const SwitchFeature& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Upgrade& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const Recover& action);
[[nodiscard]] Result<Done> plan_action(Draft& draft, const ImportUser& action);

}  // namespace remit::directory
