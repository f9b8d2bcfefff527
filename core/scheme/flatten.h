#pragma once
// A Definition as one line a key, for comparing two. Private to this target.

#include <map>
#include <string>

#include "core/scheme/definition.h"

namespace remit::scheme {

/// `links.password.lifetime` → `7d`. Things with ids are named by them, so that order and numbers do not count; lists
/// without ids are one text. Keys that hold their initial value are left out, and so are empty ones.
[[nodiscard]] std::map<std::string, std::string> flat_settings(const Definition& definition);

}  // namespace remit::scheme
