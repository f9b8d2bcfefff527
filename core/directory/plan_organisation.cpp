#include <algorithm>
#include <set>

#include "core/directory/draft.h"
#include "core/scheme/scheme.h"

namespace remit::directory {

namespace {

/// Every kind of node in use must be known, and may stand where it stands.
Result<Done> check_tree(Draft& draft, const scheme::CompiledScheme& next) {
  REMIT_TRY_ASSIGN(const std::optional<Scope> root, draft.rows().scope(draft.organisation.root));
  if (!root) return Error{Code::Internal, "scope-root-missing", {}, ""};
  const auto misfit = [](const Scope& it) {
    return Error{Code::Conflict, "upgrade-kind", {{"text", it.name}, {"kind", it.kind.text}}, "scheme"};
  };
  if (root->kind != next.root_kind().id) return misfit(*root);
  std::vector<Scope> open{*root};
  while (!open.empty()) {
    const Scope parent = std::move(open.back());
    open.pop_back();
    REMIT_TRY_ASSIGN(std::vector<Scope> children, draft.rows().children(parent.id));
    for (Scope& it : children) {
      const scheme::ScopeKind* const kind = next.kind(it.kind);
      const bool fits =
          kind && std::find(kind->parents.begin(), kind->parents.end(), parent.kind) != kind->parents.end();
      if (!fits) return misfit(it);
      open.push_back(std::move(it));
    }
  }
  return Done{};
}

struct Contents {
  std::vector<PermissionId> any, own;
};

/// What `more` grants in the role and `less` does not, by id, or not so far. A role that `less` lacks grants nothing.
Contents beyond(const scheme::CompiledScheme& more, scheme::RoleIndex role, const scheme::CompiledScheme& less) {
  Contents contents;
  const scheme::CompiledRole& has = more.grants(role);
  const auto same_role = less.role(more.at(role).id.text);
  for (const scheme::PermissionIndex p : has.own.list()) {
    const bool any = has.any.has(p);
    const auto same = less.permission(more.at(p).id.text);
    const bool there =
        same_role && same && (any ? less.grants(*same_role).any : less.grants(*same_role).own).has(*same);
    if (!there) (any ? contents.any : contents.own).push_back(more.at(p).id);
  }
  return contents;
}

std::string version_of(const scheme::CompiledScheme& scheme) {
  return scheme.id() + " " + scheme.version();
}

}  // namespace

Result<Done> plan_action(Draft& draft, const Upgrade& action) {
  auto loaded = scheme::load_or_error(action.scheme);
  if (!loaded) {
    Error error = std::move(loaded).error();
    error.field = "scheme";
    return error;
  }
  const scheme::SchemePtr next = *loaded;
  draft.change.target_name = draft.organisation.name;
  if (next->id() != draft.scheme.id()) {
    return invalid("upgrade-other-scheme", "scheme", {{"scheme", draft.scheme.id()}, {"text", next->id()}});
  }
  if (next->version() == draft.scheme.version()) {
    if (next->hash() == draft.scheme.hash()) return Done{};
    return invalid("upgrade-same-version", "scheme", {{"version", next->version()}});
  }
  REMIT_TRY(check_tree(draft, *next));

  std::set<UserId> people;
  const std::vector<scheme::Role>& roles = draft.definition.roles;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const scheme::RoleIndex role{static_cast<std::uint16_t>(i)};
    std::vector<UserId> holders;
    REMIT_TRY(draft.rows().holders(roles[i].id, [&holders](UserId id) {
      holders.push_back(id);
      return true;
    }));
    people.insert(holders.begin(), holders.end());
    const auto kept = next->role(roles[i].id.text);
    if (!kept) {
      for (const UserId id : holders) REMIT_TRY(draft.put(DropRole{id, roles[i].id}));
    }
    if (holders.empty()) continue;
    const auto tell = [&](std::vector<PrivilegeChange>& to, Contents contents) {
      if (contents.any.empty() && contents.own.empty()) return;
      PrivilegeChange change;
      change.users_total = holders.size();
      change.role = roles[i].id;
      change.permissions = std::move(contents.any);
      change.permissions_own = std::move(contents.own);
      to.push_back(std::move(change));
    };
    tell(draft.change.losses, beyond(draft.scheme, role, *next));
    if (kept) tell(draft.change.gains, beyond(*next, *kept, draft.scheme));
  }

  // What is left must fit the new scheme as if it had been given under it.
  Draft after({draft.rows(), *next, draft.actor, draft.command, draft.now, 1}, draft.spec);
  REMIT_TRY(after.open());
  for (const UserId id : people) {
    REMIT_TRY_ASSIGN(const std::optional<User> user, after.rows().user(id));
    if (!user) continue;
    const std::string name = name_of(*user, draft.definition);
    if (!next->state(user->state.text)) {
      return Error{Code::Conflict, "upgrade-state", {{"name", name}, {"state", user->state.text}}, "scheme"};
    }
    if (auto fits = check_cardinality(after, id, false); !fits) {
      if (fits.error().code == Code::Internal || fits.error().code == Code::Unavailable) return fits;
      return Error{Code::Conflict, "upgrade-person", {{"name", name}, {"why", fits.error().rule}}, "scheme"};
    }
  }
  REMIT_TRY_ASSIGN(const bool managed, has_manager(after));
  if (!managed && !draft.organisation.founding) return denied("last-manager");

  draft.organisation.scheme_version = next->version();
  REMIT_TRY(draft.put(PutOrganisation{draft.organisation}));
  draft.differs("scheme", version_of(draft.scheme), version_of(*next));
  draft.change.pins = next;
  return Done{};
}

Result<Done> plan_action(Draft& draft, const Recover&) {
  draft.change.target_name = draft.organisation.name;
  if (draft.organisation.founding) return Done{};
  REMIT_TRY_ASSIGN(const bool managed, has_manager(draft));
  if (managed) return denied("still-managed");
  draft.organisation.founding = true;
  draft.differs("founding", "no", "yes");
  return draft.put(PutOrganisation{draft.organisation});
}

}  // namespace remit::directory
