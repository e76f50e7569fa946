#include "counterfoil/crypto/short_code.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <string>

#include "counterfoil/base/id.hpp"
#include "crypto/digit_sampler.hpp"
#include "crypto/working_keys.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Always the same ring, so that statistics have one outcome.
KeyRing fixed_ring() {
  return KeyRing::read(SecretBytes(std::string_view(
                           "counterfoil-key-ring 1\n"
                           "installation 0123456789abcdef0123456789abcdef\n"
                           "revision 1\n"
                           "key 01234567 primary 1767225600000 "
                           "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n"
                           "checksum dbbab6283a7babfa9562049482174e6c32d04b93f71b640c6360c3ca68b29ff4\n")))
      .value();
}

DataTuple place_of(std::uint64_t challenge) {
  return DataTuple("sent-code", "tenant", "account", challenge);
}

std::string code_of(const KeyRing& ring, std::uint64_t challenge, std::size_t digits) {
  return text_of(derive_short_code(ring.primary(), place_of(challenge), digits).value());
}

}  // namespace

TEST_CASE("a code has as many digits as asked for, leading zeros included") {
  const KeyRing ring = fixed_ring();
  for (std::size_t digits = 2; digits <= 10; ++digits) {
    std::set<char> first;
    for (std::uint64_t challenge = 0; challenge < 300; ++challenge) {
      const std::string code = code_of(ring, challenge, digits);
      CHECK(code.size() == digits);
      CHECK(std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }));
      first.insert(code.front());
    }
    CHECK(first.size() == 10);
  }
  for (const std::size_t digits : {0U, 1U, 11U, 1000U}) {
    CHECK(derive_short_code(ring.primary(), place_of(1), digits).error().code == errc::invalid_argument);
  }
}

TEST_CASE("a code comes out the same for the same key and place, and only then") {
  const KeyRing ring = new_ring();
  const KeyRing later = rotated(ring);
  CHECK(code_of(ring, 1, 10) == code_of(ring, 1, 10));
  CHECK(code_of(ring, 1, 10) != code_of(ring, 2, 10));
  CHECK(code_of(ring, 1, 10) != code_of(later, 1, 10));
  const RingKey named = later.key(ring.primary().id()).value();
  CHECK(text_of(derive_short_code(named, place_of(1), 10).value()) == code_of(ring, 1, 10));
}

TEST_CASE("codes are uniform") {
  const KeyRing ring = fixed_ring();
  constexpr int samples = 20'000;
  std::array<int, 100> counts{};
  for (int i = 0; i < samples; ++i) {
    ++counts[static_cast<std::size_t>(std::stoi(code_of(ring, static_cast<std::uint64_t>(i), 2)))];
  }
  double chi_square = 0;
  for (const int count : counts) {
    const double difference = count - samples / 100.0;
    chi_square += difference * difference / (samples / 100.0);
  }
  CHECK(chi_square > 60);   // 99 degrees of freedom: 0.1 % lie below 60 …
  CHECK(chi_square < 149);  // … and 0.1 % above 149
}

TEST_CASE("values in the incomplete last multiple are passed over, and no others") {
  using detail::sample_below;
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t digits = 2; digits <= 10; ++digits) {
    const std::uint64_t bound = detail::power_of_ten(digits);
    const std::uint64_t multiples = largest / bound;  // 2^64 is no multiple of a power of ten
    CHECK(sample_below(bound, multiples * bound - 1) == bound - 1);
    CHECK_FALSE(sample_below(bound, multiples * bound).has_value());
    CHECK_FALSE(sample_below(bound, largest).has_value());
    CHECK(sample_below(bound, 0) == 0);
    CHECK(sample_below(bound, bound) == 0);
  }
  CHECK(sample_below(16, largest) == 15);  // a divisor of 2^64 passes over nothing
}

TEST_CASE("samples are taken from the first 8 bytes that give one") {
  Bytes random(32, std::byte{0xFF});
  CHECK_FALSE(detail::first_sample(100, random).has_value());
  random[31] = std::byte{7};
  random[24] = std::byte{0};
  CHECK(detail::first_sample(100, random) == (0x00FFFFFFFFFFFF07ULL % 100));
  CHECK_FALSE(detail::first_sample(100, ByteView(random).first(7)).has_value());
}

TEST_CASE("codes are what Python derives") {
  const KeyRing ring = new_ring();
  const auto& key = ring.primary().working_keys().hmac_key(detail::KeyPurpose::short_code);
  std::string program =
      "import hmac,hashlib,struct\n"
      "def code(t,digits):\n"
      "  b=10**digits; n=0\n"
      "  while True:\n"
      "    d=hmac.new(k,struct.pack('>Q',len(t))+t+struct.pack('>Q',n),hashlib.sha256).digest()\n"
      "    for i in range(0,32,8):\n"
      "      v=int.from_bytes(d[i:i+8],'big')\n"
      "      if v < 2**64//b*b: return str(v%b).zfill(digits)\n"
      "    n+=1\n"
      "k=bytes.fromhex('" +
      detail::encode_hex(bytes_of(key.bytes())) + "')\n";
  std::string expected;
  for (std::uint64_t challenge = 0; challenge < 90; ++challenge) {
    const std::size_t digits = 2 + challenge % 9;
    program += "print(code(bytes.fromhex('" + detail::encode_hex(place_of(challenge).encoded()) + "')," +
               std::to_string(digits) + "))\n";
    expected += code_of(ring, challenge, digits) + "\n";
  }
  const auto output = run_command("python3 -c \"" + program + "\"");
  REQUIRE(output.status == 0);
  CHECK(output.text == expected);
}

TEST_CASE("a derived secret is HKDF of the key and the place, as openssl kdf has it") {
  const KeyRing ring = new_ring();
  const auto& key = ring.primary().working_keys().hmac_key(detail::KeyPurpose::derived_secret);
  const SecretBytes secret = derive_secret(ring.primary(), place_of(1), 20).value();
  const auto output = run_command("openssl kdf -binary -keylen 20 -kdfopt digest:SHA256 -kdfopt hexkey:" +
                                  detail::encode_hex(bytes_of(key.bytes())) +
                                  " -kdfopt hexinfo:" + detail::encode_hex(place_of(1).encoded()) +
                                  " HKDF | od -An -v -tx1 | tr -d ' \\n'");
  REQUIRE(output.status == 0);
  CHECK(output.text == detail::encode_hex(bytes_of(secret)));
}

TEST_CASE("a derived secret is the same again, and another for another place or key") {
  const KeyRing ring = new_ring();
  const SecretBytes secret = derive_secret(ring.primary(), place_of(1), 32).value();
  CHECK(derive_secret(ring.primary(), place_of(1), 32).value() == secret);
  CHECK_FALSE(derive_secret(ring.primary(), place_of(2), 32).value() == secret);
  CHECK_FALSE(derive_secret(rotated(ring).primary(), place_of(1), 32).value() == secret);
  CHECK(derive_secret(ring.primary(), DataTuple(), 1024).value().size() == 1024);
  CHECK(derive_secret(ring.primary(), place_of(1), 0).error().code == errc::invalid_argument);
  CHECK(derive_secret(ring.primary(), place_of(1), 1025).error().code == errc::invalid_argument);
}
