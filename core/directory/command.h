#pragma once
// What someone wants: closed, versioned data with one JSON form for API, CLI, audit, corpus and export. The app, REST,
// SCIM, CSV, the command line, a redeemed link and the clock all make these, and there is no other way to alter a
// directory (design §2). Unknown keys are refused (T8).

#include <array>
#include <boost/describe/class.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/scheme/definition.h"

namespace remit::directory {

/// A time span for what is given. Both ends optional in JSON: from now, without end.
struct Span {
  std::optional<Time> valid_from;
  std::optional<Time> valid_until;
  static constexpr std::array kOptional{"valid_from", "valid_until"};
};
BOOST_DESCRIBE_STRUCT(Span, (), (valid_from, valid_until))

/// Creates a person at the selected node. Roles of a group with `initially` are not filled in: a form does that.
struct CreateUser {
  static constexpr std::string_view kType = "create-user";
  std::map<std::string, std::string> fields;
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  std::optional<StateId> state;  ///< one of the scheme's start_choices
  static constexpr std::array kOptional{"roles", "scopes", "scope_groups", "state"};
};
BOOST_DESCRIBE_STRUCT(CreateUser, (), (fields, roles, scopes, scope_groups, state))

/// Creates one person of a batch, which is as many of these commands together: nobody, or everybody but those whom the
/// scheme passes over (V066, V188). Who is passed over stands in the change's `dropped`, as kind `address`.
struct Invite {
  static constexpr std::string_view kType = "invite";
  std::map<std::string, std::string> fields;
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  static constexpr std::array kOptional{"roles", "scopes", "scope_groups"};
};
BOOST_DESCRIBE_STRUCT(Invite, (), (fields, roles, scopes, scope_groups))

/// Takes an invitation back that nobody has accepted: the person is removed (V173).
struct CancelInvitation {
  static constexpr std::string_view kType = "cancel-invitation";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(CancelInvitation, (), (user))

/// Changes fields; those not named stay. Changing the e-mail or the sign-in name is *control* (Rule 1).
struct EditUser {
  static constexpr std::string_view kType = "edit-user";
  UserId user;
  std::map<std::string, std::string> fields;
};
BOOST_DESCRIBE_STRUCT(EditUser, (), (user, fields))

/// Gives roles and scopes. A role of a group with at most one replaces the one held.
struct Give {
  static constexpr std::string_view kType = "give";
  UserId user;
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  Span span;
  static constexpr std::array kOptional{"roles", "scopes", "scope_groups", "span"};
};
BOOST_DESCRIBE_STRUCT(Give, (), (user, roles, scopes, scope_groups, span))

struct Take {
  static constexpr std::string_view kType = "take";
  UserId user;
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  static constexpr std::array kOptional{"roles", "scopes", "scope_groups"};
};
BOOST_DESCRIBE_STRUCT(Take, (), (user, roles, scopes, scope_groups))

/// Turns a flag (a role of a group with style `flag`) on or off.
struct SetFlag {
  static constexpr std::string_view kType = "set-flag";
  UserId user;
  RoleId flag;
  bool on = false;
};
BOOST_DESCRIBE_STRUCT(SetFlag, (), (user, flag, on))

struct Deactivate {
  static constexpr std::string_view kType = "deactivate";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Deactivate, (), (user))

struct Reactivate {
  static constexpr std::string_view kType = "reactivate";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Reactivate, (), (user))

/// Puts a person out until somebody unlocks them (V112, V115). As Deactivate, but under another name in a scheme.
struct Lock {
  static constexpr std::string_view kType = "lock";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Lock, (), (user))

struct Unlock {
  static constexpr std::string_view kType = "unlock";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Unlock, (), (user))

/// Removes a person for good, from everywhere (V169, V171, V175).
struct Remove {
  static constexpr std::string_view kType = "remove";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Remove, (), (user))

/// Creates a person with the roles and scopes of another, and their times; never with credentials, factors, sessions,
/// or flags that carry a credential (V072). `fields` are the new person's own.
struct Duplicate {
  static constexpr std::string_view kType = "duplicate";
  UserId user;  ///< who is copied
  std::map<std::string, std::string> fields;
};
BOOST_DESCRIBE_STRUCT(Duplicate, (), (user, fields))

/// Sends the live link of a purpose anew; the older one dies (V131, V174).
struct Resend {
  static constexpr std::string_view kType = "resend";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(Resend, (), (user))

/// Sends a link by which the person sets a new password (V133, V145).
struct SendPasswordReset {
  static constexpr std::string_view kType = "send-password-reset";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(SendPasswordReset, (), (user))

/// Sends a generated password, which replaces the one there was and must be changed at once (V140 to V142). Where the
/// scheme's policy is `pci`, a link by which the person sets one.
struct SendNewPassword {
  static constexpr std::string_view kType = "send-new-password";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(SendNewPassword, (), (user))

/// Sends a link that enrols a second factor (V143).
struct SendFactor {
  static constexpr std::string_view kType = "send-factor";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(SendFactor, (), (user))

/// Sends a link that replaces the second factor (V147).
struct ResetFactor {
  static constexpr std::string_view kType = "reset-factor";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(ResetFactor, (), (user))

/// The same, asked for at the sign-in page by whoever claims to be that person (V146). Actor: self.
struct ForgotPassword {
  static constexpr std::string_view kType = "forgot-password";
  UserId user;
};
BOOST_DESCRIBE_STRUCT(ForgotPassword, (), (user))

/// Uses a link: completes steps with its secret. Opening a link does not consume it; this does. Actor: self.
struct RedeemLink {
  static constexpr std::string_view kType = "redeem";
  std::string secret;               ///< as it stood in the fragment
  std::vector<scheme::Step> steps;  ///< those completed now, a part of the link's
  std::string password_hash;        ///< PHC string, made before the lock; needed for set-password
  static constexpr std::array kOptional{"password_hash"};
};
BOOST_DESCRIBE_STRUCT(RedeemLink, (), (secret, steps, password_hash))

/// Completes an open step of one's own from a steps-only session, or changes one's own password. Actor: self or user.
struct CompleteStep {
  static constexpr std::string_view kType = "complete-step";
  UserId user;
  scheme::Step step = scheme::Step::SetPassword;
  std::string password_hash;
  static constexpr std::array kOptional{"password_hash"};
};
BOOST_DESCRIBE_STRUCT(CompleteStep, (), (user, step, password_hash))

/// Issues an API credential; its secret is returned once to the caller. It has its owner's rights, on one node and what
/// that covers if a scope is named.
struct IssueCredential {
  static constexpr std::string_view kType = "issue-credential";
  UserId user;
  std::optional<ScopeId> scope{};
  static constexpr std::array kOptional{"scope"};
  static constexpr bool kUserIsEnough = true;  ///< a menu can give it with nothing else
};
BOOST_DESCRIBE_STRUCT(IssueCredential, (), (user, scope))

/// Shows a credential's secret again, where the scheme allows it (V149). *Control*, and recorded.
struct RevealCredential {
  static constexpr std::string_view kType = "reveal-credential";
  UserId user;
  CredentialId credential;
};
BOOST_DESCRIBE_STRUCT(RevealCredential, (), (user, credential))

struct RevokeCredential {
  static constexpr std::string_view kType = "revoke-credential";
  UserId user;
  CredentialId credential;
};
BOOST_DESCRIBE_STRUCT(RevokeCredential, (), (user, credential))

/// Begins a session after the password was verified (off the lock). Actor: self. The token is returned to the caller.
struct SignIn {
  static constexpr std::string_view kType = "sign-in";
  UserId user;
  std::string device;
  std::string address;
  static constexpr std::array kOptional{"device", "address"};
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (user, device, address))

/// Ends one session: one's own, or that of someone managed.
struct EndSession {
  static constexpr std::string_view kType = "end-session";
  UserId user;
  SessionId session;
};
BOOST_DESCRIBE_STRUCT(EndSession, (), (user, session))

/// Creates a node. Its kind must be one that the scheme lets stand below the parent's.
struct CreateScope {
  static constexpr std::string_view kType = "create-scope";
  ScopeId parent;
  KindId kind;
  std::string name;  ///< 1 to 100 characters, unique below its parent
};
BOOST_DESCRIBE_STRUCT(CreateScope, (), (parent, kind, name))

/// Hangs a node, with all that is below it, elsewhere in the tree. Memberships stay with their nodes; who is given what
/// stands above gains what is moved below it, and is judged by that (Rule 1).
struct MoveScope {
  static constexpr std::string_view kType = "move-scope";
  ScopeId scope;
  ScopeId parent;  ///< the new one
};
BOOST_DESCRIBE_STRUCT(MoveScope, (), (scope, parent))

struct RenameScope {
  static constexpr std::string_view kType = "rename-scope";
  ScopeId scope;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RenameScope, (), (scope, name))

/// Names a set of nodes, or changes one: whoever was given it gains the nodes that come and loses those that go.
struct DefineScopeGroup {
  static constexpr std::string_view kType = "define-scope-group";
  std::optional<ScopeGroupId> group;  ///< none: a new one
  std::string name;
  std::vector<ScopeId> scopes;  ///< all of them, at least one
};
BOOST_DESCRIBE_STRUCT(DefineScopeGroup, (), (group, name, scopes))

/// Switches a feature at a node and at what inherits from it (V191). Switching on is a gain (Rule 1).
struct SwitchFeature {
  static constexpr std::string_view kType = "switch-feature";
  ScopeId scope;
  FeatureId feature;
  std::optional<bool> on;  ///< none: as above it in the tree
};
BOOST_DESCRIBE_STRUCT(SwitchFeature, (), (scope, feature, on))

/// Pins another version of the scheme. Roles that it has no more are taken; whoever would not fit it otherwise, and any
/// state or kind of node in use that it does not know, refuses the upgrade. Operator only, whatever the scheme offers.
struct Upgrade {
  static constexpr std::string_view kType = "upgrade";
  std::string scheme;  ///< the text of the scheme file
};
BOOST_DESCRIBE_STRUCT(Upgrade, (), (scheme))

/// Makes an organisation founding again whose managers are all gone (Rule 3): from then on the operator can create
/// one, and until that one has come in nobody else changes anything. Operator only, whatever the scheme offers.
struct Recover {
  static constexpr std::string_view kType = "recover";
};
BOOST_DESCRIBE_STRUCT(Recover, (), ())

/// Brings a person as they stood in another organisation: memberships with their times, also those that are over, in
/// the state they were in. What only they can bring (a password, a factor, an address that is confirmed) stays open, so
/// nobody is led into a state that may act but by their own steps: who was in one begins as every new person does.
/// Offered as the scheme's `import`, and to the operator whatever the scheme offers.
struct ImportUser {
  static constexpr std::string_view kType = "import-user";
  std::map<std::string, std::string> fields;
  std::optional<StateId> state;  ///< none: as every new person
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> scope_groups;
  std::map<std::string, Span> times;  ///< of those that have any, by the id of role, node or group
  static constexpr std::array kOptional{"state", "roles", "scopes", "scope_groups", "times"};
};
BOOST_DESCRIBE_STRUCT(ImportUser, (), (fields, state, roles, scopes, scope_groups, times))

/// Later commands are added at the end; the wire form names each by its kType.
using Action = std::variant<CreateUser, EditUser, Give, Take, SetFlag, Deactivate, Reactivate, Resend,
                            SendPasswordReset, ForgotPassword, RedeemLink, CompleteStep, IssueCredential,
                            RevealCredential, RevokeCredential, SignIn, EndSession, Invite, CancelInvitation, Lock,
                            Unlock, Remove, Duplicate, SendNewPassword, SendFactor, ResetFactor, CreateScope, MoveScope,
                            RenameScope, DefineScopeGroup, SwitchFeature, Upgrade, Recover, ImportUser>;

[[nodiscard]] std::string_view type_of(const Action& action);
/// The person it is about, if it names one.
[[nodiscard]] std::optional<UserId> target_of(const Action& action);
/// The node it is about, if it is about one.
[[nodiscard]] std::optional<ScopeId> scope_of(const Action& action);

/// `idempotency_key`: at most 64 characters; the same key with the same command answers as the first time, with
/// another command it is Conflict `idempotency-key-reused`. `expect`: the digest of the preview that was agreed to.
struct Command {
  int version = 1;
  Action action;
  std::optional<ScopeId> selected;  ///< the node worked on: where a person is created, which list is meant
  std::string idempotency_key;
  std::string expect;
  std::string reason;  ///< goes into the audit as it is
  static constexpr std::array kOptional{"version", "selected", "idempotency_key", "expect", "reason"};
};
BOOST_DESCRIBE_STRUCT(Command, (), (version, action, selected, idempotency_key, expect, reason))

/// Who wants it (design §1). `label` is for records and mails: a person's name, `operator`.
struct Actor {
  scheme::ActorKind kind = scheme::ActorKind::User;
  UserId user;              ///< User, Credential (its owner) and Self
  CredentialId credential;  ///< Credential
  std::string label;
  std::string origin;                ///< address or `cli`, for the audit
  std::optional<SessionId> session;  ///< the session it comes from; survives a change of one's own password
  bool proved = false;  ///< gave the current password or factor for this very command (Rule 1, control on oneself)
};

[[nodiscard]] Actor operator_actor(std::string label = "operator", std::string origin = "cli");

}  // namespace remit::directory
