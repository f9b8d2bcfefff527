#include "web/gateway/problem.h"

#include <array>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "core/base/json.h"

namespace remit::gateway {

namespace json = boost::json;

namespace {

constexpr std::array kCodes{Code::NotFound, Code::Conflict,    Code::Invalid,
                            Code::Denied,   Code::Unavailable, Code::Internal};

}  // namespace

json::value member(const json::value& object, std::string_view name) {
  const json::object* members = object.if_object();
  if (members == nullptr) return nullptr;
  const json::value* found = members->if_contains(json::string_view(name.data(), name.size()));
  return found == nullptr ? json::value(nullptr) : *found;
}

std::string text_in(const json::value& object, std::string_view name) {
  const json::value value = member(object, name);
  const json::string* text = value.if_string();
  return text == nullptr ? std::string() : std::string(text->data(), text->size());
}

std::optional<Error> read_problem(std::string_view body) {
  const auto document = parse_json(body);
  if (!document) return std::nullopt;
  Error error;
  error.rule = text_in(*document, "rule");
  if (error.rule.empty()) return std::nullopt;
  const std::string word = text_in(*document, "code");
  bool known = false;
  for (const Code code : kCodes) {
    if (to_string(code) != word) continue;
    error.code = code;
    known = true;
  }
  if (!known) return std::nullopt;
  error.field = text_in(*document, "field");
  const json::value args = member(*document, "args");
  if (const json::object* all = args.if_object()) {
    for (const auto& [name, value] : *all) {
      if (const json::string* text = value.if_string()) {
        error.args.emplace_back(std::string(name.data(), name.size()), std::string(text->data(), text->size()));
      }
    }
  }
  return error;
}

}  // namespace remit::gateway
