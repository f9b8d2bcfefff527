#include "core/directory/draft.h"

#include <algorithm>

namespace remit::directory {

Error denied(std::string_view rule, std::vector<std::pair<std::string, std::string>> args) {
  return {Code::Denied, std::string(rule), std::move(args), ""};
}

Error invalid(std::string_view rule, std::string field, std::vector<std::pair<std::string, std::string>> args) {
  return {Code::Invalid, std::string(rule), std::move(args), std::move(field)};
}

Draft::Draft(const PlanContext& context, const scheme::CommandSpec& command_spec)
    : scheme(context.scheme),
      definition(context.scheme.definition()),
      spec(command_spec),
      actor(context.actor),
      command(context.command),
      now(context.now),
      before_(context.reader),
      rows_(context.reader, context.scheme.definition()) {
  change.type = command_spec.id;
  change.first_placeholder = context.first_placeholder;
}

Result<Done> Draft::open() {
  REMIT_TRY_ASSIGN(organisation, before_.organisation());
  REMIT_TRY_ASSIGN(Authority authority, Authority::of(before_, scheme, actor, now));
  authority_.emplace(std::move(authority));
  return Done{};
}

scheme::PermissionIndex Draft::managing() const {
  REMIT_ASSERT(spec.needs.has_value(), "lint refuses commands for users that name no permission");
  const auto permission = scheme.permission(spec.needs->text);
  REMIT_ASSERT(permission.has_value(), "compiling resolves what commands need");
  return *permission;
}

bool Draft::on_self(UserId user) const {
  const bool nobody = actor.kind == scheme::ActorKind::Operator || actor.kind == scheme::ActorKind::System;
  return !nobody && actor.user == user;
}

std::optional<UserId> Draft::giver() const {
  if (actor.kind == scheme::ActorKind::User || actor.kind == scheme::ActorKind::Credential) return actor.user;
  return std::nullopt;
}

Result<Done> Draft::put(RowEdit edit) {
  REMIT_TRY(rows_.apply(edit));
  change.rows.push_back(std::move(edit));
  return Done{};
}

void Draft::differs(std::string what, std::string before, std::string after) {
  if (before != after) change.differences.push_back({std::move(what), std::move(before), std::move(after)});
}

Result<User> Draft::known(UserId id) {
  REMIT_TRY_ASSIGN(std::optional<User> user, rows_.user(id));
  // SECURITY: somebody who may not know of a person gets the same answer as for no person at all (T7).
  const Error missing{Code::NotFound, "no-such-user", {}, "user"};
  if (!user) return missing;
  change.target = id;
  change.target_name = name_of(*user, definition);
  if (by_operator() || actor.kind == scheme::ActorKind::System || on_self(id)) return std::move(*user);
  const scheme::CommandSpec* const list = scheme.command("list");
  const auto permission = list && list->needs ? scheme.permission(list->needs->text) : std::nullopt;
  if (!permission) return missing;
  REMIT_TRY_ASSIGN(const bool seen, authority_->sees(*permission, *user));
  if (!seen) return missing;
  return std::move(*user);
}

Result<User> Draft::listed(UserId id) {
  REMIT_TRY_ASSIGN(User user, known(id));
  REMIT_TRY(guards(user));
  return user;
}

Result<User> Draft::target(UserId id) {
  REMIT_TRY_ASSIGN(User user, known(id));
  // What is offered to oneself asks for no permission; a program that acts for somebody is not them.
  const bool own_command =
      on_self(id) && actor.kind != scheme::ActorKind::Credential &&
      std::find(spec.offered_to.begin(), spec.offered_to.end(), scheme::ActorKind::Self) != spec.offered_to.end();
  if (!own_command && spec.needs) {
    REMIT_TRY_ASSIGN(const bool managed, authority_->manages(managing(), user));
    if (!managed) return denied("may-not-manage", {{"permission", scheme.at(managing()).label.in()}});
  }
  REMIT_TRY(guards(user));
  return user;
}

Result<Done> Draft::guards(const User& user) {
  if (!spec.in_states.empty() &&
      std::find(spec.in_states.begin(), spec.in_states.end(), user.state) == spec.in_states.end()) {
    const auto state = scheme.state(user.state.text);
    return denied("wrong-state", {{"state", state ? scheme.at(*state).label.in() : user.state.text}});
  }
  for (const scheme::Guard guard : spec.guards) {
    switch (guard) {
      case scheme::Guard::NotSelf:
        if (on_self(user.id)) return denied("not-self");
        break;
      case scheme::Guard::NoScopes: {
        REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, rows_.scopes_of(user.id));
        if (!scopes.empty()) return denied("still-assigned", {{"count", std::to_string(scopes.size())}});
        break;
      }
      case scheme::Guard::NoCredentials: {
        REMIT_TRY_ASSIGN(const std::vector<Credential> credentials, rows_.credentials_of(user.id));
        if (!credentials.empty()) return denied("has-credentials");
        break;
      }
    }
  }
  return Done{};
}

}  // namespace remit::directory
