#include "core/service/service.h"

#include <algorithm>
#include <utility>

#include "core/base/describe_enum.h"
#include "core/directory/authority.h"
#include "core/scheme/scheme.h"
#include "core/service/state.h"

namespace remit::service {

Service::State::State(Dependencies given)
    : dependencies(std::move(given)), writer([this](const directory::Joining& next) { return commit(next); }) {}

Result<Open*> Service::State::find(std::string_view slug) {
  const std::scoped_lock lock(mutex);
  if (const auto found = open.find(slug); found != open.end()) return found->second.get();
  REMIT_TRY_ASSIGN(const std::optional<directory::Organisation> organisation, dependencies.store.organisation(slug));
  if (!organisation) {
    return Error{Code::NotFound, "no-such-organisation", {{"text", std::string(slug)}}, "organisation"};
  }
  // The scheme is the text that was pinned, whatever the plugins say today.
  REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, dependencies.store.read(organisation->id));
  REMIT_TRY_ASSIGN(const std::string text, rows->scheme_text());
  auto made = std::make_unique<Open>();
  made->id = organisation->id;
  REMIT_TRY_ASSIGN(made->scheme, scheme::load_or_error(text));
  Open* const result = made.get();
  by_id[result->id] = result;
  open.emplace(std::string(slug), std::move(made));
  return result;
}

Result<access::Index*> Service::State::index(Open& organisation) {
  {
    const std::scoped_lock lock(organisation.mutex);
    if (organisation.index && !organisation.index->stale()) return organisation.index.get();
  }
  // Between reading the rows and keeping the index no commit may pass unseen.
  std::optional<Error> failed;
  writer.alone([&] {
    auto rows = dependencies.store.read(organisation.id);
    if (!rows) {
      failed = std::move(rows).error();
      return;
    }
    auto made = access::Index::load(**rows, organisation.scheme);
    if (!made) {
      failed = std::move(made).error();
      return;
    }
    const std::scoped_lock lock(organisation.mutex);
    if (!organisation.index) organisation.index = std::move(*made);
  });
  if (failed) return *failed;
  return organisation.index.get();
}

void Service::State::pin(const Open& organisation, scheme::SchemePtr scheme) {
  const std::scoped_lock lock(mutex);
  for (auto& it : open) {
    if (it.second.get() != &organisation) continue;
    auto made = std::make_unique<Open>();
    made->id = organisation.id;
    made->scheme = std::move(scheme);
    by_id[made->id] = made.get();
    retired.push_back(std::exchange(it.second, std::move(made)));
    return;
  }
}

std::vector<Result<directory::Committed>> Service::State::commit(const directory::Joining& next) {
  const auto publish = [this](const directory::Request& request, const directory::Committed& committed) {
    Open* organisation = nullptr;
    {
      const std::scoped_lock lock(mutex);
      organisation = by_id[request.organisation];
    }
    const std::scoped_lock lock(organisation->mutex);
    for (const directory::Change& change : committed.changes) {
      if (organisation->index) organisation->index->apply(change.rows, committed.epoch);
      if (change.pins) pin(*organisation, change.pins);
    }
  };
  return directory::commit(dependencies.store, next, dependencies.random, dependencies.seal_key, publish);
}

Looking::Looking(Service::State& state, Open& organisation, std::unique_ptr<store::Snapshot> rows,
                 const directory::Actor& actor)
    : organisation_(organisation),
      rows_(std::move(rows)),
      context_{*rows_,
               *organisation.scheme,
               actor,
               state.dependencies.clock.now(),
               state.catalogue,
               state.dependencies.language,
               state.dependencies.store.demo()} {}

Result<std::unique_ptr<Looking>> Looking::at(Service::State& state, std::string_view slug,
                                             const directory::Actor& actor) {
  REMIT_TRY_ASSIGN(Open* const organisation, state.find(slug));
  REMIT_TRY_ASSIGN(std::unique_ptr<store::Snapshot> rows, state.dependencies.store.read(organisation->id));
  return std::unique_ptr<Looking>(new Looking(state, *organisation, std::move(rows), actor));
}

