#include "native/cli/desk.h"

#include <algorithm>
#include <filesystem>

#include "core/base/password.h"
#include "core/base/text.h"
#include "core/scheme/scheme.h"
#include "plugins/plugins.h"

namespace remit::cli {

namespace {

std::string name_of(const store::sqlite::Options& options) {
  return options.path;
}

}  // namespace

Result<std::vector<scheme::SchemePtr>> Desk::schemes() {
  if (schemes_) return *schemes_;
  REMIT_TRY_ASSIGN(std::vector<scheme::SchemePtr> all, plugins::load_builtin());
  for (const std::string& folder : options.scheme_folders) {
    std::error_code failed;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
      if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    if (failed) return Error{Code::Unavailable, "cannot-read", {{"path", folder}, {"reason", failed.message()}}, ""};
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
      REMIT_TRY_ASSIGN(const scheme::SchemePtr loaded, scheme_file(file.string()));
      const bool known =
          std::any_of(all.begin(), all.end(), [&](const scheme::SchemePtr& it) { return it->id() == loaded->id(); });
      if (known) {
        return Error{Code::Conflict, "scheme-twice", {{"scheme", loaded->id()}, {"path", file.string()}}, ""};
      }
      all.push_back(loaded);
    }
  }
  schemes_ = all;
  return all;
}

Result<scheme::SchemePtr> Desk::scheme_file(const std::string& path) {
  REMIT_TRY_ASSIGN(const std::string text, system::read_file(path, scheme::kMaxSchemeBytes));
  const scheme::Loaded loaded = scheme::load(text);
  if (loaded.scheme) return loaded.scheme;
  const std::string problem =
      scheme::to_string(loaded.problems.front(), std::filesystem::path(path).filename().string());
  return Error{Code::Invalid, "scheme-file", {{"path", path}, {"problem", problem}}, ""};
}

Result<scheme::SchemePtr> Desk::scheme(const std::string& id) {
  REMIT_TRY_ASSIGN(const std::vector<scheme::SchemePtr> all, schemes());
  std::string known;
  for (const scheme::SchemePtr& it : all) {
    if (it->id() == id) return it;
    known += (known.empty() ? "" : ", ") + it->id();
  }
  return Error{Code::NotFound, "unknown-scheme", {{"text", id}, {"known", known}}, "scheme"};
}

Result<service::Service*> Desk::open(store::sqlite::Missing missing) {
  store::sqlite::Options wanted;
  wanted.path = options.database;
  wanted.missing = missing;
  return open(std::move(wanted));
}

Result<service::Service*> Desk::open(store::sqlite::Options wanted) {
  if (opened_) return opened_->service.get();
  REMIT_TRY_ASSIGN(std::unique_ptr<store::sqlite::Database> database, store::sqlite::Database::open(wanted));
  const std::string key_file = options.key_file.empty() ? name_of(wanted) + ".key" : options.key_file;
  REMIT_TRY_ASSIGN(SealKey key, system::load_or_make_key(key_file, random_));
  REMIT_TRY_ASSIGN(std::vector<scheme::SchemePtr> all, schemes());
  opened_.emplace(std::move(key));
  opened_->database = std::move(database);
  REMIT_TRY_ASSIGN(opened_->service,
                   service::Service::open({*opened_->database, clock_, random_, opened_->key, std::move(all), "en"}));
  return opened_->service.get();
}

Result<std::string> Desk::organisation() {
  REMIT_TRY_ASSIGN(service::Service* const service, open());
  if (!options.organisation.empty()) {
    REMIT_TRY(service->organisation(options.organisation));
    return options.organisation;
  }
  REMIT_TRY_ASSIGN(const std::vector<directory::Organisation> all, opened_->database->organisations());
  if (all.size() == 1) return all.front().slug;
  if (all.empty()) return Error{Code::NotFound, "no-organisation-yet", {{"file", options.database}}, "org"};
  std::string known;
  for (const directory::Organisation& it : all) known += (known.empty() ? "" : ", ") + it.slug;
  return Error{Code::Invalid, "organisation-needed", {{"known", known}}, "org"};
}

