#include "core/access/agreement.h"

#include "core/access/access.h"
#include "core/access/explain.h"
#include "core/access/reference.h"
#include "core/access/test_world.h"
#include "core/base/describe_enum.h"

namespace remit::access::testing {

namespace {

constexpr std::uint32_t kScopes = 14;
constexpr std::uint32_t kGroups = 4;
constexpr std::uint32_t kUsers = 8;
constexpr std::int64_t kMoments[] = {-5, 0, 5, 10, 15, 20, 25, 35};

/// Hands out the numbers one by one, then zeros: fewer numbers make a simpler world.
class Choices {
 public:
  explicit Choices(const std::vector<std::uint32_t>& numbers) : numbers_(numbers) {}
  /// From 0 to below `n`.
  std::uint32_t below(std::uint32_t n) { return next_ < numbers_.size() ? numbers_[next_++] % n : 0; }
  bool one_in(std::uint32_t n) { return below(n) == n - 1; }
  [[nodiscard]] bool left() const { return next_ < numbers_.size(); }

 private:
  const std::vector<std::uint32_t>& numbers_;
  std::size_t next_ = 0;
};

template <class T>
std::vector<T> some(Choices& choose, const std::vector<T>& all, std::uint32_t one_of) {
  std::vector<T> chosen;
  for (const T& it : all) {
    if (choose.one_in(one_of)) chosen.push_back(it);
  }
  return chosen;
}

scheme::Definition make_scheme(Choices& choose) {
  scheme::Definition d = definition();
  d.scopes.covers = choose.one_in(4) ? scheme::Covers::Self : scheme::Covers::Below;
  d.scopes.without = choose.one_in(2) ? scheme::WithoutScopes::Nothing : scheme::WithoutScopes::Root;
  std::vector<PermissionId> permissions;
  for (const auto& it : d.permissions) permissions.push_back(it.id);
  std::vector<KindId> kinds;
  for (const auto& it : d.scopes.kinds) kinds.push_back(it.id);
  std::vector<RoleId> known;
  for (const auto& it : d.roles) known.push_back(it.id);
  // More roles than a word has bits, now and then.
  const std::uint32_t fillers = choose.one_in(4) ? 70 : 0;
  for (std::uint32_t i = 0; i < fillers; ++i) d.roles.push_back(role("filler" + std::to_string(i), {permissions[1]}));
  const std::uint32_t extra = choose.below(4);
  for (std::uint32_t i = 0; i < extra; ++i) {
    const RoleId id{"extra" + std::to_string(i)};
    d.roles.push_back(role(id.text, some(choose, permissions, 4), some(choose, permissions, 4), some(choose, known, 4),
                           some(choose, kinds, 6)));
    known.push_back(id);
  }
  return d;
}

class World {
 public:
  World(const std::vector<std::uint32_t>& numbers, Met& met)
      : choose_(numbers), scheme_(compile(make_scheme(choose_))), rows_(empty_rows(scheme_->definition())), met_(met) {}

  std::string run() {
    const std::uint32_t first = choose_.below(60);
    for (std::uint32_t i = 0; i < first; ++i) rows_.apply(make_edit());
    tidy();
    RowsSnapshot snapshot(rows_);
    auto loaded = Index::load(snapshot, scheme_);
    if (!loaded.ok()) return "load: " + loaded.error().rule;
    index_ = std::move(*loaded);
    std::string difference = compare();
    for (std::uint64_t epoch = 2; difference.empty() && choose_.left(); ++epoch) {
      std::vector<directory::RowEdit> edits;
      const std::uint32_t count = 1 + choose_.below(12);
      for (std::uint32_t i = 0; i < count; ++i) edits.push_back(make_edit());
      for (const directory::RowEdit& it : edits) rows_.apply(it);
      add_missing_drops(edits);
      index_->apply(edits, {epoch});
      if (index_->pin()->epoch() != Epoch{epoch}) return "the epoch was not published";
      difference = compare();
    }
    return difference;
  }

 private:
  Time moment() { return {choose_.one_in(3) ? kMoments[choose_.below(8)] : 0}; }
  Time from() { return choose_.one_in(4) ? Time{10 + 10 * choose_.below(2)} : kAlways; }
  Time until() { return choose_.one_in(4) ? Time{10 + 10 * choose_.below(3)} : kForever; }
  std::string a_role() {
    const auto& roles = scheme_->definition().roles;
    return choose_.one_in(30) ? "gone" : roles[choose_.below(static_cast<std::uint32_t>(roles.size()))].id.text;
  }
  std::string a_state() {
    static const char* const kStates[] = {"active", "active", "active", "off", "invited", "gone"};
    return kStates[choose_.below(6)];
  }
  std::map<std::string, bool> some_features() {
    std::map<std::string, bool> said;
    if (choose_.one_in(3)) said["plans"] = choose_.one_in(2);
    if (choose_.one_in(3)) said["bulk"] = choose_.one_in(2);
    return said;
  }

