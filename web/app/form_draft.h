#pragma once
// A form while it is filled in: what the scheme offers, what a person chose, and which commands make the one of the
// other. Creating and editing share it.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/directory/command.h"
#include "core/present/model.h"

namespace remit::app {

/// Whether a step holds a field id, `group:ID`, `scopes`, `state` or `review`; no step holds everything.
[[nodiscard]] bool shows(const present::FormStep* step, const std::string& what);

class FormDraft {
 public:
  /// Starts from what holds now.
  void begin(present::FormModel model);

  [[nodiscard]] const present::FormModel& model() const { return model_; }
  [[nodiscard]] const std::string& value(std::size_t field) const { return values_[field]; }
  std::string& value(std::size_t field) { return values_[field]; }
  [[nodiscard]] bool chosen(std::size_t group, std::size_t option) const { return chosen_[group][option]; }
  /// The one chosen in a group that takes one.
  [[nodiscard]] std::optional<std::size_t> choice(std::size_t group) const;
  [[nodiscard]] std::size_t chosen_count(std::size_t group) const;
  [[nodiscard]] std::size_t scope_count() const;
  /// Chooses or drops an option; in a group that takes one, the others are dropped.
  void choose(std::size_t group, std::size_t option, bool on);
  [[nodiscard]] bool scope(std::size_t i) const { return scopes_[i]; }
  void set_scope(std::size_t i, bool on) { scopes_[i] = on; }
  [[nodiscard]] bool active() const { return active_; }
  void set_active(bool on) { active_ = on; }
  /// Creating: the state chosen among FormModel::states.
  [[nodiscard]] std::size_t state() const { return state_; }
  void set_state(std::size_t i) { state_ = i; }

  [[nodiscard]] bool changed_field(std::size_t field) const;
  [[nodiscard]] bool changed_group(std::size_t group) const;
  [[nodiscard]] bool changed_active() const;
  /// What the roles chosen would let somebody do, in the scheme's words: permission and the first role that grants it.
  struct Allowed {
    std::string label, from;
    bool own_only = false;
  };
  [[nodiscard]] std::vector<Allowed> allowed() const;
  /// How many things differ from what holds now.
  [[nodiscard]] std::size_t changes() const;

  /// What is still missing, as a person reads it, of one step or of the whole; empty when it can be sent. The address
  /// of a batch is not looked at: there are many.
  [[nodiscard]] std::string missing(const present::FormStep* step = nullptr) const;
  [[nodiscard]] std::vector<directory::Action> edits() const;
  /// As FormModel::command says; `address`: the one of a batch that this is for.
  [[nodiscard]] directory::Action creation(const std::string& address = {}) const;

 private:
  [[nodiscard]] bool changed_scopes() const;

  present::FormModel model_;
  std::vector<std::string> values_;
  std::vector<std::vector<bool>> chosen_;
  std::vector<bool> scopes_;
  bool active_ = true;
  std::size_t state_ = 0;
};

}  // namespace remit::app
