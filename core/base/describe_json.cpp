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

namespace enum_detail {

std::string name_of(const Entry* entries, std::size_t count, std::int64_t value) {
  for (const Entry* it = entries; it != entries + count; ++it) {
    if (it->value == value) return kebab_case(it->name);
  }
  return {};
}

const Entry* find(const Entry* entries, std::size_t count, std::string_view name) {
  for (const Entry* it = entries; it != entries + count; ++it) {
    if (kebab_case(it->name) == name) return it;
  }
  return nullptr;
}

}  // namespace enum_detail

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
  return {Code::Invalid, "wrong-type", {{"expected", expected}, {"found", kind_name(found)}}, {}};
}

Error unknown_value(std::string_view text, std::string known) {
  return {Code::Invalid, "unknown-value", {{"text", text.substr(0, 256)}, {"known", known}}, {}};
}

Error out_of_range(std::int64_t min, std::int64_t max) {
  return {Code::Invalid, "out-of-range", {{"min", std::to_string(min)}, {"max", std::to_string(max)}}, {}};
}

Error in_field(Error error, std::string_view field) {
  error.field = join_path(field, error.field);
  return error;
}

Result<Done> read_slots(const json::value& value, const ReadSlot* slots, std::size_t count, bool tagged) {
  const json::object* object = value.if_object();
  if (object == nullptr) return wrong_type("object", value);
  const ReadSlot* const end = slots + count;
  for (const json::key_value_pair& member : *object) {
    const std::string_view key(member.key().data(), member.key().size());
    if (tagged && key == "type") continue;
    if (std::any_of(slots, end, [&](const ReadSlot& slot) { return key == slot.name; })) continue;
    std::string names;
    for (const ReadSlot* slot = slots; slot != end; ++slot)
      names += (names.empty() ? "" : ", ") + std::string(slot->name);
    return Error{Code::Invalid, "unknown-field", {{"known", names}}, key.substr(0, 256)};
  }
  for (const ReadSlot* slot = slots; slot != end; ++slot) {
    const json::value* found = object->if_contains(slot->name);
    if (found == nullptr) {
      if (slot->may_be_absent) continue;
      return Error{Code::Invalid, "missing-field", {}, slot->name};
    }
    Result<Done> read = slot->read(*found, slot->member);
    if (!read.ok()) return in_field(std::move(read).error(), slot->name);
  }
  return Done{};
}

json::object write_slots(const WriteSlot* slots, std::size_t count) {
  json::object object;
  for (const WriteSlot* slot = slots; slot != slots + count; ++slot) {
    json::value written;
    if (slot->write(slot->member, written)) object[slot->name] = std::move(written);
  }
  return object;
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
    return Error{Code::Invalid, "not-a-token", {{"text", text.substr(0, 64)}}, {}};
  }
  return epoch;
}

std::string print_epoch(Epoch epoch) {
  return std::to_string(epoch.value);
}

}  // namespace json_detail
}  // namespace remit
