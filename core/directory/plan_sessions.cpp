#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

Result<Done> plan_action(Draft& draft, const SignIn& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  const auto state = draft.scheme.state(user.state.text);
  if (!state || draft.scheme.at(*state).may_sign_in == scheme::MaySignIn::No) return denied("may-not-sign-in");
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(user.id));
  for (const RoleMembership& it : roles) {
    const auto role = draft.scheme.role(it.role.text);
    if (role && draft.scheme.at(*role).waives_sign_in) return denied("may-not-sign-in");
  }

  REMIT_TRY_ASSIGN(const std::optional<Password> password, draft.rows().password(user.id));
  if (password && password->must_change) {
    // SECURITY: a generated password works once (V141); the session that it begins is for setting another.
    REMIT_TRY(draft.put(DropPassword{user.id}));
    REMIT_TRY_ASSIGN(const std::vector<Link> links, draft.rows().links_of(user.id));
    for (const Link& it : links) {
      const scheme::LinkSpec* const link = draft.scheme.link(it.purpose);
      if (link && generates_password(draft.definition, *link)) REMIT_TRY(drop_link(draft, it));
    }
  }

  Session session;
  session.id = draft.new_id<SessionId>();
  session.user = user.id;
  session.steps_only = !user.open_steps.empty() || draft.scheme.at(*state).may_sign_in == scheme::MaySignIn::StepsOnly;
  session.device = action.device;
  session.address = action.address;
  session.created_at = draft.now;
  if (!session.steps_only) {
    user.last_sign_in = draft.now;
    user.email_verified = true;
    REMIT_TRY(draft.put(PutUser{user}));
  }
  const SecretSlot secret = draft.new_secret();
  draft.change.returned = secret;
  draft.differs("session", "", "started");
  return draft.put(PutSession{std::move(session), secret});
}

Result<Done> plan_action(Draft& draft, const EndSession& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  REMIT_TRY_ASSIGN(const std::vector<Session> sessions, draft.rows().sessions_of(user.id));
  const bool there =
      std::any_of(sessions.begin(), sessions.end(), [&action](const Session& it) { return it.id == action.session; });
  if (!there) return Error{Code::NotFound, "no-such-session", {}, "session"};
  ++draft.change.ended.sessions;
  draft.differs("session", "started", "ended");
  return draft.put(DropSession{action.session, user.id});
}

}  // namespace remit::directory
