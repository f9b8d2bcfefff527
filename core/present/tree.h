#pragma once
// Scopes as forms and the tree beside the list show them. Private to core/present.

#include <string>
#include <vector>

#include "core/present/context.h"

namespace remit::present {

/// Each node after the one it stands under, siblings as they were.
[[nodiscard]] std::vector<directory::Scope> in_tree_order(const std::vector<directory::Scope>& scopes);
/// What the vendor calls them, many of them: `Entities`.
[[nodiscard]] std::string scopes_word(const Context& context);

}  // namespace remit::present
