#include "core/access/layout.h"

#include <algorithm>
#include <bit>

namespace remit::access {

namespace {

Error not_indexable(std::string_view why) {
  return {Code::Invalid, "scheme-not-indexable", {{"why", std::string(why)}}, {}};
}

bool applies(const std::vector<KindId>& to, const std::vector<scheme::ScopeKind>& kinds, std::size_t kind) {
  if (to.empty()) return true;
  return kind < kinds.size() && std::find(to.begin(), to.end(), kinds[kind].id) != to.end();
}

}  // namespace

Result<SchemeTables> tables_of(scheme::SchemePtr scheme) {
  const scheme::Definition& d = scheme->definition();
  // Rows do not say yet which scopes a role is tied to; counting them as a product would allow too much.
  REMIT_ASSERT(scheme::is_built(d.combination), "lint refuses it");
  if (d.scopes.features.size() > 64) return not_indexable("features");
  if (d.lifecycle.states.size() > UserWord::kNoState) return not_indexable("states");

  SchemeTables t;
  t.permissions = static_cast<std::uint32_t>(d.permissions.size());
  t.roles = static_cast<std::uint32_t>(d.roles.size());
  t.kinds = static_cast<std::uint32_t>(d.scopes.kinds.size() + 1);
  t.mask_words = static_cast<std::uint32_t>(std::bit_ceil(std::max<std::size_t>(1, (d.roles.size() + 63) / 64)));
  t.covers_below = d.scopes.covers == scheme::Covers::Below;
  t.without_reaches_root = d.scopes.without == scheme::WithoutScopes::Root;
  for (std::size_t i = 0; i < d.lifecycle.states.size(); ++i) {
    if (d.lifecycle.states[i].may_act) t.may_act |= std::uint64_t{1} << i;
  }
  t.granting.resize(std::size_t{t.permissions} * t.kinds * 2 * t.mask_words);
  for (std::uint32_t p = 0; p < t.permissions; ++p) {
    const scheme::Permission& permission = d.permissions[p];
    std::uint64_t need = 0;
    if (permission.needs_feature) {
      for (std::size_t i = 0; i < d.scopes.features.size(); ++i) {
        if (d.scopes.features[i].id == *permission.needs_feature) need = std::uint64_t{1} << i;
      }
      if (need == 0) return not_indexable("needs_feature");
    }
    t.needs.push_back(need);
    for (std::uint32_t kind = 0; kind < t.kinds; ++kind) {
      if (!applies(permission.applies_to, d.scopes.kinds, kind)) continue;
      std::uint64_t* masks = t.granting.data() + (p * t.kinds + kind) * 2 * t.mask_words;
      for (std::uint32_t r = 0; r < t.roles; ++r) {
        if (!applies(d.roles[r].applies_to, d.scopes.kinds, kind)) continue;
        const scheme::CompiledRole& role = scheme->grants({static_cast<std::uint16_t>(r)});
        const scheme::PermissionIndex index{static_cast<std::uint16_t>(p)};
        const std::uint64_t bit = std::uint64_t{1} << (r % 64);
        if (role.any.has(index)) masks[r / 64] |= bit;
        if (role.own.has(index)) masks[t.mask_words + r / 64] |= bit;
      }
    }
  }
  t.scheme = std::move(scheme);
  return t;
}

std::vector<RoleHolding> roles_of(const Tables& view, UserWord word) {
  if (word.general_roles()) return view.role_sets[word.roles()]->roles;
  std::vector<RoleHolding> roles;
  const std::uint64_t* mask = view.mask(word.roles());
  for (std::uint32_t w = 0; w < view.fixed->mask_words; ++w) {
    for (std::uint64_t rest = mask[w]; rest != 0; rest &= rest - 1) {
      roles.push_back({static_cast<std::uint16_t>(w * 64 + static_cast<unsigned>(std::countr_zero(rest))), {}});
    }
  }
  return roles;
}

std::vector<ScopeHolding> scopes_of(const Tables& view, UserWord word) {
  std::vector<ScopeHolding> scopes;
  if (!word.general_scopes()) {
    if (!word.has_scopes()) return scopes;
    for (const std::uint32_t node : word.scopes()) {
      if (scopes.empty() || scopes.back().node != node) scopes.push_back({node, false, {}});
    }
    return scopes;
  }
  const ScopeSet& set = *view.scope_sets[word.scope_set()];
  for (std::size_t i = 0; i < set.scopes.nodes().size(); ++i) {
    scopes.push_back({set.scopes.nodes()[i], false, set.scope_window(i)});
  }
  for (std::size_t i = 0; i < set.groups.size(); ++i) scopes.push_back({set.groups[i], true, set.group_window(i)});
  return scopes;
}

}  // namespace remit::access
