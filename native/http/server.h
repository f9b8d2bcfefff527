#pragma once
// An asynchronous HTTP/1.1 server for 127.0.0.1 (Boost.Asio and Beast, behind this header).
//
// One thread does all input and output; it never waits for a handler. A handler is called on that thread, must not
// block, and answers through its Responder from whatever thread it likes. Every request is answered exactly once: a
// Responder that is dropped without an answer answers 500, one that takes too long 503.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/time.h"
#include "native/http/message.h"
#include "native/http/request_gate.h"

namespace remit::http {

/// How long and how much (T25). Durations run on a monotonic clock.
struct Limits {
  GateLimits gate;
  std::size_t head_octets = 16 * 1024;
  Duration idle = seconds(30);               ///< between requests on one connection
  Duration head = seconds(10);               ///< from the first octet of a head to its last
  Duration body = seconds(30);               ///< for a whole body
  Duration answer = seconds(60);             ///< for the handler
  Duration write = seconds(60);              ///< for a whole response
  Duration drain = seconds(5);               ///< how long stop() lets requests finish
  std::size_t connections = 1024;            ///< in all; beyond that the kernel's queue holds them back
  std::size_t connections_per_source = 256;  ///< beyond that 503 and close
  std::size_t requests_per_connection = 1000;
};

/// Answers one request. May be copied and called from any thread; the first answer counts, later ones are ignored.
class Responder {
 public:
  class State;
  /// `state` is shared by the copies of this Responder and by the connection that waits.
  explicit Responder(std::shared_ptr<State> state) : state_(std::move(state)) {}
  void operator()(Response response) const;

 private:
  std::shared_ptr<State> state_;
};

using Handler = std::function<void(Request, Responder)>;

/// Makes the response to a request that the gate, a limit or the server itself refuses; called on the I/O thread.
/// `peer` is the address of the other side. The connection is closed after it.
using Refuser = std::function<Response(const Refusal&, std::string_view peer)>;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: one that is free, see Server::port
  Limits limits;
};

class Server {
 public:
  /// Binds and begins to serve. Errors: Invalid `not-loopback` (anything but 127.0.0.1: there is no TLS yet),
  /// Unavailable `port-in-use`, Denied `port-not-allowed`, Unavailable `cannot-listen`.
  /// `clock` dates the responses and outlives the server.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(Options options, Handler handler, Refuser refuser,
                                                             Clock& clock);
  virtual ~Server() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  /// Takes no more connections, closes the idle ones, lets requests under way finish for Limits::drain and returns
  /// when all are closed. Called again, or from the destructor, it does nothing. Not from a handler.
  virtual void stop() = 0;
};

}  // namespace remit::http
