#pragma once
// The headers that keep a browser from doing more with a response than we meant (T9, T17, T18, ASVS 3.4).

#include "native/http/message.h"

namespace remit::server {

/// Who reads the response, and so what it may do.
enum class Surface {
  App,          ///< the page that loads the app: own scripts and WebAssembly, connections to this server
  AccountPage,  ///< a form without any script
  LinkPage,     ///< the one account page with a script: it moves the secret from the fragment into a form
  Api,          ///< data; nothing in it is ever drawn or run
  Asset,        ///< a file of the app; caching is set by who serves it
};

/// Sets Content-Security-Policy, nosniff, no-referrer, frame and opener rules, and `no-store` except for assets.
void harden(http::Response& response, Surface surface);

}  // namespace remit::server
