#pragma once
// A client for tests that sends exactly the octets it is given, right or wrong.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace remit::http {

/// One connection to 127.0.0.1; reads give up after ten seconds, so that a test fails instead of hanging.
class TestClient {
 public:
  explicit TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~TestClient() { ::close(socket_); }
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }
  void send(std::string_view octets) const { ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL); }
  void finish_sending() const { ::shutdown(socket_, SHUT_WR); }

  /// Everything until the other side closes.
  [[nodiscard]] std::string read_to_end() {
    while (read_more()) {
    }
    return std::exchange(received_, {});
  }

  /// One response, head and body by its Content-Length; what there is if the other side closes before.
  [[nodiscard]] std::string read_response() {
    for (;;) {
      const std::size_t head = received_.find("\r\n\r\n");
      if (head != std::string::npos) {
        std::size_t length = 0;
        const std::size_t field = received_.find("Content-Length: ");
        if (field < head) length = std::stoul(received_.substr(field + 16));
        const std::size_t whole = head + 4 + length;
        if (received_.size() >= whole) {
          std::string response = received_.substr(0, whole);
          received_.erase(0, whole);
          return response;
        }
      }
      if (!read_more()) return std::exchange(received_, {});
    }
  }

  /// True if the other side has closed and nothing is left to read.
  [[nodiscard]] bool closed() { return received_.empty() && !read_more() && received_.empty(); }

 private:
  bool read_more() {
    char chunk[4096];
    const ssize_t count = ::recv(socket_, chunk, sizeof chunk, 0);
    if (count <= 0) return false;
    received_.append(chunk, static_cast<std::size_t>(count));
    return true;
  }

  int socket_;
  bool connected_ = false;
  std::string received_;
};

}  // namespace remit::http
