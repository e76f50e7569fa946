#include "otp/counter_hmac.hpp"

#include "counterfoil/base/secret.hpp"
#include "otp/big_endian.hpp"

// Nettle and not OpenSSL: its hash states are plain values. OpenSSL allocates for each copy of one, which takes longer
// than hashing so short a message.
namespace counterfoil::detail {

namespace {

const std::uint8_t* octets(const void* data) noexcept {
  return static_cast<const std::uint8_t*>(data);
}

void set_key(hmac_sha1_ctx& state, ByteView key) noexcept {
  ::hmac_sha1_set_key(&state, key.size(), octets(key.data()));
}
void set_key(hmac_sha256_ctx& state, ByteView key) noexcept {
  ::hmac_sha256_set_key(&state, key.size(), octets(key.data()));
}
void set_key(hmac_sha512_ctx& state, ByteView key) noexcept {
  ::hmac_sha512_set_key(&state, key.size(), octets(key.data()));
}

// Each of the digest functions also starts the next message under the same key.
void digest_of(hmac_sha1_ctx& state, std::uint64_t message, std::uint8_t* out) noexcept {
  ::hmac_sha1_update(&state, sizeof message, octets(&message));
  ::hmac_sha1_digest(&state, SHA1_DIGEST_SIZE, out);
}
void digest_of(hmac_sha256_ctx& state, std::uint64_t message, std::uint8_t* out) noexcept {
  ::hmac_sha256_update(&state, sizeof message, octets(&message));
  ::hmac_sha256_digest(&state, SHA256_DIGEST_SIZE, out);
}
void digest_of(hmac_sha512_ctx& state, std::uint64_t message, std::uint8_t* out) noexcept {
  ::hmac_sha512_update(&state, sizeof message, octets(&message));
  ::hmac_sha512_digest(&state, SHA512_DIGEST_SIZE, out);
}

}  // namespace

CounterHmac::CounterHmac(OtpAlgorithm algorithm, ByteView key) noexcept {
  switch (algorithm) {
    case OtpAlgorithm::sha1:
      state_.emplace<hmac_sha1_ctx>();
      break;
    case OtpAlgorithm::sha256:
      state_.emplace<hmac_sha256_ctx>();
      break;
    case OtpAlgorithm::sha512:
      state_.emplace<hmac_sha512_ctx>();
      break;
  }
  std::visit([&](auto& state) { set_key(state, key); }, state_);
}

CounterHmac::~CounterHmac() {
  std::visit([](auto& state) { wipe(&state, sizeof state); }, state_);
}

void CounterHmac::digest(std::uint64_t counter, Digest& out) noexcept {
  auto* octets_out = reinterpret_cast<std::uint8_t*>(out.data());
  std::visit([&](auto& state) { digest_of(state, big_endian(counter), octets_out); }, state_);
}

}  // namespace counterfoil::detail
