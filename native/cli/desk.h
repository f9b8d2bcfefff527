#pragma once
// What every command of the command line works with: the options that all have, the open database, and a way to say
// things as text or as JSON. Private to this folder.

#include <CLI/CLI.hpp>
#include <boost/json/value.hpp>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/catalogue.h"
#include "core/base/describe_json.h"
#include "core/base/json.h"
#include "core/service/service.h"
#include "core/store/sqlite/database.h"
#include "native/cli/program.h"
#include "native/system/system.h"

namespace remit::cli {

struct Options {
  std::string database = "remit.db";
  std::string key_file;  ///< empty: the database's name and `.key`
  std::vector<std::string> scheme_folders;
  std::string organisation;
  std::string acting_as;  ///< empty: the operator
  bool json = false;
  bool dry_run = false;
  std::string reason;
};

/// A database that is open, with the service over it. Keeps the addresses that the service holds on to.
struct Opened {
  explicit Opened(SealKey seal_key) : key(std::move(seal_key)) {}
  SealKey key;
  std::unique_ptr<store::sqlite::Database> database;
  std::unique_ptr<service::Service> service;
};

class Desk {
 public:
  explicit Desk(Terminal terminal) : terminal_(terminal) {}

  Options options;

  // ---- opening
  [[nodiscard]] Result<std::vector<scheme::SchemePtr>> schemes();
  [[nodiscard]] Result<scheme::SchemePtr> scheme(const std::string& id);
  /// Error: Invalid `scheme-file` with what lint says first.
  [[nodiscard]] Result<scheme::SchemePtr> scheme_file(const std::string& path);
  /// Opens the database once. `missing` says whether one may be made.
  [[nodiscard]] Result<service::Service*> open(store::sqlite::Missing missing = store::sqlite::Missing::Refuse);
  [[nodiscard]] Result<service::Service*> open(store::sqlite::Options wanted);
  [[nodiscard]] Opened& opened() { return *opened_; }
  [[nodiscard]] system::SystemClock& clock() { return clock_; }
  [[nodiscard]] system::SystemRandom& random() { return random_; }
  [[nodiscard]] const Catalogue& catalogue() const { return catalogue_; }

  // ---- who and whom
  /// `--org`, or the only organisation there is. Invalid `organisation-needed`.
  [[nodiscard]] Result<std::string> organisation();
  /// Whom `--as` names, else the operator. A person whose steps are open is *self*, as in a steps-only session.
  [[nodiscard]] Result<directory::Actor> actor();
  [[nodiscard]] Result<UserId> user(const std::string& id_or_name);
  /// By id, or by the name of the only scope that has it.
  [[nodiscard]] Result<ScopeId> scope(const std::string& id_or_name);

  /// A scope group by id or name.
  [[nodiscard]] Result<ScopeGroupId> scope_group(const std::string& id_or_name);

  // ---- doing
  /// Plans (with `--dry-run`) or executes, all or none, and says what happened or would. `--reason` goes into commands
  /// that have none.
  [[nodiscard]] Result<Done> carry_out(const directory::Actor& actor, std::vector<directory::Command> commands);
  /// By whom `--as` names. `selected`: the node worked on.
  [[nodiscard]] Result<Done> carry_out(directory::Action action, std::optional<ScopeId> selected = {});
  [[nodiscard]] Result<Done> carry_out(std::vector<directory::Action> actions, std::optional<ScopeId> selected = {});

  /// For what cannot be shown before it is done: Invalid `no-dry-run` where `--dry-run` was given.
  [[nodiscard]] Result<Done> no_dry_run(const char* command) const;

  /// A line of standard input as a password that passes, hashed. `known`: what others know of the person.
  [[nodiscard]] Result<std::string> new_password(const std::vector<std::string>& known);

  // ---- saying
  std::ostream& out() { return terminal_.out; }
  std::ostream& err() { return terminal_.err; }
  std::istream& in() { return terminal_.in; }
  [[nodiscard]] bool colours() const { return terminal_.colours; }
  void print(const boost::json::value& value);
  template <class T>
  void print_json(const T& value) {
    print(to_json(value));
  }
  /// Columns as wide as their longest cell; user text is escaped.
  void table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows);
  /// Says an error on the error stream, as text or JSON, and which exit status it means.
  int fail(const Error& error);
  /// `\033[…m` on a terminal that shows colours, else nothing.
  [[nodiscard]] std::string paint(const char* code, std::string_view text) const;

 private:
  void show(const present::Preview& preview);
  [[nodiscard]] Result<present::ScopeTree> tree();

  Terminal terminal_;
  system::SystemClock clock_;
  system::SystemRandom random_;
  Catalogue catalogue_ = Catalogue::english();
  std::optional<std::vector<scheme::SchemePtr>> schemes_;
  std::optional<Opened> opened_;
};

/// A moment as people read it on a terminal: `2026-11-21 20:31 UTC`; `never` and `no end` where it is not there.
[[nodiscard]] std::string shown(Time time);
[[nodiscard]] std::string shown(const std::optional<Time>& time);

/// A subcommand with what it is for and an example, as every one has. An example is what follows `remit`, one a line.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& help, const std::string& examples);
/// One that only holds others.
CLI::App* add_group(CLI::App& parent, const std::string& name, const std::string& help, const std::string& examples);
/// The positional USER and others, which many have.
void add_user_argument(CLI::App& command, std::string& user);
/// `name=value` pairs, checked while the words are read.
CLI::Option* add_pairs(CLI::App& command, const std::string& name, std::vector<std::string>& pairs,
                       const std::string& help);
[[nodiscard]] std::map<std::string, std::string> pairs(const std::vector<std::string>& texts);

/// What a subcommand does; its errors are said by whoever calls it.
using Work = std::function<Result<int>()>;
/// Gives a subcommand its work.
using Assign = std::function<void(CLI::App* command, Work work)>;

void add_organisation_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_user_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_access_commands(CLI::App& user, Desk& desk, const Assign& assign);
void add_transfer_commands(CLI::App& user, Desk& desk, const Assign& assign);
void add_link_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_scope_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_scheme_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_decision_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_record_commands(CLI::App& program, Desk& desk, const Assign& assign);
void add_server_commands(CLI::App& program, Desk& desk, const Assign& assign);

}  // namespace remit::cli
