#include "core/transfer/person.h"

#include <algorithm>
#include <array>

namespace remit::transfer {

namespace {

constexpr std::array kOthers{kState, kHome, kRoles, kScopes, kScopeGroups};

template <class Membership>
Item item_of(std::vector<std::string> path, const Membership& membership, Time now) {
  Item item;
  item.path = std::move(path);
  if (membership.valid_from > now) item.from = membership.valid_from;
  item.until = membership.valid_until;
  return item;
}

}  // namespace

Result<Places> Places::of(store::Snapshot& rows) {
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, rows.scopes());
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeGroup> groups, rows.scope_groups());
  Places places;
  for (const directory::Scope& it : scopes) {
    if (it.parent) {
      places.children_[{*it.parent, it.name}] = it.id;
    } else {
      places.root_ = it.id;
    }
    places.nodes_[it.id] = it;
  }
  for (const directory::ScopeGroup& it : groups) places.groups_[it.id] = it.name;
  return places;
}

std::vector<std::string> Places::path(ScopeId node) const {
  std::vector<std::string> path;
  for (auto it = nodes_.find(node); it != nodes_.end() && it->second.parent && path.size() < nodes_.size();
       it = nodes_.find(*it->second.parent)) {
    path.push_back(it->second.name);
  }
  std::reverse(path.begin(), path.end());
  return path;
}

std::string Places::group_name(ScopeGroupId group) const {
  const auto found = groups_.find(group);
  return found == groups_.end() ? to_string(group) : found->second;
}

Result<ScopeId> Places::node(const std::vector<std::string>& path) const {
  ScopeId at = root_;
  for (const std::string& name : path) {
    const auto found = children_.find({at, name});
    if (found == children_.end()) {
      return Error{Code::NotFound, "unknown-scope", {{"text", written({{path}}, Things::Paths)}}, "scopes"};
    }
    at = found->second;
  }
  return at;
}

Result<ScopeGroupId> Places::group(const std::string& name) const {
  for (const auto& [id, known] : groups_) {
    if (known == name) return id;
  }
  return Error{Code::NotFound, "unknown-scope-group", {{"text", name}}, "scope_groups"};
}

Result<Person> person_of(const present::Context& context, const Places& places, const directory::User& user,
                         const std::vector<directory::RoleMembership>& roles) {
  Person person;
  for (const auto& [id, value] : user.fields) {
    if (!value.empty()) person.fields[id] = value;
  }
  person.state = user.state.text;
  person.home.path = places.path(user.home);
  for (const directory::RoleMembership& it : roles) {
    person.roles.push_back(item_of({it.role.text}, it, context.now));
  }
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeMembership> scopes, context.rows.scopes_of(user.id));
  for (const directory::ScopeMembership& it : scopes) {
    if (it.scope) person.scopes.push_back(item_of(places.path(*it.scope), it, context.now));
    if (it.group) person.scope_groups.push_back(item_of({places.group_name(*it.group)}, it, context.now));
  }
  put_in_order(person, context.scheme);
  return person;
}

void put_in_order(Person& person, const scheme::CompiledScheme& scheme) {
  const auto rank = [&scheme](const Item& item) {
    const auto role = scheme.role(item.path.front());
    return role ? std::size_t{role->value} : scheme::kMaxRoles;
  };
  std::stable_sort(person.roles.begin(), person.roles.end(),
                   [&rank](const Item& a, const Item& b) { return rank(a) < rank(b); });
  const auto by_path = [](const Item& a, const Item& b) { return a.path < b.path; };
  std::sort(person.scopes.begin(), person.scopes.end(), by_path);
  std::sort(person.scope_groups.begin(), person.scope_groups.end(), by_path);
}

std::string column_of(const FieldId& field) {
  const bool another = std::find(kOthers.begin(), kOthers.end(), field.text) != kOthers.end();
  return another ? "field:" + field.text : field.text;
}

std::vector<std::string> columns(const scheme::Definition& scheme) {
  std::vector<std::string> all;
  for (const scheme::Field& it : scheme.fields) all.push_back(column_of(it.id));
  for (const std::string_view it : kOthers) all.emplace_back(it);
  return all;
}

std::vector<std::string> cells(const Person& person, const scheme::Definition& scheme) {
  std::vector<std::string> all;
  for (const scheme::Field& it : scheme.fields) {
    const auto value = person.fields.find(it.id.text);
    all.push_back(value == person.fields.end() ? std::string() : value->second);
  }
  all.push_back(person.state);
  all.push_back(written({person.home}, Things::Paths));
  all.push_back(written(person.roles, Things::Names));
  all.push_back(written(person.scopes, Things::Paths));
  all.push_back(written(person.scope_groups, Things::Names));
  return all;
}

}  // namespace remit::transfer
