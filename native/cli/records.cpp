// audit list | verify, outbox, apply

#include <fstream>

#include "core/base/text.h"
#include "core/directory/command_json.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

constexpr std::size_t kMaxApplyBytes = std::size_t{16} << 20;

Result<int> audit_list(Desk& desk, const std::string& user) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  std::optional<UserId> target;
  if (!user.empty()) {
    REMIT_TRY_ASSIGN(target, desk.user(user));
  }
  REMIT_TRY_ASSIGN(const std::vector<present::ActivityItem> items,
                   desk.opened().service->activity(slug, actor, target, 0));
  if (desk.options.json) {
    desk.print_json(items);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::ActivityItem& it : items) {
    rows.push_back({std::to_string(it.sequence), shown(it.at), it.actor, it.target,
                    it.what + (it.reason.empty() ? "" : ": " + it.reason)});
  }
  desk.table({"ENTRY", "WHEN", "WHO", "WHOM", "WHAT"}, rows);
  return kDone;
}

Result<int> audit_verify(Desk& desk) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const std::uint64_t count, desk.opened().service->verify_audit(slug));
  if (desk.options.json) {
    desk.print(boost::json::object{{"organisation", slug}, {"entries", count}, {"intact", true}});
  } else {
    desk.out() << slug << ": " << count << " entries, the chain is intact\n";
  }
  return kDone;
}

Result<int> outbox(Desk& desk) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  REMIT_TRY_ASSIGN(const std::vector<present::OutboxItem> items, desk.opened().service->outbox(slug, actor));
  if (desk.options.json) {
    desk.print_json(items);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::OutboxItem& it : items) {
    rows.push_back({shown(it.created_at), it.recipient, it.subject, it.state, shown(it.expires_at), it.secret});
  }
  desk.table({"WHEN", "TO", "SUBJECT", "STATE", "VALID UNTIL", "SECRET (demo only)"}, rows);
  return kDone;
}

Result<int> apply_file(Desk& desk, const std::string& file) {
  REMIT_TRY_ASSIGN(const std::string text, system::read_file(file, kMaxApplyBytes));
  REMIT_TRY_ASSIGN(const boost::json::value value, parse_json(text, {.bytes = kMaxApplyBytes}));
  if (!value.is_array()) {
    return Error{Code::Invalid, "wrong-type", {{"expected", "a list of commands"}, {"found", "something else"}}, ""};
  }
  std::vector<directory::Command> commands;
  for (std::size_t i = 0; i < value.as_array().size(); ++i) {
    auto command = directory::command_from_json(value.as_array()[i]);
    if (!command) {
      Error error = std::move(command).error();
      error.field = "[" + std::to_string(i) + "]" + (error.field.empty() ? "" : "." + error.field);
      return error;
    }
    commands.push_back(std::move(*command));
  }
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  if (desk.options.dry_run) {
    REMIT_TRY_ASSIGN(const present::Preview preview, desk.opened().service->plan(slug, actor, commands));
    if (desk.options.json) {
      desk.print_json(preview);
    } else {
      desk.out() << "nothing was written; " << preview.summary << "\n";
    }
    return kDone;
  }
  REMIT_TRY_ASSIGN(const present::Outcome outcome, desk.opened().service->execute(slug, actor, commands));
  if (desk.options.json) {
    desk.print_json(outcome);
  } else {
    desk.out() << display_escape(outcome.message) << "\n";
  }
  return kDone;
}

}  // namespace

void add_record_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const audit = program.add_subcommand("audit", "The record of everything");
  audit->require_subcommand(1);
  const auto user = std::make_shared<std::string>();  // shared with the parser, which fills it
  CLI::App* const list = audit->add_subcommand("list", "The newest entries");
  list->add_option("--user", *user, "Only about this person");
  assign(list, [&desk, user] { return audit_list(desk, *user); });
  assign(audit->add_subcommand("verify", "Walk the chain and check every hash"),
         [&desk] { return audit_verify(desk); });

  assign(program.add_subcommand("outbox", "Messages that wait to go out"), [&desk] { return outbox(desk); });

  const auto file = std::make_shared<std::string>();
  CLI::App* const apply_command = program.add_subcommand("apply", "Carry out a JSON list of commands, all or none");
  apply_command->add_option("FILE", *file, "A .json file")->required();
  assign(apply_command, [&desk, file] { return apply_file(desk, *file); });
}

}  // namespace remit::cli
