#pragma once
// The built-in schemes, ready to decide with.

#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/scheme/compiled.h"
#include "plugins/builtin.h"

namespace remit::plugins {

/// All of them, sorted by id. Reads and compiles each text; some milliseconds a scheme. An error names the scheme in
/// args `scheme` and can only come from a defect in one: a test loads them all.
[[nodiscard]] Result<std::vector<scheme::SchemePtr>> load_builtin();

/// The one called `id`. Error: NotFound `unknown-scheme` (args `text`, `known`).
[[nodiscard]] Result<scheme::SchemePtr> load_builtin(std::string_view id);

}  // namespace remit::plugins
