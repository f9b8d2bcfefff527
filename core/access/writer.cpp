#include "core/access/writer.h"

#include <algorithm>

namespace remit::access {

namespace {

template <class Holdings>
bool timed(const Holdings& holdings) {
  return std::any_of(holdings.begin(), holdings.end(), [](const auto& it) { return !it.window.always(); });
}

bool before(const RoleHolding& a, const RoleHolding& b) {
  return a.role < b.role;
}
bool before(const ScopeHolding& a, const ScopeHolding& b) {
  return a.is_group != b.is_group ? b.is_group : a.node < b.node;
}

template <class Holding>
auto place_of(std::vector<Holding>& holdings, const Holding& wanted) {
  return std::lower_bound(holdings.begin(), holdings.end(), wanted,
                          [](const Holding& a, const Holding& b) { return before(a, b); });
}

template <class Holding>
void put_in(std::vector<Holding>& holdings, const Holding& holding) {
  const auto place = place_of(holdings, holding);
  if (place != holdings.end() && !before(holding, *place)) {
    *place = holding;
  } else {
    holdings.insert(place, holding);
  }
}

template <class Holding>
void take_out(std::vector<Holding>& holdings, const Holding& holding) {
  const auto place = place_of(holdings, holding);
  if (place != holdings.end() && !before(holding, *place)) holdings.erase(place);
}

/// Calls `lost` and `won` with what only one of two ascending lists has, whatever the times.
template <class Holding, class Lost, class Won>
void compare(const std::vector<Holding>& old, const std::vector<Holding>& now, Lost lost, Won won) {
  auto a = old.begin();
  auto b = now.begin();
  while (a != old.end() || b != now.end()) {
    if (b == now.end() || (a != old.end() && before(*a, *b))) {
      lost(*a++);
    } else if (a == old.end() || before(*b, *a)) {
      won(*b++);
    } else {
      ++a;
      ++b;
    }
  }
}

}  // namespace

Index::Writer::Writer(SchemeTables scheme)
    : fixed(std::move(scheme)),
      masks_(reclaimer, fixed.mask_words, std::vector<std::uint64_t>(fixed.mask_words)),
      tree_(reclaimer, fixed) {
  holders_.grow(fixed.roles);
  others_.grow(kOtherPostings);
}

Index::Writer::~Writer() {
  reclaimer.drain();
  delete published_;
  for (std::uint32_t i = 0; i < groups_.size(); ++i) delete groups_[i];
}

// ---- rows

Result<Done> Index::Writer::read(store::Snapshot& snapshot) {
  REMIT_TRY_ASSIGN(organisation_, snapshot.organisation());
  // INVARIANT: the root is the first node that is numbered, so that its number is kRoot.
  tree_.number(organisation_.root);
  REMIT_TRY_ASSIGN(const std::vector<directory::Scope> scopes, snapshot.scopes());
  bool has_root = false;
  for (const directory::Scope& row : scopes) {
    tree_.put(row);
    has_root = has_root || (row.id == organisation_.root && !row.parent);
  }
  if (!has_root) return Error{Code::Internal, "scope-root-missing", {}, {}};
  REMIT_TRY_ASSIGN(const std::vector<directory::ScopeGroup> groups, snapshot.scope_groups());
  for (const directory::ScopeGroup& row : groups) put(row);

  // Rows come in ascending order of user, so that at most one draft is open; a store that does not keep to it costs
  // time, not correctness.
  const auto next = [this](UserId id) {
    if (!drafts_.empty() && drafts_.begin()->first != users_.find(id.uuid)) settle();
  };
  REMIT_TRY(snapshot.each_user([&](const directory::User& row) -> Result<Done> {
    next(row.id);
    put(row);
    return Done{};
  }));
  REMIT_TRY(snapshot.each_role([&](const directory::RoleMembership& row) -> Result<Done> {
    next(row.user);
    put(row);
    return Done{};
  }));
  REMIT_TRY(snapshot.each_scope_membership([&](const directory::ScopeMembership& row) -> Result<Done> {
    next(row.user);
    put(row);
    return Done{};
  }));
  settle();
  return Done{};
}

void Index::Writer::apply(std::span<const directory::RowEdit> edits) {
  struct Visitor {
    Writer& writer;
    void operator()(const directory::PutOrganisation& edit) { writer.put(edit.row); }
    void operator()(const directory::PutScope& edit) { writer.tree_.put(edit.row); }
    void operator()(const directory::DropScope& edit) { writer.tree_.drop(edit.id); }
    void operator()(const directory::PutScopeGroup& edit) { writer.put(edit.row); }
    void operator()(const directory::DropScopeGroup& edit) { writer.drop(edit.id); }
    void operator()(const directory::PutUser& edit) { writer.put(edit.row); }
    void operator()(const directory::DropUser& edit) { writer.drop(edit.id); }
    void operator()(const directory::RetireValue&) {}
    void operator()(const directory::PutRole& edit) { writer.put(edit.row); }
    void operator()(const directory::DropRole& edit) { writer.drop(edit.user, edit.role); }
    void operator()(const directory::PutScopeMembership& edit) { writer.put(edit.row); }
    void operator()(const directory::DropScopeMembership& edit) { writer.drop(edit.user, edit.scope, edit.group); }
    void operator()(const directory::PutPassword&) {}
    void operator()(const directory::DropPassword&) {}
    void operator()(const directory::PutLink&) {}
    void operator()(const directory::DropLink&) {}
    void operator()(const directory::PutSession&) {}
    void operator()(const directory::DropSession&) {}
    void operator()(const directory::PutCredential&) {}
    void operator()(const directory::DropCredential&) {}
    void operator()(const directory::PutMail&) {}
    void operator()(const directory::WithdrawMail&) {}
  };
  for (const directory::RowEdit& edit : edits) std::visit(Visitor{*this}, edit);
  settle();
}

void Index::Writer::put(const directory::Organisation& row) {
  // SECURITY: roles and permissions are numbered by the scheme this index knows; under another they would mean
  // something else.
  if (row.scheme_id != organisation_.scheme_id || row.scheme_version != organisation_.scheme_version ||
      row.root != organisation_.root) {
    broken = true;
  }
  organisation_ = row;
}

std::uint32_t Index::Writer::number(ScopeGroupId id) {
  const std::uint32_t group = group_numbers_.number(id.uuid);
  groups_.grow(group + 1);
  group_members_.grow(group + 1);
  // A membership may name a group before its row comes, or without one.
  if (groups_[group] == nullptr) set_group(group, std::make_unique<GroupRow>(GroupRow{id, {}, {}}));
  return group;
}

void Index::Writer::set_group(std::uint32_t group, std::unique_ptr<GroupRow> row) {
  const GroupRow* const old = groups_[group];
  groups_.edit(group) = row.release();
  if (old != nullptr) reclaimer.retire(old);
}

void Index::Writer::put(const directory::ScopeGroup& row) {
  std::vector<std::uint32_t> nodes;
  for (const ScopeId& scope : row.scopes) nodes.push_back(tree_.number(scope));
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  set_group(number(row.id), std::make_unique<GroupRow>(GroupRow{row.id, row.name, NodeSet(std::move(nodes))}));
}

void Index::Writer::drop(ScopeGroupId id) {
  const std::uint32_t group = group_numbers_.find(id.uuid);
  // Whoever still is a member of it reaches nothing by that.
  if (group != kNone) set_group(group, std::make_unique<GroupRow>(GroupRow{id, {}, {}}));
}

std::uint32_t Index::Writer::number(UserId id) {
  const std::uint32_t user = users_.number(id.uuid);
  words_.grow(user + 1);
  return user;
}

Index::Writer::Draft& Index::Writer::draft(UserId id) {
  const std::uint32_t user = number(id);
  const auto found = drafts_.find(user);
  if (found != drafts_.end()) return found->second;
  return drafts_.emplace(user, take_apart(words_[user])).first->second;
}

std::uint8_t Index::Writer::state_of(const directory::User& row) const {
  const auto state = fixed.scheme->state(row.state.text);
  return state ? state->value : UserWord::kNoState;
}

void Index::Writer::put(const directory::User& row) {
  Draft& it = draft(row.id);
  it.present = true;
  it.state = state_of(row);
}

void Index::Writer::drop(UserId id) {
  draft(id) = {};
}

void Index::Writer::put(const directory::RoleMembership& row) {
  const auto role = fixed.scheme->role(row.role.text);
  // A role that the scheme does not have grants nothing.
  if (!role) return;
  put_in(draft(row.user).roles, RoleHolding{role->value, {row.valid_from, row.valid_until}});
}

void Index::Writer::drop(UserId id, const RoleId& role) {
  const auto known = fixed.scheme->role(role.text);
  if (known) take_out(draft(id).roles, RoleHolding{known->value, {}});
}

void Index::Writer::put(const directory::ScopeMembership& row) {
  const Window window{row.valid_from, row.valid_until};
  if (row.scope) put_in(draft(row.user).scopes, ScopeHolding{tree_.number(*row.scope), false, window});
  if (row.group) put_in(draft(row.user).scopes, ScopeHolding{number(*row.group), true, window});
}

void Index::Writer::drop(UserId id, std::optional<ScopeId> scope, std::optional<ScopeGroupId> group) {
  if (scope) take_out(draft(id).scopes, ScopeHolding{tree_.number(*scope), false, {}});
  if (group) take_out(draft(id).scopes, ScopeHolding{number(*group), true, {}});
}

// ---- users

Index::Writer::Draft Index::Writer::take_apart(UserWord word) const {
  Draft draft;
  if (!word.present()) return draft;
  const Tables now = view();
  draft.present = true;
  draft.state = static_cast<std::uint8_t>(word.state());
  draft.roles = roles_of(now, word);
  draft.scopes = scopes_of(now, word);
  return draft;
}

void Index::Writer::put_roles(UserWord& word, const std::vector<RoleHolding>& roles) {
  std::uint64_t entry = 0;
  if (timed(roles)) {
    word.head |= UserWord::kGeneralRoles;
    entry = role_sets_.use({roles});
  } else if (!roles.empty()) {
    std::vector<std::uint64_t> mask(fixed.mask_words);
    for (const RoleHolding& it : roles) mask[it.role / 64] |= std::uint64_t{1} << (it.role % 64);
    entry = masks_.use(mask.data());
  }
  REMIT_ASSERT(entry <= UserWord::kMaxRoles, "a set has a user of its own, and memory ends before 67 million users do");
  word.head |= entry << 10;
}

void Index::Writer::put_scopes(UserWord& word, const std::vector<ScopeHolding>& scopes) {
  const bool general = scopes.size() > UserWord::kScopes || timed(scopes) ||
                       std::any_of(scopes.begin(), scopes.end(),
                                   [](const ScopeHolding& it) { return it.is_group || it.node > UserWord::kMaxScope; });
  if (!scopes.empty()) word.head |= UserWord::kHasScopes;
  if (!general) {
    std::uint64_t nodes[UserWord::kScopes];
    for (std::size_t i = 0; i < UserWord::kScopes; ++i) {
      nodes[i] = !scopes.empty()              ? scopes[std::min(i, scopes.size() - 1)].node
                 : fixed.without_reaches_root ? kRoot.value
                                              : kNowhere;
    }
    word.head |= nodes[0] << 36;
    word.tail = nodes[1] | nodes[2] << 28;
    return;
  }
  ScopeSet set;
  std::vector<std::uint32_t> nodes;
  for (const ScopeHolding& it : scopes) {
    if (it.is_group) {
      set.groups.push_back(it.node);
      set.group_windows.push_back(it.window);
    } else {
      nodes.push_back(it.node);
      set.scope_windows.push_back(it.window);
    }
  }
  for (std::vector<Window>* windows : {&set.scope_windows, &set.group_windows}) {
    if (std::all_of(windows->begin(), windows->end(), [](const Window& it) { return it.always(); })) *windows = {};
  }
  set.scopes = NodeSet(std::move(nodes));
  const std::uint64_t entry = scope_sets_.use(std::move(set));
  REMIT_ASSERT(entry <= UserWord::kMaxScope,
               "a set has a user of its own, and memory ends before 268 million users do");
  word.head |= UserWord::kGeneralScopes | entry << 36;
}

UserWord Index::Writer::put_together(const Draft& draft) {
  UserWord word;
  if (!draft.present) return word;
  word.head = draft.state | UserWord::kPresent;
  put_roles(word, draft.roles);
  put_scopes(word, draft.scopes);
  return word;
}

void Index::Writer::release(UserWord word) {
  if (!word.present()) return;
  if (word.general_roles()) {
    role_sets_.release(word.roles());
  } else {
    masks_.release(word.roles());
  }
  if (word.general_scopes()) scope_sets_.release(word.scope_set());
}

void Index::Writer::store(std::uint32_t user, const Draft& draft) {
  const UserWord old = words_[user];
  const Draft before = take_apart(old);
  // A membership without a user decides nothing; it would be a row that no foreign key holds.
  const Draft& after = draft.present ? draft : Draft{};
  const UserWord word = put_together(after);
  release(old);
  if (word != old) words_.edit(user) = word;
  post(user, before, after);
}

void Index::Writer::post(std::uint32_t user, const Draft& before, const Draft& after) {
  members_.grow(tree_.size());
  compare(
      before.roles, after.roles, [&](const RoleHolding& it) { holders_.remove(it.role, user); },
      [&](const RoleHolding& it) { holders_.add(it.role, user); });
  const auto of = [this](const ScopeHolding& it) -> Postings& { return it.is_group ? group_members_ : members_; };
  compare(
      before.scopes, after.scopes, [&](const ScopeHolding& it) { of(it).remove(it.node, user); },
      [&](const ScopeHolding& it) { of(it).add(it.node, user); });
  const auto set = [&](std::uint32_t posting, bool was, bool is) {
    if (was && !is) others_.remove(posting, user);
    if (!was && is) others_.add(posting, user);
  };
  if (before.present != after.present || before.state != after.state) {
    set(before.state, before.present, false);
    set(after.state, false, after.present);
  }
  const auto has_times = [](const Draft& it) { return timed(it.roles) || timed(it.scopes); };
  set(kTimedPosting, has_times(before), has_times(after));
  set(kNoScopesPosting, before.present && before.scopes.empty(), after.present && after.scopes.empty());
  present_ += after.present ? 1 : 0;
  present_ -= before.present ? 1 : 0;
}

// ---- publishing

void Index::Writer::settle() {
  for (const auto& [user, draft] : drafts_) store(user, draft);
  drafts_.clear();
}

Tables Index::Writer::view() const {
  Tables view;
  view.fixed = &fixed;
  view.broken = broken;
  view.present = present_;
  view.user_numbers = users_.view();
  view.user_ids = users_.ids().view();
  view.users = words_.view();
  view.role_masks = masks_.view();
  view.role_sets = role_sets_.view();
  view.scope_sets = scope_sets_.view();
  tree_.show_in(view);
  view.groups = groups_.view();
  view.holders = holders_.view();
  view.members = members_.view();
  view.group_members = group_members_.view();
  view.others = others_.view();
  return view;
}

void Index::Writer::publish(Epoch epoch) {
  tree_.settle();
  members_.grow(tree_.size());
  auto* const next = new Tables(view());
  next->at = epoch;
  if (published_ != nullptr) reclaimer.retire(published_);
  published_ = next;
  reclaimer.publish(static_cast<const View*>(next));
}

Index::Memory Index::Writer::memory() const {
  Memory memory;
  memory.users = users_.bytes() + words_.bytes();
  memory.sets = masks_.bytes() + role_sets_.bytes() + scope_sets_.bytes();
  memory.postings = holders_.bytes() + members_.bytes() + group_members_.bytes() + others_.bytes();
  memory.scopes = tree_.bytes() + group_numbers_.bytes() + groups_.bytes();
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i] != nullptr) memory.scopes += sizeof(GroupRow) + groups_[i]->scopes.bytes();
  }
  return memory;
}

}  // namespace remit::access
