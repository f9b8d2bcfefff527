#include <algorithm>

#include "core/directory/authority.h"
#include "core/present/context.h"

namespace remit::present {

using directory::RoleMembership;
using directory::User;

std::string step_label(scheme::Step step) {
  switch (step) {
    case scheme::Step::VerifyEmail:
      return "Verify e-mail";
    case scheme::Step::SetPassword:
      return "Set a password";
    case scheme::Step::EnrolFactor:
      return "Set up a second factor";
  }
  return "";
}

namespace {

Badge state_badge(const Context& context, const StateId& id) {
  const auto index = context.scheme.state(id.text);
  if (!index) return {id.text, id.text, Tone::Neutral};
  const scheme::State& state = context.scheme.at(*index);
  return {id.text, context.text(state.label), state.tone};
}

Result<std::string> giver_name(const Context& context, const std::optional<UserId>& giver) {
  if (!giver) return std::string("Operator");
  REMIT_TRY_ASSIGN(const std::optional<User> user, context.rows.user(*giver));
  return user ? directory::name_of(*user, context.definition()) : std::string();
}

Result<FlagValue> flag_value(const Context& context, const User& user, const scheme::Role& role, bool on) {
  FlagValue flag;
  flag.id = role.id;
  flag.label = context.text(role.label);
  flag.on = on;
  REMIT_TRY_ASSIGN(flag.change, offer(context, directory::SetFlag::kType, user.id));
  return flag;
}

/// Nothing where the scheme has no way there and back.
Result<std::optional<FlagValue>> active_value(const Context& context, const UserRow& row) {
  if (!context.scheme.command(directory::Deactivate::kType) || !context.scheme.command(directory::Reactivate::kType)) {
    return std::optional<FlagValue>();
  }
  FlagValue active;
  active.label = "Active";
  active.on = row.may_act;
  const std::string_view command = active.on ? directory::Deactivate::kType : directory::Reactivate::kType;
  REMIT_TRY_ASSIGN(active.change, offer(context, command, row.id, row.name));
  return std::optional<FlagValue>(std::move(active));
}

/// The permissions of a person anywhere, each with the first role that grants it, in the scheme's order.
std::vector<EffectivePermission> effective(const Context& context, const std::vector<RoleMembership>& roles) {
  std::vector<EffectivePermission> all;
  const auto& permissions = context.definition().permissions;
  for (std::size_t i = 0; i < permissions.size(); ++i) {
    const scheme::PermissionIndex index{static_cast<std::uint16_t>(i)};
    const scheme::Role* any = nullptr;
    const scheme::Role* own = nullptr;
    for (const RoleMembership& it : roles) {
      const auto role = context.scheme.role(it.role.text);
      if (!role || it.valid_from > context.now || it.valid_until <= context.now) continue;
      const scheme::CompiledRole& grants = context.scheme.grants(*role);
      if (!any && grants.any.has(index)) any = &context.scheme.at(*role);
      if (!own && grants.own.has(index)) own = &context.scheme.at(*role);
    }
    if (!own) continue;
    all.push_back({permissions[i].id, context.text(permissions[i].label), context.text(permissions[i].area),
                   any == nullptr, context.text((any ? any : own)->label)});
  }
  return all;
}

Result<std::string> path_of(const Context& context, const directory::Scope& scope) {
  std::string path;
  std::optional<ScopeId> next = scope.parent;
  for (int depth = 0; next && depth < 64; ++depth) {
    REMIT_TRY_ASSIGN(const std::optional<directory::Scope> parent, context.rows.scope(*next));
    if (!parent) break;
    path = path.empty() ? parent->name : parent->name + " › " + path;
    next = parent->parent;
  }
  return path;
}

Result<std::vector<ScopeItem>> scope_items(const Context& context, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> memberships, context.rows.scopes_of(user));
  std::vector<ScopeItem> items;
  for (const directory::ScopeMembership& it : memberships) {
    if (it.group) {
      REMIT_TRY_ASSIGN(const std::optional<directory::ScopeGroup> group, context.rows.scope_group(*it.group));
      if (group) items.push_back({ScopeId{group->id.uuid}, group->name, "Group", "layers", "", it.valid_until});
      continue;
    }
    REMIT_TRY_ASSIGN(const std::optional<directory::Scope> scope, context.rows.scope(*it.scope));
    if (!scope) continue;
    const scheme::ScopeKind* const kind = context.scheme.kind(scope->kind);
    REMIT_TRY_ASSIGN(std::string path, path_of(context, *scope));
    items.push_back({scope->id, scope->name, kind ? context.text(kind->label) : scope->kind.text,
                     kind ? kind->icon : "", std::move(path), it.valid_until});
  }
  return items;
}

/// The first two by name, and how many more; what having none means.
Result<std::string> scopes_in_words(const Context& context, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> memberships, context.rows.scopes_of(user));
  if (memberships.empty()) {
    return std::string(context.definition().scopes.without == scheme::WithoutScopes::Root ? "All" : "None");
  }
  constexpr std::size_t kNamed = 2;
  std::string text;
  for (std::size_t i = 0; i < memberships.size() && i < kNamed; ++i) {
    const directory::ScopeMembership& it = memberships[i];
    std::string name;
    if (it.group) {
      REMIT_TRY_ASSIGN(const std::optional<directory::ScopeGroup> group, context.rows.scope_group(*it.group));
      if (group) name = group->name;
    } else {
      REMIT_TRY_ASSIGN(const std::optional<directory::Scope> scope, context.rows.scope(*it.scope));
      if (scope) name = scope->name;
    }
    text += (text.empty() ? "" : ", ") + name;
  }
  if (memberships.size() > kNamed) text += " +" + std::to_string(memberships.size() - kNamed);
  return text;
}

