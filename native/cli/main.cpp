#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "native/cli/program.h"

int main(int argc, char** argv) {
  const char* const no_color = std::getenv("NO_COLOR");
  const bool colours = isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return remit::cli::run(arguments, {std::cin, std::cout, std::cerr, colours});
}
