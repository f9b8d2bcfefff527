// user list | show | create | invite | edit | duplicate; what is done to one person stands in access.cpp

#include <algorithm>

#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

using namespace directory;

/// What these commands take; shared with the parser, which fills it.
struct UserInput {
  std::string user;
  std::string email, name;
  std::vector<std::string> emails;
  std::vector<std::string> fields;
  std::vector<std::string> roles;
  std::vector<std::string> scopes, scope_groups;
  std::string state, at;
  std::string search, tab, sort, role, after, before;
  bool below = false, last = false;
  std::uint32_t size = 50;
};
using UserInputPtr = std::shared_ptr<UserInput>;

Result<std::map<std::string, std::string>> fields_of(Desk& desk, const UserInput& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme, desk.opened().service->scheme_of(slug));
  std::map<std::string, std::string> fields = pairs(input.fields);
  if (!input.email.empty()) fields[scheme->email_field().id.text] = input.email;
  if (!input.name.empty()) fields[scheme->name_field().id.text] = input.name;
  return fields;
}

/// In groups of which no role is named, and where no scope is, a form begins with something; so does a new person here.
template <class Action>
Result<Done> begin_as_form(Desk& desk, const UserInput& input, Action& action) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  const auto form = desk.opened().service->form(slug, actor, {});
  if (!form) return Done{};  // the command itself says why not
  const auto named = [&input](const present::RoleOption& it) {
    return std::find(input.roles.begin(), input.roles.end(), it.id.text) != input.roles.end();
  };
  for (const present::GroupModel& group : form->groups) {
    if (std::any_of(group.options.begin(), group.options.end(), named)) continue;
    for (const present::RoleOption& it : group.options) {
      if (it.chosen) action.roles.push_back(it.id);
    }
  }
  if (!input.scopes.empty() || !input.scope_groups.empty()) return Done{};
  for (const present::ScopeOption& it : form->scopes) {
    if (it.chosen && !it.is_group) action.scopes.push_back(it.id);
  }
  return Done{};
}

/// What a new person is given.
template <class Action>
Result<Done> fill(Desk& desk, const UserInput& input, Action& action) {
  REMIT_TRY(begin_as_form(desk, input, action));
  for (const std::string& it : input.roles) action.roles.push_back({it});
  for (const std::string& it : input.scopes) {
    REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(it));
    action.scopes.push_back(id);
  }
  for (const std::string& it : input.scope_groups) {
    REMIT_TRY_ASSIGN(const ScopeGroupId id, desk.scope_group(it));
    action.scope_groups.push_back(id);
  }
  return Done{};
}

Result<std::optional<ScopeId>> selected(Desk& desk, const UserInput& input) {
  if (input.at.empty()) return std::optional<ScopeId>();
  REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(input.at));
  return std::optional<ScopeId>(id);
}

std::string joined(const std::vector<present::RoleTag>& roles) {
  std::string text;
  for (const present::RoleTag& it : roles) text += (text.empty() ? "" : ", ") + it.label;
  return text;
}

Result<int> list_users(Desk& desk, const UserInput& input) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  present::ListQuery query;
  query.search = input.search;
  query.tab = input.tab;
  query.sort = input.sort;
  query.size = input.size;
  query.role = input.role;
  if (!input.at.empty()) {
    REMIT_TRY_ASSIGN(const ScopeId at, desk.scope(input.at));
    query.scope = to_string(at);
    query.include_below = input.below;
  }
  if (input.last) query.turn = "last";
  if (!input.after.empty()) query.turn = "next", query.anchor = input.after;
  if (!input.before.empty()) query.turn = "previous", query.anchor = input.before;
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
  if (page.offset + page.rows.size() < page.total) desk.out() << "the next page: --after " << page.last << "\n";
  return kDone;
}

Result<int> show_user(Desk& desk, const UserInput& input) {
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
    desk.out() << "  " << it.label << " (" << it.command << ")" << (it.offered ? "" : ": " + it.reason) << "\n";
  }
  return kDone;
}

Result<int> create(Desk& desk, const UserInput& input) {
  CreateUser action;
  REMIT_TRY_ASSIGN(action.fields, fields_of(desk, input));
  REMIT_TRY(fill(desk, input, action));
  if (!input.state.empty()) action.state = StateId{input.state};
  REMIT_TRY_ASSIGN(const std::optional<ScopeId> at, selected(desk, input));
  REMIT_TRY(desk.carry_out(Action{std::move(action)}, at));
  return kDone;
}

Result<int> invite(Desk& desk, UserInput input) {
  std::vector<Action> actions;
  for (const std::string& address : input.emails) {
    input.email = address;
    Invite action;
    REMIT_TRY_ASSIGN(action.fields, fields_of(desk, input));
    REMIT_TRY(fill(desk, input, action));
    actions.emplace_back(std::move(action));
  }
  REMIT_TRY_ASSIGN(const std::optional<ScopeId> at, selected(desk, input));
  REMIT_TRY(desk.carry_out(std::move(actions), at));
  return kDone;
}

