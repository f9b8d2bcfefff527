#include <algorithm>

#include "core/base/csv.h"
#include "core/transfer/person.h"
#include "core/transfer/transfer.h"

namespace remit::transfer {

namespace {

constexpr std::uint32_t kPage = 1000;

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& it : parts) text += (text.empty() ? "" : "; ") + it;
  return text;
}

/// The columns of the vendor's export: those it names, else those its list shows at first.
std::vector<std::string> vendor_columns(const scheme::Presentation& presentation) {
  if (!presentation.export_columns.empty()) return presentation.export_columns;
  std::vector<std::string> shown;
  for (const scheme::Column& it : presentation.columns) {
    if (it.initially && it.shows != "flag") shown.push_back(it.shows);
  }
  return shown;
}

/// What the list's own column is called, else what the thing itself is.
std::string heading(const present::Context& context, const std::string& shows) {
  for (const scheme::Column& it : context.definition().presentation.columns) {
    if (it.shows == shows) return context.text(it.label);
  }
  if (const scheme::Field* const field = context.scheme.field(FieldId{shows})) return context.text(field->label);
  return shows;
}

class VendorRow {
 public:
  VendorRow(const present::Context& context, const Places& places) : context_(context), places_(places) {}

  Result<std::vector<std::string>> cells(const directory::User& user,
                                         const std::vector<directory::RoleMembership>& roles,
                                         const std::vector<std::string>& columns) {
    std::vector<std::string> cells;
    for (const std::string& it : columns) {
      REMIT_TRY_ASSIGN(std::string text, cell(user, roles, it));
      cells.push_back(std::move(text));
    }
    return cells;
  }

 private:
  Result<std::string> cell(const directory::User& user, const std::vector<directory::RoleMembership>& roles,
                           const std::string& shows) {
    if (shows == "state") {
      const auto state = context_.scheme.state(user.state.text);
      return state ? context_.text(context_.scheme.at(*state).label) : user.state.text;
    }
    if (shows == "status") {
      return user.open_steps.empty() ? std::string("Ready") : present::step_label(user.open_steps.front());
    }
    if (shows == "created") return to_rfc3339(user.created_at);
    if (shows == "last-sign-in") return user.last_sign_in ? to_rfc3339(*user.last_sign_in) : std::string();
    if (shows == "scopes") return scopes(user.id);
    if (shows.starts_with("group:")) return in_group(roles, shows.substr(6));
    if (shows.starts_with("role:")) return std::string(holds(roles, shows.substr(5)) ? "yes" : "no");
    return directory::field_of(user, FieldId{shows});
  }

  [[nodiscard]] bool now(const directory::RoleMembership& it) const {
    return it.valid_from <= context_.now && it.valid_until > context_.now;
  }

  [[nodiscard]] std::string in_group(const std::vector<directory::RoleMembership>& roles,
                                     std::string_view group) const {
    std::vector<std::string> labels;
    for (const directory::RoleMembership& it : roles) {
      const auto role = context_.scheme.role(it.role.text);
      if (role && now(it) && context_.scheme.at(*role).group.text == group) {
        labels.push_back(context_.text(context_.scheme.at(*role).label));
      }
    }
    return joined(labels);
  }

  [[nodiscard]] bool holds(const std::vector<directory::RoleMembership>& roles, std::string_view id) const {
    return std::any_of(roles.begin(), roles.end(),
                       [&](const directory::RoleMembership& it) { return now(it) && it.role.text == id; });
  }

  Result<std::string> scopes(UserId user) {
    REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> all, context_.rows.scopes_of(user));
    std::vector<std::string> names;
    for (const directory::ScopeMembership& it : all) {
      if (it.group) names.push_back(places_.group_name(*it.group));
      if (!it.scope) continue;
      const std::vector<std::string> path = places_.path(*it.scope);
      names.push_back(path.empty() ? "/" : path.back());
    }
    return joined(names);
  }

  const present::Context& context_;
  const Places& places_;
};

}  // namespace

Result<std::string> export_csv(const present::Context& context, store::UserQuery query, Format format) {
  REMIT_TRY_ASSIGN(const Places places, Places::of(context.rows));
  const std::vector<std::string> shown = vendor_columns(context.definition().presentation);
  VendorRow vendor(context, places);
  std::string csv;
  if (format == Format::Complete) {
    append_csv_row(csv, columns(context.definition()));
  } else {
    std::vector<std::string> headings;
    for (const std::string& it : shown) headings.push_back(heading(context, it));
    append_csv_row(csv, headings);
  }
  query.turn = store::Turn::First;
  query.size = kPage;
  while (true) {
    REMIT_TRY_ASSIGN(const store::UserPage page, context.rows.users(query));
    for (std::size_t i = 0; i < page.users.size(); ++i) {
      if (format == Format::Complete) {
        REMIT_TRY_ASSIGN(const Person person, person_of(context, places, page.users[i], page.roles[i]));
        append_csv_row(csv, cells(person, context.definition()));
      } else {
        REMIT_TRY_ASSIGN(const std::vector<std::string> row, vendor.cells(page.users[i], page.roles[i], shown));
        append_csv_row(csv, row);
      }
    }
    if (page.users.empty() || page.offset + page.users.size() >= page.total) return csv;
    query.turn = store::Turn::Next;
    query.anchor = page.last;
  }
}

}  // namespace remit::transfer
