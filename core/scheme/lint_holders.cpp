// Who could ever hold which role, and whether one of them could be a manager (Rule 3).
#include <algorithm>
#include <bitset>

#include "core/scheme/inclusion.h"
#include "core/scheme/lint_context.h"

namespace remit::scheme {
namespace {

class Holders {
 public:
  explicit Holders(LintContext& context)
      : context_(context), d_(context.definition), excluded_(d_.roles.size()), members_(d_.groups.size()) {
    const auto edges = inclusion_edges(d_);
    compiled_ = flatten(d_, order_by_inclusion(edges), edges);
    for (std::size_t i = 0; i < d_.roles.size(); ++i) {
      holdable_.set(i);
      members_[compiled_[i].group].set(i);
      for (const RoleId& id : d_.roles[i].excludes) {
        const std::size_t other = context_.roles.position(id.text);
        excluded_[i].set(other);
        excluded_[other].set(i);
      }
    }
  }

  void run() {
    if (!settle()) return;
    for (std::size_t i = 0; i < d_.roles.size(); ++i) {
      if (holdable_[i]) continue;
      context_.findings.error("role-cannot-be-held", at("roles", i),
                              "nobody can hold " + in_quotes(d_.roles[i].id.text) + ": " + why_not(i));
    }
    for (std::size_t i = 0; i < d_.commands.size(); ++i) lint_reachable(d_.commands[i], at("commands", i));
    lint_manager();
  }

 private:
  using RoleSet = std::bitset<kMaxRoles>;

  /// Takes out, until nothing changes, every role that lacks something: what is left can be held, as far as pairs of
  /// roles tell. False if that does not end soon: each round costs roles × groups (T27).
  bool settle() {
    constexpr int kMaxRounds = 64;
    for (int round = 0; round < kMaxRounds; ++round) {
      bool shrank = false;
      for (std::size_t i = 0; i < d_.roles.size(); ++i) {
        if (!holdable_[i] || why_not(i).empty()) continue;
        holdable_.reset(i);
        shrank = true;
      }
      if (!shrank) return true;
    }
    context_.findings.error("too-entangled", "roles",
                            "roles require each other through more than " + std::to_string(kMaxRounds) + " others");
    return false;
  }

  /// Whether one person may hold both.
  bool together(std::size_t a, std::size_t b) const {
    if (a == b) return true;
    if (excluded_[a][b]) return false;
    if (compiled_[a].group != compiled_[b].group) return true;
    const RoleGroup& group = d_.groups[compiled_[a].group];
    return !group.max.has_value() || *group.max >= 2;
  }

  /// "" if it can be held.
  std::string why_not(std::size_t index) const {
    const Role& role = d_.roles[index];
    if (!role.requires_any.empty()) {
      const bool met = std::any_of(role.requires_any.begin(), role.requires_any.end(), [&](const RoleId& id) {
        const std::size_t other = context_.roles.position(id.text);
        return holdable_[other] && together(index, other);
      });
      if (!met) return "none of the roles it requires can be held with it";
    }
    if (!role.requires_scope.empty()) {
      const bool met = std::any_of(role.requires_scope.begin(), role.requires_scope.end(), [&](const KindId& id) {
        return d_.scopes.kinds[context_.kinds.position(id.text)].assignable;
      });
      if (!met) return "no scope kind that it requires is assignable";
    }
    for (std::size_t g = 0; g < d_.groups.size(); ++g) {
      if (d_.groups[g].min == 0 || g == compiled_[index].group) continue;
      if ((members_[g] & holdable_ & ~excluded_[index]).none())
        return "it goes with no role of the group " + in_quotes(d_.groups[g].id.text) + ", which everybody needs";
    }
    return {};
  }

  bool somebody_has(const PermissionId& id) const {
    const PermissionIndex permission{static_cast<std::uint16_t>(context_.permissions.position(id.text))};
    for (std::size_t i = 0; i < d_.roles.size(); ++i) {
      if (holdable_[i] && compiled_[i].any.has(permission)) return true;
    }
    return false;
  }

  void lint_reachable(const CommandSpec& command, const std::string& path) {
    if (!command.needs.has_value() || somebody_has(*command.needs)) return;
    context_.findings.warning(
        "nobody-may", path + ".needs",
        "no role grants " + in_quotes(command.needs->text) + " with reach any, so nobody may " + in_quotes(command.id));
  }

  void lint_manager() {
    const CommandSpec* give = context_.command("give");
    const ScopeKind* root = nullptr;
    for (const ScopeKind& kind : d_.scopes.kinds) {
      if (kind.parents.empty()) root = &kind;
    }
    const bool reaches_root = d_.scopes.without == WithoutScopes::Root || root->assignable;
    if (!reaches_root) {
      context_.findings.error(
          "no-manager", "scopes",
          "a user without scopes reaches nothing and the root cannot be given, so nobody can manage",
          "make the root's kind assignable, or write `without = \"root\"`");
    }
    if (!give->needs.has_value()) return;  // then only operators give, and Rule 3 has nobody to ask for
    bool found = false;
    const PermissionIndex permission{static_cast<std::uint16_t>(context_.permissions.position(give->needs->text))};
    for (std::size_t i = 0; i < d_.roles.size() && !found; ++i) {
      const auto& kinds = d_.roles[i].applies_to;
      const bool at_root = kinds.empty() || std::find(kinds.begin(), kinds.end(), root->id) != kinds.end();
      found = holdable_[i] && at_root && compiled_[i].any.has(permission);
    }
    const auto& founder = d_.delegation.founder;
    const bool founds = founder.empty() || std::any_of(founder.begin(), founder.end(), [&](const RoleId& id) {
                          return compiled_[context_.roles.position(id.text)].any.has(permission);
                        });
    if (!founds) {
      context_.findings.error("founder", "delegation.founder", "the first person could not give roles",
                              "add a role that grants " + in_quotes(give->needs->text));
    }
    if (found) return;
    context_.findings.error("no-manager", at("commands", context_.commands.position("give")) + ".needs",
                            "nobody could give roles: no role that can be held at the root grants " +
                                in_quotes(give->needs->text) + " with reach any",
                            "let a role grant it");
  }

  LintContext& context_;
  const Definition& d_;
  std::vector<CompiledRole> compiled_;
  std::vector<RoleSet> excluded_;  // by role
  std::vector<RoleSet> members_;   // by group
  RoleSet holdable_;
};

}  // namespace

void lint_holders(LintContext& context) {
  Holders(context).run();
}

}  // namespace remit::scheme
