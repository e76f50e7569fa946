#include "counterfoil/device/phone.hpp"

#include <string>

#include "unit/device/phone_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::device;
using namespace counterfoil::testing;

TEST_CASE("a phone shows origin, issuer and account before its key leaves it") {
  PhoneFixture it;
  const auto id = it.phone.scan(it.server.link()).value();
  CHECK(it.phone.account(id).value().origin == "https://id.example.ac.uk");
  CHECK(error_code(it.phone.register_key(id, "Ada's phone", it.now())) == errc::wrong_state);
  const auto shown = it.preview(id).value();
  CHECK(shown.issuer == "University of Example");
  CHECK(shown.account == "ada@example.ac.uk");
  CHECK(!shown.is_move);
  CHECK_THAT(it.server.bodies.back(), !Catch::Matchers::Contains("jwk") && !Catch::Matchers::Contains("kid"));
  CHECK(!it.server.key);

  const auto added = it.add_previewed(id).value();
  CHECK(added.is_registered);
  CHECK(added.account == "ada@example.ac.uk");
  REQUIRE(it.server.key);
  CHECK(error_code(it.phone.register_key(id, "Ada's phone", it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.preview(id)) == errc::wrong_state);
}

TEST_CASE("[D60] of two phones that scan the same code one is registered, and it may ask again") {
  PhoneFixture it;
  const auto id = it.phone.scan(it.server.link()).value();
  REQUIRE(it.preview(id));
  it.server.loses_reply = true;
  CHECK(error_code(it.add_previewed(id)) == errc::provider_failed);
  it.server.loses_reply = false;
  const auto second = it.phone.scan(it.server.link()).value();
  REQUIRE(it.preview(second));
  CHECK(error_code(it.add_previewed(second)) == errc::already_exists);
  CHECK(it.add_previewed(id));
}

TEST_CASE("[D62] a code that is over registers nobody, and the reason can be told") {
  PhoneFixture it;
  const auto id = it.phone.scan(it.server.link()).value();
  REQUIRE(it.preview(id));
  it.server.code = SecretBytes(std::string_view("another code...."));
  const auto refused = it.add_previewed(id);
  REQUIRE(!refused);
  CHECK(refused.error().code == errc::expired);
  CHECK(refused.error().message == protocol::sentence_of(protocol::Refusal::registration_over));
  CHECK(!it.phone.account(id).value().is_registered);
}

TEST_CASE("an account that turns out to be another than was shown is not added") {
  PhoneFixture it;
  const auto id = it.phone.scan(it.server.link()).value();
  REQUIRE(it.preview(id));
  const std::string other =
      R"({"account":"eve","counter":0,"issuer":"University of Example","op":"register","time":1800000000,)"
      R"("totp_algorithm":"SHA1","totp_digits":6,"totp_period":30,"totp_secret":"MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"})";
  CHECK(error_code(it.phone.read_registration(id, other, it.now())) == errc::invalid_message);
  CHECK(!it.phone.account(id).value().is_registered);
}

TEST_CASE("[C41][C42] the number is typed by the person and is nowhere in what the phone gets") {
  for (const std::string number : {"07", "000123"}) {
    PhoneFixture it;
    const auto id = it.add();
    it.server.number = number;
    it.server.ask();
    const auto inbox = it.inbox(id).value();
    REQUIRE(inbox.requests.size() == 1);
    CHECK(inbox.state == protocol::AccountState::active);
    const PendingRequest& request = inbox.requests[0];
    CHECK(request.shown.context.place == "Bristol");
    CHECK(request.shown.is_first_time_here);
    CHECK(request.shown.digits == number.size());
    CHECK_THAT(request.bytes, !Catch::Matchers::Contains("\"" + number + "\""));
    CHECK(error_code(it.approve(id, request, "1")) == errc::invalid_argument);
    CHECK(error_code(it.approve(id, request, std::string(number.size(), 'x'))) == errc::invalid_argument);
    CHECK(it.approve(id, request, number));
    CHECK(error_code(it.approve(id, request, number)) == errc::wrong_state);

    it.server.ask();
    const std::string wrong(number.size(), '9');
    CHECK(error_code(it.approve(id, it.inbox(id).value().requests.at(0), wrong)) == errc::code_mismatch);
  }
}

TEST_CASE("a person can say no, and that it was not they") {
  PhoneFixture it;
  const auto id = it.add(SignatureAlgorithm::eddsa);
  it.server.ask(protocol::PushPurpose::step_up);
  const auto request = it.inbox(id).value().requests.at(0);
  REQUIRE(it.server.post(it.phone.deny(id, request, it.now()).value()));
  CHECK(std::holds_alternative<protocol::Denial>(std::get<protocol::Answer>(it.server.seen.back()).verdict));
  it.server.ask();
  REQUIRE(it.server.post(it.phone.report(id, it.inbox(id).value().requests.at(0), it.now()).value()));
  CHECK(std::holds_alternative<protocol::Report>(std::get<protocol::Answer>(it.server.seen.back()).verdict));
}

TEST_CASE("[C48] a request of another tenant, or one that cannot be shown whole, cannot be answered") {
  PhoneFixture it;
  const auto id = it.add();
  it.server.ask(protocol::PushPurpose::sign_in, "other");
  it.server.requests.push_back(R"({"pay":100})");
  it.server.ask();
  const auto inbox = it.inbox(id).value();
  CHECK(inbox.requests.size() == 1);
  CHECK(inbox.unreadable == 2);
  PendingRequest altered = inbox.requests[0];
  altered.bytes[altered.bytes.find("Bristol")] = 'b';
  it.server.requests.erase(it.server.requests.begin(), it.server.requests.begin() + 2);
  CHECK(error_code(it.approve(id, altered, "42")) == errc::expired);
}

TEST_CASE(
    "[H119] a phone whose clock is off by hours learns it from one refusal, for messages and for codes") {
  for (const Duration skew : {Duration(7'200'000), Duration(-86'400'000), Duration(61'000)}) {
    PhoneFixture it;
    it.skew = skew;
    const auto id = it.add();
    const std::size_t bodies = it.server.bodies.size();
    CHECK(bodies == 3);
    it.server.ask();
    CHECK(it.approve(id, it.inbox(id).value().requests.at(0), "42"));
    CHECK(it.server.bodies.size() == bodies + 2);
    const auto code = it.phone.code(id, it.now()).value();
    CHECK(code.digits == generate_totp(it.server.totp_secret, {}, it.server.now).value());
  }
}

TEST_CASE("a clock that is still refused after it was set right is not tried for ever") {
  PhoneFixture it;
  const auto id = it.add();
  const std::string refusal = R"({"refused":"clock_off","time":1800009999})";
  const auto first = it.phone.read_inbox(id, refusal, it.now());
  CHECK(error_code(first) == errc::clock_skewed);
  CHECK(first.error().retry_after == Duration(0));
  const auto second = it.phone.read_inbox(id, refusal, it.now());
  CHECK(error_code(second) == errc::clock_skewed);
  CHECK(!second.error().retry_after);
  int sent = 0;
  const auto result =
      exchange([&] { return it.phone.inbox(id, it.now()); },
               [&](const Outgoing&) -> Result<std::string> {
                 ++sent;
                 return refusal;
               },
               [&](std::string_view reply) { return it.phone.read_inbox(id, reply, it.now()); });
  CHECK(error_code(result) == errc::clock_skewed);
  CHECK(sent == 2);
}

TEST_CASE("codes are the account's own, and say how long they last") {
  PhoneFixture it;
  const auto id = it.add();
  const auto at_start = it.phone.code(id, it.now()).value();
  CHECK(at_start.left == Duration(30'000));
  CHECK(at_start.digits == generate_totp(it.server.totp_secret, {}, it.now()).value());
  CHECK(it.phone.code(id, it.now() + Duration(29'999)).value().left == Duration(1));
  CHECK(it.phone.code(id, it.now() + Duration(29'999)).value().digits == at_start.digits);
  CHECK(it.phone.code(id, it.now() + Duration(30'000)).value().left == Duration(30'000));
  CHECK(error_code(it.phone.code(id, from_unix_seconds(-1))) == errc::clock_failed);
}

TEST_CASE("a phone has accounts of several tenants, each with a key of its own") {
  PhoneFixture it;
  const auto ada = it.add();
  FakeServer other("other");
  const auto bob = it.phone.scan(other.link()).value();
  REQUIRE(it.phone.read_preview(bob, other.post(it.phone.preview(bob).value()).value(), other.now));
  REQUIRE(it.phone.read_registration(
      bob, other.post(it.phone.register_key(bob, "a", other.now).value()).value(), other.now));
  CHECK(it.phone.accounts().size() == 2);
  CHECK(!(*it.server.key == *other.key));
  CHECK(it.phone.inbox(bob, other.now).value().url == other.endpoint.url());
  CHECK(it.phone.forget(ada));
  CHECK(it.phone.forget(ada));
  CHECK(it.phone.accounts().size() == 1);
  CHECK(error_code(it.phone.inbox(ada, it.now())) == errc::not_found);
}

TEST_CASE("what is not registered or not here does nothing") {
  PhoneFixture it;
  const auto id = it.phone.scan(it.server.link()).value();
  CHECK(error_code(it.phone.inbox(id, it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.code(id, it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.leave(id, it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.rotate_key(id, it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.authorise_move(id, it.now())) == errc::wrong_state);
  CHECK(error_code(it.phone.preview(LocalId())) == errc::not_found);
  CHECK(error_code(it.phone.scan("https://id.example.ac.uk/authenticator/example")) == errc::invalid_uri);
  CHECK(error_code(it.phone.scan("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP")) == errc::invalid_uri);
  Phone without_entropy(std::make_shared<FailingEntropy>());
  CHECK(error_code(without_entropy.scan(it.server.link())) == errc::entropy_failed);
  CHECK(without_entropy.accounts().empty());
}

TEST_CASE("a reply to another operation, and what is no reply, is refused") {
  PhoneFixture it;
  const auto id = it.add();
  CHECK(error_code(it.phone.read_inbox(id, R"({"op":"answer","time":1800000000})", it.now())) ==
        errc::invalid_message);
  CHECK(error_code(it.phone.read_answer(id, "<html>502 Bad Gateway</html>", it.now())) ==
        errc::invalid_message);
}
