#pragma once
// Structs to and from JSON by their Boost.Describe metadata, and the JSON Schema of the same structs, so that API,
// CLI, audit, corpus and OpenAPI cannot drift apart.
//
// Costs compile time: include it in .cpp files only, and declare there `Result<Command> command_from_json(const
// boost::json::value&)` or the like for others to use.
//
//   struct CreateUser {
//     static constexpr std::string_view kType = "create-user";  // for a std::variant: {"type": "create-user", …}
//     static constexpr std::array<std::string_view, 1> kOptional{"language"};
//     std::string email;                // required
//     std::string language = "en";      // may be absent: keeps the value that a new struct has
//     std::optional<std::string> note;  // may be absent or null; is left out when empty
//   };
//   BOOST_DESCRIBE_STRUCT(CreateUser, (), (email, language, note))
//
// | C++ | JSON |
// |---|---|
// | bool, int32, int64, uint32, uint64 (up to int64's end) | boolean, whole number in range |
// | std::string, Id<Tag>, Name<Tag> | string |
// | Time, Duration | RFC 3339 string (`""` has no end), `48h` |
// | Epoch | string of digits: opaque to clients |
// | described enum | its name in kebab-case |
// | std::optional<T>, std::vector<T>, std::set<T> | T or null, array, array without duplicates |
// | std::map<K, T> with K std::string, Id or Name | object |
// | described struct | object: no unknown keys (T8), none missing |
// | std::variant of described structs with kType | object whose `type` says which |
//
// Errors of reading are Invalid, `field` is the path (`roles[2].role`): `unknown-field`, `missing-field`,
// `wrong-type` (args `expected`, `found`), `out-of-range` (`min`, `max`), `unknown-value` (`text`, `known`),
// `duplicate-item`, and those of the ids and times.

#include <array>
#include <boost/describe/class.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/describe_enum.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/time.h"

namespace remit {

/// How a type is read, written and described. Specialise it for a type that has a form of its own.
template <class T>
struct JsonCodec;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

/// Reads a T strictly. `path` stands in front of the error's `field`.
template <class T>
[[nodiscard]] Result<T> from_json(const boost::json::value& value, std::string_view path = {});

/// Never fails; from_json reads it back.
template <class T>
[[nodiscard]] boost::json::value to_json(const T& value) {
  return JsonCodec<T>::write(value);
}

/// JSON Schema 2020-12, which is also what OpenAPI 3.1 uses; everything inline.
template <class T>
[[nodiscard]] boost::json::value json_schema() {
  return JsonCodec<T>::schema();
}

namespace json_detail {

namespace json = boost::json;

inline json::string_view boosted(std::string_view text) {
  return {text.data(), text.size()};
}

/// `roles` + `[2]` is `roles[2]`, `roles[2]` + `role` is `roles[2].role`.
[[nodiscard]] std::string join_path(std::string_view outer, std::string_view inner);
[[nodiscard]] std::string index_path(std::size_t index);
[[nodiscard]] Error wrong_type(std::string_view expected, const json::value& found);
[[nodiscard]] Error unknown_value(std::string_view text, std::string known);
[[nodiscard]] Error out_of_range(std::int64_t min, std::int64_t max);
[[nodiscard]] Error in_field(Error error, std::string_view field);
[[nodiscard]] Result<std::int64_t> read_integer(const json::value& value, std::int64_t min, std::int64_t max);
[[nodiscard]] Result<std::string> read_text(const json::value& value);
[[nodiscard]] json::value integer_schema(std::int64_t min, std::int64_t max);
[[nodiscard]] json::value text_schema(std::string_view format = {});
[[nodiscard]] json::value object_schema(json::object properties, json::array required);

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
[[nodiscard]] bool may_be_absent(std::string_view member) {
  if constexpr (requires { T::kOptional; }) {
    for (const std::string_view name : T::kOptional) {
      if (name == member) return true;
    }
  }
  return false;
}

template <class T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

/// One member of a struct on its way in or out. The loop over them is in describe_json.cpp, once for all structs.
struct ReadSlot {
  const char* name;
  void* member;
  Result<Done> (*read)(const json::value& value, void* member);
  bool may_be_absent;
};
struct WriteSlot {
  const char* name;
  const void* member;
  /// False if there is nothing to write.
  bool (*write)(const void* member, json::value& out);
};
/// Into the slots from an object whose key `type`, if `tagged`, has been read already.
[[nodiscard]] Result<Done> read_slots(const json::value& value, const ReadSlot* slots, std::size_t count, bool tagged);
[[nodiscard]] json::object write_slots(const WriteSlot* slots, std::size_t count);

template <class Value>
Result<Done> read_member(const json::value& value, void* member) {
  Result<Value> read = JsonCodec<Value>::read(value);
  if (!read.ok()) return std::move(read).error();
  *static_cast<Value*>(member) = std::move(read).value();
  return Done{};
}

template <class Value>
bool write_member(const void* member, json::value& out) {
  const Value& value = *static_cast<const Value*>(member);
  if constexpr (kIsOptional<Value>) {
    if (!value.has_value()) return false;
  }
  out = JsonCodec<Value>::write(value);
  return true;
}

template <DescribedStruct T>
Result<T> read_struct(const json::value& value, bool tagged) {
  T out{};
  std::array<ReadSlot, boost::mp11::mp_size<Members<T>>::value> slots;
  std::size_t count = 0;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Value = std::remove_cvref_t<decltype(out.*member.pointer)>;
    slots[count++] = {member.name, &(out.*member.pointer), read_member<Value>,
                      kIsOptional<Value> || may_be_absent<T>(member.name)};
  });
  REMIT_TRY(read_slots(value, slots.data(), count, tagged));
  return out;
}

