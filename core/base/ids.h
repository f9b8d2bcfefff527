#pragma once
// Strong ids. Outside the program everything is named by UUIDv7 (RFC 9562 §5.7) or by a scheme's own text id;
// dense integers exist only in memory.

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"

namespace remit {

/// 16 bytes; ordered by creation time because the first 48 bits are milliseconds.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  std::strong_ordering operator<=>(const Uuid&) const = default;
  [[nodiscard]] bool is_nil() const { return *this == Uuid{}; }
};

/// Fills in time, version and variant; `random` gives the other 74 bits.
[[nodiscard]] Uuid make_uuid_v7(Time now, const std::array<std::uint8_t, 10>& random);
/// 36 characters, lower case, with hyphens.
[[nodiscard]] std::string to_string(const Uuid& id);
/// Error: Invalid `not-an-id`.
[[nodiscard]] Result<Uuid> parse_uuid(std::string_view text);

/// A Uuid that says what it names; ids of different kinds do not compare or convert.
template <class Tag>
struct Id {
  Uuid uuid;

  std::strong_ordering operator<=>(const Id&) const = default;
  [[nodiscard]] bool is_nil() const { return uuid.is_nil(); }
};

template <class Tag>
[[nodiscard]] std::string to_string(Id<Tag> id) {
  return to_string(id.uuid);
}
template <class Tag>
[[nodiscard]] Result<Id<Tag>> parse_id(std::string_view text) {
  auto uuid = parse_uuid(text);
  if (!uuid) return std::move(uuid).error();
  return Id<Tag>{*uuid};
}

using OrgId = Id<struct OrgTag>;
using UserId = Id<struct UserTag>;
using ScopeId = Id<struct ScopeTag>;
using ScopeGroupId = Id<struct ScopeGroupTag>;
using LinkId = Id<struct LinkTag>;
using SessionId = Id<struct SessionTag>;
using CredentialId = Id<struct CredentialTag>;
using MailId = Id<struct MailTag>;
using PendingId = Id<struct PendingTag>;
using AuditId = Id<struct AuditTag>;

/// A text id that a scheme gives (`admin_user`, `refund.authorise`), with its kind in the type.
template <class Tag>
struct Name {
  std::string text;

  std::strong_ordering operator<=>(const Name&) const = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
};

using RoleId = Name<struct RoleTag>;
using PermissionId = Name<struct PermissionTag>;
using GroupId = Name<struct GroupTag>;  ///< a role group
using KindId = Name<struct KindTag>;    ///< a scope kind
using StateId = Name<struct StateTag>;
using FieldId = Name<struct FieldTag>;
using FeatureId = Name<struct FeatureTag>;
using PurposeId = Name<struct PurposeTag>;  ///< a link's purpose

/// An organisation's version: +1 with every change. An opaque token outside.
struct Epoch {
  std::uint64_t value = 0;
  auto operator<=>(const Epoch&) const = default;
};

}  // namespace remit

template <>
struct std::hash<remit::Uuid> {
  std::size_t operator()(const remit::Uuid& id) const noexcept;
};
template <class Tag>
struct std::hash<remit::Id<Tag>> {
  std::size_t operator()(const remit::Id<Tag>& id) const noexcept { return std::hash<remit::Uuid>{}(id.uuid); }
};
template <class Tag>
struct std::hash<remit::Name<Tag>> {
  std::size_t operator()(const remit::Name<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
