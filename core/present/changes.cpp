#include <algorithm>

#include "core/base/hash.h"
#include "core/directory/commit.h"
#include "core/present/context.h"

namespace remit::present {

namespace {

/// `a, b` of role ids as the scheme words them.
std::string role_labels(const Context& context, std::string_view ids) {
  std::string text;
  while (!ids.empty()) {
    const auto comma = ids.find(", ");
    const std::string_view id = ids.substr(0, comma);
    ids = comma == std::string_view::npos ? std::string_view() : ids.substr(comma + 2);
    const auto role = context.scheme.role(id);
    if (!text.empty()) text += ", ";
    text += role ? context.text(context.scheme.at(*role).label) : std::string(id);
  }
  return text;
}

std::string state_label(const Context& context, std::string_view id) {
  const auto state = context.scheme.state(id);
  return state ? context.text(context.scheme.at(*state).label) : std::string(id);
}

Result<std::vector<std::string>> names(const Context& context, const std::vector<UserId>& users) {
  std::vector<std::string> all;
  for (const UserId id : users) {
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, context.rows.user(id));
    if (user) all.push_back(directory::name_of(*user, context.definition()));
  }
  return all;
}

Result<std::vector<PrivilegeItem>> privileges(const Context& context, const directory::Change& change,
                                              const std::vector<directory::PrivilegeChange>& changes) {
  // What comes with an upgrade is known to the new scheme only, and what goes with it perhaps to the old one only.
  const scheme::CompiledScheme& other = change.pins ? *change.pins : context.scheme;
  std::vector<PrivilegeItem> items;
  const auto add = [&](const PermissionId& id, bool own_only, std::uint64_t users,
                       const std::vector<std::string>& people) {
    const auto known = std::find_if(items.begin(), items.end(), [&](const PrivilegeItem& it) {
      return it.permission == id && it.own_only == own_only;
    });
    if (known != items.end()) {
      // One person has it by several roles; of several people, these are others.
      if (change.target) return;
      known->users += users;
      known->people.insert(known->people.end(), people.begin(), people.end());
      return;
    }
    const scheme::CompiledScheme& scheme = context.scheme.permission(id.text) ? context.scheme : other;
    const auto permission = scheme.permission(id.text);
    if (!permission) return;
    const scheme::Permission& it = scheme.at(*permission);
    items.push_back(
        {id, context.text(it.label), "", own_only, it.sensitivity == scheme::Sensitivity::High, users, people});
  };
  for (const directory::PrivilegeChange& it : changes) {
    std::vector<std::string> people;
    if (!change.target) {
      REMIT_TRY_ASSIGN(people, names(context, it.users));
    }
    for (const PermissionId& id : it.permissions) add(id, false, it.users_total, people);
    for (const PermissionId& id : it.permissions_own) add(id, true, it.users_total, people);
  }
  return items;
}

/// A permission that is lost through one role and gained through another with the same reach has not changed.
void cancel_out(std::vector<PrivilegeItem>& gains, std::vector<PrivilegeItem>& losses) {
  const auto same = [](const PrivilegeItem& a) {
    return [&a](const PrivilegeItem& b) { return a.permission == b.permission && a.own_only == b.own_only; };
  };
  std::erase_if(losses, [&](const PrivilegeItem& lost) {
    const auto gained = std::find_if(gains.begin(), gains.end(), same(lost));
    if (gained == gains.end()) return false;
    gains.erase(gained);
    return true;
  });
}

}  // namespace

DifferenceItem worded(const Context& context, const directory::Difference& difference) {
  const std::string_view what = difference.what;
  const auto colon = what.find(':');
  const std::string_view kind = what.substr(0, colon);
  const std::string id(colon == std::string_view::npos ? std::string_view() : what.substr(colon + 1));
  if (kind == "field") {
    const scheme::Field* const field = context.scheme.field(FieldId{id});
    return {field ? context.text(field->label) : id, difference.before, difference.after};
  }
  if (kind == "pending-email") return {"New e-mail, to be confirmed", difference.before, difference.after};
  if (kind == "role") {
    const scheme::RoleGroup* const group = context.scheme.group(GroupId{id});
    return {group ? context.text(group->label) : id, role_labels(context, difference.before),
            role_labels(context, difference.after)};
  }
  if (kind == "flag") return {role_labels(context, id), difference.before, difference.after};
  if (kind == "state") {
    return {"State", state_label(context, difference.before), state_label(context, difference.after)};
  }
  if (kind == "scope") return {word(context, "scope", "Scope"), difference.before, difference.after};
  if (kind == "scope-group") return {word(context, "scope-group", "Scope group"), difference.before, difference.after};
  if (kind == "scheme") return {"Scheme", difference.before, difference.after};
  if (kind == "founding") return {"Waiting for its first manager", difference.before, difference.after};
  if (kind == "scopes") return {word(context, "scopes", "Scopes"), difference.before, difference.after};
  if (kind == "parent") return {"Stands below", difference.before, difference.after};
  if (kind == "copied-from") return {"Copied from", difference.before, difference.after};
  if (kind == "feature") {
    const std::vector<scheme::Feature>& features = context.definition().scopes.features;
    const auto feature =
        std::find_if(features.begin(), features.end(), [&id](const scheme::Feature& it) { return it.id.text == id; });
    return {feature == features.end() ? id : context.text(feature->label), difference.before, difference.after};
  }
  if (kind == "step") {
    const std::string label = id == "verify-email"   ? step_label(scheme::Step::VerifyEmail)
                              : id == "set-password" ? step_label(scheme::Step::SetPassword)
                                                     : step_label(scheme::Step::EnrolFactor);
    return {label, difference.before, difference.after};
  }
  if (kind == "credential") return {"API credential", difference.before, difference.after};
  if (kind == "credential-scope") return {"API credential for", difference.before, difference.after};
  if (kind == "session") return {"Session", difference.before, difference.after};
  if (kind == "password") return {"Password", difference.before, difference.after};
  if (kind == "link") {
    const scheme::LinkSpec* const link = context.scheme.link(PurposeId{id});
    return {"E-mail: " + (link ? context.text(link->button) : id), difference.before, difference.after};
  }
  return {difference.what, difference.before, difference.after};
}

