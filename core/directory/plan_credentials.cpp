#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

Result<Credential> credential_of(Draft& draft, UserId user, CredentialId id) {
  REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, draft.rows().credentials_of(user));
  const auto found =
      std::find_if(credentials.begin(), credentials.end(), [id](const Credential& it) { return it.id == id; });
  if (found == credentials.end()) return Error{Code::NotFound, "no-such-credential", {}, "credential"};
  return *found;
}

}  // namespace

Result<Done> plan_action(Draft& draft, const IssueCredential& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  const auto state = draft.scheme.state(user.state.text);
  if (!state || !draft.scheme.at(*state).may_act) {
    return denied("wrong-state", {{"state", state ? draft.scheme.at(*state).label.in() : user.state.text}});
  }
  REMIT_TRY_ASSIGN(const bool allowed, may_have_credentials(draft, user.id));
  if (!allowed) return denied("credentials-not-allowed");
  REMIT_TRY(check_control(draft, user));
  if (action.scope) {
    REMIT_TRY_ASSIGN(const std::optional<Scope> scope, draft.rows().scope(*action.scope));
    if (!scope) return invalid("unknown-scope", "scope", {{"text", to_string(*action.scope)}});
    draft.differs("credential-scope", "", scope->name);
  }
  return issue_credential(draft, user, action.scope);
}

Result<Done> plan_action(Draft& draft, const RevealCredential& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  REMIT_TRY_ASSIGN(const Credential credential, credential_of(draft, user.id, action.credential));
  if (credential.sealed.empty()) return denied("shown-once");
  REMIT_TRY(check_control(draft, user));
  draft.change.revealed = credential.id;
  draft.differs("credential", "hidden", "revealed");
  return Done{};
}

Result<Done> plan_action(Draft& draft, const RevokeCredential& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  REMIT_TRY_ASSIGN(const Credential credential, credential_of(draft, user.id, action.credential));
  ++draft.change.ended.credentials;
  draft.differs("credential", "issued", "revoked");
  return draft.put(DropCredential{credential.id, user.id});
}

}  // namespace remit::directory
