#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portal {

/// Names are in small letters.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string id;      ///< Made here; in the log and in every problem.
  std::string method;  ///< "GET"
  std::string path;    ///< Without the query; not decoded.
  std::string query;
  Headers headers;
  std::string body;
  std::string remote;  ///< The peer's address as text, or what a trusted proxy says it is.

  /// The value of a header, or nothing. @param name  in small letters.
  std::optional<std::string_view> header(std::string_view name) const;
  /// The value of a cookie, or nothing.
  std::optional<std::string_view> cookie(std::string_view name) const;
};

/// What a server-sent event stream says next.
struct StreamEvent {
  std::string text;      ///< A complete event, or empty: nothing new.
  bool is_last = false;  ///< The stream ends after it.
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  Headers headers{};
  /// Makes the response an event stream: asked again and again, outside the network's threads, until the end.
  std::function<StreamEvent()> stream{};
  /// What the log calls this request: the route's pattern, never its path.
  std::string route{};
};

using Handler = std::function<Response(Request&)>;

}  // namespace portal
