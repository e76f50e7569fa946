#include "counterfoil/crypto/seal.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "crypto/working_keys.hpp"
#include "support/catch.hpp"
#include "support/fake_entropy.hpp"
#include "support/threads.hpp"
#include "unit/crypto/crypto_support.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

namespace {

const std::string secret_text = "20 bytes of a secret";

/// Gives the same bytes each time, as a generator does in a machine that was started twice from one snapshot.
class ClonedEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte> out) override {
    for (std::byte& byte : out) byte = std::byte{0x42};
    return {};
  }
};

class ThrowingEntropy final : public Entropy {
 public:
  Result<void> fill(std::span<std::byte>) override { throw std::runtime_error("broken device"); }
};

struct Fixture {
  KeyRing ring = new_ring();
  Seal seal{ring, SealPurpose::field};
  DataTuple place{"totp-secret", "tenant", "account", std::uint64_t{1}};
  SecretBytes secret{std::string_view(secret_text)};
  std::shared_ptr<Entropy> entropy = system_entropy();
  Bytes sealed = seal.seal(secret, place, *entropy).value();
};

Bytes nonce_of(const Bytes& sealed) {
  return {sealed.begin() + 5, sealed.begin() + 29};
}

bool contains(const Bytes& bytes, std::string_view text) {
  return as_text(bytes).find(text) != std::string_view::npos;
}

errc error_of(const Result<SecretBytes>& result) {
  return result ? errc{} : result.error().code;
}

}  // namespace

TEST_CASE("what was sealed opens to the same bytes, whatever its size") {
  const Fixture f;
  std::mt19937 engine(4);
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 20U, 255U, 4096U, 100'000U}) {
    const SecretBytes plaintext{ByteView(random_bytes(engine, size))};
    const Bytes sealed = f.seal.seal(plaintext, f.place, *f.entropy).value();
    CHECK(sealed.size() == size + Seal::overhead);
    CHECK(f.seal.open(sealed, f.place).value() == plaintext);
  }
  CHECK(f.seal.open(f.seal.seal(f.secret, DataTuple(), *f.entropy).value(), DataTuple()).value() == f.secret);
}

TEST_CASE("sealed bytes are version, key id, nonce, ciphertext and tag of XAES-256-GCM") {
  const Fixture f;
  const ByteView sealed(f.sealed);
  CHECK(sealed[0] == std::byte{1});
  const KeyId id = f.ring.primary().id();
  CHECK(std::ranges::equal(sealed.subspan(1, 4), id.bytes()));

  const auto& key = f.ring.primary().working_keys().seal_key(detail::KeyPurpose::field_seal).bytes();
  Bytes plaintext(secret_text.size());
  CHECK(detail::XaesContext::make(key)->decrypt(sealed.subspan<5, 24>(), {sealed.first(5), f.place.encoded()},
                                                sealed.subspan(29, plaintext.size()), sealed.last<16>(),
                                                plaintext) == detail::XaesContext::Outcome::done);
  CHECK(as_text(plaintext) == secret_text);
}

TEST_CASE("[G108] sealed bytes show nothing of the plaintext, and the same plaintext twice looks different") {
  const Fixture f;
  CHECK_FALSE(contains(f.sealed, secret_text.substr(0, 4)));
  std::set<Bytes> sealed;
  std::set<Bytes> nonces;
  for (int i = 0; i < 1000; ++i) {
    sealed.insert(f.seal.seal(f.secret, f.place, *f.entropy).value());
    nonces.insert(nonce_of(f.seal.seal(f.secret, f.place, *f.entropy).value()));
  }
  CHECK(sealed.size() == 1000);
  CHECK(nonces.size() == 1000);
}

TEST_CASE("[G110] what was sealed for one account, field, tenant or incarnation does not open as another's") {
  const Fixture f;
  const std::vector<DataTuple> places = {
      DataTuple("phone-number", "tenant", "account", std::uint64_t{1}),
      DataTuple("totp-secret", "tenant2", "account", std::uint64_t{1}),
      DataTuple("totp-secret", "tenant", "account2", std::uint64_t{1}),
      DataTuple("totp-secret", "tenant", "account", std::uint64_t{2}),
      DataTuple("totp-secret", "account", "tenant", std::uint64_t{1}),
      DataTuple("totp-secret", "tenantaccount", "", std::uint64_t{1}),
      DataTuple("totp-secret", "tenant", "account"),
      DataTuple("totp-secret", "tenant", "account", std::uint64_t{1}, ""),
      DataTuple(),
  };
  CHECK(f.seal.open(f.sealed, f.place));
  for (const auto& place : places) CHECK(error_of(f.seal.open(f.sealed, place)) == errc::seal_broken);
}

