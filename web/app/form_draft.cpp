#include "web/app/form_draft.h"

#include <algorithm>
#include <utility>

namespace remit::app {

using scheme::GroupStyle;

bool shows(const present::FormStep* step, const std::string& what) {
  return !step || std::find(step->shows.begin(), step->shows.end(), what) != step->shows.end();
}

void FormDraft::begin(present::FormModel model) {
  model_ = std::move(model);
  values_.clear();
  chosen_.clear();
  scopes_.clear();
  for (const present::FormField& it : model_.fields) values_.push_back(it.value);
  for (const present::GroupModel& group : model_.groups) {
    std::vector<bool> row;
    for (const present::RoleOption& it : group.options) row.push_back(it.chosen);
    chosen_.push_back(std::move(row));
  }
  for (const present::ScopeOption& it : model_.scopes) scopes_.push_back(it.chosen);
  active_ = !model_.active || model_.active->on;
  state_ = 0;
}

std::optional<std::size_t> FormDraft::choice(std::size_t group) const {
  const auto at = std::find(chosen_[group].begin(), chosen_[group].end(), true);
  if (at == chosen_[group].end()) return std::nullopt;
  return static_cast<std::size_t>(at - chosen_[group].begin());
}

std::size_t FormDraft::chosen_count(std::size_t group) const {
  return static_cast<std::size_t>(std::count(chosen_[group].begin(), chosen_[group].end(), true));
}

std::size_t FormDraft::scope_count() const {
  return static_cast<std::size_t>(std::count(scopes_.begin(), scopes_.end(), true));
}

void FormDraft::choose(std::size_t group, std::size_t option, bool on) {
  if (on && model_.groups[group].max == 1) std::fill(chosen_[group].begin(), chosen_[group].end(), false);
  chosen_[group][option] = on;
}

bool FormDraft::changed_field(std::size_t field) const {
  return values_[field] != model_.fields[field].value;
}

bool FormDraft::changed_group(std::size_t group) const {
  const auto& options = model_.groups[group].options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].chosen != chosen_[group][i]) return true;
  }
  return false;
}

bool FormDraft::changed_active() const {
  return model_.active && model_.active->on != active_;
}

bool FormDraft::changed_scopes() const {
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    if (scopes_[i] != model_.scopes[i].chosen) return true;
  }
  return false;
}

std::vector<FormDraft::Allowed> FormDraft::allowed() const {
  std::map<std::string, Allowed> by_id;
  for (std::size_t g = 0; g < chosen_.size(); ++g) {
    for (std::size_t i = 0; i < chosen_[g].size(); ++i) {
      const present::RoleOption& option = model_.groups[g].options[i];
      if (!chosen_[g][i]) continue;
      const auto add = [&](const PermissionId& id, bool own_only) {
        const auto label = model_.permission_labels.find(id.text);
        const auto [at, fresh] = by_id.try_emplace(
            id.text,
            Allowed{label == model_.permission_labels.end() ? id.text : label->second, option.label, own_only});
        if (!fresh && at->second.own_only && !own_only) at->second = {at->second.label, option.label, false};
      };
      for (const PermissionId& id : option.any) add(id, false);
      for (const PermissionId& id : option.own) add(id, true);
    }
  }
  std::vector<Allowed> all;
  for (auto& [id, it] : by_id) all.push_back(std::move(it));
  std::sort(all.begin(), all.end(), [](const Allowed& a, const Allowed& b) { return a.label < b.label; });
  return all;
}

std::size_t FormDraft::changes() const {
  std::size_t count = (changed_active() ? 1u : 0u) + (changed_scopes() ? 1u : 0u);
  for (std::size_t i = 0; i < values_.size(); ++i) count += changed_field(i);
  for (std::size_t i = 0; i < chosen_.size(); ++i) count += changed_group(i);
  return count;
}

