#include "http/server.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "http/connection.hpp"

namespace portal {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;
using ErrorCode = boost::system::error_code;

constexpr std::size_t worker_threads = 16;
/// After a connection that could not be taken, mostly for want of descriptors.
constexpr std::chrono::milliseconds accept_pause{50};

struct Port {
  tcp::acceptor acceptor;
  net::steady_timer pause;
  std::unique_ptr<net::ssl::context> tls;
  std::shared_ptr<const Handler> handler;
};

std::unique_ptr<net::ssl::context> tls_of(const Listener& listener) {
  if (listener.certificate.empty()) return nullptr;
  auto context = std::make_unique<net::ssl::context>(net::ssl::context::tls_server);
  context->set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 |
                       net::ssl::context::no_tlsv1_1 | net::ssl::context::single_dh_use);
  context->use_certificate_chain_file(listener.certificate);
  context->use_private_key_file(listener.private_key, net::ssl::context::pem);
  return context;
}

Port open(net::io_context& network, const Listener& listener) {
  ErrorCode failed;
  const auto address = net::ip::make_address(listener.address, failed);
  if (failed) throw std::runtime_error("not an address: " + listener.address);
  if (listener.certificate.empty() && !address.is_loopback()) {
    throw std::runtime_error(
        "plain HTTP is served on a loopback address only; give a certificate to listen at " +
        listener.address);
  }
  try {
    auto tls = tls_of(listener);
    const auto strand = net::make_strand(network);
    return {tcp::acceptor(strand, {address, listener.port}), net::steady_timer(strand), std::move(tls),
            std::make_shared<const Handler>(listener.handler)};
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("cannot listen at " + listener.address + " port " +
                             std::to_string(listener.port) + ": " + error.what());
  }
}

}  // namespace

class Server::Implementation {
 public:
  Implementation(const std::vector<Listener>& listeners, HttpLimits limits, std::vector<std::string> proxies)
      : workers_(worker_threads), signals_(network_, SIGINT, SIGTERM), deadline_(network_) {
    shared_->limits = limits;
    shared_->trusted_proxies = std::move(proxies);
    shared_->workers = &workers_;
    for (const Listener& listener : listeners) ports_.push_back(open(network_, listener));
  }

  std::vector<std::uint16_t> ports() const {
    std::vector<std::uint16_t> numbers;
    for (const Port& port : ports_) numbers.push_back(port.acceptor.local_endpoint().port());
    return numbers;
  }

  void run() {
    for (Port& port : ports_) accept(port);
    signals_.async_wait([this](ErrorCode failed, int) {
      if (!failed) end();
    });
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < std::max(2U, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([this] { network_.run(); });
    }
    network_.run();
    for (std::thread& thread : threads) thread.join();
    workers_.join();
  }

  void stop() {
    net::post(network_, [this] { end(); });
  }

 private:
  void accept(Port& port) {
    port.acceptor.async_accept(net::make_strand(network_),
                               [this, &port](ErrorCode failed, tcp::socket socket) {
                                 if (shared_->stopping || failed == net::error::operation_aborted) return;
                                 if (failed) return accept_later(port);
                                 serve(std::move(socket), port.tls.get(), port.handler, shared_);
                                 accept(port);
                               });
  }

  void accept_later(Port& port) {
    port.pause.expires_after(accept_pause);
    port.pause.async_wait([this, &port](ErrorCode failed) {
      if (!failed && !shared_->stopping) accept(port);
    });
  }

  void end() {
    if (shared_->stopping.exchange(true)) return;
    ErrorCode ignored;
    for (Port& port : ports_) {
      net::post(port.acceptor.get_executor(), [&port] {
        ErrorCode unimportant;
        port.acceptor.close(unimportant);
      });
    }
    signals_.cancel(ignored);
    give_up_ = std::chrono::steady_clock::now() + shared_->limits.shutdown_time;
    wait_for_requests();
  }

  /// Those that keep a connection open are not waited for; requests in hand are, until the time is over.
  void wait_for_requests() {
    if (shared_->requests == 0 || std::chrono::steady_clock::now() >= give_up_) return network_.stop();
    deadline_.expires_after(std::chrono::milliseconds(50));
    deadline_.async_wait([this](ErrorCode failed) {
      if (!failed) wait_for_requests();
    });
  }

  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();
  net::thread_pool workers_;
  net::io_context network_;
  net::signal_set signals_;
  net::steady_timer deadline_;
  std::vector<Port> ports_;
  std::chrono::steady_clock::time_point give_up_{};
};

Server::Server(const std::vector<Listener>& listeners, HttpLimits limits,
               std::vector<std::string> trusted_proxies)
    : implementation_(std::make_unique<Implementation>(listeners, limits, std::move(trusted_proxies))) {}
Server::~Server() = default;

std::vector<std::uint16_t> Server::ports() const {
  return implementation_->ports();
}
void Server::run() {
  implementation_->run();
}
void Server::stop() {
  implementation_->stop();
}

}  // namespace portal
