#pragma once
// For tests: everything of one organisation as plain vectors, kept by applying what commits say they wrote, and
// compared with what the store holds.

#include <map>
#include <string>
#include <vector>

#include "core/access/rows.h"
#include "core/directory/change.h"
#include "core/store/store.h"

namespace remit::test {

struct Book {
  access::Rows rows;
  std::vector<directory::Link> links;
  std::vector<directory::Session> sessions;
  std::vector<directory::Credential> credentials;
  std::map<UserId, directory::Password> passwords;

  void apply(const directory::RowEdit& edit);

  [[nodiscard]] const directory::User* user(UserId id) const;
  [[nodiscard]] const directory::Link* link(LinkId id) const;
};

[[nodiscard]] Result<Book> read_book(store::Snapshot& snapshot);

/// "" if both hold the same, else what differs first, by table and key.
[[nodiscard]] std::string difference(const Book& expected, const Book& found);

}  // namespace remit::test
