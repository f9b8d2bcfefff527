#pragma once
// The canonical vocabulary: atoms that mean the same in every scheme, so that schemes can be compared and people
// translated (requirements §5). An atom is `noun:verb`; how far it goes (own, any) is the grant's reach, not the
// atom's.

#include <span>
#include <string_view>

namespace remit::scheme {

struct Atom {
  std::string_view id;
  std::string_view label;  ///< English, as in `may …`
};

/// All of them, sorted by id.
[[nodiscard]] std::span<const Atom> vocabulary();

/// Null: there is no such atom. A binary search.
[[nodiscard]] const Atom* find_atom(std::string_view id);

}  // namespace remit::scheme