Result<Done> Looking::may_see(UserId id) {
  const directory::Actor& actor = context_.actor;
  const Error missing{Code::NotFound, "no-such-user", {}, "user"};
  REMIT_TRY_ASSIGN(const std::optional<directory::User> user, rows_->user(id));
  if (!user) return missing;
  if (actor.kind == scheme::ActorKind::Operator || actor.user == id) return Done{};
  const scheme::CommandSpec* const list = context_.scheme.command("list");
  const auto permission = list && list->needs ? context_.scheme.permission(list->needs->text) : std::nullopt;
  if (!permission) return missing;
  REMIT_TRY_ASSIGN(const directory::Authority authority,
                   directory::Authority::of(*rows_, context_.scheme, actor, context_.now));
  REMIT_TRY_ASSIGN(const bool seen, authority.sees(*permission, *user));
  if (!seen) return missing;
  return Done{};
}

Result<bool> Looking::within_own_scope(UserId user, std::optional<ScopeId> scope) {
  const directory::Actor& actor = context_.actor;
  if (actor.kind != scheme::ActorKind::Credential || actor.user != user) return true;
  REMIT_TRY_ASSIGN(const std::vector<directory::Credential> credentials, rows_->credentials_of(user));
  for (const directory::Credential& it : credentials) {
    if (it.id != actor.credential) continue;
    if (!it.scope) return true;
    REMIT_TRY_ASSIGN(const directory::Organisation organisation, rows_->organisation());
    return directory::Tree(*rows_, context_.scheme).covers(*it.scope, scope.value_or(organisation.root));
  }
  return false;
}

Result<bool> Looking::sees_everybody() {
  if (context_.actor.kind == scheme::ActorKind::Operator) return true;
  const scheme::CommandSpec* const list = context_.scheme.command("list");
  const auto permission = list && list->needs ? context_.scheme.permission(list->needs->text) : std::nullopt;
  if (!permission || context_.definition().scopes.covers == scheme::Covers::Self) return false;
  REMIT_TRY_ASSIGN(const directory::Authority authority,
                   directory::Authority::of(*rows_, context_.scheme, context_.actor, context_.now));
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, rows_->organisation());
  return authority.has(*permission, scheme::Reach::Any, organisation.root);
}

Result<bool> Looking::sees(std::optional<UserId> user) {
  if (!user) return false;
  auto seen = may_see(*user);
  if (seen) return true;
  if (seen.error().code == Code::NotFound) return false;
  return std::move(seen).error();
}

Result<Done> Looking::must_manage() {
  REMIT_TRY_ASSIGN(const present::ActionOffer list, present::offer(context_, "list", std::nullopt));
  if (list.offered) return Done{};
  return Error{Code::Denied, list.rule, {}, ""};
}

Service::Service(Dependencies dependencies) : state_(std::make_unique<State>(std::move(dependencies))) {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::open(Dependencies dependencies) {
  std::unique_ptr<Service> service(new Service(std::move(dependencies)));
  REMIT_TRY_ASSIGN(const std::vector<directory::Organisation> all, service->state_->dependencies.store.organisations());
  for (const directory::Organisation& it : all) REMIT_TRY(service->state_->find(it.slug));
  return service;
}

Result<Done> Service::load_indexes() {
  REMIT_TRY_ASSIGN(const std::vector<directory::Organisation> all, state_->dependencies.store.organisations());
  for (const directory::Organisation& it : all) {
    REMIT_TRY_ASSIGN(Open* const organisation, state_->find(it.slug));
    REMIT_TRY(state_->index(*organisation));
  }
  return Done{};
}

const std::vector<scheme::SchemePtr>& Service::schemes() const {
  return state_->dependencies.schemes;
}

// ---- organisations

Result<std::vector<present::OrganisationCard>> Service::organisations() {
  REMIT_TRY_ASSIGN(const std::vector<directory::Organisation> all, state_->dependencies.store.organisations());
  std::vector<present::OrganisationCard> cards;
  for (const directory::Organisation& it : all) {
    REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking,
                     Looking::at(*state_, it.slug, directory::operator_actor()));
    const present::Context& context = looking->context();
    REMIT_TRY_ASSIGN(const store::Counts counts, looking->rows().counts());
    REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, looking->rows().scopes());
    present::OrganisationCard card;
    card.slug = it.slug;
    card.name = it.name;
    card.scheme_id = it.scheme_id;
    card.scheme_title = context.text(context.definition().scheme.title);
    card.summary = context.text(context.definition().presentation.summary);
    card.users = counts.users;
    card.roles = static_cast<std::uint32_t>(context.definition().roles.size());
    card.permissions = static_cast<std::uint32_t>(context.definition().permissions.size());
    card.scopes = static_cast<std::uint32_t>(scopes.size());
    cards.push_back(std::move(card));
  }
  return cards;
}

