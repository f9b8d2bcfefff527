#include "core/present/context.h"

namespace remit::present {

std::string sentence(const Context& context, const Error& error) {
  return sentences(error, context.catalogue, context.language);
}

}  // namespace remit::present
