#pragma once
// The JSON form of a Label: a string where it is only English, else an object of languages. Include it beside
// describe_json.h, in .cpp files, before a Definition or a part of one is read or written.

#include "core/base/describe_json.h"
#include "core/scheme/definition.h"

namespace remit {

template <>
struct JsonCodec<scheme::Label> {
  static Result<scheme::Label> read(const boost::json::value& value);
  static boost::json::value write(const scheme::Label& label);
  static boost::json::value schema();
};

}  // namespace remit
