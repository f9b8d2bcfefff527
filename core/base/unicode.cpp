#include "core/base/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

#include "core/base/error.h"

namespace remit::unicode {
namespace {

#include "core/base/unicode/scripts_table.inc"

static_assert(kScriptCount <= ScriptSet{}.size());

}  // namespace

Decoded decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return {first, 1};
  utf8proc_int32_t code_point = 0;
  const utf8proc_ssize_t length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                   static_cast<utf8proc_ssize_t>(text.size()), &code_point);
  if (length <= 0) return {-1, 1};
  return {code_point, static_cast<std::size_t>(length)};
}

void append(std::string& out, std::int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  out.append(bytes, bytes + utf8proc_encode_char(code_point, bytes));
}

std::string code_name(std::int32_t code_point) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "U+%04X", static_cast<unsigned>(code_point));
  return text.data();
}

bool is_control(std::int32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x2028 || code_point == 0x2029;
}

bool is_invisible(std::int32_t code_point) {
  if (code_point < 0x80) return false;
  const utf8proc_property_t* property = utf8proc_get_property(code_point);
  // U+2800 is the blank Braille pattern, U+FFFC stands for an object that is not there.
  return property->category == UTF8PROC_CATEGORY_CF || property->ignorable || code_point == 0x2800 ||
         code_point == 0xfffc;
}

bool is_joiner(std::int32_t code_point) {
  return code_point == 0x200c || code_point == 0x200d || code_point == 0xfe0e || code_point == 0xfe0f;
}

bool is_unassigned(std::int32_t code_point) {
  if (code_point < 0x80) return false;
  const auto category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CS;
}

bool is_space(std::int32_t code_point) {
  if (code_point < 0x80) return code_point == ' ' || (code_point >= 9 && code_point <= 13);
  return code_point == 0x85 || code_point == 0x2028 || code_point == 0x2029 ||
         utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS;
}

bool is_word(std::int32_t code_point) {
  const auto category = utf8proc_category(code_point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

ScriptSet scripts_of(std::int32_t code_point) {
  const std::uint32_t above = (static_cast<std::uint32_t>(code_point) << 8) | 0xff;
  const std::uint32_t* range = std::upper_bound(std::begin(kRanges), std::end(kRanges), above);
  REMIT_ASSERT(range != std::begin(kRanges), "the first range begins at U+0000");
  const std::size_t set = *(range - 1) & 0xff;
  ScriptSet scripts;
  if (set == 0) return scripts.set();
  for (std::size_t i = kSetStarts[set]; i < kSetStarts[set + 1]; ++i) scripts.set(kSetItems[i]);
  return scripts;
}

std::string_view script_name(const ScriptSet& scripts) {
  for (std::size_t i = 0; i < kScriptCount; ++i) {
    if (scripts.test(i)) return kScriptNames[i];
  }
  return {};
}

}  // namespace remit::unicode
