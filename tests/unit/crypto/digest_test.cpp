#include "counterfoil/crypto/digest.hpp"

#include <atomic>
#include <set>
#include <string>

#include "counterfoil/base/id.hpp"
#include "crypto/working_keys.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/threads.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const DataTuple place("username", "tenant");

Digest256 digest_of(const KeyRing& ring, DigestPurpose purpose, const DataTuple& bound_to,
                    std::string_view data) {
  return keyed_digest(ring.primary(), purpose, bound_to, as_bytes(data)).value();
}

std::string hex_of(ByteView bytes) {
  return detail::encode_hex(bytes);
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180") {
  CHECK(hex_of(sha256({}).value()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex_of(sha256(as_bytes("abc")).value()) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE(
    "a keyed digest is HMAC-SHA-256 over the length of the tuple, the tuple and the data, as Python has it") {
  const KeyRing ring = new_ring();
  const auto& key = ring.primary().working_keys().hmac_key(detail::KeyPurpose::lookup_digest);
  const std::string program =
      "import hmac,hashlib,struct\n"
      "t=bytes.fromhex('" +
      hex_of(place.encoded()) +
      "')\n"
      "k=bytes.fromhex('" +
      hex_of(bytes_of(key.bytes())) +
      "')\n"
      "print(hmac.new(k,struct.pack('>Q',len(t))+t+b'ada',hashlib.sha256).hexdigest())\n";
  const auto output = run_command("python3 -c \"" + program + "\"");
  REQUIRE(output.status == 0);
  CHECK(output.text == hex_of(digest_of(ring, DigestPurpose::lookup, place, "ada")) + "\n");
}

TEST_CASE("a keyed digest is the same again, and another for another purpose, place, data or key") {
  const KeyRing ring = new_ring();
  CHECK(digest_of(ring, DigestPurpose::lookup, place, "ada") ==
        digest_of(ring, DigestPurpose::lookup, place, "ada"));

  std::set<Digest256> digests;
  for (const auto purpose : {DigestPurpose::lookup, DigestPurpose::guard, DigestPurpose::password_repeat,
                             DigestPurpose::idempotency, DigestPurpose::access_pass, DigestPurpose::event,
                             DigestPurpose::checkpoint}) {
    digests.insert(digest_of(ring, purpose, place, "ada"));
  }
  digests.insert(digest_of(ring, DigestPurpose::lookup, DataTuple("username", "tenant2"), "ada"));
  digests.insert(digest_of(ring, DigestPurpose::lookup, DataTuple("username"), "ada"));
  digests.insert(digest_of(ring, DigestPurpose::lookup, place, "bob"));
  digests.insert(digest_of(ring, DigestPurpose::lookup, place, ""));
  digests.insert(digest_of(rotated(ring), DigestPurpose::lookup, place, "ada"));
  digests.insert(digest_of(new_ring(), DigestPurpose::lookup, place, "ada"));
  CHECK(digests.size() == 13);
}

TEST_CASE("[G109] a digest of a guessable value is of no use without the key") {
  const KeyRing ring = new_ring();
  const auto stored = digest_of(ring, DigestPurpose::access_pass, place, "00000001");
  CHECK(stored != sha256(as_bytes("00000001")).value());
  for (int guess = 0; guess < 100; ++guess) {
    CHECK(stored != digest_of(new_ring(), DigestPurpose::access_pass, place, "00000001"));
  }
}

TEST_CASE("no byte can be moved between the place and the data of a digest") {
  const KeyRing ring = new_ring();
  const auto encoded = DataTuple("x");
  CHECK(digest_of(ring, DigestPurpose::event, DataTuple(), as_text(encoded.encoded())) !=
        digest_of(ring, DigestPurpose::event, encoded, ""));
}

TEST_CASE("during a rotation a digest is found under the old key") {
  const KeyRing ring = new_ring();
  const auto stored = digest_of(ring, DigestPurpose::lookup, place, "ada");
  std::set<Digest256> candidates;
  for (const RingKey& key : rotated(ring).usable_keys()) {
    candidates.insert(keyed_digest(key, DigestPurpose::lookup, place, as_bytes("ada")).value());
  }
  CHECK(candidates.size() == 2);
  CHECK(candidates.contains(stored));
}

TEST_CASE("a digest under a key of the caller's own depends on key, place and data") {
  const SecretBytes key(std::string_view("0123456789abcdef"));
  const SecretBytes other(std::string_view("0123456789abcdeF"));
  const auto digest = keyed_digest(key, place, as_bytes("code"));
  REQUIRE(digest);
  CHECK(keyed_digest(key, place, as_bytes("code")).value() == *digest);
  CHECK(keyed_digest(other, place, as_bytes("code")).value() != *digest);
  CHECK(keyed_digest(key, DataTuple("x"), as_bytes("code")).value() != *digest);
  CHECK(keyed_digest(key, place, as_bytes("Code")).value() != *digest);
  for (const std::size_t size : {0U, 15U, 65U}) {
    CHECK(keyed_digest(SecretBytes(size), place, {}).error().code == errc::invalid_key);
  }
}

TEST_CASE("leading bits of a digest are a number below two to their count") {
  Digest256 digest{};
  digest[0] = std::byte{0xAB};
  digest[1] = std::byte{0xCD};
  digest[2] = std::byte{0xEF};
  digest[3] = std::byte{0x01};
  CHECK(leading_bits(digest, 32) == 0xABCDEF01);
  CHECK(leading_bits(digest, 24) == 0xABCDEF);
  CHECK(leading_bits(digest, 20) == 0xABCDE);
  CHECK(leading_bits(digest, 1) == 1);
  CHECK(leading_bits(digest, 0) == 1);
  CHECK(leading_bits(digest, 99) == 0xABCDEF01);
}

TEST_CASE("digests are made on many threads at once", "[race]") {
  const KeyRing ring = new_ring();
  const auto expected = digest_of(ring, DigestPurpose::lookup, place, "ada");
  std::atomic<int> wrong{0};
  run_threads(12, [&](int /*thread*/) {
    for (int i = 0; i < 100; ++i) {
      const auto digest = keyed_digest(ring.primary(), DigestPurpose::lookup, place, as_bytes("ada"));
      if (!digest || *digest != expected) ++wrong;
    }
  });
  CHECK(wrong == 0);
}
