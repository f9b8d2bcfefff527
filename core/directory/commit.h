#pragma once
// change → commit: one transaction with one or more changes. For each: plan against the transaction so far, compare
// with the digest that was agreed to, fill placeholders from the random source, write rows and one audit entry, raise
// the epoch. Nothing is published before COMMIT; a failed COMMIT refuses the whole group.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/base/time.h"
#include "core/directory/change.h"
#include "core/directory/command.h"
#include "core/scheme/compiled.h"
#include "core/store/store.h"

namespace remit::directory {

/// Commands of one actor on one organisation that happen together or not at all.
struct Request {
  OrgId organisation;
  scheme::SchemePtr scheme;
  Actor actor;
  std::vector<Command> commands;
  Time now;
};

/// What one request led to, with placeholders filled.
struct Committed {
  std::vector<Change> changes;
  Secret secret;  ///< of a credential or session, once
  Epoch epoch;
  bool repeated = false;  ///< the idempotency key was known; nothing was written
  std::string answer;     ///< what was remembered for it
};

/// The next request that joins a commit, or null when none is waiting. It lives until it is answered.
using Joining = std::function<const Request*()>;
using Published = std::function<void(const Request&, const Committed&)>;

/// Carries out a group in one transaction, each request in a savepoint; the i-th result is that of the i-th that
/// joined. Who comes while others are carried out still joins, so that as many as possible share one sync. Refused
/// requests are recorded (Rule 4). `published` is called after COMMIT and before this returns, for every request that
/// succeeded: the access indexes follow there.
[[nodiscard]] std::vector<Result<Committed>> commit(store::Store& store, const Joining& next, Random& random,
                                                    const SealKey& key, const Published& published);
/// The same for requests that are all there already, and with nobody to publish to.
[[nodiscard]] std::vector<Result<Committed>> commit(store::Store& store, std::span<const Request> group, Random& random,
                                                    const SealKey& key);

/// A node that an organisation is founded with.
struct NewScope {
  std::string name;
  KindId kind;
  std::optional<std::size_t> under;      ///< which of those before it in the list; none: the root
  std::map<std::string, bool> features;  ///< switched here; others are as above it (V191)
};

/// What the operator needs for a new organisation.
struct NewOrganisation {
  std::string slug;  ///< empty: made from the name
  std::string name;
  scheme::SchemePtr scheme;
  std::map<std::string, std::string> owner;  ///< fields of the first person
  std::vector<RoleId> owner_roles;           ///< besides those needed to manage; usually none
  std::vector<NewScope> scopes;              ///< below the root, each after the one it stands under
};

/// What a sealed secret is bound to: it opens for its own row only.
[[nodiscard]] std::string seal_purpose(const Mail& mail);
[[nodiscard]] std::string seal_purpose(const Credential& credential);

/// Creates it with its root and its first person, who gets what the scheme gives its founder and, beyond that, the
/// smallest set of roles that makes a manager (V069). Error: Conflict `taken` for the slug; Invalid for a field, and
/// `unknown-scope`, `unknown-feature` or `kind-not-there` for a node that has no place in the scheme's tree (V181).
[[nodiscard]] Result<Committed> create_organisation(store::Store& store, const NewOrganisation& organisation,
                                                    const Actor& actor, Time now, Random& random, const SealKey& key);

/// The changes of several commands as one, planned one after another without writing.
[[nodiscard]] Result<std::vector<Change>> plan_all(Reader& reader, const scheme::CompiledScheme& scheme,
                                                   const Actor& actor, const std::vector<Command>& commands, Time now);
/// Over all changes, in order: what `Command::expect` of the first command holds, in hex.
[[nodiscard]] Digest digest_of_all(std::span<const Change> changes, Time now);

/// Records, as an entry without rows, a refusal that did not come from planning: a wrong password at sign-in.
[[nodiscard]] Result<Done> record_refusal(store::Store& store, const Request& request, const Error& refusal,
                                          Random& random);

}  // namespace remit::directory
