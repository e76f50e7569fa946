#pragma once

#include <nettle/hmac.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

#include "counterfoil/base/bytes.hpp"
#include "counterfoil/otp/otp_parameters.hpp"

namespace counterfoil::detail {

/// HMAC (RFC 2104) of 8-byte counters under one key. The two padded key blocks are hashed once; every counter
/// then costs two compressions, which is a third less than one HMAC each.
///
/// The key's hash states lie in it and are wiped when it goes. For one thread at a time.
class CounterHmac {
 public:
  /// Room for the longest; what is beyond the size of the HMAC stays as it was.
  using Digest = std::array<std::byte, 64>;

  CounterHmac(OtpAlgorithm algorithm, ByteView key) noexcept;
  CounterHmac(const CounterHmac&) = delete;
  CounterHmac& operator=(const CounterHmac&) = delete;
  ~CounterHmac();

  void digest(std::uint64_t counter, Digest& out) noexcept;

 private:
  std::variant<hmac_sha1_ctx, hmac_sha256_ctx, hmac_sha512_ctx> state_;
};

}  // namespace counterfoil::detail
