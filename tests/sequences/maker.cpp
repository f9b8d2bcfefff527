#include "tests/sequences/maker.h"

#include <algorithm>
#include <set>

namespace remit::test {

using namespace directory;
using scheme::ActorKind;

namespace {

constexpr std::size_t kPeople = 14;  ///< so many and nobody is added
constexpr std::uint32_t kNames = 40;
constexpr std::size_t kSecrets = 24;
constexpr std::size_t kNodes = 9;

const std::vector<std::string_view>& all_types() {
  static const std::vector<std::string_view> types = [] {
    std::vector<std::string_view> all;
    const auto add = [&all]<class... Commands>(const std::variant<Commands...>*) {
      (all.push_back(Commands::kType), ...);
    };
    add(static_cast<const Action*>(nullptr));
    // Whole files are imported, and tests/rules tries those; the slow rules know no such command.
    std::erase(all, ImportUser::kType);
    return all;
  }();
  return types;
}

bool adds_people(std::string_view type) {
  return type == CreateUser::kType || type == Invite::kType || type == Duplicate::kType;
}

}  // namespace

Maker::Maker(const scheme::CompiledScheme& scheme, Choices& choose, const Book& book)
    : scheme_(scheme), choose_(choose), book_(book) {
  for (const std::string_view type : all_types()) {
    if (scheme.command(type)) types_.emplace_back(type);
  }
}

std::vector<NewScope> Maker::tree() const {
  const auto& kinds = scheme_.definition().scopes.kinds;
  std::vector<NewScope> nodes;
  std::vector<KindId> placed;
  for (const scheme::ScopeKind& it : kinds) {
    if (it.parents.empty()) placed.push_back(it.id);
  }
  // A kind stands where one of its parents does; the root is one already.
  for (std::size_t round = 0; round < kinds.size(); ++round) {
    for (const scheme::ScopeKind& kind : kinds) {
      const bool there = std::find(placed.begin(), placed.end(), kind.id) != placed.end();
      if (there || kind.parents.empty()) continue;
      const KindId& parent = kind.parents.front();
      if (std::find(placed.begin(), placed.end(), parent) == placed.end()) continue;
      for (int twin = 0; twin < 2; ++twin) {
        NewScope node{kind.id.text + std::to_string(twin), kind.id, {}, {}};
        for (std::size_t i = 0; i < nodes.size(); ++i) {
          if (nodes[i].kind == parent && (!node.under || twin == 0)) node.under = i;
        }
        nodes.push_back(std::move(node));
      }
      placed.push_back(kind.id);
    }
  }
  return nodes;
}

std::map<std::string, std::string> Maker::fields(std::uint32_t n) const {
  const std::string name = "p" + std::to_string(n);
  std::map<std::string, std::string> values;
  for (const scheme::Field& it : scheme_.definition().fields) {
    if (it.kind == scheme::FieldKind::Email) {
      values[it.id.text] = name + "@shop.example";
    } else if (it.required) {
      values[it.id.text] = it.choices.empty() ? name : it.choices.front();
    }
  }
  return values;
}

Duration Maker::pause() {
  static constexpr std::array kPauses{minutes(0), minutes(1), hours(1), hours(30), days(8)};
  const Duration pause = choose_.one_in(4) ? kPauses[choose_.below(kPauses.size())] : minutes(0);
  now_ = now_ + pause;
  return pause;
}

UserId Maker::someone() {
  if (book_.rows.users.empty() || choose_.one_in(40)) return UserId{};
  return choose_.of(book_.rows.users).id;
}

/// Somebody with a role of the first person's, if there is one.
UserId Maker::manager() {
  const std::vector<RoleId>& roles = scheme_.definition().delegation.founder;
  std::vector<UserId> managers;
  for (const RoleMembership& it : book_.rows.roles) {
    const User* const user = book_.user(it.user);
    const auto state = scheme_.state(user->state.text);
    const bool acts = state && scheme_.at(*state).may_act;
    if (acts && (roles.empty() || it.role == roles.front())) managers.push_back(it.user);
  }
  return managers.empty() ? choose_.of(book_.rows.users).id : choose_.of(managers);
}

ScopeId Maker::node() {
  return choose_.one_in(40) ? ScopeId{} : choose_.of(book_.rows.scopes).id;
}

std::vector<RoleId> Maker::some_roles() {
  std::vector<RoleId> roles;
  for (std::uint32_t left = choose_.below(3); left > 0; --left) {
    roles.push_back(choose_.one_in(60) ? RoleId{"gone"} : choose_.of(scheme_.definition().roles).id);
  }
  return roles;
}

/// As many of each group as it asks for, those of the first person often, and what they need.
std::vector<RoleId> Maker::fitting_roles() {
  const scheme::Definition& scheme = scheme_.definition();
  if (choose_.one_in(4)) return scheme.delegation.founder;
  std::set<RoleId> roles;
  for (const scheme::RoleGroup& group : scheme.groups) {
    std::vector<RoleId> offered;
    for (const scheme::Role& it : scheme.roles) {
      if (it.group == group.id) offered.push_back(it.id);
    }
    const bool wanted = group.min > 0 || choose_.one_in(3);
    for (std::uint32_t i = 0; wanted && !offered.empty() && i < std::max(1u, group.min); ++i) {
      roles.insert(choose_.of(offered));
    }
  }
  const std::set<RoleId> chosen = roles;
  for (const scheme::Role& it : scheme.roles) {
    if (chosen.count(it.id) != 0 && !it.requires_any.empty()) roles.insert(it.requires_any.front());
  }
  return {roles.begin(), roles.end()};
}

std::vector<ScopeId> Maker::some_nodes(std::uint32_t least) {
  std::vector<ScopeId> nodes;
  for (std::uint32_t left = std::max(least, choose_.below(3)); left > 0; --left) nodes.push_back(node());
  return nodes;
}
std::vector<ScopeGroupId> Maker::some_groups() {
  if (book_.rows.groups.empty() || !choose_.one_in(3)) return {};
  return {choose_.of(book_.rows.groups).id};
}

Span Maker::span() {
  Span span;
  if (choose_.one_in(8)) span.valid_from = now_ + hours(choose_.below(60));
  if (choose_.one_in(6)) span.valid_until = now_ + days(choose_.below(20));
  return span;
}

void Maker::mailed(UserId user, std::string secret) {
  secrets_.emplace_back(user, std::move(secret));
  if (secrets_.size() > kSecrets) secrets_.pop_front();
}

Actor Maker::actor() {
  if (book_.rows.users.empty()) return operator_actor();
  Actor actor;
  actor.proved = choose_.one_in(2);
  switch (choose_.below(10)) {
    case 0:
      return operator_actor();
    case 1:
    case 2: {
      actor.kind = ActorKind::Self;
      actor.user = someone();
      break;
    }
    case 3: {
      if (book_.credentials.empty()) break;
      const Credential& credential = choose_.of(book_.credentials);
      actor.kind = ActorKind::Credential;
      actor.user = credential.user;
      actor.credential = credential.id;
      break;
    }
    default:
      actor.user = choose_.one_in(3) ? choose_.of(book_.rows.users).id : manager();
      break;
  }
  for (const Session& it : book_.sessions) {
    if (it.user == actor.user) actor.session = it.id;
  }
  actor.label = to_string(actor.user);
  return actor;
}

/// Mostly one that is offered to such an actor.
std::string Maker::kind_of_command(ActorKind actor) {
  if (choose_.one_in(30)) return std::string(choose_.of(all_types()));
  if (choose_.one_in(20)) return choose_.of(types_);
  std::vector<std::string> offered;
  for (const std::string& it : types_) {
    const auto& to = scheme_.command(it)->offered_to;
    if (std::find(to.begin(), to.end(), actor) != to.end()) offered.push_back(it);
  }
  return offered.empty() ? choose_.of(types_) : choose_.of(offered);
}

Command Maker::command(const Actor& actor) {
  std::string type = kind_of_command(actor.kind);
  // Whoever is there already does something else instead.
  if (book_.rows.users.size() >= kPeople && adds_people(type)) type = kind_of_command(actor.kind);
  if (book_.rows.users.size() >= kPeople && adds_people(type)) type = Give::kType;
  if (book_.rows.scopes.size() >= kNodes && type == CreateScope::kType) type = MoveScope::kType;
  Command command;
  command.action = action(type, actor);
  if (choose_.one_in(3)) command.selected = node();
  return command;
}

Action Maker::action(std::string_view type, const Actor& actor) {
  const std::uint32_t least = scheme_.definition().scopes.min_at_creation;
  const bool own = actor.kind == ActorKind::Self || choose_.one_in(8);
  const UserId user = own ? actor.user : someone();
  static const std::string kHash = "$argon2id$not-a-real-hash";
  const auto hash = [this] { return choose_.one_in(20) ? std::string() : kHash + std::to_string(choose_.below(1000)); };
  static const std::vector<Step> kSteps{Step::VerifyEmail, Step::SetPassword, Step::EnrolFactor};

  if (type == CreateUser::kType) {
    CreateUser create{fields(choose_.below(kNames)), fitting_roles(), some_nodes(least), some_groups(), {}};
    const auto& states = scheme_.definition().lifecycle.states;
    if (choose_.one_in(6)) create.state = choose_.of(states).id;
    return create;
  }
  if (type == Invite::kType)
    return Invite{fields(choose_.below(kNames)), fitting_roles(), some_nodes(least), some_groups()};
  if (type == CancelInvitation::kType) return CancelInvitation{user};
  if (type == EditUser::kType) {
    EditUser edit{user, {}};
    const auto values = fields(choose_.below(kNames));
    for (const auto& [id, value] : values) {
      if (choose_.one_in(2)) edit.fields[id] = value;
    }
    return edit;
  }
  if (type == Give::kType) return Give{user, some_roles(), some_nodes(0), some_groups(), span()};
  if (type == Take::kType) {
    // Mostly of what is there.
    Take take{user, {}, {}, {}};
    for (const RoleMembership& it : book_.rows.roles) {
      if (it.user == user && choose_.one_in(3)) take.roles.push_back(it.role);
    }
    for (const ScopeMembership& it : book_.rows.scope_memberships) {
      if (it.user != user || !choose_.one_in(3)) continue;
      if (it.scope) take.scopes.push_back(*it.scope);
      if (it.group) take.scope_groups.push_back(*it.group);
    }
    return take;
  }
  if (type == SetFlag::kType) {
    std::vector<RoleId> flags;
    for (const scheme::Role& it : scheme_.definition().roles) {
      const scheme::RoleGroup* const group = scheme_.group(it.group);
      if (group && group->style == scheme::GroupStyle::Flag) flags.push_back(it.id);
    }
    if (flags.empty() || choose_.one_in(30)) flags = {choose_.of(scheme_.definition().roles).id};
    return SetFlag{user, choose_.of(flags), choose_.one_in(2)};
  }
  if (type == Deactivate::kType) return Deactivate{user};
  if (type == Reactivate::kType) return Reactivate{user};
  if (type == Lock::kType) return Lock{user};
  if (type == Unlock::kType) return Unlock{user};
  if (type == Remove::kType) return Remove{user};
  if (type == Duplicate::kType) return Duplicate{user, fields(choose_.below(kNames))};
  if (type == Resend::kType) return Resend{user};
  if (type == SendPasswordReset::kType) return SendPasswordReset{user};
  if (type == SendNewPassword::kType) return SendNewPassword{user};
  if (type == SendFactor::kType) return SendFactor{user};
  if (type == ResetFactor::kType) return ResetFactor{user};
  if (type == ForgotPassword::kType) return ForgotPassword{user};
  if (type == RedeemLink::kType) {
    RedeemLink redeem;
    if (secrets_.empty()) {
      redeem.secret = "nobody's";
    } else {
      redeem.secret = secrets_[secrets_.size() - 1 - choose_.below(secrets_.size())].second;
    }
    // Mostly what the link is for, all of it or a part.
    const Digest known = hash_secret(redeem.secret);
    for (const Link& it : book_.links) {
      if (it.secret_hash != known) continue;
      for (const Step step : it.steps) {
        if (!choose_.one_in(4)) redeem.steps.push_back(step);
      }
    }
    if (redeem.steps.empty()) redeem.steps = {choose_.of(kSteps)};
    redeem.password_hash = hash();
    return redeem;
  }
  if (type == CompleteStep::kType) {
    const User* const person = book_.user(user);
    const bool open = person && !person->open_steps.empty() && !choose_.one_in(4);
    return CompleteStep{user, open ? person->open_steps.front() : choose_.of(kSteps), hash()};
  }
  const auto credential = [this, user] {
    for (const Credential& it : book_.credentials) {
      if (it.user == user) return it.id;
    }
    return book_.credentials.empty() ? CredentialId{} : choose_.of(book_.credentials).id;
  };
  if (type == IssueCredential::kType) {
    IssueCredential issue{user};
    const std::size_t turn = book_.rows.organisation.epoch.value;
    if (turn % 3 == 0) issue.scope = book_.rows.scopes[turn % book_.rows.scopes.size()].id;
    return issue;
  }
  if (type == RevealCredential::kType) return RevealCredential{user, credential()};
  if (type == RevokeCredential::kType) return RevokeCredential{user, credential()};
  if (type == SignIn::kType) return SignIn{user, "", ""};
  if (type == EndSession::kType) {
    if (book_.sessions.empty()) return EndSession{user, {}};
    const Session& session = choose_.of(book_.sessions);
    return EndSession{session.user, session.id};
  }
  const auto& kinds = scheme_.definition().scopes.kinds;
  if (type == CreateScope::kType)
    return CreateScope{node(), choose_.of(kinds).id, "n" + std::to_string(choose_.below(30))};
  if (type == MoveScope::kType) return MoveScope{node(), node()};
  if (type == RenameScope::kType) return RenameScope{node(), "n" + std::to_string(choose_.below(30))};
  if (type == DefineScopeGroup::kType) {
    DefineScopeGroup define{{}, "g" + std::to_string(choose_.below(30)), some_nodes(1)};
    if (!book_.rows.groups.empty() && !choose_.one_in(3)) define.group = choose_.of(book_.rows.groups).id;
    return define;
  }
  if (type == Upgrade::kType) return Upgrade{"[scheme]"};
  if (type == Recover::kType) return Recover{};
  SwitchFeature feature{node(), {}, choose_.one_in(2)};
  const auto& features = scheme_.definition().scopes.features;
  if (!features.empty()) feature.feature = choose_.of(features).id;
  if (choose_.one_in(4)) feature.on.reset();
  return feature;
}

access::reference::Question Maker::question(Time now) {
  now_ = now;
  access::reference::Question asked;
  asked.user = someone();
  asked.permission = choose_.of(scheme_.definition().permissions).id;
  asked.scope = node();
  if (choose_.one_in(2)) asked.owner = choose_.one_in(2) ? asked.user : someone();
  asked.now = now;
  return asked;
}

}  // namespace remit::test
