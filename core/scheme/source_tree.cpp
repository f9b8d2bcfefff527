// The only file that includes toml++: 11 s of compiling.
#include "core/scheme/source_tree.h"

#define TOML_EXCEPTIONS 0    // the parser's errors come back as values
#define TOML_INT_CHARCONV 1  // not by streams, which would be a twentieth of the app
#include <toml++/toml.h>

#include <algorithm>

namespace remit::scheme {
namespace {

Place place_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

/// Recursion is bounded: refuse_hostile lets nothing through that is deeper than a few times kMaxDepth.
SourceNode convert(const toml::node& node) {
  SourceNode out;
  out.place = place_of(node.source());
  if (const auto* table = node.as_table()) {
    out.kind = SourceNode::Kind::Table;
    out.entries.reserve(table->size());
    for (const auto& [key, value] : *table) {
      out.entries.push_back({std::string(key.str()), place_of(key.source()), convert(value)});
    }
    std::stable_sort(out.entries.begin(), out.entries.end(),
                     [](const SourceEntry& a, const SourceEntry& b) { return a.key_place < b.key_place; });
  } else if (const auto* list = node.as_array()) {
    out.kind = SourceNode::Kind::List;
    out.entries.reserve(list->size());
    for (const toml::node& item : *list) out.entries.push_back({{}, place_of(item.source()), convert(item)});
  } else if (const auto* text = node.as_string()) {
    out.kind = SourceNode::Kind::Text;
    out.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    out.kind = SourceNode::Kind::Whole;
    out.whole = whole->get();
  } else if (const auto* truth = node.as_boolean()) {
    out.kind = SourceNode::Kind::Truth;
    out.truth = truth->get();
  }
  return out;
}

std::string lower_first(std::string_view text) {
  std::string out(text);
  // toml++ says `Error while parsing …`; ours begin in lower case and end without a full stop.
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] - 'A' + 'a');
  while (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

}  // namespace

std::variant<SourceNode, Problem> parse_source(std::string_view toml_text) {
  const toml::parse_result result = toml::parse(toml_text);
  if (!result) {
    const toml::parse_error& error = result.error();
    const Place place = place_of(error.source());
    return Problem{Severity::Error, "syntax", lower_first(error.description()), {}, place.line, place.column};
  }
  return convert(result.table());
}

const SourceNode* SourceNode::find(std::string_view key) const {
  for (const SourceEntry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

std::string_view name_of(SourceNode::Kind kind) {
  switch (kind) {
    case SourceNode::Kind::Table:
      return "a table";
    case SourceNode::Kind::List:
      return "a list";
    case SourceNode::Kind::Text:
      return "text";
    case SourceNode::Kind::Whole:
      return "a whole number";
    case SourceNode::Kind::Truth:
      return "true or false";
    case SourceNode::Kind::Other:
      break;
  }
  return "a number with a fraction, a date or a time";
}

}  // namespace remit::scheme
