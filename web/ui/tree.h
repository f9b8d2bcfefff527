#pragma once
// A tree of things that can be chosen: arrows open, close and move, Enter chooses.

#include <optional>
#include <span>
#include <string_view>

#include "web/ui/icons.h"
#include "web/ui/ui.h"

namespace remit::ui {

struct TreeRow {
  std::string_view key;
  std::string_view label;
  Icon icon = Icon::None;
  std::string_view count = {};     ///< right
  std::string_view disabled = {};  ///< why it cannot be chosen; it opens all the same
  int level = 0;                   ///< from 0
  Tri expanded = Tri::None;        ///< None: nothing below
};

struct TreeResult {
  std::optional<std::size_t> chosen;
  std::optional<std::size_t> flipped;  ///< to be opened or closed
};

/// Rows of 30, those that are to be seen, each after the one it stands under; scrolls.
TreeResult tree(Ui& ui, Rect rect, std::string_view key, std::string_view name, std::span<const TreeRow> rows,
                std::optional<std::size_t> selected);

}  // namespace remit::ui
