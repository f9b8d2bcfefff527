#include <algorithm>

#include "core/directory/authority.h"
#include "core/directory/plan.h"
#include "core/present/context.h"

namespace remit::present {

using directory::Authority;
using directory::Holding;
using directory::RoleMembership;
using directory::User;

namespace {

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

bool is_shown(const std::vector<std::string>& only, const std::string& what) {
  return only.empty() || std::find(only.begin(), only.end(), what) != only.end();
}

/// Why what somebody has cannot be taken from them here; empty if it can.
Result<std::string> kept(const Context& context, std::optional<UserId> user) {
  if (!user) return std::string();
  REMIT_TRY_ASSIGN(const ActionOffer take, offer(context, directory::Take::kType, user));
  if (take.offered) return std::string();
  const scheme::CommandSpec* const spec = context.scheme.command(directory::Take::kType);
  const std::string hint = spec && take.rule == "not-offered" ? context.text(spec->hint) : std::string();
  return hint.empty() ? take.reason : hint;
}

Result<std::vector<GroupModel>> groups(const Context& context, std::string_view command,
                                       const std::vector<ScopeId>& nodes, std::optional<UserId> user,
                                       const std::vector<RoleMembership>* held) {
  REMIT_TRY_ASSIGN(const Authority authority, Authority::of(context.rows, context.scheme, context.actor, context.now));
  REMIT_TRY_ASSIGN(const std::string why_kept, kept(context, user));
  const auto permission = managing(context, command);
  const std::vector<std::string>& only = context.definition().presentation.edit_shows;
  std::vector<GroupModel> models;
  for (const scheme::RoleGroup& group : context.definition().groups) {
    if (user && !is_shown(only, "group:" + group.id.text)) continue;
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
      // A flag has a command of its own, and the one role of a group is replaced by giving another.
      const bool taken = option.chosen && group.style != scheme::GroupStyle::Flag && model.max != 1;
      if (held && taken && !why_kept.empty()) {
        option.may_give = false;
        option.reason = why_kept;
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
    if (user && !is_shown(only, field.id.text)) continue;
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

/// Why the actor may not give it, or nothing.
Result<std::string> node_refusal(const Context& context, const Authority& authority, scheme::PermissionIndex permission,
                                 const std::vector<ScopeId>& nodes) {
  for (const ScopeId node : nodes) {
    const auto given = authority.may_give_node(permission, node);
    if (given) continue;
    if (given.error().code != Code::Denied) return given.error();
    return sentence(context, given.error());
  }
  return std::string();
}

Result<std::vector<ScopeOption>> scope_options(const Context& context, std::string_view command,
                                               std::optional<UserId> user,
                                               const std::vector<directory::ScopeMembership>* held) {
  std::vector<ScopeOption> options;
  REMIT_TRY_ASSIGN(const ScopeTree tree, scope_tree(context));
  if (tree.nodes.size() <= 1 && !held) return options;
  REMIT_TRY_ASSIGN(const Authority authority, Authority::of(context.rows, context.scheme, context.actor, context.now));
  REMIT_TRY_ASSIGN(const std::string why_kept, kept(context, user));
  const auto permission = managing(context, command);
  const auto judge = [&](ScopeOption& option, const std::vector<ScopeId>& nodes) -> Result<Done> {
    if (held && option.chosen) {
      option.reason = why_kept;
    } else if (permission) {
      REMIT_TRY_ASSIGN(option.reason, node_refusal(context, authority, *permission, nodes));
    }
    option.may_give = option.reason.empty();
    return Done{};
  };
  if (context.definition().scopes.groups) {
    for (const ScopeGroupItem& group : tree.groups) {
      ScopeOption option;
      option.id = ScopeId{group.id.uuid};
      option.is_group = true;
      option.name = group.name;
      option.kind = std::to_string(group.scopes.size()) + " of " + scopes_word(context);
      option.icon = "layers";
      option.chosen =
          held && std::any_of(held->begin(), held->end(), [&](const auto& it) { return it.group == group.id; });
      REMIT_TRY(judge(option, group.scopes));
      options.push_back(std::move(option));
    }
  }
  for (const ScopeNode& scope : tree.nodes) {
    const scheme::ScopeKind* const kind = context.scheme.kind(scope.kind);
    if (!kind || !scope.assignable) continue;
    ScopeOption option;
    option.id = scope.id;
    option.name = scope.name;
    option.kind = scope.kind_label;
    option.icon = kind->icon;
    option.depth = scope.depth;
    option.chosen = held ? std::any_of(held->begin(), held->end(), [&](const auto& it) { return it.scope == scope.id; })
                         : scope.depth > 0 && context.definition().scopes.initially_all;
    REMIT_TRY(judge(option, {scope.id}));
    if (!held && !option.may_give) option.chosen = false;
    options.push_back(std::move(option));
  }
  return options;
}

const std::string& option_label(const RoleOption& option) {
  return option.label;
}
const std::string& option_label(const ScopeOption& option) {
  return option.name;
}

FormModel begun(const Context& context) {
  const scheme::Presentation& presentation = context.definition().presentation;
  FormModel form;
  form.submit = context.text(presentation.submit_button);
  form.flow = presentation.create_flow;
  form.scopes_label = scopes_word(context);
  for (const scheme::Permission& it : context.definition().permissions) {
    form.permission_labels[it.id.text] = context.text(it.label);
  }
  return form;
}

}  // namespace

Result<FormModel> create_form(const Context& context) {
  const std::string_view command = creating(context);
  REMIT_TRY_ASSIGN(const ActionOffer create, offer(context, command, std::nullopt));
  if (!create.offered) return Error{Code::Denied, create.rule, {}, ""};
  FormModel form = begun(context);
  form.command = command;
  const scheme::Presentation& presentation = context.definition().presentation;
  form.title = context.text(presentation.create_button);
  for (const scheme::FlowStep& it : presentation.create_steps) {
    form.steps.push_back({it.id, context.text(it.label), it.shows});
  }
  form.fields = fields(context, nullptr, create);
  REMIT_TRY_ASSIGN(form.scopes, scope_options(context, command, {}, nullptr));
  std::vector<ScopeId> nodes;
  for (const ScopeOption& it : form.scopes) {
    if (it.may_give && !it.is_group) nodes.push_back(it.id);
  }
  if (nodes.empty()) {
    REMIT_TRY_ASSIGN(const directory::Organisation organisation, context.rows.organisation());
    nodes.push_back(organisation.root);
  }
  REMIT_TRY_ASSIGN(form.groups, groups(context, command, nodes, {}, nullptr));
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
  REMIT_TRY_ASSIGN(const ActionOffer shown, edit_offer(context, id, row.name));
  REMIT_TRY_ASSIGN(const ActionOffer edit, offer(context, directory::EditUser::kType, id, row.name));
  FormModel form = begun(context);
  form.command = directory::EditUser::kType;
  // A verb alone is said of somebody; a vendor's longer words say themselves what is edited.
  form.title = shown.label.find(' ') == std::string::npos ? shown.label + " user" : shown.label;
  form.user = id;
  form.name = row.name;
  form.state = row.state;
  form.fields = fields(context, &*user, edit);
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes,
                   directory::nodes_of(context.rows, context.scheme, id, context.now));
  REMIT_TRY_ASSIGN(form.groups, groups(context, directory::Give::kType, nodes, id, &roles));
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> scopes, context.rows.scopes_of(id));
  const std::vector<std::string>& only = context.definition().presentation.edit_shows;
  if (context.definition().scopes.kinds.size() > 1 && is_shown(only, "scopes")) {
    REMIT_TRY_ASSIGN(form.scopes, scope_options(context, directory::Give::kType, id, &scopes));
    form.min_scopes = context.definition().scopes.min_afterwards;
  }
  form.active = row.active;
  form.note = context.text(context.definition().presentation.after_edit);
  return form;
}

Result<FormModel> duplicate_form(const Context& context, UserId id) {
  REMIT_TRY_ASSIGN(const std::optional<User> user, context.rows.user(id));
  if (!user) return Error{Code::NotFound, "no-such-user", {}, "user"};
  REMIT_TRY_ASSIGN(FormModel form, create_form(context));
  const std::string name = directory::name_of(*user, context.definition());
  REMIT_TRY_ASSIGN(const ActionOffer duplicate, offer(context, directory::Duplicate::kType, id, name));
  if (!duplicate.offered) return Error{Code::Denied, duplicate.rule, {}, ""};
  const directory::Command nothing;
  REMIT_TRY_ASSIGN(const directory::Copy copy,
                   directory::would_copy({context.rows, context.scheme, context.actor, nothing, context.now}, id));
  form.command = directory::Duplicate::kType;
  form.title = duplicate.label + " " + name;
  form.copied = id;
  form.name = name;
  form.min_scopes = 0;
  form.states.clear();
  const auto left_out = [&](std::string_view what) -> const directory::Dropped* {
    const auto at =
        std::find_if(copy.dropped.begin(), copy.dropped.end(), [&](const auto& it) { return it.id == what; });
    return at == copy.dropped.end() ? nullptr : &*at;
  };
  // What is copied is there to be read; what is left out too, with its reason.
  const auto settle = [&](auto& option, bool copied, const directory::Dropped* dropped) {
    option.chosen = copied;
    option.may_give = false;
    option.reason = copied ? "Copied from " + name : reason_of(context, *dropped, option_label(option));
  };
  for (GroupModel& group : form.groups) {
    std::vector<RoleOption> options;
    for (RoleOption& it : group.options) {
      const bool copied = std::find(copy.roles.begin(), copy.roles.end(), it.id) != copy.roles.end();
      const directory::Dropped* const dropped = left_out(it.id.text);
      if (!copied && !dropped) continue;
      settle(it, copied, dropped);
      options.push_back(std::move(it));
    }
    group.options = std::move(options);
  }
  std::erase_if(form.groups, [](const GroupModel& it) { return it.options.empty(); });
  std::vector<ScopeOption> scopes;
  for (ScopeOption& it : form.scopes) {
    const bool copied = it.is_group ? std::find(copy.scope_groups.begin(), copy.scope_groups.end(),
                                                ScopeGroupId{it.id.uuid}) != copy.scope_groups.end()
                                    : std::find(copy.scopes.begin(), copy.scopes.end(), it.id) != copy.scopes.end();
    const directory::Dropped* const dropped = left_out(to_string(it.id));
    if (!copied && !dropped) continue;
    settle(it, copied, dropped);
    scopes.push_back(std::move(it));
  }
  form.scopes = std::move(scopes);
  return form;
}

}  // namespace remit::present