  directory::RowEdit make_edit() {
    const std::uint32_t user = choose_.below(kUsers);
    switch (choose_.below(16)) {
      case 0:
      case 1:
      case 2:
        return directory::PutUser{testing::user(user, a_state())};
      case 3:
      case 4:
      case 5:
        return directory::PutRole{holds(user, a_role(), from(), until())};
      case 6:
      case 7:
      case 8:
        return directory::PutScopeMembership{on(user, choose_.below(kScopes), from(), until())};
      case 9:
        return directory::PutScopeMembership{in_group(user, choose_.below(kGroups), from(), until())};
      case 10: {
        directory::ScopeGroup group{group_id(choose_.below(kGroups)), "Group", {}};
        for (std::uint32_t i = 0; i < kScopes; ++i) {
          if (choose_.one_in(4)) group.scopes.push_back(scope_id(i));
        }
        return directory::PutScopeGroup{group};
      }
      case 11:
      case 12: {  // also moves; now and then below itself, or below what is not there
        static const char* const kKinds[] = {"area", "shop", "gone"};
        const std::uint32_t node = 1 + choose_.below(kScopes - 1);
        const std::uint32_t parent = choose_.one_in(4) ? choose_.below(kScopes) : choose_.below(node);
        return directory::PutScope{scope(node, parent, kKinds[choose_.below(8) % 3], some_features())};
      }
      case 13:
        return directory::DropRole{user_id(user), {a_role()}};
      case 14:
        if (choose_.one_in(4))
          return directory::DropScopeMembership{user_id(user), {}, group_id(choose_.below(kGroups))};
        return directory::DropScopeMembership{user_id(user), scope_id(choose_.below(kScopes)), {}};
      default:
        switch (choose_.below(4)) {
          case 0:
            return directory::DropUser{user_id(user)};
          case 1:
            return directory::DropScopeGroup{group_id(choose_.below(kGroups))};
          case 2:
            return directory::DropScope{scope_id(1 + choose_.below(kScopes - 1))};
          default: {
            directory::Scope root = scope(0, 0, "root", some_features());
            root.parent.reset();
            return directory::PutScope{root};
          }
        }
    }
  }

  /// A store has no membership of somebody who is not there.
  void tidy() {
    const auto gone = [&](UserId id) {
      return std::none_of(rows_.users.begin(), rows_.users.end(), [&](const auto& it) { return it.id == id; });
    };
    std::erase_if(rows_.roles, [&](const auto& it) { return gone(it.user); });
    std::erase_if(rows_.scope_memberships, [&](const auto& it) { return gone(it.user); });
  }

  /// Memberships that were given to nobody would come to life when that user is created.
  void add_missing_drops(std::vector<directory::RowEdit>& edits) {
    const Rows before = rows_;
    tidy();
    for (const auto& it : before.roles) {
      if (!has_user(it.user)) edits.push_back(directory::DropRole{it.user, it.role});
    }
    for (const auto& it : before.scope_memberships) {
      if (!has_user(it.user)) edits.push_back(directory::DropScopeMembership{it.user, it.scope, it.group});
    }
  }
  bool has_user(UserId id) const {
    return std::any_of(rows_.users.begin(), rows_.users.end(), [&](const auto& it) { return it.id == id; });
  }

  // ---- comparing

  std::string compare() {
    const Pin pin = index_->pin();
    const View& view = *pin;
    if (view.users() != rows_.users.size()) return "the number of users differs";
    const auto& permissions = scheme_->definition().permissions;
    const Time now{kMoments[choose_.below(8)]};
    for (std::uint32_t s = 0; s <= kScopes; ++s) {
      const ScopeId scope = scope_id(s);
      for (std::uint16_t p = 0; p <= permissions.size(); ++p) {
        const PermissionId permission = p < permissions.size() ? permissions[p].id : PermissionId{"gone"};
        for (std::uint32_t u = 0; u <= kUsers; ++u) {
          for (const std::optional<UserId>& owner :
               {std::optional<UserId>(), std::optional(user_id(u)), std::optional(user_id(u + 1))}) {
            std::string difference = compare(view, {user_id(u), permission, scope, owner, now});
            if (!difference.empty()) return difference;
          }
        }
        for (const Reach reach : {Reach::Any, Reach::Own}) {
          if (!same_people(view, permission, scope, now, reach)) {
            return "who_can " + permission.text + " on " + std::to_string(s) + " at " + std::to_string(now.ms);
          }
        }
      }
    }
    return {};
  }