namespace {

/// The vendor's word for a role, a scope's name, an address.
Result<std::string> label_of(const Context& context, const directory::Dropped& it) {
  if (it.kind == "role") return role_labels(context, it.id);
  if (const auto id = parse_id<ScopeTag>(it.id)) {
    REMIT_TRY_ASSIGN(const std::optional<directory::Scope> scope, context.rows.scope(*id));
    if (scope) return scope->name;
    REMIT_TRY_ASSIGN(const std::optional<directory::ScopeGroup> group,
                     context.rows.scope_group(ScopeGroupId{id->uuid}));
    if (group) return group->name;
  }
  return it.id;
}

}  // namespace

std::string reason_of(const Context& context, const directory::Dropped& dropped, const std::string& label) {
  Error error{Code::Denied, dropped.rule, {{"role", label}}, ""};
  if (!dropped.why.empty()) error.args.emplace_back("why", dropped.why);
  return sentence(context, error);
}

Result<Preview> preview(const Context& context, const std::vector<directory::Change>& changes) {
  Preview preview;
  for (const directory::Change& change : changes) {
    for (const directory::Difference& it : change.differences) {
      if (!it.what.starts_with("link:")) preview.differences.push_back(worded(context, it));
    }
    REMIT_TRY_ASSIGN(std::vector<PrivilegeItem> gains, privileges(context, change, change.gains));
    REMIT_TRY_ASSIGN(std::vector<PrivilegeItem> losses, privileges(context, change, change.losses));
    for (PrivilegeItem& it : gains) preview.gains.push_back(std::move(it));
    for (PrivilegeItem& it : losses) preview.losses.push_back(std::move(it));
    for (const directory::Dropped& it : change.dropped) {
      REMIT_TRY_ASSIGN(const std::string label, label_of(context, it));
      preview.dropped.push_back(label + ": " + reason_of(context, it, label));
    }
    for (const directory::RowEdit& edit : change.rows) {
      const auto* const mail = std::get_if<directory::PutMail>(&edit);
      if (!mail) continue;
      const scheme::LinkSpec* const link = context.scheme.link(mail->row.purpose);
      preview.mails.push_back({mail->row.purpose.text, mail->row.recipient, link ? context.text(link->button) : ""});
    }
    preview.sessions_ended += change.ended.sessions;
    preview.links_ended += change.ended.links;
    preview.credentials_ended += change.ended.credentials;
  }
  // Where one gains and another loses, neither cancels the other out.
  const bool about_people =
      std::all_of(changes.begin(), changes.end(), [](const directory::Change& it) { return it.target.has_value(); });
  if (about_people) cancel_out(preview.gains, preview.losses);
  const std::size_t count = preview.differences.size();
  preview.summary = count == 0 ? "Nothing changes" : std::to_string(count) + (count == 1 ? " change" : " changes");
  preview.digest = to_hex(directory::digest_of_all(changes, context.now));
  return preview;
}

std::string outcome_sentence(const Context& context, const directory::Change& change) {
  const std::string& name = change.target_name;
  const auto find = [&change](std::string_view what) -> const directory::Difference* {
    for (const directory::Difference& it : change.differences) {
      if (std::string_view(it.what).starts_with(what)) return &it;
    }
    return nullptr;
  };
  if (change.differences.empty()) return "Nothing changed for " + name;
  if (change.type == directory::CreateUser::kType) {
    const auto* const link = find("link:");
    return link ? name + " is added. A link went to " + link->after : name + " is added";
  }
  if (const auto* const state = find("state")) {
    std::string label = state_label(context, state->after);
    if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z') label[0] = static_cast<char>(label[0] + ('a' - 'A'));
    return name + " is now " + label;
  }
  if (const auto* const flag = find("flag:")) {
    return worded(context, *flag).what + " is now " + flag->after + " for " + name;
  }
  if (const auto* const feature = find("feature:")) {
    return worded(context, *feature).what + " is now " + feature->after + " at " + name;
  }
  if (change.type == directory::CreateScope::kType) return name + " is added";
  if (const auto* const parent = find("parent"); parent && change.type == directory::MoveScope::kType) {
    return name + " now stands below " + parent->after;
  }
  if (const auto* const role = find("role:")) {
    const DifferenceItem it = worded(context, *role);
    return it.after.empty() ? name + " no longer has " + it.before : name + " is now " + it.after;
  }
  if (const auto* const link = find("link:")) return "A link went to " + link->after;
  if (const auto* const credential = find("credential")) {
    return "API credential of " + name + " " + credential->after;
  }
  if (find("session")) return change.type == directory::SignIn::kType ? "Signed in" : "The session has ended";
  if (find("password") || find("step:")) return name + " can go on";
  return name + " is saved";
}

}  // namespace remit::present