Result<present::Outcome> Service::create_organisation(const directory::NewOrganisation& organisation,
                                                      const directory::Actor& actor) {
  if (actor.kind != scheme::ActorKind::Operator) return Error{Code::Denied, "not-offered", {}, ""};
  std::optional<Result<directory::Committed>> made;
  state_->writer.alone([&] {
    const Dependencies& given = state_->dependencies;
    made.emplace(directory::create_organisation(given.store, organisation, actor, given.clock.now(), given.random,
                                                given.seal_key));
  });
  if (!*made) return std::move(*made).error();
  const directory::Change& owner = (*made)->changes.back();
  present::Outcome outcome;
  outcome.message = organisation.name + " is created. " + owner.target_name + " is its first administrator";
  outcome.user_id = to_string(*owner.target);
  outcome.user_name = owner.target_name;
  outcome.revision = (*made)->epoch.value;
  return outcome;
}

Result<directory::Organisation> Service::organisation(std::string_view slug) {
  REMIT_TRY_ASSIGN(const std::optional<directory::Organisation> found, state_->dependencies.store.organisation(slug));
  if (!found) return Error{Code::NotFound, "no-such-organisation", {{"text", std::string(slug)}}, "organisation"};
  return *found;
}

Result<scheme::SchemePtr> Service::scheme_of(std::string_view slug) {
  REMIT_TRY_ASSIGN(Open* const organisation, state_->find(slug));
  return organisation->scheme;
}

// ---- changes

namespace {

Result<Done> check_commands(const std::vector<directory::Command>& commands) {
  if (commands.empty()) return Error{Code::Invalid, "field-missing", {{"label", "commands"}}, "commands"};
  if (commands.size() > kMaxCommands) {
    return Error{Code::Invalid, "too-many", {{"max", std::to_string(kMaxCommands)}}, "commands"};
  }
  return Done{};
}

}  // namespace

Result<present::Preview> Service::plan(std::string_view slug, const directory::Actor& actor,
                                       const std::vector<directory::Command>& commands) {
  REMIT_TRY(check_commands(commands));
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY_ASSIGN(
      const std::vector<directory::Change> changes,
      directory::plan_all(looking->rows(), *looking->organisation().scheme, actor, commands, looking->context().now));
  return present::preview(looking->context(), changes);
}

Result<present::Outcome> Service::execute(std::string_view slug, const directory::Actor& actor,
                                          const std::vector<directory::Command>& commands) {
  REMIT_TRY(check_commands(commands));
  REMIT_TRY_ASSIGN(Open* const organisation, state_->find(slug));
  REMIT_TRY_ASSIGN(directory::Committed committed, state_->writer.submit({organisation->id, organisation->scheme, actor,
                                                                          commands, state_->dependencies.clock.now()}));
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  const directory::Change& last = committed.changes.back();
  present::Outcome outcome;
  outcome.message = present::outcome_sentence(looking->context(), last);
  if (committed.changes.size() > 1) {
    outcome.message = last.target_name + " is saved: " + std::to_string(committed.changes.size()) + " changes";
  }
  const bool batch = std::all_of(committed.changes.begin(), committed.changes.end(),
                                 [](const directory::Change& it) { return it.type == directory::Invite::kType; });
  if (batch && committed.changes.size() > 1) {
    const auto invited = std::count_if(committed.changes.begin(), committed.changes.end(),
                                       [](const directory::Change& it) { return it.target.has_value(); });
    outcome.message =
        std::to_string(invited) + " of " + std::to_string(committed.changes.size()) + " addresses are invited";
  }
  const bool dropped = std::any_of(committed.changes.begin(), committed.changes.end(),
                                   [](const directory::Change& it) { return !it.dropped.empty(); });
  if (dropped) {
    REMIT_TRY_ASSIGN(present::Preview what, present::preview(looking->context(), committed.changes));
    outcome.notes = std::move(what.dropped);
  }
  if (last.target) outcome.user_id = to_string(*last.target);
  if (last.scope) outcome.scope_id = to_string(*last.scope);
  if (last.scope_group) outcome.scope_group_id = to_string(*last.scope_group);
  outcome.user_name = last.target_name;
  outcome.secret = committed.secret.reveal();
  outcome.revision = committed.epoch.value;
  outcome.repeated = committed.repeated;
  const std::string note = looking->context().text(looking->context().definition().presentation.after_edit);
  const bool edited = last.type == directory::EditUser::kType || last.type == directory::Give::kType ||
                      last.type == directory::Take::kType || last.type == directory::SetFlag::kType;
  if (edited && !note.empty()) outcome.notes.push_back(note);
  return outcome;
}

