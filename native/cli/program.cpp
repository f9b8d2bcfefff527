#include "native/cli/program.h"

#include <utility>

#include "core/scheme/finding.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

constexpr const char* kFooter =
    "Examples:\n"
    "  remit org create \"Lumen Travel\" --scheme billpro --owner mara@lumen.example\n"
    "  remit user create --name Tomás --email tomas@lumen.example --role normal_user\n"
    "  remit check --user tomas@lumen.example --can refund.authorise\n"
    "  remit --dry-run --as mara@lumen.example user deactivate tomas@lumen.example\n"
    "\n"
    "Every command has its own --help. Exit status: 0 done or allowed, 1 refused or denied with the rule in brackets,\n"
    "2 wrong usage, 3 file or system trouble.";

/// What is wrong with a word that stands where a command should; "" where none does.
std::string unknown_word(const CLI::App& program, const std::vector<std::string>& arguments) {
  const CLI::App* at = &program;
  bool is_value = false;
  for (const std::string& word : arguments) {
    if (std::exchange(is_value, false)) continue;
    if (word.empty() || word.front() == '-') {
      const CLI::Option* const option = word.empty() ? nullptr : program.get_option_no_throw(word);
      is_value = option && option->get_items_expected_max() > 0;
      continue;
    }
    std::vector<std::string> known;
    const CLI::App* next = nullptr;
    for (const CLI::App* it : at->get_subcommands([](const CLI::App*) { return true; })) {
      known.push_back(it->get_name());
      if (it->get_name() == word) next = it;
    }
    if (!next && known.empty()) return {};
    if (!next) {
      const std::string near = scheme::did_you_mean(word, known);
      return scheme::in_quotes(word) + " is no command of " + at->get_name() + (near.empty() ? "" : "; " + near);
    }
    at = next;
  }
  return {};
}

/// The deepest command that was understood, as it is written.
std::string path_of(const CLI::App& program) {
  std::string path = program.get_name();
  for (const CLI::App* at = &program; !at->get_subcommands().empty();) {
    at = at->get_subcommands().back();
    path += " " + at->get_name();
  }
  return path;
}

int wrong_usage(Desk& desk, const CLI::App& program, const std::vector<std::string>& arguments,
                const CLI::ParseError& error) {
  const std::string word = unknown_word(program, arguments);
  desk.err() << desk.paint("31", "remit:") << " " << (word.empty() ? error.what() : word)
             << "\nSee: " << path_of(program) << " --help\n";
  return kUsage;
}

}  // namespace

int run(const std::vector<std::string>& arguments, Terminal terminal) {
  Desk desk(terminal);
  CLI::App program("Administers who may do what in a payment portal, by the role scheme of any vendor.", "remit");
  program.require_subcommand(1);
  program.fallthrough();
  program.footer(kFooter);
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
  add_scope_commands(program, desk, assign);
  add_user_commands(program, desk, assign);
  add_link_commands(program, desk, assign);
  add_decision_commands(program, desk, assign);
  add_scheme_commands(program, desk, assign);
  add_record_commands(program, desk, assign);
  add_server_commands(program, desk, assign);

  try {
    // CLI11 takes them from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    program.parse(reversed);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error, terminal.out, terminal.err);  // --help
    return wrong_usage(desk, program, arguments, error);
  }
  const Result<int> status = chosen();
  return status ? *status : desk.fail(status.error());
}

}  // namespace remit::cli
