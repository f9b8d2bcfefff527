#include "native/server/json_body.h"

#include <boost/json/value.hpp>

#include "core/base/json.h"
#include "native/server/hygiene.h"

namespace remit::server {
namespace {

bool is_media_type(std::string_view header, std::string_view type) {
  const std::string_view given = header.substr(0, header.find(';'));
  const std::size_t end = given.find_last_not_of(" \t");
  if (end == std::string_view::npos || !http::equal_ignoring_case(given.substr(0, end + 1), type)) return false;
  if (given.size() == header.size()) return true;
  const std::string parameter = http::lower_ascii(header.substr(given.size() + 1));
  const std::size_t begin = parameter.find_first_not_of(" \t");
  return begin != std::string::npos &&
         (parameter.substr(begin) == "charset=utf-8" || parameter.substr(begin) == "charset=\"utf-8\"");
}

}  // namespace

Result<boost::json::value> read_json_body(const http::Request& request) {
  const std::string_view type = request.headers.get("content-type");
  if (!is_media_type(type, "application/json")) {
    return Error{Code::Invalid, "unsupported-media-type", {{"type", std::string(type)}}, {}};
  }
  return parse_json(request.body);
}

http::Response json_response(const boost::json::value& value) {
  http::Response response;
  response.headers.add("Content-Type", "application/json");
  response.body = to_canonical_json(value);
  harden(response, Surface::Api);
  return response;
}

bool is_form(const http::Request& request) {
  return is_media_type(request.headers.get("content-type"), "application/x-www-form-urlencoded");
}

}  // namespace remit::server
