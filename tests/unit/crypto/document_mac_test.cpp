#include "counterfoil/crypto/document_mac.hpp"

#include <string>

#include "support/catch.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

struct Fixture {
  KeyRing ring = new_ring();
  KeyId key_id = ring.primary().id();
  std::string bytes = "an account document of some length";
  PlacedDocument document{as_bytes("account/tenant/ada"), 41, as_bytes(bytes)};
  Digest256 mac = document_mac(ring.primary(), document).value();

  errc check(const PlacedDocument& changed) const {
    const auto checked = check_document_mac(ring, key_id, changed, mac);
    return checked ? errc{} : checked.error().code;
  }
};

}  // namespace

TEST_CASE("[G116] a document as it was stored passes, and every edit of it is detected") {
  const Fixture f;
  CHECK(check_document_mac(f.ring, f.key_id, f.document, f.mac));
  for (std::size_t bit = 0; bit < f.bytes.size() * 8; ++bit) {
    std::string edited = f.bytes;
    edited[bit / 8] = static_cast<char>(edited[bit / 8] ^ (1 << bit % 8));
    CHECK(f.check({f.document.row_key, f.document.version, as_bytes(edited)}) == errc::document_damaged);
  }
  CHECK(f.check({f.document.row_key, f.document.version, f.document.bytes.first(f.bytes.size() - 1)}) ==
        errc::document_damaged);
}

TEST_CASE("[G116] a document moved to another row or version is detected") {
  const Fixture f;
  CHECK(f.check({as_bytes("account/tenant/eve"), 41, f.document.bytes}) == errc::document_damaged);
  CHECK(f.check({as_bytes("account/tenant2/ada"), 41, f.document.bytes}) == errc::document_damaged);
  CHECK(f.check({f.document.row_key, 40, f.document.bytes}) == errc::document_damaged);
  CHECK(f.check({f.document.row_key, 42, f.document.bytes}) == errc::document_damaged);
  // Nor can bytes be moved between the row's key and the document.
  CHECK(f.check({as_bytes("account/tenant/adaa"), 41, f.document.bytes.subspan(1)}) ==
        errc::document_damaged);
}

TEST_CASE("[G116] a forged, truncated or missing MAC is refused") {
  const Fixture f;
  for (std::size_t bit = 0; bit < f.mac.size() * 8; ++bit) {
    Digest256 forged = f.mac;
    forged[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    CHECK(check_document_mac(f.ring, f.key_id, f.document, forged).error().code == errc::document_damaged);
  }
  CHECK(check_document_mac(f.ring, f.key_id, f.document, ByteView(f.mac).first(16)).error().code ==
        errc::document_damaged);
  CHECK(check_document_mac(f.ring, f.key_id, f.document, {}).error().code == errc::document_damaged);
}

TEST_CASE("[G111] a document names its key: another, an unknown and a retired one are refused") {
  const Fixture f;
  const KeyRing after = rotated(f.ring);
  CHECK(check_document_mac(after, f.key_id, f.document, f.mac));
  CHECK(check_document_mac(after, after.primary().id(), f.document, f.mac).error().code ==
        errc::document_damaged);
  CHECK(check_document_mac(f.ring, KeyId(), f.document, f.mac).error().code == errc::key_not_found);
  const KeyRing retired = after.with_retired(f.key_id, now).value();
  CHECK(check_document_mac(retired, f.key_id, f.document, f.mac).error().code == errc::key_retired);
}
