#include "tests/sequences/rules.h"

#include <algorithm>

#include "tests/sequences/lookup.h"

namespace remit::test {

using namespace directory;
using scheme::ActorKind;
using scheme::Reach;

namespace {

std::string who(UserId user) {
  return " (" + to_string(user) + ")";
}
std::string says(const Tuple& it) {
  return it.role->id.text + ": " + it.permission->id.text + " on " + to_string(it.at);
}

/// Whose memberships the rows are about; nothing: everybody's, for the tree changed.
std::optional<std::set<UserId>> concerned(const std::vector<RowEdit>& edits) {
  std::set<UserId> users;
  for (const RowEdit& edit : edits) {
    if (const auto* a = std::get_if<PutRole>(&edit)) users.insert(a->row.user);
    if (const auto* b = std::get_if<DropRole>(&edit)) users.insert(b->user);
    if (const auto* c = std::get_if<PutScopeMembership>(&edit)) users.insert(c->row.user);
    if (const auto* d = std::get_if<DropScopeMembership>(&edit)) users.insert(d->user);
    if (const auto* e = std::get_if<DropUser>(&edit)) users.insert(e->id);
    const bool tree = std::holds_alternative<PutScope>(edit) || std::holds_alternative<DropScope>(edit) ||
                      std::holds_alternative<PutScopeGroup>(edit) || std::holds_alternative<DropScopeGroup>(edit);
    if (tree) return std::nullopt;
  }
  return users;
}

}  // namespace

Rules::Rules(const scheme::Definition& scheme) : scheme_(scheme) {}

const scheme::CommandSpec* Rules::spec(std::string_view type) const {
  return find(scheme_.commands, std::string(type));
}
const scheme::State& Rules::state(const StateId& id) const {
  return *find(scheme_.lifecycle.states, id);
}

const Rules::Content& Rules::content(const scheme::Role& role) {
  const auto known = contents_.find(&role);
  if (known != contents_.end()) return known->second;
  Content all;
  for (const scheme::Permission& it : scheme_.permissions) {
    if (contains(role.grants, it.id)) all.any.insert(&it);
    if (contains(role.grants_own, it.id)) all.own.insert(&it);
  }
  for (const RoleId& id : role.includes) {
    const Content& included = content(*find(scheme_.roles, id));
    all.any.insert(included.any.begin(), included.any.end());
    all.own.insert(included.own.begin(), included.own.end());
  }
  return contents_[&role] = all;
}

bool Rules::covers(const Book& book, ScopeId node, ScopeId at) const {
  if (scheme_.scopes.covers == scheme::Covers::Self) return node == at;
  for (std::optional<ScopeId> up = at; up;) {
    if (*up == node) return true;
    const Scope* const scope = find(book.rows.scopes, *up);
    up = scope ? scope->parent : std::nullopt;
  }
  return false;
}

bool Rules::counts(const Book& book, const Tuple& tuple) const {
  const Scope* node = find(book.rows.scopes, tuple.at);
  if (!node) return false;
  if (!tuple.role->applies_to.empty() && !contains(tuple.role->applies_to, node->kind)) return false;
  if (!tuple.permission->applies_to.empty() && !contains(tuple.permission->applies_to, node->kind)) return false;
  if (!tuple.permission->needs_feature) return true;
  const FeatureId& feature = *tuple.permission->needs_feature;
  for (; node; node = node->parent ? find(book.rows.scopes, *node->parent) : nullptr) {
    const auto said = node->features.find(feature.text);
    if (said != node->features.end()) return said->second;
  }
  return find(scheme_.scopes.features, feature)->initially;
}

std::vector<On> nodes_of(const Book& book, const scheme::Definition& scheme, UserId user) {
  std::vector<On> nodes;
  bool assigned = false;
  for (const ScopeMembership& it : book.rows.scope_memberships) {
    if (it.user != user) continue;
    assigned = true;
    if (it.scope) nodes.push_back({*it.scope, it.valid_from, it.valid_until, it.granted_by});
    if (!it.group) continue;
    const ScopeGroup* const group = find(book.rows.groups, *it.group);
    if (!group) continue;
    for (const ScopeId node : group->scopes) nodes.push_back({node, it.valid_from, it.valid_until, it.granted_by});
  }
  if (!assigned && scheme.scopes.without == scheme::WithoutScopes::Root) {
    nodes.push_back({book.rows.organisation.root, kAlways, kForever, {}});
  }
  return nodes;
}

Rules::Tuples Rules::held(const Book& book, UserId user, Time now) {
  Tuples all;
  const std::vector<On> nodes = nodes_of(book, scheme_, user);
  for (const RoleMembership& membership : book.rows.roles) {
    if (membership.user != user) continue;
    const scheme::Role& role = *find(scheme_.roles, membership.role);
    const Content& allows = content(role);
    for (const On& on : nodes) {
      const Time from = std::max(membership.valid_from, on.from);
      const Time until = std::min(membership.valid_until, on.until);
      if (until <= now || until <= from) continue;
      for (const Scope& at : book.rows.scopes) {
        if (!covers(book, on.node, at.id)) continue;
        const auto add = [&](const scheme::Permission* permission, Reach reach) {
          const Tuple tuple{&role, permission, reach, on.node, at.id, from, until, membership.granted_by, on.giver};
          if (counts(book, tuple)) all.push_back(tuple);
        };
        for (const scheme::Permission* const it : allows.any) add(it, Reach::Any);
        for (const scheme::Permission* const it : allows.own) {
          if (allows.any.count(it) == 0) add(it, Reach::Own);
        }
      }
    }
  }
  return all;
}

Rules::Tuples Rules::effective(const Book& book, UserId user, Time now) {
  const User* const row = book.user(user);
  if (!row || !state(row->state).may_act) return {};
  Tuples all = held(book, user, now);
  std::erase_if(all, [now](const Tuple& it) { return now < it.from || it.until <= now; });
  return all;
}

Rules::Tuples Rules::rights_of(const Book& book, const Actor& actor, Time now) {
  if (actor.kind != ActorKind::User && actor.kind != ActorKind::Credential) return {};
  Tuples rights = effective(book, actor.user, now);
  if (actor.kind == ActorKind::User) return rights;
  const Credential* const credential = find(book.credentials, actor.credential);
  if (!credential || credential->expires_at <= now) return {};
  if (credential->scope) {
    std::erase_if(rights, [&](const Tuple& it) { return !covers(book, *credential->scope, it.at); });
  }
  return rights;
}

bool Rules::stands_at(const Book& book, UserId user, ScopeId at, Time now) const {
  return any(nodes_of(book, scheme_, user),
             [&](const On& it) { return it.from <= now && now < it.until && covers(book, it.node, at); });
}

bool has(const std::vector<Tuple>& rights, const PermissionId& permission, ScopeId at) {
  return any(rights,
             [&](const Tuple& it) { return it.permission->id == permission && it.reach == Reach::Any && it.at == at; });
}

bool was_held(const std::vector<Tuple>& before, const Tuple& tuple, Time now) {
  Time reached = std::max(tuple.from, now);
  for (bool further = true; further && reached < tuple.until;) {
    further = false;
    for (const Tuple& it : before) {
      if (it.role != tuple.role || it.permission != tuple.permission || it.at != tuple.at) continue;
      if (it.reach < tuple.reach || it.from > reached || it.until <= reached) continue;
      reached = it.until;
      further = true;
    }
  }
  return reached >= tuple.until;
}

bool Rules::manages(const Book& book, const Tuples& rights, const PermissionId& managing, const User& user,
                    Time now) const {
  if (scheme_.delegation.managed_at == scheme::ManagedAt::Home) return has(rights, managing, user.home);
  std::vector<On> nodes = nodes_of(book, scheme_, user.id);
  std::erase_if(nodes, [now](const On& it) { return it.until <= now; });
  if (nodes.empty()) return has(rights, managing, book.rows.organisation.root);
  return std::all_of(nodes.begin(), nodes.end(), [&](const On& it) { return has(rights, managing, it.node); });
}

bool Rules::has_manager(const Book& book, Time now) {
  const scheme::CommandSpec* const give = spec(Give::kType);
  return any(book.rows.users, [&](const User& user) {
    if (!user.open_steps.empty()) return false;
    Tuples rights = effective(book, user.id, now);
    std::erase_if(rights, [](const Tuple& it) { return it.until != kForever; });
    return has(rights, *give->needs, book.rows.organisation.root);
  });
}

// ---- Rule 6, guards

std::string Rules::not_offered(const Book& before, const CarriedOut& done) {
  if (std::holds_alternative<Recover>(done.command.action)) {
    const bool may = done.actor.kind == ActorKind::Operator && !has_manager(before, done.now);
    return may ? "" : "somebody manages already";
  }
  const scheme::CommandSpec* const command = spec(type_of(done.command.action));
  if (!command) return "the scheme has no such command";
  const std::optional<UserId> target = target_of(done.command.action);
  const bool on_self = done.actor.kind != ActorKind::Operator && target == done.actor.user;
  if (!offered(done.actor, done.command)) return "it is not offered to this kind of actor";
  const bool by_itself = done.actor.kind == ActorKind::Operator || done.actor.kind == ActorKind::Self;
  if (before.rows.organisation.founding && !by_itself) return "the organisation is founding";
  const User* const user = target ? before.user(*target) : nullptr;
  if (target && !user) return "there is no such person";
  if (!user) return {};
  if (!command->in_states.empty() && !contains(command->in_states, user->state)) return "the state does not allow it";
  const bool assigned =
      any(before.rows.scope_memberships, [&](const ScopeMembership& it) { return it.user == user->id; });
  if (contains(command->guards, scheme::Guard::NotSelf) && on_self) return "nobody does that to themself";
  if (contains(command->guards, scheme::Guard::NoScopes) && assigned) return "somebody is still assigned";
  return {};
}

// ---- Rule 1

std::string Rules::not_given(const Book& book, const Actor& giver, const Tuples& rights,
                             const std::optional<PermissionId>& managing, const Tuple& tuple, Time now) {
  const bool managed = !managing || has(rights, *managing, tuple.at) || has(rights, *managing, tuple.given);
  if (!managed) return "not managed there";
  const bool has_role = any(rights, [&tuple](const Tuple& it) { return it.role == tuple.role; });
  if (tuple.role->is_protected && !has_role) return "the role is protected";
  switch (scheme_.delegation.may_give) {
    case scheme::MayGive::All:
      return {};
    case scheme::MayGive::Held: {
      if (!has_role) return "a role that the giver does not have";
      const Credential* const used =
          giver.kind == ActorKind::Credential ? find(book.credentials, giver.credential) : nullptr;
      const bool inside = !used || !used->scope || covers(book, *used->scope, tuple.at);
      return inside && stands_at(book, giver.user, tuple.at, now) ? "" : "a scope that the giver does not have";
    }
    case scheme::MayGive::Covered:
      return any(rights,
                 [&tuple](const Tuple& it) {
                   return it.permission == tuple.permission && it.at == tuple.at && it.reach >= tuple.reach;
                 })
                 ? ""
                 : "a permission that the giver does not have";
  }
  return "unknown delegation";
}

std::string Rules::not_given_at_all(const Book& book, const Actor& giver, const Tuples& rights, const Tuple& tuple,
                                    Time now) {
  const scheme::RoleGroup* const group = find(scheme_.groups, tuple.role->group);
  const bool flag = group && group->style == scheme::GroupStyle::Flag;
  std::string why;
  for (const std::string_view type :
       {Give::kType, CreateUser::kType, Invite::kType, Duplicate::kType, SetFlag::kType}) {
    const scheme::CommandSpec* const command = spec(type);
    if (!command || !command->needs || (type == SetFlag::kType && !flag)) continue;
    why = not_given(book, giver, rights, command->needs, tuple, now);
    if (why.empty()) return {};
  }
  return why;
}

bool Rules::listed(const Book& book, const Tuples& rights, const User& user, Time now) const {
  const scheme::CommandSpec* const list = spec("list");
  if (!list || !list->needs) return false;
  return has(rights, *list->needs, user.home) || any(nodes_of(book, scheme_, user.id), [&](const On& it) {
           return it.until > now && has(rights, *list->needs, it.node);
         });
}

std::string Rules::unmanaged(const Book& before, const Book& after, const CarriedOut& done, const Tuples& rights) {
  const Action& action = done.command.action;
  const scheme::CommandSpec& command = *spec(type_of(action));
  if (!command.needs) return {};
  const PermissionId& managing = *command.needs;
  const auto here = [&](ScopeId at) { return has(rights, managing, at); };

  if (const auto* create = std::get_if<CreateScope>(&action)) return here(create->parent) ? "" : "parent not managed";
  if (const auto* rename = std::get_if<RenameScope>(&action)) return here(rename->scope) ? "" : "node not managed";
  if (const auto* feature = std::get_if<SwitchFeature>(&action)) return here(feature->scope) ? "" : "node not managed";
  if (const auto* move = std::get_if<MoveScope>(&action)) {
    const Scope* const node = find(before.rows.scopes, move->scope);
    const bool all = here(move->scope) && here(*node->parent) && here(move->parent);
    return all ? "" : "the node, its old or its new parent is not managed";
  }

  if (const auto* define = std::get_if<DefineScopeGroup>(&action)) {
    const bool everywhere = scheme_.scopes.covers == scheme::Covers::Below && here(before.rows.organisation.root);
    std::vector<ScopeId> nodes = define->scopes;
    const ScopeGroup* const was = define->group ? find(before.rows.groups, *define->group) : nullptr;
    if (was) nodes.insert(nodes.end(), was->scopes.begin(), was->scopes.end());
    const bool all = everywhere || std::all_of(nodes.begin(), nodes.end(), here);
    return all ? "" : "a node of the group is not managed";
  }

  for (const User& it : after.rows.users) {
    if (before.user(it.id)) continue;
    const std::vector<On> nodes = nodes_of(after, scheme_, it.id);
    if (nodes.empty() && !here(before.rows.organisation.root)) return "created where the actor does not manage";
    for (const On& on : nodes) {
      if (!here(on.node)) return "created on a node that the actor does not manage";
    }
    const bool at_home = scheme_.delegation.managed_at != scheme::ManagedAt::Home || here(it.home);
    if (!at_home) return "created at a home that the actor does not manage";
  }

  const std::optional<UserId> target = target_of(action);
  const User* const user = target ? before.user(*target) : nullptr;
  if (!user) return {};
  const bool on_self = user->id == done.actor.user;
  const bool own = done.actor.kind == ActorKind::User && on_self;
  if (own && contains(command.offered_to, ActorKind::Self)) return {};
  const bool by_nodes = std::holds_alternative<Give>(action) || std::holds_alternative<Take>(action) ||
                        std::holds_alternative<Duplicate>(action);
  if (!by_nodes && !manages(before, rights, managing, *user, done.now)) return "a person who is not managed";
  if (by_nodes && !on_self && !listed(before, rights, *user, done.now)) return "a person who is not listed";

  const Tuples all = held(before, user->id, done.now);
  const bool puts_out = std::holds_alternative<Deactivate>(action) || std::holds_alternative<Lock>(action) ||
                        std::holds_alternative<Remove>(action) || std::holds_alternative<CancelInvitation>(action);
  for (const Tuple& it : all) {
    if (puts_out && !here(it.at) && !here(it.given)) return "loses " + says(it) + ", which is not managed";
  }

  const bool brings_back = std::holds_alternative<Reactivate>(action) || std::holds_alternative<Unlock>(action);
  bool controls = std::holds_alternative<IssueCredential>(action) || std::holds_alternative<RevealCredential>(action);
  for (const RowEdit& edit : done.edits) controls = controls || std::holds_alternative<PutCredential>(edit);
  if (const User* const changed = after.user(user->id)) {
    for (const scheme::Field& it : scheme_.fields) {
      const bool counts = it.signs_in || it.kind == scheme::FieldKind::Email;
      controls = controls || (counts && field_of(*user, it.id) != field_of(*changed, it.id));
    }
    controls = controls || user->pending_email != changed->pending_email;
  }
  if (controls && on_self) return done.actor.proved ? "" : "control of oneself without proof";
  if (!controls && !brings_back) return {};
  for (const Tuple& it : all) {
    const std::string why = not_given(before, done.actor, rights, managing, it, done.now);
    if (!why.empty()) return (controls ? "control of " : "life to ") + says(it) + ": " + why;
  }
  return {};
}

std::string Rules::escalation(const Book& before, const Book& after, const CarriedOut& done) {
  if (done.actor.kind == ActorKind::Operator) return {};
  const bool has_rights = done.actor.kind == ActorKind::User || done.actor.kind == ActorKind::Credential;
  const Tuples rights = rights_of(before, done.actor, done.now);
  if (has_rights) {
    const std::string why = unmanaged(before, after, done, rights);
    if (!why.empty()) return why;
  }
  std::optional<std::set<UserId>> users = concerned(done.edits);
  if (!users) {
    users.emplace();
    for (const User& it : after.rows.users) users->insert(it.id);
  }
  const scheme::CommandSpec& command = *spec(type_of(done.command.action));
  // The nodes of a scope group are asked for one by one (unmanaged), where the right to group counts at the top alone.
  const bool grouped = std::holds_alternative<DefineScopeGroup>(done.command.action);
  for (const UserId user : *users) {
    const Tuples had = held(before, user, done.now), has_now = held(after, user, done.now);
    for (const Tuple& it : has_now) {
      // A new node is no gain to whoever has what is above it.
      if (was_held(had, it, done.now) || !find(before.rows.scopes, it.at)) continue;
      if (!command.needs) return "gains by a command that needs nothing" + who(user);
      const std::string why =
          not_given(before, done.actor, rights, grouped ? std::nullopt : command.needs, it, done.now);
      if (!why.empty()) return "gains " + says(it) + ": " + why + who(user);
    }
    for (const Tuple& it : had) {
      if (was_held(has_now, it, done.now)) continue;
      const bool there =
          grouped || (command.needs && (has(rights, *command.needs, it.at) || has(rights, *command.needs, it.given)));
      if (!there) return "loses " + says(it) + ", which is not managed" + who(user);
    }
  }
  return {};
}

std::string Rules::acceptance(const Book& before, const Book& after, const CarriedOut& done) {
  std::string broken;
  for (const User& it : after.rows.users) {
    const bool in_use = it.open_steps.empty() && state(it.state).may_act;
    if (!in_use || !accepted_.insert(it.id).second) continue;
    const User* const was = before.user(it.id);
    if (!was || done.actor.kind == ActorKind::Operator) continue;
    for (const Tuple& tuple : held(before, it.id, done.now)) {
      for (const std::optional<UserId>& giver : {tuple.role_giver, tuple.scope_giver}) {
        if (!giver) continue;
        Actor then;
        then.user = *giver;
        const std::string why = not_given_at_all(before, then, effective(before, *giver, done.now), tuple, done.now);
        if (!why.empty()) broken = "accepted " + says(tuple) + " whose giver lost the right: " + why + who(it.id);
      }
    }
  }
  return broken;
}

// ---- Rule 2

std::string Rules::survivor(const Book& before, const Book& after, const CarriedOut& done) const {
  const auto kept = [](const auto& ours, const auto& theirs, UserId user, std::optional<SessionId> but = {}) {
    return any(ours, [&](const auto& it) {
      if constexpr (requires { it.token_hash; }) {
        if (it.id == but) return false;
      }
      return it.user == user && find(theirs, it.id) != nullptr;
    });
  };
  for (const User& was : before.rows.users) {
    const User* const is = after.user(was.id);
    if (!is) {
      const auto of_them = [&was](const auto& it) { return it.user == was.id; };
      const bool left = any(after.links, of_them) || any(after.sessions, of_them) || any(after.credentials, of_them) ||
                        any(after.rows.roles, of_them) || any(after.rows.scope_memberships, of_them) ||
                        after.passwords.count(was.id) != 0;
      if (left) return "something of a removed person" + who(was.id);
      continue;
    }
    const bool put_out = was.state != is->state && !state(is->state).may_act;
    const bool came_back = !state(was.state).may_act && state(is->state).may_act;
    if (put_out && kept(before.links, after.links, was.id)) return "a link of a state that was left" + who(was.id);
    if (put_out && kept(before.credentials, after.credentials, was.id)) return "a credential" + who(was.id);
    if (put_out && kept(before.sessions, after.sessions, was.id)) return "a session" + who(was.id);
    if (came_back && any(after.sessions, [&](const Session& it) { return it.user == was.id && !it.steps_only; })) {
      return "a whole session of somebody who just came back" + who(was.id);
    }

    const bool reopened = any(is->open_steps, [&was](const Step it) { return !contains(was.open_steps, it); });
    if (reopened && kept(before.sessions, after.sessions, was.id)) return "a session with a step open" + who(was.id);
    for (const Step step : was.open_steps) {
      if (contains(is->open_steps, step)) continue;
      for (const Link& it : after.links) {
        const bool confirms = !is->pending_email.empty() && it.email == is->pending_email;
        if (it.user == was.id && !confirms && contains(it.steps, step)) return "a step done twice" + who(was.id);
      }
    }

    const auto password = [&was](const Book& book) {
      const auto found = book.passwords.find(was.id);
      return found == book.passwords.end() ? std::string() : found->second.phc;
    };
    if (!password(after).empty() && password(before) != password(after)) {
      if (kept(before.sessions, after.sessions, was.id, done.actor.session))
        return "a session of the old password" + who(was.id);
      const bool own = !after.passwords.at(was.id).must_change;
      for (const Link& it : after.links) {
        const bool sets = it.user == was.id && contains(it.steps, Step::SetPassword);
        if (own && sets) return "a link that sets a password" + who(was.id);
      }
    }
    for (const scheme::Field& it : scheme_.fields) {
      const bool moved = it.kind == scheme::FieldKind::Email && field_of(was, it.id) != field_of(*is, it.id);
      if (moved && kept(before.links, after.links, was.id)) return "a link to the old address" + who(was.id);
    }
  }

  std::set<std::pair<UserId, PurposeId>> purposes;
  for (const Link& it : after.links) {
    const User* const user = after.user(it.user);
    if (!user || !state(user->state).allows_links) return "a link in a state that allows none" + who(it.user);
    if (it.steps.empty()) return "a link without a step" + who(it.user);
    if (!purposes.insert({it.user, it.purpose}).second) return "two links for one purpose" + who(it.user);
  }
  for (const Session& it : after.sessions) {
    const User* const user = after.user(it.user);
    if (!user || state(user->state).may_sign_in == scheme::MaySignIn::No)
      return "a session out of its state" + who(it.user);
    if (!it.steps_only && !state(user->state).may_act) return "a whole session of who may not act" + who(it.user);
    const bool begun = find(before.sessions, it.id) == nullptr;
    if (begun && !std::holds_alternative<SignIn>(done.command.action)) return "a session nobody began" + who(it.user);
  }
  for (const Credential& it : after.credentials) {
    const bool allowed = any(after.rows.roles, [&](const RoleMembership& held) {
      return held.user == it.user && find(scheme_.roles, held.role)->allows_credentials;
    });
    if (!allowed) return "a credential without the role that allows it" + who(it.user);
  }
  return {};
}

std::string Rules::broken(const Book& before, const Book& after, const CarriedOut& done) {
  if (std::string why = not_offered(before, done); !why.empty()) return "Rule 6: " + why;
  if (std::string why = escalation(before, after, done); !why.empty()) return "Rule 1: " + why;
  if (std::string why = acceptance(before, after, done); !why.empty()) return "Rule 1: " + why;
  if (std::string why = survivor(before, after, done); !why.empty()) return "Rule 2: " + why;
  const bool founding = after.rows.organisation.founding;
  const bool recovered = std::holds_alternative<Recover>(done.command.action);
  if (founding && !before.rows.organisation.founding && !recovered) return "Rule 3: founding again";
  if (!founding && !has_manager(after, done.now)) return "Rule 3: nobody is left who gives roles everywhere";
  return {};
}

}  // namespace remit::test
