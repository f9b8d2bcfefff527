#include "native/cli/desk.h"

#include <algorithm>
#include <filesystem>

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
      REMIT_TRY_ASSIGN(const std::string text, system::read_file(file, scheme::kMaxSchemeBytes));
      scheme::Loaded loaded = scheme::load(text);
      if (!loaded.scheme) {
        const scheme::Problem& first = loaded.problems.front();
        return Error{Code::Invalid,
                     "scheme-file",
                     {{"path", file.string()}, {"problem", scheme::to_string(first, file.filename().string())}},
                     ""};
      }
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const scheme::SchemePtr& it) { return it->id() == loaded.scheme->id(); });
      if (known) {
        return Error{Code::Conflict, "scheme-twice", {{"scheme", loaded.scheme->id()}, {"path", file.string()}}, ""};
      }
      all.push_back(std::move(loaded.scheme));
    }
  }
  schemes_ = all;
  return all;
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
  std::string known;
  for (const directory::Organisation& it : all) known += (known.empty() ? "" : ", ") + it.slug;
  return Error{Code::Invalid, "organisation-needed", {{"known", known}}, "org"};
}

Result<directory::Actor> Desk::actor() {
  if (options.acting_as.empty()) return directory::operator_actor("Operator", "cli");
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  REMIT_TRY_ASSIGN(const UserId id, opened_->service->find_user(slug, options.acting_as));
  return opened_->service->actor_for(slug, id, "cli");
}

Result<UserId> Desk::user(const std::string& id_or_name) {
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  return opened_->service->find_user(slug, id_or_name);
}

Result<ScopeId> Desk::scope(const std::string& id_or_name) {
  if (const auto id = parse_id<ScopeTag>(id_or_name)) return *id;
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, opened_->service->organisation(slug));
  REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, opened_->database->read(organisation.id));
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, rows->scopes());
  std::optional<ScopeId> found;
  for (const directory::Scope& it : scopes) {
    if (it.name != id_or_name) continue;
    if (found) return Error{Code::Conflict, "scope-ambiguous", {{"text", id_or_name}}, "scope"};
    found = it.id;
  }
  if (found) return *found;
  return Error{Code::NotFound, "unknown-scope", {{"text", id_or_name}}, "scope"};
}

Result<Done> Desk::carry_out(directory::Action action) {
  return carry_out(std::vector<directory::Action>{std::move(action)});
}

Result<Done> Desk::carry_out(std::vector<directory::Action> actions) {
  REMIT_TRY_ASSIGN(const std::string slug, organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, this->actor());
  std::vector<directory::Command> commands;
  for (directory::Action& it : actions) {
    directory::Command command;
    command.action = std::move(it);
    command.reason = options.reason;
    commands.push_back(std::move(command));
  }
  if (options.dry_run) {
    REMIT_TRY_ASSIGN(const present::Preview preview, opened_->service->plan(slug, actor, commands));
    if (options.json) {
      print_json(preview);
      return Done{};
    }
    out() << "nothing was written; this would be done:\n";
    for (const present::DifferenceItem& it : preview.differences) {
      out() << "  " << it.what << ": " << display_escape(it.before) << (it.before.empty() ? "" : " → ")
            << (it.after.empty() ? "taken away" : display_escape(it.after)) << "\n";
    }
    const auto privileges = [this](const char* sign, const std::vector<present::PrivilegeItem>& items) {
      for (const present::PrivilegeItem& it : items) {
        out() << "  " << sign << " " << it.label << (it.own_only ? " (own)" : "") << (it.high ? " (sensitive)" : "")
              << "\n";
      }
    };
    privileges("+", preview.gains);
    privileges("−", preview.losses);
    for (const std::string& it : preview.dropped) out() << "  left out: " << display_escape(it) << "\n";
    for (const present::MailItem& it : preview.mails) out() << "  mail to " << display_escape(it.recipient) << "\n";
    if (preview.sessions_ended + preview.links_ended + preview.credentials_ended > 0) {
      out() << "  ends " << preview.sessions_ended << " sessions, " << preview.links_ended << " links, "
            << preview.credentials_ended << " API credentials\n";
    }
    return Done{};
  }
  REMIT_TRY_ASSIGN(const present::Outcome outcome, opened_->service->execute(slug, actor, commands));
  if (options.json) {
    print_json(outcome);
    return Done{};
  }
  out() << display_escape(outcome.message) << "\n";
  if (!outcome.secret.empty()) out() << "API token: " << outcome.secret << "\n";
  for (const std::string& note : outcome.notes) out() << note << "\n";
  return Done{};
}

void Desk::print(const boost::json::value& value) {
  out() << to_pretty_json(value) << "\n";
}

void Desk::table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> cells{head};
  for (const auto& row : rows) {
    std::vector<std::string> escaped;
    for (const std::string& it : row) escaped.push_back(display_escape(it));
    cells.push_back(std::move(escaped));
  }
  std::vector<std::size_t> widths(head.size());
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], count_code_points(row[i]));
  }
  for (std::size_t r = 0; r < cells.size(); ++r) {
    std::string line;
    for (std::size_t i = 0; i < cells[r].size(); ++i) {
      line += cells[r][i];
      if (i + 1 < cells[r].size()) line.append(widths[i] - count_code_points(cells[r][i]) + 2, ' ');
    }
    out() << (r == 0 ? paint("1", line) : line) << "\n";
  }
}

std::string Desk::paint(const char* code, std::string_view text) const {
  if (!terminal_.colours) return std::string(text);
  return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

int Desk::fail(const Error& error) {
  if (options.json) {
    err() << to_pretty_json(remit::to_json(error)) << "\n";
  } else {
    err() << paint("31", "remit:") << " " << message(error, catalogue_);
    if (!error.field.empty()) err() << " (" << display_escape(error.field) << ")";
    err() << "  [" << error.rule << "]\n";
  }
  switch (error.code) {
    case Code::Unavailable:
    case Code::Internal:
      return kTrouble;
    default:
      return kRefused;
  }
}

std::string shown(Time time) {
  if (time == kForever) return "no end";
  std::string text = to_rfc3339(time).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

std::string shown(const std::optional<Time>& time) {
  return time ? shown(*time) : "never";
}

}  // namespace remit::cli
