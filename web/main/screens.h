#pragma once
// The few screens that stand where the views cannot be: nothing but a headline, a line and at most one button.

#include <string_view>

#include "core/base/error.h"
#include "web/ui/feedback.h"
#include "web/ui/ui.h"

namespace remit::web_main {

/// Light or dark as the person chose, else as the system prefers; views do this by themselves.
void follow_theme(ui::Ui& ui);

/// One message in the middle of an empty page. True when `action` (none if empty) was clicked.
bool message_screen(ui::Ui& ui, ui::Icon icon, ui::Tone tone, std::string_view title, std::string_view text,
                    std::string_view action = {});

/// The same for an error, in the catalogue's words.
bool error_screen(ui::Ui& ui, ui::Icon icon, const Error& error, std::string_view action = {});

}  // namespace remit::web_main
