#include "tests/corpus/corpus.h"

#include <algorithm>
#include <boost/json/value.hpp>

#include "core/base/describe_json.h"
#include "core/base/hash.h"
#include "core/base/json.h"

namespace remit::corpus {
namespace {

Uuid uuid_of(std::string_view kind, std::string_view id) {
  const Digest digest = Sha256().add_field(kind).add_field(id).finish();
  std::array<std::uint8_t, 10> random{};
  std::copy_n(digest.begin(), random.size(), random.begin());
  return make_uuid_v7(Time{1'795'000'000'000}, random);
}

ScopeGroupId group_id(std::string_view id) {
  return {uuid_of("scope-group", id)};
}

void add_memberships(const Corpus& corpus, const CorpusUser& user, access::Rows& rows) {
  const Time from = user.valid_from.value_or(kAlways);
  const Time until = user.valid_until.value_or(kForever);
  for (const RoleId& role : user.roles) {
    rows.roles.push_back({user_id(user.id), role, std::nullopt, corpus.now, from, until});
  }
  for (const std::string& scope : user.scopes) {
    rows.scope_memberships.push_back(
        {user_id(user.id), scope_id(scope), std::nullopt, std::nullopt, corpus.now, from, until});
  }
  for (const std::string& group : user.scope_groups) {
    rows.scope_memberships.push_back(
        {user_id(user.id), std::nullopt, group_id(group), std::nullopt, corpus.now, from, until});
  }
}

}  // namespace

Result<Corpus> read_corpus(std::string_view text) {
  REMIT_TRY_ASSIGN(const boost::json::value value, parse_json(text));
  REMIT_TRY_ASSIGN(Corpus corpus, from_json<Corpus>(value));
  if (corpus.format != 1) return Error{Code::Invalid, "corpus-format", {{"format", std::to_string(corpus.format)}}, {}};
  return corpus;
}

UserId user_id(std::string_view id) {
  return {uuid_of("user", id)};
}

ScopeId scope_id(std::string_view id) {
  return {uuid_of("scope", id)};
}

StateId settled(const scheme::CompiledScheme& scheme) {
  StateId state = scheme.definition().lifecycle.start;
  while (true) {
    const auto& next = scheme.at(*scheme.state(state.text)).when_steps_complete;
    if (!next.has_value()) return state;
    state = *next;
  }
}

access::Rows rows_of(const Corpus& corpus, const scheme::CompiledScheme& scheme) {
  access::Rows rows;
  rows.organisation.scheme_id = scheme.id();
  rows.organisation.scheme_version = scheme.version();
  rows.organisation.root = scope_id("root");
  rows.scopes.push_back({scope_id("root"), std::nullopt, scheme.root_kind().id, "root", {}});
  for (const CorpusScope& it : corpus.scopes) {
    rows.scopes.push_back({scope_id(it.id), scope_id(it.parent), it.kind, it.name, it.features});
  }
  for (const CorpusGroup& it : corpus.scope_groups) {
    directory::ScopeGroup group{group_id(it.id), it.name, {}};
    for (const std::string& scope : it.scopes) group.scopes.push_back(scope_id(scope));
    rows.groups.push_back(std::move(group));
  }
  for (const CorpusUser& it : corpus.users) {
    directory::User user;
    user.id = user_id(it.id);
    user.state = it.state.value_or(settled(scheme));
    user.home = scope_id(it.home);
    user.fields = it.fields;
    user.created_at = corpus.now;
    if (it.steps == Steps::Open) user.open_steps = scheme.definition().lifecycle.steps;
    rows.users.push_back(std::move(user));
    add_memberships(corpus, it, rows);
  }
  return rows;
}

}  // namespace remit::corpus