Result<std::vector<CredentialItem>> credential_items(const Context& context, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<directory::Credential> credentials, context.rows.credentials_of(user));
  std::vector<CredentialItem> items;
  for (const directory::Credential& it : credentials) {
    CredentialItem item;
    item.id = it.id;
    item.shown = it.prefix + " •••• " + it.suffix;
    item.created_at = it.created_at;
    item.expires_at = it.expires_at;
    REMIT_TRY_ASSIGN(item.reveal, offer(context, directory::RevealCredential::kType, user));
    if (it.sealed.empty()) {
      item.reveal.offered = false;
      item.reveal.rule = "shown-once";
      item.reveal.reason = sentence(context, {Code::Denied, "shown-once", {}, ""});
    }
    REMIT_TRY_ASSIGN(item.revoke, offer(context, directory::RevokeCredential::kType, user));
    items.push_back(std::move(item));
  }
  return items;
}

Result<std::vector<LinkItem>> link_items(const Context& context, UserId user) {
  REMIT_TRY_ASSIGN(const std::vector<directory::Link> links, context.rows.links_of(user));
  std::vector<LinkItem> items;
  for (const directory::Link& it : links) {
    const scheme::LinkSpec* const spec = context.scheme.link(it.purpose);
    items.push_back({it.purpose.text, spec ? context.text(spec->button) : it.purpose.text, it.email, it.created_at,
                     it.expires_at, it.expires_at <= context.now});
  }
  return items;
}

