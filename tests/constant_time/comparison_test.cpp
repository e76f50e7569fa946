#include <string>

#include "constant_time/secret_marks.hpp"
#include "counterfoil/crypto/digest.hpp"
#include "counterfoil/crypto/document_mac.hpp"
#include "counterfoil/crypto/random_code.hpp"
#include "counterfoil/crypto/short_code.hpp"
#include "counterfoil/otp/base32.hpp"
#include "crypto/working_keys.hpp"
#include "support/fake_entropy.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// Random bytes that are marked from the moment they are made.
class MarkedEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte> out) override {
    auto filled = source_.fill(out);
    mark_secret(out);
    return filled;
  }

 private:
  SeededEntropy source_{107};
};

/// A ring whose working keys for codes, digests and documents are marked.
KeyRing marked_ring() {
  KeyRing ring = ring_of(107);
  const auto& keys = ring.primary().working_keys();
  for (const auto purpose : {detail::KeyPurpose::document_mac, detail::purpose_of(DigestPurpose::lookup),
                             detail::purpose_of(DigestPurpose::access_pass)}) {
    mark_secret(keys.hmac_key(purpose).bytes());
  }
  return ring;
}

/// What equal_in_constant_time() says of a marked text and another; fails when memcheck has something to report.
bool same_without_report(const SecretBytes& secret, std::string_view typed) {
  const SecretBytes hidden = marked(secret);
  bool same = false;
  CHECK(reports_of([&] {
          same = equal_in_constant_time(hidden.read(SecretAccess::grant()), as_bytes(typed));
        }) == 0);
  return declassified(same);
}

}  // namespace

TEST_CASE("[G107] comparing secrets does not depend on where they differ") {
  const std::string text = "a recovery code, or anything else";
  const SecretBytes secret{std::string_view(text)};
  CHECK(same_without_report(secret, text));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] ^= 1;
    CHECK_FALSE(same_without_report(secret, other));
  }
  CHECK_FALSE(same_without_report(secret, text + "."));
}

TEST_CASE("[G107] the equality of two SecretBytes does not depend on where they differ") {
  for (const char* text : {"0123456789", "X123456789", "01234X6789", "012345678X"}) {
    const SecretBytes left = marked(SecretBytes(std::string_view("0123456789")));
    const SecretBytes right = marked(SecretBytes(std::string_view(text)));
    bool same = false;
    CHECK(reports_of([&] { same = left == right; }) == 0);
    CHECK(declassified(same) == (std::string_view(text) == "0123456789"));
  }
}

TEST_CASE("[G107] a derived short code is compared without a dependence on it") {
  const DataTuple place("tenant", "account", "challenge");
  const SecretBytes code = derive_short_code(ring_of(1).primary(), place, 6).value();
  const std::string typed(code.read_text(SecretAccess::grant()));
  CHECK(same_without_report(code, typed));
  CHECK_FALSE(same_without_report(code, typed.substr(0, 5) + (typed[5] == '0' ? '1' : '0')));
  CHECK_FALSE(same_without_report(code, (typed[0] == '0' ? '1' : '0') + typed.substr(1)));
}

TEST_CASE("[G107] a recovery code is made, shown in groups and digested without a dependence on it") {
  MarkedEntropy entropy;
  const KeyRing ring = marked_ring();
  SecretBytes code;
  Digest256 digest{};
  CHECK(reports_of([&] {
          code = random_code(entropy, 13).value();
          digest = keyed_digest(ring.primary(), DigestPurpose::access_pass, DataTuple("account"),
                                code.read(SecretAccess::grant()))
                       .value();
          (void)grouped_code(code, 4).value();
        }) == 0);
  declassify(code.read(SecretAccess::grant()));
  declassify(digest);
  const SecretBytes typed = canonical_code(code.read_text(SecretAccess::grant())).value();
  CHECK(typed == code);
}

TEST_CASE("[G107] keyed digests are made and compared without a dependence on key or data") {
  const KeyRing ring = marked_ring();
  const DataTuple place("tenant", "number");
  const SecretBytes data = marked(SecretBytes(std::string_view("+447700900123")));
  const Digest256 stored = keyed_digest(ring_of(107).primary(), DigestPurpose::lookup, place,
                                        as_bytes(std::string_view("+447700900123")))
                               .value();
  bool same = false;
  CHECK(reports_of([&] {
          const auto digest =
              keyed_digest(ring.primary(), DigestPurpose::lookup, place, data.read(SecretAccess::grant()));
          same = equal_in_constant_time(*digest, stored);
        }) == 0);
  CHECK(declassified(same));

  const SecretBytes own_key = marked(SecretBytes(std::string_view("a key of thirty-two bytes, sealed")));
  CHECK(reports_of([&] {
          const auto digest = keyed_digest(own_key, place, data.read(SecretAccess::grant()));
          same = equal_in_constant_time(*digest, stored);
        }) == 0);
  CHECK_FALSE(declassified(same));
}

TEST_CASE("[G107] a document's MAC is compared without a dependence on the right one, but for the answer") {
  const std::string row = "account 1";
  const std::string bytes = "what is stored";
  const PlacedDocument document{as_bytes(row), 3, as_bytes(bytes)};
  const Digest256 right = document_mac(ring_of(107).primary(), document).value();
  Digest256 wrong = right;
  wrong[31] ^= std::byte{1};
  const KeyRing ring = marked_ring();
  const KeyId key = ring.primary().id();
  for (const Digest256& mac : {right, wrong}) {
    bool accepted = false;
    // The answer itself is a branch in check_document_mac: answer.supp names it.
    CHECK(reports_of([&] { accepted = check_document_mac(ring, key, document, mac).has_value(); }) == 0);
    CHECK(accepted == (mac == right));
  }
}

TEST_CASE("[G107] base32 is written and read without a branch or an index by its bytes") {
  const SecretBytes secret = marked(SecretBytes(std::string_view("12345678901234567890")));
  SecretBytes text;
  CHECK(reports_of([&] { text = encode_base32(secret).value(); }) == 0);
  declassify(text.read(SecretAccess::grant()));
  CHECK(text.read_text(SecretAccess::grant()) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}
