#include "core/scheme/keys.h"

#include <boost/describe/members.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <map>
#include <optional>
#include <type_traits>

#include "core/base/describe_enum.h"
#include "core/base/json.h"
#include "core/scheme/definition.h"
#include "core/scheme/reflection.h"

namespace remit::scheme {
namespace {

namespace json = boost::json;

template <class Tag>
constexpr std::string_view kNamed = "";
template <>
constexpr std::string_view kNamed<RoleTag> = "role id";
template <>
constexpr std::string_view kNamed<PermissionTag> = "permission id";
template <>
constexpr std::string_view kNamed<GroupTag> = "role group id";
template <>
constexpr std::string_view kNamed<KindTag> = "scope kind id";
template <>
constexpr std::string_view kNamed<StateTag> = "state id";
template <>
constexpr std::string_view kNamed<FieldTag> = "field id";
template <>
constexpr std::string_view kNamed<FeatureTag> = "feature id";
template <>
constexpr std::string_view kNamed<PurposeTag> = "link id";

/// What a type is called, what it begins as, and its JSON Schema. One specialisation for each form in a file.
template <class T>
struct Form;

json::object text_schema() {
  return {{"type", "string"}};
}

template <>
struct Form<std::string> {
  static std::string type() { return "text"; }
  static std::string initial(const std::string& value) { return value.empty() ? "none" : "`\"" + value + "\"`"; }
  static json::value schema() { return text_schema(); }
};
template <class Tag>
struct Form<Name<Tag>> {
  static std::string type() { return std::string(kNamed<Tag>); }
  static std::string initial(const Name<Tag>&) { return "none"; }
  static json::value schema() { return text_schema(); }
};
template <>
struct Form<Label> {
  static std::string type() { return "label"; }
  static std::string initial(const Label&) { return "none"; }
  static json::value schema() {
    return json::object{{"anyOf", json::array{text_schema(), json::object{{"type", "object"},
                                                                          {"additionalProperties", text_schema()}}}}};
  }
};
template <>
struct Form<bool> {
  static std::string type() { return "true or false"; }
  static std::string initial(bool value) { return value ? "`true`" : "`false`"; }
  static json::value schema() { return json::object{{"type", "boolean"}}; }
};
template <>
struct Form<std::uint32_t> {
  static std::string type() { return "number"; }
  static std::string initial(std::uint32_t value) { return "`" + std::to_string(value) + "`"; }
  static json::value schema() { return json::object{{"type", "integer"}, {"minimum", 0}}; }
};
template <>
struct Form<Duration> {
  static std::string type() { return "length of time"; }
  static std::string initial(Duration) { return "none"; }
  static json::value schema() { return json::object{{"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}}; }
};
template <DescribedEnum E>
struct Form<E> {
  static std::string type() {
    std::vector<std::string> names;
    for_each_word<E>([&](const std::string& name) { names.push_back("`" + name + "`"); });
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
      out += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    return out;
  }
  static std::string initial(E value) { return "`\"" + enum_name(value) + "\"`"; }
  static json::value schema() {
    json::array names;
    for_each_word<E>([&](const std::string& name) { names.emplace_back(name); });
    return json::object{{"enum", std::move(names)}};
  }
};
template <class T>
struct Form<std::optional<T>> {
  static std::string type() { return Form<T>::type(); }
  static std::string initial(const std::optional<T>&) { return "none"; }
  static json::value schema() { return Form<T>::schema(); }
};
template <class T>
struct Form<std::map<std::string, T>> {
  static std::string type() { return "table of " + Form<T>::type() + "s"; }
  static std::string initial(const std::map<std::string, T>&) { return "`{}`"; }
  static json::value schema() { return json::object{{"type", "object"}, {"additionalProperties", Form<T>::schema()}}; }
};

/// A struct's own schema; `keyed_by` is the member that the key around it gives.
template <class T>
json::value schema_of(std::string_view keyed_by) {
  json::object properties;
  json::array required;
  for_each_member<T>([&](std::string_view name, auto pointer, bool may_be_absent) {
    if (name == keyed_by) return;
    using Value = std::remove_cvref_t<decltype(std::declval<T&>().*pointer)>;
    properties[json::string_view(name.data(), name.size())] = Form<Value>::schema();
    if (!may_be_absent) required.emplace_back(json::string_view(name.data(), name.size()));
  });
  json::object out{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) out["required"] = std::move(required);
  return out;
}

template <class T>
requires DescribedStruct<T>
struct Form<T> {
  static std::string type() { return "table"; }
  static std::string initial(const T&) { return "as below"; }
  static json::value schema() { return schema_of<T>({}); }
};

template <class T>
struct Form<std::vector<T>> {
  static std::string type() {
    if constexpr (DescribedStruct<T>) {
      return key_member<T>().empty() ? "list of tables" : "table of tables";
    } else {
      const std::string item = Form<T>::type();
      const bool plural = item.back() != '`' && item != "text";
      return "list of " + item + (plural ? "s" : "");
    }
  }
  static std::string initial(const std::vector<T>& value) {
    std::string out;
    if constexpr (!DescribedStruct<T>) {
      for (const T& item : value) {
        const std::string text = Form<T>::initial(item);
        out += (out.empty() ? "" : ", ") + text.substr(1, text.size() - 2);
      }
    }
    return "`[" + out + "]`";
  }
  static json::value schema() {
    const json::object list{{"type", "array"}, {"items", Form<T>::schema()}};
    if constexpr (DescribedStruct<T>) {
      if (!key_member<T>().empty()) {
        const json::object table{{"type", "object"}, {"additionalProperties", schema_of<T>(key_member<T>())}};
        return json::object{{"anyOf", json::array{table, list}}};
      }
    }
    return list;
  }
};

template <class T>
void gather(std::vector<KeyRow>& rows, const std::string& section, std::string_view keyed_by) {
  const T fresh{};
  for_each_member<T>([&](std::string_view name, auto pointer, bool may_be_absent) {
    if (name == keyed_by) return;
    using Value = std::remove_cvref_t<decltype(fresh.*pointer)>;
    rows.push_back({section, std::string(name), Form<Value>::type(),
                    may_be_absent ? Form<Value>::initial(fresh.*pointer) : "required"});
  });
  for_each_member<T>([&](std::string_view name, auto pointer, bool) {
    using Value = std::remove_cvref_t<decltype(fresh.*pointer)>;
    const std::string inner = (section.empty() ? "" : section + ".") + std::string(name);
    if constexpr (DescribedStruct<Value>) {
      gather<Value>(rows, inner, {});
    } else if constexpr (requires {
                           typename Value::value_type;
                           requires DescribedStruct<typename Value::value_type>;
                         }) {
      using Item = typename Value::value_type;
      gather<Item>(rows, inner + (key_member<Item>().empty() ? "[]" : ".ID"), key_member<Item>());
    }
  });
}

}  // namespace

std::vector<KeyRow> scheme_keys() {
  std::vector<KeyRow> rows;
  gather<Definition>(rows, "", {});
  return rows;
}

std::string scheme_json_schema() {
  json::object schema = schema_of<Definition>({}).as_object();
  json::object out{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Remit role scheme"}};
  for (const auto& member : schema) out[member.key()] = member.value();
  return to_pretty_json(out) + "\n";
}

}  // namespace remit::scheme
