// What the cryptography costs beside plain OpenSSL with the same keys and data: opening and sealing a secret, keyed
// digests, signatures.

#include <benchmark/benchmark.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/crypto/seal.hpp"
#include "counterfoil/crypto/signing_key.hpp"

namespace {

using namespace counterfoil;

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeWith<EVP_MAC_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, FreeWith<EVP_MD_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;

/// What a secret of an account is bound to.
DataTuple place() {
  return DataTuple("totp-secret", "university", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", std::uint64_t{1});
}

SecretBytes secret() {
  return SecretBytes(std::string_view("12345678901234567890"));
}

KeyRing new_ring() {
  return KeyRing::create(*system_entropy(), from_unix_seconds(1'800'000'000)).value();
}

const unsigned char* octets(ByteView bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

void require(benchmark::State& state, bool claim) {
  if (!claim) state.SkipWithError("an operation failed");
}

void counterfoil_seal_open(benchmark::State& state) {
  const Seal seal(new_ring(), SealPurpose::field);
  const DataTuple associated_data = place();
  const Bytes sealed = seal.seal(secret(), associated_data, *system_entropy()).value();
  for (auto _ : state) {
    const auto opened = seal.open(sealed, associated_data);
    require(state, opened.has_value());
  }
}
BENCHMARK(counterfoil_seal_open);

/// AES-256-GCM with a context that has the key: the least that plain OpenSSL does to open the same secret.
void openssl_gcm_open(benchmark::State& state) {
  const std::array<unsigned char, 32> key{1};
  const std::array<unsigned char, 12> nonce{2};
  const DataTuple tuple = place();
  const ByteView associated_data = tuple.encoded();
  const std::string_view text = "12345678901234567890";
  std::array<unsigned char, 20> sealed{};
  std::array<unsigned char, 16> tag{};
  const CipherContext context(::EVP_CIPHER_CTX_new());
  int size = 0;
  ::EVP_EncryptInit_ex2(context.get(), ::EVP_aes_256_gcm(), key.data(), nonce.data(), nullptr);
  ::EVP_EncryptUpdate(context.get(), nullptr, &size, octets(associated_data),
                      static_cast<int>(associated_data.size()));
  ::EVP_EncryptUpdate(context.get(), sealed.data(), &size, octets(as_bytes(text)),
                      static_cast<int>(text.size()));
  ::EVP_EncryptFinal_ex(context.get(), tag.data(), &size);
  ::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()), tag.data());

  ::EVP_DecryptInit_ex2(context.get(), nullptr, key.data(), nonce.data(), nullptr);
  std::array<unsigned char, 20> opened{};
  std::array<unsigned char, 16> none{};
  for (auto _ : state) {
    const bool done = ::EVP_DecryptInit_ex2(context.get(), nullptr, nullptr, nonce.data(), nullptr) == 1 &&
                      ::EVP_DecryptUpdate(context.get(), nullptr, &size, octets(associated_data),
                                          static_cast<int>(associated_data.size())) == 1 &&
                      ::EVP_DecryptUpdate(context.get(), opened.data(), &size, sealed.data(),
                                          static_cast<int>(sealed.size())) == 1 &&
                      ::EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                            static_cast<int>(tag.size()), tag.data()) == 1 &&
                      ::EVP_DecryptFinal_ex(context.get(), none.data(), &size) == 1;
    require(state, done);
    benchmark::DoNotOptimize(opened);
  }
  require(state, std::equal(opened.begin(), opened.end(), text.begin()));
}
BENCHMARK(openssl_gcm_open);

void counterfoil_seal(benchmark::State& state) {
  const Seal seal(new_ring(), SealPurpose::field);
  const DataTuple associated_data = place();
  const SecretBytes plaintext = secret();
  const auto entropy = system_entropy();
  for (auto _ : state) require(state, seal.seal(plaintext, associated_data, *entropy).has_value());
}
BENCHMARK(counterfoil_seal);

void counterfoil_keyed_digest(benchmark::State& state) {
  const KeyRing ring = new_ring();
  const DataTuple bound_to = place();
  const ByteView data = as_bytes("amelia@example.ac.uk");
  for (auto _ : state) {
    require(state, keyed_digest(ring.primary(), DigestPurpose::lookup, bound_to, data).has_value());
  }
}
BENCHMARK(counterfoil_keyed_digest);

/// HMAC-SHA-256 over as many bytes, with a context that has the key.
void openssl_keyed_hmac(benchmark::State& state) {
  const std::array<unsigned char, 32> key{1};
  const DataTuple bound_to = place();
  const ByteView data = as_bytes("amelia@example.ac.uk");
  EVP_MAC* const mac = ::EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  const MacContext context(::EVP_MAC_CTX_new(mac));
  ::EVP_MAC_free(mac);
  std::string name = "SHA2-256";
  const std::array<OSSL_PARAM, 2> digest{
      ::OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), 0),
      ::OSSL_PARAM_construct_end()};
  ::EVP_MAC_init(context.get(), key.data(), key.size(), digest.data());
  std::array<unsigned char, 32> tag{};
  for (auto _ : state) {
    std::size_t size = 0;
    const ByteView encoded = bound_to.encoded();
    require(state, ::EVP_MAC_init(context.get(), nullptr, 0, nullptr) == 1 &&
                       ::EVP_MAC_update(context.get(), octets(encoded), encoded.size()) == 1 &&
                       ::EVP_MAC_update(context.get(), octets(data), data.size()) == 1 &&
                       ::EVP_MAC_final(context.get(), tag.data(), &size, tag.size()) == 1);
    benchmark::DoNotOptimize(tag);
  }
}
BENCHMARK(openssl_keyed_hmac);

