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

/// A command that was carried out, and the rows it wrote.
struct CarriedOut {
  const directory::Actor& actor;
  const directory::Command& command;
  const std::vector<directory::RowEdit>& edits;
  Time now;
};

/// Judges commands that were carried out, one after another.
class Rules {
 public:
  explicit Rules(const scheme::Definition& scheme);

  /// "" if the change keeps Rules 1 to 3, else what does not hold and for whom.
  [[nodiscard]] std::string broken(const Book& before, const Book& after, const CarriedOut& done);

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
  [[nodiscard]] bool manages(const Book& book, const Tuples& rights, const PermissionId& managing,
                             const directory::User& user, Time now) const;
  [[nodiscard]] bool has_manager(const Book& book, Time now);

  // What a change may not do.
  [[nodiscard]] std::string not_offered(const Book& before, const CarriedOut& done);
  [[nodiscard]] std::string escalation(const Book& before, const Book& after, const CarriedOut& done);
  [[nodiscard]] std::string unmanaged(const Book& before, const Book& after, const CarriedOut& done,
                                      const Tuples& rights);
  [[nodiscard]] std::string not_given(const Book& book, UserId giver, const Tuples& rights,
                                      const PermissionId& managing, const Tuple& tuple, Time now);
  [[nodiscard]] std::string acceptance(const Book& before, const Book& after, const CarriedOut& done);
  [[nodiscard]] std::string survivor(const Book& before, const Book& after, const CarriedOut& done) const;

  const scheme::Definition& scheme_;
  std::map<const scheme::Role*, Content> contents_;
  std::set<UserId> accepted_;  ///< who could act once without an open step
};

}  // namespace remit::test
