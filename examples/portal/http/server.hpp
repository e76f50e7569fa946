#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/message.hpp"

namespace portal {

/// What nobody may exceed. A request that does gets 413 or 431, a slow one is cut, and the connection is closed.
struct HttpLimits {
  std::size_t header_bytes = std::size_t{16} * 1024;
  std::size_t header_fields = 64;
  std::size_t body_bytes = std::size_t{64} * 1024;
  std::size_t connections = 4096;
  std::chrono::seconds header_time{10};
  std::chrono::seconds body_time{10};
  std::chrono::seconds idle_time{30};
  std::chrono::seconds write_time{20};
  std::chrono::seconds shutdown_time{5};
};

/// One address to listen at. The port 0 is any free one.
struct Listener {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  Handler handler;
  /// PEM files. Without them the server speaks plain HTTP, and takes a loopback address only.
  std::string certificate{};
  std::string private_key{};
};

/// An HTTP/1.1 server on Asio: few threads for the network, a pool for the handlers, which may block.
class Server {
 public:
  /// Binds all listeners. Throws std::runtime_error with a sentence for the operator.
  /// @param trusted_proxies  addresses whose X-Forwarded-For is believed; nobody else's is.
  Server(const std::vector<Listener>& listeners, HttpLimits limits, std::vector<std::string> trusted_proxies);
  ~Server();

  /// The ports, in the order of the listeners.
  std::vector<std::uint16_t> ports() const;

  /// Serves until stop(), SIGINT or SIGTERM; then answers what was begun, and returns.
  void run();
  /// Asks run() to end. Thread-safe.
  void stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace portal
