#include <algorithm>

#include "core/base/secret.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// Opens again what the command reopens, leads to its state, and sends its links.
Result<Done> send_reset(Draft& draft, User& user) {
  const std::vector<Step> before = user.open_steps;
  reopen(draft, user, draft.spec.reopens);
  const bool goes_on = draft.spec.to && user.state != *draft.spec.to;
  if (goes_on) {
    REMIT_TRY(enter_state(draft, user, *draft.spec.to));
  } else if (user.open_steps != before) {
    // SECURITY: with a step open again, nobody goes on in a session from before.
    REMIT_TRY(end_sessions(draft, user.id));
    REMIT_TRY(draft.put(PutUser{user}));
  }
  REMIT_TRY_ASSIGN(const std::size_t sent, send_links(draft, user, draft.spec.sends, Sending::First));
  // What confirms a new address died with the other links when the state was left.
  if (goes_on) REMIT_TRY(send_confirmation(draft, user));
  if (sent > 0) return Done{};
  const auto state = draft.scheme.state(user.state.text);
  return denied("no-links-now", {{"state", state ? draft.scheme.at(*state).label.in() : user.state.text}});
}

/// A reset that somebody else asks for, who answers for what the person holds from then on.
Result<Done> send_reset_to(Draft& draft, UserId id) {
  REMIT_TRY_ASSIGN(User user, draft.target(id));
  REMIT_TRY(take_over_giving(draft, user));
  return send_reset(draft, user);
}

/// A new password: every other session ends (Rule 2). That no link sets one any more, complete_steps() sees to.
Result<Done> set_password(Draft& draft, User& user, const std::string& hash, std::optional<SessionId> keep) {
  if (hash.empty()) return invalid("field-missing", "password", {{"label", "password"}});
  REMIT_TRY(draft.put(PutPassword{{user.id, hash}}));
  user.password_changed_at = draft.now;
  draft.differs("password", "", "set");
  return end_sessions(draft, user.id, keep);
}

}  // namespace

Result<Done> plan_action(Draft& draft, const Resend& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  const std::vector<PurposeId> purposes = opening_purposes(draft, user);
  if (purposes.empty()) return denied("nothing-open");
  REMIT_TRY(take_over_giving(draft, user));
  REMIT_TRY_ASSIGN(const std::size_t sent, send_links(draft, user, purposes, Sending::Again));
  if (sent > 0) return Done{};
  const auto state = draft.scheme.state(user.state.text);
  return denied("no-links-now", {{"state", state ? draft.scheme.at(*state).label.in() : user.state.text}});
}

Result<Done> plan_action(Draft& draft, const SendPasswordReset& action) {
  return send_reset_to(draft, action.user);
}

Result<Done> plan_action(Draft& draft, const SendNewPassword& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  REMIT_TRY(take_over_giving(draft, user));
  // Rule 2: the password there was is of no use from now on, nor is any session that it began.
  REMIT_TRY(draft.put(DropPassword{user.id}));
  REMIT_TRY(end_sessions(draft, user.id));
  return send_reset(draft, user);
}

Result<Done> plan_action(Draft& draft, const SendFactor& action) {
  return send_reset_to(draft, action.user);
}

Result<Done> plan_action(Draft& draft, const ResetFactor& action) {
  return send_reset_to(draft, action.user);
}

Result<Done> plan_action(Draft& draft, const ForgotPassword& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  return send_reset(draft, user);
}

Result<Done> plan_action(Draft& draft, const RedeemLink& action) {
  const Error unknown{Code::NotFound, "link-unknown", {}, "secret"};
  REMIT_TRY_ASSIGN(const std::optional<Link> found, draft.rows().link_by_secret(hash_secret(action.secret)));
  if (!found) return unknown;
  Link link = *found;
  REMIT_TRY_ASSIGN(std::optional<User> owner, draft.rows().user(link.user));
  if (!owner) return unknown;
  User user = std::move(*owner);
  draft.change.target = user.id;
  draft.change.target_name = name_of(user, draft.definition);
  if (link.expires_at <= draft.now) {
    return Error{Code::Conflict, "link-expired", {{"until", to_rfc3339(link.expires_at)}}, "secret"};
  }
  const auto state = draft.scheme.state(user.state.text);
  if (!state || !draft.scheme.at(*state).allows_links) return unknown;
  if (action.steps.empty()) return invalid("field-missing", "steps", {{"label", "steps"}});
  for (const Step step : action.steps) {
    if (!contains(link.steps, step)) return invalid("step-not-in-link", "steps");
  }

  const bool first_time = !user.open_steps.empty();
  REMIT_TRY_ASSIGN(const bool invitation_open, never_accepted(draft, user));
  std::erase_if(link.steps, [&action](Step step) { return contains(action.steps, step); });
  if (link.steps.empty()) {
    REMIT_TRY(draft.put(DropLink{link.id, user.id}));
    REMIT_TRY(draft.put(WithdrawMail{link.id}));
  } else {
    REMIT_TRY(draft.put(PutLink{link, {}}));
  }
  if (contains(action.steps, Step::SetPassword)) REMIT_TRY(set_password(draft, user, action.password_hash, {}));
  if (contains(action.steps, Step::VerifyEmail) && !user.pending_email.empty() && user.pending_email == link.email) {
    const FieldId& email = draft.scheme.email_field().id;
    draft.differs("field:" + email.text, field_of(user, email), user.pending_email);
    user.fields[email.text] = std::exchange(user.pending_email, {});
    // Rule 2: what went to the address before is of no use any more; what is still open goes to the new one.
    REMIT_TRY(drop_links(draft, user.id));
    REMIT_TRY(send_links(draft, user, opening_purposes(draft, user), Sending::First));
  }
  REMIT_TRY(complete_steps(draft, user, action.steps));
  if (first_time && invitation_open && user.open_steps.empty()) REMIT_TRY(check_givers(draft, user));
  return Done{};
}

Result<Done> plan_action(Draft& draft, const CompleteStep& action) {
  REMIT_TRY_ASSIGN(User user, draft.target(action.user));
  const bool open = contains(user.open_steps, action.step);
  if (action.step == Step::SetPassword) {
    // A password in use is only replaced by whoever knows it (ASVS 6.2.2), or through a link.
    if (!open && !draft.actor.proved && !draft.by_operator()) return denied("proof-needed");
    REMIT_TRY(set_password(draft, user, action.password_hash, draft.actor.session));
  } else if (!open) {
    return denied("nothing-open");
  }
  REMIT_TRY_ASSIGN(const bool invitation_open, never_accepted(draft, user));
  REMIT_TRY(complete_steps(draft, user, {action.step}));
  if (open && invitation_open && user.open_steps.empty()) REMIT_TRY(check_givers(draft, user));
  return Done{};
}

}  // namespace remit::directory
