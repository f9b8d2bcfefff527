#pragma once
// Remit's own wording, in one place per language. The vendor's words (roles, permissions, fields) come from the scheme
// and never stand here. Rules of the wording: sentence case, short verbs first, numbers over adjectives.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace remit::ui {

enum class Language : std::uint8_t { English };

/// One entry of the catalogue; `{name}` in a text stands for an argument.
enum class Word : std::uint16_t {
  Breadcrumb,
  Cancel,
  Clear,
  ClearFilters,
  Close,
  Components,
  Copy,
  Current,
  DarkTheme,
  Denied,
  Dismiss,
  FirstHere,
  FirstPage,
  Granted,
  LastHere,
  LightTheme,
  Loading,
  More,
  NextPage,
  NoMatch,  ///< {what}
  Of,       ///< {first}, {last}, {total}
  OfTotal,  ///< {count}, {total}
  OnFirstPage,
  OnLastPage,
  Own,
  OwnOnly,
  PreviousPage,
  Required,
  RowActions,  ///< {name}
  RowsPerPage,
  Search,
  Selected,  ///< {count}
  ShowPassword,
  SortedBy,  ///< {column}
  Steps,
  Stop,
  TryAgain,
  TypeToConfirm,  ///< {name}
  Undo,
  Unsaved,
  Was,  ///< {value}
  Count_
};

class Words {
 public:
  explicit Words(Language language = Language::English) : language_(language) {}

  /// The text as it stands in the catalogue.
  [[nodiscard]] std::string_view operator()(Word word) const;
  /// The text with its arguments filled in; what an argument contains is not read again.
  [[nodiscard]] std::string operator()(
      Word word, std::initializer_list<std::pair<std::string_view, std::string_view>> arguments) const;

 private:
  Language language_;
};

/// 1048576 as `1,048,576`.
[[nodiscard]] std::string grouped(std::int64_t number);
/// 1048576 as `1.0M`, 412300 as `412K`, 318 as `318`.
[[nodiscard]] std::string abbreviated(std::int64_t number);

}  // namespace remit::ui
