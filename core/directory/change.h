#pragma once
// What a command would do: rows, effects, mails, and the privileges that people gain and lose. A change is made by
// plan() without touching anything; commit fills its placeholders and writes it.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/directory/records.h"
#include "core/scheme/compiled.h"

namespace remit::directory {

// ---- placeholders

/// An id that does not exist yet: the n-th new one of this change. Nil but for its last bytes, so it is no UUIDv7.
[[nodiscard]] Uuid placeholder(std::uint32_t n);
[[nodiscard]] bool is_placeholder(const Uuid& id);

/// A secret that does not exist yet. At commit 256 random bits are drawn for each number; `hash` goes to rows, the
/// text to a sealed mail or, for credentials and sessions, once to the caller.
struct SecretSlot {
  std::uint32_t number = 0;  ///< from 1; 0 = none
  bool operator==(const SecretSlot&) const = default;
};

// ---- rows

/// Edits name whole rows: Put inserts or replaces by key, Drop removes. Applied in order, in one transaction.
struct PutOrganisation {
  Organisation row;
};
struct PutScope {
  Scope row;
};
struct DropScope {
  ScopeId id;
};
struct PutScopeGroup {
  ScopeGroup row;
};
struct DropScopeGroup {
  ScopeGroupId id;
};
struct PutUser {
  User row;
};
struct DropUser {
  UserId id;
};
/// Keeps that somebody removed was known by a value, for good, where their scheme lets nobody else have it.
struct RetireValue {
  FieldId field;
  Digest key_hash{};  ///< retired_hash()
};
struct PutRole {
  RoleMembership row;
};
struct DropRole {
  UserId user;
  RoleId role;
};
struct PutScopeMembership {
  ScopeMembership row;
};
struct DropScopeMembership {
  UserId user;
  std::optional<ScopeId> scope;
  std::optional<ScopeGroupId> group;
};
struct PutPassword {
  Password row;
  SecretSlot secret{};  ///< of a generated one: 128 bits are drawn, and their hash is filled in at commit
};
struct DropPassword {
  UserId user;
};
struct PutLink {
  Link row;
  SecretSlot secret;
};  ///< secret: its hash is filled in at commit
struct DropLink {
  LinkId id;
  UserId user;
};
struct PutSession {
  Session row;
  SecretSlot secret;
};
struct DropSession {
  SessionId id;
  UserId user;
};
struct PutCredential {
  Credential row;
  SecretSlot secret;
  bool keep_sealed = false;
  std::string prefix;
};
struct DropCredential {
  CredentialId id;
  UserId user;
};
struct PutMail {
  Mail row;
  SecretSlot secret;
};  ///< secret: sealed into the row at commit
struct WithdrawMail {
  LinkId link;
};  ///< queued mails of a link that died

using RowEdit =
    std::variant<PutOrganisation, PutScope, DropScope, PutScopeGroup, DropScopeGroup, PutUser, DropUser, RetireValue,
                 PutRole, DropRole, PutScopeMembership, DropScopeMembership, PutPassword, DropPassword, PutLink,
                 DropLink, PutSession, DropSession, PutCredential, DropCredential, PutMail, WithdrawMail>;

// ---- what people gain and lose

/// Kept symbolically: these users × these permissions × these scopes. A change for a million people stays small.
struct PrivilegeChange {
  std::vector<UserId> users;  ///< listed where they are few; else empty, and `users_total` counts them
  std::uint64_t users_total = 0;
  RoleId role;                            ///< the role as given
  std::vector<PermissionId> permissions;  ///< with reach any
  std::vector<PermissionId> permissions_own;
  std::vector<ScopeId> scopes;  ///< as given; each stands for what it covers
  Time valid_from = kAlways;
  Time valid_until = kForever;
};

/// What was left out because the actor may not give it, where the scheme drops rather than refuses (V073, V186).
struct Dropped {
  std::string kind;  ///< `role`, `scope`, `scope-group`, `address`
  std::string id;
  std::string rule;
  std::string why = {};  ///< of a rule that is refused for several reasons, as an error's `why`
};

/// Sessions, links and credentials that end, counted for the preview (Rule 2).
struct Ended {
  std::uint64_t sessions = 0;
  std::uint64_t links = 0;
  std::uint64_t credentials = 0;
};

/// One value that changes, for the preview and the audit. Secrets never stand here.
struct Difference {
  std::string what;  ///< `field:email`, `state`, `role`, `scope`, `step:set-password`, `credential`, `session`
  std::string before;
  std::string after;
};

struct Change {
  std::string type;                         ///< the command's
  std::optional<UserId> target;             ///< may be a placeholder
  std::optional<ScopeId> scope;             ///< of a change of nodes: the one it is about
  std::optional<ScopeGroupId> scope_group;  ///< of a change of scope groups
  scheme::SchemePtr pins;  ///< the scheme that the organisation has from then on; null = the one it has
  std::string target_name;
  std::vector<RowEdit> rows;
  std::vector<PrivilegeChange> gains;
  std::vector<PrivilegeChange> losses;
  std::vector<Dropped> dropped;
  Ended ended;
  std::vector<Difference> differences;
  std::uint32_t first_placeholder = 1;   ///< new ids are numbered from here, new secrets from 1
  std::uint32_t placeholders = 0;        ///< how many new ids
  std::uint32_t secrets = 0;             ///< how many new secrets
  SecretSlot returned;                   ///< the secret that goes to the caller: a credential's or a session's
  std::optional<CredentialId> revealed;  ///< the credential whose sealed secret goes to the caller
};

/// SHA-256 over rows, effects and what people gain and lose, with ids as placeholders and moments relative to `now`, so
/// that a preview and the execution a minute later have the same digest if, and only if, they do the same (design §2).
[[nodiscard]] Digest digest(const Change& change, Time now);

}  // namespace remit::directory
