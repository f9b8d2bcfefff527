#include "core/directory/command.h"

#include <utility>

namespace remit::directory {

std::string_view type_of(const Action& action) {
  return std::visit([](const auto& it) { return std::decay_t<decltype(it)>::kType; }, action);
}

std::optional<UserId> target_of(const Action& action) {
  return std::visit(
      [](const auto& it) -> std::optional<UserId> {
        if constexpr (requires { it.user; }) {
          return it.user;
        } else {
          return std::nullopt;
        }
      },
      action);
}

std::optional<ScopeId> scope_of(const Action& action) {
  return std::visit(
      [](const auto& it) -> std::optional<ScopeId> {
        if constexpr (
            requires { it.scope; } && !requires { it.user; }) {
          return it.scope;
        } else {
          return std::nullopt;
        }
      },
      action);
}

Actor operator_actor(std::string label, std::string origin) {
  return {.kind = scheme::ActorKind::Operator,
          .user = {},
          .credential = {},
          .label = std::move(label),
          .origin = std::move(origin),
          .session = {},
          .proved = false};
}

}  // namespace remit::directory
