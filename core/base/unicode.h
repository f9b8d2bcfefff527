#pragma once
// What text.h needs to know of single characters. Unicode 15, in utf8proc and in the table of scripts.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace remit::unicode {

/// The code point at the front and its length in bytes; an invalid byte is {-1, 1}. Precondition: not empty.
struct Decoded {
  std::int32_t code_point;
  std::size_t length;
};
[[nodiscard]] Decoded decode(std::string_view text);
void append(std::string& out, std::int32_t code_point);

/// `U+202E`.
[[nodiscard]] std::string code_name(std::int32_t code_point);

/// C0, C1, DEL, line and paragraph separators: nothing that belongs into one line of text.
[[nodiscard]] bool is_control(std::int32_t code_point);
/// Takes no place of its own or turns the direction of others: format characters, default-ignorable ones, blank
/// letters. Combining marks are visible.
[[nodiscard]] bool is_invisible(std::int32_t code_point);
/// Of those, what honest text in some languages and emoji needs: the two joiners and variation selectors 15 and 16.
[[nodiscard]] bool is_joiner(std::int32_t code_point);
/// Not a character yet, never one, or one by private agreement only.
[[nodiscard]] bool is_unassigned(std::int32_t code_point);
/// White space of any kind, the ASCII space too.
[[nodiscard]] bool is_space(std::int32_t code_point);
/// Letters, marks and digits: what words are made of.
[[nodiscard]] bool is_word(std::int32_t code_point);

/// The scripts a code point is used with (UAX 24, Scripts and ScriptExtensions), Japanese, Korean and Han with Bopomofo
/// each added as a script (UTS 39 §5.1). All bits for what is used with every script.
using ScriptSet = std::bitset<192>;
[[nodiscard]] ScriptSet scripts_of(std::int32_t code_point);
/// `Latin`, `Cyrillic`: the first script of a set.
[[nodiscard]] std::string_view script_name(const ScriptSet& scripts);

}  // namespace remit::unicode
