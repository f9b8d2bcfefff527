#pragma once
// What comes in and what goes out, without any networking library in sight.
//
// A Request has passed the gate (request_gate.h): its path and query are decoded UTF-8, its host is valid, its header
// names are lower case.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace remit::http {

/// All that the server takes; anything else is refused before routing (T24, ASVS 4.1.4).
enum class Method { Get, Head, Post, Put, Patch, Delete };

[[nodiscard]] std::string_view to_string(Method method);
/// Case matters (RFC 9110 §9.1); nullopt for anything that is not in Method.
[[nodiscard]] std::optional<Method> parse_method(std::string_view text);

/// One name and one value: a query parameter or a field of a form, decoded.
struct Parameter {
  std::string name;
  std::string value;

  bool operator==(const Parameter&) const = default;
};

/// The value of `name`; nullopt if it is not there. Error: Invalid `duplicate-parameter` if it is there twice
/// (ASVS 15.3.7: two readers must not see different values).
[[nodiscard]] Result<std::optional<std::string>> single_value(const std::vector<Parameter>& parameters,
                                                              std::string_view name);

/// Header fields in the order given; names compare without case.
class Headers {
 public:
  struct Field {
    std::string name;
    std::string value;
  };

  /// The first field of that name; nullptr if there is none.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  /// As find, with "" for a missing field.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  void add(std::string name, std::string value);
  /// Replaces every field of that name by one.
  void set(std::string name, std::string value);
  void remove(std::string_view name);
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// ASCII letters only; header names, media types and host names need no more.
[[nodiscard]] std::string lower_ascii(std::string_view text);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);
/// True if a comma-separated list names `token`, whatever its case (`Connection: keep-alive, close`).
[[nodiscard]] bool list_contains(std::string_view list, std::string_view token);

struct Request {
  Method method = Method::Get;
  /// The path as sent, without the query: for logs. Printable ASCII.
  std::string raw_path;
  /// Decoded segments: `/o/nord%20wind` is {"o", "nord wind"}, `/` is {}, `/a/` is {"a", ""}. No segment is `.` or
  /// `..`, contains a slash, a backslash or a control character.
  std::vector<std::string> path;
  bool has_query = false;
  std::vector<Parameter> query;
  Headers headers;
  /// Lower case, with the port if one was sent.
  std::string host;
  std::string body;
  /// The address of the other side, without port.
  std::string peer;
};

/// A body of its own, or bytes that many responses share (a static file held in memory).
class Body {
 public:
  Body() = default;
  Body(std::string text) : own_(std::move(text)) {}
  /// Shared by every response that sends the same file, and by the store of files.
  Body(std::shared_ptr<const std::string> bytes) : shared_(std::move(bytes)) {}

  [[nodiscard]] std::string_view view() const { return shared_ ? std::string_view(*shared_) : std::string_view(own_); }

 private:
  std::string own_;
  std::shared_ptr<const std::string> shared_;
};

struct Response {
  int status = 200;
  Headers headers;
  Body body;
  /// Closes the connection after this response.
  bool close = false;
};

/// "Not Found" for 404, and so on; "Unknown" for what the server never sends.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace remit::http
