// link open | redeem

#include <algorithm>

#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

using namespace directory;

/// The newest message that still works, to this address or with this id.
Result<present::OutboxItem> mail_to(Desk& desk, const std::string& whom) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  if (!desk.opened().database->demo()) return Error{Code::Denied, "demo-only", {}, ""};
  REMIT_TRY_ASSIGN(std::vector<present::OutboxItem> mails, desk.opened().service->outbox(slug, actor));
  for (present::OutboxItem& it : mails) {
    if (it.usable && (it.recipient == whom || to_string(it.id) == whom)) return std::move(it);
  }
  return Error{Code::NotFound, "no-such-mail", {{"text", whom}}, "mail"};
}

Result<int> open(Desk& desk, const std::string& whom) {
  REMIT_TRY_ASSIGN(const present::OutboxItem mail, mail_to(desk, whom));
  if (desk.options.json) {
    desk.print_json(mail);
    return kDone;
  }
  desk.out() << "To:      " << display_escape(mail.recipient) << "\nFrom:    " << display_escape(mail.from)
             << "\nSubject: " << display_escape(mail.subject) << "\n\n";
  for (const std::string& it : mail.paragraphs) desk.out() << display_escape(it) << "\n\n";
  if (!mail.button.empty()) desk.out() << "[" << display_escape(mail.button) << "]  ";
  desk.out() << mail.secret << "\nvalid until " << shown(mail.expires_at) << "\n";
  return kDone;
}

Result<int> redeem(Desk& desk, const std::string& secret) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const present::LinkView link, desk.opened().service->link(slug, secret));
  RedeemLink action{secret, link.steps, ""};
  // SECURITY: a second factor is only said to be there on a database for demonstrations.
  if (!desk.opened().database->demo()) std::erase(action.steps, Step::EnrolFactor);
  if (action.steps.empty()) return Error{Code::Denied, "factor-needs-app", {}, ""};
  if (std::find(action.steps.begin(), action.steps.end(), Step::SetPassword) != action.steps.end()) {
    REMIT_TRY_ASSIGN(action.password_hash,
                     desk.new_password({link.name, link.email, link.organisation_name, link.product}));
  }
  Actor holder;
  holder.kind = scheme::ActorKind::Self;
  holder.label = link.name;
  holder.origin = "cli";
  Command command;
  command.action = std::move(action);
  REMIT_TRY(desk.carry_out(holder, {std::move(command)}));
  return kDone;
}

}  // namespace

void add_link_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const link = add_group(program, "link", "Links that were mailed", "link open tomas@lumen.example");
  const auto text = std::make_shared<std::string>();  // shared with the parser, which fills it

  CLI::App* const open_command =
      add_command(*link, "open", "Show the newest message to somebody, with its secret; on a demo database only",
                  "link open tomas@lumen.example");
  open_command->add_option("MAIL", *text, "The address it went to, or the message's id (remit outbox --json)")
      ->required();
  assign(open_command, [&desk, text] { return open(desk, *text); });

  CLI::App* const redeem_command =
      add_command(*link, "redeem", "Use a link; where it sets a password, one line of standard input is that",
                  "link redeem wIA3…rs0 < new-password.txt");
  redeem_command->add_option("SECRET", *text, "What stands behind the # of the link")->required();
  assign(redeem_command, [&desk, text] { return redeem(desk, *text); });
}

}  // namespace remit::cli