template <DescribedStruct T>
json::object write_struct(const T& value) {
  std::array<WriteSlot, boost::mp11::mp_size<Members<T>>::value> slots;
  std::size_t count = 0;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Value = std::remove_cvref_t<decltype(value.*member.pointer)>;
    slots[count++] = {member.name, &(value.*member.pointer), write_member<Value>};
  });
  return write_slots(slots.data(), count);
}

template <DescribedStruct T>
json::value schema_of_struct(std::string_view type) {
  json::object properties;
  json::array required;
  if (!type.empty()) {
    properties["type"] = json::object{{"const", boosted(type)}};
    required.emplace_back("type");
  }
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Value = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    properties[member.name] = JsonCodec<Value>::schema();
    if (!kIsOptional<Value> && !may_be_absent<T>(member.name)) required.emplace_back(member.name);
  });
  return object_schema(std::move(properties), std::move(required));
}

template <class T>
struct IntegerCodec {
  static constexpr std::int64_t kMin = std::is_signed_v<T> ? std::int64_t(std::numeric_limits<T>::min()) : 0;
  static constexpr std::int64_t kMax =
      sizeof(T) == 8 ? std::numeric_limits<std::int64_t>::max() : std::int64_t(std::numeric_limits<T>::max());

  static Result<T> read(const json::value& value) {
    auto number = read_integer(value, kMin, kMax);
    if (!number.ok()) return std::move(number).error();
    return static_cast<T>(*number);
  }
  static json::value write(T value) { return static_cast<std::int64_t>(value); }
  static json::value schema() { return integer_schema(kMin, kMax); }
};

/// For what has a text form: `Parse(std::string_view) → Result<T>` and `Print(T) → std::string`.
template <class T, auto Parse, auto Print>
struct TextCodec {
  static Result<T> read(const json::value& value) {
    auto text = read_text(value);
    if (!text.ok()) return std::move(text).error();
    return Parse(*text);
  }
  static json::value write(const T& value) { return json::value(boosted(Print(value))); }
};

[[nodiscard]] Result<Epoch> parse_epoch(std::string_view text);
[[nodiscard]] std::string print_epoch(Epoch epoch);
inline std::string print_duration(Duration duration) {
  return to_string(duration);
}

template <class Container, class Insert>
Result<Container> read_array(const json::value& value, Insert insert) {
  const json::array* array = value.if_array();
  if (array == nullptr) return wrong_type("array", value);
  Container out;
  for (std::size_t i = 0; i < array->size(); ++i) {
    auto item = JsonCodec<typename Container::value_type>::read((*array)[i]);
    if (!item.ok()) return in_field(std::move(item).error(), index_path(i));
    if (!insert(out, std::move(item).value())) {
      return Error{Code::Invalid, "duplicate-item", {}, index_path(i)};
    }
  }
  return out;
}

template <class Container>
json::value write_array(const Container& items) {
  json::array array;
  array.reserve(items.size());
  for (const auto& item : items) array.push_back(JsonCodec<typename Container::value_type>::write(item));
  return array;
}

}  // namespace json_detail

