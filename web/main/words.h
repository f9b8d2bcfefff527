#pragma once
// What the page says by itself, before and around the views; errors have their words in core/base/messages.en.txt.

#include <string_view>

namespace remit::web_main::words {

inline constexpr std::string_view kPreparing = "Preparing the sandbox";
inline constexpr std::string_view kPreparingText = "Demo organisations are made in this browser. Nothing leaves it.";
inline constexpr std::string_view kBeginAnew = "Save it and begin anew";
inline constexpr std::string_view kKeptFile = "sandbox-before.remit";

}  // namespace remit::web_main::words
