#pragma once

#include <memory>
#include <utility>

#include <counterfoil/device/phone.hpp>
#include <counterfoil/provider/clock.hpp>

#include "arguments.hpp"
#include "post.hpp"
#include "saved_phone.hpp"

/// What every command works with.
struct Session {
  const Arguments& arguments;
  SavedPhone saved;
  Post post;
  std::shared_ptr<counterfoil::Clock> clock;

  counterfoil::device::Phone& phone() noexcept { return saved.phone(); }

  /// Makes a message by `make(now)`, saves, sends it, and reads the reply by `read(reply, now)`: a key that goes out is
  /// kept before, and what a reply changed is kept after.
  template <class Make, class Read>
  auto ask(const Make& make, const Read& read)
      -> std::invoke_result_t<const Read&, std::string_view, counterfoil::Timestamp> {
    const auto now = clock->now();
    if (!now) return now.error();
    auto outcome = counterfoil::device::exchange(
        [&] { return make(*now); },
        [&](const counterfoil::device::Outgoing& message) -> counterfoil::Result<std::string> {
          if (auto kept = saved.save(); !kept) return std::move(kept).error();
          return post(message);
        },
        [&](std::string_view reply) { return read(reply, *now); });
    if (auto kept = saved.save(); !kept) return std::move(kept).error();
    return outcome;
  }
};
