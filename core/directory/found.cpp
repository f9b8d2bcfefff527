// A new organisation and its first person.

#include <algorithm>

#include "core/base/text.h"
#include "core/directory/carry_out.h"
#include "core/directory/commit.h"

namespace remit::directory {

namespace {

std::string slug_from(std::string_view name) {
  std::string slug;
  for (const char c : sort_key(name)) {
    if (c == '\1') break;
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (word) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.substr(0, 40);
}

Result<Done> check_slug(std::string_view slug) {
  const bool fits = !slug.empty() && slug.size() <= 40 && std::all_of(slug.begin(), slug.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (fits) return Done{};
  return Error{Code::Invalid, "not-a-slug", {{"text", std::string(slug)}}, "slug"};
}

/// What the scheme gives its founder and, beyond that, the smallest set that makes a manager: one role that grants the
/// managing permission of giving, what it requires, and what each group asks at least.
std::vector<RoleId> founding_roles(const scheme::CompiledScheme& scheme, std::vector<RoleId> roles) {
  const scheme::Definition& definition = scheme.definition();
  const auto has = [&roles](const RoleId& id) { return std::find(roles.begin(), roles.end(), id) != roles.end(); };
  const auto add = [&](const RoleId& id) {
    if (!has(id)) roles.push_back(id);
  };
  for (const RoleId& id : definition.delegation.founder) add(id);
  const scheme::CommandSpec* const give = scheme.command(Give::kType);
  if (const auto permission = give && give->needs ? scheme.permission(give->needs->text) : std::nullopt) {
    const std::vector<scheme::RoleIndex> granting = scheme.roles_granting(*permission, scheme::Reach::Any);
    const bool manages =
        std::any_of(granting.begin(), granting.end(), [&](scheme::RoleIndex it) { return has(scheme.at(it).id); });
    if (!manages && !granting.empty()) add(scheme.at(granting.front()).id);
  }
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const auto role = scheme.role(roles[i].text);
    if (!role) continue;
    const std::vector<RoleId>& required = scheme.at(*role).requires_any;
    if (!required.empty() && std::none_of(required.begin(), required.end(), has)) add(required.front());
  }
  for (const scheme::RoleGroup& group : definition.groups) {
    std::uint32_t count = 0;
    for (const RoleId& id : roles) {
      const auto role = scheme.role(id.text);
      if (role && scheme.at(*role).group == group.id) ++count;
    }
    for (const RoleId& id : group.initially) {
      if (count < group.min && !has(id)) add(id), ++count;
    }
    for (const scheme::Role& role : definition.roles) {
      if (count < group.min && role.group == group.id && !has(role.id)) add(role.id), ++count;
    }
  }
  return roles;
}

/// The nodes as rows. A kind stands only below the kinds that the scheme names as its parents.
Result<std::vector<RowEdit>> founding_scopes(const scheme::CompiledScheme& scheme, const std::vector<NewScope>& wanted,
                                             const Scope& root, const std::vector<ScopeId>& ids) {
  std::vector<RowEdit> rows;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const NewScope& it = wanted[i];
    const std::string field = "scopes[" + std::to_string(i) + "]";
    REMIT_TRY(check_text(it.name, {.min = 1, .max = 100}));
    if (it.under && *it.under >= i) return Error{Code::Invalid, "unknown-scope", {{"text", it.name}}, field};
    const KindId& above = it.under ? wanted[*it.under].kind : root.kind;
    const scheme::ScopeKind* const kind = scheme.kind(it.kind);
    if (!kind || std::find(kind->parents.begin(), kind->parents.end(), above) == kind->parents.end()) {
      return Error{Code::Invalid, "kind-not-there", {{"text", it.name}, {"kind", it.kind.text}}, field};
    }
    for (const auto& feature : it.features) {
      const auto& known = scheme.definition().scopes.features;
      const bool there = std::any_of(known.begin(), known.end(),
                                     [&feature](const scheme::Feature& each) { return each.id.text == feature.first; });
      if (!there) return Error{Code::Invalid, "unknown-feature", {{"text", feature.first}}, field};
    }
    rows.emplace_back(PutScope{{ids[i], it.under ? ids[*it.under] : root.id, it.kind, it.name, it.features}});
  }
  return rows;
}

}  // namespace

Result<Committed> create_organisation(store::Store& store, const NewOrganisation& wanted, const Actor& actor, Time now,
                                      Random& random, const SealKey& key) {
  REMIT_TRY(check_text(wanted.name, {.min = 1, .max = 100}));
  const auto new_uuid = [&] {
    std::array<std::uint8_t, 10> bytes{};
    random.fill(bytes);
    return make_uuid_v7(now, bytes);
  };
  Organisation organisation;
  organisation.id = OrgId{new_uuid()};
  organisation.name = wanted.name;
  organisation.slug = wanted.slug.empty() ? slug_from(wanted.name) : wanted.slug;
  REMIT_TRY(check_slug(organisation.slug));
  organisation.scheme_id = wanted.scheme->id();
  organisation.scheme_version = wanted.scheme->version();
  organisation.root = ScopeId{new_uuid()};
  organisation.created_at = now;
  const Scope root{organisation.root, std::nullopt, wanted.scheme->root_kind().id, wanted.name, {}};

  std::vector<ScopeId> ids;
  for (std::size_t i = 0; i < wanted.scopes.size(); ++i) ids.push_back(ScopeId{new_uuid()});
  std::sort(ids.begin(), ids.end());  // scopes are read in the order of their ids: the order of the list
  REMIT_TRY_ASSIGN(const std::vector<RowEdit> nodes, founding_scopes(*wanted.scheme, wanted.scopes, root, ids));

  const std::vector<RoleId> roles = founding_roles(*wanted.scheme, wanted.owner_roles);
  const scheme::Scopes& rules = wanted.scheme->definition().scopes;
  std::vector<ScopeId> scopes;
  if (rules.without == scheme::WithoutScopes::Nothing || rules.min_at_creation > 0) scopes.push_back(root.id);
  Command command;
  if (wanted.scheme->command(CreateUser::kType)) {
    command.action = CreateUser{wanted.owner, roles, scopes, {}, {}};
  } else {
    command.action = Invite{wanted.owner, roles, scopes, {}};
  }
  const Request request{organisation.id, wanted.scheme, actor, {command}, now};

  REMIT_TRY_ASSIGN(const std::unique_ptr<store::Batch> batch, store.write());
  REMIT_TRY(
      batch->create(organisation, root, wanted.scheme->text(), wanted.scheme->hash(), wanted.scheme->definition()));
  REMIT_TRY_ASSIGN(store::Transaction* const transaction, batch->in(organisation.id));
  REMIT_TRY(transaction->apply(nodes));
  std::size_t reached = 0;
  REMIT_TRY_ASSIGN(Committed committed, carry_out(*batch, *transaction, request, random, key, reached));
  REMIT_TRY(batch->commit());
  return committed;
}

}  // namespace remit::directory
