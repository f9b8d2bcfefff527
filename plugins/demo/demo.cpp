#include "plugins/demo/demo.h"

#include <algorithm>
#include <array>

#include "core/base/password.h"
#include "core/directory/commit.h"
#include "plugins/demo/names.h"
#include "plugins/demo/places.h"

namespace remit::demo {

namespace {

using namespace directory;

Place place_of(const scheme::CompiledScheme& scheme) {
  for (const Place& it : places()) {
    if (it.scheme == scheme.id()) return it;
  }
  return {scheme.id(), "Willow & Sons", "willow.example"};
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    all.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::vector<NewScope> tree_of(const Place& place) {
  std::vector<NewScope> tree;
  for (const Node& it : place.nodes) {
    NewScope scope;
    scope.name = it.name;
    scope.kind = KindId{std::string(it.kind)};
    if (it.under >= 0) scope.under = static_cast<std::size_t>(it.under);
    for (const std::string& feature : words(it.features)) scope.features[feature] = true;
    tree.push_back(std::move(scope));
  }
  return tree;
}

class Dice {
 public:
  explicit Dice(Random& random) : random_(random) {}

  [[nodiscard]] std::uint64_t below(std::uint64_t n) {
    std::array<std::uint8_t, 8> bytes{};
    random_.fill(bytes);
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value % n;
  }
  [[nodiscard]] bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  Random& random_;
};

Person person(std::size_t i, std::string& name, std::string& address) {
  if (i < kPeople.size()) return kPeople[i];
  const std::size_t rest = i - kPeople.size();
  static_assert(kFirst.size() == 41 && kFamilies.size() == 26,
                "no common divisor: a thousand pairs before one returns");
  const std::size_t first = rest % kFirst.size();
  const std::size_t family = rest % kFamilies.size();
  name = std::string(kFirst[first]) + " " + kFamilies[family];
  address = std::string(kFirst[first]) + "." + kFamilyAddresses[family];
  for (char& c : address) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return {name, address};
}

/// Fills every required field, and those that name or reach the person.
std::map<std::string, std::string> fields(const scheme::Definition& scheme, std::string_view name,
                                          const std::string& email) {
  std::map<std::string, std::string> values;
  for (const scheme::Field& field : scheme.fields) {
    const std::string& id = field.id.text;
    if (field.kind == scheme::FieldKind::Email) {
      values[id] = email;
    } else if (field.signs_in && !field.shown_as_name) {
      values[id] = email.substr(0, email.find('@'));
    } else if (id == "first_name") {
      values[id] = name.substr(0, name.find(' '));
    } else if (id == "last_name") {
      values[id] = name.find(' ') == std::string_view::npos ? name : name.substr(name.find(' ') + 1);
    } else if (field.shown_as_name) {
      values[id] = name;
    } else if (field.required && !field.choices.empty()) {
      values[id] = field.choices.front();
    } else if (field.required) {
      values[id] = name;
    }
  }
  return values;
}

const Job& job_of(const Place& place, bool machine, Dice& dice) {
  unsigned total = 0;
  for (const Job& it : place.jobs) total += it.machine == machine ? it.weight : 0;
  std::uint64_t left = dice.below(total);
  const Job* chosen = nullptr;
  for (const Job& it : place.jobs) {
    if (it.machine != machine) continue;
    chosen = &it;
    if (left < it.weight) break;
    left -= it.weight;
  }
  return *chosen;
}

/// Roles as a person of a middling organisation has them: few administrators, each flag for some.
std::vector<RoleId> roles(const scheme::CompiledScheme& scheme, Dice& dice) {
  std::vector<RoleId> chosen;
  for (const scheme::RoleGroup& group : scheme.definition().groups) {
    std::vector<const scheme::Role*> offered;
    for (const scheme::Role& role : scheme.definition().roles) {
      const bool simple = role.requires_any.empty() && role.requires_scope.empty() && !role.waives_sign_in;
      if (role.group == group.id && simple) offered.push_back(&role);
    }
    if (offered.empty()) continue;
    if (group.style == scheme::GroupStyle::Flag) {
      if (dice.one_in(offered.front()->allows_credentials ? 16 : 2)) chosen.push_back(offered.front()->id);
      continue;
    }
    const std::size_t many = std::max<std::size_t>(group.min, group.max == 1u ? 1 : 1 + dice.below(3));
    std::vector<RoleId> picked;
    for (int tries = 0; picked.size() < many && tries < 40; ++tries) {
      const scheme::Role* const role = offered[dice.below(offered.size())];
      if (role->is_admin && !dice.one_in(8)) continue;
      if (std::find(picked.begin(), picked.end(), role->id) == picked.end()) picked.push_back(role->id);
    }
    if (picked.size() < group.min) picked.push_back(offered.front()->id);
    chosen.insert(chosen.end(), picked.begin(), picked.end());
  }
  return chosen;
}

constexpr std::array kDevices{"Firefox on Linux", "Chrome on Windows", "Safari on macOS", "Chrome on Android"};

struct Made {
  UserId id;
  std::string name;
  bool machine = false;
  bool locked = false;  ///< from the start
};

constexpr std::size_t kGroups = 12;
constexpr std::size_t kMachineEvery = 15;
constexpr std::size_t kLockedEvery = 23;
constexpr std::size_t kNewcomers = 3;  ///< came today: their links are in the outbox, and still work

class Maker {
 public:
  Maker(store::Store& store, scheme::SchemePtr scheme, std::string_view owner_password, Time now, Random& random,
        const SealKey& key)
      : store_(store),
        scheme_(std::move(scheme)),
        place_(place_of(*scheme_)),
        owner_password_(owner_password),
        now_(now),
        random_(random),
        key_(key),
        dice_(random) {}

  Result<Owner> run() {
    NewOrganisation organisation;
    organisation.name = place_.name;
    organisation.scheme = scheme_;
    organisation.scopes = tree_of(place_);
    const std::string email = "mara@" + std::string(place_.domain);
    organisation.owner = fields(scheme_->definition(), "Mara Ellingsen", email);
    REMIT_TRY_ASSIGN(
        const Committed founded,
        create_organisation(store_, organisation, operator_actor("Support", "demo"), now_ - days(400), random_, key_));
    owner_.id = *founded.changes.back().target;
    owner_.name = "Mara Ellingsen";
    REMIT_TRY_ASSIGN(organisation_, found());
    REMIT_TRY(accept({owner_}, owner_password_, now_ - days(399)));

    REMIT_TRY(join());
    REMIT_TRY(visit(days(30), days(9)));
    REMIT_TRY(visit(days(8), days(3)));
    REMIT_TRY(leave());
    REMIT_TRY(visit(days(1), hours(4)));
    REMIT_TRY(add(place_.people - kNewcomers, place_.people, now_ - hours(3)));
    const User who{{}, {}, {}, organisation.owner, {}, false, {}, {}, {}, {}, {}};
    return Owner{organisation_.slug, organisation.name, scheme_->definition().scheme.title.in(),
                 field_of(who, scheme_->sign_in_field().id)};
  }

 private:
  Result<Organisation> found() {
    REMIT_TRY_ASSIGN(const std::vector<Organisation> all, store_.organisations());
    for (const Organisation& it : all) {
      if (it.name == place_.name && it.scheme_id == scheme_->id()) return it;
    }
    return Error{Code::Internal, "no-such-organisation", {}, ""};
  }

  /// One transaction for all of them; a refusal is a defect of these people.
  Result<std::vector<Committed>> together(const std::vector<Request>& requests) {
    std::vector<Committed> all;
    for (auto& result : commit(store_, requests, random_, key_)) {
      if (!result) return std::move(result).error();
      all.push_back(std::move(*result));
    }
    return all;
  }

  [[nodiscard]] Request request(const Made& who, scheme::ActorKind kind, Action action, Time at) const {
    Actor actor;
    actor.kind = kind;
    actor.user = who.id;
    actor.label = who.name;
    actor.origin = "demo";
    actor.proved = true;
    Command command;
    command.action = std::move(action);
    return {organisation_.id, scheme_, actor, {command}, at};
  }

  /// They came in groups, month after month, and most set a password the day after. Everything here is committed in
  /// the order of its times, as the audit tells it.
  Result<Done> join() {
    const std::size_t all = place_.people - kNewcomers;
    for (std::size_t group = 0; group < kGroups; ++group) {
      const Time came = now_ - days(395) + Duration{days(30).ms * static_cast<std::int64_t>(group)};
      REMIT_TRY_ASSIGN(const std::vector<Made> people, add(all * group / kGroups, all * (group + 1) / kGroups, came));
      std::vector<Made> accepted;
      for (const Made& it : people) {
        if (it.machine || it.locked) continue;
        if (!dice_.one_in(9)) accepted.push_back(it);
      }
      REMIT_TRY(accept(accepted, nobodys_password(), came + days(1)));
      staff_.insert(staff_.end(), accepted.begin(), accepted.end());
    }
    return Done{};
  }

  /// One who came: a person or, where the place has jobs for programs, now and then one of these.
  Made newcomer(std::size_t i, const std::vector<ScopeId>& nodes, Command& command) {
    std::string name, address;
    const bool has_machines =
        std::any_of(place_.jobs.begin(), place_.jobs.end(), [](const Job& it) { return it.machine; });
    const std::size_t machine = i / kMachineEvery;
    const bool is_machine =
        has_machines && i % kMachineEvery == kMachineEvery - 1 && machine < kMachines.size() && !is_new(i);
    const Person who = is_machine ? kMachines[machine] : person(i, name, address);
    CreateUser create;
    create.fields =
        fields(scheme_->definition(), who.name, std::string(who.address) + "@" + std::string(place_.domain));
    Reaches reaches = Reaches::Some;
    if (place_.jobs.empty()) {
      create.roles = roles(*scheme_, dice_);
    } else {
      const Job& job = job_of(place_, is_machine, dice_);
      for (const std::string& role : words(job.roles)) create.roles.push_back(RoleId{role});
      reaches = job.reaches;
    }
    if (!nodes.empty()) create.scopes = {nodes[dice_.below(nodes.size())]};
    if (nodes.size() > 1) {
      if (reaches == Reaches::Everywhere && dice_.one_in(2)) {
        create.scopes = {organisation_.root};
      } else if (const ScopeId second = nodes[dice_.below(nodes.size())];
                 dice_.one_in(5) && second != create.scopes.front()) {
        create.scopes.push_back(second);
      }
      command.selected = create.scopes.front();
    }
    Made made{{}, std::string(who.name), is_machine, false};
    // Where nobody is deactivated, some were never let in.
    const std::vector<StateId>& choices = scheme_->definition().lifecycle.start_choices;
    if (!scheme_->command(Deactivate::kType) && !choices.empty() && !is_machine && !is_new(i) &&
        i % kLockedEvery == 7) {
      create.state = choices.front();
      made.locked = true;
    }
    if (scheme_->command(CreateUser::kType)) {
      command.action = std::move(create);
    } else {
      command.action = Invite{create.fields, create.roles, create.scopes, create.scope_groups};
    }
    return made;
  }
  [[nodiscard]] bool is_new(std::size_t i) const { return i + kNewcomers >= place_.people; }

  Result<std::vector<Made>> add(std::size_t from, std::size_t to, Time at) {
    REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes, assignable());
    std::vector<Request> requests;
    std::vector<Made> people;
    for (std::size_t i = from; i < to; ++i) {
      Command command;
      people.push_back(newcomer(i, nodes, command));
      Request it = request(owner_, scheme::ActorKind::User, command.action, at);
      it.commands.front().selected = command.selected;
      requests.push_back(std::move(it));
      at = at + minutes(7);
    }
    REMIT_TRY_ASSIGN(const std::vector<Committed> done, together(requests));
    std::vector<Request> credentials;
    for (std::size_t i = 0; i < done.size(); ++i) {
      people[i].id = *done[i].changes.back().target;
      if (!people[i].machine || !scheme_->command(IssueCredential::kType)) continue;
      credentials.push_back(request(owner_, scheme::ActorKind::User, IssueCredential{people[i].id}, at));
      at = at + minutes(7);
    }
    REMIT_TRY(together(credentials));
    return people;
  }

  Result<std::vector<ScopeId>> assignable() {
    REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, store_.read(organisation_.id));
    REMIT_TRY_ASSIGN(const std::vector<Scope> scopes, rows->scopes());
    std::vector<ScopeId> nodes;
    for (const Scope& it : scopes) {
      const scheme::ScopeKind* const kind = scheme_->kind(it.kind);
      // Few people reach everything, where there is anything below.
      if (it.id == organisation_.root && scopes.size() > 1) continue;
      if (kind && kind->assignable) nodes.push_back(it.id);
    }
    return nodes;
  }

