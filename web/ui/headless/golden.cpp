#include "web/ui/headless/golden.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace remit::ui::headless {

std::string golden_difference(std::string_view name, std::string_view text) {
  const std::string path = std::string(REMIT_GOLDEN_DIR) + "/" + std::string(name);
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return {};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) return "`" + path + "` is missing: run with UPDATE_GOLDEN=1 and review it";
  const std::string expected(std::istreambuf_iterator<char>(in), {});
  if (expected == text) return {};
  std::istringstream a(expected), b{std::string(text)};
  std::string left, right;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(a, left)), more_b = static_cast<bool>(std::getline(b, right));
    if (more_a && more_b && left == right) continue;
    return path + ":" + std::to_string(line) + ": expected `" + (more_a ? left : "the end") + "`, got `" +
           (more_b ? right : "the end") + "`";
  }
}

}  // namespace remit::ui::headless
