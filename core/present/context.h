#pragma once
// What every function here is given: the rows as of one moment, the scheme, who looks, and in which language.

#include <optional>
#include <string>
#include <string_view>

#include "core/base/catalogue.h"
#include "core/base/error.h"
#include "core/base/time.h"
#include "core/directory/command.h"
#include "core/present/model.h"
#include "core/scheme/compiled.h"
#include "core/store/store.h"

namespace remit::present {

struct Context {
  store::Snapshot& rows;
  const scheme::CompiledScheme& scheme;
  const directory::Actor& actor;
  Time now;
  const Catalogue& catalogue;
  std::string_view language = "en";
  bool demo = false;

  [[nodiscard]] const scheme::Definition& definition() const { return scheme.definition(); }
  [[nodiscard]] std::string text(const scheme::Label& label) const { return label.in(language); }
};

/// The vendor's word for one of Remit's, or Remit's own.
[[nodiscard]] std::string word(const Context& context, std::string_view name, std::string_view otherwise);
/// What the vendor calls scopes, many of them: `Entities`.
[[nodiscard]] std::string scopes_word(const Context& context);
/// An error in words for a person.
[[nodiscard]] std::string sentence(const Context& context, const Error& error);

// ---- actions (actions.cpp)

/// The command as the scheme words it, and whether the actor may give it for `user` at this moment. Fails only where
/// reading does: a refusal is an offer with a reason.
[[nodiscard]] Result<ActionOffer> offer(const Context& context, std::string_view command, std::optional<UserId> user,
                                        std::string_view name = {});
/// Every command that the scheme has for a person and that stands in a menu, in the scheme's order.
[[nodiscard]] Result<std::vector<ActionOffer>> offers(const Context& context, UserId user, std::string_view name);
/// Changing somebody, whatever of it the scheme has first: fields, roles and scopes, flags.
[[nodiscard]] Result<ActionOffer> edit_offer(const Context& context, UserId user, std::string_view name);
/// The permission that a command needs, if it needs one.
[[nodiscard]] std::optional<scheme::PermissionIndex> managing(const Context& context, std::string_view command);
/// What makes a new person in this scheme: create-user, or invite.
[[nodiscard]] std::string_view creating(const Context& context);
/// The viewer's own scopes, where the scheme has one of them chosen at a time (V099, V182).
[[nodiscard]] Result<std::vector<Choice>> own_scopes(const Context& context);  // tree.cpp
/// Whether the actor may list people anywhere; if not, they see only themself.
[[nodiscard]] Result<bool> manages(const Context& context);

// ---- people (people.cpp)

/// How closely to look: a row of a list is judged by permission and state, details by planning what is asked.
[[nodiscard]] Result<UserRow> user_row(const Context& context, const directory::User& user,
                                       const std::vector<directory::RoleMembership>& roles);
[[nodiscard]] Result<UserDetails> user_details(const Context& context, UserId id, std::optional<SessionId> own_session);
[[nodiscard]] std::string step_label(scheme::Step step);

// ---- lists (lists.cpp)

[[nodiscard]] Result<ListModel> list_model(const Context& context);
/// The nodes that the actor may list, with those above them.
[[nodiscard]] Result<TreeModel> tree_model(const Context& context);  // tree.cpp
[[nodiscard]] Result<std::vector<TabModel>> tabs(const Context& context);
/// Invalid `unknown-tab`, `not-sortable`.
[[nodiscard]] Result<store::UserQuery> query_of(const Context& context, const ListQuery& query);

// ---- forms (forms.cpp)

[[nodiscard]] Result<FormModel> create_form(const Context& context);
[[nodiscard]] Result<FormModel> edit_form(const Context& context, UserId user);
/// A new person like `user`: what of theirs the actor may give, and why the rest is left out (V072 to V074).
[[nodiscard]] Result<FormModel> duplicate_form(const Context& context, UserId user);

// ---- changes (changes.cpp)

[[nodiscard]] Result<Preview> preview(const Context& context, const std::vector<directory::Change>& changes);
/// Why something was left out, of a role or scope with that label.
[[nodiscard]] std::string reason_of(const Context& context, const directory::Dropped& dropped,
                                    const std::string& label);
/// What happened, in one sentence: the person and the new state.
[[nodiscard]] std::string outcome_sentence(const Context& context, const directory::Change& change);
/// `role:role` → `Role`, `flag:payment_link` → `Payment link`; the values in the scheme's words too.
[[nodiscard]] DifferenceItem worded(const Context& context, const directory::Difference& difference);

// ---- the rest

[[nodiscard]] Result<Matrix> matrix(const Context& context);                                     // matrix.cpp
[[nodiscard]] Result<ScopeTree> scope_tree(const Context& context);                              // scopes.cpp
[[nodiscard]] ActivityItem activity_item(const Context& context, const directory::AuditEntry&);  // activity.cpp
/// `secret`: opened by the caller, on a database marked demo only; empty otherwise.
[[nodiscard]] Result<OutboxItem> outbox_item(const Context& context, const directory::Mail& mail,
                                             std::string secret);  // outbox.cpp

}  // namespace remit::present
