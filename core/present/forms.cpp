#include <algorithm>

#include "core/directory/authority.h"
#include "core/present/context.h"

namespace remit::present {

using directory::Authority;
using directory::Holding;
using directory::RoleMembership;
using directory::User;

namespace {

/// The command whose managing permission decides what may be given in this form.
std::optional<scheme::PermissionIndex> managing(const Context& context, std::string_view command) {
  const scheme::CommandSpec* const spec = context.scheme.command(command);
  return spec && spec->needs ? context.scheme.permission(spec->needs->text) : std::nullopt;
}

RoleOption role_option(const Context& context, scheme::RoleIndex index) {
  const scheme::Role& role = context.scheme.at(index);
  const scheme::CompiledRole& grants = context.scheme.grants(index);
  RoleOption option;
  option.id = role.id;
  option.label = context.text(role.label);
  option.purpose = context.text(role.purpose);
  option.granted = static_cast<std::uint32_t>(grants.any.count());
  option.own_only = static_cast<std::uint32_t>(grants.own.count()) - option.granted;
  option.of = static_cast<std::uint32_t>(context.definition().permissions.size());
  option.is_admin = role.is_admin;
  option.assumed = !role.assumed.empty();
  for (const scheme::PermissionIndex p : grants.own.list()) {
    (grants.any.has(p) ? option.any : option.own).push_back(context.scheme.at(p).id);
  }
  return option;
}

/// Whether the role may be given on at least one of the nodes, else why not on the first.
Result<Done> may_give_somewhere(const Authority& authority, scheme::PermissionIndex permission, scheme::RoleIndex role,
                                const std::vector<ScopeId>& nodes) {
  std::optional<Error> first;
  for (const ScopeId node : nodes) {
    auto given = authority.may_give(permission, Holding{role, node});
    if (given) return given;
    if (given.error().code != Code::Denied) return given;
    if (!first) first = given.error();
  }
  if (first) return *first;
  return Done{};
}

Result<std::vector<GroupModel>> groups(const Context& context, std::string_view command,
                                       const std::vector<ScopeId>& nodes, const std::vector<RoleMembership>* held) {
  REMIT_TRY_ASSIGN(const Authority authority, Authority::of(context.rows, context.scheme, context.actor, context.now));
  const auto permission = managing(context, command);
  std::vector<GroupModel> models;
  for (const scheme::RoleGroup& group : context.definition().groups) {
    GroupModel model;
    model.id = group.id;
    model.label = context.text(group.label);
    model.style = group.style;
    model.min = group.min;
    model.max = group.max.value_or(0);
    const auto& roles = context.definition().roles;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (roles[i].group != group.id) continue;
      const scheme::RoleIndex index{static_cast<std::uint16_t>(i)};
      RoleOption option = role_option(context, index);
      const RoleId& id = roles[i].id;
      option.chosen = held ? std::any_of(held->begin(), held->end(), [&](const auto& it) { return it.role == id; })
                           : std::find(group.initially.begin(), group.initially.end(), id) != group.initially.end();
      if (permission && !option.chosen) {
        const auto given = may_give_somewhere(authority, *permission, index, nodes);
        if (!given && given.error().code != Code::Denied) return given.error();
        option.may_give = given.ok();
        if (!given) option.reason = sentence(context, given.error());
      }
      if (held && group.fixed_at_creation) {
        option.may_give = false;
        option.reason = sentence(context, {Code::Invalid, "group-fixed", {{"group", model.label}}, ""});
      }
      model.options.push_back(std::move(option));
    }
    models.push_back(std::move(model));
  }
  return models;
}

std::vector<FormField> fields(const Context& context, const User* user, const ActionOffer& edit) {
  const std::vector<std::string>& only = context.definition().presentation.edit_shows;
  std::vector<FormField> all;
  for (const scheme::Field& field : context.definition().fields) {
    if (user && !only.empty() && std::find(only.begin(), only.end(), field.id.text) == only.end()) continue;
    FormField form;
    form.id = field.id;
    form.label = context.text(field.label);
    form.hint = context.text(field.hint);
    form.kind = field.kind;
    form.required = field.required;
    form.max_length = field.max_length;
    form.choices = field.choices;
    if (user) {
      form.value = directory::field_of(*user, field.id);
      form.editable = edit.offered && field.editable == scheme::Editable::Always;
      if (!edit.offered) {
        form.reason = edit.reason;
      } else if (!form.editable) {
        form.reason = sentence(context, {Code::Invalid, "field-fixed", {{"label", form.label}}, ""});
      }
    }
    all.push_back(std::move(form));
  }
  return all;
}

/// Each node after the one it stands under, siblings as they were.
std::vector<directory::Scope> in_tree_order(const std::vector<directory::Scope>& scopes) {
  std::vector<directory::Scope> ordered;
  std::vector<std::optional<ScopeId>> open{std::nullopt};
  while (!open.empty()) {
    const std::optional<ScopeId> parent = open.back();
    open.pop_back();
    if (parent) {
      const auto at = std::find_if(scopes.begin(), scopes.end(), [&](const auto& it) { return it.id == *parent; });
      ordered.push_back(*at);
    }
    for (auto it = scopes.rbegin(); it != scopes.rend(); ++it) {
      if (it->parent == parent) open.emplace_back(it->id);
    }
  }
  return ordered;
}

Result<std::vector<ScopeOption>> scope_options(const Context& context, std::string_view command,
                                               const std::vector<directory::ScopeMembership>* held) {
  std::vector<ScopeOption> options;
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, context.rows.scopes());
  if (scopes.size() <= 1 && !held) return options;
  REMIT_TRY_ASSIGN(const Authority authority, Authority::of(context.rows, context.scheme, context.actor, context.now));
  const auto permission = managing(context, command);
  for (const directory::Scope& scope : in_tree_order(scopes)) {
    const scheme::ScopeKind* const kind = context.scheme.kind(scope.kind);
    if (!kind || !kind->assignable) continue;
    ScopeOption option;
    option.id = scope.id;
    option.name = scope.name;
    option.kind = context.text(kind->label);
    option.icon = kind->icon;
    for (std::optional<ScopeId> up = scope.parent; up && option.depth < 64;) {
      ++option.depth;
      const auto parent = std::find_if(scopes.begin(), scopes.end(), [&up](const auto& it) { return it.id == *up; });
      up = parent == scopes.end() ? std::nullopt : parent->parent;
    }
    option.chosen = held ? std::any_of(held->begin(), held->end(), [&](const auto& it) { return it.scope == scope.id; })
                         : context.definition().scopes.initially_all;
    if (permission) {
      const auto given = authority.may_give_node(*permission, scope.id);
      if (!given && given.error().code != Code::Denied) return given.error();
      option.may_give = given.ok();
      if (!given) option.reason = sentence(context, given.error());
    }
    options.push_back(std::move(option));
  }
  return options;
}

