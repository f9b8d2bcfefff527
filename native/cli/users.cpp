// user … | credential … | link …

#include <sstream>

#include "core/base/password.h"
#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

using namespace directory;

/// What the user commands take; shared with the parser, which fills it.
struct Input {
  std::string user;
  std::string email, name;
  std::vector<std::string> fields;
  std::vector<std::string> roles;
  std::vector<std::string> scopes;
  std::string until;
  std::string flag;
  std::string on;
  std::string search, tab, sort;
  std::uint32_t size = 50;
  std::string credential;
  std::string secret;
};
using InputPtr = std::shared_ptr<Input>;

Result<std::map<std::string, std::string>> fields_of(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme, desk.opened().service->scheme_of(slug));
  std::map<std::string, std::string> fields;
  if (!input.email.empty()) fields[scheme->email_field().id.text] = input.email;
  if (!input.name.empty()) fields[scheme->name_field().id.text] = input.name;
  for (const std::string& it : input.fields) {
    const auto equals = it.find('=');
    if (equals == std::string::npos) return Error{Code::Invalid, "not-a-pair", {{"text", it}}, "field"};
    fields[it.substr(0, equals)] = it.substr(equals + 1);
  }
  return fields;
}

std::vector<RoleId> roles_of(const Input& input) {
  std::vector<RoleId> roles;
  for (const std::string& it : input.roles) roles.push_back({it});
  return roles;
}

Result<std::vector<ScopeId>> scopes_of(Desk& desk, const Input& input) {
  std::vector<ScopeId> scopes;
  for (const std::string& it : input.scopes) {
    REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(it));
    scopes.push_back(id);
  }
  return scopes;
}

std::string joined(const std::vector<present::RoleTag>& roles) {
  std::string text;
  for (const present::RoleTag& it : roles) text += (text.empty() ? "" : ", ") + it.label;
  return text;
}

Result<int> list(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  present::ListQuery query;
  query.search = input.search;
  query.tab = input.tab;
  query.sort = input.sort;
  query.size = input.size;
  REMIT_TRY_ASSIGN(const present::UsersPage page, desk.opened().service->users(slug, actor, query));
  if (desk.options.json) {
    desk.print_json(page);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::UserRow& it : page.rows) {
    std::string flags;
    for (const present::FlagValue& flag : it.flags) {
      if (flag.on) flags += (flags.empty() ? "" : ", ") + flag.label;
    }
    rows.push_back({it.name, it.email, joined(it.roles), it.state.label, flags, shown(it.last_sign_in)});
  }
  desk.table({"NAME", "E-MAIL", "ROLE", "STATE", "FLAGS", "LAST SIGN-IN"}, rows);
  desk.out() << page.rows.size() << " of " << page.total << "\n";
  return kDone;
}

Result<int> show(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  REMIT_TRY_ASSIGN(const present::UserDetails details, desk.opened().service->user(slug, actor, id));
  if (desk.options.json) {
    desk.print_json(details);
    return kDone;
  }
  const auto line = [&desk](std::string_view what, const std::string& value) {
    desk.out() << what << std::string(what.size() < 16 ? 16 - what.size() : 1, ' ') << display_escape(value) << "\n";
  };
  line("id", to_string(id));
  for (const present::FieldValue& it : details.fields)
    line(it.label, it.value + (it.note.empty() ? "" : "  " + it.note));
  line("State", details.row.state.label);
  line("Role", joined(details.row.roles));
  for (const present::FlagValue& it : details.row.flags) line(it.label, it.on ? "on" : "off");
  for (const present::ScopeItem& it : details.scopes) line(it.kind, it.name);
  for (const std::string& it : details.row.waiting_for) line("Waiting for", it);
  line("Created", shown(details.row.created_at) + " by " + details.created_by);
  line("Last sign-in", shown(details.row.last_sign_in));
  for (const present::CredentialItem& it : details.credentials)
    line("API credential", to_string(it.id) + "  " + it.shown);
  for (const present::LinkItem& it : details.links) line("Link", it.label + ", until " + shown(it.expires_at));
  desk.out() << "May do\n";
  for (const present::EffectivePermission& it : details.permissions) {
    desk.out() << "  " << it.label << (it.own_only ? " (own)" : "") << ", from " << it.from << "\n";
  }
  desk.out() << "Actions\n";
  for (const present::ActionOffer& it : details.actions) {
    desk.out() << "  " << it.command << (it.offered ? "" : ": " + it.reason) << "\n";
  }
  return kDone;
}

