#include "counterfoil/crypto/key_ring.hpp"

#include <set>
#include <stdexcept>

#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

class ThrowingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte>) override { throw std::runtime_error("broken device"); }
};

/// Gives the same bytes each time.
class RepeatingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = std::byte{0x42};
    return {};
  }
};

std::set<KeyId> usable_ids(const KeyRing& ring) {
  std::set<KeyId> ids;
  for (const RingKey& key : ring.usable_keys()) ids.insert(key.id());
  return ids;
}

}  // namespace

TEST_CASE("a new ring has one key, which is primary") {
  const KeyRing ring = new_ring();
  REQUIRE(ring.keys().size() == 1);
  CHECK(ring.keys()[0] == KeyInfo{ring.primary().id(), KeyState::primary, now, std::nullopt});
  CHECK(ring.revision() == 1);
  CHECK_FALSE(ring.installation().is_nil());
  CHECK_FALSE(ring.primary().id().is_nil());
  CHECK(usable_ids(ring) == std::set{ring.primary().id()});
}

TEST_CASE("two installations share neither id nor key") {
  const KeyRing first = new_ring();
  const KeyRing second = new_ring();
  CHECK(first.installation() != second.installation());
  CHECK(first.write().value() != second.write().value());
}

TEST_CASE("a key is added, made primary, and the old one retired") {
  const KeyRing one = new_ring();
  const KeyId first = one.primary().id();

  const KeyRing two = one.with_new_key(*system_entropy(), now + Duration(1)).value();
  const KeyId second = two.keys().back().id;
  CHECK(second != first);
  CHECK(two.keys().back() == KeyInfo{second, KeyState::secondary, now + Duration(1), std::nullopt});
  CHECK(two.primary().id() == first);

  const KeyRing three = two.with_primary(second).value();
  CHECK(three.primary().id() == second);
  CHECK(three.keys()[0].state == KeyState::secondary);
  CHECK(usable_ids(three) == std::set{first, second});

  const KeyRing four = three.with_retired(first, now + Duration(2)).value();
  CHECK(four.keys()[0] == KeyInfo{first, KeyState::retired, now, now + Duration(2)});
  CHECK(usable_ids(four) == std::set{second});
  CHECK(four.primary().id() == second);
  CHECK(four.revision() == 4);
  CHECK(four.installation() == one.installation());
  CHECK(one.keys().size() == 1);  // the rings before are as they were
}

TEST_CASE("[G111] a key is found by its id, and an unknown and a retired one are told apart") {
  const KeyRing ring = rotated(new_ring());
  const KeyId old = ring.keys()[0].id;
  CHECK(ring.key(old).value().id() == old);
  CHECK(ring.key(KeyId()).error().code == errc::key_not_found);
  const KeyRing after = ring.with_retired(old, now).value();
  CHECK(after.key(old).error().code == errc::key_retired);
}

TEST_CASE("a ring refuses changes that make no sense") {
  const KeyRing ring = rotated(new_ring());
  const KeyId old = ring.keys()[0].id;
  const KeyRing after = ring.with_retired(old, now).value();
  CHECK(ring.with_retired(ring.primary().id(), now).error().code == errc::wrong_state);
  CHECK(ring.with_retired(KeyId(), now).error().code == errc::key_not_found);
  CHECK(ring.with_primary(KeyId()).error().code == errc::key_not_found);
  CHECK(after.with_primary(old).error().code == errc::key_retired);
  CHECK(after.with_retired(old, now).error().code == errc::key_retired);
  CHECK(ring.with_retired(old, Timestamp(Duration(-1))).error().code == errc::clock_failed);
  CHECK(ring.with_new_key(*system_entropy(), Timestamp(Duration(-1))).error().code == errc::clock_failed);
}

TEST_CASE("a ring takes only so many usable keys") {
  KeyRing ring = new_ring();
  while (ring.usable_keys().size() < KeyRing::max_usable_keys) {
    ring = ring.with_new_key(*system_entropy(), now).value();
  }
  CHECK(ring.with_new_key(*system_entropy(), now).error().code == errc::limit_reached);
  const KeyRing fewer = ring.with_retired(ring.keys().back().id, now).value();
  CHECK(fewer.with_new_key(*system_entropy(), now));
}

TEST_CASE("[G114] a failing random source makes no ring and no key") {
  for (int good = 0; good < 3; ++good) {
    FailingEntropy entropy(good);
    CHECK(KeyRing::create(entropy, now).error().code == errc::entropy_failed);
  }
  const KeyRing ring = new_ring();
  for (int good = 0; good < 2; ++good) {
    FailingEntropy entropy(good);
    CHECK(ring.with_new_key(entropy, now).error().code == errc::entropy_failed);
  }
  ThrowingEntropy throwing;
  CHECK(KeyRing::create(throwing, now).error().code == errc::provider_failed);
}

TEST_CASE("[G114] a random source that repeats itself gives no second key of the same id") {
  RepeatingEntropy entropy;
  const KeyRing ring = KeyRing::create(entropy, now).value();
  CHECK(ring.with_new_key(entropy, now).error().code == errc::entropy_failed);
}

TEST_CASE("key ids have one text form") {
  const auto id = KeyId::parse("0123abcd");
  REQUIRE(id);
  CHECK(id->text() == "0123abcd");
  for (const char* wrong : {"", "0123abc", "0123abcde", "0123ABCD", "0123abcg", " 123abcd"}) {
    CHECK(KeyId::parse(wrong).error().code == errc::invalid_encoding);
  }
}
