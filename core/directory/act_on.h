#pragma once
// Commands by their name: those that need nothing but whom they are about.

#include <optional>
#include <string_view>

#include "core/directory/command.h"

namespace remit::directory {

/// The command of that type on `user`; none for a type that needs more, concerns nobody, or does not exist.
[[nodiscard]] std::optional<Action> act_on(std::string_view type, UserId user);

}  // namespace remit::directory
