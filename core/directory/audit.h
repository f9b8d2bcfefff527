#pragma once
// One record of everything (Rule 4). Each change appends an entry in the transaction that commits it; refused commands
// are entries without rows. Entries of an organisation form a chain: payloads can be erased by retention, and the
// chain still verifies.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/directory/change.h"
#include "core/directory/command.h"

namespace remit::directory {

/// The format that `hash_of` covers; an entry keeps the one it was written with.
inline constexpr int kAuditFormat = 1;

struct AuditEntry {
  AuditId id;
  std::uint64_t sequence = 0;  ///< 1, 2, 3, … without gaps in an organisation
  int format = kAuditFormat;
  Time at;
  Epoch epoch;             ///< the organisation's after this change; a refusal leaves it
  std::string actor_kind;  ///< `user`, `operator`, …
  std::string actor_id;    ///< the user's or credential's; empty for operator and system
  std::string actor_name;
  std::string origin;
  std::string action;  ///< the command's type
  std::string target_id;
  std::string target_name;
  std::string outcome;    ///< `done`, `denied`, `invalid`, `conflict`, …: a Code or `done`
  std::string rule;       ///< of a refusal
  std::string reason;     ///< the command's own
  std::string payload;    ///< canonical JSON: differences, what was dropped, what ended, gains and losses
  Digest payload_hash{};  ///< stays when the payload is erased
  Digest previous{};      ///< the hash of the entry before; zero for the first
  Digest hash{};
};

/// H(previous, header, payload_hash): every member but `payload` and `hash`, each length-prefixed, in the order above.
[[nodiscard]] Digest hash_of(const AuditEntry& entry);

/// The entry of a change that is committed now.
[[nodiscard]] AuditEntry audit_of(const Change& change, const Actor& actor, const Command& command, Time now);
/// The entry of a refused command; `target`: the person it is about, if there is one.
[[nodiscard]] AuditEntry audit_of(const Error& refusal, const Actor& actor, const Command& command,
                                  std::optional<UserId> target, std::string_view target_name, Time now);
/// Links `entry` to the chain: sequence, previous, payload_hash, hash.
void chain(AuditEntry& entry, const AuditEntry* last);

/// Whether `entry` follows `last` and says what was written. Error: Conflict `audit-broken` with the sequence.
[[nodiscard]] Result<Done> verify(const AuditEntry& entry, const AuditEntry* last);

}  // namespace remit::directory
