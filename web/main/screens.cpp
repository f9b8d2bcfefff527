#include "web/main/screens.h"

#include <string>

#include "core/base/catalogue.h"
#include "web/ui/page.h"
#include "web/ui/paint.h"

namespace remit::web_main {

namespace {

/// The catalogue's words begin small, because on a command line they follow a colon.
std::string sentence_case(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() = static_cast<char>(text.front() - 32);
  return text;
}

}  // namespace

void follow_theme(ui::Ui& ui) {
  const std::string chosen = ui.host().setting("theme");
  const bool dark = chosen == "dark" || (chosen != "light" && ui.host().prefers_dark());
  ui.set_mode(dark ? ui::Mode::Dark : ui::Mode::Light);
}

bool message_screen(ui::Ui& ui, ui::Icon icon, ui::Tone tone, std::string_view title, std::string_view text,
                    std::string_view action) {
  follow_theme(ui);
  ui::fill(ui, ui.canvas(), ui::Token::Bg);
  const ui::Landmark main(ui, ui::Role::Main, title, ui.canvas());
  return ui::blank(ui, ui.canvas(),
                   {.icon = icon,
                    .tone = tone,
                    .title = title,
                    .text = text,
                    .action = {.label = action, .kind = ui::ButtonKind::Primary}});
}

bool error_screen(ui::Ui& ui, ui::Icon icon, const Error& error, std::string_view action) {
  const Wording words = Catalogue::english().wording(error);
  const std::string hint = words.hint.empty() ? std::string() : sentence_case(words.hint) + ".";
  return message_screen(ui, icon, ui::Tone::Warn, sentence_case(words.what), hint, action);
}

}  // namespace remit::web_main
