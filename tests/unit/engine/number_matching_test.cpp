#include "authenticator_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

SecretBytes another_number(const SecretBytes& number) {
  return number == secret("11") ? secret("22") : secret("11");
}

}  // namespace

TEST_CASE("the right number on the phone signs in, at the first time and at a known browser") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  CHECK(prompt.state == PromptState::waiting);
  CHECK(prompt.label == "Ada's phone");
  CHECK(prompt.number.size() == 2);
  const auto request = ada.phone.request();
  CHECK(request.shown.account == "ada@example.ac.uk");
  CHECK(request.shown.context.app == "Library catalogue");
  CHECK(request.shown.context.place == "Bristol, United Kingdom");
  CHECK(!request.shown.is_first_time_here);
  CHECK(code_of(ada.redeem(ada.browser, ticket)) == errc::wrong_state);
  REQUIRE(ada.phone.approve(request, prompt.number));
  CHECK(ada.poll(ada.browser, ticket).value().state == PromptState::approved);
  const auto outcome = ada.redeem(ada.browser, ticket).value();
  CHECK(std::get<SignedIn>(outcome).factors.back().kind == FactorKind::authenticator_app);
}

TEST_CASE_METHOD(AdaAndStranger, "the phone says that it is the first time from this browser") {
  REQUIRE(ada.start(stranger, ada.ticket(stranger)));
  CHECK(ada.phone.request().shown.is_first_time_here);
}

TEST_CASE_METHOD(StrangerWithTicket,
                 "[C41] a wrong number ends the request, is charged to the phone, and counts as unanswered") {
  const auto prompt = ada.start(stranger, ticket).value();
  const auto request = ada.phone.request();
  CHECK(code_of(ada.phone.approve(request, another_number(prompt.number))) == errc::code_mismatch);
  CHECK(ada.poll(stranger, ticket).value().state == PromptState::wrong_number);
  CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::wrong_state);
  CHECK(code_of(ada.redeem(stranger, ticket)) == errc::not_allowed);
  CHECK_THAT(it.event_names(ada.account), Catch::Matchers::VectorContains(std::string("factor_refused")));
  REQUIRE(ada.start(stranger, ticket));
  CHECK(code_of(ada.start(stranger, ticket)) == errc::throttled);
}

TEST_CASE("[C42] the number is in no message to the phone and in no event") {
  EngineFixture it(with_policy(R"({"number_matching": {"digits": 6}})"));
  AdaWithPhone ada(it);
  const auto prompt = ada.start(ada.browser, ada.ticket(ada.browser)).value();
  const std::string number(prompt.number.read_text(SecretAccess::grant()));
  REQUIRE(number.size() == 6);
  const auto request = ada.phone.request();
  CHECK_THAT(request.bytes, !Catch::Matchers::Contains(number));
  for (const std::string& reply : ada.phone.received) CHECK_THAT(reply, !Catch::Matchers::Contains(number));
  for (const Event& event : it.accounts().events(it.tenant, ada.account, 0, 1000).value())
    CHECK_THAT(event.detail + event.label, !Catch::Matchers::Contains(number));
}

TEST_CASE_METHOD(StrangerWithTicket, "[C45] a request that was denied or is over takes no approval") {
  SECTION("denied") {
    const auto prompt = ada.start(stranger, ticket).value();
    const auto request = ada.phone.request();
    REQUIRE(ada.phone.deny(request));
    CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::wrong_state);
    CHECK(ada.poll(stranger, ticket).value().state == PromptState::denied);
    CHECK(code_of(ada.redeem(stranger, ticket)) == errc::not_allowed);
  }
  SECTION("expired") {
    const auto prompt = ada.start(stranger, ticket).value();
    const auto request = ada.phone.request();
    it.clock->advance(60s);
    CHECK(ada.poll(stranger, ticket).value().state == PromptState::expired);
    CHECK(ada.phone.inbox().value().requests.empty());
    CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::expired);
    CHECK(code_of(ada.redeem(stranger, ticket)) == errc::expired);
  }
}

