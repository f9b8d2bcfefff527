// org create | list | show | upgrade | recover

#include "core/base/email.h"
#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

/// What the scheme asks of the owner, from an e-mail and whatever else was given.
std::map<std::string, std::string> owner_fields(const scheme::CompiledScheme& scheme, const std::string& email,
                                                std::map<std::string, std::string> fields) {
  const std::string local = email.substr(0, email.find('@'));
  for (const scheme::Field& it : scheme.definition().fields) {
    if (it.id == scheme.email_field().id) {
      fields.try_emplace(it.id.text, email);
    } else if (it.required && it.choices.empty()) {
      fields.try_emplace(it.id.text, local);
    } else if (it.required) {
      fields.try_emplace(it.id.text, it.choices.front());
    }
  }
  return fields;
}

Result<int> upgrade(Desk& desk, const std::string& to) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  std::string wanted = to;
  if (wanted.empty()) {
    REMIT_TRY_ASSIGN(const scheme::SchemePtr pinned, desk.opened().service->scheme_of(slug));
    wanted = pinned->id();
  }
  REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme,
                   wanted.ends_with(".toml") ? desk.scheme_file(wanted) : desk.scheme(wanted));
  REMIT_TRY(desk.carry_out(directory::Action{directory::Upgrade{scheme->text()}}));
  return kDone;
}

}  // namespace

void add_organisation_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const org = add_group(program, "org", "Organisations", "org list");

  struct Create {
    std::string name, scheme, owner, slug;
    std::vector<std::string> fields;
    bool demo = false;
  };
  const auto create = std::make_shared<Create>();  // shared with the parser, which fills it
  CLI::App* const create_command = add_command(
      *org, "create", "Make an organisation and its first administrator, who gets a mail",
      "org create \"Lumen Travel\" --scheme billpro --owner mara@lumen.example\n"
      "--schemes ./schemes org create Shop --scheme mine --owner me@shop.example --owner-field username=me");
  create_command->add_option("NAME", create->name, "What it is called")->required();
  create_command->add_option("--scheme", create->scheme, "The role scheme it pins (remit scheme list)")->required();
  create_command->add_option("--owner", create->owner, "E-mail of the first administrator")->required();
  add_pairs(*create_command, "--owner-field", create->fields, "Another field of the owner");
  create_command->add_option("--slug", create->slug, "Its name in addresses; made from NAME if left out");
  create_command->add_flag("--demo", create->demo,
                           "Where the database is made now: mark it for demonstrations, for good, so that its mails "
                           "can be opened");
  assign(create_command, [&desk, create]() -> Result<int> {
    REMIT_TRY(desk.no_dry_run("org create"));
    REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme, desk.scheme(create->scheme));
    REMIT_TRY(parse_email(create->owner));
    store::sqlite::Options wanted;
    wanted.path = desk.options.database;
    wanted.missing = store::sqlite::Missing::Create;
    wanted.demo = create->demo ? store::sqlite::Demo::Yes : store::sqlite::Demo::No;
    REMIT_TRY_ASSIGN(service::Service* const service, desk.open(wanted));
    directory::NewOrganisation organisation;
    organisation.name = create->name;
    organisation.slug = create->slug;
    organisation.scheme = scheme;
    organisation.owner = owner_fields(*scheme, create->owner, pairs(create->fields));
    REMIT_TRY_ASSIGN(const present::Outcome outcome,
                     service->create_organisation(organisation, directory::operator_actor("Operator", "cli")));
    if (desk.options.json) {
      desk.print_json(outcome);
    } else {
      desk.out() << display_escape(outcome.message) << "\n";
    }
    return kDone;
  });

  const auto scheme = std::make_shared<std::string>();
  CLI::App* const upgrade_command =
      add_command(*org, "upgrade", "Pin another version of the scheme; --dry-run shows who gains and loses",
                  "--dry-run org upgrade --scheme billpro-2.toml\n--schemes ./schemes --org lumen-travel org upgrade");
  upgrade_command->add_option("--scheme", *scheme, "A .toml file or a scheme's id; the same scheme if left out");
  assign(upgrade_command, [&desk, scheme] { return upgrade(desk, *scheme); });

  assign(add_command(*org, "recover", "Let the operator make a manager again where all of them are gone",
                     "--reason \"both administrators left\" org recover"),
         [&desk]() -> Result<int> {
           REMIT_TRY(desk.carry_out(directory::Action{directory::Recover{}}));
           return kDone;
         });

  assign(add_command(*org, "list", "All organisations in the database", "org list --json"), [&desk]() -> Result<int> {
    REMIT_TRY_ASSIGN(service::Service* const service, desk.open());
    REMIT_TRY_ASSIGN(const std::vector<present::OrganisationCard> all, service->organisations());
    if (desk.options.json) {
      desk.print_json(all);
      return kDone;
    }
    std::vector<std::vector<std::string>> rows;
    for (const present::OrganisationCard& it : all) {
      rows.push_back({it.slug, it.name, it.scheme_id, std::to_string(it.users)});
    }
    desk.table({"ORGANISATION", "NAME", "SCHEME", "USERS"}, rows);
    return kDone;
  });

  assign(add_command(*org, "show", "One organisation: its scheme, roles and how many have them",
                     "--org lumen-travel org show"),
         [&desk]() -> Result<int> {
           REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
           REMIT_TRY_ASSIGN(const directory::Actor actor, desk.actor());
           REMIT_TRY_ASSIGN(const present::Viewer viewer, desk.opened().service->viewer(slug, actor));
           REMIT_TRY_ASSIGN(const present::Matrix matrix, desk.opened().service->matrix(slug, actor));
           if (desk.options.json) {
             desk.print_json(viewer);
             return kDone;
           }
           desk.out() << display_escape(viewer.organisation_name) << " (" << viewer.organisation << "), scheme "
                      << viewer.scheme_id << " " << matrix.version << ", revision " << viewer.revision
                      << (viewer.founding ? ", founding: no administrator has accepted yet" : "") << "\n";
           std::vector<std::vector<std::string>> rows;
           for (const present::MatrixRole& it : matrix.roles) {
             rows.push_back({it.label, it.purpose, std::to_string(it.granted), std::to_string(it.users)});
           }
           desk.table({"ROLE", "PURPOSE", "PERMISSIONS", "USERS"}, rows);
           return kDone;
         });
}

}  // namespace remit::cli
