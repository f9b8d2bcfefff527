#include "core/present/context.h"

namespace remit::present {

std::string sentence(const Context& context, const Error& error) {
  return sentences(error, context.catalogue, context.language);
}

std::string word(const Context& context, std::string_view name, std::string_view otherwise) {
  const auto& words = context.definition().presentation.words;
  const auto found = words.find(std::string(name));
  return found == words.end() ? std::string(otherwise) : context.text(found->second);
}

std::string scopes_word(const Context& context) {
  return word(context, "scopes", "Scopes");
}

}  // namespace remit::present