/// A subcommand on one person whose action is made from the person alone.
template <class Command>
void add_simple(CLI::App& user, Desk& desk, const Assign& assign, const InputPtr& input, const std::string& name,
                const std::string& help) {
  CLI::App* const command = user.add_subcommand(name, help);
  command->add_option("USER", input->user, "Id, or what they sign in with")->required();
  assign(command, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY(desk.carry_out(Action{Command{id}}));
    return kDone;
  });
}

Result<std::string> password_from(std::istream& in) {
  std::string line;
  if (!std::getline(in, line) || line.empty()) return Error{Code::Invalid, "text-missing", {{"label", "password"}}, ""};
  return line;
}

Result<int> redeem(Desk& desk, const Input& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  service::Service& service = *desk.opened().service;
  REMIT_TRY_ASSIGN(const present::LinkView link, service.link(slug, input.secret));
  RedeemLink action{input.secret, link.steps, ""};
  for (const Step step : link.steps) {
    if (step != Step::SetPassword) continue;
    REMIT_TRY_ASSIGN(const std::string password, password_from(desk.in()));
    REMIT_TRY(check_password(password, {}, Factors::PasswordOnly,
                             {link.name, link.email, link.organisation_name, link.product}));
    REMIT_TRY_ASSIGN(action.password_hash, hash_password(password, desk.random()));
  }
  Actor holder;
  holder.kind = scheme::ActorKind::Self;
  holder.label = link.name;
  holder.origin = "cli";
  Command command;
  command.action = std::move(action);
  REMIT_TRY_ASSIGN(const present::Outcome outcome, service.execute(slug, holder, {command}));
  if (desk.options.json) {
    desk.print_json(outcome);
  } else {
    desk.out() << display_escape(outcome.message) << "\n";
  }
  return kDone;
}

}  // namespace

