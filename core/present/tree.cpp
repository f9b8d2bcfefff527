#include <algorithm>

#include "core/directory/authority.h"
#include "core/present/context.h"

namespace remit::present {

namespace {

/// Counting asks the store once for each node.
constexpr std::size_t kMaxCounted = 300;

}  // namespace

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
  const scheme::Scopes& scopes = context.definition().scopes;
  TreeModel model;
  model.title = scopes_word(context);
  if (scopes.groups) model.group_word = word(context, "scope-group", "Scope group");
  for (const scheme::ScopeKind& it : scopes.kinds) model.kinds[it.id.text] = context.text(it.label);
  for (const std::string_view command :
       {directory::CreateScope::kType, directory::RenameScope::kType, directory::MoveScope::kType,
        directory::SwitchFeature::kType, directory::DefineScopeGroup::kType}) {
    REMIT_TRY_ASSIGN(ActionOffer it, offer(context, command, std::nullopt));
    if (it.offered || it.rule != "not-offered") model.actions.push_back(std::move(it));
  }

  const auto list = managing(context, "list");
  REMIT_TRY_ASSIGN(const directory::Authority authority,
                   directory::Authority::of(context.rows, context.scheme, context.actor, context.now));
  REMIT_TRY_ASSIGN(ScopeTree tree, scope_tree(context));
  for (ScopeNode& scope : tree.nodes) {
    TreeNode node;
    node.id = scope.id;
    node.name = std::move(scope.name);
    node.kind = std::move(scope.kind_label);
    if (const scheme::ScopeKind* const kind = context.scheme.kind(scope.kind)) node.icon = kind->icon;
    node.depth = scope.depth;
    node.assignable = scope.assignable;
    node.features = std::move(scope.features);
    if (context.actor.kind != scheme::ActorKind::Operator) {
      node.listed = false;
      if (list) {
        REMIT_TRY_ASSIGN(node.listed, authority.has(*list, scheme::Reach::Any, scope.id));
      }
      for (const ActionOffer& it : model.actions) {
        const auto permission = managing(context, it.command);
        if (!it.offered || !permission) continue;
        REMIT_TRY_ASSIGN(bool there, authority.has(*permission, scheme::Reach::Any, scope.id));
        if (it.command == directory::DefineScopeGroup::kType && scopes.covers == scheme::Covers::Below && !there) {
          // As in plan_scopes: this right may be one of the whole tree.
          REMIT_TRY_ASSIGN(there, authority.has(*permission, scheme::Reach::Any, tree.nodes.front().id));
        }
        if (there) continue;
        node.refused[it.command] =
            sentence(context, {Code::Denied,
                               "may-not-manage-there",
                               {{"permission", context.text(context.scheme.at(*permission).label)}},
                               ""});
      }
    }
    for (const scheme::ScopeKind& it : scopes.kinds) {
      const bool fits = std::find(it.parents.begin(), it.parents.end(), scope.kind) != it.parents.end();
      if (fits) node.below.push_back(it.id);
    }
    if (node.listed && tree.nodes.size() <= kMaxCounted) {
      store::UserQuery query;
      query.at = scope.id;
      query.include_below = true;
      query.size = 1;
      REMIT_TRY_ASSIGN(const store::UserPage page, context.rows.users(query));
      node.users = page.total;
    }
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
  const auto seen = [&model](ScopeId id) {
    return std::any_of(model.nodes.begin(), model.nodes.end(), [id](const TreeNode& it) { return it.id == id; });
  };
  for (ScopeGroupItem& group : tree.groups) {
    const std::size_t all = group.scopes.size();
    std::erase_if(group.scopes, [&seen](ScopeId id) { return !seen(id); });
    group.hidden = static_cast<std::uint32_t>(all - group.scopes.size());
    if (!group.scopes.empty()) model.groups.push_back(std::move(group));
  }
  return model;
}

}  // namespace remit::present
