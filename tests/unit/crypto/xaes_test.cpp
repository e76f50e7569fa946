#include "crypto/xaes.hpp"

#include <openssl/evp.h>

#include <string>
#include <vector>

#include "counterfoil/base/id.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using detail::XaesContext;
using Outcome = XaesContext::Outcome;

namespace {

XaesContext::Nonce nonce_of(ByteView bytes) {
  return bytes.first<XaesContext::nonce_size>();
}

/// Ciphertext and tag behind it.
Bytes encrypt(ByteView key, ByteView nonce, ByteView plaintext, ByteView associated_data) {
  const auto context = XaesContext::make(SecretBytes(key));
  Bytes out(plaintext.size() + XaesContext::tag_size);
  const std::span<std::byte> all(out);
  const auto outcome = context->encrypt(nonce_of(nonce), {associated_data}, plaintext,
                                        all.first(plaintext.size()), all.last<XaesContext::tag_size>());
  return outcome == Outcome::done ? out : Bytes();
}

Outcome decrypt(ByteView key, ByteView nonce, ByteView sealed, ByteView associated_data, Bytes& plaintext) {
  const auto context = XaesContext::make(SecretBytes(key));
  plaintext.resize(sealed.size() - XaesContext::tag_size);
  return context->decrypt(nonce_of(nonce), {associated_data}, sealed.first(plaintext.size()),
                          sealed.last<XaesContext::tag_size>(), plaintext);
}

/// SHAKE-128 over `input`, all at once.
Bytes shake_128(ByteView input, std::size_t size) {
  Bytes output(size);
  EVP_MD_CTX* context = ::EVP_MD_CTX_new();
  REQUIRE(::EVP_DigestInit_ex(context, ::EVP_shake128(), nullptr) == 1);
  REQUIRE(::EVP_DigestUpdate(context, input.data(), input.size()) == 1);
  REQUIRE(::EVP_DigestFinalXOF(context, reinterpret_cast<unsigned char*>(output.data()), size) == 1);
  ::EVP_MD_CTX_free(context);
  return output;
}

}  // namespace

TEST_CASE("XAES-256-GCM gives the ciphertexts of its specification, and reads them") {
  const auto vectors = read_vectors("xaes_256_gcm.txt");
  REQUIRE(vectors.size() == 2);
  for (const auto& vector : vectors) {
    const Bytes key = from_hex(vector[0]);
    const Bytes nonce = from_hex(vector[1]);
    const Bytes associated_data = from_hex(vector[3]);
    const Bytes sealed = encrypt(key, nonce, from_hex(vector[2]), associated_data);
    CHECK(detail::encode_hex(sealed) == vector[4]);
    Bytes plaintext;
    CHECK(decrypt(key, nonce, sealed, associated_data, plaintext) == Outcome::done);
    CHECK(plaintext == from_hex(vector[2]));
  }
}

// "Accumulated randomized tests" of the specification: inputs of every length from one SHAKE-128 stream, and
// the hash of all ciphertexts.
TEST_CASE("XAES-256-GCM passes the 10,000 accumulated tests of its specification") {
  constexpr std::size_t iterations = 10'000;
  const Bytes stream = shake_128({}, iterations * (32 + 24 + 2 * 256));
  ByteView rest(stream);
  const auto take = [&rest](std::size_t size) {
    const ByteView taken = rest.first(size);
    rest = rest.subspan(size);
    return taken;
  };
  const auto take_with_length = [&take] { return take(std::to_integer<std::size_t>(take(1)[0])); };

  Bytes ciphertexts;
  for (std::size_t i = 0; i < iterations; ++i) {
    const ByteView key = take(32);
    const ByteView nonce = take(24);
    const ByteView plaintext = take_with_length();
    const ByteView associated_data = take_with_length();
    const Bytes sealed = encrypt(key, nonce, plaintext, associated_data);
    ciphertexts.insert(ciphertexts.end(), sealed.begin(), sealed.end());
  }
  CHECK(detail::encode_hex(shake_128(ciphertexts, 32)) ==
        "e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939");
}

TEST_CASE("one context serves message after message, mismatches in between") {
  std::mt19937 engine(3);
  const auto context = XaesContext::make(SecretBytes(ByteView(random_bytes(engine, 32))));
  for (int i = 0; i < 50; ++i) {
    const Bytes nonce = random_bytes(engine, 24);
    const Bytes plaintext = random_bytes(engine, static_cast<std::size_t>(i));
    Bytes ciphertext(plaintext.size());
    Bytes opened(plaintext.size());
    std::array<std::byte, XaesContext::tag_size> tag{};
    REQUIRE(context->encrypt(nonce_of(nonce), {as_bytes("a"), {}, as_bytes("b")}, plaintext, ciphertext,
                             tag) == Outcome::done);
    CHECK(context->decrypt(nonce_of(nonce), {as_bytes("ab")}, ciphertext, tag, opened) == Outcome::done);
    CHECK(opened == plaintext);
    CHECK(context->decrypt(nonce_of(nonce), {as_bytes("ba")}, ciphertext, tag, opened) ==
          Outcome::tag_mismatch);
  }
}

TEST_CASE("a key of another size makes no context") {
  CHECK(XaesContext::make(SecretBytes(std::size_t{16})) == nullptr);
  CHECK(XaesContext::make(SecretBytes()) == nullptr);
}
