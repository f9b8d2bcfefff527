// Where the browser app is put together. A server gives the page out for one of its organisations (`/?org=SLUG`) to
// whoever is signed in there; everywhere else (`?sandbox`, any static host) it is the sandbox.

#include <memory>

#include "web/gateway/query.h"
#include "web/main/sandbox_page.h"
#include "web/main/server_page.h"
#include "web/platform/page.h"

namespace {

using namespace remit;

std::unique_ptr<platform::App> make(const platform::Page::Parts& parts) {
  const std::string query = parts.host.query();
  const auto organisation = gateway::query_value(query, "org");
  if (organisation && !gateway::query_value(query, "sandbox")) {
    return std::make_unique<web_main::ServerPage>(parts, *organisation);
  }
  return std::make_unique<web_main::SandboxPage>(parts);
}

}  // namespace

int main() {
  return platform::run(make);
}