FormModel begun(const Context& context) {
  const scheme::Presentation& presentation = context.definition().presentation;
  FormModel form;
  form.submit = context.text(presentation.submit_button);
  form.flow = presentation.create_flow;
  for (const scheme::Permission& it : context.definition().permissions) {
    form.permission_labels[it.id.text] = context.text(it.label);
  }
  return form;
}

}  // namespace

Result<FormModel> create_form(const Context& context) {
  REMIT_TRY_ASSIGN(const ActionOffer create, offer(context, directory::CreateUser::kType, std::nullopt));
  if (!create.offered) return Error{Code::Denied, create.rule, {}, ""};
  FormModel form = begun(context);
  const scheme::Presentation& presentation = context.definition().presentation;
  form.title = context.text(presentation.create_button);
  for (const scheme::FlowStep& it : presentation.create_steps) {
    form.steps.push_back({it.id, context.text(it.label), it.shows});
  }
  form.fields = fields(context, nullptr, create);
  REMIT_TRY_ASSIGN(form.scopes, scope_options(context, directory::CreateUser::kType, nullptr));
  std::vector<ScopeId> nodes;
  for (const ScopeOption& it : form.scopes) {
    if (it.may_give) nodes.push_back(it.id);
  }
  if (nodes.empty()) {
    REMIT_TRY_ASSIGN(const directory::Organisation organisation, context.rows.organisation());
    nodes.push_back(organisation.root);
  }
  REMIT_TRY_ASSIGN(form.groups, groups(context, directory::CreateUser::kType, nodes, nullptr));
  form.min_scopes = context.definition().scopes.min_at_creation;
  const scheme::Lifecycle& lifecycle = context.definition().lifecycle;
  if (!lifecycle.start_choices.empty()) {
    std::vector<StateId> choices = lifecycle.start_choices;
    if (std::find(choices.begin(), choices.end(), lifecycle.start) == choices.end()) {
      choices.insert(choices.begin(), lifecycle.start);
    }
    for (const StateId& id : choices) {
      const auto state = context.scheme.state(id.text);
      if (state) form.states.push_back({id.text, context.text(context.scheme.at(*state).label)});
    }
  }
  return form;
}

Result<FormModel> edit_form(const Context& context, UserId id) {
  REMIT_TRY_ASSIGN(const std::optional<User> user, context.rows.user(id));
  if (!user) return Error{Code::NotFound, "no-such-user", {}, "user"};
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, context.rows.roles_of(id));
  REMIT_TRY_ASSIGN(const UserRow row, user_row(context, *user, roles));
  REMIT_TRY_ASSIGN(const ActionOffer edit, offer(context, directory::EditUser::kType, id, row.name));
  FormModel form = begun(context);
  form.title = edit.label;
  form.user = id;
  form.name = row.name;
  form.state = row.state;
  form.fields = fields(context, &*user, edit);
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes,
                   directory::nodes_of(context.rows, context.scheme, id, context.now));
  REMIT_TRY_ASSIGN(form.groups, groups(context, directory::Give::kType, nodes, &roles));
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> scopes, context.rows.scopes_of(id));
  if (context.definition().scopes.kinds.size() > 1) {
    REMIT_TRY_ASSIGN(form.scopes, scope_options(context, directory::Give::kType, &scopes));
  }
  form.min_scopes = context.definition().scopes.min_afterwards;
  form.active = row.active;
  form.note = context.text(context.definition().presentation.after_edit);
  return form;
}

}  // namespace remit::present
