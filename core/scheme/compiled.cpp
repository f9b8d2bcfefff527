#include "core/scheme/compiled.h"

#include <algorithm>
#include <bit>
#include <deque>

#include "core/scheme/inclusion.h"
#include "core/scheme/lint.h"

namespace remit::scheme {

void PermissionSet::add_all(const PermissionSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

void PermissionSet::remove_all(const PermissionSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
}

bool PermissionSet::contains(const PermissionSet& other) const {
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if ((other.words_[i] & ~words_[i]) != 0) return false;
  }
  return true;
}

bool PermissionSet::empty() const {
  for (const std::uint64_t word : words_) {
    if (word != 0) return false;
  }
  return true;
}

std::size_t PermissionSet::count() const {
  std::size_t sum = 0;
  for (const std::uint64_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
  return sum;
}

std::vector<PermissionIndex> PermissionSet::list() const {
  std::vector<PermissionIndex> out;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
      out.push_back({static_cast<std::uint16_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)))});
    }
  }
  return out;
}

namespace {

template <class Map, class Items, class IdOf>
void number(Map& map, const Items& items, IdOf id_of) {
  map.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) map.emplace(id_of(items[i]), static_cast<std::uint16_t>(i));
}

template <class Index, class Map>
std::optional<Index> look_up(const Map& map, std::string_view id) {
  const auto found = map.find(id);
  if (found == map.end()) return std::nullopt;
  return Index{static_cast<decltype(Index::value)>(found->second)};
}

template <class Items, class Matches>
const typename Items::value_type* first(const Items& items, Matches matches) {
  for (const auto& item : items) {
    if (matches(item)) return &item;
  }
  return nullptr;
}

}  // namespace

Result<SchemePtr> CompiledScheme::compile(Definition definition, std::string text) {
  const Findings findings = lint(definition);
  for (const Finding& finding : findings.list()) {
    if (finding.severity == Severity::Error) return to_error(finding);
  }
  // Not make_shared: the constructor is private, and nobody but this function may leave one half made.
  const std::shared_ptr<CompiledScheme> scheme(new CompiledScheme());
  scheme->definition_ = std::move(definition);
  scheme->text_ = std::move(text);
  scheme->hash_ = sha256(scheme->text_);

  const Definition& d = scheme->definition_;
  const auto edges = inclusion_edges(d);
  scheme->roles_ = flatten(d, order_by_inclusion(edges), edges);

  // The keys look into definition_, which never moves again.
  number(scheme->permission_by_id_, d.permissions, [](const Permission& p) { return std::string_view(p.id.text); });
  number(scheme->role_by_id_, d.roles, [](const Role& r) { return std::string_view(r.id.text); });
  number(scheme->state_by_id_, d.lifecycle.states, [](const State& s) { return std::string_view(s.id.text); });
  number(scheme->command_by_id_, d.commands, [](const CommandSpec& c) { return std::string_view(c.id); });
  return SchemePtr(scheme);
}

std::optional<PermissionIndex> CompiledScheme::permission(std::string_view id) const {
  return look_up<PermissionIndex>(permission_by_id_, id);
}

std::optional<RoleIndex> CompiledScheme::role(std::string_view id) const {
  return look_up<RoleIndex>(role_by_id_, id);
}

std::optional<StateIndex> CompiledScheme::state(std::string_view id) const {
  return look_up<StateIndex>(state_by_id_, id);
}

const RoleGroup* CompiledScheme::group(const GroupId& id) const {
  return first(definition_.groups, [&](const RoleGroup& group) { return group.id == id; });
}

const ScopeKind* CompiledScheme::kind(const KindId& id) const {
  return first(definition_.scopes.kinds, [&](const ScopeKind& kind) { return kind.id == id; });
}

const Field* CompiledScheme::field(const FieldId& id) const {
  return first(definition_.fields, [&](const Field& field) { return field.id == id; });
}

const LinkSpec* CompiledScheme::link(const PurposeId& purpose) const {
  return first(definition_.links, [&](const LinkSpec& link) { return link.purpose == purpose; });
}

const CommandSpec* CompiledScheme::command(std::string_view id) const {
  const auto found = command_by_id_.find(id);
  return found == command_by_id_.end() ? nullptr : &definition_.commands[found->second];
}

const Field& CompiledScheme::sign_in_field() const {
  const Field* field = first(definition_.fields, [](const Field& f) { return f.signs_in; });
  REMIT_ASSERT(field != nullptr, "lint refuses a scheme without a field that signs in");
  return *field;
}

const Field& CompiledScheme::name_field() const {
  const Field* field = first(definition_.fields, [](const Field& f) { return f.shown_as_name; });
  REMIT_ASSERT(field != nullptr, "lint refuses a scheme without a field that names a person");
  return *field;
}

const Field& CompiledScheme::email_field() const {
  const Field* field = first(definition_.fields, [](const Field& f) { return f.kind == FieldKind::Email; });
  REMIT_ASSERT(field != nullptr, "lint refuses a scheme without an e-mail field");
  return *field;
}

const ScopeKind& CompiledScheme::root_kind() const {
  const ScopeKind* kind = first(definition_.scopes.kinds, [](const ScopeKind& k) { return k.parents.empty(); });
  REMIT_ASSERT(kind != nullptr, "lint refuses a scheme without a root kind");
  return *kind;
}

std::vector<RoleIndex> CompiledScheme::roles_granting(PermissionIndex permission, Reach reach) const {
  std::vector<RoleIndex> out;
  for (std::size_t i = 0; i < roles_.size(); ++i) {
    const PermissionSet& set = reach == Reach::Any ? roles_[i].any : roles_[i].own;
    if (set.has(permission)) out.push_back({static_cast<std::uint16_t>(i)});
  }
  return out;
}

std::vector<RoleIndex> CompiledScheme::witness(RoleIndex role, PermissionIndex permission, Reach reach) const {
  const PermissionId& id = at(permission).id;
  const auto grants_itself = [&](const Role& r) {
    const auto names = [&](const std::vector<PermissionId>& list) {
      return std::find(list.begin(), list.end(), id) != list.end();
    };
    return names(r.grants) || (reach == Reach::Own && names(r.grants_own));
  };
  std::vector<std::optional<std::uint16_t>> came_from(definition_.roles.size());
  std::deque<std::uint16_t> queue{role.value};
  came_from[role.value] = role.value;
  while (!queue.empty()) {
    std::uint16_t current = queue.front();
    queue.pop_front();
    if (grants_itself(definition_.roles[current])) {
      std::vector<RoleIndex> path{{current}};
      while (current != role.value) path.insert(path.begin(), RoleIndex{current = *came_from[current]});
      return path;
    }
    for (const RoleId& included : definition_.roles[current].includes) {
      const std::uint16_t next = role_by_id_.at(included.text);
      if (came_from[next].has_value()) continue;
      came_from[next] = current;
      queue.push_back(next);
    }
  }
  return {};
}

}  // namespace remit::scheme
