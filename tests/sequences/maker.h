#pragma once
// For tests: commands as people would give them, and as nobody should, made out of numbers.

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/reference.h"
#include "core/directory/commit.h"
#include "tests/sequences/book.h"

namespace remit::test {

/// Hands out the numbers one by one, then zeros: fewer numbers make a shorter sequence.
class Choices {
 public:
  explicit Choices(const std::vector<std::uint32_t>& numbers) : numbers_(numbers) {}
  /// From 0 to below `n`.
  std::uint32_t below(std::size_t n) {
    return next_ < numbers_.size() ? numbers_[next_++] % static_cast<std::uint32_t>(n) : 0;
  }
  bool one_in(std::uint32_t n) { return below(n) == n - 1; }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[below(all.size())];
  }
  [[nodiscard]] bool left() const { return next_ < numbers_.size(); }

 private:
  const std::vector<std::uint32_t>& numbers_;
  std::size_t next_ = 0;
};

/// Looks at the book as it is at the moment; all three outlive it.
class Maker {
 public:
  Maker(const scheme::CompiledScheme& scheme, Choices& choose, const Book& book);

  /// Nodes of every kind, two or three below each, as the scheme lets them stand.
  [[nodiscard]] std::vector<directory::NewScope> tree() const;
  /// Every required field, for the n-th name there is.
  [[nodiscard]] std::map<std::string, std::string> fields(std::uint32_t n) const;

  [[nodiscard]] directory::Actor actor();
  [[nodiscard]] directory::Command command(const directory::Actor& actor);
  [[nodiscard]] Duration pause();
  [[nodiscard]] access::reference::Question question(Time now);
  /// Somebody received a secret by mail.
  void mailed(UserId user, std::string secret);

 private:
  [[nodiscard]] UserId someone();
  [[nodiscard]] UserId manager();
  [[nodiscard]] std::string kind_of_command(scheme::ActorKind actor);
  [[nodiscard]] ScopeId node();
  [[nodiscard]] std::vector<RoleId> some_roles();
  [[nodiscard]] std::vector<RoleId> fitting_roles();
  [[nodiscard]] std::vector<ScopeId> some_nodes(std::uint32_t least);
  [[nodiscard]] std::vector<ScopeGroupId> some_groups();
  [[nodiscard]] directory::Span span();
  [[nodiscard]] directory::Action action(std::string_view type, const directory::Actor& actor);

  const scheme::CompiledScheme& scheme_;
  Choices& choose_;
  const Book& book_;
  std::vector<std::string> types_;                      ///< that the scheme offers
  std::deque<std::pair<UserId, std::string>> secrets_;  ///< the newest last, used or not
  Time now_;
};

}  // namespace remit::test