TEST_CASE("[G110] what was sealed for one purpose does not open as another") {
  const Fixture f;
  for (const auto purpose : {SealPurpose::ticket, SealPurpose::assurance, SealPurpose::reset_grant,
                             SealPurpose::known_browser, SealPurpose::report_link, SealPurpose::outbox}) {
    CHECK(error_of(Seal(f.ring, purpose).open(f.sealed, f.place)) == errc::seal_broken);
  }
}

TEST_CASE("[G110] what one installation sealed does not open in another, even under the same key id") {
  const Fixture f;
  const Fixture other;
  CHECK(error_of(other.seal.open(f.sealed, f.place)) == errc::key_not_found);
  Bytes renamed = f.sealed;
  std::copy_n(other.sealed.begin(), 5, renamed.begin());
  CHECK(error_of(other.seal.open(renamed, f.place)) == errc::seal_broken);
}

TEST_CASE("[G111] every single-bit change of each part of sealed bytes is refused") {
  const Fixture f;
  for (std::size_t bit = 0; bit < f.sealed.size() * 8; ++bit) {
    Bytes changed = f.sealed;
    changed[bit / 8] ^= static_cast<std::byte>(1U << bit % 8);
    INFO(bit);
    const auto opened = f.seal.open(changed, f.place);
    const bool in_version = bit < 8;
    const bool in_key_id = bit >= 8 && bit < 40;
    if (in_version) {
      CHECK((error_of(opened) == errc::schema_too_new || error_of(opened) == errc::seal_broken));
    } else {
      CHECK(error_of(opened) == (in_key_id ? errc::key_not_found : errc::seal_broken));
    }
  }
}

TEST_CASE("[G111] truncated and lengthened sealed bytes are refused") {
  const Fixture f;
  for (std::size_t size = 0; size < f.sealed.size(); ++size) {
    INFO(size);
    CHECK(error_of(f.seal.open(ByteView(f.sealed).first(size), f.place)) == errc::seal_broken);
  }
  Bytes longer = f.sealed;
  longer.push_back(std::byte{0});
  CHECK(error_of(f.seal.open(longer, f.place)) == errc::seal_broken);
}

TEST_CASE("[G111] an unknown version, an unknown key and a retired key are told apart") {
  const Fixture f;
  Bytes newer = f.sealed;
  newer[0] = std::byte{2};
  CHECK(error_of(f.seal.open(newer, f.place)) == errc::schema_too_new);
  CHECK(Seal::key_id_of(newer).error().code == errc::schema_too_new);
  Bytes older = f.sealed;
  older[0] = std::byte{0};
  CHECK(error_of(f.seal.open(older, f.place)) == errc::seal_broken);

  CHECK(error_of(Seal(new_ring(), SealPurpose::field).open(f.sealed, f.place)) == errc::key_not_found);
  const KeyRing after = rotated(f.ring).with_retired(f.ring.primary().id(), now).value();
  CHECK(error_of(Seal(after, SealPurpose::field).open(f.sealed, f.place)) == errc::key_retired);
}

TEST_CASE("[G111] sealed bytes relabelled with another key of the ring do not open") {
  const Fixture f;
  const KeyRing ring = rotated(f.ring);
  Bytes relabelled = f.sealed;
  std::ranges::copy(ring.primary().id().bytes(), relabelled.begin() + 1);
  CHECK(error_of(Seal(ring, SealPurpose::field).open(relabelled, f.place)) == errc::seal_broken);
}

TEST_CASE("[G112] a rotation killed midway leaves everything readable, and goes on") {
  const Fixture f;
  std::vector<Bytes> rows(10, f.sealed);
  const KeyRing ring = rotated(f.ring);
  const Seal seal(ring, SealPurpose::field);
  for (std::size_t i = 0; i < 5; ++i) rows[i] = seal.reseal(rows[i], f.place, *f.entropy).value();

  for (const auto& row : rows) CHECK(seal.open(row, f.place).value() == f.secret);
  for (auto& row : rows) {
    if (Seal::key_id_of(row).value() != ring.primary().id())
      row = seal.reseal(row, f.place, *f.entropy).value();
  }
  const Seal after(ring.with_retired(f.ring.primary().id(), now).value(), SealPurpose::field);
  for (const auto& row : rows) CHECK(after.open(row, f.place).value() == f.secret);
}

TEST_CASE("sealing anew refuses what does not open") {
  const Fixture f;
  CHECK(f.seal.reseal(f.sealed, DataTuple("elsewhere"), *f.entropy).error().code == errc::seal_broken);
}

