// scheme list | show | lint | diff

#include <filesystem>

#include "core/scheme/diff.h"
#include "core/scheme/scheme.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

Result<int> show_scheme(Desk& desk, const std::string& id) {
  REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme, desk.scheme(id));
  if (!desk.options.json) {
    desk.out() << scheme->text();
    return kDone;
  }
  const scheme::Definition& definition = scheme->definition();
  boost::json::array roles, permissions;
  for (const scheme::Role& it : definition.roles) {
    roles.push_back(boost::json::object{{"id", it.id.text}, {"label", it.label.in()}, {"group", it.group.text}});
  }
  for (const scheme::Permission& it : definition.permissions) {
    permissions.push_back(
        boost::json::object{{"id", it.id.text}, {"label", it.label.in()}, {"means", to_json(it.means)}});
  }
  desk.print(boost::json::object{{"id", scheme->id()},
                                 {"version", scheme->version()},
                                 {"hash", to_hex(scheme->hash())},
                                 {"title", definition.scheme.title.in()},
                                 {"roles", std::move(roles)},
                                 {"permissions", std::move(permissions)},
                                 {"text", scheme->text()}});
  return kDone;
}

Result<int> lint(Desk& desk, const std::string& file) {
  REMIT_TRY_ASSIGN(const std::string text, system::read_file(file, scheme::kMaxSchemeBytes));
  const scheme::Loaded loaded = scheme::load(text);
  if (desk.options.json) {
    boost::json::array problems;
    for (const scheme::Problem& it : loaded.problems) {
      problems.push_back(boost::json::object{{"severity", it.severity == scheme::Severity::Error ? "error" : "warning"},
                                             {"rule", it.rule},
                                             {"message", it.message},
                                             {"hint", it.hint},
                                             {"line", it.line},
                                             {"column", it.column}});
    }
    desk.print(boost::json::object{{"file", file}, {"problems", std::move(problems)}});
  } else {
    for (const scheme::Problem& it : loaded.problems) desk.out() << scheme::to_string(it, file) << "\n";
    if (loaded.scheme) desk.out() << file << ": scheme " << loaded.scheme->id() << " is ready to use\n";
  }
  return loaded.scheme ? kDone : kRefused;
}

Result<int> list_schemes(Desk& desk) {
  REMIT_TRY_ASSIGN(const std::vector<scheme::SchemePtr> all, desk.schemes());
  boost::json::array listed;
  std::vector<std::vector<std::string>> rows;
  for (const scheme::SchemePtr& it : all) {
    const scheme::Definition& definition = it->definition();
    rows.push_back({it->id(), it->version(), definition.scheme.title.in(), std::to_string(definition.roles.size()),
                    std::to_string(definition.permissions.size())});
    listed.push_back(boost::json::object{{"id", it->id()},
                                         {"version", it->version()},
                                         {"title", definition.scheme.title.in()},
                                         {"roles", definition.roles.size()},
                                         {"permissions", definition.permissions.size()}});
  }
  if (desk.options.json) {
    desk.print(boost::json::value(std::move(listed)));
  } else {
    desk.table({"SCHEME", "VERSION", "TITLE", "ROLES", "PERMISSIONS"}, rows);
  }
  return kDone;
}

/// A scheme by id, or a file where the word looks like one.
Result<scheme::SchemePtr> scheme_or_file(Desk& desk, const std::string& what) {
  if (!what.ends_with(".toml")) return desk.scheme(what);
  return desk.scheme_file(what);
}

Result<int> diff(Desk& desk, const std::string& before, const std::string& after) {
  REMIT_TRY_ASSIGN(const scheme::SchemePtr a, scheme_or_file(desk, before));
  REMIT_TRY_ASSIGN(const scheme::SchemePtr b, scheme_or_file(desk, after));
  const scheme::SchemeDiff found = scheme::diff(*a, *b);
  if (desk.options.json) {
    desk.print_json(found);
  } else {
    desk.out() << scheme::to_text(found);
  }
  return kDone;
}

}  // namespace

void add_scheme_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const scheme = add_group(program, "scheme", "Role schemes", "scheme list\nscheme lint mine.toml");
  assign(add_command(*scheme, "list", "The schemes there are: the built-in ones and those of --schemes",
                     "scheme list\n--schemes ./schemes scheme list"),
         [&desk] { return list_schemes(desk); });

  const auto what = std::make_shared<std::string>();  // shared with the parser, which fills it
  const auto other = std::make_shared<std::string>();
  CLI::App* const show_command = add_command(*scheme, "show", "A scheme's text", "scheme show billpro");
  show_command->add_option("SCHEME", *what, "Its id")->required();
  assign(show_command, [&desk, what] { return show_scheme(desk, *what); });

  CLI::App* const lint_command =
      add_command(*scheme, "lint", "Check a scheme file, as a compiler would", "scheme lint mine.toml");
  lint_command->add_option("FILE", *what, "A .toml file")->required();
  assign(lint_command, [&desk, what] { return lint(desk, *what); });

  CLI::App* const diff_command =
      add_command(*scheme, "diff", "What changes from one scheme to another, in atoms and in their own words",
                  "scheme diff billpro billpro-profiles\nscheme diff billpro mine.toml");
  diff_command->add_option("BEFORE", *what, "A scheme's id, or a .toml file")->required();
  diff_command->add_option("AFTER", *other, "The same")->required();
  assign(diff_command, [&desk, what, other] { return diff(desk, *what, *other); });
}

}  // namespace remit::cli
