#include "web/app/commands.h"

#include <array>

namespace remit::app {

namespace {

std::string fresh_key(Random& random) {
  std::array<std::uint8_t, 16> bytes{};
  random.fill(bytes);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string key;
  for (const std::uint8_t byte : bytes) {
    key += kHex[byte >> 4];
    key += kHex[byte & 15];
  }
  return key;
}

}  // namespace

std::vector<directory::Command> commands_of(const std::vector<directory::Action>& actions, Random& random,
                                            std::optional<ScopeId> selected) {
  std::vector<directory::Command> commands;
  for (const directory::Action& action : actions) {
    directory::Command command;
    command.action = action;
    command.selected = selected;
    command.idempotency_key = fresh_key(random);
    commands.push_back(std::move(command));
  }
  return commands;
}

std::optional<directory::Action> inverse_of(const directory::Action& action) {
  if (const auto* const it = std::get_if<directory::Deactivate>(&action)) return directory::Reactivate{it->user};
  if (const auto* const it = std::get_if<directory::Reactivate>(&action)) return directory::Deactivate{it->user};
  if (const auto* const it = std::get_if<directory::Lock>(&action)) return directory::Unlock{it->user};
  if (const auto* const it = std::get_if<directory::Unlock>(&action)) return directory::Lock{it->user};
  if (const auto* const it = std::get_if<directory::SetFlag>(&action)) {
    return directory::SetFlag{it->user, it->flag, !it->on};
  }
  return std::nullopt;
}

}  // namespace remit::app
