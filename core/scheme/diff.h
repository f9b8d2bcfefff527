#pragma once
// What is different between two schemes: in atoms, which both share, and in each one's own words. For `scheme diff`,
// for the preview of an upgrade, and for whoever writes a new version.

#include <array>
#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/scheme/compiled.h"

namespace remit::scheme {

/// An atom that a role has in one scheme and not, or not so far, in the other.
struct AtomChange {
  std::string atom;
  std::optional<Reach> before;  ///< none: not at all
  std::optional<Reach> after;
  std::vector<std::string> permissions;  ///< labels of the permissions that bring it, of the scheme that has more
  bool is_new = false;                   ///< gained, and no permission of the first scheme means it: new to everybody

  static constexpr std::array kOptional{"is_new"};
};
BOOST_DESCRIBE_STRUCT(AtomChange, (), (atom, before, after, permissions, is_new))

/// A role that both have, matched by id.
struct RoleDiff {
  RoleId role;
  std::string before;  ///< its label there
  std::string after;
  std::vector<AtomChange> gained;
  std::vector<AtomChange> lost;
};
BOOST_DESCRIBE_STRUCT(RoleDiff, (), (role, before, after, gained, lost))

/// A permission or role that only one has.
struct OneSided {
  std::string id;
  std::string label;
  std::vector<std::string> atoms;  ///< what it means, or grants
};
BOOST_DESCRIBE_STRUCT(OneSided, (), (id, label, atoms))

/// Any other key that differs: `links.password.lifetime`, `7d`, `24h`. "" where a scheme does not have it.
struct SettingChange {
  std::string key;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(SettingChange, (), (key, before, after))

struct SchemeDiff {
  std::string before;  ///< `billpro 1`
  std::string after;
  std::vector<OneSided> permissions_added, permissions_removed;
  std::vector<OneSided> roles_added, roles_removed;
  std::vector<RoleDiff> roles;  ///< those whose atoms differ
  std::vector<SettingChange> settings;

  [[nodiscard]] bool empty() const;
};
BOOST_DESCRIBE_STRUCT(SchemeDiff, (),
                      (before, after, permissions_added, permissions_removed, roles_added, roles_removed, roles,
                       settings))

/// Cost: roles × permissions, and once through both definitions.
[[nodiscard]] SchemeDiff diff(const CompiledScheme& before, const CompiledScheme& after);

/// For a terminal: lines, the last one ended.
[[nodiscard]] std::string to_text(const SchemeDiff& diff);

}  // namespace remit::scheme
