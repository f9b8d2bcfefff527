#include "core/directory/act_on.h"

#include <boost/describe/members.hpp>
#include <boost/mp11/list.hpp>

namespace remit::directory {

namespace {

template <class Command>
void act(std::string_view type, UserId user, std::optional<Action>& action) {
  using Members = boost::describe::describe_members<Command, boost::describe::mod_public>;
  constexpr bool kWhole = boost::mp11::mp_size<Members>::value == 1 || requires {
    Command::kUserIsEnough;
  };
  if constexpr (kWhole && requires(Command & it) { it.user = user; }) {
    if (type == Command::kType) action = Command{user};
  }
}

template <class... Commands>
std::optional<Action> any_of(std::string_view type, UserId user, const std::variant<Commands...>*) {
  std::optional<Action> action;
  (act<Commands>(type, user, action), ...);
  return action;
}

}  // namespace

std::optional<Action> act_on(std::string_view type, UserId user) {
  return any_of(type, user, static_cast<const Action*>(nullptr));
}

}  // namespace remit::directory
