#include "native/http/content_coding.h"

#include <algorithm>

#include "native/http/message.h"

namespace remit::http {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// `q=0`, `q=0.`, `q=0.000`: not wanted.
bool is_refused(std::string_view parameters) {
  const std::string_view weight = trim(parameters);
  if (weight.size() < 3 || (weight[0] != 'q' && weight[0] != 'Q') || weight[1] != '=') return false;
  return weight.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool takes(std::string_view accept_encoding, Coding coding) {
  if (coding == Coding::Identity) return true;
  const std::string_view wanted = coding == Coding::Brotli ? "br" : "gzip";
  while (!accept_encoding.empty()) {
    const std::string_view item = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(accept_encoding.size(), item.size() + 1));
    const std::size_t semicolon = item.find(';');
    if (!equal_ignoring_case(trim(item.substr(0, semicolon)), wanted)) continue;
    return semicolon == std::string_view::npos || !is_refused(item.substr(semicolon + 1));
  }
  return false;
}

}  // namespace remit::http
