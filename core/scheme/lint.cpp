#include "core/scheme/lint.h"

#include <algorithm>

#include "core/scheme/lint_context.h"

namespace remit::scheme {

bool LintContext::refers(const IdSet& set, std::string_view what, std::string_view id, const std::string& path) {
  if (set.has(id)) return true;
  // Near names cost time; a hostile file does not get them without end.
  const bool affordable = findings.left_out() == 0;
  std::string rule = "unknown-" + std::string(what);
  std::replace(rule.begin(), rule.end(), ' ', '-');
  findings.error(rule, path, "there is no " + std::string(what) + " " + in_quotes(id),
                 affordable ? did_you_mean(id, set.list()) : std::string());
  return false;
}

const CommandSpec* LintContext::command(std::string_view id) const {
  if (!commands.has(id)) return nullptr;
  return &definition.commands[commands.position(id)];
}

Findings lint(const Definition& definition) {
  Findings findings;
  LintContext context{definition, findings, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  if (!lint_texts(context) || !lint_ids(context)) return findings;
  lint_permissions(context);
  lint_groups(context);
  lint_roles(context);
  lint_scopes(context);
  lint_commands(context);
  lint_lifecycle(context);
  lint_links(context);
  lint_fields(context);
  lint_sign_in(context);
  lint_presentation(context);
  if (!findings.has_errors()) lint_holders(context);
  return findings;
}

}  // namespace remit::scheme
