#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil::detail {

struct HmacContexts;

/// HMAC (RFC 2104) of 8-byte counters under one key. The two padded key blocks are hashed once; every counter
/// then costs two compressions and copies of the hash states, which is a third less than one HMAC each.
///
/// It borrows hash contexts of its thread and wipes them when it goes: one at a time in a thread, and not
/// handed to another.
class CounterHmac {
 public:
  /// Room for the longest; what is beyond the size of the HMAC stays as it was.
  using Digest = std::array<std::byte, 64>;

  CounterHmac(OtpAlgorithm algorithm, ByteView key) noexcept;
  CounterHmac(const CounterHmac&) = delete;
  CounterHmac& operator=(const CounterHmac&) = delete;
  ~CounterHmac();

  /// False when OpenSSL refused; the digest is not to be used.
  [[nodiscard]] bool digest(std::uint64_t counter, Digest& out) noexcept;
  /// The same, for the last counter: spares the copies by using the key's states up.
  [[nodiscard]] bool last_digest(std::uint64_t counter, Digest& out) noexcept;

 private:
  HmacContexts* contexts_ = nullptr;
  bool usable_ = false;
};

}  // namespace counterfoil::detail
