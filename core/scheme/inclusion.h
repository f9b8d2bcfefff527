#pragma once
// Flattening of inclusion: what each role grants with everything it includes.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/scheme/compiled.h"

namespace remit::scheme {

/// Longest chain of inclusion (T27).
inline constexpr std::size_t kMaxInclusionDepth = 32;

/// For each role the positions of those it includes itself; names that are no role are left out.
[[nodiscard]] std::vector<std::vector<std::uint16_t>> inclusion_edges(const Definition& definition);

/// What stands in the way of flattening: a cycle, or a chain that is too long. `path` names roles by position, the
/// first one again at the end of a cycle.
struct InclusionFault {
  enum class Kind : std::uint8_t { Cycle, TooDeep } kind = Kind::Cycle;
  std::vector<std::uint16_t> path;
};

/// Roles in an order in which each comes after those it includes. Linear in roles and inclusions; no recursion, so
/// that no file can exhaust the stack.
struct InclusionOrder {
  std::vector<std::uint16_t> order;
  std::vector<InclusionFault> faults;  ///< if there are any, the order misses the roles concerned
};
[[nodiscard]] InclusionOrder order_by_inclusion(const std::vector<std::vector<std::uint16_t>>& edges);

/// Precondition: no faults, and every reference resolves.
[[nodiscard]] std::vector<CompiledRole> flatten(const Definition& definition, const InclusionOrder& order,
                                                const std::vector<std::vector<std::uint16_t>>& edges);

}  // namespace remit::scheme