  Result<Done> accept(const std::vector<Made>& people, std::string_view password, Time at) {
    std::vector<Request> requests;
    for (const scheme::Step step : scheme_->definition().lifecycle.steps) {
      for (const Made& it : people) {
        const std::string hash(step == scheme::Step::SetPassword ? password : std::string_view());
        requests.push_back(request(it, scheme::ActorKind::Self, CompleteStep{it.id, step, hash}, at));
        at = at + minutes(7);
      }
    }
    REMIT_TRY(together(requests));
    return Done{};
  }

  /// Some of them signed in between `from` and `until` ago; those of the last day are still there.
  Result<Done> visit(Duration from, Duration until) {
    std::vector<Request> arrivals;
    for (const Made& it : staff_) {
      if (dice_.one_in(3)) continue;
      const auto ago = static_cast<std::int64_t>(dice_.below(static_cast<std::uint64_t>(from.ms - until.ms)));
      const SignIn sign_in{it.id, std::string(kDevices[dice_.below(kDevices.size())]), "127.0.0.1"};
      arrivals.push_back(request(it, scheme::ActorKind::Self, sign_in, now_ - until - Duration{ago}));
    }
    std::sort(arrivals.begin(), arrivals.end(), [](const Request& a, const Request& b) { return a.now < b.now; });
    REMIT_TRY(together(arrivals));
    if (from <= days(1)) return Done{};
    std::vector<Request> departures;
    Time at = now_ - until + hours(1);
    REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, store_.read(organisation_.id));
    for (const Request& arrival : arrivals) {
      const UserId user = arrival.actor.user;
      REMIT_TRY_ASSIGN(const std::vector<Session> sessions, rows->sessions_of(user));
      for (const Session& it : sessions) {
        Made who;
        who.id = user;
        who.name = arrival.actor.label;
        departures.push_back(request(who, scheme::ActorKind::Self, EndSession{user, it.id}, at));
        at = at + minutes(1);
      }
    }
    REMIT_TRY(together(departures));
    return Done{};
  }