Result<std::vector<FieldValue>> field_values(const Context& context, const User& user) {
  std::vector<FieldValue> values;
  for (const scheme::Field& field : context.definition().fields) {
    FieldValue value{field.id, context.text(field.label), directory::field_of(user, field.id), ""};
    if (field.kind == scheme::FieldKind::Email && !user.pending_email.empty()) {
      value.note = "Waiting for confirmation: " + user.pending_email;
    }
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace

Result<UserRow> user_row(const Context& context, const User& user, const std::vector<RoleMembership>& roles) {
  const scheme::Definition& definition = context.definition();
  UserRow row;
  row.id = user.id;
  row.name = directory::name_of(user, definition);
  row.email = directory::field_of(user, context.scheme.email_field().id);
  row.state = state_badge(context, user.state);
  const auto state = context.scheme.state(user.state.text);
  row.may_act = state && context.scheme.at(*state).may_act;
  row.is_viewer = context.actor.user == user.id && !user.id.is_nil();
  row.fields = user.fields;
  row.created_at = user.created_at;
  row.last_sign_in = user.last_sign_in;
  for (const scheme::Step step : user.open_steps) row.waiting_for.push_back(step_label(step));

  for (const RoleMembership& it : roles) {
    const auto index = context.scheme.role(it.role.text);
    if (!index) continue;
    const scheme::Role& role = context.scheme.at(*index);
    row.is_system = row.is_system || role.waives_sign_in;
    const scheme::RoleGroup* const group = context.scheme.group(role.group);
    if (group && group->style == scheme::GroupStyle::Flag) continue;
    RoleTag tag;
    tag.id = role.id;
    tag.label = context.text(role.label);
    tag.group = role.group;
    tag.is_admin = role.is_admin;
    tag.is_type = group && group->style == scheme::GroupStyle::Type;
    tag.purpose = context.text(role.purpose);
    tag.permissions = static_cast<std::uint32_t>(context.scheme.grants(*index).own.count());
    tag.given_at = it.granted_at;
    tag.valid_from = it.valid_from;
    tag.valid_until = it.valid_until;
    row.roles.push_back(std::move(tag));
  }
  for (const scheme::Role& role : definition.roles) {
    const scheme::RoleGroup* const group = context.scheme.group(role.group);
    if (!group || group->style != scheme::GroupStyle::Flag) continue;
    const bool on = std::any_of(roles.begin(), roles.end(), [&role](const auto& it) { return it.role == role.id; });
    REMIT_TRY_ASSIGN(FlagValue flag, flag_value(context, user, role, on));
    row.flags.push_back(std::move(flag));
  }
  REMIT_TRY_ASSIGN(row.active, active_value(context, row));
  const scheme::Presentation& presentation = definition.presentation;
  const auto shows_scopes = [](const scheme::Column& it) { return it.shows == "scopes"; };
  if (std::any_of(presentation.columns.begin(), presentation.columns.end(), shows_scopes)) {
    REMIT_TRY_ASSIGN(row.scopes, scopes_in_words(context, user.id));
  }
  for (const std::string& command : presentation.row_buttons) {
    if (command == "show") continue;
    REMIT_TRY_ASSIGN(ActionOffer button, command == directory::EditUser::kType
                                             ? edit_offer(context, user.id, row.name)
                                             : offer(context, command, user.id, row.name));
    row.buttons.push_back(std::move(button));
  }
  return row;
}

Result<UserDetails> user_details(const Context& context, UserId id, std::optional<SessionId> own_session) {
  REMIT_TRY_ASSIGN(const std::optional<User> user, context.rows.user(id));
  if (!user) return Error{Code::NotFound, "no-such-user", {}, "user"};
  REMIT_TRY_ASSIGN(const std::vector<RoleMembership> roles, context.rows.roles_of(id));

  UserDetails details;
  REMIT_TRY_ASSIGN(details.row, user_row(context, *user, roles));
  for (RoleTag& tag : details.row.roles) {
    const auto held = std::find_if(roles.begin(), roles.end(), [&tag](const auto& it) { return it.role == tag.id; });
    REMIT_TRY_ASSIGN(tag.given_by, giver_name(context, held->granted_by));
  }
  REMIT_TRY_ASSIGN(details.fields, field_values(context, *user));
  details.permissions = effective(context, roles);
  REMIT_TRY_ASSIGN(details.scopes, scope_items(context, id));
  details.scopes_label = scopes_word(context);
  details.reaches_everything =
      details.scopes.empty() && context.definition().scopes.without == scheme::WithoutScopes::Root;
  REMIT_TRY_ASSIGN(const std::vector<directory::Session> sessions, context.rows.sessions_of(id));
  for (const directory::Session& it : sessions) {
    details.sessions.push_back({it.id, it.device, it.address, it.created_at, it.id == own_session});
  }
  REMIT_TRY_ASSIGN(details.credentials, credential_items(context, id));
  REMIT_TRY_ASSIGN(details.links, link_items(context, id));
  REMIT_TRY_ASSIGN(const std::vector<directory::AuditEntry> entries, context.rows.audit({id, 0, 20}));
  for (const directory::AuditEntry& it : entries) details.activity.push_back(activity_item(context, it));
  REMIT_TRY_ASSIGN(details.actions, offers(context, id, details.row.name));
  details.created_by = user->created_by;
  return details;
}

}  // namespace remit::present
