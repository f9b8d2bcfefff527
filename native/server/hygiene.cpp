#include "native/server/hygiene.h"

#include <string_view>

namespace remit::server {
namespace {

std::string_view policy_of(Surface surface) {
  switch (surface) {
    case Surface::App:
    case Surface::Asset:
      return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; font-src 'self'; "
             "connect-src 'self'; img-src 'self' data:; worker-src 'self'; form-action 'self'; base-uri 'none'; "
             "frame-ancestors 'none'";
    case Surface::AccountPage:
      return "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
             "frame-ancestors 'none'";
    case Surface::LinkPage:
      return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; form-action 'self'; "
             "base-uri 'none'; frame-ancestors 'none'";
    case Surface::Api:
      return "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
  }
  return "default-src 'none'";
}

}  // namespace

void harden(http::Response& response, Surface surface) {
  http::Headers& headers = response.headers;
  headers.set("Content-Security-Policy", std::string(policy_of(surface)));
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  if (surface != Surface::Asset) headers.set("Cache-Control", "no-store");
}

}  // namespace remit::server
