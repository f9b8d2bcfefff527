#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "core/base/csv.h"
#include "core/directory/overlay.h"
#include "core/directory/plan.h"
#include "core/transfer/person.h"
#include "core/transfer/transfer.h"

namespace remit::transfer {

namespace {

using directory::Change;
using directory::Command;

constexpr CsvLimits kLimits{std::size_t{16} << 20, kMaxImported + 1, 64, 65'536};

class Importer {
 public:
  Importer(const present::Context& context, const Places& places)
      : context_(context), places_(places), so_far_(context.rows, context.definition()) {}

  Result<Import> run(std::string_view csv) {
    auto table = parse_csv_table(csv, columns(context_.definition()), required(), kLimits);
    if (!table) {
      problem(0, table.error());
      return std::move(import_);
    }
    columns_ = table->columns;
    for (const Error& it : table->misfits) problem(0, it);
    for (const CsvRow& row : table->rows) REMIT_TRY(take(row));
    std::stable_sort(import_.report.problems.begin(), import_.report.problems.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    import_.report.created = import_.commands.size();
    if (!import_.report.problems.empty()) {
      import_.commands.clear();
      return std::move(import_);
    }
    REMIT_TRY_ASSIGN(import_.report.preview, present::preview(context_, changes_));
    return std::move(import_);
  }

 private:
  /// Without these columns nobody at all could be created.
  [[nodiscard]] std::vector<std::string> required() const {
    const scheme::Definition& scheme = context_.definition();
    std::vector<std::string> all;
    for (const scheme::Field& it : scheme.fields) {
      if (it.required) all.push_back(column_of(it.id));
    }
    const bool roles =
        std::any_of(scheme.groups.begin(), scheme.groups.end(), [](const auto& it) { return it.min > 0; });
    if (roles) all.emplace_back(kRoles);
    if (scheme.scopes.min_at_creation > 0) all.emplace_back(kScopes);
    return all;
  }

  void problem(std::size_t line, const Error& error, std::string column = {}) {
    present::ImportProblem it;
    it.line = line;
    for (const auto& [name, value] : error.args) {
      if (name == "line" && line == 0) it.line = static_cast<std::uint64_t>(std::strtoull(value.c_str(), nullptr, 10));
    }
    it.column = column.empty() ? column_of_field(error.field) : std::move(column);
    it.rule = error.rule;
    it.message = message(error, context_.catalogue, context_.language);
    import_.report.problems.push_back(std::move(it));
  }

  /// The command's field, where a column is called like it.
  [[nodiscard]] std::string column_of_field(const std::string& field) const {
    const std::string name = field.starts_with("fields.") ? field.substr(7) : field.substr(0, field.find('['));
    if (context_.scheme.field(FieldId{name})) return column_of(FieldId{name});
    return name == kRoles || name == kScopes || name == kScopeGroups || name == kState ? name : std::string();
  }

  [[nodiscard]] const std::string& cell(const CsvRow& row, std::string_view column) const {
    static const std::string kNone;
    const auto at = std::find(columns_.begin(), columns_.end(), column);
    return at == columns_.end() ? kNone : row.cells[static_cast<std::size_t>(at - columns_.begin())];
  }

  bool list(const CsvRow& row, std::string_view column, Things things, std::vector<Item>& out) {
    auto items = read_list(cell(row, column), things);
    if (!items) {
      problem(row.line, items.error(), std::string(column));
      return false;
    }
    out = std::move(*items);
    return true;
  }

  /// What stands in the line, every cell of it looked at. False where one of them is no good.
  bool read(const CsvRow& row, Person& person) {
    for (const scheme::Field& it : context_.definition().fields) {
      const std::string& value = cell(row, column_of(it.id));
      if (!value.empty()) person.fields[it.id.text] = value;
    }
    person.state = cell(row, kState);
    if (!person.state.empty() && !context_.scheme.state(person.state)) {
      problem(row.line, {Code::Invalid, "unknown-state", {{"state", person.state}}, ""}, std::string(kState));
      return false;
    }
    std::vector<Item> home;
    bool good = list(row, kHome, Things::Paths, home);
    if (home.size() > 1) {
      problem(row.line, {Code::Invalid, "not-a-cell-list", {{"text", cell(row, kHome)}}, ""}, std::string(kHome));
      good = false;
    }
    if (home.size() == 1) person.home = home.front();
    good = list(row, kRoles, Things::Names, person.roles) && good;
    good = list(row, kScopes, Things::Paths, person.scopes) && good;
    good = list(row, kScopeGroups, Things::Names, person.scope_groups) && good;
    if (good) put_in_order(person, context_.scheme);
    return good;
  }

  Result<Done> take(const CsvRow& row) {
    Person person;
    if (!read(row, person)) return Done{};
    const scheme::Field& field = context_.scheme.sign_in_field();
    const std::string name = person.fields[field.id.text];
    if (name.empty()) {
      person.fields.erase(field.id.text);
    } else {
      const std::string key = directory::unique_key(field, name);
      const auto [first, is_first] = lines_.emplace(key, row.line);
      if (!is_first) {
        const std::string before = std::to_string(first->second);
        problem(row.line, {Code::Conflict, "import-twice", {{"text", name}, {"first", before}}, ""},
                column_of(field.id));
        return Done{};
      }
      REMIT_TRY_ASSIGN(const std::vector<UserId> here, context_.rows.users_with(field.id, key));
      if (!here.empty()) return compare(row, person, name, here.front());
    }
    return create(row, person);
  }

  /// Somebody who is here is left alone; only what the file has columns for is compared.
  Result<Done> compare(const CsvRow& row, const Person& wanted, const std::string& name, UserId id) {
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, context_.rows.user(id));
    if (!user) return Done{};
    REMIT_TRY_ASSIGN(const std::vector<directory::RoleMembership> roles, context_.rows.roles_of(id));
    REMIT_TRY_ASSIGN(const Person there, person_of(context_, places_, *user, roles));
    const std::vector<std::string> all = columns(context_.definition());
    const std::vector<std::string> want = cells(wanted, context_.definition());
    const std::vector<std::string> have = cells(there, context_.definition());
    std::string differ;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool asked = std::find(columns_.begin(), columns_.end(), all[i]) != columns_.end();
      if (!asked || want[i] == have[i] || (want[i].empty() && all[i] == kState)) continue;
      differ += (differ.empty() ? "" : ", ") + all[i];
    }
    if (!differ.empty()) {
      problem(row.line, {Code::Conflict, "import-differs", {{"text", name}, {"columns", differ}}, ""});
      return Done{};
    }
    import_.report.rows.push_back({row.line, directory::name_of(*user, context_.definition()), "", true});
    return Done{};
  }

  /// The command that makes this person; each part that is no good is a problem of the line.
  std::optional<Command> command(const CsvRow& row, const Person& person) {
    const std::size_t before = import_.report.problems.size();
    directory::ImportUser import;
    import.fields = person.fields;
    for (const Error& it : directory::field_problems(context_.definition(), person.fields, directory::Whole::Yes)) {
      problem(row.line, it);
    }
    if (!person.state.empty()) import.state = StateId{person.state};
    const auto keep_times = [&import](const std::string& id, const Item& item) {
      directory::Span span;
      if (item.from != kAlways) span.valid_from = item.from;
      if (item.until != kForever) span.valid_until = item.until;
      if (span.valid_from || span.valid_until) import.times[id] = span;
    };
    const auto node = [&](const Item& item, std::string_view column) -> std::optional<ScopeId> {
      auto found = places_.node(item.path);
      if (found) return *found;
      problem(row.line, found.error(), std::string(column));
      return std::nullopt;
    };
    for (const Item& it : person.roles) {
      const std::string& role = it.path.front();
      if (!context_.scheme.role(role)) {
        problem(row.line, {Code::Invalid, "unknown-role", {{"text", role}}, ""}, std::string(kRoles));
      }
      import.roles.push_back({role});
      keep_times(role, it);
    }
    for (const Item& it : person.scopes) {
      const std::optional<ScopeId> id = node(it, kScopes);
      if (!id) continue;
      import.scopes.push_back(*id);
      keep_times(to_string(*id), it);
    }
    for (const Item& it : person.scope_groups) {
      auto id = places_.group(it.path.front());
      if (!id) {
        problem(row.line, id.error(), std::string(kScopeGroups));
        continue;
      }
      import.scope_groups.push_back(*id);
      keep_times(to_string(*id), it);
    }
    Command command;
    if (!person.home.path.empty()) command.selected = node(person.home, kHome);
    if (import_.report.problems.size() > before) return std::nullopt;
    command.action = std::move(import);
    return command;
  }

  Result<Done> create(const CsvRow& row, const Person& person) {
    std::optional<Command> made = this->command(row, person);
    if (!made) return Done{};
    Command command = std::move(*made);
    auto change = directory::plan({so_far_, context_.scheme, context_.actor, command, context_.now, next_});
    if (!change) {
      // What is wrong with the store is not wrong with the file.
      if (change.error().code == Code::Unavailable || change.error().code == Code::Internal) return change.error();
      problem(row.line, change.error());
      return Done{};
    }
    for (const directory::RowEdit& edit : change->rows) REMIT_TRY(so_far_.apply(edit));
    next_ += change->placeholders;
    REMIT_TRY_ASSIGN(std::string note, note_on(person, *change));
    import_.report.rows.push_back({row.line, change->target_name, std::move(note), false});
    import_.commands.push_back(std::move(command));
    changes_.push_back(std::move(*change));
    return Done{};
  }

  /// What the file could not bring: what was left out, another state, and steps that are the person's own.
  Result<std::string> note_on(const Person& person, const Change& change) {
    std::string note;
    const auto add = [&note](const std::string& text) { note += (note.empty() ? "" : "; ") + text; };
    if (!change.dropped.empty()) {
      REMIT_TRY_ASSIGN(const present::Preview preview, present::preview(context_, {change}));
      for (const std::string& it : preview.dropped) add(it);
    }
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, so_far_.user(*change.target));
    REMIT_ASSERT(user.has_value(), "who was imported is there");
    const auto label = [this](const std::string& id) {
      const auto state = context_.scheme.state(id);
      return state ? context_.text(context_.scheme.at(*state).label) : id;
    };
    if (!person.state.empty() && user->state.text != person.state) {
      add("begins as " + label(user->state.text) + ", not as " + label(person.state));
    }
    if (user->open_steps.empty()) return note;
    std::string steps;
    for (const scheme::Step it : user->open_steps) steps += (steps.empty() ? "" : ", ") + present::step_label(it);
    add("still to do by the person: " + steps);
    return note;
  }

  const present::Context& context_;
  const Places& places_;
  directory::Overlay so_far_;
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t> lines_;  ///< where each sign-in name stands first
  std::vector<Change> changes_;
  std::uint32_t next_ = 1;
  Import import_;
};

}  // namespace

Result<Import> plan_import(const present::Context& context, std::string_view csv) {
  REMIT_TRY_ASSIGN(const Places places, Places::of(context.rows));
  return Importer(context, places).run(csv);
}

}  // namespace remit::transfer
