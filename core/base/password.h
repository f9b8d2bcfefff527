#pragma once
// Passwords: which are good enough (NIST SP 800-63B-4, PCI DSS 8.3.6) and how they are kept (OWASP argon2id).
//
// Hashing takes 16 ms and 19 MiB: it runs off every lock, in a bounded pool of the adapter's own (T26).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/secret.h"

namespace remit {

/// Longer input is refused before anything is done with it (T26).
inline constexpr std::size_t kMaxPasswordBytes = 1024;

enum class Composition { Free, LettersAndDigits };
enum class Factors { PasswordOnly, PasswordAndMore };

struct PasswordPolicy {
  std::size_t min = 15;           ///< code points, where the password is the only factor
  std::size_t min_with_more = 8;  ///< code points, where there is a second factor
  Composition composition = Composition::Free;
};

/// `pci`: twelve characters, letters and digits (8.3.6).
[[nodiscard]] constexpr PasswordPolicy pci_password_policy() {
  return {15, 12, Composition::LettersAndDigits};
}

/// Whether a new password will do. `context` is what others know of the person: name, e-mail, organisation, product;
/// its words of four characters or more do not count towards the minimum of eight that must stay besides them.
/// Each code point counts one, after NFKC. The blocklist is for the whole password, without regard to case.
///
/// Errors are Invalid: `password-too-short` (args `min`), `password-too-long` (`max` bytes), `not-utf8`,
/// `control-character`, `password-letters-and-digits`, `password-common`, `password-pattern` (one piece repeated, a run
/// of letters or digits), `password-context` (`word`).
[[nodiscard]] Result<Done> check_password(std::string_view password, const PasswordPolicy& policy, Factors factors,
                                          const std::vector<std::string>& context);

struct HashCost {
  std::uint32_t memory_kib = 19'456;
  std::uint32_t passes = 2;
};

/// argon2id of the NFKC form with 128 bits of salt, as a PHC string (`$argon2id$v=19$m=19456,t=2,p=1$…`).
/// Errors: Invalid `password-too-long`; Unavailable `hashing-failed` (no memory).
[[nodiscard]] Result<std::string> hash_password(std::string_view password, Random& random, HashCost cost = {});

/// Whether the password is the one that was hashed. Takes as long as hashing with the cost that stands in `phc`.
/// SECURITY: for an unknown person, verify against nobodys_password() and throw the answer away (T13).
[[nodiscard]] bool verify_password(std::string_view password, std::string_view phc);

/// A hash of the default cost that no password has.
[[nodiscard]] std::string_view nobodys_password();

/// Whether a hash should be made anew at the next sign-in, because the cost has changed.
[[nodiscard]] bool needs_rehash(std::string_view phc, HashCost cost = {});

}  // namespace remit
