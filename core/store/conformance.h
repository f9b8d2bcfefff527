#pragma once
// What every store must do, as checks that run against any of them. A store's own test makes an empty one for each
// promise and calls it inside a doctest case.

#include <doctest/doctest.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/store/store.h"

namespace remit::store::conformance {

struct Promise {
  const char* name;
  void (*check)(Store& empty);
};

[[nodiscard]] std::span<const Promise> promises();

// ---- for other tests of stores

/// The value, or a failed test that says why.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(result.error().rule, " ", result.error().args.empty() ? "" : result.error().args.back().second);
  return std::move(result).value();
}

/// Three states, two roles in a group, a flag, a module; e-mail unique in the organisation and signing in, a name, a
/// nickname unique per scope, a phone that is neither unique nor searched.
[[nodiscard]] scheme::Definition small_scheme();

/// One organisation and hand-made rows for it. Ids are counted, so that every run has the same.
class World {
 public:
  explicit World(Store& store, std::string slug = "acme");

  [[nodiscard]] OrgId org() const { return organisation_.id; }
  [[nodiscard]] const directory::Organisation& organisation() const { return organisation_; }
  [[nodiscard]] ScopeId root() const { return organisation_.root; }

  template <class IdType>
  [[nodiscard]] IdType next() {
    return IdType{next_uuid()};
  }
  [[nodiscard]] directory::User user(const std::string& email, const std::string& name,
                                     const std::string& state = "active");
  [[nodiscard]] directory::RoleMembership role(UserId user, const std::string& role);
  [[nodiscard]] directory::Scope scope(const std::string& name, ScopeId parent);
  [[nodiscard]] directory::AuditEntry audit(const directory::AuditEntry* last);

  /// In one batch of its own.
  [[nodiscard]] Result<Done> write(const std::vector<directory::RowEdit>& edits);
  [[nodiscard]] std::unique_ptr<Snapshot> read();
  /// Goes on with another store that holds the same organisation.
  void use(Store& store) { store_ = &store; }

 private:
  [[nodiscard]] Uuid next_uuid();

  Store* store_;
  directory::Organisation organisation_;
  std::uint32_t slug_number_;
};

}  // namespace remit::store::conformance