template <>
struct JsonCodec<bool> {
  static Result<bool> read(const boost::json::value& value) {
    if (const bool* found = value.if_bool()) return bool{*found};
    return json_detail::wrong_type("boolean", value);
  }
  static boost::json::value write(bool value) { return value; }
  static boost::json::value schema() { return boost::json::object{{"type", "boolean"}}; }
};
template <>
struct JsonCodec<std::int32_t> : json_detail::IntegerCodec<std::int32_t> {};
template <>
struct JsonCodec<std::int64_t> : json_detail::IntegerCodec<std::int64_t> {};
template <>
struct JsonCodec<std::uint32_t> : json_detail::IntegerCodec<std::uint32_t> {};
template <>
struct JsonCodec<std::uint64_t> : json_detail::IntegerCodec<std::uint64_t> {};

template <>
struct JsonCodec<std::string> {
  static Result<std::string> read(const boost::json::value& value) { return json_detail::read_text(value); }
  static boost::json::value write(const std::string& value) { return boost::json::value(json_detail::boosted(value)); }
  static boost::json::value schema() { return json_detail::text_schema(); }
};

template <class Tag>
struct JsonCodec<Id<Tag>> {
  static Result<Id<Tag>> read(const boost::json::value& value) {
    auto text = json_detail::read_text(value);
    if (!text.ok()) return std::move(text).error();
    return parse_id<Tag>(*text);
  }
  static boost::json::value write(const Id<Tag>& id) {
    return boost::json::value(json_detail::boosted(to_string(id.uuid)));
  }
  static boost::json::value schema() { return json_detail::text_schema("uuid"); }
};

template <class Tag>
struct JsonCodec<Name<Tag>> {
  static Result<Name<Tag>> read(const boost::json::value& value) {
    auto text = json_detail::read_text(value);
    if (!text.ok()) return std::move(text).error();
    return Name<Tag>{std::move(text).value()};
  }
  static boost::json::value write(const Name<Tag>& name) { return boost::json::value(json_detail::boosted(name.text)); }
  static boost::json::value schema() { return json_detail::text_schema(); }
};

template <>
struct JsonCodec<Time> : json_detail::TextCodec<Time, parse_rfc3339, to_rfc3339> {
  static boost::json::value schema() { return json_detail::text_schema("date-time"); }
};
template <>
struct JsonCodec<Duration> : json_detail::TextCodec<Duration, parse_duration, json_detail::print_duration> {
  static boost::json::value schema() { return json_detail::text_schema(); }
};
template <>
struct JsonCodec<Epoch> : json_detail::TextCodec<Epoch, json_detail::parse_epoch, json_detail::print_epoch> {
  static boost::json::value schema() { return json_detail::text_schema(); }
};

template <DescribedEnum E>
struct JsonCodec<E> {
  static Result<E> read(const boost::json::value& value) {
    auto text = json_detail::read_text(value);
    if (!text.ok()) return std::move(text).error();
    if (const auto found = enum_from_name<E>(*text)) return E{*found};
    std::string known;
    for_each_enumerator<E>([&](E, const std::string& name) { known += (known.empty() ? "" : ", ") + name; });
    return json_detail::unknown_value(*text, std::move(known));
  }
  static boost::json::value write(E value) { return boost::json::value(json_detail::boosted(enum_name(value))); }
  static boost::json::value schema() {
    boost::json::array names;
    for_each_enumerator<E>([&](E, const std::string& name) { names.emplace_back(json_detail::boosted(name)); });
    return boost::json::object{{"type", "string"}, {"enum", std::move(names)}};
  }
};

template <class T>
struct JsonCodec<std::optional<T>> {
  static Result<std::optional<T>> read(const boost::json::value& value) {
    if (value.is_null()) return std::optional<T>{};
    auto inner = JsonCodec<T>::read(value);
    if (!inner.ok()) return std::move(inner).error();
    return std::optional<T>{std::move(inner).value()};
  }
  static boost::json::value write(const std::optional<T>& value) {
    if (!value.has_value()) return nullptr;
    return JsonCodec<T>::write(*value);
  }
  static boost::json::value schema() {
    return boost::json::object{
        {"anyOf", boost::json::array{JsonCodec<T>::schema(), boost::json::object{{"type", "null"}}}}};
  }
};

