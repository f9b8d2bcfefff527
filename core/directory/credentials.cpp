#include "core/directory/draft.h"

namespace remit::directory {

Result<Done> check_control(Draft& draft, const User& user) {
  if (draft.by_operator()) return Done{};
  if (draft.on_self(user.id)) return draft.actor.proved ? Result<Done>(Done{}) : denied("proof-needed");
  REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));
  return draft.authority().may_give(draft.managing(), held);
}

Result<Done> issue_credential(Draft& draft, const User& user) {
  REMIT_TRY(revoke_credentials(draft, user.id));
  const scheme::SignIn& policy = draft.definition.sign_in;
  PutCredential edit;
  edit.row.id = draft.new_id<CredentialId>();
  edit.row.user = user.id;
  edit.row.created_at = draft.now;
  if (policy.credential_lifetime) edit.row.expires_at = draft.now + *policy.credential_lifetime;
  edit.row.issued_by = draft.giver();
  edit.secret = draft.new_secret();
  edit.keep_sealed = policy.reveal == scheme::Reveal::Again;
  edit.prefix = policy.credential_prefix;
  draft.change.returned = edit.secret;
  draft.differs("credential", "", "issued");
  return draft.put(std::move(edit));
}

}  // namespace remit::directory
