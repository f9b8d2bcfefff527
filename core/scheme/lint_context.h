#pragma once
// What the parts of lint share. Private to this target.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/scheme/finding.h"
#include "core/scheme/lint.h"

namespace remit::scheme {

/// The ids of one kind of thing, to look up and to suggest from.
class IdSet {
 public:
  /// False if there is one of that name already.
  bool add(std::string_view id) { return place_.emplace(id, ids_.size()).second ? (ids_.push_back(id), true) : false; }
  [[nodiscard]] bool has(std::string_view id) const { return place_.count(id) > 0; }
  /// Precondition: has(id).
  [[nodiscard]] std::size_t position(std::string_view id) const { return place_.at(id); }
  [[nodiscard]] const std::vector<std::string_view>& list() const { return ids_; }

 private:
  std::vector<std::string_view> ids_;
  std::unordered_map<std::string_view, std::size_t> place_;
};

struct LintContext {
  const Definition& definition;
  Findings& findings;
  IdSet permissions, roles, groups, kinds, states, fields, features, purposes, commands;

  /// Error `unknown-WHAT` if `id` is not in `set`; says which is near. True if it is.
  bool refers(const IdSet& set, std::string_view what, std::string_view id, const std::string& path);

  template <class Tag>
  void refer_all(const IdSet& set, std::string_view what, const std::vector<Name<Tag>>& ids, const std::string& path);

  [[nodiscard]] const CommandSpec* command(std::string_view id) const;
  [[nodiscard]] bool offers(std::string_view id) const { return command(id) != nullptr; }
};

/// Every label and text: length, control and invisible characters, languages; the length of every list. False if a
/// list is too long: then nothing else is looked at (T27).
[[nodiscard]] bool lint_texts(LintContext& context);
/// Fills the sets; ids, duplicates, caps. False as above.
[[nodiscard]] bool lint_ids(LintContext& context);
void lint_permissions(LintContext& context);
void lint_groups(LintContext& context);
void lint_roles(LintContext& context);
void lint_scopes(LintContext& context);
void lint_commands(LintContext& context);
void lint_lifecycle(LintContext& context);
void lint_links(LintContext& context);
void lint_fields(LintContext& context);
void lint_sign_in(LintContext& context);
void lint_presentation(LintContext& context);
/// Precondition: no errors so far. Whether anybody could ever be a manager (Rule 3), and who could hold what.
void lint_holders(LintContext& context);

template <class Tag>
void LintContext::refer_all(const IdSet& set, std::string_view what, const std::vector<Name<Tag>>& ids,
                            const std::string& path) {
  IdSet seen;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (refers(set, what, ids[i].text, at(path, i)) && !seen.add(ids[i].text)) {
      findings.warning("named-twice", at(path, i), in_quotes(ids[i].text) + " is named twice", "leave one out");
    }
  }
}

}  // namespace remit::scheme
