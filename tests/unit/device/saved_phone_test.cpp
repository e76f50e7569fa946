#include <string>

#include "unit/device/phone_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::device;
using namespace counterfoil::testing;

namespace {

Result<Phone> restore(const SecretBytes& saved) {
  return Phone::restore(saved, std::make_shared<SeededEntropy>(8));
}

}  // namespace

TEST_CASE("a phone is restored as it was, in the middle of everything") {
  PhoneFixture it;
  it.skew = Duration(-7'200'000);
  const auto registered = it.add(SignatureAlgorithm::eddsa);
  const auto scanned = it.phone.scan(it.server.link()).value();
  const SecretBytes before_rotation = it.phone.save().value();
  const auto rotation = it.phone.rotate_key(registered, it.now()).value();
  const SecretBytes saved = it.phone.save().value();
  CHECK(!(saved == before_rotation));

  Phone restored = restore(saved).value();
  CHECK(restored.save().value() == saved);
  REQUIRE(restored.accounts().size() == 2);
  CHECK(restored.account(registered).value().account == "ada@example.ac.uk");
  CHECK(restored.account(registered).value().is_registered);
  CHECK(!restored.account(scanned).value().is_registered);
  CHECK(restored.code(registered, it.now()).value().digits ==
        it.phone.code(registered, it.now()).value().digits);

  // The rotation that was sent before is taken up by the restored phone: no key is lost with a reply.
  const auto reply = it.server.post(rotation).value();
  REQUIRE(restored.read_rotation(registered, reply, it.now()));
  const auto inbox = restored.inbox(registered, it.now()).value();
  CHECK(restored.read_inbox(registered, it.server.post(inbox).value(), it.now()));
  CHECK(restored.preview(scanned));
}

TEST_CASE("an empty phone is saved and restored") {
  Phone phone(std::make_shared<SeededEntropy>(1));
  CHECK(restore(phone.save().value()).value().accounts().empty());
}

TEST_CASE("what save() did not give is refused: cut short, longer, of another kind, of a newer version") {
  PhoneFixture it;
  it.add();
  REQUIRE(it.phone.scan(it.server.link()));
  const SecretBytes saved = it.phone.save().value();
  const std::string text(saved.read_text(SecretAccess::grant()));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto restored = restore(SecretBytes(std::string_view(text).substr(0, size)));
    REQUIRE(!restored);
    REQUIRE(restored.error().code == errc::document_damaged);
  }
  CHECK(error_code(restore(SecretBytes(text + "x"))) == errc::document_damaged);
  std::string newer = text;
  newer[4 + 7 + 4 + 7] = 2;
  CHECK(error_code(restore(SecretBytes(newer))) == errc::schema_too_new);
  std::string many = text;
  many[4 + 7 + 12 + 4] = 1;
  CHECK(error_code(restore(SecretBytes(many))) == errc::document_damaged);
}

TEST_CASE("any byte of a saved phone may change without harm") {
  PhoneFixture it;
  it.add();
  const std::string text(it.phone.save().value().read_text(SecretAccess::grant()));
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = static_cast<char>(changed[i] ^ 0x40);
    const auto restored = restore(SecretBytes(changed));
    if (!restored) {
      REQUIRE(
          (restored.error().code == errc::document_damaged || restored.error().code == errc::schema_too_new));
    } else {
      REQUIRE(restored->accounts().size() == 1);
    }
  }
}

TEST_CASE("a phone takes a hundred accounts") {
  PhoneFixture it;
  for (std::size_t i = 0; i < Phone::max_accounts; ++i) {
    REQUIRE(it.phone.scan(it.server.link(), SignatureAlgorithm::eddsa));
  }
  CHECK(error_code(it.phone.scan(it.server.link())) == errc::limit_reached);
  CHECK(restore(it.phone.save().value()).value().accounts().size() == Phone::max_accounts);
}
