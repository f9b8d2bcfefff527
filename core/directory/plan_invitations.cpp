#include <algorithm>

#include "core/base/email.h"
#include "core/directory/disposable.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// Why the scheme leaves this address out of a batch; nothing if it does not (V188).
Result<std::optional<std::string_view>> passed_over(Draft& draft, const std::string& address) {
  using Reason = std::optional<std::string_view>;
  const auto passes = [&draft](scheme::PassOver why) {
    const std::vector<scheme::PassOver>& all = draft.spec.passes_over;
    return std::find(all.begin(), all.end(), why) != all.end();
  };
  // The first person of an organisation is never passed over: there would be none.
  if (draft.organisation.founding || draft.spec.passes_over.empty()) return Reason();
  const scheme::Field& field = draft.scheme.email_field();
  REMIT_TRY_ASSIGN(const std::vector<UserId> there, draft.rows().users_with(field.id, unique_key(field, address)));
  for (const UserId id : there) {
    REMIT_TRY_ASSIGN(const std::optional<User> user, draft.rows().user(id));
    if (!user) continue;
    REMIT_TRY_ASSIGN(const bool pending, never_accepted(draft, *user));
    if (pending && passes(scheme::PassOver::Pending)) return Reason("passed-over-pending");
    if (!pending && passes(scheme::PassOver::Known)) return Reason("passed-over-known");
  }
  if (passes(scheme::PassOver::Disposable)) {
    REMIT_TRY_ASSIGN(const Email email, parse_email(address));
    if (is_disposable(email.mailbox)) return Reason("passed-over-disposable");
  }
  return Reason();
}

}  // namespace

Result<Done> plan_action(Draft& draft, const Invite& action) {
  Wanted wanted{action.roles, action.scopes, action.scope_groups};
  REMIT_TRY(check_creating(draft, action.fields, wanted));
  const auto address = action.fields.find(draft.scheme.email_field().id.text);
  if (address != action.fields.end() && !address->second.empty()) {
    // SECURITY: only now, so that nobody without the right to invite learns who is here (T7).
    REMIT_TRY_ASSIGN(const std::optional<std::string_view> why, passed_over(draft, address->second));
    if (why) {
      draft.change.target_name = address->second;
      draft.change.dropped = {{"address", address->second, std::string(*why)}};
      return Done{};
    }
  }
  return add_person(draft, action.fields, wanted, draft.definition.lifecycle.start, &draft.spec.sends);
}

Result<Done> plan_action(Draft& draft, const CancelInvitation& action) {
  REMIT_TRY_ASSIGN(const User user, draft.target(action.user));
  REMIT_TRY_ASSIGN(const bool open, never_accepted(draft, user));
  if (!open) return denied("invitation-accepted");
  return remove_person(draft, user);
}

}  // namespace remit::directory
