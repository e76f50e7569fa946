#include "http/request_log.hpp"

#include <atomic>
#include <cstdio>

namespace portal {
namespace {

std::atomic<bool> is_on = true;

/// Methods and routes are the client's words until a route was found: only what needs no escape is kept.
std::string plain(const std::string& text) {
  std::string kept;
  for (const char c : text.substr(0, 64)) kept += c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?';
  return kept;
}

}  // namespace

void set_request_log(bool on) {
  is_on = on;
}

void log_request(const RequestRecord& record) {
  if (!is_on) return;
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(record.took);
  std::fprintf(stderr,
               R"({"time_ms":%lld,"request":"%s","method":"%s","route":"%s","status":%d,"microseconds":%lld})"
               "\n",
               static_cast<long long>(now.count()), record.id.c_str(), plain(record.method).c_str(),
               plain(record.route).c_str(), record.status, static_cast<long long>(micros.count()));
}

}  // namespace portal
