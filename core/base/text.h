#pragma once
// Text that people write: what is accepted, how it is compared, sorted and shown (T19, T22, T31).
//
// The original form is kept and shown; `fold_key` decides whether two texts are the same, `sort_key` their order.
// Everything here is linear in the text and takes UTF-8; bytes that are not UTF-8 never crash, they count as U+FFFD.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace remit {

[[nodiscard]] bool is_utf8(std::string_view text);
[[nodiscard]] std::size_t count_code_points(std::string_view text);
/// At most the first `count` code points, never half of one.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);
/// Without white space of any kind at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// NFKC, for what is hashed (passwords: SP 800-63B-4).
[[nodiscard]] std::string nfkc(std::string_view text);

/// The unique key: NFKC and full case folding, repeated until nothing changes (T22). Two texts with one key may not
/// stand beside each other. Applied to its own result it changes nothing.
[[nodiscard]] std::string fold_key(std::string_view text);

/// The key to sort by, bytewise: folded text with the accents of Latin, Greek and Cyrillic letters taken off; where
/// that took something, U+0001 and the folded text follow, so that `muller` < `müller` < `mullera`. Letters such as
/// `ø`, which are no letter with an accent in Unicode, sort after `z`. A prefix of a text without accents has a prefix
/// of the text's key.
[[nodiscard]] std::string sort_key(std::string_view text);

enum class Lines { One, Many };
enum class SignsIn { No, Yes };

struct TextRules {
  std::size_t min = 1;    ///< code points
  std::size_t max = 255;  ///< code points; their bytes are at most four times as many
  Lines lines = Lines::One;
  SignsIn signs_in = SignsIn::No;
};

/// Whether a text may stand in a directory. For all: UTF-8, length, no control characters (Many allows LF and TAB),
/// no spaces around, nothing invisible but joiners after a character beyond ASCII. For what signs in also: only the
/// ASCII space, one script a word, no joiners, nothing unassigned (its folding is not known yet).
///
/// Errors are Invalid: `not-utf8`, `text-missing`, `too-short` (`min`), `too-long` (`max`), `control-character`,
/// `invisible-character`, `unassigned-character` (`character`: `U+202E`), `space-around`, `mixed-scripts` (`word`,
/// `first`, `second`).
[[nodiscard]] Result<Done> check_text(std::string_view text, const TextRules& rules);

/// One script per word (UTS 39 "single script", Japanese and Korean counted as one). Error: Invalid `mixed-scripts`.
[[nodiscard]] Result<Done> check_scripts(std::string_view text);

/// For places where a character that is not seen could deceive: lists, logs, terminals. Controls, invisible and
/// unassigned characters become `‹U+202E›`, bytes that are not UTF-8 `‹0xFF›`; all else stands as it is.
[[nodiscard]] std::string display_escape(std::string_view text);

}  // namespace remit
