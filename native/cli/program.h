#pragma once
// The command line: `remit`. Everything it does goes through the same service as the server's API.

#include <iosfwd>
#include <string>
#include <vector>

namespace remit::cli {

/// Exit status.
enum Status : int {
  kDone = 0,     ///< done, or allowed
  kRefused = 1,  ///< refused or denied, with the reason and the rule
  kUsage = 2,    ///< the words were wrong
  kTrouble = 3,  ///< a file, the system, or a defect
};

/// Where it speaks, and how.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool colours = false;
};

/// Runs one command. `arguments` without the program's name.
[[nodiscard]] int run(const std::vector<std::string>& arguments, Terminal terminal);

}  // namespace remit::cli
