#pragma once
// A scheme file as a plain tree with places: what toml++ understood, without toml++. Private to this target.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/scheme/scheme.h"

namespace remit::scheme {

/// Counted from 1; 0 is no place.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  auto operator<=>(const Place&) const = default;
};

struct SourceEntry;

struct SourceNode {
  enum class Kind : std::uint8_t { Table, List, Text, Whole, Truth, Other };

  Kind kind = Kind::Other;
  Place place;
  std::string text;                  ///< Text
  std::int64_t whole = 0;            ///< Whole
  bool truth = false;                ///< Truth
  std::vector<SourceEntry> entries;  ///< Table: in the order of the file, not of the keys. List: keys are ""

  [[nodiscard]] const SourceNode* find(std::string_view key) const;
};

struct SourceEntry {
  std::string key;
  Place key_place;
  SourceNode value;
};

/// `table`, `list`, `text`, … for messages.
[[nodiscard]] std::string_view name_of(SourceNode::Kind kind);

/// The caps of a file (T27) besides kMaxSchemeBytes.
inline constexpr std::size_t kMaxDepth = 32;
inline constexpr std::size_t kMaxValues = 50'000;

/// Refuses, before a parser sees it: too large, not UTF-8, nested or dotted deeper than kMaxDepth, more than
/// kMaxValues values. One pass, no recursion. Nothing if the text may be parsed.
[[nodiscard]] std::vector<Problem> refuse_hostile(std::string_view text);

/// Precondition: refuse_hostile had nothing to say. The Problem is a syntax error.
[[nodiscard]] std::variant<SourceNode, Problem> parse_source(std::string_view toml_text);

}  // namespace remit::scheme
