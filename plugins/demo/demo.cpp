#include "plugins/demo/demo.h"

#include <algorithm>
#include <array>

#include "core/base/password.h"
#include "core/directory/commit.h"
#include "plugins/demo/names.h"

namespace remit::demo {

namespace {

using namespace directory;

/// What an organisation is called and how large it is, by its scheme.
struct Place {
  std::string_view scheme;
  std::string_view name;
  std::string_view domain;
  std::size_t people;
};

constexpr std::array kPlaces{
    Place{"billpro", "Lumen Travel", "lumen.example", 168},
    Place{"billpro-profiles", "Lumen Group", "lumengroup.example", 60},
    Place{"adyen-platform", "Aegean Boats", "aegeanboats.example", 80},
    Place{"aci-merchant-portal", "Nordwind Group", "nordwind.example", 120},
    Place{"wavecell-portal", "Harbor SMS", "harborsms.example", 29},
    Place{"icorepay", "Kestrel Dental", "kestrel.example", 64},
};

Place place_of(const scheme::CompiledScheme& scheme) {
  for (const Place& it : kPlaces) {
    if (it.scheme == scheme.id()) return it;
  }
  return {scheme.id(), "Willow & Sons", "willow.example", 24};
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
};

constexpr std::size_t kGroups = 12;
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
    const std::string email = "mara@" + std::string(place_.domain);
    organisation.owner = fields(scheme_->definition(), "Mara Ellingsen", email);
    REMIT_TRY_ASSIGN(
        const Committed founded,
        create_organisation(store_, organisation, operator_actor("Support", "demo"), now_ - days(400), random_, key_));
    owner_ = {*founded.changes.back().target, "Mara Ellingsen"};
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
    for (auto& result : commit(store_, requests, random_, key_, {})) {
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
        if (!dice_.one_in(9)) accepted.push_back(it);
      }
      REMIT_TRY(accept(accepted, nobodys_password(), came + days(1)));
      staff_.insert(staff_.end(), accepted.begin(), accepted.end());
    }
    return Done{};
  }

  Result<std::vector<Made>> add(std::size_t from, std::size_t to, Time at) {
    REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes, assignable());
    std::vector<Request> requests;
    std::vector<Made> people;
    for (std::size_t i = from; i < to; ++i) {
      std::string name, address;
      const Person who = person(i, name, address);
      CreateUser create;
      create.fields =
          fields(scheme_->definition(), who.name, std::string(who.address) + "@" + std::string(place_.domain));
      create.roles = roles(*scheme_, dice_);
      if (!nodes.empty()) create.scopes = {nodes[dice_.below(nodes.size())]};
      people.push_back({{}, std::string(who.name)});
      requests.push_back(request(owner_, scheme::ActorKind::User, std::move(create), at));
      at = at + minutes(7);
    }
    REMIT_TRY_ASSIGN(const std::vector<Committed> done, together(requests));
    for (std::size_t i = 0; i < done.size(); ++i) people[i].id = *done[i].changes.back().target;
    return people;
  }

  Result<std::vector<ScopeId>> assignable() {
    REMIT_TRY_ASSIGN(const std::unique_ptr<store::Snapshot> rows, store_.read(organisation_.id));
    REMIT_TRY_ASSIGN(const std::vector<Scope> scopes, rows->scopes());
    std::vector<ScopeId> nodes;
    for (const Scope& it : scopes) {
      const scheme::ScopeKind* const kind = scheme_->kind(it.kind);
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
        departures.push_back(
            request({user, arrival.actor.label}, scheme::ActorKind::Self, EndSession{user, it.id}, at));
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

Result<std::vector<Owner>> make_organisations(store::Store& store, const std::vector<scheme::SchemePtr>& schemes,
                                              std::string_view owner_password, Time now, Random& random,
                                              const SealKey& key) {
  REMIT_TRY_ASSIGN(const std::vector<Organisation> before, store.organisations());
  std::vector<Owner> owners;
  for (const scheme::SchemePtr& it : schemes) {
    const bool there = std::any_of(before.begin(), before.end(), [&it](const Organisation& organisation) {
      return organisation.scheme_id == it->id();
    });
    if (there) continue;
    REMIT_TRY_ASSIGN(Owner owner, Maker(store, it, owner_password, now, random, key).run());
    owners.push_back(std::move(owner));
  }
  return owners;
}

}  // namespace remit::demo