Result<directory::Actor> Desk::actor() {
  if (options.acting_as.empty()) return directory::operator_actor("Operator", "cli");
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  REMIT_TRY_ASSIGN(const UserId id, opened_->service->find_user(slug, options.acting_as));
  REMIT_TRY_ASSIGN(directory::Actor actor, opened_->service->actor_for(slug, id, "cli"));
  // Somebody with steps still open could come in for those alone, and does no more from here.
  REMIT_TRY_ASSIGN(const present::UserDetails details,
                   opened_->service->user(slug, directory::operator_actor("Operator", "cli"), id));
  if (!details.row.may_act && !details.row.waiting_for.empty()) actor.kind = scheme::ActorKind::Self;
  return actor;
}

Result<UserId> Desk::user(const std::string& id_or_name) {
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  return opened_->service->find_user(slug, id_or_name);
}

Result<present::ScopeTree> Desk::tree() {
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  return opened_->service->scope_tree(slug, directory::operator_actor());
}

Result<ScopeId> Desk::scope(const std::string& id_or_name) {
  if (const auto id = parse_id<ScopeTag>(id_or_name)) return *id;
  REMIT_TRY_ASSIGN(const present::ScopeTree all, tree());
  std::optional<ScopeId> found;
  for (const present::ScopeNode& it : all.nodes) {
    if (it.name != id_or_name) continue;
    if (found) return Error{Code::Conflict, "scope-ambiguous", {{"text", id_or_name}}, "scope"};
    found = it.id;
  }
  if (found) return *found;
  return Error{Code::NotFound, "unknown-scope", {{"text", id_or_name}}, "scope"};
}

Result<ScopeGroupId> Desk::scope_group(const std::string& id_or_name) {
  REMIT_TRY_ASSIGN(const present::ScopeTree all, tree());
  for (const present::ScopeGroupItem& it : all.groups) {
    if (it.name == id_or_name || to_string(it.id) == id_or_name) return it.id;
  }
  return Error{Code::NotFound, "unknown-scope-group", {{"text", id_or_name}}, "scope-group"};
}

Result<std::string> Desk::new_password(const std::vector<std::string>& known) {
  std::string line;
  if (!std::getline(in(), line) || line.empty()) {
    return Error{Code::Invalid, "text-missing", {{"label", "password"}}, "password"};
  }
  REMIT_TRY(check_password(line, {}, Factors::PasswordOnly, known));
  return hash_password(line, random_);
}

Result<Done> Desk::carry_out(directory::Action action, std::optional<ScopeId> selected) {
  return carry_out(std::vector<directory::Action>{std::move(action)}, selected);
}

Result<Done> Desk::carry_out(std::vector<directory::Action> actions, std::optional<ScopeId> selected) {
  REMIT_TRY_ASSIGN(const directory::Actor actor, this->actor());
  std::vector<directory::Command> commands;
  for (directory::Action& it : actions) {
    directory::Command command;
    command.action = std::move(it);
    command.selected = selected;
    commands.push_back(std::move(command));
  }
  return carry_out(actor, std::move(commands));
}

Result<Done> Desk::no_dry_run(const char* command) const {
  if (!options.dry_run) return Done{};
  return Error{Code::Invalid, "no-dry-run", {{"command", command}}, ""};
}

Result<Done> Desk::carry_out(const directory::Actor& actor, std::vector<directory::Command> commands) {
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  for (directory::Command& it : commands) {
    if (it.reason.empty()) it.reason = options.reason;
  }
  if (options.dry_run) {
    REMIT_TRY_ASSIGN(const present::Preview preview, opened_->service->plan(slug, actor, commands));
    show(preview);
    return Done{};
  }
  REMIT_TRY_ASSIGN(const present::Outcome outcome, opened_->service->execute(slug, actor, commands));
  if (options.json) {
    print_json(outcome);
    return Done{};
  }
  out() << display_escape(outcome.message) << "\n";
  if (!outcome.scope_id.empty()) out() << "scope " << outcome.scope_id << "\n";
  if (!outcome.scope_group_id.empty()) out() << "scope group " << outcome.scope_group_id << "\n";
  if (!outcome.secret.empty()) out() << "API token: " << outcome.secret << "\n";
  for (const std::string& note : outcome.notes) out() << display_escape(note) << "\n";
  return Done{};
}

}  // namespace remit::cli
