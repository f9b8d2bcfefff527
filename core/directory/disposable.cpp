#include "core/directory/disposable.h"

#include <array>

namespace remit::directory {

namespace {

constexpr std::array<std::string_view, 40> kProviders{
    "10minutemail.com",  "burnermail.io",     "byom.de",          "discard.email",      "dispostable.com",
    "dropmail.me",       "emailondeck.com",   "fakeinbox.com",    "getnada.com",        "grr.la",
    "guerrillamail.biz", "guerrillamail.com", "guerrillamail.de", "guerrillamail.info", "guerrillamail.net",
    "guerrillamail.org", "inboxkitten.com",   "mail-temp.com",    "mailcatch.com",      "maildrop.cc",
    "mailinator.com",    "mailnesia.com",     "mailsac.com",      "mintemail.com",      "moakt.com",
    "mohmal.com",        "mytemp.email",      "pokemail.net",     "sharklasers.com",    "spam4.me",
    "spamgourmet.com",   "temp-mail.org",     "tempail.com",      "tempinbox.com",      "tempmail.com",
    "tempr.email",       "throwawaymail.com", "trash-mail.com",   "trashmail.com",      "yopmail.com"};

}  // namespace

bool is_disposable(std::string_view mailbox) {
  const std::string_view domain = mailbox.substr(mailbox.rfind('@') + 1);
  for (const std::string_view provider : kProviders) {
    if (!domain.ends_with(provider)) continue;
    if (domain.size() == provider.size() || domain[domain.size() - provider.size() - 1] == '.') return true;
  }
  return false;
}

}  // namespace remit::directory
