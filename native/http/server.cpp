#include "native/http/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "native/http/response_head.h"

namespace remit::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t kReadStep = 4096;
constexpr std::size_t kLingerOctets = 256 * 1024;

std::chrono::milliseconds chrono(Duration duration) {
  return std::chrono::milliseconds(duration.ms);
}

auto quietly(error_code& error) {
  return asio::redirect_error(asio::use_awaitable, error);
}

/// What one connection waits on while a handler works. Lives on the I/O thread, but for `answer`.
struct Pending {
  explicit Pending(asio::io_context& io) : answered(io) {}

  std::mutex mutex;
  bool done = false;
  std::optional<Response> answer;  ///< empty though done: the handler gave none
  asio::steady_timer answered;
};

std::string_view octets_of(const beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

}  // namespace

class Responder::State {
 public:
  State(std::shared_ptr<asio::io_context> io, std::shared_ptr<Pending> pending)
      : io_(std::move(io)), pending_(std::move(pending)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  // INVARIANT: every request is answered, also when a handler loses its Responder.
  ~State() { answer(std::nullopt); }

  void answer(std::optional<Response> response) {
    {
      const std::lock_guard lock(pending_->mutex);
      if (std::exchange(pending_->done, true)) return;
      pending_->answer = std::move(response);
    }
    asio::post(*io_, [pending = pending_] { pending->answered.cancel(); });
  }

 private:
  // Shared with the server: an answer may come after the server has gone.
  std::shared_ptr<asio::io_context> io_;
  std::shared_ptr<Pending> pending_;
};

void Responder::operator()(Response response) const {
  state_->answer(std::move(response));
}

namespace {

class AsioServer final : public Server {
 public:
  AsioServer(Options options, Handler handler, Refuser refuser, Clock& clock)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        refuser_(std::move(refuser)),
        clock_(clock),
        io_(std::make_shared<asio::io_context>(1)),
        acceptor_(*io_),
        slot_free_(*io_) {}
  ~AsioServer() override { stop(); }

  Result<Done> listen();
  void run();

  [[nodiscard]] std::uint16_t port() const override { return port_; }
  void stop() override;

 private:
  /// One connection, as stop() sees it.
  struct Connection {
    Connection(tcp::socket socket, std::string address) : stream(std::move(socket)), peer(std::move(address)) {}
    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    std::string peer;
    bool idle = true;
  };

  asio::awaitable<void> accept();
  asio::awaitable<void> serve(std::shared_ptr<Connection> connection);
  asio::awaitable<void> serve_requests(Connection& connection);
  /// True if a head lies in the buffer; false if the connection is at its end or too slow.
  asio::awaitable<bool> read_head(Connection& connection, std::size_t& end);
  asio::awaitable<std::optional<Refusal>> read_body(Connection& connection, const Head& head, std::string& body);
  asio::awaitable<Response> ask_handler(Request request);
  asio::awaitable<bool> write(Connection& connection, const Response& response, Method method, bool keep_alive);
  asio::awaitable<void> refuse(Connection& connection, Refusal refusal);
  void released(const std::string& peer);

  const Options options_;
  const Handler handler_;
  const Refuser refuser_;
  Clock& clock_;
  std::uint16_t port_ = 0;

  // Shared with every Responder, so that a late answer meets a queue that is still there.
  std::shared_ptr<asio::io_context> io_;
  tcp::acceptor acceptor_;
  asio::steady_timer slot_free_;
  std::set<Connection*> connections_;
  std::map<std::string, std::size_t, std::less<>> per_source_;
  bool stopping_ = false;

