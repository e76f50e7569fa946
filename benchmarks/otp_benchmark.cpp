// A wrong time-based code over three candidates, from the secret: what a server does for every guess.
// Counterfoil beside liboath, libcotp, Botan and plain OpenSSL, with SHA-1, SHA-256 and SHA-512, on one
// thread and on two.

#include <benchmark/benchmark.h>
#include <botan/totp.h>
#include <cotp.h>
#include <liboath/oath.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>

#include "counterfoil/otp/base32.hpp"
#include "counterfoil/otp/totp.hpp"

// libcotp's header has these as macros.
#undef SHA1
#undef SHA256
#undef SHA512

namespace {

using namespace counterfoil;

constexpr std::int64_t first_second = 1'800'000'000;
constexpr std::int64_t period = 30;
constexpr int code_modulus = 1'000'000;
// Belongs to none of the steps that the benchmarks reach, which require_wrong() checks.
constexpr const char* wrong_code = "000000";
constexpr std::int64_t steps_visited = 64;

struct Peer {
  const char* name;
  OtpAlgorithm algorithm;
  int oath_flags;
  int cotp_algorithm;
  const char* botan;
  const EVP_MD* (*openssl)();
};

constexpr std::array<Peer, 3> hashes{
    Peer{"SHA1", OtpAlgorithm::sha1, 0, GCRY_MD_SHA1, "SHA-1", &::EVP_sha1},
    Peer{"SHA256", OtpAlgorithm::sha256, OATH_TOTP_HMAC_SHA256, GCRY_MD_SHA256, "SHA-256", &::EVP_sha256},
    Peer{"SHA512", OtpAlgorithm::sha512, OATH_TOTP_HMAC_SHA512, GCRY_MD_SHA512, "SHA-512", &::EVP_sha512},
};

const Peer& hash_of(const benchmark::State& state) {
  return hashes.at(static_cast<std::size_t>(state.range(0)));
}

/// As long as the HMAC, as RFC 6238 wants it.
std::string secret_text(const Peer& hash) {
  std::string text;
  for (std::size_t i = 0; i < hmac_size(hash.algorithm); ++i) text += static_cast<char>('!' + i);
  return text;
}

void require(benchmark::State& state, bool claim) {
  if (!claim) state.SkipWithError("a wrong code was not refused as expected");
}

/// Moves on, so that no peer sees the same step twice in a row.
std::int64_t next_second(std::int64_t second) {
  return second + period < first_second + steps_visited * period ? second + period : first_second;
}

void counterfoil_verify(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const SecretBytes secret(secret_text(hash));
  const auto code = OtpParameters::make(hash.algorithm, 6).value();
  const auto parameters = TotpParameters::make(code, std::chrono::seconds(period)).value();
  TotpCheck check;
  std::int64_t second = first_second;
  for (auto _ : state) {
    check.now = from_unix_seconds(second);
    const auto accepted = verify_totp(secret, parameters, wrong_code, check);
    require(state, !accepted && accepted.error().code == errc::code_mismatch);
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

void liboath_validate4(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const std::string secret = secret_text(hash);
  std::int64_t second = first_second;
  for (auto _ : state) {
    int position = 0;
    std::uint64_t counter = 0;
    const int matched = ::oath_totp_validate4(secret.data(), secret.size(), second, period, 0, 1, &position,
                                              &counter, hash.oath_flags, wrong_code);
    require(state, matched == OATH_INVALID_OTP);
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

void libcotp_get_totp_at(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const SecretBytes base32 = encode_base32(SecretBytes(secret_text(hash))).value();
  const std::string secret(base32.read_text(SecretAccess::grant()));
  std::int64_t second = first_second;
  // The first call sets libgcrypt up, which two threads must not do at once.
  static char* const first_code =
      ::get_totp_at(secret.c_str(), second, 6, period, hash.cotp_algorithm, nullptr);
  require(state, first_code != nullptr);
  for (auto _ : state) {
    bool matched = false;
    for (const std::int64_t offset : {-period, std::int64_t{0}, period}) {
      cotp_error_t error = VALID;
      char* code = ::get_totp_at(secret.c_str(), second + offset, 6, period, hash.cotp_algorithm, &error);
      matched = matched || code == nullptr || std::strcmp(code, wrong_code) == 0;
      std::free(code);  // NOLINT: libcotp allocates it with malloc
    }
    require(state, !matched);
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

/// Botan's window reaches into the past only: two steps back make three candidates.
void botan_totp(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const std::string secret = secret_text(hash);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(secret.data());
  std::int64_t second = first_second;
  for (auto _ : state) {
    Botan::TOTP totp(bytes, secret.size(), hash.botan, 6, period);
    require(state, !totp.verify_totp(0, static_cast<std::uint64_t>(second + period), 2));
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

std::array<unsigned char, 8> message_of(std::int64_t step) {
  std::array<unsigned char, 8> message{};
  for (std::size_t i = 0; i < 8; ++i) message[i] = static_cast<unsigned char>(step >> (56 - 8 * i) & 0xFF);
  return message;
}

/// Truncation as the RFC writes it: indexed by the secret, not constant-time.
int code_of(const unsigned char* hmac, std::size_t size) {
  const unsigned char* at = hmac + (hmac[size - 1] & 0xF);
  return ((at[0] & 0x7F) << 24 | at[1] << 16 | at[2] << 8 | at[3]) % code_modulus;
}

void openssl_one_shot_hmac(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const std::string secret = secret_text(hash);
  std::int64_t second = first_second;
  for (auto _ : state) {
    bool matched = false;
    for (std::int64_t step = second / period - 1; step <= second / period + 1; ++step) {
      const auto message = message_of(step);
      std::array<unsigned char, EVP_MAX_MD_SIZE> hmac{};
      unsigned size = 0;
      ::HMAC(hash.openssl(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(),
             hmac.data(), &size);
      matched = matched || code_of(hmac.data(), size) == 0;
    }
    require(state, !matched);
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

/// The fastest that plain OpenSSL documents: one EVP_MAC context, the key set once per check.
void openssl_evp_mac_reused(benchmark::State& state) {
  const Peer& hash = hash_of(state);
  const std::string secret = secret_text(hash);
  const auto* key = reinterpret_cast<const unsigned char*>(secret.data());
  const std::unique_ptr<EVP_MAC, decltype(&::EVP_MAC_free)> mac(::EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                                &::EVP_MAC_free);
  const std::unique_ptr<EVP_MAC_CTX, decltype(&::EVP_MAC_CTX_free)> context(::EVP_MAC_CTX_new(mac.get()),
                                                                            &::EVP_MAC_CTX_free);
  std::string name = hash.name;
  const std::array<OSSL_PARAM, 2> digest{
      ::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
      ::OSSL_PARAM_construct_end()};
  ::EVP_MAC_init(context.get(), key, secret.size(), digest.data());
  std::int64_t second = first_second;
  for (auto _ : state) {
    bool matched = false;
    for (std::int64_t offset = -1; offset <= 1; ++offset) {
      const auto message = message_of(second / period + offset);
      std::array<unsigned char, EVP_MAX_MD_SIZE> hmac{};
      std::size_t size = 0;
      ::EVP_MAC_init(context.get(), offset == -1 ? key : nullptr, offset == -1 ? secret.size() : 0, nullptr);
      ::EVP_MAC_update(context.get(), message.data(), message.size());
      ::EVP_MAC_final(context.get(), hmac.data(), &size, hmac.size());
      matched = matched || code_of(hmac.data(), size) == 0;
    }
    require(state, !matched);
    second = next_second(second);
  }
  state.SetItemsProcessed(state.iterations());
}

void each_hash_and_thread_count(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("hash");
  for (std::int64_t hash = 0; hash < static_cast<std::int64_t>(hashes.size()); ++hash) benchmark->Arg(hash);
  benchmark->Threads(1)->Threads(2)->UseRealTime();
}

BENCHMARK(counterfoil_verify)->Apply(each_hash_and_thread_count);
BENCHMARK(liboath_validate4)->Apply(each_hash_and_thread_count);
BENCHMARK(libcotp_get_totp_at)->Apply(each_hash_and_thread_count);
BENCHMARK(botan_totp)->Apply(each_hash_and_thread_count);
BENCHMARK(openssl_one_shot_hmac)->Apply(each_hash_and_thread_count);
BENCHMARK(openssl_evp_mac_reused)->Apply(each_hash_and_thread_count);

}  // namespace
