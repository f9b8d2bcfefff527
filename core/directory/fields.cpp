#include <algorithm>

#include "core/base/email.h"
#include "core/base/text.h"
#include "core/directory/draft.h"

namespace remit::directory {

namespace {

/// `a-z0-9._-`: ranges and single characters, all ASCII; a `-` at either end stands for itself.
bool allowed_by(std::string_view pattern, char c) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (i + 2 < pattern.size() && pattern[i + 1] == '-') {
      if (pattern[i] <= c && c <= pattern[i + 2]) return true;
      i += 2;
    } else if (pattern[i] == c) {
      return true;
    }
  }
  return false;
}

Result<Done> check_value(const scheme::Field& field, const std::string& value) {
  const TextRules rules{
      .min = field.min_length,
      .max = field.max_length,
      .lines = Lines::One,
      .signs_in = field.signs_in && field.kind != scheme::FieldKind::Email ? SignsIn::Yes : SignsIn::No};
  REMIT_TRY(check_text(value, rules));
  if (field.kind == scheme::FieldKind::Email) REMIT_TRY(parse_email(value));
  if (!field.pattern.empty()) {
    for (const char c : value) {
      if (!allowed_by(field.pattern, c)) return invalid("not-in-pattern", "", {{"pattern", field.pattern}});
    }
  }
  if (field.kind == scheme::FieldKind::Choice &&
      std::find(field.choices.begin(), field.choices.end(), value) == field.choices.end()) {
    return invalid("not-a-choice", "", {{"text", value}});
  }
  return Done{};
}

}  // namespace

std::vector<Error> field_problems(const scheme::Definition& scheme, const std::map<std::string, std::string>& fields,
                                  Whole whole) {
  std::vector<Error> problems;
  for (const auto& [id, value] : fields) {
    const auto field = std::find_if(scheme.fields.begin(), scheme.fields.end(),
                                    [&id = id](const scheme::Field& it) { return it.id.text == id; });
    if (field == scheme.fields.end()) {
      problems.push_back(invalid("unknown-field", "fields." + id, {{"text", id}}));
    } else if (value.empty()) {
      if (field->required) problems.push_back(invalid("field-missing", id, {{"label", field->label.in()}}));
    } else if (auto checked = check_value(*field, value); !checked) {
      Error error = std::move(checked).error();
      error.field = id;
      error.args.emplace_back("label", field->label.in());
      problems.push_back(std::move(error));
    }
  }
  if (whole == Whole::No) return problems;
  for (const scheme::Field& field : scheme.fields) {
    if (field.required && !fields.contains(field.id.text)) {
      problems.push_back(invalid("field-missing", field.id.text, {{"label", field.label.in()}}));
    }
  }
  return problems;
}

Result<Done> check_fields(const scheme::Definition& scheme, const std::map<std::string, std::string>& fields,
                          Whole whole) {
  std::vector<Error> problems = field_problems(scheme, fields, whole);
  if (problems.empty()) return Done{};
  return std::move(problems.front());
}

bool identifies(const scheme::Field& field) {
  return field.unique == scheme::Unique::Organisation || field.kind == scheme::FieldKind::Email;
}

Result<Done> check_unique(Draft& draft, const User& user, const scheme::Field& field) {
  const bool email = field.kind == scheme::FieldKind::Email;
  if (!draft.definition.removal.may_be_invited_again && identifies(field)) {
    for (const std::string& value : {field_of(user, field.id), email ? user.pending_email : std::string()}) {
      if (value.empty()) continue;
      REMIT_TRY_ASSIGN(const bool retired,
                       draft.rows().retired(field.id, retired_hash(draft.organisation, field, value)));
      if (!retired) continue;
      return Error{Code::Conflict, "retired", {{"label", field.label.in()}, {"text", value}}, field.id.text};
    }
  }
  if (field.unique == scheme::Unique::No) return Done{};
  for (const std::string& value : {field_of(user, field.id), email ? user.pending_email : std::string()}) {
    if (value.empty()) continue;
    REMIT_TRY_ASSIGN(const std::vector<UserId> others, draft.rows().users_with(field.id, unique_key(field, value)));
    for (const UserId other : others) {
      if (other == user.id) continue;
      if (field.unique == scheme::Unique::Scope) {
        REMIT_TRY_ASSIGN(std::vector<ScopeMembership> mine, draft.rows().scopes_of(user.id));
        REMIT_TRY_ASSIGN(std::vector<ScopeMembership> theirs, draft.rows().scopes_of(other));
        REMIT_TRY_ASSIGN(const std::optional<User> their_row, draft.rows().user(other));
        const auto stands_on = [](const std::vector<ScopeMembership>& memberships, ScopeId home, ScopeId node) {
          return home == node || std::any_of(memberships.begin(), memberships.end(),
                                             [node](const ScopeMembership& it) { return it.scope == node; });
        };
        bool shared = their_row && stands_on(mine, user.home, their_row->home);
        for (const ScopeMembership& it : theirs) shared = shared || (it.scope && stands_on(mine, user.home, *it.scope));
        if (!shared) continue;
      }
      return Error{Code::Conflict, "taken", {{"label", field.label.in()}, {"text", value}}, field.id.text};
    }
  }
  return Done{};
}

}  // namespace remit::directory
