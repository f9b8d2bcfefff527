#pragma once
// Addresses that are thrown away after minutes: nobody is to be invited there (V188).

#include <string_view>

namespace remit::directory {

/// Whether `mailbox` (Email::mailbox: the domain in lower-case ASCII) is at a provider of disposable addresses, or at a
/// host below one. The list is short and of those best known: it keeps mistakes out, not an attacker. A few dozen
/// comparisons.
[[nodiscard]] bool is_disposable(std::string_view mailbox);

}  // namespace remit::directory
