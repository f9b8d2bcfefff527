#include "core/base/json.h"

#include <utf8proc.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#ifdef BOOST_NO_EXCEPTIONS
#include <boost/assert/source_location.hpp>
#include <cstdlib>
#include <exception>
// Without exceptions Boost asks its user what to do instead. What is thrown there cannot happen: parse_json hands in
// an error code, and nobody asks a value for a kind that it is not.
namespace boost {
void throw_exception(const std::exception& exception) {
  remit::assertion_failed("exception", exception.what(), __FILE__, __LINE__);
}
void throw_exception(const std::exception& exception, const source_location&) {
  throw_exception(exception);
}
}  // namespace boost
#endif

namespace remit {
namespace {

namespace json = boost::json;

std::string_view view(json::string_view text) {
  return {text.data(), text.size()};
}

std::vector<const json::key_value_pair*> in_key_order(const json::object& object) {
  std::vector<const json::key_value_pair*> members;
  members.reserve(object.size());
  for (const json::key_value_pair& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return view(a->key()) < view(b->key()); });
  return members;
}

void append_scalar(std::string& out, const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      out += "null";
      return;
    case json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case json::kind::int64:
      out += std::to_string(value.get_int64());
      return;
    case json::kind::uint64:
      out += std::to_string(value.get_uint64());
      return;
    case json::kind::string:
      append_json_string(out, view(value.get_string()));
      return;
    default:
      REMIT_ASSERT(false, "parse_json makes no doubles, and neither does to_json");
  }
}

void append_canonical(std::string& out, const json::value& value) {
  char separator = '{';
  if (const json::object* object = value.if_object()) {
    if (object->empty()) out += '{';
    for (const json::key_value_pair* member : in_key_order(*object)) {
      out += separator;
      separator = ',';
      append_json_string(out, view(member->key()));
      out += ':';
      append_canonical(out, member->value());
    }
    out += '}';
  } else if (const json::array* array = value.if_array()) {
    separator = '[';
    if (array->empty()) out += '[';
    for (const json::value& item : *array) {
      out += separator;
      separator = ',';
      append_canonical(out, item);
    }
    out += ']';
  } else {
    append_scalar(out, value);
  }
}

void append_pretty(std::string& out, const json::value& value, std::size_t indent) {
  const auto line = [&out](std::size_t spaces) {
    out += '\n';
    out.append(spaces, ' ');
  };
  const char* separator = "";
  if (const json::object* object = value.if_object(); object && !object->empty()) {
    out += '{';
    for (const json::key_value_pair& member : *object) {
      out += separator;
      separator = ",";
      line(indent + 2);
      append_json_string(out, view(member.key()));
      out += ": ";
      append_pretty(out, member.value(), indent + 2);
    }
    line(indent);
    out += '}';
  } else if (const json::array* array = value.if_array(); array && !array->empty()) {
    out += '[';
    for (const json::value& item : *array) {
      out += separator;
      separator = ",";
      line(indent + 2);
      append_pretty(out, item, indent + 2);
    }
    line(indent);
    out += ']';
  } else {
    append_canonical(out, value);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x80) {
      utf8proc_int32_t code_point = 0;
      const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                                                       static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
      if (length > 0) {
        out.append(text, i, static_cast<std::size_t>(length));
        i += static_cast<std::size_t>(length);
      } else {
        out += "\xef\xbf\xbd";
        ++i;
      }
      continue;
    }
    ++i;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (c < 0x20) {
          out += "\\u00";
          out += kDigits[c >> 4];
          out += kDigits[c & 0x0f];
        } else {
          out += static_cast<char>(c);
        }
    }
  }
  out += '"';
}

std::string to_canonical_json(const boost::json::value& value) {
  std::string out;
  append_canonical(out, value);
  return out;
}

std::string to_pretty_json(const boost::json::value& value) {
  std::string out;
  append_pretty(out, value, 0);
  return out;
}

boost::json::value to_json(const Error& error) {
  const auto text = [](std::string_view t) { return json::string_view(t.data(), t.size()); };
  json::object args;
  for (const auto& [name, value] : error.args) args[text(name)] = text(value);
  json::object object;
  object["code"] = text(to_string(error.code));
  object["rule"] = text(error.rule);
  object["args"] = std::move(args);
  if (!error.field.empty()) object["field"] = text(error.field);
  return object;
}

}  // namespace remit
