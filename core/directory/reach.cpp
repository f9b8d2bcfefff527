#include <algorithm>
#include <set>
#include <tuple>

#include "core/directory/draft.h"

namespace remit::directory {

namespace {

using Key = std::tuple<scheme::RoleIndex, ScopeId, Time, Time>;

/// Who gains or loses the same.
class Tally {
 public:
  void add(UserId user, const Holding& it) {
    PrivilegeChange& change = all_[Key(it.role, it.node, it.from, it.until)];
    ++change.users_total;
    if (change.users_total <= kNamed) {
      change.users.push_back(user);
    } else {
      change.users.clear();
    }
  }

  [[nodiscard]] const std::map<Key, PrivilegeChange>& all() const { return all_; }

  [[nodiscard]] std::vector<PrivilegeChange> changes(const scheme::CompiledScheme& scheme,
                                                     const std::optional<scheme::PermissionSet>& content) const {
    std::vector<PrivilegeChange> changes;
    for (const auto& [key, counted] : all_) {
      PrivilegeChange change = counted;
      const scheme::RoleIndex role = std::get<0>(key);
      const scheme::CompiledRole& grants = scheme.grants(role);
      change.role = scheme.at(role).id;
      for (const scheme::PermissionIndex p : grants.own.list()) {
        if (content && !content->has(p)) continue;
        (grants.any.has(p) ? change.permissions : change.permissions_own).push_back(scheme.at(p).id);
      }
      change.scopes = {std::get<1>(key)};
      change.valid_from = std::get<2>(key);
      change.valid_until = std::get<3>(key);
      changes.push_back(std::move(change));
    }
    return changes;
  }

 private:
  std::map<Key, PrivilegeChange> all_;
};

}  // namespace

Result<Done> judge_everybody(Draft& draft, const std::vector<scheme::RoleIndex>& roles, const Concerned& before,
                             const Concerned& after, const std::optional<scheme::PermissionSet>& content,
                             Managing managing) {
  std::set<UserId> people;
  for (const scheme::RoleIndex role : roles) {
    REMIT_TRY(draft.rows().holders(draft.scheme.at(role).id, [&people](UserId id) {
      people.insert(id);
      return true;
    }));
  }
  const auto not_asked_for = [&roles](const Holding& it) {
    return std::find(roles.begin(), roles.end(), it.role) == roles.end();
  };
  const Tree tree = draft.tree();
  Tally gains, losses;
  for (const UserId user : people) {
    REMIT_TRY_ASSIGN(std::vector<Holding> held, holdings(draft.before(), draft.scheme, user, draft.now));
    std::erase_if(held, not_asked_for);
    REMIT_TRY_ASSIGN(const std::vector<Holding> had, before(draft.before(), held));
    REMIT_TRY_ASSIGN(held, holdings(draft.rows(), draft.scheme, user, draft.now));
    std::erase_if(held, not_asked_for);
    REMIT_TRY_ASSIGN(const std::vector<Holding> has, after(draft.rows(), held));
    REMIT_TRY_ASSIGN(const std::vector<Holding> more, gained(tree, had, has, draft.now));
    for (const Holding& it : more) gains.add(user, it);
    REMIT_TRY_ASSIGN(const std::vector<Holding> less, gained(tree, has, had, draft.now));
    for (const Holding& it : less) losses.add(user, it);
  }
  if (!draft.by_operator()) {
    // Whoever gains it, the role and the node decide.
    const auto asked = managing == Managing::Ask ? std::optional(draft.managing()) : std::nullopt;
    std::vector<Holding> lost;
    for (const auto& it : gains.all()) {
      const Holding holding{std::get<0>(it.first), std::get<1>(it.first), std::get<2>(it.first), std::get<3>(it.first)};
      REMIT_TRY(draft.authority().may_give(asked, holding, content));
    }
    for (const auto& it : losses.all())
      lost.push_back({std::get<0>(it.first), std::get<1>(it.first), kAlways, kForever});
    if (asked) REMIT_TRY(check_loss(draft, lost));
  }
  for (PrivilegeChange& it : gains.changes(draft.scheme, content)) draft.change.gains.push_back(std::move(it));
  for (PrivilegeChange& it : losses.changes(draft.scheme, content)) draft.change.losses.push_back(std::move(it));
  return Done{};
}

}  // namespace remit::directory
