#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "http/message.hpp"
#include "http/server.hpp"

namespace portal {

/// What the connections of a server share.
struct Shared {
  HttpLimits limits;
  std::vector<std::string> trusted_proxies;
  boost::asio::thread_pool* workers = nullptr;
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::size_t> requests = 0;  ///< Taken, and not answered yet.
  std::atomic<bool> stopping = false;
};

/// Serves one connection until it ends; keeps itself alive.
/// @param tls  null: plain HTTP.
void serve(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
           std::shared_ptr<const Handler> handler, std::shared_ptr<Shared> shared);

}  // namespace portal
