#include "web/ui/words.h"

#include <array>

namespace remit::ui {

namespace {

struct Entry {
  Word word;
  std::string_view english;
};

constexpr std::array<Entry, static_cast<std::size_t>(Word::Count_)> kCatalogue{{
    {Word::Breadcrumb, "Breadcrumb"},
    {Word::Cancel, "Cancel"},
    {Word::Clear, "Clear"},
    {Word::ClearFilters, "Clear filters"},
    {Word::Close, "Close"},
    {Word::Components, "Components"},
    {Word::Copy, "Copy {what}"},
    {Word::Current, "Current"},
    {Word::DarkTheme, "Dark theme"},
    {Word::Denied, "Denied"},
    {Word::Dismiss, "Dismiss"},
    {Word::FirstHere, "This is the first one"},
    {Word::FirstPage, "First page"},
    {Word::Granted, "Granted"},
    {Word::LastHere, "This is the last one"},
    {Word::LightTheme, "Light theme"},
    {Word::Loading, "Loading"},
    {Word::More, "More"},
    {Word::NextPage, "Next page"},
    {Word::NoMatch, "No {what} match"},
    {Word::Of, "{first}–{last} of {total}"},
    {Word::OfTotal, "{count} of {total}"},
    {Word::OnFirstPage, "This is the first page"},
    {Word::OnLastPage, "This is the last page"},
    {Word::Own, "own"},
    {Word::OwnOnly, "Own records only"},
    {Word::PreviousPage, "Previous page"},
    {Word::Required, "Required"},
    {Word::RowActions, "Actions for {name}"},
    {Word::RowsPerPage, "Rows per page"},
    {Word::Search, "Search"},
    {Word::Selected, "{count} selected"},
    {Word::ShowPassword, "Show password"},
    {Word::SortedBy, "Sort by {column}"},
    {Word::Steps, "Steps"},
    {Word::Stop, "Stop"},
    {Word::TryAgain, "Try again"},
    {Word::TypeToConfirm, "Type {name} to confirm"},
    {Word::Undo, "Undo"},
    {Word::Unsaved, "Not saved yet"},
    {Word::Was, "was {value}"},
}};

constexpr bool catalogue_in_order() {
  for (std::size_t i = 0; i < kCatalogue.size(); ++i)
    if (static_cast<std::size_t>(kCatalogue[i].word) != i || kCatalogue[i].english.empty()) return false;
  return true;
}
static_assert(catalogue_in_order(), "the catalogue stands in the order of Word and has every text");

}  // namespace

std::string_view Words::operator()(Word word) const {
  switch (language_) {
    case Language::English:
      break;
  }
  return kCatalogue[static_cast<std::size_t>(word)].english;
}

std::string Words::operator()(Word word,
                              std::initializer_list<std::pair<std::string_view, std::string_view>> arguments) const {
  const std::string_view text = (*this)(word);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[i++];
      continue;
    }
    const std::string_view name = text.substr(i + 1, end - i - 1);
    for (const auto& [key, value] : arguments)
      if (key == name) out += value;
    i = end + 1;
  }
  return out;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::ptrdiff_t i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3)
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  return number < 0 ? "-" + digits : digits;
}

std::string abbreviated(std::int64_t number) {
  const auto tenths = [](std::int64_t n, std::int64_t unit, const char* letter) {
    const std::int64_t t = n * 10 / unit;
    if (t >= 100) return std::to_string(t / 10) + letter;
    return std::to_string(t / 10) + "." + std::to_string(t % 10) + letter;
  };
  if (number >= 1'000'000'000) return tenths(number, 1'000'000'000, "B");
  if (number >= 1'000'000) return tenths(number, 1'000'000, "M");
  if (number >= 1'000) return tenths(number, 1'000, "K");
  return std::to_string(number);
}

}  // namespace remit::ui
