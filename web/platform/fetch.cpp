#include "web/platform/fetch.h"

#include "web/platform/boundary.h"

namespace remit::platform {

std::uint32_t Fetch::send(const Request& request, Done done) {
  const std::uint32_t id = pending_.add(std::move(done));
  if (request.quiet) quiet_.insert(id);
  std::string headers;
  for (const auto& [name, value] : request.headers) headers.append(name).append(": ").append(value).append("\n");
  js_request(id, request.method.data(), request.method.size(), request.url.data(), request.url.size(), headers.data(),
             headers.size(), request.body.data(), request.body.size());
  return id;
}

void Fetch::cancel(std::uint32_t id) {
  pending_.drop(id);
  quiet_.erase(id);
  js_cancel_request(id);
}

bool Fetch::replied(std::uint32_t id, int status, std::string_view headers, std::string_view body) {
  const bool quiet = quiet_.erase(id) != 0;
  pending_.answer(id, Response{status, parse_headers(headers), std::string(body)});
  return !quiet;
}

}  // namespace remit::platform
