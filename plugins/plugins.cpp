#include "plugins/plugins.h"

#include "core/scheme/scheme.h"

namespace remit::plugins {
namespace {

Result<scheme::SchemePtr> load(const Builtin& builtin) {
  auto scheme = scheme::load_or_error(builtin.text);
  if (scheme.ok()) return scheme;
  Error error = std::move(scheme).error();
  error.args.emplace_back("scheme", builtin.id);
  return error;
}

}  // namespace

Result<std::vector<scheme::SchemePtr>> load_builtin() {
  std::vector<scheme::SchemePtr> schemes;
  for (const Builtin& each : builtin()) {
    REMIT_TRY_ASSIGN(auto scheme, load(each));
    schemes.push_back(std::move(scheme));
  }
  return schemes;
}

Result<scheme::SchemePtr> load_builtin(std::string_view id) {
  std::string known;
  for (const Builtin& each : builtin()) {
    if (each.id == id) return load(each);
    known += (known.empty() ? "" : ", ") + std::string(each.id);
  }
  return Error{Code::NotFound, "unknown-scheme", {{"text", std::string(id)}, {"known", known}}, {}};
}

}  // namespace remit::plugins
