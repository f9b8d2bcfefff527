#include "core/directory/command_json.h"

#include "core/base/describe_json.h"

namespace remit::directory {

Result<Command> command_from_json(const boost::json::value& value) {
  REMIT_TRY_ASSIGN(Command command, from_json<Command>(value));
  if (command.version != 1) {
    return Error{Code::Invalid, "unknown-version", {{"version", std::to_string(command.version)}}, "version"};
  }
  return command;
}

boost::json::value command_to_json(const Command& command) {
  return to_json(command);
}

boost::json::value command_schema() {
  return json_schema<Command>();
}

}  // namespace remit::directory
