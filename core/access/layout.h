#pragma once
// What a View is made of. Private to the index.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/access/access.h"
#include "core/access/id_table.h"
#include "core/access/posting.h"
#include "core/access/sets.h"
#include "core/access/table.h"

namespace remit::access {

/// A user in 16 bytes, so that a decision waits for one line of memory; all 0 = no such user (any more).
///
///   head  bits  0– 5  state, kNoState if the scheme does not know it
///         bit   6     present
///         bit   7     roles are a RoleSet     bits 10–35  its entry, or that of the mask
///         bit   8     scopes are a ScopeSet   bits 36–63  its entry, or the first of up to three scopes
///         bit   9     has a scope membership
///   tail  bits  0–27  the second scope        bits 28–55  the third; the last is repeated
///
/// Who has no scope membership has the node three times that such users reach: the root, or kNowhere.
struct UserWord {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  static constexpr std::uint64_t kPresent = 1ull << 6;
  static constexpr std::uint64_t kGeneralRoles = 1ull << 7;
  static constexpr std::uint64_t kGeneralScopes = 1ull << 8;
  static constexpr std::uint64_t kHasScopes = 1ull << 9;
  static constexpr std::uint64_t kGeneral = kGeneralRoles | kGeneralScopes;
  static constexpr std::uint32_t kMaxRoles = (1u << 26) - 1;
  static constexpr std::uint32_t kMaxScope = (1u << 28) - 1;
  static constexpr std::size_t kScopes = 3;
  static constexpr std::uint8_t kNoState = 63;

  [[nodiscard]] std::uint32_t state() const { return head & 63; }
  [[nodiscard]] bool present() const { return (head & kPresent) != 0; }
  [[nodiscard]] bool general() const { return (head & kGeneral) != 0; }
  [[nodiscard]] bool general_roles() const { return (head & kGeneralRoles) != 0; }
  [[nodiscard]] bool general_scopes() const { return (head & kGeneralScopes) != 0; }
  [[nodiscard]] bool has_scopes() const { return (head & kHasScopes) != 0; }
  [[nodiscard]] std::uint32_t roles() const { return static_cast<std::uint32_t>(head >> 10) & kMaxRoles; }
  [[nodiscard]] std::uint32_t scope_set() const { return static_cast<std::uint32_t>(head >> 36); }
  [[nodiscard]] std::array<std::uint32_t, kScopes> scopes() const {
    return {static_cast<std::uint32_t>(head >> 36), static_cast<std::uint32_t>(tail) & kMaxScope,
            static_cast<std::uint32_t>(tail >> 28)};
  }
  bool operator==(const UserWord&) const = default;
};

/// INVARIANT: a membership on node m covers node s if, and only if, s.low lies in [m.low, m.low + m.size). Where scopes
/// cover only themselves, size = 1. A node that is cut off from the root has size 0 and covers nothing.
struct Span {
  std::uint32_t low = 0;
  std::uint32_t size = 0;

  [[nodiscard]] bool covers(Span other) const { return other.low - low < size; }
  bool operator==(const Span&) const = default;
};

struct ScopeInfo {
  std::uint64_t features = 0;  ///< those that are on, inherited ones included
  Span span;
  std::uint32_t parent = kNone;
  std::uint16_t kind = 0;  ///< position in Scopes::kinds; one past the last: unknown to the scheme
  bool placed = false;     ///< a path of parents leads to the root

  bool operator==(const ScopeInfo&) const = default;
};

struct ScopeText {
  ScopeId id;
  std::string name;
};

struct GroupRow {
  ScopeGroupId id;
  std::string name;
  NodeSet scopes;
};

/// A node that nobody reaches: number 1 of every organisation.
inline constexpr std::uint32_t kNowhere = 1;

/// Which posting of Postings `others` is which; below kNoScopesPosting they are states.
inline constexpr std::uint32_t kNoScopesPosting = 64;  ///< users without any scope membership
inline constexpr std::uint32_t kTimedPosting = 65;     ///< users of whom a membership has times
inline constexpr std::uint32_t kOtherPostings = 66;

/// What follows from the scheme alone; one for all views of an Index.
struct SchemeTables {
  scheme::SchemePtr scheme;  ///< shared with all who use the scheme
  std::uint32_t permissions = 0;
  std::uint32_t roles = 0;
  std::uint32_t kinds = 0;       ///< one more than the scheme has: the last is "unknown"
  std::uint32_t mask_words = 1;  ///< words of a mask of roles: 1, 2, 4, 8 or 16
  std::uint64_t may_act = 0;     ///< by state
  bool covers_below = true;
  bool without_reaches_root = true;
  std::vector<std::uint64_t> needs;     ///< by permission: the feature, as a bit
  std::vector<std::uint64_t> granting;  ///< by permission, kind, reach (any, own): a mask of roles

  /// Masks of the roles that grant `permission` on nodes of `kind`: mask_words for any, then as many for own.
  [[nodiscard]] const std::uint64_t* granted_by(std::uint32_t permission, std::uint32_t kind) const {
    return granting.data() + (permission * kinds + kind) * 2 * mask_words;
  }
  [[nodiscard]] bool grants(std::uint32_t role, std::uint32_t permission, std::uint32_t kind, Reach reach) const {
    const std::uint64_t* masks = granted_by(permission, kind) + (reach == Reach::Any ? 0 : mask_words);
    return (masks[role / 64] >> (role % 64) & 1) != 0;
  }
};

/// Error: Invalid `scheme-not-indexable`.
[[nodiscard]] Result<SchemeTables> tables_of(scheme::SchemePtr scheme);

/// INVARIANT: every View is a Tables.
struct Tables final : View {
  const SchemeTables* fixed = nullptr;
  Epoch at;
  bool broken = false;  ///< nothing may be decided: the scheme changed
  std::uint64_t present = 0;

  IdTableView user_numbers;
  TableView<Uuid> user_ids;
  TableView<UserWord> users;
  TableView<std::uint64_t> role_masks;
  TableView<const RoleSet*> role_sets;
  TableView<const ScopeSet*> scope_sets;

  IdTableView scope_numbers;
  TableView<Uuid> scope_ids;
  TableView<ScopeInfo> scopes;
  TableView<ScopeText> scope_texts;

  TableView<const GroupRow*> groups;

  TableView<const Posting*> holders;        ///< by role
  TableView<const Posting*> members;        ///< by scope
  TableView<const Posting*> group_members;  ///< by scope group
  TableView<const Posting*> others;         ///< by state, and the k…Posting

  [[nodiscard]] static const Tables& of(const View& view) { return static_cast<const Tables&>(view); }

  [[nodiscard]] const std::uint64_t* mask(std::uint32_t entry) const { return &role_masks[entry * fixed->mask_words]; }
};

/// The memberships of a user word, taken apart again.
[[nodiscard]] std::vector<RoleHolding> roles_of(const Tables& view, UserWord word);
[[nodiscard]] std::vector<ScopeHolding> scopes_of(const Tables& view, UserWord word);

}  // namespace remit::access
