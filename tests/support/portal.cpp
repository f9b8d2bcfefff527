#include "tests/support/portal.h"

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "plugins/plugins.h"

namespace remit::test {

using namespace directory;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result)
    FAIL(std::string(to_string(result.error().code)) << " " << result.error().rule << " " << result.error().field);
  return std::move(result).value();
}

SealKey key_of(Random& random) {
  return SealKey::make(random);
}

/// Every required field of the scheme, for someone called `name`.
std::map<std::string, std::string> fields_for(const scheme::Definition& scheme, std::string_view name) {
  std::string address;
  for (const char c : sort_key(name)) {
    if (c == '\1') break;
    address += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '.';
  }
  std::map<std::string, std::string> fields;
  bool named = false;
  for (const scheme::Field& it : scheme.fields) {
    if (it.kind == scheme::FieldKind::Email) {
      fields[it.id.text] = address + "@shop.example";
    } else if (it.shown_as_name) {
      fields[it.id.text] = named ? "Example" : name;
      named = true;
    } else if (it.required) {
      fields[it.id.text] = it.choices.empty() ? address : it.choices.front();
    }
  }
  return fields;
}

}  // namespace

Portal::Portal(scheme::SchemePtr scheme) : key(key_of(random)) {
  open(std::move(scheme), {});
}
Portal::Portal(std::string_view scheme, const std::vector<NewScope>& scopes) : key(key_of(random)) {
  open(must(plugins::load_builtin(scheme)), scopes);
}

void Portal::open(scheme::SchemePtr scheme, const std::vector<NewScope>& scopes) {
  store::sqlite::Options options;
  options.demo = store::sqlite::Demo::Yes;
  options.missing = store::sqlite::Missing::Create;
  store = must(store::sqlite::Database::open(options));
  service = must(service::Service::open({*store, clock, random, key, {scheme}, "en"}));
  NewOrganisation organisation;
  organisation.slug = slug;
  organisation.name = "Shop";
  organisation.scheme = scheme;
  organisation.owner = fields_for(scheme->definition(), "Owner");
  organisation.scopes = scopes;
  const present::Outcome made = must(service->create_organisation(organisation, operating()));
  owner = *parse_id<UserTag>(made.user_id);
  complete_steps(owner);
}

Actor Portal::as(UserId user) const {
  Actor actor = must(service->actor_for(slug, user, "test"));
  return actor;
}

Actor Portal::self(UserId user) const {
  Actor actor = as(user);
  actor.kind = scheme::ActorKind::Self;
  return actor;
}

Result<present::Outcome> Portal::run(const Actor& actor, Action action) {
  Command command;
  command.action = std::move(action);
  return service->execute(slug, actor, {command});
}

Result<present::Preview> Portal::plan(const Actor& actor, Action action) {
  Command command;
  command.action = std::move(action);
  return service->plan(slug, actor, {command});
}

CreateUser Portal::creating(std::string_view name, const std::vector<RoleId>& roles,
                            const std::vector<ScopeId>& scopes) {
  const scheme::SchemePtr scheme = must(service->scheme_of(slug));
  CreateUser create;
  create.fields = fields_for(scheme->definition(), name);
  create.roles = roles;
  create.scopes = scopes;
  const bool needed = scheme->definition().scopes.min_at_creation > 0;
  if (needed && scopes.empty()) create.scopes = {must(service->organisation(slug)).root};
  return create;
}

UserId Portal::invite(std::string_view name, const std::vector<RoleId>& roles, const std::vector<ScopeId>& scopes) {
  const CreateUser create = creating(name, roles, scopes);
  Action action = create;
  if (!must(service->scheme_of(slug))->command(CreateUser::kType)) {
    action = Invite{create.fields, create.roles, create.scopes, create.scope_groups};
  }
  const present::Outcome made = must(run(as(owner), std::move(action)));
  return *parse_id<UserTag>(made.user_id);
}

UserId Portal::add(std::string_view name, const std::vector<RoleId>& roles, const std::vector<ScopeId>& scopes) {
  const UserId user = invite(name, roles, scopes);
  complete_steps(user);
  return user;
}

void Portal::complete_steps(UserId user) {
  for (const scheme::Step step : row(user).open_steps) {
    must(run(self(user), CompleteStep{user, step, "$argon2id$not-a-real-hash"}));
  }
}

std::unique_ptr<store::Snapshot> Portal::rows() {
  return must(store->read(must(service->organisation(slug)).id));
}

present::UserDetails Portal::details(UserId user) {
  return must(service->user(slug, as(owner), user));
}

present::Answer Portal::check(UserId user, std::string_view permission, std::optional<UserId> of,
                              std::optional<ScopeId> scope) {
  return must(service->check(slug, operating(), user, permission, scope, of));
}

bool Portal::allowed(UserId user, std::string_view permission, std::optional<UserId> of) {
  return check(user, permission, of).allowed;
}

bool Portal::allowed_on(ScopeId scope, UserId user, std::string_view permission) {
  return check(user, permission, {}, scope).allowed;
}

ScopeId Portal::scope(std::string_view name) {
  for (const Scope& it : must(rows()->scopes())) {
    if (it.name == name) return it.id;
  }
  FAIL("no scope called " << std::string(name));
  return {};
}

std::vector<present::OutboxItem> Portal::outbox() {
  return must(service->outbox(slug, operating()));
}

std::string Portal::mailed_secret(UserId user) {
  for (const present::OutboxItem& it : outbox()) {
    if (it.user_id == to_string(user) && it.usable) return it.secret;
  }
  return {};
}

std::vector<Session> Portal::sessions(UserId user) {
  return must(rows()->sessions_of(user));
}
std::vector<Link> Portal::links(UserId user) {
  return must(rows()->links_of(user));
}
std::vector<Credential> Portal::credentials(UserId user) {
  return must(rows()->credentials_of(user));
}
User Portal::row(UserId user) {
  return *must(rows()->user(user));
}

const present::ActionOffer* Portal::offer(const present::UserDetails& details, std::string_view command) const {
  for (const present::ActionOffer& it : details.actions) {
    if (it.command == command) return &it;
  }
  return nullptr;
}

}  // namespace remit::test