  Result<Done> leave() {
    if (!scheme_->command(Deactivate::kType)) return Done{};
    std::vector<Request> requests;
    std::vector<Made> staying;
    for (const Made& it : staff_) {
      if (dice_.one_in(15)) {
        requests.push_back(request(owner_, scheme::ActorKind::User, Deactivate{it.id}, now_ - days(2)));
      } else {
        staying.push_back(it);
      }
    }
    staff_ = std::move(staying);
    REMIT_TRY(together(requests));
    return Done{};
  }

  store::Store& store_;
  scheme::SchemePtr scheme_;
  Place place_;
  std::string owner_password_;
  Time now_;
  Random& random_;
  const SealKey& key_;
  Dice dice_;
  Organisation organisation_;
  Made owner_;
  std::vector<Made> staff_;  ///< those who can sign in
};

}  // namespace

Result<Organisations> make_organisations(store::Store& store, const std::vector<scheme::SchemePtr>& schemes,
                                         std::string_view owner_password, Time now, Random& random,
                                         const SealKey& key) {
  REMIT_TRY_ASSIGN(const std::vector<Organisation> before, store.organisations());
  const auto rank = [](const scheme::SchemePtr& scheme) {
    const std::span<const Place> all = places();
    return std::find_if(all.begin(), all.end(), [&](const Place& it) { return it.scheme == scheme->id(); }) -
           all.begin();
  };
  std::vector<scheme::SchemePtr> ordered = schemes;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&rank](const scheme::SchemePtr& a, const scheme::SchemePtr& b) { return rank(a) < rank(b); });
  Organisations made;
  for (const scheme::SchemePtr& it : ordered) {
    const bool there = std::any_of(before.begin(), before.end(), [&it](const Organisation& organisation) {
      return organisation.scheme_id == it->id();
    });
    if (there) continue;
    auto owner = Maker(store, it, owner_password, now, random, key).run();
    if (owner) {
      made.owners.push_back(std::move(*owner));
    } else {
      made.failed.push_back({std::string(it->id()), std::move(owner).error()});
    }
  }
  return made;
}

}  // namespace remit::demo
