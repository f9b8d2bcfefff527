#include <algorithm>

#include "core/base/email.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// Which of a link's steps it can complete for this person: those still open, or, where none is (a reset), all.
std::vector<Step> completable(const scheme::LinkSpec& spec, const User& user) {
  std::vector<Step> steps;
  for (const Step step : spec.completes) {
    if (contains(user.open_steps, step)) steps.push_back(step);
  }
  return steps;
}

Result<Done> kill_older(Draft& draft, UserId user, const PurposeId& purpose) {
  REMIT_TRY_ASSIGN(const std::vector<Link> links, draft.rows().links_of(user));
  for (const Link& it : links) {
    if (it.purpose == purpose) REMIT_TRY(drop_link(draft, it));
  }
  return Done{};
}

}  // namespace

bool generates_password(const scheme::Definition& scheme, const scheme::LinkSpec& link) {
  return link.delivers == scheme::Delivers::GeneratedPassword && scheme.sign_in.policy != scheme::Policy::Pci;
}

std::vector<PurposeId> opening_purposes(const Draft& draft, const User& user) {
  std::vector<PurposeId> purposes;
  std::vector<Step> without_way = user.open_steps;
  for (const std::string_view type : {CreateUser::kType, Invite::kType}) {
    const scheme::CommandSpec* const create = draft.scheme.command(type);
    if (!create) continue;
    std::vector<Step> left = without_way;
    for (const PurposeId& purpose : create->sends) {
      const scheme::LinkSpec* const link = draft.scheme.link(purpose);
      const std::vector<Step> steps = link ? completable(*link, user) : std::vector<Step>();
      const bool helps =
          std::any_of(steps.begin(), steps.end(), [&without_way](Step step) { return contains(without_way, step); });
      if (!helps) continue;
      purposes.push_back(purpose);
      std::erase_if(left, [&steps](Step step) { return contains(steps, step); });
    }
    without_way = std::move(left);
  }
  return purposes;
}

Result<std::size_t> send_links(Draft& draft, User& user, const std::vector<PurposeId>& purposes, Sending sending,
                               const std::optional<std::string>& to) {
  std::size_t sent = 0;
  const auto state = draft.scheme.state(user.state.text);
  if (!state || !draft.scheme.at(*state).allows_links) return sent;
  const std::string address = to.value_or(field_of(user, draft.scheme.email_field().id));
  for (const PurposeId& purpose : purposes) {
    const scheme::LinkSpec* const spec = draft.scheme.link(purpose);
    REMIT_ASSERT(spec != nullptr, "compiling resolves every purpose that a command sends");
    const bool again = sending == Sending::Again && spec->lifetime_on_resend;
    const Duration lifetime = again ? *spec->lifetime_on_resend : spec->lifetime;
    const Time counted = spec->counted_from == scheme::CountedFrom::UserAdded ? user.created_at : draft.now;
    if (counted + lifetime <= draft.now) {
      return denied("link-over", {{"until", to_rfc3339(counted + lifetime)}, {"instead", spec->when_expired}});
    }
    REMIT_TRY(kill_older(draft, user.id, purpose));

    std::vector<Step> steps = completable(*spec, user);
    if (steps.empty()) steps = spec->completes;
    const SecretSlot secret = draft.new_secret();
    Mail mail;
    mail.id = draft.new_id<MailId>();
    mail.user = user.id;
    mail.purpose = purpose;
    mail.recipient = address;
    mail.actor = draft.actor.label;
    mail.created_at = draft.now;
    mail.expires_at = counted + lifetime;
    // A generated password is a link as well: it dies like one, and its mail with it.
    Link link;
    link.id = draft.new_id<LinkId>();
    link.user = user.id;
    link.purpose = purpose;
    link.steps = std::move(steps);
    link.email = address;
    link.created_at = draft.now;
    link.expires_at = counted + lifetime;
    link.sent_by = draft.giver();
    mail.link = link.id;
    REMIT_TRY(draft.put(PutLink{std::move(link), secret}));
    if (generates_password(draft.definition, *spec)) {
      // Rule 2: it is a new password, and no session of the old one goes on.
      REMIT_TRY(end_sessions(draft, user.id));
      REMIT_TRY(draft.put(PutPassword{{user.id, "", true, counted + lifetime}, secret}));
      draft.differs("password", "", "generated");
    }
    REMIT_TRY(draft.put(PutMail{std::move(mail), secret}));
    draft.differs("link:" + purpose.text, "", address);
    ++sent;
  }
  return sent;
}

Result<Done> send_confirmation(Draft& draft, User& user) {
  const scheme::CommandSpec* const edit = draft.scheme.command(EditUser::kType);
  if (!edit || user.pending_email.empty()) return Done{};
  REMIT_TRY(send_links(draft, user, edit->sends, Sending::First, user.pending_email));
  return Done{};
}