TEST_CASE_METHOD(StrangerWithTicket,
                 "[B28][C49] an approval is redeemed once, within a minute, in the session that asked") {
  const auto prompt = ada.start(stranger, ticket).value();
  const auto request = ada.phone.request();
  REQUIRE(ada.phone.approve(request, prompt.number));
  SECTION("twice") {
    REQUIRE(ada.redeem(stranger, ticket));
    CHECK(code_of(ada.redeem(stranger, ticket)) == errc::not_found);
    CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::wrong_state);
  }
  SECTION("late") {
    it.clock->advance(60s);
    CHECK(code_of(ada.redeem(stranger, ticket)) == errc::expired);
  }
  SECTION("elsewhere") {
    const Browser other = EngineFixture::new_browser();
    CHECK(code_of(ada.redeem(other, ticket)) == errc::not_found);
    CHECK(code_of(ada.poll(other, ticket)) == errc::not_found);
    const Ticket own = ada.ticket(other);
    CHECK(code_of(ada.redeem(other, own)) == errc::not_allowed);
    CHECK(code_of(ada.poll(other, own)) == errc::not_found);
  }
}

TEST_CASE("[C46] \"this wasn't me\" on the phone undoes, pauses, tells, and asks for a new password") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Browser thief = EngineFixture::new_browser();
  const Ticket ticket = ada.ticket(thief);
  REQUIRE(ada.start(thief, ticket));
  REQUIRE(ada.phone.report(ada.phone.request()));
  CHECK(code_of(ada.poll(thief, ticket)) == errc::revoked);
  CHECK(code_of(it.sign_in().check(it.tenant, ada.assurance, ada.browser.session)) == errc::revoked);
  const auto names = it.event_names(ada.account);
  CHECK_THAT(names, Catch::Matchers::VectorContains(std::string("reported")));
  CHECK_THAT(names, Catch::Matchers::VectorContains(std::string("password_change_required")));
  const auto held = ada.start(thief, ada.ticket(thief));
  CHECK(code_of(held) == errc::throttled);
  CHECK(held.error().retry_after == 1h);
  // The owner's known browser is not held back.
  const auto signed_in = ada.sign_in(ada.browser);
  CHECK(signed_in.must_change_password);
}

TEST_CASE("[C48] an answer to other bytes than were sent counts as nothing") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  auto request = ada.phone.request();
  const auto place = request.bytes.find("Bristol");
  REQUIRE(place != std::string::npos);
  request.bytes.replace(place, 7, "Bradford");
  CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::invalid_message);
  CHECK(ada.poll(ada.browser, ticket).value().state == PromptState::waiting);
}

TEST_CASE_METHOD(AdaAndStranger, "[C53] each of two open requests takes its own number only") {
  const Ticket theirs = ada.ticket(stranger);
  const auto first = ada.start(stranger, theirs).value();
  const Ticket own = ada.ticket(ada.browser);
  const auto second = ada.start(ada.browser, own).value();
  const auto inbox = ada.phone.inbox().value();
  REQUIRE(inbox.requests.size() == 2);
  REQUIRE(first.number != second.number);
  CHECK(code_of(ada.phone.approve(inbox.requests[1], first.number)) == errc::code_mismatch);
  CHECK(ada.poll(stranger, theirs).value().state == PromptState::waiting);
  REQUIRE(ada.phone.approve(inbox.requests[0], first.number));
  CHECK(ada.redeem(stranger, theirs));
  CHECK(code_of(ada.redeem(ada.browser, own)) == errc::not_allowed);
}

TEST_CASE("[C54] an approval is worth nothing once the account is suspended or signed out everywhere") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  const auto request = ada.phone.request();
  SECTION("suspended after the approval") {
    REQUIRE(ada.phone.approve(request, prompt.number));
    REQUIRE(it.accounts().suspend(it.tenant, ada.account));
    CHECK(code_of(ada.redeem(ada.browser, ticket)) == errc::revoked);
  }
  SECTION("suspended before the answer") {
    REQUIRE(it.accounts().suspend(it.tenant, ada.account));
    CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::suspended);
    CHECK(ada.phone.inbox().value().state == protocol::AccountState::suspended);
  }
  SECTION("signed out everywhere") {
    REQUIRE(it.security_info().sign_out_everywhere(it.caller(ada.browser, ada.assurance)));
    CHECK(code_of(ada.phone.approve(request, prompt.number)) == errc::expired);
    CHECK(ada.phone.inbox().value().requests.empty());
  }
}

