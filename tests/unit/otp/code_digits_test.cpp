#include "otp/code_digits.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <random>
#include <string>

#include "support/catch.hpp"
#include "unit/otp/otp_support.hpp"

using namespace counterfoil;
using namespace counterfoil::detail;
using namespace counterfoil::testing;

namespace {

// Dynamic truncation as RFC 4226 section 5.4 writes it, with the index.
std::uint64_t truncate_by_index(const CounterHmac::Digest& hmac, std::size_t size) {
  const auto offset = std::to_integer<std::size_t>(hmac[size - 1] & std::byte{0xF});
  std::uint64_t value = std::to_integer<std::uint64_t>(hmac[offset] & std::byte{0x7F});
  for (std::size_t i = 1; i < 4; ++i) value = value << 8 | std::to_integer<std::uint64_t>(hmac[offset + i]);
  return value;
}

std::string last_digits(std::uint64_t value, std::size_t digits) {
  const std::string text = std::string(digits, '0') + std::to_string(value);
  return text.substr(text.size() - digits);
}

}  // namespace

TEST_CASE("truncation without an index agrees with the RFC's, at every offset and size") {
  std::mt19937_64 random(3);
  for (const std::size_t size : {std::size_t{20}, std::size_t{32}, std::size_t{64}}) {
    for (unsigned offset = 0; offset < 256; ++offset) {
      CounterHmac::Digest hmac{};
      for (std::size_t i = 0; i < size; ++i) hmac[i] = static_cast<std::byte>(random() & 0xFF);
      hmac[size - 1] = static_cast<std::byte>(offset);
      CHECK(truncate(hmac, size) == truncate_by_index(hmac, size));
    }
  }
}

TEST_CASE("the HMAC and its truncation agree with RFC 4226 appendix D") {
  for (const auto& row : read_vectors("hotp_rfc4226.txt")) {
    const SecretBytes secret = secret_from_hex(row[0]);
    CounterHmac hmac(OtpAlgorithm::sha1, secret.read(SecretAccess::grant()));
    CounterHmac::Digest digest{};
    for (int again = 0; again < 3; ++again) {
      hmac.digest(std::stoull(row[1]), digest);
      CHECK(Bytes(digest.begin(), digest.begin() + 20) == from_hex(row[2]));
      CHECK(truncate(digest, 20) == std::stoull(row[3]));
    }
  }
}

TEST_CASE("the HMAC agrees with OpenSSL's for keys of every length") {
  std::mt19937_64 random(4);
  const char* const names[] = {"SHA1", "SHA256", "SHA512"};
  for (int algorithm = 0; algorithm < 3; ++algorithm) {
    for (std::size_t size = 1; size <= 128; ++size) {
      const SecretBytes key = random_bytes(random, size);
      const ByteView bytes = key.read(SecretAccess::grant());
      CounterHmac::Digest ours{};
      CounterHmac(static_cast<OtpAlgorithm>(algorithm + 1), bytes).digest(0x0102030405060708, ours);
      const unsigned char message[] = {1, 2, 3, 4, 5, 6, 7, 8};
      CounterHmac::Digest theirs{};
      std::size_t length = 0;
      REQUIRE(::EVP_Q_mac(nullptr, "HMAC", nullptr, names[algorithm], nullptr, bytes.data(), bytes.size(),
                          message, sizeof message, reinterpret_cast<unsigned char*>(theirs.data()),
                          theirs.size(), &length) != nullptr);
      CHECK(ours == theirs);
    }
  }
}

TEST_CASE("digits are the last decimal digits, leading zeros included") {
  std::mt19937_64 random(5);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t value = i < 20 ? static_cast<std::uint64_t>(i) : random() & 0x7FFFFFFF;
    for (unsigned digits = 6; digits <= 8; ++digits) {
      const std::string text = last_digits(value, digits);
      CHECK(detail::text_of(digits_of(value), digits) == text);
      CHECK(parse_code(text, digits).value() == (digits_of(value) & digit_mask(digits)));
    }
  }
  CHECK(detail::text_of(digits_of(0x7FFFFFFF), 8) == "47483647");
}

TEST_CASE("masks are all ones or all zeros") {
  constexpr std::uint64_t yes = ~std::uint64_t{0};
  for (const std::uint64_t value :
       {std::uint64_t{1}, std::uint64_t{1} << 63, yes, yes >> 1, std::uint64_t{0x80}}) {
    CHECK(mask_if_zero(value) == 0);
    CHECK(mask_if_equal(value, value) == yes);
    CHECK(mask_if_equal(value, value ^ 1) == 0);
    CHECK(select(yes, value, 7) == value);
    CHECK(select(0, 7, value) == value);
  }
  CHECK(mask_if_zero(0) == yes);
  for (std::uint64_t value = 0; value < 256; ++value) {
    CHECK(mask_if_between(value, 50, 55) == (value >= 50 && value <= 55 ? yes : 0));
  }
}