std::string FormDraft::missing(const present::FormStep* step) const {
  const bool batch = model_.command == directory::Invite::kType;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const present::FormField& field = model_.fields[i];
    if (!shows(step, field.id.text) || (batch && field.kind == scheme::FieldKind::Email)) continue;
    if (field.required && values_[i].empty()) return field.label + " is missing";
  }
  // What is copied is as it is.
  if (!model_.copied.is_nil()) return {};
  for (std::size_t i = 0; i < chosen_.size(); ++i) {
    const present::GroupModel& group = model_.groups[i];
    if (!shows(step, "group:" + group.id.text)) continue;
    if (chosen_count(i) < group.min) return "Choose " + group.label;
  }
  if (shows(step, "scopes") && scope_count() < model_.min_scopes) return "Choose " + model_.scopes_label;
  return {};
}

std::vector<directory::Action> FormDraft::edits() const {
  const UserId user = model_.user;
  std::vector<directory::Action> actions;
  // Coming back first, leaving last: what stands between is asked of a person who may have it.
  if (changed_active() && active_) actions.emplace_back(directory::Reactivate{user});
  directory::EditUser edit{user, {}};
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (changed_field(i)) edit.fields[model_.fields[i].id.text] = values_[i];
  }
  if (!edit.fields.empty()) actions.emplace_back(std::move(edit));
  directory::Give give;
  directory::Take take;
  give.user = take.user = user;
  for (std::size_t g = 0; g < chosen_.size(); ++g) {
    const present::GroupModel& group = model_.groups[g];
    for (std::size_t i = 0; i < group.options.size(); ++i) {
      const present::RoleOption& option = group.options[i];
      const bool on = chosen_[g][i];
      if (option.chosen == on) continue;
      if (group.style == GroupStyle::Flag) {
        actions.emplace_back(directory::SetFlag{user, option.id, on});
      } else if (on) {
        give.roles.push_back(option.id);
      } else if (group.max != 1 || !choice(g)) {
        take.roles.push_back(option.id);  // else the new one replaces it
      }
    }
  }
  const auto put = [](auto& command, const present::ScopeOption& option) {
    if (option.is_group) {
      command.scope_groups.push_back(ScopeGroupId{option.id.uuid});
    } else {
      command.scopes.push_back(option.id);
    }
  };
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    if (scopes_[i] == model_.scopes[i].chosen) continue;
    scopes_[i] ? put(give, model_.scopes[i]) : put(take, model_.scopes[i]);
  }
  const auto any = [](const auto& it) { return !it.roles.empty() || !it.scopes.empty() || !it.scope_groups.empty(); };
  if (any(give)) actions.emplace_back(std::move(give));
  if (any(take)) actions.emplace_back(std::move(take));
  if (changed_active() && !active_) actions.emplace_back(directory::Deactivate{user});
  return actions;
}

directory::Action FormDraft::creation(const std::string& address) const {
  directory::CreateUser create;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    const present::FormField& field = model_.fields[i];
    const bool of_batch = !address.empty() && field.kind == scheme::FieldKind::Email;
    const std::string& value = of_batch ? address : values_[i];
    if (!value.empty()) create.fields[field.id.text] = value;
  }
  if (!model_.copied.is_nil()) return directory::Duplicate{model_.copied, std::move(create.fields)};
  for (std::size_t g = 0; g < chosen_.size(); ++g) {
    for (std::size_t i = 0; i < chosen_[g].size(); ++i) {
      if (chosen_[g][i]) create.roles.push_back(model_.groups[g].options[i].id);
    }
  }
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    const present::ScopeOption& option = model_.scopes[i];
    if (!scopes_[i]) continue;
    if (option.is_group) {
      create.scope_groups.push_back(ScopeGroupId{option.id.uuid});
    } else {
      create.scopes.push_back(option.id);
    }
  }
  if (model_.command == directory::Invite::kType) {
    return directory::Invite{std::move(create.fields), std::move(create.roles), std::move(create.scopes),
                             std::move(create.scope_groups)};
  }
  if (state_ > 0 && state_ < model_.states.size()) create.state = StateId{model_.states[state_].id};
  return create;
}

}  // namespace remit::app