  std::thread thread_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool empty_ = false;
  bool stopped_ = false;
};

Result<Done> AsioServer::listen() {
  if (options_.address != "127.0.0.1") {
    return Error{Code::Invalid, "not-loopback", {{"address", options_.address}}, "address"};
  }
  error_code error;
  acceptor_.open(tcp::v4(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind({asio::ip::address_v4::loopback(), options_.port}, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  const std::string port = std::to_string(options_.port);
  if (error == asio::error::address_in_use) return Error{Code::Unavailable, "port-in-use", {{"port", port}}, "port"};
  if (error == asio::error::access_denied) return Error{Code::Denied, "port-not-allowed", {{"port", port}}, "port"};
  if (error) return Error{Code::Unavailable, "cannot-listen", {{"port", port}, {"reason", error.message()}}, "port"};
  port_ = acceptor_.local_endpoint().port();
  return Done{};
}

void AsioServer::run() {
  asio::co_spawn(*io_, accept(), asio::detached);
  thread_ = std::thread([this] { io_->run(); });
}

void AsioServer::stop() {
  if (std::exchange(stopped_, true)) return;
  asio::post(*io_, [this] {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    slot_free_.cancel();
    for (Connection* connection : connections_) {
      if (connection->idle) connection->stream.close();
    }
    if (connections_.empty()) {
      const std::lock_guard lock(mutex_);
      empty_ = true;
      changed_.notify_all();
    }
  });
  if (thread_.joinable()) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, chrono(options_.limits.drain), [this] { return empty_; });
    }
    io_->stop();
    thread_.join();
  }
}

asio::awaitable<void> AsioServer::accept() {
  while (!stopping_) {
    error_code error;
    if (connections_.size() >= options_.limits.connections) {
      slot_free_.expires_at(asio::steady_timer::time_point::max());
      co_await slot_free_.async_wait(quietly(error));
      continue;
    }
    tcp::socket socket = co_await acceptor_.async_accept(quietly(error));
    if (stopping_) break;
    if (error) {
      // Out of descriptors, or the other side was gone already: the queue is tried again, not abandoned.
      asio::steady_timer pause(*io_, std::chrono::milliseconds(20));
      co_await pause.async_wait(quietly(error));
      continue;
    }
    const auto endpoint = socket.remote_endpoint(error);
    if (error) continue;
    auto connection = std::make_shared<Connection>(std::move(socket), endpoint.address().to_string());
    connection->stream.socket().set_option(tcp::no_delay(true), error);
    connections_.insert(connection.get());
    ++per_source_[connection->peer];
    asio::co_spawn(*io_, serve(std::move(connection)), asio::detached);
  }
}

asio::awaitable<void> AsioServer::serve(std::shared_ptr<Connection> connection) {
  try {
    if (per_source_[connection->peer] > options_.limits.connections_per_source) {
      co_await refuse(*connection, {503, "too-many-connections"});
    } else {
      co_await serve_requests(*connection);
    }
  } catch (const std::exception&) {
    // What Asio or Beast throws ends this connection and no other.
  }
  connection->stream.close();
  connections_.erase(connection.get());
  released(connection->peer);
}

void AsioServer::released(const std::string& peer) {
  const auto source = per_source_.find(peer);
  if (source != per_source_.end() && --source->second == 0) per_source_.erase(source);
  slot_free_.cancel();
  if (stopping_ && connections_.empty()) {
    const std::lock_guard lock(mutex_);
    empty_ = true;
    changed_.notify_all();
  }
}

asio::awaitable<void> AsioServer::serve_requests(Connection& connection) {
  for (std::size_t count = 1; !stopping_; ++count) {
    std::size_t head_end = 0;
    if (!co_await read_head(connection, head_end)) co_return;
    if (head_end == 0) {
      co_await refuse(connection, {431, "head-too-large"});
      co_return;
    }
    auto checked = check_head(octets_of(connection.buffer).substr(0, head_end), options_.limits.gate);
    if (const auto* refusal = std::get_if<Refusal>(&checked)) {
      co_await refuse(connection, *refusal);
      co_return;
    }
    Head& head = std::get<Head>(checked);
    Request request;
    if (auto refusal = co_await read_body(connection, head, request.body)) {
      if (refusal->status != 0) co_await refuse(connection, *refusal);
      co_return;
    }
    request.method = head.method;
    request.raw_path = std::move(head.target.raw_path);
    request.path = std::move(head.target.path);
    request.has_query = head.target.has_query;
    request.query = std::move(head.target.query);
    request.headers = std::move(head.headers);
    request.host = std::move(head.host);
    request.peer = connection.peer;

    const Response response = co_await ask_handler(std::move(request));
    const bool keep_alive =
        head.keep_alive && !response.close && !stopping_ && count < options_.limits.requests_per_connection;
    if (!co_await write(connection, response, head.method, keep_alive) || !keep_alive) co_return;
  }
}

asio::awaitable<bool> AsioServer::read_head(Connection& connection, std::size_t& end) {
  const Limits& limits = options_.limits;
  auto& [stream, buffer, peer, idle] = connection;
  error_code error;
  if (buffer.size() == 0) {
    idle = true;
    stream.expires_after(chrono(limits.idle));
    const std::size_t count = co_await stream.async_read_some(buffer.prepare(kReadStep), quietly(error));
    if (error) co_return false;
    buffer.commit(count);
  }
  idle = false;
  // One deadline for the whole head, so that an octet now and then does not keep a connection (slowloris).
  stream.expires_after(chrono(limits.head));
  std::size_t seen = 0;
  for (;;) {
    if (auto found = find_head_end(octets_of(buffer), seen); found && *found <= limits.head_octets) {
      end = *found;
      co_return true;
    }
    seen = buffer.size();
    if (seen >= limits.head_octets) {
      end = 0;
      co_return true;
    }
    const std::size_t count = co_await stream.async_read_some(buffer.prepare(kReadStep), quietly(error));
    if (error) co_return false;
    buffer.commit(count);
  }
}

/// A refusal of status 0 closes without an answer: the other side has gone or was too slow.
asio::awaitable<std::optional<Refusal>> AsioServer::read_body(Connection& connection, const Head& head,
                                                              std::string& body) {
  error_code error;
  connection.stream.expires_after(chrono(options_.limits.body));
  if (head.expects_continue) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    co_await asio::async_write(connection.stream, asio::buffer(kContinue), quietly(error));
    if (error) co_return Refusal{0, "gone"};
  }
  beast::http::request_parser<beast::http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(options_.limits.head_octets));
  parser.body_limit(options_.limits.gate.body_octets);
  // Chunk extensions are a known place for two readers to disagree, and nobody needs them.
  auto no_extensions = [](std::uint64_t, beast::string_view extensions, error_code& ec) {
    if (!extensions.empty()) ec = beast::http::error::bad_chunk_extension;
  };
  parser.on_chunk_header(no_extensions);
  co_await beast::http::async_read(connection.stream, connection.buffer, parser, quietly(error));
  if (!error) {
    body = std::move(parser.get().body());
    co_return std::nullopt;
  }
  if (error == beast::http::error::body_limit) co_return Refusal{413, "body-too-large"};
  const bool is_parse_error = error.category() == make_error_code(beast::http::error::body_limit).category();
  const bool is_gone = error == beast::http::error::end_of_stream || error == beast::http::error::partial_message;
  co_return is_parse_error && !is_gone ? Refusal{400, "bad-body"} : Refusal{0, "gone"};
}