Result<int> edit(Desk& desk, const UserInput& input) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  REMIT_TRY_ASSIGN(auto fields, fields_of(desk, input));
  REMIT_TRY(desk.carry_out(Action{EditUser{id, std::move(fields)}}));
  return kDone;
}

Result<int> duplicate(Desk& desk, const UserInput& input) {
  REMIT_TRY_ASSIGN(const UserId id, desk.user(input.user));
  REMIT_TRY_ASSIGN(auto fields, fields_of(desk, input));
  REMIT_TRY(desk.carry_out(Action{Duplicate{id, std::move(fields)}}));
  return kDone;
}

void add_field_options(CLI::App& command, const UserInputPtr& input) {
  command.add_option("--email", input->email, "E-mail");
  command.add_option("--name", input->name, "What the scheme shows as the name");
  add_pairs(command, "--field", input->fields, "Another field of the scheme");
}

void add_given_options(CLI::App& command, const UserInputPtr& input) {
  command.add_option("--role", input->roles,
                     "A role, type, module or flag; may be given several times. Left out: what the form starts with");
  command.add_option("--scope", input->scopes,
                     "A scope by id or name; may be given several times. Left out: what the form starts with");
  command.add_option("--scope-group", input->scope_groups, "A scope group by id or name");
  command.add_option("--at", input->at, "The scope worked on, the new person's home; the root if left out");
}

void add_list(CLI::App& user, Desk& desk, const Assign& assign, const UserInputPtr& input) {
  CLI::App* const list_command = add_command(user, "list", "People, a page at a time",
                                             "user list --search herrera\nuser list --at Retail --below");
  list_command->add_option("--search", input->search, "In names and addresses");
  list_command->add_option("--tab", input->tab, "One of the scheme's tabs, such as active");
  list_command->add_option("--role", input->role, "Only those with this role");
  list_command->add_option("--at", input->at, "Only those created at this scope or assigned to it");
  list_command->add_flag("--below", input->below, "And those below it");
  list_command->add_option("--sort", input->sort, "A column; -column for the other way round");
  list_command->add_option("--size", input->size, "How many")->check(CLI::Range(1, 1000));
  list_command->add_option("--after", input->after, "The page after the one that ended there");
  list_command->add_option("--before", input->before, "The page before the one that began there (`first` in JSON)");
  list_command->add_flag("--last", input->last, "The last page");
  assign(list_command, [&desk, input] { return list_users(desk, *input); });
}

}  // namespace

void add_user_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const user = add_group(program, "user", "People: add, change, let in and shut out",
                                   "user list\nuser show tomas@lumen.example");
  const UserInputPtr input = std::make_shared<UserInput>();
  add_list(*user, desk, assign, input);

  CLI::App* const show_command =
      add_command(*user, "show", "Everything about one person: fields, rights, links, and the actions offered",
                  "user show tomas@lumen.example");
  add_user_argument(*show_command, input->user);
  assign(show_command, [&desk, input] { return show_user(desk, *input); });

  CLI::App* const create_command = add_command(
      *user, "create", "Add a person",
      "user create --name Tomás --email tomas@lumen.example --role normal_user\n"
      "user create --name kiosk-7 --email it@shop.example --field phone=+49301234 --role operator --scope Berlin");
  add_field_options(*create_command, input);
  add_given_options(*create_command, input);
  create_command->add_option("--state", input->state, "One of the states that the scheme lets people begin in");
  assign(create_command, [&desk, input] { return create(desk, *input); });

  CLI::App* const invite_command = add_command(
      *user, "invite", "Invite addresses with one set of rights: all or none, passed over as the scheme says",
      "user invite ana@shop.example ben@shop.example --role user --role sms --scope Berlin");
  invite_command->add_option("EMAIL", input->emails, "One address or more")->required();
  add_pairs(*invite_command, "--field", input->fields, "A field that all of them get");
  add_given_options(*invite_command, input);
  assign(invite_command, [&desk, input] { return invite(desk, *input); });

  CLI::App* const edit_command = add_command(*user, "edit", "Change fields of a person; those not named stay",
                                             "user edit tomas@lumen.example --name \"Tomás Herrera\"");
  add_user_argument(*edit_command, input->user);
  add_field_options(*edit_command, input);
  assign(edit_command, [&desk, input] { return edit(desk, *input); });

  CLI::App* const duplicate_command =
      add_command(*user, "duplicate", "Add a person with the roles and scopes of another",
                  "user duplicate ana --field username=ben --email ben@shop.example");
  add_user_argument(*duplicate_command, input->user);
  add_field_options(*duplicate_command, input);
  assign(duplicate_command, [&desk, input] { return duplicate(desk, *input); });

  add_access_commands(*user, desk, assign);
  add_transfer_commands(*user, desk, assign);
}

}  // namespace remit::cli
