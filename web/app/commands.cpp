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

std::vector<directory::Command> commands_of(const std::vector<directory::Action>& actions, Random& random) {
  std::vector<directory::Command> commands;
  for (const directory::Action& action : actions) {
    directory::Command command;
    command.action = action;
    command.idempotency_key = fresh_key(random);
    commands.push_back(std::move(command));
  }
  return commands;
}

std::optional<directory::Action> action_of(std::string_view command, UserId user) {
  if (command == directory::Deactivate::kType) return directory::Deactivate{user};
  if (command == directory::Reactivate::kType) return directory::Reactivate{user};
  if (command == directory::Resend::kType) return directory::Resend{user};
  if (command == directory::SendPasswordReset::kType) return directory::SendPasswordReset{user};
  if (command == directory::IssueCredential::kType) return directory::IssueCredential{user};
  return std::nullopt;
}

std::optional<directory::Action> inverse_of(const directory::Action& action) {
  if (const auto* const it = std::get_if<directory::Deactivate>(&action)) return directory::Reactivate{it->user};
  if (const auto* const it = std::get_if<directory::Reactivate>(&action)) return directory::Deactivate{it->user};
  if (const auto* const it = std::get_if<directory::SetFlag>(&action)) {
    return directory::SetFlag{it->user, it->flag, !it->on};
  }
  return std::nullopt;
}

}  // namespace remit::app
