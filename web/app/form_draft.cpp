#include "web/app/form_draft.h"

#include <algorithm>
#include <utility>

namespace remit::app {

using scheme::GroupStyle;

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

std::size_t FormDraft::changes() const {
  std::size_t count = (changed_active() ? 1u : 0u) + (changed_scopes() ? 1u : 0u);
  for (std::size_t i = 0; i < values_.size(); ++i) count += changed_field(i);
  for (std::size_t i = 0; i < chosen_.size(); ++i) count += changed_group(i);
  return count;
}

std::string FormDraft::missing() const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (model_.fields[i].required && values_[i].empty()) return model_.fields[i].label + " is missing";
  }
  for (std::size_t i = 0; i < chosen_.size(); ++i) {
    const auto count = static_cast<std::size_t>(std::count(chosen_[i].begin(), chosen_[i].end(), true));
    const present::GroupModel& group = model_.groups[i];
    if (count < group.min) return group.min == 1 ? "Choose a " + group.label : "Choose more of " + group.label;
  }
  const auto chosen = static_cast<std::size_t>(std::count(scopes_.begin(), scopes_.end(), true));
  if (chosen < model_.min_scopes) return "Choose at least " + std::to_string(model_.min_scopes);
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
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    if (scopes_[i] == model_.scopes[i].chosen) continue;
    (scopes_[i] ? give.scopes : take.scopes).push_back(model_.scopes[i].id);
  }
  if (!give.roles.empty() || !give.scopes.empty()) actions.emplace_back(std::move(give));
  if (!take.roles.empty() || !take.scopes.empty()) actions.emplace_back(std::move(take));
  if (changed_active() && !active_) actions.emplace_back(directory::Deactivate{user});
  return actions;
}

directory::Action FormDraft::creation() const {
  directory::CreateUser create;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (!values_[i].empty()) create.fields[model_.fields[i].id.text] = values_[i];
  }
  for (std::size_t g = 0; g < chosen_.size(); ++g) {
    for (std::size_t i = 0; i < chosen_[g].size(); ++i) {
      if (chosen_[g][i]) create.roles.push_back(model_.groups[g].options[i].id);
    }
  }
  for (std::size_t i = 0; i < scopes_.size(); ++i) {
    if (scopes_[i]) create.scopes.push_back(model_.scopes[i].id);
  }
  if (state_ > 0 && state_ < model_.states.size()) create.state = StateId{model_.states[state_].id};
  return create;
}

}  // namespace remit::app
