#include <algorithm>

#include "core/directory/authority.h"
#include "core/present/context.h"
#include "core/present/tree.h"

namespace remit::present {

namespace {

/// Counting asks the store once for each node.
constexpr std::size_t kMaxCounted = 300;

}  // namespace

std::vector<directory::Scope> in_tree_order(const std::vector<directory::Scope>& scopes) {
  std::vector<directory::Scope> ordered;
  std::vector<std::optional<ScopeId>> open{std::nullopt};
  while (!open.empty()) {
    const std::optional<ScopeId> parent = open.back();
    open.pop_back();
    if (parent) {
      const auto at = std::find_if(scopes.begin(), scopes.end(), [&](const auto& it) { return it.id == *parent; });
      ordered.push_back(*at);
    }
    for (auto it = scopes.rbegin(); it != scopes.rend(); ++it) {
      if (it->parent == parent) open.emplace_back(it->id);
    }
  }
  return ordered;
}

std::string scopes_word(const Context& context) {
  const auto& words = context.definition().presentation.words;
  const auto found = words.find("scopes");
  return found == words.end() ? std::string("Scopes") : context.text(found->second);
}

Result<std::vector<Choice>> own_scopes(const Context& context) {
  std::vector<Choice> own;
  if (context.definition().scopes.selection != scheme::Selection::Chosen || context.actor.user.is_nil()) return own;
  REMIT_TRY_ASSIGN(const std::vector<ScopeId> nodes,
                   directory::nodes_of(context.rows, context.scheme, context.actor.user, context.now));
  for (const ScopeId node : nodes) {
    REMIT_TRY_ASSIGN(const std::optional<directory::Scope> scope, context.rows.scope(node));
    if (scope) own.push_back({to_string(node), scope->name});
  }
  return own;
}

Result<TreeModel> tree_model(const Context& context) {
  TreeModel model;
  model.title = scopes_word(context);
  for (const scheme::ScopeKind& it : context.definition().scopes.kinds)
    model.kinds[it.id.text] = context.text(it.label);
  for (const std::string_view command :
       {directory::CreateScope::kType, directory::RenameScope::kType, directory::MoveScope::kType}) {
    REMIT_TRY_ASSIGN(ActionOffer it, offer(context, command, std::nullopt));
    if (it.offered || it.rule != "not-offered") model.actions.push_back(std::move(it));
  }

  const scheme::CommandSpec* const list = context.scheme.command("list");
  const auto permission = list && list->needs ? context.scheme.permission(list->needs->text) : std::nullopt;
  REMIT_TRY_ASSIGN(const directory::Authority authority,
                   directory::Authority::of(context.rows, context.scheme, context.actor, context.now));
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> unordered, context.rows.scopes());
  const std::vector<directory::Scope> scopes = in_tree_order(unordered);
  std::vector<std::optional<ScopeId>> parents;
  for (const directory::Scope& scope : scopes) {
    TreeNode node;
    node.id = scope.id;
    node.name = scope.name;
    if (const scheme::ScopeKind* const kind = context.scheme.kind(scope.kind)) {
      node.kind = context.text(kind->label);
      node.icon = kind->icon;
    }
    for (std::size_t i = parents.size(); i-- > 0 && scope.parent;) {
      if (model.nodes[i].id != *scope.parent) continue;
      node.depth = model.nodes[i].depth + 1;
      break;
    }
    if (context.actor.kind != scheme::ActorKind::Operator) {
      node.listed = false;
      if (permission) {
        REMIT_TRY_ASSIGN(node.listed, authority.has(*permission, scheme::Reach::Any, scope.id));
      }
    }
    for (const scheme::ScopeKind& it : context.definition().scopes.kinds) {
      const bool fits = std::find(it.parents.begin(), it.parents.end(), scope.kind) != it.parents.end();
      if (fits) node.below.push_back(it.id);
    }
    if (node.listed && scopes.size() <= kMaxCounted) {
      store::UserQuery query;
      query.at = scope.id;
      query.include_below = true;
      query.size = 1;
      REMIT_TRY_ASSIGN(const store::UserPage page, context.rows.users(query));
      node.users = page.total;
    }
    parents.push_back(scope.parent);
    model.nodes.push_back(std::move(node));
  }
  // SECURITY: nodes that lead to nothing one may list are nobody's business (T7).
  std::uint32_t needed = 0;
  for (std::size_t i = model.nodes.size(); i-- > 0;) {
    const TreeNode& node = model.nodes[i];
    const bool leads = needed > node.depth;
    if (!node.listed && !leads) {
      model.nodes.erase(model.nodes.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    needed = node.depth;
  }
  return model;
}

}  // namespace remit::present
