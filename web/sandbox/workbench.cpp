#include "web/sandbox/workbench.h"

#include <cstdio>
#include <utility>

#include "core/base/password.h"
#include "plugins/demo/demo.h"

namespace remit::sandbox {

using service::Ticket;

namespace {

store::sqlite::Options in_memory() {
  store::sqlite::Options options;
  options.missing = store::sqlite::Missing::Create;
  options.demo = store::sqlite::Demo::Yes;
  options.readers = 2;
  options.wait = milliseconds(0);
  return options;
}

}  // namespace

Result<std::unique_ptr<Workbench>> Workbench::open(Parts parts, std::string_view kept) {
  std::unique_ptr<Workbench> workbench(new Workbench(std::move(parts)));
  if (kept.empty()) {
    REMIT_TRY(workbench->begin_anew());
  } else {
    REMIT_TRY(workbench->take_up(kept));
  }
  return workbench;
}

Result<Done> Workbench::begin_anew() {
  clock_.ahead = {};
  REMIT_TRY_ASSIGN(std::unique_ptr<store::sqlite::Database> database, store::sqlite::Database::open(in_memory()));
  SealKey key = SealKey::make(parts_.random);
  REMIT_TRY_ASSIGN(
      const demo::Organisations made,
      demo::make_organisations(*database, parts_.schemes, nobodys_password(), clock_.now(), parts_.random, key));
  for (const demo::Failure& it : made.failed) {
    std::fprintf(stderr, "no whole demo organisation for the scheme %s: %s\n", it.scheme.c_str(),
                 it.error.rule.c_str());
  }
  const std::vector<demo::Owner>& owners = made.owners;
  if (owners.empty() && !made.failed.empty()) return made.failed.front().error;
  bench_.emplace(Bench{std::move(key), std::move(database), nullptr});
  REMIT_TRY_ASSIGN(bench_->service, service::Service::open(
                                        {*bench_->database, clock_, parts_.random, bench_->key, parts_.schemes, "en"}));
  acting_.clear();
  for (const demo::Owner& it : owners) {
    REMIT_TRY_ASSIGN(acting_[it.organisation], bench_->service->find_user(it.organisation, it.signs_in_as));
  }
  opened_ = owners.empty() ? std::string() : owners.front().organisation;
  changed();
  return Done{};
}

Result<Done> Workbench::take_up(std::string_view bytes) {
  REMIT_TRY_ASSIGN(const Workspace workspace, read_workspace(bytes));
  REMIT_TRY_ASSIGN(SealKey key, SealKey::parse(workspace.seal_key));
  const auto* const data = reinterpret_cast<const std::uint8_t*>(workspace.database.data());
  REMIT_TRY_ASSIGN(std::unique_ptr<store::sqlite::Database> database,
                   store::sqlite::Database::open_image({data, workspace.database.size()}, in_memory()));
  // SECURITY: a productive database is not opened here, where mails are shown whole (T34).
  if (!database->demo()) return Error{Code::Denied, "workspace-not-demo", {}, ""};
  std::map<std::string, UserId> acting;
  for (const auto& [slug, user] : workspace.acting_as) {
    if (const auto id = parse_id<UserTag>(user)) acting[slug] = *id;
  }
  Bench next{std::move(key), std::move(database), nullptr};
  // The service looks at the key where it will stay, so the old bench is kept until the new one opens.
  std::optional<Bench> before = std::exchange(bench_, std::move(next));
  auto service = service::Service::open({*bench_->database, clock_, parts_.random, bench_->key, parts_.schemes, "en"});
  if (!service) {
    bench_ = std::move(before);
    return std::move(service).error();
  }
  bench_->service = std::move(*service);
  clock_.ahead = Duration{workspace.clock_ahead_ms};
  acting_ = std::move(acting);
  opened_ = workspace.opened;
  ++revision_;
  return Done{};
}

void Workbench::tick() {
  // Only what was asked before: an answer may lead to the next question.
  for (std::size_t left = questions_.size(); left > 0; --left) {
    const std::function<void()> question = std::move(questions_.front());
    questions_.pop_front();
    question();
  }
}

template <class T>
Ticket<T> Workbench::ask(std::function<Result<T>()> answer) {
  Ticket<T> ticket;
  questions_.push_back([ticket, answer = std::move(answer)] {
    if (ticket.wanted()) ticket.fulfil(answer());
  });
  parts_.wake();
  return ticket;
}

Result<directory::Actor> Workbench::actor() {
  const auto acting = acting_.find(opened_);
  if (acting == acting_.end() || acting->second.is_nil()) return directory::operator_actor("Operator", "sandbox");
  REMIT_TRY_ASSIGN(directory::Actor actor, bench_->service->actor_for(opened_, acting->second, "sandbox"));
  // Nobody has a password here.
  actor.proved = true;
  return actor;
}

Result<std::string> Workbench::file() {
  REMIT_TRY_ASSIGN(const std::vector<std::uint8_t> image, bench_->database->image());
  Workspace workspace;
  workspace.database.assign(image.begin(), image.end());
  workspace.seal_key = bench_->key.text().reveal();
  workspace.clock_ahead_ms = clock_.ahead.ms;
  workspace.opened = opened_;
  for (const auto& [slug, user] : acting_) workspace.acting_as[slug] = user.is_nil() ? "" : to_string(user);
  return write_workspace(workspace);
}

void Workbench::changed() {
  ++revision_;
  if (auto bytes = file()) parts_.keep(*bytes);
}

void Workbench::open(std::string slug) {
  opened_ = std::move(slug);
  questions_.clear();
  changed();  // a page that is loaded anew shows what was open
}

#define REMIT_ASK(type, call)                                      \
  ask<type>([=, this]() -> Result<type> {                          \
    REMIT_TRY_ASSIGN(const directory::Actor actor, this->actor()); \
    return bench_->service->call;                                  \
  })

Ticket<present::Viewer> Workbench::viewer() {
  return REMIT_ASK(present::Viewer, viewer(opened_, actor));
}
Ticket<std::vector<present::OrganisationCard>> Workbench::organisations() {
  return ask<std::vector<present::OrganisationCard>>([this] { return bench_->service->organisations(); });
}
Ticket<present::ListModel> Workbench::list_model() {
  return REMIT_ASK(present::ListModel, list_model(opened_, actor));
}
Ticket<present::UsersPage> Workbench::users(const present::ListQuery& query) {
  return REMIT_ASK(present::UsersPage, users(opened_, actor, query));
}
Ticket<present::UserDetails> Workbench::user(UserId id) {
  return REMIT_ASK(present::UserDetails, user(opened_, actor, id));
}
Ticket<present::FormModel> Workbench::form(std::optional<UserId> user) {
  return REMIT_ASK(present::FormModel, form(opened_, actor, user));
}
Ticket<present::FormModel> Workbench::duplicate_form(UserId user) {
  return REMIT_ASK(present::FormModel, duplicate_form(opened_, actor, user));
}
Ticket<present::TreeModel> Workbench::tree() {
  return REMIT_ASK(present::TreeModel, tree(opened_, actor));
}
Ticket<present::Matrix> Workbench::matrix() {
  return REMIT_ASK(present::Matrix, matrix(opened_, actor));
}
Ticket<std::vector<present::OutboxItem>> Workbench::outbox() {
  return REMIT_ASK(std::vector<present::OutboxItem>, outbox(opened_, actor));
}
Ticket<std::vector<present::ActivityItem>> Workbench::activity(std::optional<UserId> user, std::uint64_t before) {
  return REMIT_ASK(std::vector<present::ActivityItem>, activity(opened_, actor, user, before));
}
Ticket<present::Preview> Workbench::plan(const std::vector<directory::Command>& commands) {
  return REMIT_ASK(present::Preview, plan(opened_, actor, commands));
}

#undef REMIT_ASK

Ticket<present::Outcome> Workbench::execute(const std::vector<directory::Command>& commands) {
  return ask<present::Outcome>([=, this]() -> Result<present::Outcome> {
    REMIT_TRY_ASSIGN(const directory::Actor actor, this->actor());
    auto outcome = bench_->service->execute(opened_, actor, commands);
    changed();  // a refusal is recorded too
    return outcome;
  });
}

// Nobody has a password here, and nobody signs in.
Ticket<Done> Workbench::prove(std::string) {
  return ask<Done>([]() -> Result<Done> { return Done{}; });
}

Ticket<Done> Workbench::sign_out() {
  return ask<Done>([]() -> Result<Done> { return Error{Code::Denied, "not-offered", {}, ""}; });
}

void Workbench::act_as(UserId user) {
  acting_[opened_] = user;
  changed();
  parts_.wake();
}

Ticket<std::vector<present::Choice>> Workbench::people() {
  return ask<std::vector<present::Choice>>([this]() -> Result<std::vector<present::Choice>> {
    // As many as somebody may look through by typing; a sandbox holds fewer.
    constexpr std::size_t kMost = 10'000;
    present::ListQuery query;
    query.size = 1000;
    std::vector<present::Choice> people;
    for (bool more = true; more && people.size() < kMost;) {
      REMIT_TRY_ASSIGN(const present::UsersPage page,
                       bench_->service->users(opened_, directory::operator_actor(), query));
      for (const present::UserRow& it : page.rows) {
        const std::string role = it.roles.empty() ? std::string() : " · " + it.roles.front().label;
        people.push_back({to_string(it.id), it.name + role});
      }
      more = !page.rows.empty() && people.size() < page.total;
      query.turn = "next";
      query.anchor = page.last;
    }
    return people;
  });
}

void Workbench::move_clock(Duration by) {
  if (by.ms <= 0) return;
  clock_.ahead.ms += by.ms;
  changed();
  parts_.wake();
}

Time Workbench::now() const {
  return parts_.clock.now() + clock_.ahead;
}

Ticket<present::LinkView> Workbench::look_at_link(const std::string& secret) {
  return ask<present::LinkView>([=, this] { return bench_->service->link(opened_, secret); });
}

Ticket<present::Outcome> Workbench::redeem(const std::string& secret, const std::vector<scheme::Step>& steps,
                                           const std::string& new_password) {
  return ask<present::Outcome>([=, this]() -> Result<present::Outcome> {
    REMIT_TRY_ASSIGN(const present::LinkView link, bench_->service->link(opened_, secret));
    directory::RedeemLink redeem{secret, steps, ""};
    if (!new_password.empty()) {
      REMIT_TRY(check_password(new_password, {}, Factors::PasswordOnly,
                               {link.name, link.email, link.organisation_name, link.product}));
      REMIT_TRY_ASSIGN(redeem.password_hash, hash_password(new_password, parts_.random));
    }
    directory::Actor holder;
    holder.kind = scheme::ActorKind::Self;
    holder.label = link.name;
    holder.origin = "sandbox";
    directory::Command command;
    command.action = std::move(redeem);
    auto outcome = bench_->service->execute(opened_, holder, {command});
    changed();
    return outcome;
  });
}

Ticket<std::string> Workbench::save() {
  return ask<std::string>([this] { return file(); });
}

Ticket<Done> Workbench::load(std::string bytes) {
  return ask<Done>([this, bytes = std::move(bytes)]() -> Result<Done> {
    REMIT_TRY(take_up(bytes));
    changed();
    return Done{};
  });
}

Ticket<Done> Workbench::reset() {
  return ask<Done>([this] { return begin_anew(); });
}

}  // namespace remit::sandbox
