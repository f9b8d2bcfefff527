#include "core/access/explain.h"

#include <algorithm>

#include "core/access/general.h"
#include "core/access/layout.h"

namespace remit::access {

namespace {

struct ScopeCandidate {
  Via kind = Via::None;
  std::uint32_t via = 0;
  Window window;
  bool covers = false;
};

class Explainer {
 public:
  Explainer(const Tables& view, const Question& question, std::string_view language)
      : view_(view), scheme_(*view.fixed->scheme), q_(question), language_(language) {}

  [[nodiscard]] Explanation explain() {
    const Decision decision = check(view_, q_);
    Explanation out;
    out.verdict = decision.verdict();
    out.rule = decision.rule;
    out.now = q_.now;
    out.epoch = decision.epoch;
    const bool user = q_.user.value < view_.users.size;
    const bool permission = q_.permission.value < view_.fixed->permissions;
    const bool scope = q_.scope.value < view_.scopes.size;
    if (user) out.user = to_string(view_.id(q_.user));
    if (permission) {
      out.permission = scheme_.at(q_.permission).id.text;
      out.permission_label = scheme_.at(q_.permission).label.in(language_);
    }
    if (scope) {
      out.scope = to_string(view_.id(q_.scope));
      out.scope_name = view_.name(q_.scope);
    }
    if (view_.broken || !user || !permission || !scope) return out;
    word_ = view_.users[q_.user.value];
    if (!word_.present() || !view_.scopes[q_.scope.value].placed) return out;
    out.conditions = conditions();
    add_paths(out, decision);
    return out;
  }

 private:
  static Hop hop(HopKind kind, std::string id, std::string label) {
    Hop it;
    it.kind = kind;
    it.id = std::move(id);
    it.label = std::move(label);
    return it;
  }

  static void fail(Hop& hop, Rule rule) {
    hop.mark = Mark::Fails;
    hop.rule = rule;
  }

  void set_window(Hop& hop, const Window& window) const {
    if (window.from != kAlways) hop.valid_from = window.from;
    if (window.until != kForever) hop.valid_until = window.until;
    if (!window.holds(q_.now)) fail(hop, window.from > q_.now ? Rule::NotYetValid : Rule::Expired);
  }

  [[nodiscard]] std::uint32_t kind() const { return view_.scopes[q_.scope.value].kind; }

  /// The kind of the node that was asked about, as a hop that fails if `applies_to` does not name it.
  [[nodiscard]] Hop kind_hop(const std::vector<KindId>& applies_to) const {
    const auto& kinds = scheme_.definition().scopes.kinds;
    const bool known = kind() < kinds.size();
    Hop it = hop(HopKind::Kind, known ? kinds[kind()].id.text : std::string(),
                 known ? kinds[kind()].label.in(language_) : std::string());
    if (!known || std::find(applies_to.begin(), applies_to.end(), kinds[kind()].id) == applies_to.end()) {
      fail(it, Rule::NotGranted);
    }
    return it;
  }

  [[nodiscard]] std::vector<Hop> conditions() const {
    std::vector<Hop> hops;
    const auto& states = scheme_.definition().lifecycle.states;
    Hop state = hop(HopKind::State, "", "");
    if (word_.state() < states.size()) {
      state = hop(HopKind::State, states[word_.state()].id.text, states[word_.state()].label.in(language_));
    }
    if ((view_.fixed->may_act >> word_.state() & 1) == 0) fail(state, Rule::StateMayNotAct);
    hops.push_back(std::move(state));

    const scheme::Permission& permission = scheme_.at(q_.permission);
    if (!permission.applies_to.empty()) hops.push_back(kind_hop(permission.applies_to));
    if (permission.needs_feature) {
      const std::uint64_t need = view_.fixed->needs[q_.permission.value];
      Hop feature = hop(HopKind::Feature, permission.needs_feature->text, permission.needs_feature->text);
      for (const scheme::Feature& it : scheme_.definition().scopes.features) {
        if (it.id == *permission.needs_feature) feature.label = it.label.in(language_);
      }
      if ((view_.scopes[q_.scope.value].features & need) == 0) fail(feature, Rule::FeatureOff);
      hops.push_back(std::move(feature));
    }
    return hops;
  }

  /// Role membership → included roles → grant.
  [[nodiscard]] std::vector<Hop> role_hops(const RoleHolding& holding) const {
    const RoleIndex role{holding.role};
    const scheme::CompiledRole& grants = scheme_.grants(role);
    const Reach reach = grants.any.has(q_.permission) ? Reach::Any : Reach::Own;
    const scheme::Role& given = scheme_.at(role);
    std::vector<Hop> hops{hop(HopKind::RoleMembership, given.id.text, given.label.in(language_))};
    set_window(hops.back(), holding.window);
    if (!given.applies_to.empty()) hops.push_back(kind_hop(given.applies_to));
    for (const RoleIndex included : scheme_.witness(role, q_.permission, reach)) {
      if (included == role) continue;
      const scheme::Role& it = scheme_.at(included);
      hops.push_back(hop(HopKind::IncludedRole, it.id.text, it.label.in(language_)));
    }
    const scheme::Permission& permission = scheme_.at(q_.permission);
    Hop grant = hop(HopKind::Grant, permission.id.text, permission.label.in(language_));
    if (!grants.own.has(q_.permission)) {
      fail(grant, Rule::NotGranted);
    } else {
      grant.reach = reach;
      if (reach == Reach::Own && q_.owner != q_.user) fail(grant, Rule::OwnOnly);
    }
    hops.push_back(std::move(grant));
    return hops;
  }

