// scope list | add | move | rename | group | feature

#include <algorithm>

#include "core/base/text.h"
#include "native/cli/desk.h"

namespace remit::cli {

namespace {

using namespace directory;

/// Shared with the parser, which fills it.
struct ScopeInput {
  std::string scope, name, kind, under, group, feature, on;
  std::vector<std::string> scopes;
};
using ScopeInputPtr = std::shared_ptr<ScopeInput>;

Result<present::ScopeTree> tree(Desk& desk) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Actor actor, desk.actor());
  return desk.opened().service->scope_tree(slug, actor);
}

Result<ScopeId> root(Desk& desk) {
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const Organisation organisation, desk.opened().service->organisation(slug));
  return organisation.root;
}

Result<int> list_scopes(Desk& desk) {
  REMIT_TRY_ASSIGN(const present::ScopeTree all, tree(desk));
  if (desk.options.json) {
    desk.print_json(all);
    return kDone;
  }
  std::vector<std::vector<std::string>> rows;
  for (const present::ScopeNode& it : all.nodes) {
    std::string features;
    for (const present::FeatureValue& feature : it.features) {
      features += (features.empty() ? "" : ", ") + feature.id.text + (feature.on ? " on" : " off") +
                  (feature.set_here ? "" : " (from above)");
    }
    rows.push_back({std::string(std::size_t{2} * it.depth, ' ') + it.name, it.kind.text, to_string(it.id), features});
  }
  desk.table({"SCOPE", "KIND", "ID", "FEATURES"}, rows);
  if (all.groups.empty()) return kDone;
  rows.clear();
  for (const present::ScopeGroupItem& it : all.groups) {
    std::string names;
    for (const present::ScopeNode& node : all.nodes) {
      if (std::find(it.scopes.begin(), it.scopes.end(), node.id) == it.scopes.end()) continue;
      names += (names.empty() ? "" : ", ") + node.name;
    }
    rows.push_back({it.name, to_string(it.id), names});
  }
  desk.out() << "\n";
  desk.table({"SCOPE GROUP", "ID", "SCOPES"}, rows);
  return kDone;
}

/// The kind that was named, or the only one that can stand below the parent.
Result<KindId> kind_below(Desk& desk, ScopeId parent, const std::string& named) {
  if (!named.empty()) return KindId{named};
  REMIT_TRY_ASSIGN(const std::string slug, desk.organisation());
  REMIT_TRY_ASSIGN(const scheme::SchemePtr scheme, desk.opened().service->scheme_of(slug));
  REMIT_TRY_ASSIGN(const present::ScopeTree all, desk.opened().service->scope_tree(slug, operator_actor()));
  const auto node = std::find_if(all.nodes.begin(), all.nodes.end(), [&](const auto& it) { return it.id == parent; });
  if (node == all.nodes.end()) return Error{Code::NotFound, "unknown-scope", {{"text", to_string(parent)}}, "scope"};
  std::vector<KindId> fitting;
  std::string known;
  for (const scheme::ScopeKind& it : scheme->definition().scopes.kinds) {
    if (std::find(it.parents.begin(), it.parents.end(), node->kind) == it.parents.end()) continue;
    fitting.push_back(it.id);
    known += (known.empty() ? "" : ", ") + it.id.text;
  }
  if (fitting.empty()) return Error{Code::Invalid, "no-kind-below", {{"text", node->name}}, "kind"};
  if (fitting.size() > 1) return Error{Code::Invalid, "kind-needed", {{"text", node->name}, {"known", known}}, "kind"};
  return fitting.front();
}

Result<int> add(Desk& desk, const ScopeInput& input) {
  CreateScope action;
  action.name = input.name;
  REMIT_TRY_ASSIGN(action.parent, input.under.empty() ? root(desk) : desk.scope(input.under));
  REMIT_TRY_ASSIGN(action.kind, kind_below(desk, action.parent, input.kind));
  REMIT_TRY(desk.carry_out(Action{std::move(action)}));
  return kDone;
}

