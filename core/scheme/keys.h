#pragma once
// The keys of the scheme language, as the structs of definition.h have them: for its document, which a test holds
// against this, and for editors that complete and check by JSON Schema.

#include <string>
#include <vector>

namespace remit::scheme {

struct KeyRow {
  std::string section;  ///< `roles.ID`, `presentation.columns[]`, `` for the top
  std::string key;
  std::string type;     ///< `text`, `list of permission ids`, `` `yes`, `steps-only` or `no` ``
  std::string initial;  ///< what it is when left out, as TOML; `required`; `none`
};

/// In the order of the structs, sections one after the other.
[[nodiscard]] std::vector<KeyRow> scheme_keys();

/// JSON Schema 2020-12 of a scheme file, indented. TOML's tables are its objects.
[[nodiscard]] std::string scheme_json_schema();

}  // namespace remit::scheme
