#include "crypto/working_keys.hpp"

#include <set>
#include <string>

#include "counterfoil/base/id.hpp"
#include "crypto/hkdf.hpp"
#include "support/catch.hpp"
#include "support/command.hpp"
#include "support/vectors.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using detail::KeyPurpose;
using detail::WorkingKeys;

namespace {

const std::string root_hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

std::string hex_of(const SecretBytes& secret) {
  return detail::encode_hex(secret.read(SecretAccess::grant()));
}

std::string working_key_hex(const WorkingKeys& keys, KeyPurpose purpose) {
  return hex_of(detail::is_seal(purpose) ? keys.seal_key(purpose).bytes() : keys.hmac_key(purpose).bytes());
}

/// The working keys by their labels, one a line, as given by our code.
std::string all_working_keys() {
  const auto keys = WorkingKeys::derive(KeyId(), SecretBytes(ByteView(from_hex(root_hex)))).value();
  std::string lines;
  for (std::size_t i = 0; i < detail::key_purpose_count; ++i) {
    lines += working_key_hex(*keys, static_cast<KeyPurpose>(i)) + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("HKDF-SHA-256 gives the output of RFC 5869") {
  const auto vectors = read_vectors("hkdf_sha256.txt");
  REQUIRE(vectors.size() == 1);
  for (const auto& vector : vectors) {
    const Bytes expected = from_hex(vector[2]);
    const SecretBytes input{ByteView(from_hex(vector[0]))};
    CHECK(hex_of(detail::hkdf_sha256(input, from_hex(vector[1]), expected.size()).value()) == vector[2]);
  }
}

TEST_CASE("every purpose has a label and a key of its own") {
  std::set<std::string_view> labels;
  for (const std::string_view label : detail::key_purpose_labels) {
    CHECK(label.starts_with("counterfoil/v1/"));
    labels.insert(label);
  }
  CHECK(labels.size() == detail::key_purpose_count);

  const std::string keys = all_working_keys();
  std::set<std::string> distinct;
  for (std::size_t i = 0; i < keys.size(); i += 65) distinct.insert(keys.substr(i, 64));
  CHECK(distinct.size() == detail::key_purpose_count);
}

TEST_CASE("each purpose of a seal and a digest leads to a key of its own") {
  std::set<KeyPurpose> purposes;
  for (const auto purpose :
       {SealPurpose::field, SealPurpose::ticket, SealPurpose::assurance, SealPurpose::reset_grant,
        SealPurpose::known_browser, SealPurpose::report_link, SealPurpose::outbox}) {
    purposes.insert(detail::purpose_of(purpose));
    CHECK(detail::is_seal(detail::purpose_of(purpose)));
  }
  for (const auto purpose : {DigestPurpose::lookup, DigestPurpose::guard, DigestPurpose::password_repeat,
                             DigestPurpose::idempotency, DigestPurpose::access_pass, DigestPurpose::event,
                             DigestPurpose::checkpoint}) {
    purposes.insert(detail::purpose_of(purpose));
    CHECK_FALSE(detail::is_seal(detail::purpose_of(purpose)));
  }
  CHECK(purposes.size() == 14);
}

TEST_CASE("working keys are what Python derives by HKDF from the labels") {
  std::string program =
      "import hmac,hashlib\n"
      "prk=hmac.new(bytes(32),bytes.fromhex('" +
      root_hex + "'),hashlib.sha256).digest()\n";
  for (const std::string_view label : detail::key_purpose_labels) {
    program += "print(hmac.new(prk,b'" + std::string(label) + "'+bytes([1]),hashlib.sha256).hexdigest())\n";
  }
  const auto output = run_command("python3 -c \"" + program + "\"");
  REQUIRE(output.status == 0);
  CHECK(output.text == all_working_keys());
}

TEST_CASE("working keys are what openssl kdf derives from the labels") {
  std::string command;
  for (const std::string_view label : detail::key_purpose_labels) {
    command += "openssl kdf -binary -keylen 32 -kdfopt digest:SHA256 -kdfopt hexkey:" + root_hex +
               " -kdfopt info:" + std::string(label) + " HKDF | od -An -v -tx1 | tr -d ' \\n'; echo; ";
  }
  const auto output = run_command(command);
  REQUIRE(output.status == 0);
  CHECK(output.text == all_working_keys());
}
