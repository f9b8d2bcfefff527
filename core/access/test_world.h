#pragma once
// For tests: a scheme with a tree of three kinds, features and roles of every sort, and ids one can count.

#include <string>
#include <utility>
#include <vector>

#include "core/access/rows.h"
#include "core/base/error.h"
#include "core/scheme/compiled.h"
#include "core/scheme/scheme.h"
#include "core/scheme/small_scheme.h"

namespace remit::access::testing {

inline Uuid uuid(std::uint32_t kind, std::uint32_t n) {
  return make_uuid_v7(Time{1000 + n}, {0, 0, 0, 0, static_cast<std::uint8_t>(kind), static_cast<std::uint8_t>(n >> 24),
                                       static_cast<std::uint8_t>(n >> 16), static_cast<std::uint8_t>(n >> 8),
                                       static_cast<std::uint8_t>(n), 7});
}
inline UserId user_id(std::uint32_t n) {
  return {uuid(1, n)};
}
/// 0 is the root.
inline ScopeId scope_id(std::uint32_t n) {
  return {uuid(2, n)};
}
inline ScopeGroupId group_id(std::uint32_t n) {
  return {uuid(3, n)};
}

inline scheme::Permission permission(std::string id, std::vector<KindId> applies_to = {},
                                     std::optional<FeatureId> feature = {}) {
  scheme::Permission it;
  it.id = {id};
  it.label.by_language["en"] = "May " + id;
  it.applies_to = std::move(applies_to);
  it.needs_feature = std::move(feature);
  return it;
}

inline scheme::Role role(std::string id, std::vector<PermissionId> grants, std::vector<PermissionId> grants_own = {},
                         std::vector<RoleId> includes = {}, std::vector<KindId> applies_to = {}) {
  scheme::Role it;
  it.id = {id};
  it.label.by_language["en"] = "Role " + id;
  it.group = {"role"};
  it.grants = std::move(grants);
  it.grants_own = std::move(grants_own);
  it.includes = std::move(includes);
  it.applies_to = std::move(applies_to);
  return it;
}

/// kSmallScheme's permissions (`user.manage`, `order.view`), roles (`reader` views, `admin` includes it and manages)
/// and states (`invited`, `active` acts, `off`), with:
/// - kinds `root` → `area` → `shop`, areas below areas too; features `plans` (on at first) and `bulk` (off at first)
/// - `refund`, and `plan` which needs `plans`, `export` which needs `bulk`, `price` on shops only
/// - roles `clerk` (refund own), `manager` (includes clerk; refund, plan, export, price), `area-only` (refund on areas)
inline scheme::Definition definition() {
  auto loaded = scheme::load(scheme::kSmallScheme);
  REMIT_ASSERT(loaded.scheme != nullptr, "the small scheme is right");
  scheme::Definition d = loaded.scheme->definition();
  const auto kind = [](std::string id, std::vector<KindId> parents) {
    scheme::ScopeKind it;
    it.id = {id};
    it.label.by_language["en"] = "A " + id;
    it.parents = std::move(parents);
    return it;
  };
  d.scopes.kinds = {kind("root", {}), kind("area", {{"root"}, {"area"}}), kind("shop", {{"root"}, {"area"}})};
  d.scopes.groups = true;
  scheme::Feature plans{{"plans"}, {}, true};
  scheme::Feature bulk{{"bulk"}, {}, false};
  plans.label.by_language["en"] = "Plans";
  bulk.label.by_language["en"] = "Bulk";
  d.scopes.features = {plans, bulk};
  d.permissions.push_back(permission("refund"));
  d.permissions.push_back(permission("plan", {}, FeatureId{"plans"}));
  d.permissions.push_back(permission("export", {}, FeatureId{"bulk"}));
  d.permissions.push_back(permission("price", {{"shop"}}));
  d.roles.push_back(role("clerk", {}, {{"refund"}}));
  d.roles.push_back(role("manager", {{"refund"}, {"plan"}, {"export"}, {"price"}}, {}, {{"clerk"}}));
  d.roles.push_back(role("area-only", {{"refund"}}, {}, {}, {{"area"}}));
  d.groups[0].min = 0;
  d.groups[0].max.reset();
  return d;
}

inline scheme::SchemePtr compile(scheme::Definition d) {
  auto compiled = scheme::CompiledScheme::compile(std::move(d), "test");
  if (!compiled.ok()) {
    std::string text = compiled.error().rule;
    for (const auto& [name, value] : compiled.error().args) text += " " + name + "=" + value;
    REMIT_ASSERT(compiled.ok(), text.c_str());
  }
  return *compiled;
}

inline Rows empty_rows(const scheme::Definition& d) {
  Rows rows;
  rows.organisation.scheme_id = d.scheme.id;
  rows.organisation.scheme_version = d.scheme.version;
  rows.organisation.root = scope_id(0);
  rows.organisation.epoch = {1};
  rows.scopes.push_back({scope_id(0), {}, {"root"}, "All", {}});
  return rows;
}

inline directory::User user(std::uint32_t n, std::string state = "active") {
  directory::User it;
  it.id = user_id(n);
  it.state = {std::move(state)};
  it.home = scope_id(0);
  return it;
}

inline directory::Scope scope(std::uint32_t n, std::uint32_t parent, std::string kind,
                              std::map<std::string, bool> features = {}) {
  return {scope_id(n), scope_id(parent), {std::move(kind)}, "Scope " + std::to_string(n), std::move(features)};
}

inline directory::RoleMembership holds(std::uint32_t user, std::string role, Time from = kAlways,
                                       Time until = kForever) {
  return {user_id(user), {std::move(role)}, {}, {}, from, until};
}

inline directory::ScopeMembership on(std::uint32_t user, std::uint32_t scope, Time from = kAlways,
                                     Time until = kForever) {
  return {user_id(user), scope_id(scope), {}, {}, {}, from, until};
}

inline directory::ScopeMembership in_group(std::uint32_t user, std::uint32_t group, Time from = kAlways,
                                           Time until = kForever) {
  return {user_id(user), {}, group_id(group), {}, {}, from, until};
}

}  // namespace remit::access::testing
