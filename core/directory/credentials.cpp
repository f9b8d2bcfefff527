#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// The one that a person may have is replaced; of several, none is revoked unasked (V183).
Result<Done> make_room(Draft& draft, UserId user) {
  const std::optional<std::uint32_t> max = draft.definition.sign_in.max_credentials;
  if (!max) return Done{};
  if (*max == 1) return revoke_credentials(draft, user);
  REMIT_TRY_ASSIGN(const std::vector<Credential> all, draft.rows().credentials_of(user));
  const auto live =
      std::count_if(all.begin(), all.end(), [&draft](const Credential& it) { return it.expires_at > draft.now; });
  if (static_cast<std::size_t>(live) < *max) return Done{};
  return denied("too-many-credentials", {{"max", std::to_string(*max)}});
}

}  // namespace

Result<Done> check_control(Draft& draft, const User& user) {
  if (draft.by_operator()) return Done{};
  if (draft.on_self(user.id)) return draft.actor.proved ? Result<Done>(Done{}) : denied("proof-needed");
  REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  return draft.authority().may_give(draft.managing(), held);
}

Result<Done> issue_credential(Draft& draft, const User& user, std::optional<ScopeId> scope) {
  REMIT_TRY(make_room(draft, user.id));
  const scheme::SignIn& policy = draft.definition.sign_in;
  PutCredential edit;
  edit.row.id = draft.new_id<CredentialId>();
  edit.row.user = user.id;
  edit.row.created_at = draft.now;
  if (policy.credential_lifetime) edit.row.expires_at = draft.now + *policy.credential_lifetime;
  edit.row.issued_by = draft.giver();
  edit.row.scope = scope;
  edit.secret = draft.new_secret();
  edit.keep_sealed = policy.reveal == scheme::Reveal::Again;
  edit.prefix = policy.credential_prefix;
  draft.change.returned = edit.secret;
  draft.differs("credential", "", "issued");
  return draft.put(std::move(edit));
}

}  // namespace remit::directory
