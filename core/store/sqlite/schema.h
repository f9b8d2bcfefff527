#pragma once
// Whether a file is ours, whole, and of a version we know; and how it becomes the newest one.
//
// migrations/NNNN_*.sql are numbered from 1 and never edited once released; `user_version` is the last one applied.
// All that are missing are applied in one transaction (T36), and what lists are walked by is derived anew in it, since
// that is this program's business and not the older one's. Before and afterwards the schema must be, word for word, the
// one that that version's migrations make: a file with a trigger or view of its own is not opened, nor written to.

#include <cstdint>
#include <string>

#include "core/base/error.h"
#include "core/store/sqlite/connection.h"

namespace remit::store::sqlite {

/// "Rmit" in SQLite's header: `file` and Remit itself know the database by it.
inline constexpr std::int64_t kApplicationId = 0x526d6974;

/// The newest version of the schema that this program knows.
[[nodiscard]] std::int64_t newest_version();

enum class Demo { No, Yes };
enum class Missing { Refuse, Create };
enum class Standing { Empty, Older, Current };

/// Whose file it is and how old; writes nothing. Errors: `store-foreign` (also an empty file, where `missing` says
/// Refuse), `store-newer`, `store-corrupt`.
[[nodiscard]] Result<Standing> inspect(Connection& connection, Missing missing);

/// Makes an empty database ours, brings an older one to the newest version (linear in its users), and checks the schema
/// of any. Writes only where `standing` is not Current. Errors: `store-corrupt`, and those of writing, which leave the
/// file as it was.
[[nodiscard]] Result<Done> bring_up_to_date(Connection& connection, Standing standing, Demo demo);

/// Reads every page: for files that come from elsewhere. Error: `store-corrupt`.
[[nodiscard]] Result<Done> check_every_page(Connection& connection);

}  // namespace remit::store::sqlite
