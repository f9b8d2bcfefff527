#pragma once
// The one JSON form of commands (design §2). Unknown keys are refused (T8).

#include <boost/json/fwd.hpp>

#include "core/base/error.h"
#include "core/directory/command.h"

namespace remit::directory {

/// Invalid, with the path of what is wrong in `field`; `version` must be 1.
[[nodiscard]] Result<Command> command_from_json(const boost::json::value& value);
[[nodiscard]] boost::json::value command_to_json(const Command& command);
[[nodiscard]] boost::json::value command_schema();

}  // namespace remit::directory