void add_user_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const user = program.add_subcommand("user", "People");
  user->require_subcommand(1);
  const InputPtr input = std::make_shared<Input>();

  CLI::App* const list_command = user->add_subcommand("list", "People, a page at a time");
  list_command->add_option("--search", input->search, "In names and addresses");
  list_command->add_option("--tab", input->tab, "One of the scheme's tabs, such as active");
  list_command->add_option("--sort", input->sort, "A column; -column for the other way round");
  list_command->add_option("--size", input->size, "How many")->check(CLI::Range(1, 1000));
  assign(list_command, [&desk, input] { return list(desk, *input); });

  CLI::App* const show_command = user->add_subcommand("show", "Everything about one person");
  show_command->add_option("USER", input->user, "Id, or what they sign in with")->required();
  assign(show_command, [&desk, input] { return show(desk, *input); });

  CLI::App* const create = user->add_subcommand("create", "Add a person");
  create->add_option("--email", input->email);
  create->add_option("--name", input->name);
  create->add_option("--field", input->fields, "Another field of the scheme: name=value");
  create->add_option("--role", input->roles, "A role, type or flag; may be given several times");
  create->add_option("--scope", input->scopes, "A scope by id or name");
  assign(create, [&desk, input]() -> Result<int> {
    CreateUser action;
    REMIT_TRY_ASSIGN(action.fields, fields_of(desk, *input));
    action.roles = roles_of(*input);
    REMIT_TRY_ASSIGN(action.scopes, scopes_of(desk, *input));
    REMIT_TRY(desk.carry_out(Action{std::move(action)}));
    return kDone;
  });

  CLI::App* const edit = user->add_subcommand("edit", "Change fields of a person");
  edit->add_option("USER", input->user, "Id, or what they sign in with")->required();
  edit->add_option("--email", input->email);
  edit->add_option("--name", input->name);
  edit->add_option("--field", input->fields, "Another field of the scheme: name=value");
  assign(edit, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY_ASSIGN(auto fields, fields_of(desk, *input));
    REMIT_TRY(desk.carry_out(Action{EditUser{id, std::move(fields)}}));
    return kDone;
  });

  for (const bool giving : {true, false}) {
    CLI::App* const command = giving ? user->add_subcommand("grant", "Give roles and scopes")
                                     : user->add_subcommand("revoke", "Take roles and scopes");
    command->add_option("USER", input->user, "Id, or what they sign in with")->required();
    command->add_option("--role", input->roles, "May be given several times");
    command->add_option("--scope", input->scopes, "A scope by id or name");
    if (giving) command->add_option("--until", input->until, "Until when, as 2026-12-31T00:00:00Z");
    assign(command, [&desk, input, giving]() -> Result<int> {
      REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
      REMIT_TRY_ASSIGN(std::vector<ScopeId> scopes, scopes_of(desk, *input));
      if (!giving) {
        REMIT_TRY(desk.carry_out(Action{Take{id, roles_of(*input), std::move(scopes), {}}}));
        return kDone;
      }
      Give action{id, roles_of(*input), std::move(scopes), {}, {}};
      if (!input->until.empty()) {
        REMIT_TRY_ASSIGN(action.span.valid_until, parse_rfc3339(input->until));
      }
      REMIT_TRY(desk.carry_out(Action{std::move(action)}));
      return kDone;
    });
  }

  CLI::App* const flag = user->add_subcommand("flag", "Switch a flag on or off");
  flag->add_option("USER", input->user, "Id, or what they sign in with")->required();
  flag->add_option("FLAG", input->flag, "Such as api_access")->required();
  flag->add_option("STATE", input->on, "on or off")->required()->check(CLI::IsMember({"on", "off"}));
  assign(flag, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
    REMIT_TRY(desk.carry_out(Action{SetFlag{id, {input->flag}, input->on == "on"}}));
    return kDone;
  });

  add_simple<Deactivate>(*user, desk, assign, input, "deactivate", "End a person's access");
  add_simple<Reactivate>(*user, desk, assign, input, "reactivate", "Bring a person back");
  add_simple<Resend>(*user, desk, assign, input, "resend", "Send the links of open steps anew");
  add_simple<SendPasswordReset>(*user, desk, assign, input, "reset", "Send a link to set a new password");

  CLI::App* const credential = program.add_subcommand("credential", "API credentials");
  credential->require_subcommand(1);
  add_simple<IssueCredential>(*credential, desk, assign, input, "issue", "Issue one; it replaces the one before");
  for (const bool revealing : {true, false}) {
    CLI::App* const command = revealing ? credential->add_subcommand("reveal", "Show its token again")
                                        : credential->add_subcommand("revoke", "Make it worthless");
    command->add_option("USER", input->user, "Id, or what they sign in with")->required();
    command->add_option("CREDENTIAL", input->credential, "Its id (remit user show)")->required();
    assign(command, [&desk, input, revealing]() -> Result<int> {
      REMIT_TRY_ASSIGN(const UserId id, desk.user(input->user));
      REMIT_TRY_ASSIGN(const CredentialId which, parse_id<CredentialTag>(input->credential));
      REMIT_TRY(desk.carry_out(revealing ? Action{RevealCredential{id, which}} : Action{RevokeCredential{id, which}}));
      return kDone;
    });
  }

  CLI::App* const link = program.add_subcommand("link", "Links that were mailed");
  link->require_subcommand(1);
  CLI::App* const redeem_command =
      link->add_subcommand("redeem", "Use a link; a new password is read from standard input");
  redeem_command->add_option("SECRET", input->secret, "What stands behind the # of the link")->required();
  assign(redeem_command, [&desk, input] { return redeem(desk, *input); });
}

}  // namespace remit::cli
