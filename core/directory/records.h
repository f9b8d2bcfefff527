#pragma once
// The rows of a directory: what is stored of an organisation and its people. Plain values; text ids for everything
// that a scheme names, UUIDv7 for everything else. Secrets appear only as hashes or sealed.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/scheme/definition.h"

namespace remit::directory {

using scheme::Step;

/// One merchant or tenant. Pins one scheme at one version, whose text is stored with it.
struct Organisation {
  OrgId id;
  std::string slug;  ///< [a-z0-9-], unique in the database; stands in addresses
  std::string name;
  std::string scheme_id;
  std::string scheme_version;
  ScopeId root;
  Epoch epoch;           ///< +1 with every change
  bool founding = true;  ///< until the first manager exists, and after `recover` (Rule 3)
  Time created_at;
};

/// A node that access is limited to. One tree an organisation; a flat set hangs below the root.
struct Scope {
  ScopeId id;
  std::optional<ScopeId> parent;  ///< none: the root
  KindId kind;
  std::string name;
  std::map<std::string, bool> features;  ///< set here; anything else is inherited (V191)
};

/// A named set of scopes; sets may overlap (V186).
struct ScopeGroup {
  ScopeGroupId id;
  std::string name;
  std::vector<ScopeId> scopes;
};

/// A person, or a system that acts by credentials.
struct User {
  UserId id;
  StateId state;
  ScopeId home;                               ///< where the user was created; gives no access
  std::map<std::string, std::string> fields;  ///< by field id; absent = empty
  std::vector<Step> open_steps;               ///< in the order they are done
  bool email_verified = false;                ///< `verify_email` was completed, or the person signed in, at some time
  std::string pending_email;                  ///< takes over when its own link is redeemed (V144)
  Time created_at;
  std::string created_by;  ///< the actor's label at that time, for display
  std::optional<Time> last_sign_in;
  std::optional<Time> password_changed_at;
};

/// A role given to a user. `valid_until` = kForever: no end.
struct RoleMembership {
  UserId user;
  RoleId role;
  std::optional<UserId> granted_by;  ///< none: the operator
  Time granted_at;
  Time valid_from = kAlways;
  Time valid_until = kForever;
};

/// A scope, or a scope group, given to a user: exactly one of the two is set.
struct ScopeMembership {
  UserId user;
  std::optional<ScopeId> scope;
  std::optional<ScopeGroupId> group;
  std::optional<UserId> granted_by;
  Time granted_at;
  Time valid_from = kAlways;
  Time valid_until = kForever;
};

/// A single-use, expiring secret that completes steps. Only its hash is stored (T9).
struct Link {
  LinkId id;
  UserId user;
  PurposeId purpose;
  std::vector<Step> steps;  ///< those it can still complete; with the last one it dies
  Digest secret_hash{};
  std::string email;  ///< the address it was sent to
  Time created_at;
  Time expires_at;
  std::optional<UserId> sent_by;  ///< none: the operator, the system or the person
};

struct Session {
  SessionId id;
  UserId user;
  Digest token_hash{};
  bool steps_only = false;          ///< a *self* actor: own open steps and nothing else
  std::optional<ScopeId> selected;  ///< the node worked on, where the scheme asks for one (V099)
  std::string device;               ///< from the User-Agent, for display only
  std::string address;              ///< where it came from, for display only
  Time created_at;
};

/// By which a program acts as its owner.
struct Credential {
  CredentialId id;
  UserId user;
  std::string prefix;  ///< the first characters of the secret, for display
  std::string suffix;  ///< the last four
  Digest secret_hash{};
  std::string sealed;  ///< the secret, where the scheme says reveal = "again"; else empty
  Time created_at;
  Time expires_at = kForever;
  std::optional<UserId> issued_by;
  std::optional<ScopeId> scope;  ///< it acts there and below alone; none: wherever its owner does
};

BOOST_DEFINE_ENUM_CLASS(MailState, Queued, Sent, Expired, Withdrawn)

/// A message that waits to go out. Its secret is sealed and erased when sent or expired (design §6).
struct Mail {
  MailId id;
  std::optional<UserId> user;
  PurposeId purpose;
  std::string recipient;
  std::optional<LinkId> link;  ///< the mail dies with it
  std::string sealed;          ///< the link's secret or the generated password
  MailState state = MailState::Queued;
  std::string actor;  ///< who caused it, for the text
  Time created_at;
  Time expires_at = kForever;  ///< of what it carries
};

/// The hash of a password as a PHC string (argon2id). Kept apart from User: few may read it.
struct Password {
  UserId user;
  std::string phc;
  bool must_change = false;  ///< it was generated (V141)
  Time expires_at = kForever;
};

/// The label of a person: what the scheme's name field holds, else what signs in.
[[nodiscard]] std::string name_of(const User& user, const scheme::Definition& scheme);
[[nodiscard]] const std::string& field_of(const User& user, const FieldId& field);
/// By which values of a field are compared for uniqueness and at sign-in (T22).
[[nodiscard]] std::string unique_key(const scheme::Field& field, std::string_view value);
/// What is kept of a removed person's value where nobody else may have it: not the value, and of use in no other
/// organisation.
[[nodiscard]] Digest retired_hash(const Organisation& organisation, const scheme::Field& field, std::string_view value);

}  // namespace remit::directory