asio::awaitable<Response> AsioServer::ask_handler(Request request) {
  const std::string peer = request.peer;
  auto pending = std::make_shared<Pending>(*io_);
  pending->answered.expires_after(chrono(options_.limits.answer));
  try {
    handler_(std::move(request), Responder(std::make_shared<Responder::State>(io_, pending)));
  } catch (const std::exception&) {
    // The Responder died with the exception and answers 500.
  }
  error_code error;
  for (;;) {
    {
      const std::lock_guard lock(pending->mutex);
      if (pending->done) co_return pending->answer ? std::move(*pending->answer) : refuser_({500, "internal"}, peer);
    }
    co_await pending->answered.async_wait(quietly(error));
    if (error) continue;  // cancelled, so there is an answer
    const std::lock_guard lock(pending->mutex);
    if (!std::exchange(pending->done, true)) pending->answer = refuser_({503, "too-slow"}, peer);
  }
}

asio::awaitable<bool> AsioServer::write(Connection& connection, const Response& response, Method method,
                                        bool keep_alive) {
  const std::string head = response_head(response, clock_.now(), keep_alive ? KeepAlive::Yes : KeepAlive::No);
  const std::string_view body = method == Method::Head ? std::string_view() : response.body.view();
  const std::array<asio::const_buffer, 2> buffers{asio::buffer(head), asio::buffer(body)};
  connection.stream.expires_after(chrono(options_.limits.write));
  error_code error;
  co_await asio::async_write(connection.stream, buffers, quietly(error));
  co_return !error;
}

asio::awaitable<void> AsioServer::refuse(Connection& connection, Refusal refusal) {
  const Response response = refuser_(refusal, connection.peer);
  if (!co_await write(connection, response, Method::Get, false)) co_return;
  // Reading what is still under way keeps the kernel from answering it with a reset that would destroy our answer.
  error_code error;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, error);
  connection.stream.expires_after(std::chrono::seconds(1));
  connection.buffer.clear();
  for (std::size_t drained = 0; !error && drained < kLingerOctets;) {
    drained += co_await connection.stream.async_read_some(connection.buffer.prepare(kReadStep), quietly(error));
  }
}

}  // namespace

Result<std::unique_ptr<Server>> Server::start(Options options, Handler handler, Refuser refuser, Clock& clock) {
  auto server = std::make_unique<AsioServer>(std::move(options), std::move(handler), std::move(refuser), clock);
  REMIT_TRY(server->listen());
  server->run();
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace remit::http
