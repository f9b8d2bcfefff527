#pragma once
// People out of a directory and into one, as CSV (V166, V167, T20). There are two formats. The vendor's export has the
// columns that its scheme names, in the vendor's words, and leaves out what the vendor leaves out. Remit's own has
// everything that can be given again, and is what an import reads: an export that is imported where the people are
// already changes nothing, and where they are not, makes them the same, but for what only they can do themselves.

#include <string>
#include <string_view>
#include <vector>

#include "core/directory/command.h"
#include "core/present/context.h"

namespace remit::transfer {

enum class Format { Vendor, Complete };

/// Everyone whom `query` finds, page by page; its turn, anchor and size do not matter. Cells are guarded against
/// spreadsheets (core/base/csv.h).
[[nodiscard]] Result<std::string> export_csv(const present::Context& context, store::UserQuery query, Format format);

/// How many people one import may bring.
inline constexpr std::size_t kMaxImported = 10'000;

struct Import {
  present::ImportReport report;
  std::vector<directory::Command> commands;  ///< what carries it out; none of them while there is a problem
};

/// Reads a file in Remit's own format and plans what would create its people. Nothing is written. Whatever is wrong
/// with the file is a problem in the report, each with its line, and does not fail; somebody who is here already and
/// the same is passed over, and one who is here but different is a problem. Fails only where reading the directory
/// does. Cost: a plan for each line.
[[nodiscard]] Result<Import> plan_import(const present::Context& context, std::string_view csv);

}  // namespace remit::transfer