TEST_CASE("[G113] a cloned random source gives different plaintexts and places different nonces") {
  const Fixture f;
  ClonedEntropy clone;
  std::set<Bytes> nonces;
  for (int i = 0; i < 200; ++i) {
    const SecretBytes plaintext("secret number " + std::to_string(i));
    nonces.insert(nonce_of(f.seal.seal(plaintext, f.place, clone).value()));
  }
  CHECK(nonces.size() == 200);
  nonces.insert(nonce_of(f.seal.seal(SecretBytes("secret number 0"), DataTuple("elsewhere"), clone).value()));
  CHECK(nonces.size() == 201);
  const Seal ticket(f.ring, SealPurpose::ticket);
  nonces.insert(nonce_of(ticket.seal(SecretBytes("secret number 0"), f.place, clone).value()));
  CHECK(nonces.size() == 202);
  // Both halves differ: the second is what GCM sees under a message key that were the same.
  std::set<Bytes> halves;
  for (const auto& nonce : nonces) {
    halves.insert(Bytes(nonce.begin(), nonce.begin() + 12));
    halves.insert(Bytes(nonce.begin() + 12, nonce.end()));
  }
  CHECK(halves.size() == 2 * nonces.size());
}

TEST_CASE("[G113] a byte moved between place and plaintext changes the nonce") {
  const Fixture f;
  ClonedEntropy clone;
  const DataTuple place("x");
  const Bytes first = f.seal.seal(SecretBytes(place.encoded()), DataTuple(), clone).value();
  const Bytes second = f.seal.seal(SecretBytes(), place, clone).value();
  CHECK(nonce_of(first) != nonce_of(second));
}

TEST_CASE("[G113] sealing is a function of its arguments and the entropy") {
  const Fixture f;
  SeededEntropy first(7);
  SeededEntropy second(7);
  CHECK(f.seal.seal(f.secret, f.place, first).value() == f.seal.seal(f.secret, f.place, second).value());
}

TEST_CASE("[G113] parent and child seal the same with different nonces after a fork") {
  const Fixture f;
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const auto sealed = f.seal.seal(f.secret, f.place, *f.entropy);
    const bool sent = sealed && ::write(ends[1], sealed->data(), sealed->size()) == ssize_t(sealed->size());
    ::_exit(sent ? 0 : 1);
  }
  const Bytes parent = f.seal.seal(f.secret, f.place, *f.entropy).value();
  Bytes from_child(f.sealed.size());
  REQUIRE(::read(ends[0], from_child.data(), from_child.size()) == ssize_t(from_child.size()));
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  ::close(ends[0]);
  ::close(ends[1]);
  CHECK(nonce_of(from_child) != nonce_of(parent));
  CHECK(f.seal.open(from_child, f.place).value() == f.secret);
}

TEST_CASE("[G114] a failing random source seals nothing") {
  const Fixture f;
  FailingEntropy failing;
  CHECK(f.seal.seal(f.secret, f.place, failing).error().code == errc::entropy_failed);
  CHECK(f.seal.reseal(f.sealed, f.place, failing).error().code == errc::entropy_failed);
  ThrowingEntropy throwing;
  CHECK(f.seal.seal(f.secret, f.place, throwing).error().code == errc::provider_failed);
}

TEST_CASE("the key's id is read without opening") {
  const Fixture f;
  CHECK(Seal::key_id_of(f.sealed).value() == f.ring.primary().id());
  CHECK(Seal::key_id_of({}).error().code == errc::seal_broken);
  CHECK(Seal::key_id_of(ByteView(f.sealed).first(Seal::overhead - 1)).error().code == errc::seal_broken);
}

TEST_CASE("more than may be sealed is refused") {
  const Fixture f;
  CHECK(f.seal.seal(SecretBytes(Seal::max_plaintext + 1), f.place, *f.entropy).error().code ==
        errc::too_long);
  CHECK(f.seal.seal(SecretBytes(Seal::max_plaintext), f.place, *f.entropy));
}

TEST_CASE("[G115] no message of a refusal holds the secret") {
  const Fixture f;
  FailingEntropy failing;
  Bytes changed = f.sealed;
  changed.back() ^= std::byte{1};
  for (const Error& error : {f.seal.open(changed, f.place).error(), f.seal.open({}, f.place).error(),
                             f.seal.seal(f.secret, f.place, failing).error()}) {
    CHECK_FALSE(error.message.empty());
    CHECK(error.message.find("secret") == std::string::npos);
  }
}

TEST_CASE("one ring seals and opens on many threads at once", "[race]") {
  const Fixture f;
  std::atomic<int> wrong{0};
  run_threads(12, [&](int thread) {
    for (int i = 0; i < 100; ++i) {
      const DataTuple place("field", static_cast<std::uint64_t>(thread), static_cast<std::uint64_t>(i));
      const SecretBytes plaintext(std::to_string(thread * 1000 + i));
      const auto sealed = f.seal.seal(plaintext, place, *f.entropy);
      if (!sealed || f.seal.open(*sealed, place).value_or(SecretBytes()) != plaintext) ++wrong;
      if (f.seal.open(*sealed, f.place)) ++wrong;
    }
  });
  CHECK(wrong == 0);
}
