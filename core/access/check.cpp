#include <bit>

#include "core/access/general.h"
#include "core/access/layout.h"

namespace remit::access {

namespace {

constexpr std::uint32_t kAllowedBit = 1u << static_cast<unsigned>(Rule::Allowed);

constexpr std::uint32_t fails_if(bool condition, Rule rule) {
  return static_cast<std::uint32_t>(condition) << static_cast<unsigned>(rule);
}

Decision unknown(const Tables& view, const Question& q) {
  Decision decision;
  decision.epoch = view.at;
  if (view.broken) return decision;
  const bool user = q.user.value < view.users.size && view.users[q.user.value].present();
  const bool permission = q.permission.value < view.fixed->permissions;
  decision.rule = !user ? Rule::NoSuchUser : !permission ? Rule::UnknownPermission : Rule::UnknownScope;
  return decision;
}

}  // namespace

// Written without branches on what the user has: at a million users those would be mispredicted, and each would wait
// for memory that the next decision could already be fetching.
Decision check(const View& any_view, const Question& q) noexcept {
  const Tables& view = Tables::of(any_view);
  if (q.user.value >= view.users.size || q.permission.value >= view.fixed->permissions ||
      q.scope.value >= view.scopes.size || view.broken) {
    return unknown(view, q);
  }
  const UserWord word = view.users[q.user.value];
  if ((word.bits & UserWord::kGeneral) != 0 || !Window{}.holds(q.now)) return check_general(view, q, word);

  const SchemeTables& fixed = *view.fixed;
  const ScopeInfo& info = view.scopes[q.scope.value];
  const Span asked = view.spans[q.scope.value];

  const std::uint64_t* const held = view.mask(word.roles());
  const std::uint64_t* const granted = fixed.granted_by(q.permission.value, info.kind);
  const std::uint64_t owned = q.owner == q.user ? ~std::uint64_t{0} : 0;
  std::uint64_t any = 0;
  std::uint64_t own = 0;
  std::uint64_t roles = 0;
  std::uint32_t role = 0;
  for (std::uint32_t w = fixed.mask_words; w-- > 0;) {
    const std::uint64_t any_here = held[w] & granted[w];
    const std::uint64_t own_here = held[w] & granted[fixed.mask_words + w];
    // The first role with reach any, else the first with reach own.
    const std::uint64_t hits = any_here != 0 ? any_here : own_here & owned;
    const bool better = any_here != 0 || (any == 0 && hits != 0);
    role = better ? w * 64 + static_cast<std::uint32_t>(std::countr_zero(hits)) : role;
    any |= any_here;
    own |= own_here;
    roles |= held[w];
  }

  const std::array<std::uint32_t, 4> nodes = view.four(word.scopes());
  std::uint32_t covering = 0;
  for (std::uint32_t i = 0; i < 4; ++i) {
    covering |= static_cast<std::uint32_t>(view.spans[nodes[i]].covers(asked)) << i;
  }

  const bool has_scopes = word.scopes() != 0 || fixed.without_reaches_root;
  const std::uint32_t fails =
      fails_if(!word.present(), Rule::NoSuchUser) |  //
      fails_if(!info.placed, Rule::UnknownScope) |
      fails_if((fixed.may_act >> word.state() & 1) == 0, Rule::StateMayNotAct) |
      fails_if(roles == 0 || !has_scopes, Rule::NoMembership) | fails_if(own == 0, Rule::NotGranted) |
      fails_if((fixed.needs[q.permission.value] & ~info.features) != 0, Rule::FeatureOff) |
      fails_if(covering == 0, Rule::OutsideScope) | fails_if((any | (own & owned)) == 0, Rule::OwnOnly);
  const auto rule = static_cast<Rule>(std::countr_zero(fails | kAllowedBit));

  const bool allowed = rule == Rule::Allowed;
  const std::uint32_t via = nodes[static_cast<std::uint32_t>(std::countr_zero(covering)) & 3];
  const bool by_default = word.scopes() == 0;
  Decision decision;
  decision.epoch = view.at;
  decision.rule = rule;
  decision.role.value = allowed ? static_cast<std::uint16_t>(role) : std::uint16_t{0xffff};
  decision.via = allowed ? via : 0;
  decision.via_kind = !allowed ? Via::None : by_default ? Via::Default : Via::Scope;
  return decision;
}

Question resolve(const View& view, const TextQuestion& question) noexcept {
  Question q;
  const auto user = parse_id<struct UserTag>(question.user);
  q.user = user ? view.user(*user) : kNoUser;
  q.permission = view.permission(question.permission);
  if (!question.scope.empty()) {
    const auto scope = parse_id<struct ScopeTag>(question.scope);
    q.scope = scope ? view.scope(*scope) : kNoScope;
  }
  if (!question.owner.empty()) {
    const auto owner = parse_id<struct UserTag>(question.owner);
    q.owner = owner ? view.user(*owner) : kNoUser;
  }
  q.now = question.now;
  return q;
}

Decision check(const View& view, const TextQuestion& question) noexcept {
  return check(view, resolve(view, question));
}

}  // namespace remit::access
