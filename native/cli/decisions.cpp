// check | explain

#include "core/access/explain.h"
#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

struct Input {
  std::string user, permission, scope, owner;
};

struct Asked {
  std::string organisation;
  directory::Actor actor;
  UserId user;
  std::optional<ScopeId> scope;
  std::optional<UserId> owner;
};

Result<Asked> asked(Desk& desk, const Input& input) {
  Asked asked;
  REMIT_TRY_ASSIGN(asked.organisation, desk.organisation());
  REMIT_TRY_ASSIGN(asked.actor, desk.actor());
  REMIT_TRY_ASSIGN(asked.user, desk.user(input.user));
  if (!input.scope.empty()) {
    REMIT_TRY_ASSIGN(asked.scope, desk.scope(input.scope));
  }
  if (!input.owner.empty()) {
    REMIT_TRY_ASSIGN(asked.owner, desk.user(input.owner));
  }
  return asked;
}

Result<int> check(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const Asked it, asked(desk, input));
  REMIT_TRY_ASSIGN(const present::Answer answer, desk.opened().service->check(it.organisation, it.actor, it.user,
                                                                              input.permission, it.scope, it.owner));
  if (desk.options.json) {
    desk.print_json(answer);
  } else {
    desk.out() << desk.paint(answer.allowed ? "32" : "31", answer.allowed ? "allow" : "deny") << "  "
               << display_escape(answer.reason) << "  [" << answer.rule << "]\n";
  }
  return answer.allowed ? kDone : kRefused;
}

Result<int> explain(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const Asked it, asked(desk, input));
  REMIT_TRY_ASSIGN(const access::Explanation why, desk.opened().service->explain(it.organisation, it.actor, it.user,
                                                                                 input.permission, it.scope, it.owner));
  const bool allowed = why.verdict == access::Verdict::Allow;
  if (desk.options.json) {
    desk.print_json(why);
    return allowed ? kDone : kRefused;
  }
  desk.out() << desk.paint(allowed ? "32" : "31", allowed ? "allow" : "deny") << "  " << why.permission_label << " on "
             << display_escape(why.scope_name) << "  [" << enum_name(why.rule) << "]\n";
  const auto hop = [&desk](const access::Hop& step, std::size_t indent) {
    desk.out() << std::string(indent, ' ') << (step.mark == access::Mark::Holds ? "✓ " : "✗ ") << enum_name(step.kind)
               << " " << display_escape(step.label);
    if (step.rule) desk.out() << "  [" << enum_name(*step.rule) << "]";
    desk.out() << "\n";
  };
  for (const access::Hop& step : why.conditions) hop(step, 2);
  for (const access::Path& path : why.paths) {
    std::size_t indent = 2;
    for (const access::Hop& step : path.hops) hop(step, indent), indent += 2;
  }
  if (why.paths.empty()) desk.out() << "  nothing that this person has comes near it\n";
  if (why.paths_left_out > 0) desk.out() << "  and " << why.paths_left_out << " more paths\n";
  return allowed ? kDone : kRefused;
}

}  // namespace

void add_decision_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  const auto input = std::make_shared<Input>();  // shared with the parser, which fills it
  for (const bool explaining : {false, true}) {
    CLI::App* const command = explaining
                                  ? program.add_subcommand("explain", "Why somebody may or may not, path by path")
                                  : program.add_subcommand("check", "May they? Exit status 0 allow, 1 deny");
    command->add_option("--user", input->user, "Id, or what they sign in with")->required();
    command->add_option("--can", input->permission, "A permission of the scheme")->required();
    command->add_option("--on", input->scope, "A scope by id or name; the root if left out");
    command->add_option("--owner", input->owner, "Whose record it is; without, `own` is not granted");
    assign(command, [&desk, input, explaining] { return explaining ? explain(desk, *input) : check(desk, *input); });
  }
}

}  // namespace remit::cli
