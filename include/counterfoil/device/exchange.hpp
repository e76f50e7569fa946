#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "counterfoil/base/result.hpp"

namespace counterfoil::device {

/// A message to send: POST `body` to `url` with this content type, over TLS that checks the server's name, and
/// follow no redirect. What comes back as the body of the response, whatever its status, is the reply.
struct Outgoing {
  std::string url;
  std::string content_type;
  std::string body;
};

/// Makes a message, sends it and reads the reply; and once more when the server said that the phone's clock is off,
/// which the phone then knows better.
///
///     exchange([&] { return phone.inbox(id, now()); }, post,
///              [&](std::string_view reply) { return phone.read_inbox(id, reply, now()); });
///
/// @param make  gives a Result<Outgoing>. @param send  takes an Outgoing, gives a Result<std::string>.
/// @param read  takes the reply, gives a Result.
/// @return what `read` gives, or the error of `make` or `send`.
template <class Make, class Send, class Read>
auto exchange(const Make& make, const Send& send, const Read& read)
    -> std::invoke_result_t<const Read&, std::string_view> {
  for (bool is_second = false;; is_second = true) {
    const Result<Outgoing> outgoing = make();
    if (!outgoing) return outgoing.error();
    const Result<std::string> reply = send(*outgoing);
    if (!reply) return reply.error();
    auto outcome = read(std::string_view(*reply));
    if (outcome || is_second || outcome.error().code != errc::clock_skewed) return outcome;
  }
}

}  // namespace counterfoil::device
