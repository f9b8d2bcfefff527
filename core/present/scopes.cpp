#include <algorithm>
#include <map>

#include "core/base/text.h"
#include "core/present/context.h"

namespace remit::present {

namespace {

class TreeMaker {
 public:
  TreeMaker(const Context& context, const std::vector<directory::Scope>& scopes) : context_(context) {
    for (const directory::Scope& it : scopes) {
      if (it.parent) {
        children_[*it.parent].push_back(&it);
      } else {
        root_ = &it;
      }
    }
    for (auto& [parent, nodes] : children_) {
      std::sort(nodes.begin(), nodes.end(), [](const directory::Scope* a, const directory::Scope* b) {
        return sort_key(a->name) < sort_key(b->name);
      });
    }
  }

  std::vector<ScopeNode> run() {
    std::map<std::string, bool> features;
    for (const scheme::Feature& it : context_.definition().scopes.features) features[it.id.text] = it.initially;
    if (root_) add(*root_, 0, features);
    return std::move(nodes_);
  }

 private:
  // INVARIANT: a node hangs on one parent only, so this ends; trees are at most 64 levels deep.
  void add(const directory::Scope& scope, std::uint32_t depth, std::map<std::string, bool> features) {
    const scheme::ScopeKind* const kind = context_.scheme.kind(scope.kind);
    ScopeNode node;
    node.id = scope.id;
    node.parent = scope.parent;
    node.name = scope.name;
    node.kind = scope.kind;
    node.kind_label = kind ? context_.text(kind->label) : scope.kind.text;
    node.depth = depth;
    node.assignable = kind && kind->assignable;
    for (const scheme::Feature& it : context_.definition().scopes.features) {
      const auto here = scope.features.find(it.id.text);
      if (here != scope.features.end()) features[it.id.text] = here->second;
      node.features.push_back({it.id, context_.text(it.label), features[it.id.text], here != scope.features.end()});
    }
    nodes_.push_back(std::move(node));
    for (const directory::Scope* it : children_[scope.id]) add(*it, depth + 1, features);
  }

  const Context& context_;
  const directory::Scope* root_ = nullptr;
  std::map<ScopeId, std::vector<const directory::Scope*>> children_;
  std::vector<ScopeNode> nodes_;
};

}  // namespace

Result<ScopeTree> scope_tree(const Context& context) {
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, context.rows.scopes());
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeGroup> groups, context.rows.scope_groups());
  ScopeTree tree;
  tree.nodes = TreeMaker(context, scopes).run();
  for (const directory::ScopeGroup& it : groups) tree.groups.push_back({it.id, it.name, it.scopes});
  return tree;
}

}  // namespace remit::present
