#include "codec/document_envelope.hpp"

#include "codec/account_codec.hpp"
#include "codec/guard_codec.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"
#include "support/key_rings.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

RowKey account_row(const std::string& tenant, const std::string& name) {
  return {RowKind::account, *TenantId::parse(tenant), name};
}

const RowKey jo = account_row("university", "jo");
const RowKey sam = account_row("university", "sam");

Bytes document_of(const std::string& text) {
  const ByteView bytes = as_bytes(text);
  return {bytes.begin(), bytes.end()};
}

errc refusal_of(const Result<Bytes>& opened) {
  REQUIRE_FALSE(opened);
  return opened.error().code;
}

/// A source whose ring can be exchanged.
class RingSource final : public KeyRingSource {
 public:
  explicit RingSource(KeyRing ring) : ring_(std::move(ring)) {}
  Result<KeyRing> load() override { return ring_; }
  void put(KeyRing ring) { ring_ = std::move(ring); }

 private:
  KeyRing ring_;
};

}  // namespace

TEST_CASE("what was put into an envelope comes out of it") {
  const KeyRing ring = ring_of(1);
  for (const Bytes& document : {Bytes{}, document_of("x"), encode(document_at_all_limits()).value()}) {
    const Bytes stored = make_envelope(ring, jo, 7, document).value();
    CHECK(open_envelope(ring, jo, 7, stored).value() == document);
  }
}

