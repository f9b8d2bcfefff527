#pragma once
// For tests: Rules 1 to 3 of design §2 as slow, obvious loops over rows, sharing no code with planning. P(u) is written
// out tuple by tuple, a node at a time; everything else is a question about tuples.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/directory/change.h"
#include "core/directory/command.h"
#include "core/scheme/definition.h"
#include "tests/sequences/book.h"

namespace remit::test {

/// A node that somebody is assigned to, groups opened up.
struct On {
  ScopeId node;
  Time from, until;
  std::optional<UserId> giver;
};
[[nodiscard]] std::vector<On> nodes_of(const Book& book, const scheme::Definition& scheme, UserId user);

/// One tuple of P(u): what was given, by whom, and one node that it counts on.
struct Tuple {
  const scheme::Role* role;
  const scheme::Permission* permission;
  scheme::Reach reach;
  ScopeId given;
  ScopeId at;
  Time from;
  Time until;
  std::optional<UserId> role_giver, scope_giver;
};

/// Among `rights`, the permission with reach any on that node.
[[nodiscard]] bool has(const std::vector<Tuple>& rights, const PermissionId& permission, ScopeId at);
/// `tuple` was there before: the same role, permission and node, with as far a reach, for all of its time.
[[nodiscard]] bool was_held(const std::vector<Tuple>& before, const Tuple& tuple, Time now);

/// A command that was carried out, and the rows it wrote.
struct CarriedOut {
  const directory::Actor& actor;
  const directory::Command& command;
  const std::vector<directory::RowEdit>& edits;
  Time now;
};

/// A command that was refused, and by which rule.
struct TurnedDown {
  const directory::Actor& actor;
  const directory::Command& command;
  std::string_view rule;
  Time now;
};

/// Judges commands, one after another: what was carried out, and what was refused.
class Rules {
 public:
  explicit Rules(const scheme::Definition& scheme);

  /// "" if the change keeps Rules 1 to 3, else what does not hold and for whom.
  [[nodiscard]] std::string broken(const Book& before, const Book& after, const CarriedOut& done);
  /// Whether a refusal by this rule is foretold: those by Rules 1, 3 and 6, and by guards.
  [[nodiscard]] static bool foretells(std::string_view rule);
  /// "" if the rules give the reason that was named, else that they allow it. Precondition: foretells(refused.rule).
  [[nodiscard]] std::string wrongly_refused(const Book& before, const TurnedDown& refused);

 private:
  using Tuples = std::vector<Tuple>;
  struct Content {
    std::set<const scheme::Permission*> any, own;
  };

  [[nodiscard]] const scheme::CommandSpec* spec(std::string_view type) const;
  [[nodiscard]] const scheme::State& state(const StateId& id) const;
  [[nodiscard]] const Content& content(const scheme::Role& role);

  // What a book says.
  [[nodiscard]] bool covers(const Book& book, ScopeId node, ScopeId at) const;
  [[nodiscard]] bool counts(const Book& book, const Tuple& tuple) const;
  [[nodiscard]] bool stands_at(const Book& book, UserId user, ScopeId at, Time now) const;
  [[nodiscard]] Tuples held(const Book& book, UserId user, Time now);
  [[nodiscard]] Tuples effective(const Book& book, UserId user, Time now);
  /// E of whoever acts; of a credential, within its own scope.
  [[nodiscard]] Tuples rights_of(const Book& book, const directory::Actor& actor, Time now);
  [[nodiscard]] bool manages(const Book& book, const Tuples& rights, const PermissionId& managing,
                             const directory::User& user, Time now) const;
  [[nodiscard]] bool has_manager(const Book& book, Time now);

  // What a change may not do.
  [[nodiscard]] std::string not_offered(const Book& before, const CarriedOut& done);
  [[nodiscard]] std::string escalation(const Book& before, const Book& after, const CarriedOut& done);
  [[nodiscard]] std::string unmanaged(const Book& before, const Book& after, const CarriedOut& done,
                                      const Tuples& rights);
  /// `managing`: none where managing the nodes was asked for already.
  [[nodiscard]] std::string not_given(const Book& book, const directory::Actor& giver, const Tuples& rights,
                                      const std::optional<PermissionId>& managing, const Tuple& tuple, Time now);
  /// The same for what may have been given by any of the commands that give.
  [[nodiscard]] std::string not_given_at_all(const Book& book, const directory::Actor& giver, const Tuples& rights,
                                             const Tuple& tuple, Time now);
  [[nodiscard]] bool listed(const Book& book, const Tuples& rights, const directory::User& user, Time now) const;
  [[nodiscard]] std::string acceptance(const Book& before, const Book& after, const CarriedOut& done);
  [[nodiscard]] std::string survivor(const Book& before, const Book& after, const CarriedOut& done) const;

  // What a refusal would have to be for (refusals.cpp).
  [[nodiscard]] bool offered(const directory::Actor& actor, const directory::Command& command) const;
  [[nodiscard]] bool may_not_manage(const Book& before, const TurnedDown& refused, const Tuples& rights);
  [[nodiscard]] bool may_not_manage_there(const Book& before, const TurnedDown& refused, const Tuples& rights) const;
  [[nodiscard]] bool gives_in_vain(const Book& before, const Book& after, const TurnedDown& refused,
                                   const Tuples& rights);
  [[nodiscard]] bool may_not_give(const Book& before, const TurnedDown& refused, const Tuples& rights);
  [[nodiscard]] bool created_elsewhere(const Book& before, const TurnedDown& refused, const Tuples& rights) const;
  [[nodiscard]] bool giver_lost_right(const Book& before, const TurnedDown& refused);
  [[nodiscard]] bool controls(const Book& before, const TurnedDown& refused) const;
  [[nodiscard]] bool justified(const Book& before, const TurnedDown& refused);
  [[nodiscard]] Book outcome(const Book& before, const TurnedDown& refused) const;

  const scheme::Definition& scheme_;
  std::map<const scheme::Role*, Content> contents_;
  std::set<UserId> accepted_;  ///< who could act once without an open step
};

}  // namespace remit::test
