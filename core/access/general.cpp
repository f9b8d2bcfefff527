#include "core/access/general.h"

#include <algorithm>

namespace remit::access {

namespace {

/// Calls `visit(role, window)` for each role membership, until it says false.
template <class Visit>
void each_role(const Tables& view, UserWord word, Visit visit) {
  if (word.general_roles()) {
    for (const RoleHolding& it : view.role_sets[word.roles()]->roles) {
      if (!visit(it.role, it.window)) return;
    }
    return;
  }
  const std::uint64_t* const mask = view.mask(word.roles());
  for (std::uint32_t role = 0; role < view.fixed->roles; ++role) {
    if ((mask[role / 64] >> (role % 64) & 1) != 0 && !visit(static_cast<std::uint16_t>(role), Window{})) return;
  }
}

/// Whether a role and a scope that would do hold together at some time after `now`.
bool holds_later(const Tables& view, const Question& q, UserWord word, const std::uint64_t* counting) {
  bool later = false;
  each_role(view, word, [&](std::uint16_t role, const Window& of_role) {
    if ((counting[role / 64] >> (role % 64) & 1) == 0) return true;
    each_covering(view, word, q.scope.value, [&](Via, std::uint32_t, const Window& of_scope) {
      const Time from = std::max(of_role.from, of_scope.from);
      later = from > q.now && from < std::min(of_role.until, of_scope.until);
      return !later;
    });
    return !later;
  });
  return later;
}

}  // namespace

Decision check_general(const Tables& view, const Question& q, UserWord word) {
  const SchemeTables& fixed = *view.fixed;
  const ScopeInfo& info = view.scopes[q.scope.value];
  Decision decision;
  decision.epoch = view.at;
  const auto denied = [&](Rule rule) {
    decision.rule = rule;
    return decision;
  };
  if (!word.present()) return denied(Rule::NoSuchUser);
  if (!info.placed) return denied(Rule::UnknownScope);
  if ((fixed.may_act >> word.state() & 1) == 0) return denied(Rule::StateMayNotAct);

  const std::uint64_t* const any_masks = fixed.granted_by(q.permission.value, info.kind);
  const std::uint64_t* const own_masks = any_masks + fixed.mask_words;
  // Roles that count for this owner.
  const std::uint64_t* const counting = q.owner == q.user ? own_masks : any_masks;
  const auto in = [](const std::uint64_t* masks, std::uint32_t role) {
    return (masks[role / 64] >> (role % 64) & 1) != 0;
  };
  bool roles = false;
  bool granted = false;
  bool counts = false;
  std::uint32_t any_now = kNone;
  std::uint32_t own_now = kNone;
  each_role(view, word, [&](std::uint16_t role, const Window& window) {
    roles = true;
    granted = granted || in(own_masks, role);
    if (!in(counting, role)) return true;
    counts = true;
    if (!window.holds(q.now)) return true;
    std::uint32_t& first = in(any_masks, role) ? any_now : own_now;
    first = std::min<std::uint32_t>(first, role);
    return any_now == kNone;
  });
  const bool has_scopes = word.has_scopes() || fixed.without_reaches_root;
  if (!roles || !has_scopes) return denied(Rule::NoMembership);
  if (!granted) return denied(Rule::NotGranted);
  if ((fixed.needs[q.permission.value] & ~info.features) != 0) return denied(Rule::FeatureOff);

  bool covered = false;
  each_covering(view, word, q.scope.value, [&](Via kind, std::uint32_t via, const Window& window) {
    covered = true;
    if (!window.holds(q.now)) return true;
    decision.via_kind = kind;
    decision.via = via;
    return false;
  });
  const std::uint32_t role = any_now != kNone ? any_now : own_now;
  if (counts && role != kNone && decision.via_kind != Via::None) {
    decision.rule = Rule::Allowed;
    decision.role.value = static_cast<std::uint16_t>(role);
    return decision;
  }
  decision.via_kind = Via::None;
  decision.via = 0;
  if (!covered) return denied(Rule::OutsideScope);
  if (!counts) return denied(Rule::OwnOnly);
  return denied(holds_later(view, q, word, counting) ? Rule::NotYetValid : Rule::Expired);
}

}  // namespace remit::access
