#include "core/present/context.h"

namespace remit::present {

namespace {

std::string_view word(directory::MailState state) {
  switch (state) {
    case directory::MailState::Queued:
      return "queued";
    case directory::MailState::Sent:
      return "sent";
    case directory::MailState::Expired:
      return "expired";
    case directory::MailState::Withdrawn:
      return "withdrawn";
  }
  return "";
}

std::string filled(std::string text, std::string_view slot, std::string_view value) {
  for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size())) {
    text.replace(at, slot.size(), value);
  }
  return text;
}

}  // namespace

Result<OutboxItem> outbox_item(const Context& context, const directory::Mail& mail, std::string secret) {
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, context.rows.organisation());
  const scheme::LinkSpec* const spec = context.scheme.link(mail.purpose);
  OutboxItem item;
  item.id = mail.id;
  item.purpose = mail.purpose.text;
  item.recipient = mail.recipient;
  item.state = word(mail.state);
  item.created_at = mail.created_at;
  item.expires_at = mail.expires_at;
  item.from = context.text(context.definition().presentation.product) + " at " + organisation.name;
  if (mail.user) item.user_id = to_string(*mail.user);
  item.subject =
      filled(filled(spec ? context.text(spec->subject) : mail.purpose.text, "{organisation}", organisation.name),
             "{actor}", mail.actor);
  item.button = spec ? context.text(spec->button) : std::string();
  item.usable = mail.state == directory::MailState::Queued && mail.expires_at > context.now;
  if (!context.demo) return item;

  REMIT_TRY_ASSIGN(const std::optional<directory::User> user,
                   mail.user ? context.rows.user(*mail.user) : Result<std::optional<directory::User>>(std::nullopt));
  if (user) item.paragraphs.push_back("Hello " + directory::name_of(*user, context.definition()) + ",");
  item.paragraphs.push_back(mail.actor.empty()
                                ? "This message is about your account at " + organisation.name + "."
                                : mail.actor + " sent this about your account at " + organisation.name + ".");
  item.secret = item.usable ? std::move(secret) : std::string();
  return item;
}

}  // namespace remit::present
