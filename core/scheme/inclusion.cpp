#include "core/scheme/inclusion.h"

#include <algorithm>

namespace remit::scheme {
namespace {

template <class Items>
std::unordered_map<std::string_view, std::uint16_t> positions(const Items& items) {
  std::unordered_map<std::string_view, std::uint16_t> by_id;
  for (std::size_t i = 0; i < items.size(); ++i) by_id.emplace(items[i].id.text, static_cast<std::uint16_t>(i));
  return by_id;
}

enum class Mark : std::uint8_t { New, Open, Done };

/// One role of the path that is being walked, and which of its inclusions comes next.
struct Visit {
  std::uint16_t role;
  std::size_t next;
};

std::vector<std::uint16_t> cycle_of(const std::vector<Visit>& walk, std::uint16_t back_to) {
  std::vector<std::uint16_t> path;
  const auto start = std::find_if(walk.begin(), walk.end(), [&](const Visit& visit) { return visit.role == back_to; });
  for (auto at = start; at != walk.end(); ++at) path.push_back(at->role);
  path.push_back(back_to);
  return path;
}

}  // namespace

std::vector<std::vector<std::uint16_t>> inclusion_edges(const Definition& definition) {
  const auto by_id = positions(definition.roles);
  std::vector<std::vector<std::uint16_t>> edges(definition.roles.size());
  for (std::size_t i = 0; i < definition.roles.size(); ++i) {
    for (const RoleId& included : definition.roles[i].includes) {
      if (const auto found = by_id.find(included.text); found != by_id.end()) edges[i].push_back(found->second);
    }
  }
  return edges;
}

InclusionOrder order_by_inclusion(const std::vector<std::vector<std::uint16_t>>& edges) {
  InclusionOrder result;
  std::vector<Mark> marks(edges.size(), Mark::New);
  std::vector<std::size_t> depth(edges.size(), 1);  // roles on the longest chain from here down
  std::vector<Visit> walk;
  for (std::size_t start = 0; start < edges.size(); ++start) {
    if (marks[start] != Mark::New) continue;
    marks[start] = Mark::Open;
    walk.push_back({static_cast<std::uint16_t>(start), 0});
    while (!walk.empty()) {
      const std::uint16_t role = walk.back().role;
      if (walk.back().next < edges[role].size()) {
        const std::uint16_t included = edges[role][walk.back().next++];
        if (marks[included] == Mark::Open) {
          result.faults.push_back({InclusionFault::Kind::Cycle, cycle_of(walk, included)});
        } else if (marks[included] == Mark::New) {
          marks[included] = Mark::Open;
          walk.push_back({included, 0});
        }
        continue;
      }
      for (const std::uint16_t included : edges[role]) depth[role] = std::max(depth[role], depth[included] + 1);
      if (depth[role] == kMaxInclusionDepth + 1) result.faults.push_back({InclusionFault::Kind::TooDeep, {role}});
      marks[role] = Mark::Done;
      result.order.push_back(role);
      walk.pop_back();
    }
  }
  return result;
}

std::vector<CompiledRole> flatten(const Definition& definition, const InclusionOrder& order,
                                  const std::vector<std::vector<std::uint16_t>>& edges) {
  const auto permissions = positions(definition.permissions);
  const auto groups = positions(definition.groups);
  std::vector<CompiledRole> roles(definition.roles.size());
  for (const std::uint16_t index : order.order) {
    const Role& role = definition.roles[index];
    CompiledRole& compiled = roles[index];
    compiled.group = groups.at(role.group.text);
    for (const PermissionId& id : role.grants) compiled.any.add({permissions.at(id.text)});
    for (const PermissionId& id : role.grants_own) compiled.own.add({permissions.at(id.text)});
    for (const std::uint16_t included : edges[index]) {
      compiled.any.add_all(roles[included].any);
      compiled.own.add_all(roles[included].own);
    }
    compiled.own.add_all(compiled.any);
  }
  return roles;
}

}  // namespace remit::scheme
