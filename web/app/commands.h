#pragma once
// From what a person clicked to what the gateway is told.

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/random.h"
#include "core/directory/command.h"

namespace remit::app {

/// Commands for one execute(): each with a fresh idempotency key, so that a repeated send is not a second act.
[[nodiscard]] std::vector<directory::Command> commands_of(const std::vector<directory::Action>& actions, Random& random,
                                                          std::optional<ScopeId> selected = {});
/// What takes it back, if a single command does: the other way of a switch.
[[nodiscard]] std::optional<directory::Action> inverse_of(const directory::Action& action);

}  // namespace remit::app