  [[nodiscard]] Hop scope_hop(HopKind kind, std::uint32_t node) const {
    return hop(kind, to_string(view_.id(ScopeIndex{node})), view_.name(ScopeIndex{node}));
  }

  /// From a node that is held down to the one that was asked about.
  void add_way_down(std::vector<Hop>& hops, std::uint32_t from) const {
    std::vector<std::uint32_t> way;
    for (std::uint32_t node = q_.scope.value; node != from && node != kNone; node = view_.scopes[node].parent) {
      way.push_back(node);
    }
    std::reverse(way.begin(), way.end());
    for (const std::uint32_t node : way) hops.push_back(scope_hop(HopKind::Scope, node));
  }

  /// Scope membership → nodes, down to the one that was asked about.
  [[nodiscard]] std::vector<Hop> scope_hops(const ScopeCandidate& it) const {
    std::vector<Hop> hops;
    std::uint32_t node = it.via;
    if (it.kind == Via::Default) {
      hops.push_back(hop(HopKind::NoScopes, "", ""));
      if (!view_.fixed->without_reaches_root) {
        fail(hops.back(), Rule::NoMembership);
        return hops;
      }
      hops.push_back(scope_hop(HopKind::Scope, kRoot.value));
      node = kRoot.value;
    } else if (it.kind == Via::Scope) {
      hops.push_back(scope_hop(HopKind::ScopeMembership, node));
      set_window(hops.back(), it.window);
    } else {
      const GroupIndex group{it.via};
      hops.push_back(hop(HopKind::ScopeGroupMembership, to_string(view_.id(group)), view_.name(group)));
      set_window(hops.back(), it.window);
      node = kNone;
      each_covering_node(view_, view_.groups[it.via]->scopes, q_.scope.value, [&](std::uint32_t position) {
        node = view_.groups[it.via]->scopes.nodes()[position];
        return false;
      });
      if (node != kNone) hops.push_back(scope_hop(HopKind::GroupMember, node));
    }
    if (it.covers) {
      add_way_down(hops, node);
    } else {
      hops.push_back(scope_hop(HopKind::Scope, q_.scope.value));
      fail(hops.back(), Rule::OutsideScope);
    }
    return hops;
  }

  [[nodiscard]] std::vector<ScopeCandidate> scope_candidates() const {
    std::vector<ScopeCandidate> all;
    each_covering(view_, word_, q_.scope.value, [&](Via kind, std::uint32_t via, const Window& window) {
      all.push_back({kind, via, window, true});
      return true;
    });
    if (!all.empty()) return all;
    for (const ScopeHolding& it : scopes_of(view_, word_)) {
      all.push_back({it.is_group ? Via::Group : Via::Scope, it.node, it.window, false});
    }
    if (all.empty()) all.push_back({Via::Default, kRoot.value, {}, false});
    return all;
  }

  [[nodiscard]] static Path path(std::vector<Hop> hops, const std::vector<Hop>& more) {
    hops.insert(hops.end(), more.begin(), more.end());
    Path path{Mark::Holds, std::move(hops)};
    for (const Hop& it : path.hops) {
      if (it.mark == Mark::Fails) path.mark = Mark::Fails;
    }
    return path;
  }

  /// How far a path gets: the first thing that stops it, in the order of Rule.
  [[nodiscard]] static Rule stop(const Path& path) {
    Rule first = Rule::Allowed;
    for (const Hop& it : path.hops) {
      if (it.rule) first = std::min(first, *it.rule);
    }
    return first;
  }

  void add_paths(Explanation& out, const Decision& decision) const {
    const std::vector<RoleHolding> roles = roles_of(view_, word_);
    const std::vector<ScopeCandidate> scopes = scope_candidates();
    std::uint64_t total = 0;
    for (const RoleHolding& role : roles) {
      const std::vector<Hop> start = role_hops(role);
      // A role that does not grant it leads nowhere, whatever the scope.
      if (start.back().rule == Rule::NotGranted) {
        ++total;
        out.paths.push_back(path(start, {}));
        continue;
      }
      total += scopes.size();
      for (std::size_t i = 0; i < scopes.size(); ++i) {
        const bool witness = decision.allowed() && decision.role.value == role.role &&
                             decision.via_kind == scopes[i].kind && decision.via == scopes[i].via;
        if (!witness && i >= kMaxPaths) continue;
        out.paths.push_back(path(start, scope_hops(scopes[i])));
        if (witness) std::rotate(out.paths.begin(), out.paths.end() - 1, out.paths.end());
      }
    }
    std::stable_sort(out.paths.begin() + (decision.allowed() ? 1 : 0), out.paths.end(),
                     [](const Path& a, const Path& b) { return stop(a) > stop(b); });
    if (out.paths.size() > kMaxPaths) out.paths.resize(kMaxPaths);
    out.paths_left_out = total - out.paths.size();
  }

  const Tables& view_;
  const scheme::CompiledScheme& scheme_;
  const Question& q_;
  std::string_view language_;
  UserWord word_;
};

}  // namespace

Explanation explain(const View& view, const Question& question, std::string_view language) {
  return Explainer(Tables::of(view), question, language).explain();
}

}  // namespace remit::access
