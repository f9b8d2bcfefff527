#include "core/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace remit {

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