template <class T>
struct JsonCodec<std::vector<T>> {
  static Result<std::vector<T>> read(const boost::json::value& value) {
    return json_detail::read_array<std::vector<T>>(value, [](std::vector<T>& out, T item) {
      out.push_back(std::move(item));
      return true;
    });
  }
  static boost::json::value write(const std::vector<T>& items) { return json_detail::write_array(items); }
  static boost::json::value schema() {
    return boost::json::object{{"type", "array"}, {"items", JsonCodec<T>::schema()}};
  }
};

template <class T>
struct JsonCodec<std::set<T>> {
  static Result<std::set<T>> read(const boost::json::value& value) {
    return json_detail::read_array<std::set<T>>(
        value, [](std::set<T>& out, T item) { return out.insert(std::move(item)).second; });
  }
  static boost::json::value write(const std::set<T>& items) { return json_detail::write_array(items); }
  static boost::json::value schema() {
    return boost::json::object{{"type", "array"}, {"items", JsonCodec<T>::schema()}, {"uniqueItems", true}};
  }
};

template <class K, class T>
struct JsonCodec<std::map<K, T>> {
  static Result<std::map<K, T>> read(const boost::json::value& value) {
    const boost::json::object* object = value.if_object();
    if (object == nullptr) return json_detail::wrong_type("object", value);
    std::map<K, T> out;
    for (const boost::json::key_value_pair& member : *object) {
      const std::string key(member.key().data(), member.key().size());
      auto read_key = JsonCodec<K>::read(boost::json::value(json_detail::boosted(key)));
      if (!read_key.ok()) return json_detail::in_field(std::move(read_key).error(), key);
      auto item = JsonCodec<T>::read(member.value());
      if (!item.ok()) return json_detail::in_field(std::move(item).error(), key);
      out.emplace(std::move(read_key).value(), std::move(item).value());
    }
    return out;
  }
  static boost::json::value write(const std::map<K, T>& items) {
    boost::json::object object;
    for (const auto& [key, item] : items) object[JsonCodec<K>::write(key).as_string()] = JsonCodec<T>::write(item);
    return object;
  }
  static boost::json::value schema() {
    return boost::json::object{{"type", "object"}, {"additionalProperties", JsonCodec<T>::schema()}};
  }
};

template <DescribedStruct T>
struct JsonCodec<T> {
  static Result<T> read(const boost::json::value& value) { return json_detail::read_struct<T>(value, false); }
  static boost::json::value write(const T& value) { return json_detail::write_struct(value); }
  static boost::json::value schema() { return json_detail::schema_of_struct<T>({}); }
};

template <class... Ts>
struct JsonCodec<std::variant<Ts...>> {
  using Variant = std::variant<Ts...>;

  static Result<Variant> read(const boost::json::value& value) {
    const boost::json::object* object = value.if_object();
    if (object == nullptr) return json_detail::wrong_type("object", value);
    const boost::json::value* type = object->if_contains("type");
    if (type == nullptr) return Error{Code::Invalid, "missing-field", {}, "type"};
    auto text = json_detail::read_text(*type);
    if (!text.ok()) return json_detail::in_field(std::move(text).error(), "type");
    Result<Variant> out = json_detail::in_field(json_detail::unknown_value(*text, known()), "type");
    (read_if<Ts>(value, *text, out), ...);
    return out;
  }
  static boost::json::value write(const Variant& value) {
    return std::visit(
        [](const auto& alternative) -> boost::json::value {
          using T = std::remove_cvref_t<decltype(alternative)>;
          boost::json::object object = json_detail::write_struct(alternative);
          object["type"] = json_detail::boosted(T::kType);
          return object;
        },
        value);
  }
  static boost::json::value schema() {
    return boost::json::object{{"oneOf", boost::json::array{json_detail::schema_of_struct<Ts>(Ts::kType)...}}};
  }

 private:
  template <class T>
  static void read_if(const boost::json::value& value, std::string_view type, Result<Variant>& out) {
    if (type != T::kType) return;
    Result<T> read = json_detail::read_struct<T>(value, true);
    if (read.ok()) {
      out = Variant(std::move(read).value());
    } else {
      out = std::move(read).error();
    }
  }
  static std::string known() {
    std::string names;
    ((names += (names.empty() ? "" : ", ") + std::string(Ts::kType)), ...);
    return names;
  }
};

template <class T>
Result<T> from_json(const boost::json::value& value, std::string_view path) {
  auto read = JsonCodec<T>::read(value);
  if (!read.ok() && !path.empty()) return json_detail::in_field(std::move(read).error(), path);
  return read;
}

}  // namespace remit
