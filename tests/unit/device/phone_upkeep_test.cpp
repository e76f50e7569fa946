#include <string>

#include "unit/device/phone_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::device;
using namespace counterfoil::testing;

TEST_CASE("a key is replaced by a new one, and the old one is of no use") {
  PhoneFixture it;
  const auto id = it.add();
  const PublicKey before = *it.server.key;
  const auto old_message = it.phone.inbox(id, it.now()).value();
  CHECK(it.rotate(id));
  CHECK(!(*it.server.key == before));
  CHECK(it.inbox(id));
  const auto reply = it.server.post(old_message).value();
  CHECK(error_code(it.phone.read_inbox(id, reply, it.now())) == errc::revoked);
}

TEST_CASE("a rotation whose reply was lost is finished by asking again") {
  PhoneFixture it;
  const auto id = it.add();
  it.server.loses_reply = true;
  CHECK(error_code(it.rotate(id)) == errc::provider_failed);
  it.server.loses_reply = false;
  const PublicKey taken = *it.server.key;
  CHECK(error_code(it.rotate(id)) == errc::outcome_unknown);
  CHECK(*it.server.key == taken);
  CHECK(it.inbox(id));
  CHECK(it.rotate(id));
}

TEST_CASE("a rotation that never arrived is tried again with the same new key") {
  PhoneFixture it;
  const auto id = it.add();
  const auto first = it.phone.rotate_key(id, it.now()).value();
  const auto again = it.phone.rotate_key(id, it.now()).value();
  CHECK(first.body != again.body);
  REQUIRE(it.phone.read_rotation(id, it.server.post(again).value(), it.now()));
  CHECK(error_code(it.phone.read_rotation(id, R"({"counter":9,"op":"rotate_key","time":1800000000})",
                                          it.now())) == errc::wrong_state);
  CHECK(it.inbox(id));
}

TEST_CASE("counters rise with every message, and a phone that was put back catches up by its inbox") {
  PhoneFixture it;
  const auto id = it.add();
  const SecretBytes saved = it.phone.save().value();
  for (int i = 1; i <= 3; ++i) {
    const auto outgoing = it.phone.set_push_address(id, "address", it.now()).value();
    REQUIRE(it.phone.read_push_address(id, it.server.post(outgoing).value(), it.now()));
    CHECK(it.server.counter == static_cast<std::uint64_t>(i));
    CHECK(error_code(it.phone.read_push_address(id, it.server.post(outgoing).value(), it.now())) ==
          errc::code_replayed);
  }
  it.phone = Phone::restore(saved, std::make_shared<SeededEntropy>(8)).value();
  const auto behind = it.phone.set_push_address(id, {}, it.now()).value();
  CHECK(error_code(it.phone.read_push_address(id, it.server.post(behind).value(), it.now())) ==
        errc::code_replayed);
  REQUIRE(it.inbox(id));
  const auto caught_up = it.phone.set_push_address(id, {}, it.now()).value();
  CHECK(it.phone.read_push_address(id, it.server.post(caught_up).value(), it.now()));
  CHECK(!std::get<protocol::SetPushAddress>(it.server.seen.back()).address);
}

TEST_CASE("a phone that leaves forgets the account, also when the server knew nothing of it") {
  PhoneFixture it;
  const auto id = it.add();
  it.server.loses_reply = true;
  CHECK(error_code(it.leave(id)) == errc::provider_failed);
  CHECK(it.phone.accounts().size() == 1);
  it.server.loses_reply = false;
  CHECK(it.leave(id));
  CHECK(it.phone.accounts().empty());
}

TEST_CASE("an old phone gives its place to a new one by a link") {
  PhoneFixture it;
  const auto id = it.add();
  const auto move = it.authorise_move(id).value();
  CHECK(move.expires == it.server.now + Duration(300'000));
  Phone fresh(std::make_shared<SeededEntropy>(9));
  const auto moved = fresh.scan(move.link.read_text(SecretAccess::grant())).value();
  const auto shown =
      fresh.read_preview(moved, it.server.post(fresh.preview(moved).value()).value(), it.now()).value();
  CHECK(shown.is_move);
  REQUIRE(fresh.read_registration(
      moved, it.server.post(fresh.register_key(moved, "New phone", it.now()).value()).value(), it.now()));
  CHECK(error_code(it.inbox(id)) == errc::revoked);
  CHECK(fresh.read_inbox(moved, it.server.post(fresh.inbox(moved, it.now()).value()).value(), it.now()));
}
