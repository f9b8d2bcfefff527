#include "web/platform/fetch.h"

#include "web/platform/boundary.h"

namespace remit::platform {

std::uint32_t Fetch::send(const Request& request, Done done) {
  const std::uint32_t id = pending_.add(std::move(done));
  std::string headers;
  for (const auto& [name, value] : request.headers) headers.append(name).append(": ").append(value).append("\n");
  js_request(id, request.method.data(), request.method.size(), request.url.data(), request.url.size(), headers.data(),
             headers.size(), request.body.data(), request.body.size());
  return id;
}

void Fetch::cancel(std::uint32_t id) {
  pending_.drop(id);
  js_cancel_request(id);
}

void Fetch::replied(std::uint32_t id, int status, std::string_view headers, std::string_view body) {
  pending_.answer(id, Response{status, parse_headers(headers), std::string(body)});
}

}  // namespace remit::platform
