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

/// Whether `less` counts on every kind of node that `more` counts on; none named = all.
bool as_wide(const std::vector<KindId>& more, const std::vector<KindId>& less) {
  if (less.empty()) return true;
  return !more.empty() && std::all_of(more.begin(), more.end(), [&less](const KindId& it) {
    return std::find(less.begin(), less.end(), it) != less.end();
  });
}

bool begins_on(const scheme::Definition& scheme, const FeatureId& feature) {
  const auto& all = scheme.scopes.features;
  return std::any_of(all.begin(), all.end(), [&](const auto& it) { return it.id == feature && it.initially; });
}

/// Whether `less` needs no feature for the permission that `more` does not, nor one that begins off instead of on.
bool as_free(const scheme::CompiledScheme& more, const scheme::Permission& a, const scheme::CompiledScheme& less,
             const scheme::Permission& b) {
  if (!b.needs_feature) return true;
  if (a.needs_feature != b.needs_feature) return false;
  return begins_on(less.definition(), *b.needs_feature) || !begins_on(more.definition(), *b.needs_feature);
}

/// What `more` grants in the role and `less` does not, by id, or not so far. A role that `less` lacks grants nothing.
Contents beyond(const scheme::CompiledScheme& more, scheme::RoleIndex role, const scheme::CompiledScheme& less) {
  Contents contents;
  const scheme::CompiledRole& has = more.grants(role);
  const auto same_role = less.role(more.at(role).id.text);
  for (const scheme::PermissionIndex p : has.own.list()) {
    const bool any = has.any.has(p);
    const auto same = less.permission(more.at(p).id.text);
    const bool there =
        same_role && same && (any ? less.grants(*same_role).any : less.grants(*same_role).own).has(*same) &&
        as_wide(more.at(role).applies_to, less.at(*same_role).applies_to) &&
        as_wide(more.at(p).applies_to, less.at(*same).applies_to) && as_free(more, more.at(p), less, less.at(*same));
    if (!there) (any ? contents.any : contents.own).push_back(more.at(p).id);
  }
  return contents;
}

Contents everything(const scheme::CompiledScheme& scheme, scheme::RoleIndex role) {
  Contents contents;
  const scheme::CompiledRole& has = scheme.grants(role);
  for (const scheme::PermissionIndex p : has.own.list()) {
    (has.any.has(p) ? contents.any : contents.own).push_back(scheme.at(p).id);
  }
  return contents;
}

/// Tells what the holders of a role have under `more` and not under `less`: by its content, or because scopes reach
/// further, for everybody or for those who have none.
Result<Done> tell(Draft& draft, std::vector<PrivilegeChange>& to, const scheme::CompiledScheme& more,
                  scheme::RoleIndex role, const scheme::CompiledScheme& less, const std::vector<UserId>& holders) {
  const auto add = [&](const std::vector<UserId>& users, Contents contents) {
    if (users.empty() || (contents.any.empty() && contents.own.empty())) return;
    PrivilegeChange change;
    if (users.size() <= kNamed) change.users = users;
    change.users_total = users.size();
    change.role = more.at(role).id;
    change.permissions = std::move(contents.any);
    change.permissions_own = std::move(contents.own);
    to.push_back(std::move(change));
  };
  const scheme::Scopes &a = more.definition().scopes, &b = less.definition().scopes;
  if (a.covers == scheme::Covers::Below && b.covers == scheme::Covers::Self) {
    add(holders, everything(more, role));
    return Done{};
  }
  std::vector<UserId> assigned, others;
  const bool lets_in = a.without == scheme::WithoutScopes::Root && b.without == scheme::WithoutScopes::Nothing;
  for (const UserId id : holders) {
    bool without = false;
    if (lets_in) {
      REMIT_TRY_ASSIGN(const std::vector<ScopeMembership> scopes, draft.rows().scopes_of(id));
      without = scopes.empty();
    }
    (without ? others : assigned).push_back(id);
  }
  add(others, everything(more, role));
  add(assigned, beyond(more, role, less));
  return Done{};
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
    REMIT_TRY(tell(draft, draft.change.losses, draft.scheme, role, *next, holders));
    if (kept) REMIT_TRY(tell(draft, draft.change.gains, *next, *kept, draft.scheme, holders));
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
    // Rule 2: nothing survives the state or the role that it needed.
    const auto state = draft.scheme.state(user->state.text);
    const bool acted = state && draft.scheme.at(*state).may_act;
    const bool put_out = acted && !next->at(*next->state(user->state.text)).may_act;
    if (put_out) {
      REMIT_TRY(end_sessions(draft, id));
      REMIT_TRY(drop_links(draft, id));
    }
    REMIT_TRY_ASSIGN(const bool allowed, may_have_credentials(after, id));
    if (put_out || !allowed) REMIT_TRY(revoke_credentials(draft, id));
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