TEST_CASE("[G116] each single-bit flip of a stored row is refused") {
  const KeyRing ring = ring_of(1);
  const Bytes stored = make_envelope(ring, jo, 7, encode(everyday_document()).value()).value();
  for (std::size_t bit = 0; bit < stored.size() * 8; ++bit) {
    Bytes flipped = stored;
    flipped[bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
    REQUIRE_FALSE(open_envelope(ring, jo, 7, flipped));
  }
}

TEST_CASE("[G116] a row cut short, or with something added, is refused") {
  const KeyRing ring = ring_of(1);
  const Bytes stored = make_envelope(ring, jo, 7, document_of("a document")).value();
  for (std::size_t size = 0; size < stored.size(); ++size) {
    REQUIRE_FALSE(open_envelope(ring, jo, 7, ByteView(stored).first(size)));
  }
  for (const std::string& more : {std::string("\x00", 1), std::string("\x08\x01"), std::string("\x2A\x00", 2),
                                  future_field(99, "more")}) {
    Bytes longer = stored;
    const ByteView bytes = as_bytes(more);
    longer.insert(longer.end(), bytes.begin(), bytes.end());
    CHECK(refusal_of(open_envelope(ring, jo, 7, longer)) == errc::document_damaged);
  }
  Bytes twice = stored;
  twice.insert(twice.end(), stored.begin(), stored.end());
  CHECK(refusal_of(open_envelope(ring, jo, 7, twice)) == errc::document_damaged);
}

TEST_CASE("[G110][G116] a row moved to another account, tenant, kind or version is refused") {
  const KeyRing ring = ring_of(1);
  const Bytes stored = make_envelope(ring, jo, 7, document_of("a document")).value();
  RowKey guard = jo;
  guard.kind = RowKind::guard;
  for (const RowKey& elsewhere :
       {sam, account_row("college", "jo"), account_row("universityj", "o"), guard}) {
    CHECK(refusal_of(open_envelope(ring, elsewhere, 7, stored)) == errc::document_damaged);
  }
  for (const std::uint64_t version : {0U, 6U, 8U, 7U + 256U}) {
    CHECK(refusal_of(open_envelope(ring, jo, version, stored)) == errc::document_damaged);
  }
}

TEST_CASE("[G110][G116] two rows swapped, or documents swapped between rows, are refused") {
  const KeyRing ring = ring_of(1);
  const Bytes jos = make_envelope(ring, jo, 7, document_of("jo's methods")).value();
  const Bytes sams = make_envelope(ring, sam, 7, document_of("sam's method")).value();
  CHECK(refusal_of(open_envelope(ring, sam, 7, jos)) == errc::document_damaged);
  CHECK(refusal_of(open_envelope(ring, jo, 7, sams)) == errc::document_damaged);
  Bytes spliced = jos;
  std::copy(sams.end() - 12, sams.end(), spliced.end() - 12);
  CHECK(refusal_of(open_envelope(ring, jo, 7, spliced)) == errc::document_damaged);
}

TEST_CASE("[G116] a row forged with another installation's key is refused") {
  const Bytes forged = make_envelope(ring_of(2), jo, 7, document_of("forged")).value();
  CHECK(refusal_of(open_envelope(ring_of(1), jo, 7, forged)) == errc::key_not_found);
  Bytes renamed = forged;
  const auto id = ring_of(1).primary().id();
  CHECK(as_text(forged).find(as_text(ring_of(2).primary().id().bytes())) == 3);
  std::copy(id.bytes().begin(), id.bytes().end(), renamed.begin() + 3);
  CHECK(refusal_of(open_envelope(ring_of(1), jo, 7, renamed)) == errc::document_damaged);
}

TEST_CASE("a row written under an older key opens until that key is retired") {
  const KeyRing before = ring_of(1);
  const Bytes stored = make_envelope(before, jo, 7, document_of("older")).value();
  const KeyRing after = rotated(before, 2);
  CHECK(open_envelope(after, jo, 7, stored).has_value());
  const KeyRing retired = after.with_retired(before.primary().id(), from_unix_seconds(1'800'000'001)).value();
  CHECK(refusal_of(open_envelope(retired, jo, 7, stored)) == errc::key_retired);
}

TEST_CASE("an unknown key makes a running process read its ring again, once") {
  const KeyRing before = ring_of(1);
  const auto source = std::make_shared<RingSource>(before);
  const auto keys = LiveKeyRing::open(source).value();
  const KeyRing after = rotated(before, 2);
  const Bytes stored = make_envelope(after, jo, 7, document_of("newer")).value();
  CHECK(refusal_of(open_envelope(*keys, jo, 7, stored, at(0))) == errc::key_not_found);
  source->put(after);
  CHECK(open_envelope(*keys, jo, 7, stored, at(10)).value() == document_of("newer"));
  const Bytes foreign = make_envelope(ring_of(3), jo, 7, document_of("foreign")).value();
  CHECK(refusal_of(open_envelope(*keys, jo, 7, foreign, at(20))) == errc::key_not_found);
}

TEST_CASE("an envelope of a newer version is told apart from a damaged one") {
  const KeyRing ring = ring_of(1);
  Bytes stored = make_envelope(ring, jo, 7, document_of("x")).value();
  stored[1] = std::byte{2};
  CHECK(refusal_of(open_envelope(ring, jo, 7, stored)) == errc::schema_too_new);
}

TEST_CASE("guards and meters survive encoding, in envelopes of their own") {
  const KeyRing ring = ring_of(1);
  const RowKey row{RowKind::guard, *TenantId::parse("university"), "0a1b2c"};
  GuardDocument guard{{}, {1, 77, 1'000'000}, at(5), future_field(30, "newer")};
  guard.ledger.in_a_row = 11;
  guard.ledger.paused_until = at(65);
  guard.ledger.unknown = future_field(31, "newer");
  const Bytes stored = make_envelope(ring, row, 1, encode(guard).value()).value();
  CHECK(decode_guard(open_envelope(ring, row, 1, stored).value()).value() == guard);
  CHECK(decode_guard(encode(GuardDocument{}).value()).value() == GuardDocument{});
  for (const MeterDocument& meter :
       {MeterDocument{}, MeterDocument{500'000, 18'000'000'000'000'000'000U, future_field(30, "newer")}}) {
    CHECK(decode_meter(encode(meter).value()).value() == meter);
  }
}

TEST_CASE("a guard or meter that cannot be is refused both ways") {
  CHECK(encode(GuardDocument{{}, {1U << 20U}, at(0), {}}).error().code == errc::document_damaged);
  CHECK(encode(MeterDocument{-1, 0, {}}).error().code == errc::document_damaged);
  Bytes guard = encode(GuardDocument{{}, {1, 2, 3}, at(0), {}}).value();
  CHECK(decode_guard(guard).has_value());
  const ByteView fourth = as_bytes("\x18\x04");
  guard.insert(guard.end(), fourth.begin(), fourth.end());
  CHECK(decode_guard(guard).error().code == errc::document_damaged);
  CHECK(decode_guard(Bytes{std::byte{1}}).error().code == errc::document_damaged);
  guard[1] = std::byte{9};
  CHECK(decode_guard(guard).error().code == errc::schema_too_new);
  CHECK(decode_meter({}).error().code == errc::document_damaged);
}
