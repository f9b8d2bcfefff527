#pragma once
// One line of JSON an event, for machines that collect them (T31, ASVS 16.2).

#include <initializer_list>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/time.h"

namespace remit::server {

/// `{"time":"2026-11-21T19:31:39.000Z","event":"request","status":"200",…}`. Values are escaped as JSON, so that none
/// of them can begin a line of its own. Thread-safe.
///
/// SECURITY: no event is ever given a secret: no passwords, tokens, cookies, link secrets, bodies or queries. Paths are
/// logged as the route's pattern.
class Log {
 public:
  using Field = std::pair<std::string_view, std::string_view>;

  /// `out` and `clock` outlive the log.
  Log(std::ostream& out, Clock& clock) : out_(out), clock_(clock) {}

  void write(std::string_view event, std::initializer_list<Field> fields);

 private:
  std::ostream& out_;
  Clock& clock_;
  std::mutex mutex_;
};

}  // namespace remit::server
