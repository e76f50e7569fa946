#include "http/connection.hpp"

#include <algorithm>
#include <cctype>
#include <type_traits>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "http/header_block.hpp"
#include "http/request_id.hpp"
#include "http/request_log.hpp"

namespace portal {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using ErrorCode = boost::system::error_code;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::chrono::milliseconds stream_pause{200};
constexpr std::chrono::seconds stream_life{120};

std::string small_letters(beast::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(Stream stream, std::string peer, std::shared_ptr<const Handler> handler,
             std::shared_ptr<Shared> shared)
      : stream_(std::move(stream)),
        pause_(stream_.get_executor()),
        peer_(std::move(peer)),
        handler_(std::move(handler)),
        shared_(std::move(shared)) {
    ++shared_->connections;
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { --shared_->connections; }

  void start() {
    net::dispatch(stream_.get_executor(), [self = this->shared_from_this()] {
      if constexpr (std::is_same_v<Stream, TlsStream>) {
        self->lowest().expires_after(self->shared_->limits.header_time);
        self->stream_.async_handshake(net::ssl::stream_base::server, [self](ErrorCode failed) {
          if (!failed) self->read_header(self->shared_->limits.header_time);
        });
      } else {
        self->read_header(self->shared_->limits.header_time);
      }
    });
  }

 private:
  PlainStream& lowest() { return beast::get_lowest_layer(stream_); }

  void read_header(std::chrono::seconds at_most) {
    if (shared_->stopping) return close();
    lowest().expires_after(at_most);
    received_.append(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    buffer_.clear();
    net::async_read_until(stream_, net::dynamic_buffer(received_, shared_->limits.header_bytes), HeaderEnd(),
                          [self = this->shared_from_this()](ErrorCode failed, std::size_t size) {
                            if (failed == net::error::not_found)
                              return self->refuse(431, "Request Header Fields Too Large");
                            if (failed) return self->close();
                            self->parse_header(size);
                          });
  }

  void parse_header(std::size_t size) {
    began_ = std::chrono::steady_clock::now();
    const std::string block = received_.substr(0, size);
    buffer_.commit(net::buffer_copy(buffer_.prepare(received_.size() - size), net::buffer(received_) + size));
    received_.clear();
    if (is_ambiguous(block)) return refuse(400, "Bad Request");
    parser_.emplace();
    parser_->body_limit(shared_->limits.body_bytes);
    parser_->header_limit(static_cast<std::uint32_t>(shared_->limits.header_bytes));
    ErrorCode failed;
    parser_->put(net::buffer(block), failed);
    if (failed == http::error::body_limit) return refuse(413, "Content Too Large");
    if ((failed && failed != http::error::need_more) || !parser_->is_header_done())
      return refuse(400, "Bad Request");
    const auto& fields = parser_->get();
    if (static_cast<std::size_t>(std::distance(fields.begin(), fields.end())) >
        shared_->limits.header_fields) {
      return refuse(431, "Request Header Fields Too Large");
    }
    if (fields.count(http::field::host) != 1 && fields.version() >= 11) return refuse(400, "Bad Request");
    if (beast::iequals(fields[http::field::expect], "100-continue")) return continue_body();
    read_body();
  }

  void continue_body() {
    static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    net::async_write(stream_, net::buffer(line.data(), line.size()),
                     [self = this->shared_from_this()](ErrorCode failed, std::size_t) {
                       if (!failed) self->read_body();
                     });
  }

  void read_body() {
    lowest().expires_after(shared_->limits.body_time);
    http::async_read(
        stream_, buffer_, *parser_, [self = this->shared_from_this()](ErrorCode failed, std::size_t) {
          if (failed == http::error::body_limit) return self->refuse(413, "Content Too Large");
          if (failed && failed.category() == http::make_error_code(http::error::bad_method).category() &&
              failed != http::error::end_of_stream && failed != http::error::partial_message) {
            return self->refuse(400, "Bad Request");
          }
          if (failed) return self->close();
          self->handle();
        });
  }

  Request take_request() {
    auto message = parser_->release();
    Request request;
    request.id = new_request_id();
    request.method = std::string(message.method_string());
    const std::string_view target(message.target().data(), message.target().size());
    const std::size_t question = target.find('?');
    request.path = std::string(target.substr(0, question));
    if (question != std::string_view::npos) request.query = std::string(target.substr(question + 1));
    for (const auto& field : message) {
      request.headers.emplace_back(small_letters(field.name_string()), std::string(field.value()));
    }
    request.body = std::move(message.body());
    request.remote = remote_of(request);
    keep_alive_ = message.keep_alive();
    is_head_ = message.method() == http::verb::head;
    return request;
  }

  /// The peer, or the nearest address that a trusted proxy names.
  std::string remote_of(const Request& request) const {
    if (std::ranges::find(shared_->trusted_proxies, peer_) == shared_->trusted_proxies.end()) return peer_;
    // The proxy's own line is the last, whether it adds one or appends to the client's.
    const auto line = std::find_if(request.headers.rbegin(), request.headers.rend(),
                                   [](const auto& header) { return header.first == "x-forwarded-for"; });
    if (line == request.headers.rend()) return peer_;
    std::string_view last = line->second;
    last.remove_prefix(last.rfind(',') == std::string_view::npos ? 0 : last.rfind(',') + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    ErrorCode failed;
    const auto address = net::ip::make_address(std::string(last), failed);
    return failed ? peer_ : address.to_string();
  }

  void handle() {
    lowest().expires_never();
    ++shared_->requests;
    net::post(*shared_->workers, [self = this->shared_from_this(), request = take_request()]() mutable {
      std::string id = request.id;
      std::string method = request.method;
      Response response = (*self->handler_)(request);
      std::fill(request.body.begin(), request.body.end(), '\0');
      log_request(
          {id, method, response.route, response.status, std::chrono::steady_clock::now() - self->began_});
      net::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
        if (response.stream) {
          --self->shared_->requests;
          return self->begin_stream(std::move(response));
        }
        self->write(std::move(response), [self] { --self->shared_->requests; });
      });
    });
  }

  void write(Response response, std::function<void()> done = {}) {
    if (shared_->stopping) keep_alive_ = false;
    reply_.emplace(static_cast<http::status>(response.status), 11);
    reply_->keep_alive(keep_alive_);
    if (!response.content_type.empty()) reply_->set(http::field::content_type, response.content_type);
    for (const auto& [name, value] : response.headers) reply_->insert(name, value);
    reply_->body() = std::move(response.body);
    if (response.status != 204 && response.status != 304) reply_->prepare_payload();
    lowest().expires_after(shared_->limits.write_time);
    const auto written = [self = this->shared_from_this(), done = std::move(done)](ErrorCode failed,
                                                                                   std::size_t) {
      if (done) done();
      if (failed || !self->keep_alive_) return self->close();
      self->read_header(self->shared_->limits.idle_time);
    };
    serializer_.emplace(*reply_);
    if (is_head_) {
      http::async_write_header(stream_, *serializer_, written);
    } else {
      http::async_write(stream_, *serializer_, written);
    }
  }

  void refuse(unsigned status, std::string_view reason) {
    keep_alive_ = false;
    Response response;
    response.status = static_cast<int>(status);
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::string(reason) + "\n";
    log_request({"", "", "refused", response.status, std::chrono::steady_clock::now() - began_});
    write(std::move(response));
  }

  void begin_stream(Response response) {
    stream_end_ = std::chrono::steady_clock::now() + stream_life;
    next_event_ = std::move(response.stream);
    outgoing_ = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n";
    for (const auto& [name, value] : response.headers)
      outgoing_.append(name).append(": ").append(value).append("\r\n");
    outgoing_ += "\r\n";
    send_stream(false);
  }

  void send_stream(bool is_last) {
    lowest().expires_after(shared_->limits.write_time);
    net::async_write(stream_, net::buffer(outgoing_),
                     [self = this->shared_from_this(), is_last](ErrorCode failed, std::size_t) {
                       if (failed || is_last) return self->close();
                       self->ask_stream();
                     });
  }

  void ask_stream() {
    lowest().expires_never();
    if (shared_->stopping || std::chrono::steady_clock::now() > stream_end_) return close();
    net::post(*shared_->workers, [self = this->shared_from_this()] {
      StreamEvent event = self->next_event_();
      net::post(self->stream_.get_executor(), [self, event = std::move(event)]() mutable {
        if (!event.text.empty() || event.is_last) {
          self->outgoing_ = std::move(event.text);
          return self->send_stream(event.is_last);
        }
        self->wait_for_stream();
      });
    });
  }

  void wait_for_stream() {
    pause_.expires_after(stream_pause);
    pause_.async_wait([self = this->shared_from_this()](ErrorCode failed) {
      if (!failed) self->ask_stream();
    });
  }

  void close() {
    if constexpr (std::is_same_v<Stream, TlsStream>) {
      lowest().expires_after(std::chrono::seconds(2));
      stream_.async_shutdown([self = this->shared_from_this()](ErrorCode) { self->lowest().close(); });
    } else {
      ErrorCode ignored;
      lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
  }

  Stream stream_;
  net::steady_timer pause_;
  std::string received_;       // of the header
  beast::flat_buffer buffer_;  // what came after it
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> reply_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  std::function<StreamEvent()> next_event_;
  std::string outgoing_;
  std::string peer_;
  std::shared_ptr<const Handler> handler_;
  std::shared_ptr<Shared> shared_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point stream_end_{};
  bool keep_alive_ = false;
  bool is_head_ = false;
};

}  // namespace

void serve(tcp::socket socket, net::ssl::context* tls, std::shared_ptr<const Handler> handler,
           std::shared_ptr<Shared> shared) {
  ErrorCode failed;
  const auto peer = socket.remote_endpoint(failed);
  if (failed || shared->connections >= shared->limits.connections) return;
  socket.set_option(tcp::no_delay(true), failed);
  const std::string address = peer.address().to_string();
  if (tls != nullptr) {
    std::make_shared<Connection<TlsStream>>(TlsStream(PlainStream(std::move(socket)), *tls), address,
                                            std::move(handler), std::move(shared))
        ->start();
  } else {
    std::make_shared<Connection<PlainStream>>(PlainStream(std::move(socket)), address, std::move(handler),
                                              std::move(shared))
        ->start();
  }
}

}  // namespace portal
