#include "core/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace remit {

Error::Error() = default;
Error::Error(Code code, std::string_view rule, ShortArgs args, std::string_view field)
    : code(code), rule(rule), field(field) {
  for (const auto& [name, value] : args) this->args.emplace_back(name, value);
}
Error::Error(Code code, std::string_view rule, Args args, std::string_view field)
    : code(code), rule(rule), args(std::move(args)), field(field) {}
Error::Error(const Error& other) = default;
Error::Error(Error&& other) noexcept = default;
Error& Error::operator=(const Error& other) = default;
Error& Error::operator=(Error&& other) noexcept = default;
Error::~Error() = default;

bool Error::operator==(const Error& other) const = default;

std::string_view to_string(Code code) {
  switch (code) {
    case Code::NotFound:
      return "not-found";
    case Code::Conflict:
      return "conflict";
    case Code::Invalid:
      return "invalid";
    case Code::Denied:
      return "denied";
    case Code::Unavailable:
      return "unavailable";
    case Code::Internal:
      return "internal";
  }
  return "internal";
}

void assertion_failed(const char* condition, const char* reason, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: cannot happen: %s is false, although %s\n", file, line, condition, reason);
  std::abort();
}

}  // namespace remit
