#include "core/base/describe_json.h"

#include <algorithm>
#include <charconv>

namespace remit {

std::string kebab_case(std::string_view pascal_case) {
  std::string out;
  for (const char c : pascal_case) {
    if (c >= 'A' && c <= 'Z') {
      if (!out.empty()) out += '-';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

namespace json_detail {
namespace {

std::string_view kind_name(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
    default:
      return "number";
  }
}

}  // namespace

std::string join_path(std::string_view outer, std::string_view inner) {
  std::string path(outer);
  if (!outer.empty() && !inner.empty() && inner.front() != '[') path += '.';
  path += inner;
  return path;
}

std::string index_path(std::size_t index) {
  return "[" + std::to_string(index) + "]";
}

Error wrong_type(std::string_view expected, const json::value& found) {
  return {
      Code::Invalid, "wrong-type", {{"expected", std::string(expected)}, {"found", std::string(kind_name(found))}}, {}};
}

Error unknown_value(std::string_view text, std::string known) {
  return {
      Code::Invalid, "unknown-value", {{"text", std::string(text.substr(0, 256))}, {"known", std::move(known)}}, {}};
}

Error out_of_range(std::int64_t min, std::int64_t max) {
  return {Code::Invalid, "out-of-range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}, {}};
}

Error in_field(Error error, std::string_view field) {
  error.field = join_path(field, error.field);
  return error;
}

Result<Done> refuse_unknown(const json::object& object, const std::vector<std::string_view>& known, bool tagged) {
  for (const json::key_value_pair& member : object) {
    const std::string_view key(member.key().data(), member.key().size());
    if (tagged && key == "type") continue;
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known) names += (names.empty() ? "" : ", ") + std::string(name);
    return Error{Code::Invalid, "unknown-field", {{"known", std::move(names)}}, std::string(key.substr(0, 256))};
  }
  return Done{};
}

Result<std::int64_t> read_integer(const json::value& value, std::int64_t min, std::int64_t max) {
  const std::int64_t* number = value.if_int64();
  if (number == nullptr) {
    // Values built in the program may hold an unsigned number; parse_json makes none.
    if (const std::uint64_t* wide = value.if_uint64()) {
      if (*wide > static_cast<std::uint64_t>(max)) return out_of_range(min, max);
      return static_cast<std::int64_t>(*wide);
    }
    return wrong_type("number", value);
  }
  if (*number < min || *number > max) return out_of_range(min, max);
  return std::int64_t{*number};
}

Result<std::string> read_text(const json::value& value) {
  const json::string* text = value.if_string();
  if (text == nullptr) return wrong_type("string", value);
  return std::string(text->data(), text->size());
}

json::value integer_schema(std::int64_t min, std::int64_t max) {
  json::object schema{{"type", "integer"}};
  if (min != std::numeric_limits<std::int64_t>::min()) schema["minimum"] = min;
  if (max != std::numeric_limits<std::int64_t>::max()) schema["maximum"] = max;
  return schema;
}

json::value text_schema(std::string_view format) {
  json::object schema{{"type", "string"}};
  if (!format.empty()) schema["format"] = boosted(format);
  return schema;
}

json::value object_schema(json::object properties, json::array required) {
  return json::object{{"type", "object"},
                      {"properties", std::move(properties)},
                      {"required", std::move(required)},
                      {"additionalProperties", false}};
}

Result<Epoch> parse_epoch(std::string_view text) {
  Epoch epoch;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), epoch.value);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) {
    return Error{Code::Invalid, "not-a-token", {{"text", std::string(text.substr(0, 64))}}, {}};
  }
  return epoch;
}

std::string print_epoch(Epoch epoch) {
  return std::to_string(epoch.value);
}

}  // namespace json_detail
}  // namespace remit
