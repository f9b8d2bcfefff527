// Refusals foretold: what a command would lead to, and which rule it would break.

#include <map>

#include "core/base/secret.h"
#include "tests/sequences/lookup.h"
#include "tests/sequences/rules.h"

namespace remit::test {

using namespace directory;
using scheme::ActorKind;

namespace {

template <class... Commands>
bool is_one_of(const Action& action) {
  return (std::holds_alternative<Commands>(action) || ...);
}

/// What Give and the commands that create ask for.
struct Asked {
  std::vector<RoleId> roles;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> groups;
  Time from = kAlways, until = kForever;
};

/// Nobody has this id.
UserId newcomer() {
  Uuid id;
  id.bytes.fill(0xff);
  return UserId{id};
}

std::vector<ScopeId> nodes_of_groups(const Book& book, const std::vector<ScopeGroupId>& groups) {
  std::vector<ScopeId> nodes;
  for (const ScopeGroupId id : groups) {
    const ScopeGroup* const group = find(book.rows.groups, id);
    if (group) nodes.insert(nodes.end(), group->scopes.begin(), group->scopes.end());
  }
  return nodes;
}

void give(Book& book, const scheme::Definition& scheme, UserId user, const Asked& asked) {
  auto& roles = book.rows.roles;
  for (const RoleId& id : asked.roles) {
    const scheme::Role* const role = find(scheme.roles, id);
    if (!role) continue;
    const scheme::RoleGroup& group = *find(scheme.groups, role->group);
    std::erase_if(roles, [&](const RoleMembership& it) {
      const bool replaced = group.max == 1u && find(scheme.roles, it.role)->group == group.id;
      return it.user == user && (it.role == id || (replaced && !contains(asked.roles, it.role)));
    });
    roles.push_back({user, id, {}, {}, asked.from, asked.until});
  }
  auto& scopes = book.rows.scope_memberships;
  const auto put = [&](std::optional<ScopeId> scope, std::optional<ScopeGroupId> group) {
    std::erase_if(scopes,
                  [&](const ScopeMembership& it) { return it.user == user && it.scope == scope && it.group == group; });
    scopes.push_back({user, scope, group, {}, {}, asked.from, asked.until});
  };
  for (const ScopeId id : asked.scopes) put(id, std::nullopt);
  for (const ScopeGroupId id : asked.groups) put(std::nullopt, id);
}

void remove(Book& book, UserId user) {
  std::erase_if(book.rows.users, [user](const User& it) { return it.id == user; });
  std::erase_if(book.rows.roles, [user](const RoleMembership& it) { return it.user == user; });
  std::erase_if(book.rows.scope_memberships, [user](const ScopeMembership& it) { return it.user == user; });
}

bool never_accepted(const Book& book, const User& user) {
  if (user.last_sign_in) return false;
  if (!user.open_steps.empty()) return true;
  const auto password = book.passwords.find(user.id);
  return !user.password_changed_at && (password == book.passwords.end() || password->second.must_change);
}

template <class T>
T* mutable_in(std::vector<T>& all, const auto& id) {
  const auto found = std::find_if(all.begin(), all.end(), [&id](const T& it) { return it.id == id; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

bool Rules::offered(const Actor& actor, const Command& command) const {
  const Action& action = command.action;
  if (is_one_of<Upgrade, Recover>(action)) return actor.kind == ActorKind::Operator;
  const scheme::CommandSpec* const offer = spec(type_of(action));
  if (!offer) return false;
  if (std::holds_alternative<DefineScopeGroup>(action) && !scheme_.scopes.groups) return false;
  const std::optional<UserId> target = target_of(action);
  const bool person = actor.kind == ActorKind::User || actor.kind == ActorKind::Credential;
  if (person && !offer->needs && target && *target != actor.user) return false;
  const bool own =
      actor.kind == ActorKind::User && target == actor.user && contains(offer->offered_to, ActorKind::Self);
  return own || contains(offer->offered_to, actor.kind);
}

/// What people would hold, which state they would be in and what stood where, if the command were carried out.
Book Rules::outcome(const Book& before, const TurnedDown& refused) const {
  Book after = before;
  const Action& action = refused.command.action;
  const scheme::CommandSpec* const command = spec(type_of(action));
  const std::optional<UserId> target = target_of(action);
  if (const auto* it = std::get_if<Give>(&action)) {
    give(after, scheme_, it->user,
         {it->roles, it->scopes, it->scope_groups, it->span.valid_from.value_or(kAlways),
          it->span.valid_until.value_or(kForever)});
  } else if (const auto* taken = std::get_if<Take>(&action)) {
    std::erase_if(after.rows.roles, [&](const RoleMembership& held) {
      return held.user == taken->user && contains(taken->roles, held.role);
    });
    std::erase_if(after.rows.scope_memberships, [&](const ScopeMembership& held) {
      return held.user == taken->user && ((held.scope && contains(taken->scopes, *held.scope)) ||
                                          (held.group && contains(taken->scope_groups, *held.group)));
    });
  } else if (const auto* flag = std::get_if<SetFlag>(&action)) {
    std::erase_if(after.rows.roles,
                  [&](const RoleMembership& held) { return held.user == flag->user && held.role == flag->flag; });
    if (flag->on) after.rows.roles.push_back({flag->user, flag->flag, {}, {}});
  } else if (is_one_of<Remove, CancelInvitation>(action)) {
    remove(after, *target);
  } else if (const auto* move = std::get_if<MoveScope>(&action)) {
    if (Scope* const node = mutable_in(after.rows.scopes, move->scope)) node->parent = move->parent;
  } else if (const auto* feature = std::get_if<SwitchFeature>(&action)) {
    if (Scope* const node = mutable_in(after.rows.scopes, feature->scope)) {
      if (feature->on) {
        node->features[feature->feature.text] = *feature->on;
      } else {
        node->features.erase(feature->feature.text);
      }
    }
  } else if (const auto* define = std::get_if<DefineScopeGroup>(&action)) {
    ScopeGroup* const group = define->group ? mutable_in(after.rows.groups, *define->group) : nullptr;
    if (group) group->scopes = define->scopes;
  } else if (is_one_of<CreateUser, Invite, Duplicate>(action)) {
    User made;
    made.id = newcomer();
    made.home = refused.command.selected.value_or(before.rows.organisation.root);
    made.state = scheme_.lifecycle.start;
    after.rows.users.push_back(made);
    if (const auto* create = std::get_if<CreateUser>(&action)) {
      give(after, scheme_, made.id, {create->roles, create->scopes, create->scope_groups});
    } else if (const auto* invite = std::get_if<Invite>(&action)) {
      give(after, scheme_, made.id, {invite->roles, invite->scopes, invite->scope_groups});
    }
  } else if (User* const user = target ? mutable_in(after.rows.users, *target) : nullptr; user && command) {
    for (const scheme::Step step : command->reopens) {
      if (!contains(user->open_steps, step)) user->open_steps.push_back(step);
    }
    if (command->to) user->state = *command->to;
  }
  return after;
}

bool Rules::controls(const Book& before, const TurnedDown& refused) const {
  const Action& action = refused.command.action;
  if (is_one_of<IssueCredential, RevealCredential>(action)) return true;
  const std::optional<UserId> target = target_of(action);
  const User* const user = target ? before.user(*target) : nullptr;
  if (!user) return false;
  if (const auto* edit = std::get_if<EditUser>(&action)) {
    return any(scheme_.fields, [&](const scheme::Field& field) {
      const auto value = edit->fields.find(field.id.text);
      const bool counts = field.signs_in || field.kind == scheme::FieldKind::Email;
      if (!counts || value == edit->fields.end()) return false;
      const bool takes_back = field.kind == scheme::FieldKind::Email && !user->pending_email.empty();
      return value->second != field_of(*user, field.id) || takes_back;
    });
  }
  if (!is_one_of<Give, SetFlag>(action) || !scheme_.sign_in.issue_with_role || !state(user->state).may_act)
    return false;
  // With the role that allows one, a credential is issued to whoever has none.
  const auto allows = [&](const Book& book) {
    return any(book.rows.roles, [&](const RoleMembership& it) {
      return it.user == user->id && it.valid_until > refused.now && find(scheme_.roles, it.role)->allows_credentials;
    });
  };
  const bool has_one = any(before.credentials, [&](const Credential& it) { return it.user == user->id; });
  return !has_one && !allows(before) && allows(outcome(before, refused));
}

/// Created where the actor does not manage: on one of the nodes, of those that are left where the scheme drops what is
/// too much; without any, at the root; where people are managed at their home, there.
bool Rules::created_elsewhere(const Book& before, const TurnedDown& refused, const Tuples& rights) const {
  const Action& action = refused.command.action;
  const scheme::CommandSpec& command = *spec(type_of(action));
  const PermissionId& managing = *command.needs;
  std::vector<ScopeId> scopes;
  std::vector<ScopeGroupId> groups;
  if (const auto* create = std::get_if<CreateUser>(&action)) scopes = create->scopes, groups = create->scope_groups;
  if (const auto* invite = std::get_if<Invite>(&action)) scopes = invite->scopes, groups = invite->scope_groups;
  if (const auto* copy = std::get_if<Duplicate>(&action)) {
    for (const ScopeMembership& it : before.rows.scope_memberships) {
      if (it.user != copy->user || it.valid_until <= refused.now) continue;
      if (it.scope) scopes.push_back(*it.scope);
      if (it.group) groups.push_back(*it.group);
    }
  }
  const auto here = [&](ScopeId at) { return has(rights, managing, at); };
  if (command.on_excess == scheme::OnExcess::Drop) {
    const auto stays = [&](ScopeId at) {
      const bool held = scheme_.delegation.may_give != scheme::MayGive::Held ||
                        stands_at(before, refused.actor.user, at, refused.now);
      return here(at) && held;
    };
    std::erase_if(scopes, [&](ScopeId it) { return !stays(it); });
    std::erase_if(groups, [&](ScopeGroupId it) {
      const std::vector<ScopeId> nodes = nodes_of_groups(before, {it});
      return !std::all_of(nodes.begin(), nodes.end(), stays);
    });
  }
  std::vector<ScopeId> nodes = nodes_of_groups(before, groups);
  nodes.insert(nodes.end(), scopes.begin(), scopes.end());
  if (nodes.empty()) nodes.push_back(before.rows.organisation.root);
  if (scheme_.delegation.managed_at == scheme::ManagedAt::Home) {
    nodes.push_back(refused.command.selected.value_or(before.rows.organisation.root));
  }
  return !std::all_of(nodes.begin(), nodes.end(), here);
}

bool Rules::may_not_manage(const Book& before, const TurnedDown& refused, const Tuples& rights) {
  const Action& action = refused.command.action;
  const scheme::CommandSpec& command = *spec(type_of(action));
  if (!command.needs) return false;
  const PermissionId& managing = *command.needs;
  if (is_one_of<CreateUser, Invite, Duplicate>(action)) return created_elsewhere(before, refused, rights);
  const auto unmanaged = [&](const Tuple& it) {
    return !has(rights, managing, it.at) && !has(rights, managing, it.given);
  };
  const std::optional<UserId> target = target_of(action);
  if (!target) {
    // A change of nodes: what anybody loses by it.
    const Book after = outcome(before, refused);
    return any(before.rows.users, [&](const User& user) {
      const Tuples now = held(after, user.id, refused.now);
      return any(held(before, user.id, refused.now),
                 [&](const Tuple& it) { return !was_held(now, it, refused.now) && unmanaged(it); });
    });
  }
  const User& user = *before.user(*target);
  const bool managed = manages(before, rights, managing, user, refused.now);
  if (!is_one_of<Give, Take>(action) && !managed) return true;
  const Tuples had = held(before, user.id, refused.now);
  if (is_one_of<Deactivate, Lock, Remove, CancelInvitation>(action)) return any(had, unmanaged);
  if (!is_one_of<Give, Take, SetFlag>(action)) return false;
  const Tuples has_then = held(outcome(before, refused), user.id, refused.now);
  bool changes = any(has_then, [&](const Tuple& it) { return !was_held(had, it, refused.now); });
  for (const Tuple& it : had) {
    if (was_held(has_then, it, refused.now)) continue;
    if (unmanaged(it)) return true;
    changes = true;
  }
  return !changes && !managed;
}

bool Rules::may_not_manage_there(const Book& before, const TurnedDown& refused, const Tuples& rights) const {
  const Action& action = refused.command.action;
  const PermissionId& managing = *spec(type_of(action))->needs;
  const auto here = [&](ScopeId at) { return has(rights, managing, at); };
  if (const auto* create = std::get_if<CreateScope>(&action)) return !here(create->parent);
  if (const auto* rename = std::get_if<RenameScope>(&action)) return !here(rename->scope);
  if (const auto* feature = std::get_if<SwitchFeature>(&action)) return !here(feature->scope);
  if (const auto* move = std::get_if<MoveScope>(&action)) {
    const Scope& node = *find(before.rows.scopes, move->scope);
    return !here(node.id) || !here(*node.parent) || !here(move->parent);
  }
  const auto* const define = std::get_if<DefineScopeGroup>(&action);
  if (!define) return false;
  if (scheme_.scopes.covers == scheme::Covers::Below && here(before.rows.organisation.root)) return false;
  std::vector<ScopeId> nodes = define->scopes;
  if (define->group) {
    const std::vector<ScopeId> old = nodes_of_groups(before, {*define->group});
    nodes.insert(nodes.end(), old.begin(), old.end());
  }
  return !std::all_of(nodes.begin(), nodes.end(), here);
}

/// What brings nothing stands in no tuple, a role that grants nothing or a node for somebody whose roles are over: it
/// takes the right to give it all the same.
bool Rules::gives_in_vain(const Book& before, const Book& after, const TurnedDown& refused, const Tuples& rights) {
  const UserId giver = refused.actor.user;
  const bool by_holding = scheme_.delegation.may_give == scheme::MayGive::Held;
  const auto has_role = [&](UserId user, const RoleId& role) {
    return any(before.rows.roles, [&](const RoleMembership& it) {
      return it.user == user && it.role == role && it.valid_until > refused.now;
    });
  };
  const bool role = any(after.rows.roles, [&](const RoleMembership& it) {
    const scheme::Role& given = *find(scheme_.roles, it.role);
    const Content& grants = content(given);
    return (given.is_protected || by_holding) && grants.any.empty() && grants.own.empty() &&
           !has_role(it.user, it.role) && !has_role(giver, it.role);
  });
  if (role) return true;
  const scheme::CommandSpec& command = *spec(type_of(refused.command.action));
  const auto beyond = [&](ScopeId at) {
    return !has(rights, *command.needs, at) || (by_holding && !stands_at(before, giver, at, refused.now));
  };
  return any(after.rows.scope_memberships, [&](const ScopeMembership& it) {
    const bool stood = any(before.rows.scope_memberships, [&](const ScopeMembership& was) {
      return was.user == it.user && was.scope == it.scope && was.group == it.group && was.valid_from <= it.valid_from &&
             was.valid_until >= it.valid_until;
    });
    if (stood) return false;
    const std::vector<ScopeId> nodes =
        it.scope ? std::vector{*it.scope} : nodes_of_groups(before, {it.group.value_or(ScopeGroupId{})});
    return any(nodes, beyond);
  });
}

bool Rules::may_not_give(const Book& before, const TurnedDown& refused, const Tuples& rights) {
  const Action& action = refused.command.action;
  const scheme::CommandSpec& command = *spec(type_of(action));
  if (!command.needs) return false;
  const bool creates = is_one_of<CreateUser, Invite, Duplicate>(action);
  // Where it is dropped, nothing is left to refuse.
  if (creates && command.on_excess == scheme::OnExcess::Drop) return false;
  const bool grouped = std::holds_alternative<DefineScopeGroup>(action);
  const auto refuses = [&](const Tuple& it) {
    return !not_given(before, refused.actor, rights, grouped ? std::nullopt : command.needs, it, refused.now).empty();
  };
  if (is_one_of<CreateUser, Invite, Give, Take, SetFlag, MoveScope, SwitchFeature, DefineScopeGroup>(action)) {
    const Book after = outcome(before, refused);
    if (gives_in_vain(before, after, refused, rights)) return true;
    for (const User& user : after.rows.users) {
      const Tuples had = held(before, user.id, refused.now);
      for (const Tuple& it : held(after, user.id, refused.now)) {
        if (!was_held(had, it, refused.now) && refuses(it)) return true;
      }
    }
  }
  if (std::holds_alternative<Duplicate>(action)) {
    return any(held(before, *target_of(action), refused.now), refuses);
  }
  const std::optional<UserId> target = target_of(action);
  const User* const user = target ? before.user(*target) : nullptr;
  if (!user) return false;
  const Tuples all = held(before, user->id, refused.now);
  if (is_one_of<Reactivate, Unlock>(action) && any(all, refuses)) return true;
  if (controls(before, refused)) {
    // What comes with the command is held by then, too.
    const Book after = outcome(before, refused);
    if (any(all, refuses) || any(held(after, user->id, refused.now), refuses)) return true;
  }
  const bool sends =
      is_one_of<Resend, SendPasswordReset, SendNewPassword, SendFactor, ResetFactor, Reactivate, Unlock>(action);
  return sends && never_accepted(before, *user) && any(all, [&](const Tuple& it) {
           return !not_given_at_all(before, refused.actor, rights, it, refused.now).empty();
         });
}

bool Rules::giver_lost_right(const Book& before, const TurnedDown& refused) {
  std::optional<UserId> user = target_of(refused.command.action);
  if (const auto* redeem = std::get_if<RedeemLink>(&refused.command.action)) {
    const Digest hash = hash_secret(redeem->secret);
    for (const Link& it : before.links) {
      if (it.secret_hash == hash) user = it.user;
    }
  }
  if (!user) return false;
  return any(held(before, *user, refused.now), [&](const Tuple& tuple) {
    return any(std::vector{tuple.role_giver, tuple.scope_giver}, [&](const std::optional<UserId>& giver) {
      if (!giver) return false;
      Actor then;
      then.user = *giver;
      return !not_given_at_all(before, then, effective(before, *giver, refused.now), tuple, refused.now).empty();
    });
  });
}

bool Rules::foretells(std::string_view rule) {
  static const std::set<std::string_view> kRules{
      "not-offered",          "founding",     "no-such-user",       "wrong-state",  "not-self",     "still-assigned",
      "may-not-manage-there", "may-not-give", "granter-lost-right", "proof-needed", "last-manager", "may-not-manage"};
  return kRules.count(rule) != 0;
}

bool Rules::justified(const Book& before, const TurnedDown& refused) {
  const std::string_view rule = refused.rule;
  const Actor& actor = refused.actor;
  const Action& action = refused.command.action;
  if (rule == "not-offered") return !offered(actor, refused.command);
  const bool by_itself = actor.kind == ActorKind::Operator || actor.kind == ActorKind::Self;
  if (rule == "founding") return before.rows.organisation.founding && !by_itself;
  if (rule == "last-manager") return !has_manager(outcome(before, refused), refused.now);
  if (rule == "granter-lost-right") return giver_lost_right(before, refused);

  const scheme::CommandSpec* const command = spec(type_of(action));
  if (!command) return false;
  const Tuples rights = rights_of(before, actor, refused.now);
  const std::optional<UserId> target = target_of(action);
  const User* const user = target ? before.user(*target) : nullptr;
  const bool unbound = actor.kind == ActorKind::Operator || actor.kind == ActorKind::System;
  const bool on_self = !unbound && target == actor.user;
  if (rule == "no-such-user") {
    return target && (!user || (!unbound && !on_self && !listed(before, rights, *user, refused.now)));
  }
  if (rule == "wrong-state") {
    const bool issues = std::holds_alternative<IssueCredential>(action);
    return user && ((!command->in_states.empty() && !contains(command->in_states, user->state)) ||
                    (issues && !state(user->state).may_act));
  }
  if (rule == "not-self") return on_self && contains(command->guards, scheme::Guard::NotSelf);
  if (rule == "still-assigned") {
    return contains(command->guards, scheme::Guard::NoScopes) && user &&
           any(before.rows.scope_memberships, [&](const ScopeMembership& it) { return it.user == user->id; });
  }
  if (rule == "proof-needed") {
    const auto* const step = std::get_if<CompleteStep>(&action);
    const bool sets_password =
        step && step->step == scheme::Step::SetPassword && user && !contains(user->open_steps, step->step);
    return on_self && !actor.proved && (sets_password || controls(before, refused));
  }
  // The operator may manage and give everything.
  if (actor.kind == ActorKind::Operator || !command->needs) return false;
  if (rule == "may-not-manage") return may_not_manage(before, refused, rights);
  if (rule == "may-not-manage-there") return may_not_manage_there(before, refused, rights);
  return may_not_give(before, refused, rights);
}

std::string Rules::wrongly_refused(const Book& before, const TurnedDown& refused) {
  if (justified(before, refused)) return {};
  return "refused by `" + std::string(refused.rule) + "`, which nothing is found to break";
}

}  // namespace remit::test