Result<int> group(Desk& desk, const ScopeInput& input) {
  DefineScopeGroup action;
  action.name = input.name;
  if (!input.group.empty()) {
    REMIT_TRY_ASSIGN(action.group, desk.scope_group(input.group));
  }
  for (const std::string& it : input.scopes) {
    REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(it));
    action.scopes.push_back(id);
  }
  REMIT_TRY(desk.carry_out(Action{std::move(action)}));
  return kDone;
}

Result<int> feature(Desk& desk, const ScopeInput& input) {
  SwitchFeature action;
  REMIT_TRY_ASSIGN(action.scope, desk.scope(input.scope));
  action.feature = FeatureId{input.feature};
  if (input.on != "inherit") action.on = input.on == "on";
  REMIT_TRY(desk.carry_out(Action{std::move(action)}));
  return kDone;
}

CLI::App* add_on_scope(CLI::App& scope, const ScopeInputPtr& input, const std::string& name, const std::string& help,
                       const std::string& example) {
  CLI::App* const command = add_command(scope, name, help, example);
  command->add_option("SCOPE", input->scope, "Its id or name")->required();
  return command;
}

}  // namespace

void add_scope_commands(CLI::App& program, Desk& desk, const Assign& assign) {
  CLI::App* const scope = add_group(program, "scope", "Scopes: the nodes that access is limited to", "scope list");
  const ScopeInputPtr input = std::make_shared<ScopeInput>();

  assign(add_command(*scope, "list", "The tree, its features, and the scope groups", "scope list"),
         [&desk] { return list_scopes(desk); });

  CLI::App* const add_it = add_command(*scope, "add", "Add a scope", "scope add Berlin --under Retail --kind merchant");
  add_it->add_option("NAME", input->name, "What it is called")->required();
  add_it->add_option("--under", input->under, "Where it hangs; the root if left out");
  add_it->add_option("--kind", input->kind, "Its kind in the scheme; may be left out where only one fits");
  assign(add_it, [&desk, input] { return add(desk, *input); });

  CLI::App* const move = add_on_scope(*scope, input, "move", "Hang a scope, with all below it, elsewhere",
                                      "scope move Berlin --under Wholesale");
  move->add_option("--under", input->under, "Its new parent")->required();
  assign(move, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(input->scope));
    REMIT_TRY_ASSIGN(const ScopeId parent, desk.scope(input->under));
    REMIT_TRY(desk.carry_out(Action{MoveScope{id, parent}}));
    return kDone;
  });

  CLI::App* const rename =
      add_on_scope(*scope, input, "rename", "Call a scope something else", "scope rename Berlin \"Berlin Mitte\"");
  rename->add_option("NAME", input->name, "Its new name")->required();
  assign(rename, [&desk, input]() -> Result<int> {
    REMIT_TRY_ASSIGN(const ScopeId id, desk.scope(input->scope));
    REMIT_TRY(desk.carry_out(Action{RenameScope{id, input->name}}));
    return kDone;
  });

  CLI::App* const group_it = add_command(*scope, "group", "Name a set of scopes, or say anew which are in it",
                                         "scope group Europe --scope Berlin --scope Paris\n"
                                         "scope group Europe --change Europe --scope Berlin");
  group_it->add_option("NAME", input->name, "What it is called")->required();
  group_it->add_option("--scope", input->scopes, "One of its scopes; may be given several times")->required();
  group_it->add_option("--change", input->group, "The scope group that is changed; a new one if left out");
  assign(group_it, [&desk, input] { return group(desk, *input); });

  CLI::App* const feature_it =
      add_on_scope(*scope, input, "feature", "Switch a feature at a scope and what inherits from it",
                   "scope feature \"Mill Lane\" custom_initial_payment on");
  feature_it->add_option("FEATURE", input->feature, "Its id in the scheme")->required();
  feature_it->add_option("STATE", input->on, "on, off, or inherit: as above it in the tree")
      ->required()
      ->check(CLI::IsMember({"on", "off", "inherit"}));
  assign(feature_it, [&desk, input] { return feature(desk, *input); });
}

}  // namespace remit::cli
