#pragma once
// What comes back from the API, taken apart (native/server/problem.h writes it).

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit::gateway {

/// An RFC 9457 problem document as the Error that it was made of; nothing if it is not one of Remit's.
[[nodiscard]] std::optional<Error> read_problem(std::string_view body);

/// The object's member of that name, null without one.
[[nodiscard]] boost::json::value member(const boost::json::value& object, std::string_view name);
/// The same for a text; empty without one.
[[nodiscard]] std::string text_in(const boost::json::value& object, std::string_view name);

}  // namespace remit::gateway
