#include "counterfoil/crypto/live_key_ring.hpp"

#include <atomic>
#include <cstdlib>
#include <stdexcept>

#include "support/catch.hpp"
#include "support/threads.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

/// A ring in memory that counts how often it is loaded, and can be made to fail.
class CountingSource final : public KeyRingSource {
 public:
  explicit CountingSource(KeyRing ring) : ring_(std::move(ring)) {}

  Result<KeyRing> load() override {
    ++loads;
    if (throws) throw std::runtime_error("vault unreachable");
    if (fails) return Error(errc::key_file_missing, "gone");
    return ring_.load();
  }
  void replace(KeyRing ring) { ring_.replace(std::move(ring)); }

  std::atomic<int> loads{0};
  std::atomic<bool> throws{false};
  std::atomic<bool> fails{false};

 private:
  MemoryKeyRing ring_;
};

struct Fixture {
  KeyRing first = new_ring();
  std::shared_ptr<CountingSource> source = std::make_shared<CountingSource>(first);
  std::shared_ptr<LiveKeyRing> live = LiveKeyRing::open(source).value();
};

}  // namespace

TEST_CASE("a ring from another installation is refused at the start and while running") {
  const KeyRing ring = new_ring();
  const KeyRing foreign = new_ring();
  CHECK(LiveKeyRing::open(std::make_shared<MemoryKeyRing>(ring), ring.installation()));
  CHECK(LiveKeyRing::open(std::make_shared<MemoryKeyRing>(foreign), ring.installation()).error().code ==
        errc::key_ring_foreign);

  Fixture f;
  f.source->replace(foreign);
  CHECK(f.live->reload().error().code == errc::key_ring_foreign);
  CHECK(f.live->current().installation() == f.first.installation());
}

TEST_CASE("a ring older than the one in use is refused") {
  Fixture f;
  f.source->replace(rotated(f.first));
  REQUIRE(f.live->reload());
  f.source->replace(f.first);
  CHECK(f.live->reload().error().code == errc::key_file_damaged);
  CHECK(f.live->current().keys().size() == 2);
}

TEST_CASE("a source that fails, throws or is none is an error, and the ring in use stays") {
  Fixture f;
  f.source->fails = true;
  CHECK(f.live->reload().error().code == errc::key_file_missing);
  CHECK(LiveKeyRing::open(f.source).error().code == errc::key_file_missing);
  f.source->throws = true;
  CHECK(f.live->reload().error().code == errc::provider_failed);
  CHECK(LiveKeyRing::open(f.source).error().code == errc::provider_failed);
  CHECK(LiveKeyRing::open(nullptr).error().code == errc::invalid_argument);
  CHECK(f.live->current().primary().id() == f.first.primary().id());
}

TEST_CASE("[G111] an unknown key id reads the ring once again") {
  Fixture f;
  const KeyRing second = rotated(f.first);
  f.source->replace(second);
  const KeyId added = second.primary().id();
  CHECK(f.live->current().key(added).error().code == errc::key_not_found);
  CHECK(f.live->with_key(added, now).value().primary().id() == added);
  CHECK(f.source->loads == 2);
  CHECK(f.live->with_key(added, now));
  CHECK(f.live->with_key(f.first.primary().id(), now));
  CHECK(f.source->loads == 2);
}

TEST_CASE("[G111] a retired key id does not read the ring again") {
  Fixture f;
  const KeyRing second = rotated(f.first);
  f.source->replace(second.with_retired(f.first.primary().id(), now).value());
  REQUIRE(f.live->reload());
  CHECK(f.live->with_key(f.first.primary().id(), now).error().code == errc::key_retired);
  CHECK(f.source->loads == 2);
}

TEST_CASE("made-up key ids read the ring at most once an interval") {
  Fixture f;
  const auto unknown = [](unsigned char i) {
    return KeyId({std::byte{i}, std::byte{0}, std::byte{0}, std::byte{0}});
  };
  for (unsigned char i = 0; i < 100; ++i) {
    CHECK(f.live->with_key(unknown(i), now).error().code == errc::key_not_found);
  }
  CHECK(f.source->loads == 2);
  const Timestamp later = now + LiveKeyRing::reread_interval;
  CHECK(f.live->with_key(unknown(1), later - Duration(1)).error().code == errc::key_not_found);
  CHECK(f.source->loads == 2);
  CHECK(f.live->with_key(unknown(1), later).error().code == errc::key_not_found);
  CHECK(f.source->loads == 3);
  CHECK(f.live->with_key(unknown(2), now).error().code == errc::key_not_found);  // the clock went back
  CHECK(f.source->loads == 4);
}

TEST_CASE("a rotation while others read is seen by all", "[race]") {
  Fixture f;
  const KeyRing second = rotated(f.first);
  std::atomic<int> wrong{0};
  run_threads(8, [&](int t) {
    for (int i = 0; i < 50; ++i) {
      if (t == 0 && i == 25) f.source->replace(second);
      if (!f.live->current().key(f.first.primary().id())) ++wrong;
      if (t % 2 == 1 && !f.live->reload()) ++wrong;
    }
    if (t == 0 && !f.live->with_key(second.primary().id(), now)) ++wrong;
  });
  CHECK(wrong == 0);
  CHECK(f.live->current().primary().id() == second.primary().id());
}

TEST_CASE("a ring comes from an environment variable") {
  const KeyRing ring = rotated(new_ring());
  const std::string value = text_of(EnvironmentKeyRing::value_for(ring).value());
  EnvironmentKeyRing source("COUNTERFOIL_TEST_KEY_RING");
  ::unsetenv("COUNTERFOIL_TEST_KEY_RING");
  CHECK(source.load().error().code == errc::key_file_missing);
  ::setenv("COUNTERFOIL_TEST_KEY_RING", "", 1);
  CHECK(source.load().error().code == errc::key_file_missing);
  ::setenv("COUNTERFOIL_TEST_KEY_RING", value.c_str(), 1);
  CHECK(source.load().value().keys() == ring.keys());
  for (const std::string& bad :
       {value + "=", value.substr(4), value.substr(0, value.size() - 8), " " + value}) {
    ::setenv("COUNTERFOIL_TEST_KEY_RING", bad.c_str(), 1);
    const auto loaded = source.load();
    REQUIRE_FALSE(loaded);
    CHECK(loaded.error().code == errc::key_file_damaged);
    CHECK(loaded.error().message.find(value.substr(0, 10)) == std::string::npos);
  }
  ::unsetenv("COUNTERFOIL_TEST_KEY_RING");
}