TEST_CASE_METHOD(StrangerWithTicket,
                 "a phone that is offline signs in by its own codes, which have a ledger of their own") {
  for (int i = 0; i < 10; ++i) {
    const auto refused = it.answer(stranger, ticket, CodeProof{ada.method, secret("000000")});
    CHECK(code_of(refused) == errc::code_mismatch);
  }
  const auto code = ada.phone.phone.code(ada.phone.id, ada.phone.now()).value();
  CHECK(code_of(it.answer(stranger, ticket, CodeProof{ada.method, secret(code.digits)})) == errc::throttled);
  // Its requests are not paused by that.
  REQUIRE(ada.start(stranger, ticket));
  it.clock->advance(31s);
  const auto later = ada.phone.phone.code(ada.phone.id, ada.phone.now()).value();
  const auto outcome = it.answer(stranger, ticket, CodeProof{ada.method, secret(later.digits)}).value();
  CHECK(std::get<SignedIn>(outcome).factors.back().kind == FactorKind::totp);
  CHECK(code_of(it.answer(stranger, ada.ticket(stranger), CodeProof{ada.method, secret(later.digits)})) ==
        errc::code_replayed);
}

TEST_CASE_METHOD(AdaAndStranger,
                 "the ways after a password are the phone's request and its codes, each with its reason") {
  const auto step = std::get<SignInStep>(it.type_password("ada", stranger).value());
  REQUIRE(step.ways.size() == 2);
  CHECK(step.ways[0].factor == FactorKind::authenticator_app);
  CHECK(step.ways[0].suggested);
  CHECK(step.ways[1].factor == FactorKind::totp);
  CHECK(step.ways[0].method == step.ways[1].method);
  const Browser other = EngineFixture::new_browser();
  REQUIRE(ada.start(stranger, step.ticket));
  const auto waiting = std::get<SignInStep>(it.type_password("ada", other).value());
  CHECK(waiting.ways[0].factor == FactorKind::totp);
  CHECK(waiting.ways[1].explanation.reason == Reason::prompt_waiting);
}

TEST_CASE("a step-up is confirmed on the phone") {
  EngineFixture it;
  AdaWithPhone ada(it);
  it.clock->advance(1h);
  const auto step = it.sign_in().begin_step_up({it.tenant, ada.assurance, ada.browser.session}).value();
  const auto prompt = ada.start(ada.browser, step.ticket).value();
  const auto request = ada.phone.request();
  CHECK(request.shown.purpose == protocol::PushPurpose::step_up);
  REQUIRE(ada.phone.approve(request, prompt.number));
  CHECK(std::holds_alternative<SignedIn>(ada.redeem(ada.browser, step.ticket).value()));
}

TEST_CASE("a forgotten password is reset from a known browser by the phone alone, and not from elsewhere") {
  EngineFixture it;
  AdaWithPhone ada(it);
  BeginSignIn request{it.tenant, "ada@example.ac.uk", ada.browser.session};
  request.known_browser = ada.browser.known;
  const auto step = it.sign_in().begin_password_reset(request).value();
  REQUIRE(step.ways[0].factor == FactorKind::authenticator_app);
  const auto prompt = it.sign_in().start({it.tenant, step.ticket, ada.browser.session}).value();
  REQUIRE(ada.phone.approve(ada.phone.request(), prompt.number));
  const auto proved = ada.redeem(ada.browser, step.ticket).value();
  const auto& grant = std::get<ResetProved>(proved).grant;
  CHECK(it.security_info().reset_password(it.tenant, grant, ada.browser.session,
                                          secret("a new passphrase of mine")));

  const Browser stranger = EngineFixture::new_browser();
  const auto other =
      it.sign_in().begin_password_reset({it.tenant, "ada@example.ac.uk", stranger.session}).value();
  CHECK(other.ways[0].factor != FactorKind::authenticator_app);
  CHECK(code_of(it.sign_in().start({it.tenant, other.ticket, stranger.session})) == errc::not_allowed);
}

TEST_CASE("[B31] a start that is repeated with its key gives the same request") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto first = ada.start(ada.browser, ticket, "start-1").value();
  const auto again = ada.start(ada.browser, ticket, "start-1").value();
  CHECK(first.number == again.number);
  CHECK(ada.phone.inbox().value().requests.size() == 1);
}
