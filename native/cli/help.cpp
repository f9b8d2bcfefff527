// How commands are described: every one with what it is for and an example.

#include <sstream>

#include "native/cli/desk.h"

namespace remit::cli {

namespace {

std::string as_footer(const std::string& examples) {
  std::string text = examples.find('\n') == std::string::npos ? "Example:" : "Examples:";
  std::istringstream lines(examples);
  for (std::string line; std::getline(lines, line);) text += "\n  remit " + line;
  return text + "\n\nOptions that every command takes (--db, --org, --as, --json, --dry-run …): remit --help";
}

}  // namespace

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& help, const std::string& examples) {
  CLI::App* const command = parent.add_subcommand(name, help);
  command->footer(as_footer(examples));
  return command;
}

CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& help, const std::string& examples) {
  CLI::App* const command = add_command(parent, name, help, examples);
  command->require_subcommand(1);
  return command;
}

void add_user_argument(CLI::App& command, std::string& user) {
  command.add_option("USER", user, "Id, or what is theirs alone: what they sign in with, or the e-mail")->required();
}

CLI::Option* add_pairs(CLI::App& command, const std::string& name, std::vector<std::string>& texts,
                       const std::string& help) {
  const auto is_pair = [](const std::string& text) {
    const bool good = text.find('=') != std::string::npos && text.front() != '=';
    return good ? std::string() : "`" + text + "` is not a field with its value; write it as name=value";
  };
  return command.add_option(name, texts, help)->check(CLI::Validator(is_pair, "NAME=VALUE"));
}

std::map<std::string, std::string> pairs(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> all;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    all[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return all;
}

}  // namespace remit::cli
