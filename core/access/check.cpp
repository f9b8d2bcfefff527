#include <algorithm>
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

namespace {

/// All ones, or none.
constexpr std::uint64_t all_if(bool condition) {
  return std::uint64_t{0} - static_cast<std::uint64_t>(condition);
}

/// Of the user's roles, those that grant the permission on nodes of the kind, word by word.
struct Roles {
  std::uint64_t held = 0;   ///< not 0: there are some
  std::uint64_t any = 0;    ///< with reach any
  std::uint64_t own = 0;    ///< with reach own
  std::uint64_t first = 0;  ///< the number of the first that counts: with reach any before own
};

Roles roles_in_one_word(const Tables& view, const Question& q, UserWord word, std::uint32_t kind, std::uint64_t owned) {
  const std::uint64_t* const granted =
      view.fixed->granting.data() + (q.permission.value * view.fixed->kinds + kind) * 2;
  Roles roles;
  roles.held = view.role_masks[word.roles()];
  roles.any = roles.held & granted[0];
  roles.own = roles.held & granted[1];
  const std::uint64_t hits = roles.any | (roles.own & owned & ~all_if(roles.any != 0));
  roles.first = static_cast<std::uint64_t>(std::countr_zero(hits));
  return roles;
}

Roles roles_in_words(const Tables& view, const Question& q, UserWord word, std::uint32_t kind, std::uint64_t owned) {
  const std::uint32_t words = view.fixed->mask_words;
  const std::uint64_t* const held = view.mask(word.roles());
  const std::uint64_t* const granted = view.fixed->granted_by(q.permission.value, kind);
  Roles roles;
  for (std::uint32_t w = words; w-- > 0;) {
    const std::uint64_t any = held[w] & granted[w];
    const std::uint64_t own = held[w] & granted[words + w];
    const std::uint64_t hits = any != 0 ? any : own & owned;
    if (any != 0 || (hits != 0 && roles.any == 0)) {
      roles.first = w * 64 + static_cast<std::uint64_t>(std::countr_zero(hits));
    }
    roles.held |= held[w];
    roles.any |= any;
    roles.own |= own;
  }
  return roles;
}

// Written without branches on what the user has: at a million users those would be mispredicted, and each would wait
// for memory that the next decision could already be fetching.
template <Roles (*kRolesFor)(const Tables&, const Question&, UserWord, std::uint32_t, std::uint64_t)>
inline Decision decide(const Tables& view, const Question& q, UserWord word) {
  const SchemeTables& fixed = *view.fixed;
  const ScopeInfo& info = view.scopes[q.scope.value];
  const Span asked = info.span;
  const std::uint64_t owned = all_if(q.owner == q.user);
  const Roles roles = kRolesFor(view, q, word, info.kind, owned);

  const auto [node0, node1, node2] = word.scopes();
  const std::uint32_t covers0 = view.scopes[node0].span.covers(asked);
  const std::uint32_t covers1 = view.scopes[node1].span.covers(asked);
  const std::uint32_t covers2 = view.scopes[node2].span.covers(asked);
  const std::uint32_t covered = covers0 | covers1 | covers2;

  const bool has_scopes = word.has_scopes() | fixed.without_reaches_root;
  const std::uint32_t fails =
      fails_if(!word.present(), Rule::NoSuchUser) |  //
      fails_if(!info.placed, Rule::UnknownScope) |
      fails_if((fixed.may_act >> word.state() & 1) == 0, Rule::StateMayNotAct) |
      fails_if((roles.held == 0) | !has_scopes, Rule::NoMembership) | fails_if(roles.own == 0, Rule::NotGranted) |
      fails_if((fixed.needs[q.permission.value] & ~info.features) != 0, Rule::FeatureOff) |
      fails_if(covered == 0, Rule::OutsideScope) | fails_if((roles.any | (roles.own & owned)) == 0, Rule::OwnOnly);
  const auto allowed = static_cast<std::uint32_t>(all_if(fails == 0));
  // The first node that covers.
  const std::uint32_t not0 = covers0 - 1;
  const std::uint32_t not1 = covers1 - 1;
  const std::uint32_t via = (node0 & ~not0) | (not0 & ((node1 & ~not1) | (node2 & not1)));
  Decision decision;
  decision.epoch = view.at;
  decision.via = via & allowed;
  decision.role.value = static_cast<std::uint16_t>(roles.first | ~allowed);
  decision.rule = static_cast<Rule>(std::countr_zero(fails | kAllowedBit));
  decision.via_kind = static_cast<Via>((static_cast<std::uint32_t>(Via::Default) + word.has_scopes()) & allowed);
  return decision;
}

bool known(const Tables& view, const Question& q) {
  return (q.user.value < view.users.size) & (q.permission.value < view.fixed->permissions) &
         (q.scope.value < view.scopes.size) & !view.broken;
}

[[gnu::noinline]] Decision decide_by_words(const Tables& view, const Question& q, UserWord word) {
  return decide<roles_in_words>(view, q, word);
}

inline Decision decide(const Tables& view, const Question& q) {
  const UserWord word = view.users[q.user.value];
  if (word.general() || !Window{}.holds(q.now)) return check_general(view, q, word);
  if (view.fixed->mask_words > 1) return decide_by_words(view, q, word);
  return decide<roles_in_one_word>(view, q, word);
}

}  // namespace

Decision check(const View& any_view, const Question& q) noexcept {
  const Tables& view = Tables::of(any_view);
  return known(view, q) ? decide(view, q) : unknown(view, q);
}

void check(const View& any_view, std::span<const Question> questions, std::span<Decision> answers) noexcept {
  const Tables& view = Tables::of(any_view);
  // So many questions ahead that the user has come from memory when the question's turn comes.
  constexpr std::size_t kAhead = 16;
  const std::size_t count = std::min(questions.size(), answers.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (i + kAhead < count && questions[i + kAhead].user.value < view.users.size) {
      __builtin_prefetch(&view.users[questions[i + kAhead].user.value]);
    }
    answers[i] = known(view, questions[i]) ? decide(view, questions[i]) : unknown(view, questions[i]);
  }
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
