#include "native/cli/program.h"

#include <algorithm>

#include "native/cli/desk.h"

namespace remit::cli {

int run(const std::vector<std::string>& arguments, Terminal terminal) {
  Desk desk(terminal);
  CLI::App program("Administers who may do what in a payment portal, by the role scheme of any vendor.", "remit");
  program.require_subcommand(1);
  program.fallthrough();
  Options& options = desk.options;
  program.add_option("--db", options.database, "The database")->capture_default_str();
  program.add_option("--key", options.key_file, "Its key file; DB.key if left out");
  program.add_option("--schemes", options.scheme_folders, "A folder of scheme files, beside the built-in ones");
  program.add_option("--org", options.organisation, "The organisation; may be left out where there is one");
  program.add_option("--as", options.acting_as, "The person who does it; without, the operator");
  program.add_option("--reason", options.reason, "Goes into the record");
  program.add_flag("--json", options.json, "Answer in JSON");
  program.add_flag("--dry-run", options.dry_run, "Show what would be done, and write nothing");

  Work chosen;
  const Assign assign = [&chosen](CLI::App* command, Work work) {
    command->callback([&chosen, work = std::move(work)] { chosen = work; });
  };
  add_organisation_commands(program, desk, assign);
  add_user_commands(program, desk, assign);
  add_scheme_commands(program, desk, assign);
  add_decision_commands(program, desk, assign);
  add_record_commands(program, desk, assign);
  add_server_commands(program, desk, assign);

  try {
    // CLI11 takes them from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    program.parse(reversed);
  } catch (const CLI::ParseError& error) {
    const int status = program.exit(error, terminal.out, terminal.err);
    return status == 0 ? kDone : kUsage;
  }
  const Result<int> status = chosen();
  return status ? *status : desk.fail(status.error());
}

}  // namespace remit::cli
