#pragma once

#include <chrono>
#include <string>

namespace portal {

/// What the log says of a request: nothing that anybody typed, and no path, for a path may name a person's things.
struct RequestRecord {
  std::string id;
  std::string method;
  std::string route;
  int status = 0;
  std::chrono::nanoseconds took{};
};

/// Writes one line of JSON to standard error. Thread-safe.
void log_request(const RequestRecord& record);

/// Whether log_request() writes; it does from the start.
void set_request_log(bool on);

}  // namespace portal