/// About as long as a device message.
const std::string message(400, 'm');

SignatureAlgorithm algorithm_of(const benchmark::State& state) {
  return state.range(0) == 0 ? SignatureAlgorithm::es256 : SignatureAlgorithm::eddsa;
}

void counterfoil_verify(benchmark::State& state) {
  const SigningKey key = SigningKey::generate(algorithm_of(state), *system_entropy()).value();
  const Signature signature = key.sign(as_bytes(message)).value();
  for (auto _ : state) require(state, key.public_key().verify(signature, as_bytes(message)).has_value());
}

void counterfoil_sign(benchmark::State& state) {
  const SigningKey key = SigningKey::generate(algorithm_of(state), *system_entropy()).value();
  for (auto _ : state) require(state, key.sign(as_bytes(message)).has_value());
}

void counterfoil_parse_jwk(benchmark::State& state) {
  const std::string jwk =
      SigningKey::generate(algorithm_of(state), *system_entropy()).value().public_key().jwk();
  for (auto _ : state) require(state, PublicKey::parse_jwk(jwk).has_value());
}

/// What OpenSSL's one-shot interface signs with: a new context, the hash fetched by name.
struct OpensslSigner {
  explicit OpensslSigner(SignatureAlgorithm algorithm)
      : is_es256(algorithm == SignatureAlgorithm::es256),
        key(is_es256 ? ::EVP_EC_gen("P-256") : ::EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")) {}

  std::string sign() const {
    const DigestContext context(::EVP_MD_CTX_new());
    std::string signature(80, '\0');
    std::size_t size = signature.size();
    ::EVP_DigestSignInit_ex(context.get(), nullptr, is_es256 ? "SHA256" : nullptr, nullptr, nullptr,
                            key.get(), nullptr);
    ::EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     octets(as_bytes(message)), message.size());
    signature.resize(size);
    return signature;
  }

  bool verify(const std::string& signature) const {
    const DigestContext context(::EVP_MD_CTX_new());
    return ::EVP_DigestVerifyInit_ex(context.get(), nullptr, is_es256 ? "SHA256" : nullptr, nullptr, nullptr,
                                     key.get(), nullptr) == 1 &&
           ::EVP_DigestVerify(context.get(), octets(as_bytes(signature)), signature.size(),
                              octets(as_bytes(message)), message.size()) == 1;
  }

  bool is_es256;
  Key key;
};

void openssl_verify(benchmark::State& state) {
  const OpensslSigner signer(algorithm_of(state));
  const std::string signature = signer.sign();
  for (auto _ : state) require(state, signer.verify(signature));
}

void openssl_sign(benchmark::State& state) {
  const OpensslSigner signer(algorithm_of(state));
  for (auto _ : state) benchmark::DoNotOptimize(signer.sign());
}

// 0: ES256, 1: EdDSA.
void each_algorithm(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgName("algorithm")->Arg(0)->Arg(1);
}

BENCHMARK(counterfoil_verify)->Apply(each_algorithm);
BENCHMARK(openssl_verify)->Apply(each_algorithm);
BENCHMARK(counterfoil_sign)->Apply(each_algorithm);
BENCHMARK(openssl_sign)->Apply(each_algorithm);
BENCHMARK(counterfoil_parse_jwk)->Apply(each_algorithm);

}  // namespace
