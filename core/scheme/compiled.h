#pragma once
// A scheme that is ready to decide with: references resolved, inclusion flattened, permissions and roles numbered,
// each role a bit set per reach. Immutable and safe to read from any thread.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/scheme/definition.h"

namespace remit::scheme {

/// Position in Definition::permissions and Definition::roles. Only in memory, never stored.
struct PermissionIndex {
  std::uint16_t value = 0;
  auto operator<=>(const PermissionIndex&) const = default;
};
struct RoleIndex {
  std::uint16_t value = 0;
  auto operator<=>(const RoleIndex&) const = default;
};
/// Position in Lifecycle::states; a scheme has at most 32.
struct StateIndex {
  std::uint8_t value = 0;
  auto operator<=>(const StateIndex&) const = default;
};

/// The caps that hostile files meet (T27).
inline constexpr std::size_t kMaxPermissions = 512;
inline constexpr std::size_t kMaxRoles = 1024;
inline constexpr std::size_t kMaxStates = 32;
inline constexpr std::size_t kMaxFeatures = 64;

/// A set of permissions of one scheme: kMaxPermissions bits.
class PermissionSet {
 public:
  void add(PermissionIndex p) { words_[p.value / 64] |= std::uint64_t{1} << (p.value % 64); }
  [[nodiscard]] bool has(PermissionIndex p) const { return (words_[p.value / 64] >> (p.value % 64) & 1) != 0; }
  void add_all(const PermissionSet& other);
  void remove_all(const PermissionSet& other);
  [[nodiscard]] bool contains(const PermissionSet& other) const;
  [[nodiscard]] bool empty() const;
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] std::span<const std::uint64_t> words() const { return words_; }
  /// In ascending order.
  [[nodiscard]] std::vector<PermissionIndex> list() const;

  bool operator==(const PermissionSet&) const = default;

 private:
  std::array<std::uint64_t, kMaxPermissions / 64> words_{};
};

/// A role with everything it includes. INVARIANT: own ⊇ any, because any contains own.
struct CompiledRole {
  PermissionSet any;
  PermissionSet own;
  std::uint16_t group = 0;  ///< position in Definition::groups
};

class CompiledScheme {
 public:
  /// Errors: Invalid, with the first problem that lint (scheme.h) would report.
  [[nodiscard]] static Result<std::shared_ptr<const CompiledScheme>> compile(Definition definition, std::string text);

  [[nodiscard]] const Definition& definition() const { return definition_; }
  /// The file it was written in, byte for byte; stored with each organisation that pins it.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const Digest& hash() const { return hash_; }
  [[nodiscard]] const std::string& id() const { return definition_.scheme.id; }
  [[nodiscard]] const std::string& version() const { return definition_.scheme.version; }

  /// Look-ups by text id: one hash each; nothing if the scheme has no such thing.
  [[nodiscard]] std::optional<PermissionIndex> permission(std::string_view id) const;
  [[nodiscard]] std::optional<RoleIndex> role(std::string_view id) const;
  [[nodiscard]] std::optional<StateIndex> state(std::string_view id) const;
  [[nodiscard]] const RoleGroup* group(const GroupId& id) const;
  [[nodiscard]] const ScopeKind* kind(const KindId& id) const;
  [[nodiscard]] const Field* field(const FieldId& id) const;
  [[nodiscard]] const LinkSpec* link(const PurposeId& purpose) const;
  /// Null: the scheme does not offer that command (`not-offered`).
  [[nodiscard]] const CommandSpec* command(std::string_view id) const;

  [[nodiscard]] const Permission& at(PermissionIndex p) const { return definition_.permissions[p.value]; }
  [[nodiscard]] const Role& at(RoleIndex r) const { return definition_.roles[r.value]; }
  [[nodiscard]] const State& at(StateIndex s) const { return definition_.lifecycle.states[s.value]; }
  [[nodiscard]] const CompiledRole& grants(RoleIndex r) const { return roles_[r.value]; }

  /// The field that signs in, the one that names a person, and the e-mail; a compiled scheme has all three.
  [[nodiscard]] const Field& sign_in_field() const;
  [[nodiscard]] const Field& name_field() const;
  [[nodiscard]] const Field& email_field() const;
  /// The kind of the root.
  [[nodiscard]] const ScopeKind& root_kind() const;

  /// Roles that grant `permission` with at least `reach`, ascending.
  [[nodiscard]] std::vector<RoleIndex> roles_granting(PermissionIndex permission, Reach reach) const;
  /// How `role` comes to `permission`: role, included role, …, the one whose own line grants it. Empty if it does not.
  /// The shortest path, the first in the file's order where several are.
  [[nodiscard]] std::vector<RoleIndex> witness(RoleIndex role, PermissionIndex permission, Reach reach) const;

 private:
  CompiledScheme() = default;

  Definition definition_;
  std::string text_;
  Digest hash_{};
  std::vector<CompiledRole> roles_;
  std::unordered_map<std::string_view, std::uint16_t> permission_by_id_, role_by_id_, state_by_id_, command_by_id_;
};

using SchemePtr = std::shared_ptr<const CompiledScheme>;  // shared by each organisation that pins it and by readers

}  // namespace remit::scheme
