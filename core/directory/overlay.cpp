#include "core/directory/overlay.h"

#include <algorithm>
#include <set>
#include <utility>

namespace remit::directory {

namespace {

template <class Id, class Row>
Result<std::optional<Row>> looked_up(const std::map<Id, std::optional<Row>>& rows, Id id, Reader& base,
                                     Result<std::optional<Row>> (Reader::*read)(Id)) {
  const auto found = rows.find(id);
  if (found != rows.end()) return found->second;
  return (base.*read)(id);
}

auto same_membership(const ScopeMembership& wanted) {
  return [&wanted](const ScopeMembership& it) { return it.scope == wanted.scope && it.group == wanted.group; };
}

}  // namespace

template <class Row>
Result<std::vector<Row>> Overlay::shown(const ByUser<Row>& rows, UserId user,
                                        Result<std::vector<Row>> (Reader::*read)(UserId)) {
  const auto found = rows.find(user);
  if (found != rows.end()) return found->second;
  return (base_.*read)(user);
}

template <class Row>
Result<std::vector<Row>*> Overlay::taken_over(ByUser<Row>& rows, UserId user,
                                              Result<std::vector<Row>> (Reader::*read)(UserId)) {
  auto found = rows.find(user);
  if (found == rows.end()) {
    REMIT_TRY_ASSIGN(std::vector<Row> now, shown(rows, user, read));
    found = rows.emplace(user, std::move(now)).first;
  }
  return &found->second;
}

template <class Row, class Same>
Result<Done> Overlay::put(ByUser<Row>& rows, const Row& row, Result<std::vector<Row>> (Reader::*read)(UserId),
                          Same same) {
  REMIT_TRY_ASSIGN(std::vector<Row>* const list, taken_over(rows, row.user, read));
  const auto found = std::find_if(list->begin(), list->end(), same);
  if (found == list->end()) {
    list->push_back(row);
  } else {
    *found = row;
  }
  return Done{};
}

template <class Row, class Same>
Result<Done> Overlay::drop(ByUser<Row>& rows, UserId user, Result<std::vector<Row>> (Reader::*read)(UserId),
                           Same same) {
  REMIT_TRY_ASSIGN(std::vector<Row>* const list, taken_over(rows, user, read));
  list->erase(std::remove_if(list->begin(), list->end(), same), list->end());
  return Done{};
}

Result<Done> Overlay::apply(const RowEdit& edit) {
  struct Apply {
    Overlay& to;

    Result<Done> operator()(const PutOrganisation& it) const { return to.organisation_ = it.row, Done{}; }
    Result<Done> operator()(const PutScope& it) const { return to.scopes_[it.row.id] = it.row, Done{}; }
    Result<Done> operator()(const DropScope& it) const { return to.scopes_[it.id] = std::nullopt, Done{}; }
    Result<Done> operator()(const PutScopeGroup& it) const { return to.scope_groups_[it.row.id] = it.row, Done{}; }
    Result<Done> operator()(const DropScopeGroup& it) const { return to.scope_groups_[it.id] = std::nullopt, Done{}; }
    Result<Done> operator()(const PutUser& it) const {
      to.not_indexed_.push_back(it.row.id);
      return to.users_[it.row.id] = it.row, Done{};
    }
    Result<Done> operator()(const DropUser& it) const {
      to.not_indexed_.push_back(it.id);
      to.users_[it.id] = std::nullopt;
      to.roles_[it.id].clear();
      to.scope_memberships_[it.id].clear();
      to.links_[it.id].clear();
      to.sessions_[it.id].clear();
      to.credentials_[it.id].clear();
      to.passwords_[it.id] = std::nullopt;
      return Done{};
    }
    Result<Done> operator()(const RetireValue& it) const {
      to.retired_.emplace(it.field, it.key_hash);
      return Done{};
    }
    Result<Done> operator()(const PutRole& it) const {
      return to.put(to.roles_, it.row, &Reader::roles_of,
                    [&it](const RoleMembership& held) { return held.role == it.row.role; });
    }
    Result<Done> operator()(const DropRole& it) const {
      return to.drop(to.roles_, it.user, &Reader::roles_of,
                     [&it](const RoleMembership& held) { return held.role == it.role; });
    }
    Result<Done> operator()(const PutScopeMembership& it) const {
      return to.put(to.scope_memberships_, it.row, &Reader::scopes_of, same_membership(it.row));
    }
    Result<Done> operator()(const DropScopeMembership& it) const {
      ScopeMembership wanted;
      wanted.scope = it.scope;
      wanted.group = it.group;
      return to.drop(to.scope_memberships_, it.user, &Reader::scopes_of, same_membership(wanted));
    }
    Result<Done> operator()(const PutPassword& it) const { return to.passwords_[it.row.user] = it.row, Done{}; }
    Result<Done> operator()(const DropPassword& it) const { return to.passwords_[it.user] = std::nullopt, Done{}; }
    Result<Done> operator()(const PutLink& it) const {
      return to.put(to.links_, it.row, &Reader::links_of, [&it](const Link& link) { return link.id == it.row.id; });
    }
    Result<Done> operator()(const DropLink& it) const {
      return to.drop(to.links_, it.user, &Reader::links_of, [&it](const Link& link) { return link.id == it.id; });
    }
    Result<Done> operator()(const PutSession& it) const {
      return to.put(to.sessions_, it.row, &Reader::sessions_of,
                    [&it](const Session& session) { return session.id == it.row.id; });
    }
    Result<Done> operator()(const DropSession& it) const {
      return to.drop(to.sessions_, it.user, &Reader::sessions_of,
                     [&it](const Session& session) { return session.id == it.id; });
    }
    Result<Done> operator()(const PutCredential& it) const {
      return to.put(to.credentials_, it.row, &Reader::credentials_of,
                    [&it](const Credential& credential) { return credential.id == it.row.id; });
    }
    Result<Done> operator()(const DropCredential& it) const {
      return to.drop(to.credentials_, it.user, &Reader::credentials_of,
                     [&it](const Credential& credential) { return credential.id == it.id; });
    }
    // Planning never reads mails.
    Result<Done> operator()(const PutMail&) const { return Done{}; }
    Result<Done> operator()(const WithdrawMail&) const { return Done{}; }
  };
  return std::visit(Apply{*this}, edit);
}

Result<Organisation> Overlay::organisation() {
  if (organisation_) return *organisation_;
  return base_.organisation();
}

Result<std::optional<Scope>> Overlay::scope(ScopeId id) {
  return looked_up(scopes_, id, base_, &Reader::scope);
}

Result<std::vector<Scope>> Overlay::children(ScopeId parent) {
  REMIT_TRY_ASSIGN(std::vector<Scope> all, base_.children(parent));
  std::erase_if(all, [this](const Scope& it) { return scopes_.contains(it.id); });
  for (const auto& [id, scope] : scopes_) {
    if (scope && scope->parent == parent) all.push_back(*scope);
  }
  return all;
}

Result<std::optional<ScopeGroup>> Overlay::scope_group(ScopeGroupId id) {
  return looked_up(scope_groups_, id, base_, &Reader::scope_group);
}

Result<std::optional<User>> Overlay::user(UserId id) {
  return looked_up(users_, id, base_, &Reader::user);
}

Result<std::vector<RoleMembership>> Overlay::roles_of(UserId id) {
  return shown(roles_, id, &Reader::roles_of);
}

Result<std::vector<ScopeMembership>> Overlay::scopes_of(UserId id) {
  return shown(scope_memberships_, id, &Reader::scopes_of);
}

void Overlay::index_users() {
  for (const UserId id : not_indexed_) {
    if (const auto before = indexed_.find(id); before != indexed_.end()) {
      index(before->second, false);
      indexed_.erase(before);
    }
    if (const std::optional<User>& user = users_[id]) {
      index(*user, true);
      indexed_.emplace(id, *user);
    }
  }
  not_indexed_.clear();
}

void Overlay::index(const User& user, bool there) {
  const auto put = [&](const scheme::Field& field, const std::string& value) {
    if (value.empty()) return;
    std::set<UserId>& users = by_key_[{field.id, unique_key(field, value)}];
    there ? void(users.insert(user.id)) : void(users.erase(user.id));
  };
  for (const scheme::Field& field : scheme_.fields) {
    put(field, field_of(user, field.id));
    if (field.kind == scheme::FieldKind::Email) put(field, user.pending_email);
  }
}

Result<std::vector<UserId>> Overlay::users_with(const FieldId& field, std::string_view key) {
  REMIT_TRY_ASSIGN(std::vector<UserId> all, base_.users_with(field, key));
  std::erase_if(all, [this](UserId id) { return users_.contains(id); });
  index_users();
  const auto there = by_key_.find({field, std::string(key)});
  if (there != by_key_.end()) all.insert(all.end(), there->second.begin(), there->second.end());
  std::sort(all.begin(), all.end());
  return all;
}

Result<bool> Overlay::retired(const FieldId& field, const Digest& key_hash) {
  if (retired_.contains({field, key_hash})) return true;
  return base_.retired(field, key_hash);
}

Result<Done> Overlay::holders(const RoleId& role, const std::function<bool(UserId)>& visit) {
  for (const auto& [user, held] : roles_) {
    const bool has = std::any_of(held.begin(), held.end(), [&role](const auto& it) { return it.role == role; });
    if (has && !visit(user)) return Done{};
  }
  return base_.holders(role, [this, &visit](UserId user) { return roles_.contains(user) || visit(user); });
}

Result<std::optional<Password>> Overlay::password(UserId id) {
  return looked_up(passwords_, id, base_, &Reader::password);
}

Result<std::vector<Link>> Overlay::links_of(UserId id) {
  return shown(links_, id, &Reader::links_of);
}

Result<std::optional<Link>> Overlay::link_by_secret(const Digest& secret_hash) {
  REMIT_TRY_ASSIGN(std::optional<Link> link, base_.link_by_secret(secret_hash));
  if (!link) return link;
  const auto found = links_.find(link->user);
  if (found == links_.end()) return link;
  for (const Link& it : found->second) {
    if (it.id == link->id) return std::optional<Link>(it);
  }
  return std::optional<Link>();
}

Result<std::vector<Session>> Overlay::sessions_of(UserId id) {
  return shown(sessions_, id, &Reader::sessions_of);
}

Result<std::vector<Credential>> Overlay::credentials_of(UserId id) {
  return shown(credentials_, id, &Reader::credentials_of);
}

}  // namespace remit::directory