  std::string compare(const View& view, const reference::Question& asked) {
    const Question q{view.user(asked.user), view.permission(asked.permission.text), view.scope(asked.scope),
                     asked.owner ? view.user(*asked.owner) : kNoOwner, asked.now};
    const Rule expected = reference::decide(rows_, scheme_->definition(), asked);
    const Decision decision = check(view, q);
    const auto differs = [&](const std::string& what) {
      return what + ": user " + to_string(asked.user) + " " + asked.permission.text + " on " + to_string(asked.scope) +
             (asked.owner ? " of " + to_string(*asked.owner) : std::string()) + " at " + std::to_string(asked.now.ms) +
             ": expected " + enum_name(expected) + ", got " + enum_name(decision.rule);
    };
    ++met_.questions;
    ++met_.by_rule[static_cast<std::size_t>(expected)];
    if (decision.rule != expected) return differs("rule");
    if (decision.allowed() && !is_witness(view, asked, decision)) return differs("witness");
    if (!decision.allowed() && (decision.via_kind != Via::None || decision.role.value != 0xffff)) {
      return differs("a denial with a witness");
    }
    const std::string user = to_string(asked.user), scope = to_string(asked.scope);
    const std::string owner = asked.owner ? to_string(*asked.owner) : std::string();
    if (check(view, TextQuestion{user, asked.permission.text, scope, owner, asked.now}) != decision) {
      return differs("by text");
    }
    const Explanation why = explain(view, q);
    if (why.rule != expected) return differs("explanation");
    bool conditions = true;
    for (const Hop& hop : why.conditions) conditions = conditions && hop.mark == Mark::Holds;
    bool holds = false;
    for (const Path& path : why.paths) {
      bool all = true;
      for (const Hop& hop : path.hops) all = all && hop.mark == Mark::Holds;
      if (all != (path.mark == Mark::Holds)) return differs("a path's mark");
      holds = holds || all;
    }
    if ((conditions && holds) != decision.allowed()) return differs("explained paths");
    if (decision.allowed() && why.paths.front().mark != Mark::Holds) return differs("first path");
    if (decision.allowed() && why.paths.front().hops.front().id != scheme_->at(decision.role).id.text) {
      return differs("first path's role");
    }
    return {};
  }

  /// The witness must be memberships that really allow it.
  bool is_witness(const View& view, const reference::Question& asked, const Decision& decision) const {
    const auto holds = [&](const auto& row) { return row.valid_from <= asked.now && asked.now < row.valid_until; };
    const RoleId& role = scheme_->at(decision.role).id;
    const Reach reach = asked.owner == asked.user ? Reach::Own : Reach::Any;
    if (reference::grants(scheme_->definition(), role, reach).count(asked.permission) == 0) return false;
    const bool held = std::any_of(rows_.roles.begin(), rows_.roles.end(), [&](const auto& it) {
      return it.user == asked.user && it.role == role && holds(it);
    });
    if (!held) return false;
    if (decision.via_kind == Via::Default) {
      return std::none_of(rows_.scope_memberships.begin(), rows_.scope_memberships.end(),
                          [&](const auto& it) { return it.user == asked.user; });
    }
    for (const auto& it : rows_.scope_memberships) {
      if (it.user != asked.user || !holds(it)) continue;
      if (decision.via_kind == Via::Scope && it.scope == view.id(ScopeIndex{decision.via})) {
        return reference::covers(rows_, scheme_->definition(), *it.scope, asked.scope);
      }
      if (decision.via_kind == Via::Group && it.group == view.id(GroupIndex{decision.via})) return true;
    }
    return false;
  }

  bool same_people(const View& view, const PermissionId& permission, ScopeId scope, Time now, Reach reach) const {
    const std::set<UserId> expected = reference::who_can(rows_, scheme_->definition(), permission, scope, now, reach);
    std::set<UserId> found;
    Page page{{}, 3};
    for (bool more = true; more;) {
      const WhoCan answer = who_can(view, view.permission(permission.text), view.scope(scope), now, page, reach);
      if (answer.total != expected.size()) return false;
      for (const UserId id : answer.users) {
        if (!found.insert(id).second) return false;
      }
      more = answer.more;
      if (more) page.after = answer.users.back();
    }
    return found == expected;
  }

  Choices choose_;
  scheme::SchemePtr scheme_;
  Rows rows_;
  Met& met_;
  std::unique_ptr<Index> index_;
};

}  // namespace

std::string find_disagreement(const std::vector<std::uint32_t>& choices, Met& met) {
  return World(choices, met).run();
}

std::string find_disagreement(const std::vector<std::uint32_t>& choices) {
  Met met;
  return find_disagreement(choices, met);
}

std::vector<std::uint32_t> numbers(std::uint64_t seed, std::size_t count) {
  std::vector<std::uint32_t> all(count);
  for (std::uint32_t& it : all) {
    // SplitMix64: the same everywhere.
    std::uint64_t z = seed += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    it = static_cast<std::uint32_t>((z ^ (z >> 31)) >> 16);
  }
  return all;
}

}  // namespace remit::access::testing