Result<bool> never_accepted(Draft& draft, const User& user) {
  if (user.last_sign_in) return false;
  // Who set a password and has a factor to enrol yet has not come in: every step counts (T3).
  if (!user.open_steps.empty()) return true;
  REMIT_TRY_ASSIGN(const std::optional<Password> password, draft.rows().password(user.id));
  return !user.password_changed_at && (!password || password->must_change);
}

namespace {

/// Whether a may give what is held, by any of the commands by which it may have been given: creating may need less
/// than giving does (V187).
Result<Done> may_have_given(const scheme::CompiledScheme& scheme, const Authority& authority, const Holding& holding) {
  const scheme::RoleGroup* const group = scheme.group(scheme.at(holding.role).group);
  const bool flag = group && group->style == scheme::GroupStyle::Flag;
  std::optional<Error> refusal;
  for (const std::string_view type :
       {Give::kType, CreateUser::kType, Invite::kType, Duplicate::kType, SetFlag::kType}) {
    const scheme::CommandSpec* const spec = scheme.command(type);
    if (!spec || !spec->needs || (type == SetFlag::kType && !flag)) continue;
    auto given = authority.may_give(scheme.permission(spec->needs->text), holding);
    if (given || given.error().code != Code::Denied) return given;
    if (!refusal) refusal = std::move(given).error();
  }
  if (refusal) return *refusal;
  return Done{};
}

/// Whether `giver` gave the membership by which somebody stands on the node.
Result<bool> gave_node(Reader& rows, const std::vector<ScopeMembership>& memberships, UserId giver, ScopeId node) {
  for (const ScopeMembership& it : memberships) {
    if (it.granted_by != giver) continue;
    if (it.scope == node) return true;
    if (!it.group) continue;
    REMIT_TRY_ASSIGN(const std::optional<ScopeGroup> group, rows.scope_group(*it.group));
    if (group && std::find(group->scopes.begin(), group->scopes.end(), node) != group->scopes.end()) return true;
  }
  return false;
}

}  // namespace

Result<Done> check_givers(Draft& draft, const User& user) {
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(user.id));
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, draft.rows().scopes_of(user.id));
  REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));

  std::vector<UserId> givers;
  const auto add = [&givers](const std::optional<UserId>& giver) {
    if (giver && std::find(givers.begin(), givers.end(), *giver) == givers.end()) givers.push_back(*giver);
  };
  for (const RoleMembership& it : roles) add(it.granted_by);
  for (const ScopeMembership& it : scopes) add(it.granted_by);

  for (const UserId giver : givers) {
    const Actor then{.kind = scheme::ActorKind::User,
                     .user = giver,
                     .credential = {},
                     .label = "",
                     .origin = "",
                     .session = {},
                     .proved = false};
    REMIT_TRY_ASSIGN(const Authority authority, Authority::of(draft.rows(), draft.scheme, then, draft.now));
    for (const Holding& it : held) {
      const RoleId& role = draft.scheme.at(it.role).id;
      const bool gave_role = std::any_of(roles.begin(), roles.end(), [&](const RoleMembership& membership) {
        return membership.role == role && membership.granted_by == giver;
      });
      REMIT_TRY_ASSIGN(const bool gave_scope, gave_node(draft.rows(), scopes, giver, it.node));
      if (!gave_role && !gave_scope) continue;
      auto given = may_have_given(draft.scheme, authority, it);
      if (given) continue;
      if (given.error().code != Code::Denied) return std::move(given).error();
      REMIT_TRY_ASSIGN(const std::optional<User> who, draft.rows().user(giver));
      return denied("granter-lost-right", {{"giver", who ? name_of(*who, draft.definition) : std::string()},
                                           {"role", draft.scheme.at(it.role).label.in()}});
    }
  }
  return Done{};
}

Result<Done> take_over_giving(Draft& draft, const User& user) {
  REMIT_TRY_ASSIGN(const bool open, never_accepted(draft, user));
  const std::optional<UserId> giver = draft.giver();
  if (!open || (!giver && !draft.by_operator())) return Done{};
  if (giver) {
    REMIT_TRY_ASSIGN(const std::vector<Holding> held, holdings(draft.rows(), draft.scheme, user.id, draft.now));
    for (const Holding& it : held) REMIT_TRY(may_have_given(draft.scheme, draft.authority(), it));
  }
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, draft.rows().roles_of(user.id));
  for (RoleMembership it : roles) {
    if (it.granted_by == giver) continue;
    it.granted_by = giver;
    REMIT_TRY(draft.put(PutRole{std::move(it)}));
  }
  REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, draft.rows().scopes_of(user.id));
  for (ScopeMembership it : scopes) {
    if (it.granted_by == giver) continue;
    it.granted_by = giver;
    REMIT_TRY(draft.put(PutScopeMembership{std::move(it)}));
  }
  return Done{};
}

}  // namespace remit::directory
