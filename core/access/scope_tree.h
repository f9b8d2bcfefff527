#pragma once
// The writer's picture of the scope tree: numbers its nodes so that "is below" is an interval test, and hands features
// down. Nodes are numbered with gaps, so that a new one nearly always finds room without touching another.

#include <cstdint>
#include <vector>

#include "core/access/id_table.h"
#include "core/access/layout.h"

namespace remit::access {

class ScopeTree {
 public:
  ScopeTree(Reclaimer& reclaimer, const SchemeTables& scheme);

  /// The number of a node, which may be one that is not there yet. The first one asked for is the root: kRoot.
  std::uint32_t number(const ScopeId& id);

  void put(const directory::Scope& row);
  void drop(const ScopeId& id);
  /// Numbers what was put and dropped since; before publishing.
  void settle();

  [[nodiscard]] const IdTable& ids() const { return ids_; }
  [[nodiscard]] std::uint32_t size() const { return ids_.ids().size(); }
  void show_in(Tables& view) const;
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  struct Node {
    bool exists = false;
    bool placed = false;
    std::uint32_t parent = kNone;  ///< as the row says; kNone for the root
    std::uint16_t kind = 0;
    std::uint64_t features_set = 0;       ///< said at this node
    std::uint64_t features_on = 0;        ///< which of those are on
    std::uint64_t low = 0;                ///< of its interval
    std::uint64_t end = 0;                ///< one past its interval
    std::uint64_t next = 0;               ///< where the next child may begin
    std::vector<std::uint32_t> children;  ///< existing or not yet placed
  };

  void attach(std::uint32_t node, std::uint32_t parent);
  void detach(std::uint32_t node);
  /// A node and what is below it, parents before children. Precondition: it is placed, or its parent is, so that no
  /// cycle of rows leads back to it.
  [[nodiscard]] std::vector<std::uint32_t> subtree(std::uint32_t node) const;
  /// Room that a subtree wants: more for those with many children.
  [[nodiscard]] std::uint64_t weight(const std::vector<std::uint32_t>& nodes) const;
  void unplace(std::uint32_t node);
  /// Whether there was room below its parent.
  [[nodiscard]] bool place(std::uint32_t node);
  /// Gives `top` the interval [low, end) and divides it among what is below.
  void divide(const std::vector<std::uint32_t>& nodes, std::uint64_t low, std::uint64_t end);
  void renumber();
  void write(std::uint32_t node);
  [[nodiscard]] std::uint64_t features_of(std::uint32_t node) const;

  const SchemeTables& scheme_;
  IdTable ids_;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> touched_;
  Table<ScopeInfo> infos_;
  Table<ScopeText> texts_;
};

}  // namespace remit::access
