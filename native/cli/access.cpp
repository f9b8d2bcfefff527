// What is done to one person: user grant | revoke | flag | deactivate | …, and credential …

#include "native/cli/desk.h"

namespace remit::cli {

namespace {

using namespace directory;

/// Shared with the parser, which fills it.
struct AccessInput {
  std::string user;
  std::vector<std::string> roles, scopes, scope_groups;
  std::string credential_scope;
  std::string from, until;
  std::string flag, on;
  bool again = false;
  std::string step;
  std::string credential;
};
using InputPtr = std::shared_ptr<AccessInput>;

std::string moment_problem(const std::string& text) {
  const Result<Time> time = parse_rfc3339(text);
  return time ? std::string() : "`" + text + "` is not a moment; write it as 2026-11-21T19:31:00Z";
}

Result<int> grant_or_revoke(Desk& desk, const AccessInput& input, bool giving) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  Give give{id, {}, {}, {}, {}};
  for (const std::string& it : input.roles) give.roles.push_back({it});
  for (const std::string& it : input.scopes) {
    REMIT_TRY_ASSIGN(const ScopeId scope, desk.scope(it));
    give.scopes.push_back(scope);
  }
  for (const std::string& it : input.scope_groups) {
    REMIT_TRY_ASSIGN(const ScopeGroupId group, desk.scope_group(it));
    give.scope_groups.push_back(group);
  }
  if (!giving) {
    REMIT_TRY(desk.carry_out(Action{Take{id, give.roles, give.scopes, give.scope_groups}}));
    return kDone;
  }
  if (!input.from.empty()) {
    REMIT_TRY_ASSIGN(give.span.valid_from, parse_rfc3339(input.from));
  }
  if (!input.until.empty()) {
    REMIT_TRY_ASSIGN(give.span.valid_until, parse_rfc3339(input.until));
  }
  REMIT_TRY(desk.carry_out(Action{std::move(give)}));
  return kDone;
}

void add_grants(CLI::App& user, Desk& desk, const Assign& assign, const InputPtr& input) {
  for (const bool giving : {true, false}) {
    CLI::App* const command =
        giving ? add_command(user, "grant", "Give roles and scopes, from and until when where that is said",
                             "user grant tomas@lumen.example --role accountant_user\n"
                             "user grant tomas@lumen.example --scope Berlin --until 2026-12-31T00:00:00Z")
               : add_command(user, "revoke", "Take roles and scopes", "user revoke tomas@lumen.example --scope Berlin");
    add_user_argument(*command, input->user);
    command->add_option("--role", input->roles, "May be given several times");
    command->add_option("--scope", input->scopes, "A scope by id or name");
    command->add_option("--scope-group", input->scope_groups, "A scope group by id or name");
    if (giving) {
      command->add_option("--from", input->from, "From when; now if left out")->check(moment_problem);
      command->add_option("--until", input->until, "Until when; no end if left out")->check(moment_problem);
    }
    assign(command, [&desk, input, giving] { return grant_or_revoke(desk, *input, giving); });
  }
}

/// A subcommand on one person whose action is made from the person alone.
template <class Command>
void add_simple(CLI::App& user, Desk& desk, const Assign& assign, const InputPtr& input, const std::string& name,
                const std::string& help) {
  CLI::App* const command = add_command(user, name, help, user.get_name() + " " + name + " tomas@lumen.example");
  add_user_argument(*command, input->user);
  assign(command, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY(desk.carry_out(Action{Command{id}}));
    return kDone;
  });
}

/// As the person would at the sign-in page, whoever they are: so it is done as *self*.
Result<int> forgot(Desk& desk, const AccessInput& input) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(Actor self, desk.opened().service->actor_for(slug, id, "cli"));
  self.kind = scheme::ActorKind::Self;
  Command command;
  command.action = ForgotPassword{id};
  REMIT_TRY(desk.carry_out(self, {std::move(command)}));
  return kDone;
}

/// By whoever `--as` names, on themself.
Result<int> complete(Desk& desk, const AccessInput& input) {
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  if (actor.user.is_nil()) return Error{Code::Invalid, "person-needed", {}, "as"};
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  CompleteStep action{actor.user, Step::VerifyEmail, ""};
  if (input.step == "enrol-factor") {
    // SECURITY: a second factor is only said to be there on a database for demonstrations.
    if (!desk.opened().database->demo()) return Error{Code::Denied, "factor-needs-app", {}, ""};
    action.step = Step::EnrolFactor;
  } else if (input.step == "set-password") {
    action.step = Step::SetPassword;
    REMIT_TRY_ASSIGN(const present::Viewer viewer, desk.opened().service->viewer(slug, actor));
    REMIT_TRY_ASSIGN(action.password_hash,
                     desk.new_password({viewer.name, viewer.email, viewer.organisation_name, viewer.product}));
  }
  REMIT_TRY(desk.carry_out(Action{std::move(action)}));
  return kDone;
}

