#include <algorithm>
#include <array>

#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

constexpr std::array<std::string_view, 6> kColumnWords{"state", "status", "flag", "created", "last-sign-in", "scopes"};
constexpr std::array<std::string_view, 4> kFormWords{"state", "scopes", "review", "access"};
/// Remit's words that a vendor may have another one for.
constexpr std::array<std::string_view, 17> kWords{
    "user", "users",      "role",         "roles",   "scope", "scopes", "scope-group", "state",      "status",
    "link", "credential", "organisation", "feature", "give",  "take",   "assigned",    "assignments"};

bool has_prefix(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

class PresentationLint {
 public:
  explicit PresentationLint(LintContext& context) : context_(context), p_(context.definition.presentation) {}

  void run() {
    if (p_.columns.empty()) context_.findings.error("no-columns", "presentation.columns", "the list has no column");
    IdSet columns;
    for (std::size_t i = 0; i < p_.columns.size(); ++i) {
      const std::string path = at("presentation.columns", i);
      shows(p_.columns[i].shows, kColumnWords, path + ".shows");
      if (!columns.add(p_.columns[i].shows)) {
        context_.findings.error("named-twice", path, "a column shows " + in_quotes(p_.columns[i].shows) + " already");
      }
    }
    for (std::size_t i = 0; i < p_.export_columns.size(); ++i) {
      shows(p_.export_columns[i], kColumnWords, at("presentation.export_columns", i));
    }
    for (std::size_t i = 0; i < p_.edit_shows.size(); ++i) {
      shows(p_.edit_shows[i], kFormWords, at("presentation.edit_shows", i));
    }
    tabs();
    create_flow();
    buttons();
    words();
    if (!p_.help_url.empty() && !has_prefix(p_.help_url, "https://")) {
      context_.findings.error("help-url", "presentation.help_url", "a help page's address begins with `https://`");
    }
  }

 private:
  template <class Words>
  void shows(const std::string& what, const Words& words, const std::string& path) {
    if (has_prefix(what, "group:")) {
      context_.refers(context_.groups, "role group", std::string_view(what).substr(6), path);
      return;
    }
    if (has_prefix(what, "role:")) {
      context_.refers(context_.roles, "role", std::string_view(what).substr(5), path);
      return;
    }
    if (context_.fields.has(what) || std::find(words.begin(), words.end(), what) != words.end()) return;
    std::vector<std::string_view> known(context_.fields.list());
    known.insert(known.end(), words.begin(), words.end());
    std::string hint = did_you_mean(what, known);
    if (hint.empty()) {
      hint = "name a field, `group:…`, `role:…`";
      for (const std::string_view word : words) hint += ", `" + std::string(word) + "`";
    }
    context_.findings.error("shows-nothing", path, "there is nothing named " + in_quotes(what) + " to show",
                            std::move(hint));
  }

  void tabs() {
    IdSet ids;
    for (std::size_t i = 0; i < p_.tabs.size(); ++i) {
      const std::string path = at("presentation.tabs", i);
      if (!ids.add(p_.tabs[i].id)) {
        context_.findings.error("duplicate-id", path, "there is a tab " + in_quotes(p_.tabs[i].id) + " already");
      }
      context_.refer_all(context_.states, "state", p_.tabs[i].states, path + ".states");
      if (p_.tabs[i].role.has_value()) context_.refers(context_.roles, "role", p_.tabs[i].role->text, path + ".role");
    }
  }

  /// What a user must have, somebody must be asked for.
  void create_flow() {
    IdSet asked;
    for (std::size_t i = 0; i < p_.create_steps.size(); ++i) {
      const FlowStep& step = p_.create_steps[i];
      const std::string path = at("presentation.create_steps", i);
      for (std::size_t k = 0; k < step.shows.size(); ++k) {
        shows(step.shows[k], kFormWords, at(path + ".shows", k));
        asked.add(step.shows[k]);
      }
    }
    const bool batch = p_.create_flow == CreateFlow::Batch;
    if (!context_.offers(batch ? "invite" : "create-user")) {
      context_.findings.error(
          "create-flow", "presentation.create_flow",
          std::string("this flow makes `") + (batch ? "invite" : "create-user") + "` commands, which are not offered");
    }
    if (p_.create_steps.empty()) return;  // then one page asks for everything
    const auto ask_for = [&](const std::string& what, const std::string& name) {
      if (asked.has(what)) return;
      context_.findings.error("not-asked", "presentation.create_steps",
                              "a new user needs " + in_quotes(name) + ", but no page of the flow shows `" + what + "`");
    };
    const Definition& d = context_.definition;
    for (const Field& field : d.fields) {
      if (field.required && (!batch || field.kind == FieldKind::Email)) ask_for(field.id.text, field.id.text);
    }
    for (const RoleGroup& group : d.groups) {
      if (group.min > group.initially.size()) ask_for("group:" + group.id.text, group.id.text);
    }
    if (d.scopes.min_at_creation > 0 && !d.scopes.initially_all) ask_for("scopes", "scopes");
  }

  void buttons() {
    for (std::size_t i = 0; i < p_.row_buttons.size(); ++i) {
      context_.refers(context_.commands, "command", p_.row_buttons[i], at("presentation.row_buttons", i));
    }
  }

  void words() {
    check_words(p_.words, "presentation.words");
    check_words(p_.former_words, "presentation.former_words");
  }

  void check_words(const std::map<std::string, Label>& words, const std::string& path) {
    for (const auto& entry : words) {
      if (std::find(kWords.begin(), kWords.end(), entry.first) != kWords.end()) continue;
      context_.findings.error("unknown-word", path + "." + entry.first,
                              in_quotes(entry.first) + " is not a word of Remit's", did_you_mean(entry.first, kWords));
    }
  }

  LintContext& context_;
  const Presentation& p_;
};

}  // namespace

void lint_presentation(LintContext& context) {
  PresentationLint(context).run();
}

}  // namespace remit::scheme
