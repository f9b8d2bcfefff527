#pragma once
// What every handler is given: nothing here is global, all of it outlives the server.

#include "core/base/catalogue.h"
#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/time.h"
#include "core/service/service.h"
#include "native/http/message.h"
#include "native/http/route_table.h"
#include "native/server/bounded_pool.h"
#include "native/server/log.h"
#include "native/server/problem.h"
#include "native/server/session_cookie.h"
#include "native/server/site.h"
#include "native/server/static_files.h"
#include "native/server/throttle.h"

namespace remit::server::app {

struct Context {
  service::Service& service;
  Clock& clock;
  Random& random;
  Log& log;
  const Site& site;
  Throttle& throttle;
  SessionActivity& activity;
  const StaticFiles& files;
  const Catalogue& catalogue;
  BoundedPool& background;  ///< for what is done after the answer; ends before everything here
  bool demo = false;        ///< the database is marked demo: the sandbox is offered, factors are stood in for
};

/// One request on its way to one response; on a thread of a pool, so it may block.
struct Exchange {
  http::Request request;
  http::PathParameters parameters;
};

/// An error as the API answers it: a problem document with its sentence; Internal ones are logged.
[[nodiscard]] http::Response api_error(const Context& context, const Error& error);

}  // namespace remit::server::app
