#include <algorithm>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

std::string_view word(Step step) {
  switch (step) {
    case Step::VerifyEmail:
      return "verify-email";
    case Step::SetPassword:
      return "set-password";
    case Step::EnrolFactor:
      return "enrol-factor";
  }
  return "";
}

}  // namespace

bool contains(const std::vector<Step>& steps, Step step) {
  return std::find(steps.begin(), steps.end(), step) != steps.end();
}

Result<Done> end_sessions(Draft& draft, UserId user, std::optional<SessionId> keep) {
  REMIT_TRY_ASSIGN(const std::vector<Session> sessions, draft.rows().sessions_of(user));
  for (const Session& it : sessions) {
    if (it.id == keep) continue;
    REMIT_TRY(draft.put(DropSession{it.id, user}));
    ++draft.change.ended.sessions;
  }
  return Done{};
}

Result<Done> drop_link(Draft& draft, const Link& link) {
  REMIT_TRY(draft.put(DropLink{link.id, link.user}));
  REMIT_TRY(draft.put(WithdrawMail{link.id}));
  ++draft.change.ended.links;
  const scheme::LinkSpec* const spec = draft.scheme.link(link.purpose);
  if (!spec || !generates_password(draft.definition, *spec)) return Done{};
  // What such a mail carries is the password itself.
  REMIT_TRY_ASSIGN(const std::optional<Password> password, draft.rows().password(link.user));
  if (!password || !password->must_change) return Done{};
  return draft.put(DropPassword{link.user});
}

Result<Done> drop_links(Draft& draft, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<Link> links, draft.rows().links_of(user));
  for (const Link& it : links) REMIT_TRY(drop_link(draft, it));
  return Done{};
}

Result<Done> revoke_credentials(Draft& draft, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, draft.rows().credentials_of(user));
  for (const Credential& it : credentials) {
    REMIT_TRY(draft.put(DropCredential{it.id, user}));
    ++draft.change.ended.credentials;
  }
  return Done{};
}

void reopen(Draft& draft, User& user, const std::vector<Step>& steps) {
  for (const Step step : steps) {
    if (contains(user.open_steps, step)) continue;
    user.open_steps.push_back(step);
    draft.differs("step:" + std::string(word(step)), "done", "open");
  }
  const std::vector<Step>& order = draft.definition.lifecycle.steps;
  std::stable_sort(user.open_steps.begin(), user.open_steps.end(), [&order](Step a, Step b) {
    return std::find(order.begin(), order.end(), a) < std::find(order.begin(), order.end(), b);
  });
}

Result<Done> enter_state(Draft& draft, User& user, const StateId& state) {
  StateId next = state;
  auto index = draft.scheme.state(next.text);
  REMIT_ASSERT(index.has_value(), "compiling resolves every state that a command leads to");
  // The start state's own transition fires in the same change where no step is open.
  while (user.open_steps.empty() && draft.scheme.at(*index).when_steps_complete) {
    next = *draft.scheme.at(*index).when_steps_complete;
    index = draft.scheme.state(next.text);
    REMIT_ASSERT(index.has_value(), "lint refuses transitions to unknown states and cycles of them");
  }
  draft.differs("state", user.state.text, next.text);
  user.state = next;
  const scheme::State& entered = draft.scheme.at(*index);
  REMIT_TRY(draft.put(PutUser{user}));
  if (entered.may_act) return Done{};
  // Rule 2: nothing survives. Sign-in for open steps alone needs its links, which such a state allows.
  REMIT_TRY(end_sessions(draft, user.id));
  REMIT_TRY(drop_links(draft, user.id));
  return revoke_credentials(draft, user.id);
}

namespace {

/// Each step of a link works once, by whichever way it was done, and a link dies with its last (Rule 2). What confirms
/// another address than the one that counts is left alone: that address is not verified by this one.
Result<Done> take_off_links(Draft& draft, const User& user, const std::vector<Step>& steps) {
  REMIT_TRY_ASSIGN(const std::vector<Link> links, draft.rows().links_of(user.id));
  for (Link it : links) {
    if (!user.pending_email.empty() && it.email == user.pending_email) continue;
    const std::size_t before = it.steps.size();
    std::erase_if(it.steps, [&steps](Step step) { return contains(steps, step); });
    if (it.steps.size() == before) continue;
    if (it.steps.empty()) {
      REMIT_TRY(drop_link(draft, it));
    } else {
      REMIT_TRY(draft.put(PutLink{std::move(it), {}}));
    }
  }
  return Done{};
}

}  // namespace

Result<Done> complete_steps(Draft& draft, User& user, const std::vector<Step>& steps) {
  REMIT_TRY(take_off_links(draft, user, steps));
  for (const Step step : steps) {
    const auto open = std::find(user.open_steps.begin(), user.open_steps.end(), step);
    if (open == user.open_steps.end()) continue;
    user.open_steps.erase(open);
    draft.differs("step:" + std::string(word(step)), "open", "done");
    if (step == Step::VerifyEmail) user.email_verified = true;
  }
  const auto state = draft.scheme.state(user.state.text);
  if (user.open_steps.empty() && state && draft.scheme.at(*state).when_steps_complete) {
    return enter_state(draft, user, *draft.scheme.at(*state).when_steps_complete);
  }
  return draft.put(PutUser{user});
}

}  // namespace remit::directory
