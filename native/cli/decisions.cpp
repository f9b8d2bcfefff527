// check | explain | who-can | what-can

#include "core/access/explain.h"
#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

struct QuestionInput {
  std::string user, permission, scope, owner, after;
  bool own = false;
  std::uint32_t size = 50;
};

struct Asked {
  std::string organisation;
  directory::Actor actor;
  UserId user;
  std::optional<ScopeId> scope;
  std::optional<UserId> owner;
};

Result<Asked> asked(Desk& desk, const QuestionInput& input) {
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

Result<int> check(Desk& desk, const QuestionInput& input) {
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

Result<int> explain(Desk& desk, const QuestionInput& input) {
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

Result<std::optional<ScopeId>> place(Desk& desk, const std::string& scope) {
  if (scope.empty()) return std::optional<ScopeId>();
  REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(scope));
  return std::optional<ScopeId>(id);
}

Result<int> who_can(Desk& desk, const QuestionInput& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  REMIT_TRY_ASSIGN(const std::optional<ScopeId> scope, place(desk, input.scope));
  access::Page page;
  page.size = input.size;
  if (!input.after.empty()) {
    REMIT_TRY_ASSIGN(page.after, parse_id<UserTag>(input.after));
  }
  const access::Reach reach = input.own ? access::Reach::Own : access::Reach::Any;
  REMIT_TRY_ASSIGN(const present::WhoCan answer,
                   desk.opened().service->who_can(slug, actor, input.permission, scope, reach, page));
  if (desk.options.json) {
    desk.print_json(answer);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::Person& it : answer.people) rows.push_back({it.name, it.email, to_string(it.id)});
  desk.table({"NAME", "E-MAIL", "ID"}, rows);
  desk.out() << answer.people.size() << " of " << answer.total << "\n";
  if (!answer.next.empty()) desk.out() << "the next page: --after " << answer.next << "\n";
  return kDone;
}

Result<int> what_can(Desk& desk, const QuestionInput& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
  REMIT_TRY_ASSIGN(const UserId user, desk.user(input.user));
  REMIT_TRY_ASSIGN(const std::optional<ScopeId> scope, place(desk, input.scope));
  REMIT_TRY_ASSIGN(const present::WhatCan answer, desk.opened().service->what_can(slug, actor, user, scope));
  if (desk.options.json) {
    desk.print_json(answer);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::Ability& it : answer.abilities) {
    rows.push_back({it.permission.text, it.label, it.own_only ? "own" : "any", it.role, it.where});
  }
  desk.table({"PERMISSION", "MEANS", "REACH", "FROM", "BY"}, rows);
  return kDone;
}

void add_asking(CLI::App& program, Desk& desk, const Assign& assign, const std::shared_ptr<QuestionInput>& input,
                bool explaining) {
  const std::string question = " --user tomas@lumen.example --can refund.authorise";
  CLI::App* const command =
      explaining ? add_command(program, "explain", "Why somebody may or may not, path by path", "explain" + question)
                 : add_command(program, "check", "May they? Exit status 0 allow, 1 deny, with the reason",
                               "check" + question +
                                   "\ncheck --user cleo@lumen.example --can order.manage --owner cleo@lumen.example");
  command->add_option("--user", input->user, "Id, or what is theirs alone: what they sign in with, or the e-mail")
      ->required();
  command->add_option("--can", input->permission, "A permission of the scheme")->required();
  command->add_option("--on", input->scope, "A scope by id or name; the root if left out");
  command->add_option("--owner", input->owner, "Whose record it is; without, `own` is not granted");
  assign(command, [&desk, input, explaining] { return explaining ? explain(desk, *input) : check(desk, *input); });
}

}  // namespace

void add_decision_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  const auto input = std::make_shared<QuestionInput>();  // shared with the parser, which fills it
  add_asking(program, desk, assign, input, false);
  add_asking(program, desk, assign, input, true);

  CLI::App* const who = add_command(program, "who-can", "Everybody who may do one thing",
                                    "who-can --can refund.authorise\nwho-can --can order.manage --on Berlin --own");
  who->add_option("--can", input->permission, "A permission of the scheme")->required();
  who->add_option("--on", input->scope, "A scope by id or name; the root if left out");
  who->add_flag("--own", input->own, "With records of their own, at least");
  who->add_option("--size", input->size, "How many at a time")->check(CLI::Range(1, 1000));
  who->add_option("--after", input->after, "The page after this id");
  assign(who, [&desk, input] { return who_can(desk, *input); });

  CLI::App* const what = add_command(program, "what-can", "Everything that one person may do at one scope, and why",
                                     "what-can --user tomas@lumen.example --on Berlin");
  what->add_option("--user", input->user, "Id, or what is theirs alone: what they sign in with, or the e-mail")
      ->required();
  what->add_option("--on", input->scope, "A scope by id or name; the root if left out");
  assign(what, [&desk, input] { return what_can(desk, *input); });
}

}  // namespace remit::cli
