#pragma once
// Trees of whole screens as text files in tests/golden, reviewed like code. UPDATE_GOLDEN=1 rewrites them.

#include <string>
#include <string_view>

namespace remit::ui::headless {

/// Empty if `text` is what `name` in tests/golden holds; else what differs first, for the test's message.
[[nodiscard]] std::string golden_difference(std::string_view name, std::string_view text);

}  // namespace remit::ui::headless
