#pragma once

#include <string>

namespace portal {

/// A name for one request, in the log and in its answer: 16 hexadecimal digits, unlike any other's. Thread-safe.
std::string new_request_id();

}  // namespace portal
