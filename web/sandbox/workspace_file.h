#pragma once
// A whole sandbox as one file: what the browser keeps between visits, and what is saved and opened by hand.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit::sandbox {

struct Workspace {
  std::string database;                          ///< the bytes of a SQLite file
  std::string seal_key;                          ///< lies beside the data: nothing here is secret
  std::int64_t clock_ahead_ms = 0;               ///< how far the clock was moved forward
  std::string opened;                            ///< slug
  std::map<std::string, std::string> acting_as;  ///< slug → user id; "" is the operator
};

/// Portable binary (cereal), with a version and a checksum.
[[nodiscard]] std::string write_workspace(const Workspace& workspace);

/// Errors: Invalid `workspace-foreign` (no such file), `workspace-newer` (args `found`, `known`), `workspace-broken`
/// (cut off, or altered). Every length is held against what is left before anything is taken.
[[nodiscard]] Result<Workspace> read_workspace(std::string_view bytes);

}  // namespace remit::sandbox
