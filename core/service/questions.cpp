// Who can, what can: the reverse questions, in words.

#include <utility>

#include "core/service/state.h"

namespace remit::service {

namespace {

/// SECURITY: an answer names people wherever they stand, so it is for those who may know of everybody (T7).
Result<Done> must_list_everybody(Looking& looking) {
  REMIT_TRY(looking.must_manage());
  REMIT_TRY_ASSIGN(const bool everywhere, looking.sees_everybody());
  if (everywhere) return Done{};
  const present::Context& context = looking.context();
  const scheme::CommandSpec* const list = context.scheme.command("list");
  const auto permission = list && list->needs ? context.scheme.permission(list->needs->text) : std::nullopt;
  return Error{Code::Denied,
               "may-not-manage",
               {{"permission", permission ? context.scheme.at(*permission).label.in() : ""}},
               ""};
}

/// The number of a node, or NotFound: an answer about nothing would look like one about nobody.
Result<access::ScopeIndex> node(const access::View& view, std::optional<ScopeId> scope) {
  if (!scope) return access::kRoot;
  const access::ScopeIndex index = view.scope(*scope);
  if (index == access::kNoScope) return Error{Code::NotFound, "unknown-scope", {{"text", to_string(*scope)}}, "scope"};
  return index;
}

}  // namespace

Result<present::WhoCan> Service::who_can(std::string_view slug, const directory::Actor& actor,
                                         std::string_view permission, std::optional<ScopeId> scope, access::Reach reach,
                                         const access::Page& page) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(must_list_everybody(*looking));
  REMIT_TRY_ASSIGN(access::Index* const index, state_->index(looking->organisation()));
  const access::Pin view = index->pin();
  const access::PermissionIndex what = view->permission(permission);
  if (what == access::kNoPermission) {
    return Error{Code::NotFound, "unknown-permission", {{"text", std::string(permission)}}, "permission"};
  }
  REMIT_TRY_ASSIGN(const access::ScopeIndex at, node(*view, scope));
  const access::WhoCan found = access::who_can(*view, what, at, looking->context().now, page, reach);
  present::WhoCan answer;
  answer.total = found.total;
  answer.revision = view->epoch().value;
  for (const UserId id : found.users) {
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(id));
    if (!user) continue;
    answer.people.push_back({id, directory::name_of(*user, looking->context().definition()),
                             directory::field_of(*user, looking->context().scheme.email_field().id)});
  }
  if (found.more && !found.users.empty()) answer.next = to_string(found.users.back());
  return answer;
}

Result<present::WhatCan> Service::what_can(std::string_view slug, const directory::Actor& actor, UserId user,
                                           std::optional<ScopeId> scope) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->may_see(user));
  REMIT_TRY_ASSIGN(access::Index* const index, state_->index(looking->organisation()));
  const access::Pin view = index->pin();
  REMIT_TRY_ASSIGN(const access::ScopeIndex at, node(*view, scope));
  const present::Context& context = looking->context();
  present::WhatCan answer;
  answer.revision = view->epoch().value;
  for (const access::Granted& it : access::what_can(*view, view->user(user), at, context.now)) {
    const scheme::Permission& permission = context.scheme.at(it.permission);
    present::Ability ability;
    ability.permission = permission.id;
    ability.label = context.text(permission.label);
    ability.own_only = it.reach == access::Reach::Own;
    ability.role = context.text(context.scheme.at(it.decision.role).label);
    if (it.decision.via_kind == access::Via::Scope) ability.where = view->name(access::ScopeIndex{it.decision.via});
    if (it.decision.via_kind == access::Via::Group) ability.where = view->name(access::GroupIndex{it.decision.via});
    answer.abilities.push_back(std::move(ability));
  }
  return answer;
}

}  // namespace remit::service
