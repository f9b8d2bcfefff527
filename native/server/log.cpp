#include "native/server/log.h"

#include "core/base/json.h"

namespace remit::server {

void Log::write(std::string_view event, std::initializer_list<Field> fields) {
  std::string line = "{\"time\":";
  append_json_string(line, to_rfc3339(clock_.now()));
  line += ",\"event\":";
  append_json_string(line, event);
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    line += ',';
    append_json_string(line, name);
    line += ':';
    append_json_string(line, value);
  }
  line += "}\n";
  const std::lock_guard lock(mutex_);
  out_ << line << std::flush;
}

}  // namespace remit::server
