#pragma once

#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "http/message.hpp"

namespace portal {

/// What is asked again and again, and whether that was the last time.
struct Watched {
  nlohmann::json now;
  bool is_last = false;
};

/// A stream of server-sent events: one at once, and one whenever `watch` says something new. It ends with the last, or
/// with an event `over` when `watch` refuses.
Response event_stream(const std::string& event, std::function<Watched()> watch);

}  // namespace portal
