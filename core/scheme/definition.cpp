#include "core/scheme/definition.h"

namespace remit::scheme {

const std::string& Label::in(std::string_view language) const {
  static const std::string kNone;
  if (by_language.empty()) return kNone;
  if (const auto found = by_language.find(std::string(language)); found != by_language.end()) return found->second;
  if (const auto english = by_language.find("en"); english != by_language.end()) return english->second;
  return by_language.begin()->second;
}

}  // namespace remit::scheme