// ---- decisions

namespace {

access::Question question_of(const access::View& view, UserId user, std::string_view permission,
                             std::optional<ScopeId> scope, std::optional<UserId> owner, Time now) {
  access::Question question;
  question.user = view.user(user);
  question.permission = view.permission(permission);
  question.scope = scope ? view.scope(*scope) : access::kRoot;
  question.owner = owner ? view.user(*owner) : access::kNoOwner;
  question.now = now;
  return question;
}

}  // namespace

Result<present::Answer> Service::check(std::string_view slug, const directory::Actor& actor, UserId user,
                                       std::string_view permission, std::optional<ScopeId> scope,
                                       std::optional<UserId> owner) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->may_see(user));
  REMIT_TRY_ASSIGN(access::Index* const index, state_->index(looking->organisation()));
  const access::Pin view = index->pin();
  access::Decision decision =
      access::check(*view, question_of(*view, user, permission, scope, owner, looking->context().now));
  if (decision.allowed()) {
    REMIT_TRY_ASSIGN(const bool within, looking->within_own_scope(user, scope));
    if (!within) decision.rule = access::Rule::OutsideScope;
  }
  present::Answer answer;
  answer.allowed = decision.allowed();
  answer.rule = enum_name(decision.rule);
  answer.reason =
      answer.allowed
          ? "Yes: " + looking->context().text(looking->context().scheme.at(decision.role).label) + " grants it"
          : present::sentence(looking->context(), {Code::Denied, "check-" + answer.rule, {}, ""});
  answer.revision = decision.epoch.value;
  return answer;
}

Result<access::Explanation> Service::explain(std::string_view slug, const directory::Actor& actor, UserId user,
                                             std::string_view permission, std::optional<ScopeId> scope,
                                             std::optional<UserId> owner) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, actor));
  REMIT_TRY(looking->may_see(user));
  REMIT_TRY_ASSIGN(access::Index* const index, state_->index(looking->organisation()));
  const access::Pin view = index->pin();
  return access::explain(*view, question_of(*view, user, permission, scope, owner, looking->context().now),
                         looking->context().language);
}

// ---- records

Result<std::uint64_t> Service::verify_audit(std::string_view slug) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  std::optional<directory::AuditEntry> last;
  std::optional<Error> broken;
  std::uint64_t count = 0;
  REMIT_TRY(looking->rows().audit_chain([&](const directory::AuditEntry& entry) {
    if (auto fits = directory::verify(entry, last ? &*last : nullptr); !fits) broken = std::move(fits).error();
    last = entry;
    ++count;
    return !broken;
  }));
  if (broken) return *broken;
  // The last entry says the epoch that the organisation is in: the end of the chain cannot be cut off unseen.
  REMIT_TRY_ASSIGN(const directory::Organisation organisation, looking->rows().organisation());
  if (!last || last->epoch != organisation.epoch) {
    return Error{Code::Conflict, "audit-broken", {{"sequence", std::to_string(count + 1)}}, ""};
  }
  return count;
}

Result<UserId> Service::find_user(std::string_view slug, std::string_view id_or_name) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  if (const auto id = parse_id<UserTag>(id_or_name)) {
    REMIT_TRY_ASSIGN(const std::optional<directory::User> user, looking->rows().user(*id));
    if (user) return *id;
  }
  const scheme::CompiledScheme& scheme = looking->context().scheme;
  for (const scheme::Field* const field : {&scheme.sign_in_field(), &scheme.email_field(), &scheme.name_field()}) {
    REMIT_TRY_ASSIGN(const std::vector<UserId> found,
                     looking->rows().users_with(field->id, directory::unique_key(*field, id_or_name)));
    if (found.size() == 1) return found.front();
  }
  return Error{Code::NotFound, "no-such-user", {{"text", std::string(id_or_name)}}, "user"};
}

Result<directory::Actor> Service::actor_for(std::string_view slug, UserId user, std::string origin) {
  REMIT_TRY_ASSIGN(const std::unique_ptr<Looking> looking, Looking::at(*state_, slug, directory::operator_actor()));
  REMIT_TRY_ASSIGN(const std::optional<directory::User> found, looking->rows().user(user));
  if (!found) return Error{Code::NotFound, "no-such-user", {}, "user"};
  directory::Actor actor;
  actor.kind = scheme::ActorKind::User;
  actor.user = user;
  actor.label = directory::name_of(*found, looking->context().definition());
  actor.origin = std::move(origin);
  return actor;
}

}  // namespace remit::service
