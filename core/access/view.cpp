#include "core/access/layout.h"

namespace remit::access {

Epoch View::epoch() const {
  return Tables::of(*this).at;
}

const scheme::CompiledScheme& View::scheme() const {
  return *Tables::of(*this).fixed->scheme;
}

std::uint64_t View::users() const {
  return Tables::of(*this).present;
}

UserIndex View::user(const UserId& id) const {
  const Tables& view = Tables::of(*this);
  const std::uint32_t user = view.user_numbers.find(id.uuid, view.user_ids);
  return user == kNone ? kNoUser : UserIndex{user};
}

ScopeIndex View::scope(const ScopeId& id) const {
  const Tables& view = Tables::of(*this);
  const std::uint32_t scope = view.scope_numbers.find(id.uuid, view.scope_ids);
  return scope == kNone ? kNoScope : ScopeIndex{scope};
}

PermissionIndex View::permission(std::string_view id) const {
  return scheme().permission(id).value_or(kNoPermission);
}

UserId View::id(UserIndex user) const {
  return {Tables::of(*this).user_ids[user.value]};
}

ScopeId View::id(ScopeIndex scope) const {
  return {Tables::of(*this).scope_ids[scope.value]};
}

ScopeGroupId View::id(GroupIndex group) const {
  return Tables::of(*this).groups[group.value]->id;
}

const std::string& View::name(ScopeIndex scope) const {
  return Tables::of(*this).scope_texts[scope.value].name;
}

const std::string& View::name(GroupIndex group) const {
  return Tables::of(*this).groups[group.value]->name;
}

}  // namespace remit::access
