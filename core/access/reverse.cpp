#include <roaring/roaring.h>

#include <memory>

#include "core/access/general.h"
#include "core/access/layout.h"
#include "core/access/posting.h"

namespace remit::access {

namespace {

struct FreeBitmap {
  void operator()(roaring_bitmap_t* bitmap) const { roaring_bitmap_free(bitmap); }
};
using Bitmap = std::unique_ptr<roaring_bitmap_t, FreeBitmap>;

Bitmap empty_bitmap() {
  return Bitmap(roaring_bitmap_create());
}

/// Postings whose union is one condition.
using Union = std::vector<const Posting*>;

void add(Union& all, const TableView<const Posting*>& table, std::uint32_t i) {
  if (i < table.size && table[i] != nullptr) all.push_back(table[i]);
}

Bitmap block_of(const Union& all, std::uint32_t block) {
  Bitmap users = empty_bitmap();
  for (const Posting* posting : all) posting->add_block_to(*users, block);
  return users;
}

Union acting(const Tables& view) {
  Union all;
  for (std::uint32_t state = 0; state < kNoScopesPosting; ++state) {
    if ((view.fixed->may_act >> state & 1) != 0) add(all, view.others, state);
  }
  return all;
}

Union granted(const Tables& view, PermissionIndex permission, std::uint32_t kind, Reach reach) {
  Union all;
  for (std::uint32_t role = 0; role < view.fixed->roles; ++role) {
    if (view.fixed->grants(role, permission.value, kind, reach)) add(all, view.holders, role);
  }
  return all;
}

Union covering(const Tables& view, std::uint32_t scope) {
  Union all;
  std::vector<std::uint32_t> up;
  for (std::uint32_t node = scope; node != kNone; node = view.scopes[node].parent) {
    up.push_back(node);
    add(all, view.members, node);
    if (!view.fixed->covers_below) break;
  }
  for (std::uint32_t group = 0; group < view.groups.size; ++group) {
    if (view.groups[group] == nullptr) continue;
    for (const std::uint32_t node : up) {
      if (view.groups[group]->scopes.position(node) == kNone) continue;
      add(all, view.group_members, group);
      break;
    }
  }
  if (view.fixed->without_reaches_root && up.back() == kRoot.value) add(all, view.others, kNoScopesPosting);
  return all;
}

/// Collects the answer from blocks of users that come in ascending order.
class Pager {
 public:
  Pager(const Tables& view, const Page& page) : view_(view), size_(page.size) {
    if (!page.after) return;
    // After somebody who is not there any more nothing is known to follow.
    const std::uint32_t last = view.user_numbers.find(page.after->uuid, view.user_ids);
    from_ = last == kNone ? kNone : last + 1;
  }

  void take(const roaring_bitmap_t& users) {
    found_.total += roaring_bitmap_get_cardinality(&users);
    if (found_.more || roaring_bitmap_is_empty(&users) || roaring_bitmap_maximum(&users) < from_) return;
    roaring_uint32_iterator_t at;
    roaring_init_iterator(&users, &at);
    roaring_move_uint32_iterator_equalorlarger(&at, from_);
    for (; at.has_value && !found_.more; roaring_advance_uint32_iterator(&at)) {
      if (found_.users.size() == size_) {
        found_.more = true;
      } else {
        found_.users.push_back({view_.user_ids[at.current_value]});
      }
    }
  }

  [[nodiscard]] WhoCan done() { return std::move(found_); }

 private:
  const Tables& view_;
  WhoCan found_;
  std::uint32_t from_ = 0;
  std::uint32_t size_;
};

}  // namespace

WhoCan who_can(const View& any_view, PermissionIndex permission, ScopeIndex scope, Time now, Page page, Reach reach) {
  const Tables& view = Tables::of(any_view);
  if (view.broken || permission.value >= view.fixed->permissions || scope.value >= view.scopes.size) return {};
  const ScopeInfo& info = view.scopes[scope.value];
  if (!info.placed || (view.fixed->needs[permission.value] & ~info.features) != 0) return {};

  const Union act = acting(view);
  const Union hold = granted(view, permission, info.kind, reach);
  const Union reach_it = covering(view, scope.value);
  Union timed;
  add(timed, view.others, kTimedPosting);
  if (act.empty() || hold.empty() || reach_it.empty()) return {};

  // Outside of all time even a membership without an end does not hold.
  const bool ask_each = !Window{}.holds(now);
  Pager pager(view, page);
  const std::uint32_t blocks = (view.users.size + (1u << kBlockBits) - 1) >> kBlockBits;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const Bitmap users = block_of(hold, block);
    roaring_bitmap_and_inplace(users.get(), block_of(reach_it, block).get());
    roaring_bitmap_and_inplace(users.get(), block_of(act, block).get());
    if (!timed.empty() || ask_each) {
      const Bitmap ask = ask_each ? Bitmap(roaring_bitmap_copy(users.get())) : block_of(timed, block);
      roaring_bitmap_and_inplace(ask.get(), users.get());
      roaring_uint32_iterator_t at;
      for (roaring_init_iterator(ask.get(), &at); at.has_value; roaring_advance_uint32_iterator(&at)) {
        const UserIndex user{at.current_value};
        const Question q{user, permission, scope, reach == Reach::Own ? user : kNoOwner, now};
        if (!check(view, q).allowed()) roaring_bitmap_remove(users.get(), at.current_value);
      }
    }
    pager.take(*users);
  }
  return pager.done();
}

std::vector<Granted> what_can(const View& view, UserIndex user, ScopeIndex scope, Time now) {
  std::vector<Granted> all;
  const auto permissions = static_cast<std::uint16_t>(view.scheme().definition().permissions.size());
  for (std::uint16_t p = 0; p < permissions; ++p) {
    Question q{user, {p}, scope, kNoOwner, now};
    Granted it{{p}, Reach::Any, check(view, q)};
    if (!it.decision.allowed()) {
      q.owner = user;
      it = {{p}, Reach::Own, check(view, q)};
    }
    if (it.decision.allowed()) all.push_back(it);
  }
  return all;
}

}  // namespace remit::access