Result<int> issue_credential(Desk& desk, const AccessInput& input) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  IssueCredential issue{id};
  if (!input.credential_scope.empty()) {
    REMIT_TRY_ASSIGN(issue.scope, desk.scope(input.credential_scope));
  }
  REMIT_TRY(desk.carry_out(Action{issue}));
  return kDone;
}

void add_credentials(CLI::App& program, Desk& desk, const Assign& assign, const InputPtr& input) {
  CLI::App* const credential =
      add_group(program, "credential", "API credentials", "credential issue tomas@lumen.example");
  CLI::App* const issue =
      add_command(*credential, "issue", "Issue one; its token is shown once, or again where the scheme says so",
                  "credential issue tomas@lumen.example --scope Berlin");
  add_user_argument(*issue, input->user);
  issue->add_option("--scope", input->credential_scope, "Where alone it acts: a scope by id or name");
  assign(issue, [&desk, input] { return issue_credential(desk, *input); });
  for (const bool revealing : {true, false}) {
    const std::string example = "tomas@lumen.example 0190c2f4-5a10-7cc1-8d52-3d1f6a1b2c3d";
    CLI::App* const command = revealing
                                  ? add_command(*credential, "reveal", "Show a token again, where the scheme allows it",
                                                "credential reveal " + example)
                                  : add_command(*credential, "revoke", "Make a token worthless, at once and for good",
                                                "credential revoke " + example);
    add_user_argument(*command, input->user);
    command->add_option("CREDENTIAL", input->credential, "Its id (remit user show)")->required();
    assign(command, [&desk, input, revealing]() -> Result<int> {
      REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
      REMIT_TRY_ASSIGN(const CredentialId which, parse_id<CredentialTag>(input->credential));
      REMIT_TRY(desk.carry_out(revealing ? Action{RevealCredential{id, which}} : Action{RevokeCredential{id, which}}));
      return kDone;
    });
  }
}

}  // namespace

void add_access_commands(CLI::App& user, Desk& desk, const Assign& assign) {
  const InputPtr input = std::make_shared<AccessInput>();
  add_grants(user, desk, assign, input);

  CLI::App* const flag =
      add_command(user, "flag", "Switch a flag on or off", "user flag tomas@lumen.example api_access on");
  add_user_argument(*flag, input->user);
  flag->add_option("FLAG", input->flag, "Its id in the scheme, such as api_access")->required();
  flag->add_option("STATE", input->on, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
  assign(flag, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY(desk.carry_out(Action{SetFlag{id, {input->flag}, input->on == "on"}}));
    return kDone;
  });

  add_simple<Deactivate>(user, desk, assign, input, "deactivate", "End a person's access, sessions, links and tokens");
  add_simple<Reactivate>(user, desk, assign, input, "reactivate", "Bring a person back");
  add_simple<Lock>(user, desk, assign, input, "lock", "Put a person out until somebody unlocks them");
  add_simple<Unlock>(user, desk, assign, input, "unlock", "Let a locked person in again");
  add_simple<Remove>(user, desk, assign, input, "remove", "Remove a person for good, from everywhere");
  add_simple<CancelInvitation>(user, desk, assign, input, "cancel", "Take back an invitation that nobody accepted");
  add_simple<Resend>(user, desk, assign, input, "resend", "Send the links of open steps anew; the older ones die");
  add_simple<SendPasswordReset>(user, desk, assign, input, "reset", "Send a link to set a new password");
  add_simple<SendNewPassword>(user, desk, assign, input, "new-password",
                              "Send a generated password, to be changed at once");

  CLI::App* const factor = add_command(user, "factor", "Send a link to enrol a second factor, or to replace it",
                                       "user factor nina\nuser factor nina --reset");
  add_user_argument(*factor, input->user);
  factor->add_flag("--reset", input->again, "Replace the one there is");
  assign(factor, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY(desk.carry_out(input->again ? Action{ResetFactor{id}} : Action{SendFactor{id}}));
    return kDone;
  });

  CLI::App* const forgot_command = add_command(
      user, "forgot", "Ask for a link to one's own new password, as at the sign-in page", "user forgot nina");
  add_user_argument(*forgot_command, input->user);
  assign(forgot_command, [&desk, input] { return forgot(desk, *input); });

  CLI::App* const complete_command = add_command(
      user, "complete", "Complete an open step of one's own (--as); a password is one line of standard input",
      "--as nina user complete set-password < new-password.txt");
  complete_command->add_option("STEP", input->step, "set-password or enrol-factor")
      ->required()
      ->check(CLI::IsMember({"set-password", "enrol-factor"}));
  assign(complete_command, [&desk, input] { return complete(desk, *input); });

  add_credentials(*user.get_parent(), desk, assign, input);
}

}  // namespace remit::cli
