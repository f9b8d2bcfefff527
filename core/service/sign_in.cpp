// Who somebody is: passwords, sessions, credentials and links, looked up by what they know.

#include <algorithm>
#include <utility>

#include "core/base/secret.h"
#include "core/service/state.h"

namespace remit::service {

Result<std::optional<SignInFacts>> Service::sign_in_facts(std::string_view slug, std::string_view name) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  const scheme::CompiledScheme& scheme = looking->context().scheme;
  const scheme::Field& field = scheme.sign_in_field();
  REMIT_TRY_ASSIGN(const std::vector<UserId> found,
                   looking->rows().users_with(field.id, directory::unique_key(field, name)));
  for (const UserId id : found) {
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(id));
    // A pending address is not yet anybody's name to sign in with.
    if (!user ||
        directory::unique_key(field, directory::field_of(*user, field.id)) != directory::unique_key(field, name)) {
      continue;
    }
    REMIT_TRY_ASSIGN(const std::optional<directory::Password> password, looking->rows().password(id));
    const auto state = scheme.state(user->state.text);
    SignInFacts facts;
    facts.user = id;
    if (password && password->expires_at > looking->context().now) facts.password_hash = password->phc;
    facts.may_sign_in = state && scheme.at(*state).may_sign_in != scheme::MaySignIn::No;
    facts.steps_only = !user->open_steps.empty();
    return std::optional<SignInFacts>(std::move(facts));
  }
  return std::optional<SignInFacts>();
}

Result<std::string> Service::password_of(std::string_view slug, UserId user) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  REMIT_TRY_ASSIGN(const std::optional<directory::Password> password, looking->rows().password(user));
  return password && password->expires_at > looking->context().now ? password->phc : std::string();
}

Result<OpenSteps> Service::open_steps(std::string_view slug, UserId user) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  const present::Context& context = looking->context();
  REMIT_TRY_ASSIGN(const std::optional<directory::User> found, looking->rows().user(user));
  if (!found) return Error{Code::NotFound, "no-such-user", {}, ""};
  OpenSteps open;
  open.name = directory::name_of(*found, context.definition());
  open.signs_in_as = directory::field_of(*found, context.scheme.sign_in_field().id);
  open.email = directory::field_of(*found, context.scheme.email_field().id);
  open.steps = found->open_steps;
  const scheme::CommandSpec* const by_oneself = context.scheme.command(directory::CompleteStep::kType);
  open.by_oneself = by_oneself && std::count(by_oneself->offered_to.begin(), by_oneself->offered_to.end(),
                                             scheme::ActorKind::Self) > 0;
  return open;
}

Result<std::optional<Authenticated>> Service::session(std::string_view slug, std::string_view token) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  REMIT_TRY_ASSIGN(const std::optional<directory::Session> session,
                   looking->rows().session_by_token(hash_secret(token)));
  if (!session) return std::optional<Authenticated>();
  REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(session->user));
  if (!user) return std::optional<Authenticated>();
  Authenticated found;
  found.actor.kind = session->steps_only ? scheme::ActorKind::Self : scheme::ActorKind::User;
  found.actor.user = user->id;
  found.actor.label = directory::name_of(*user, looking->context().definition());
  found.actor.session = session->id;
  found.session = *session;
  return std::optional<Authenticated>(std::move(found));
}

Result<std::optional<Authenticated>> Service::credential(std::string_view slug, std::string_view secret) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  REMIT_TRY_ASSIGN(const std::optional<directory::Credential> credential,
                   looking->rows().credential_by_secret(hash_secret(secret)));
  if (!credential || credential->expires_at <= looking->context().now) return std::optional<Authenticated>();
  REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(credential->user));
  if (!user) return std::optional<Authenticated>();
  // Rule 2: the role that allows it may have run out since, which no commit says.
  REMIT_TRY_ASSIGN(const std::vector<directory::RoleMembership> roles, looking->rows().roles_of(user->id));
  const Time now = looking->context().now;
  const bool allowed = std::any_of(roles.begin(), roles.end(), [&](const directory::RoleMembership& it) {
    const auto role = looking->context().scheme.role(it.role.text);
    return role && looking->context().scheme.at(*role).allows_credentials && it.valid_from <= now &&
           now < it.valid_until;
  });
  if (!allowed) return std::optional<Authenticated>();
  Authenticated found;
  found.actor.kind = scheme::ActorKind::Credential;
  found.actor.user = user->id;
  found.actor.credential = credential->id;
  found.actor.label = directory::name_of(*user, looking->context().definition());
  return std::optional<Authenticated>(std::move(found));
}

Result<present::LinkView> Service::link(std::string_view slug, std::string_view secret) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  const present::Context& context = looking->context();
  const Error unknown{Code::NotFound, "link-unknown", {}, ""};
  REMIT_TRY_ASSIGN(const std::optional<directory::Link> link, looking->rows().link_by_secret(hash_secret(secret)));
  if (!link) return unknown;
  REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(link->user));
  if (!user) return unknown;
  if (link->expires_at <= context.now) {
    return Error{Code::Conflict, "link-expired", {{"until", to_rfc3339(link->expires_at)}}, ""};
  }
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, looking->rows().organisation());
  present::LinkView view;
  view.organisation = organisation.slug;
  view.organisation_name = organisation.name;
  view.product = context.text(context.definition().presentation.product);
  view.name = directory::name_of(*user, context.definition());
  view.email = link->email;
  view.signs_in_as = directory::field_of(*user, context.scheme.sign_in_field().id);
  view.purpose = link->purpose.text;
  view.steps = link->steps;
  view.expires_at = link->expires_at;
  return view;
}

Result<Done> Service::sign_in_failed(std::string_view slug, std::optional<UserId> user, std::string_view origin) {
  REMIT_TRY_ASSIGN(Open* const organisation, state_->find(slug));
  directory::Actor actor;
  actor.kind = scheme::ActorKind::Self;
  actor.user = user.value_or(UserId{});
  actor.label = "sign-in page";
  actor.origin = origin;
  directory::Command command;
  command.action = directory::SignIn{actor.user, "", ""};
  const Dependencies& given = state_->dependencies;
  Result<Done> recorded = Done{};
  state_->writer.alone([&] {
    recorded = directory::record_refusal(given.store,
                                         {organisation->id, organisation->scheme, actor, {command}, given.clock.now()},
                                         {Code::Denied, "wrong-password", {}, ""}, given.random);
  });
  return recorded;
}

}  // namespace remit::service
