#pragma once
// What the tests of the command line start from: a folder with a database of its own, and words typed.

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "native/cli/program.h"

namespace remit::cli {

/// A folder of its own, gone afterwards.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "remit-cli-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string database() const { return (path / "remit.db").string(); }
};

struct Ran {
  int status;
  std::string out, err;

  [[nodiscard]] bool says(const std::string& text) const {
    return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
  }
};

inline Ran run_on(const std::filesystem::path& database, std::vector<std::string> arguments,
                  const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out, err;
  arguments.insert(arguments.begin(), {"--db", database.string()});
  const int status = run(arguments, {in, out, err, false});
  return {status, out.str(), err.str()};
}

inline Ran run_in(const Folder& folder, std::vector<std::string> arguments, const std::string& input = "") {
  return run_on(folder.database(), std::move(arguments), input);
}

/// What must work; fails the test at once where it does not.
inline Ran done_in(const Folder& folder, const std::vector<std::string>& arguments, const std::string& input = "") {
  Ran ran = run_in(folder, arguments, input);
  INFO(arguments.front(), " ", arguments.size() > 1 ? arguments[1] : "", ": ", ran.err);
  REQUIRE(ran.status == kDone);
  return ran;
}

/// The rule in brackets that a refusal ends with; "" where nothing was refused.
inline std::string rule_of(const Ran& ran) {
  if (ran.status == kDone) return {};
  const auto open = ran.err.rfind('[');
  const auto close = ran.err.rfind(']');
  return open == std::string::npos || close < open ? ran.err : ran.err.substr(open + 1, close - open - 1);
}

inline std::string write(const Folder& folder, const std::string& name, const std::string& text) {
  const std::filesystem::path file = folder.path / name;
  std::ofstream(file, std::ios::binary) << text;
  return file.string();
}

/// What stands behind `key` in JSON that was printed; the first one.
inline std::string value_of(const Ran& ran, const std::string& key) {
  const auto at = ran.out.find("\"" + key + "\": \"");
  if (at == std::string::npos) return {};
  const auto from = at + key.size() + 5;
  return ran.out.substr(from, ran.out.find('"', from) - from);
}

/// Opens the newest mail to this address and uses its link, with a password where one is asked for.
inline Ran accept(const Folder& folder, const std::string& email) {
  const Ran mail = done_in(folder, {"--json", "link", "open", email});
  return run_in(folder, {"link", "redeem", value_of(mail, "secret")}, "four quiet herons wade\n");
}

/// A BillPro organisation whose first administrator has been invited.
struct Shop : Folder {
  Shop() { done_in(*this, {"org", "create", "Shop", "--scheme", "billpro", "--owner", "mara@shop.example"}); }
};

/// An organisation of a scheme whose first administrator has come in, on a demo database so that mails can be opened.
struct Founded : Folder {
  explicit Founded(const std::string& scheme, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"org", "create", "Shop", "--demo", "--scheme", scheme, "--owner", owner};
    words.insert(words.end(), more.begin(), more.end());
    done_in(*this, words);
    CHECK(accept(*this, owner).status == kDone);
  }
  std::string owner = "mara@shop.example";
};

}  // namespace remit::cli
