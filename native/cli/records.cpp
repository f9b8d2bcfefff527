// audit list | verify, outbox, apply

#include <array>

#include "core/base/text.h"
#include "core/directory/command_json.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

constexpr std::size_t kMaxApplyBytes = std::size_t{16} << 20;

Result<int> audit_list(Desk& desk, const std::string& user, std::uint64_t before) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  std::optional<UserId> target;
  if (!user.empty()) {
    REMIT_TRY_ASSIGN(target, desk.user(user));
  }
  REMIT_TRY_ASSIGN(const std::vector<present::ActivityItem> items,
                   desk.opened().service->activity(slug, actor, target, before));
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

/// `-` is standard input.
Result<std::string> read_commands(Desk& desk, const std::string& file) {
  if (file != "-") return system::read_file(file, kMaxApplyBytes);
  std::string text;
  std::array<char, 65536> piece{};
  while (desk.in().read(piece.data(), piece.size()) || desk.in().gcount() > 0) {
    text.append(piece.data(), static_cast<std::size_t>(desk.in().gcount()));
    if (text.size() > kMaxApplyBytes) {
      return Error{Code::Invalid, "file-too-large", {{"path", "-"}, {"max", std::to_string(kMaxApplyBytes)}}, ""};
    }
  }
  return text;
}

Result<int> apply_file(Desk& desk, const std::string& file) {
  REMIT_TRY_ASSIGN(const std::string text, read_commands(desk, file));
  REMIT_TRY_ASSIGN(boost::json::value value, parse_json(text, {.bytes = kMaxApplyBytes}));
  if (value.is_object()) value = boost::json::array{std::move(value)};
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
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  REMIT_TRY(desk.carry_out(actor, std::move(commands)));
  return kDone;
}

}  // namespace

void add_record_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const audit = add_group(program, "audit", "The record of everything", "audit list\naudit verify");
  const auto user = std::make_shared<std::string>();  // shared with the parser, which fills it
  const auto before = std::make_shared<std::uint64_t>(0);
  CLI::App* const list = add_command(*audit, "list", "Entries, the newest first, fifty at a time",
                                     "audit list --user tomas@lumen.example\naudit list --before 120");
  list->add_option("--user", *user, "Only about this person");
  list->add_option("--before", *before, "Those before this entry");
  assign(list, [&desk, user, before] { return audit_list(desk, *user, *before); });
  assign(add_command(*audit, "verify", "Walk the chain and check every hash", "audit verify"),
         [&desk] { return audit_verify(desk); });

  assign(add_command(program, "outbox", "Messages that wait to go out", "outbox"), [&desk] { return outbox(desk); });

  const auto file = std::make_shared<std::string>();
  CLI::App* const apply_command =
      add_command(program, "apply", "Carry out commands written as JSON (one, or a list), all or none",
                  "apply commands.json\n--dry-run --as mara@lumen.example apply -");
  apply_command->add_option("FILE", *file, "A .json file; - is standard input")->required();
  assign(apply_command, [&desk, file] { return apply_file(desk, *file); });
}

}  // namespace remit::cli
