#include <algorithm>

#include "authenticator_fixture.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

/// Sends a request from a browser that nobody knows, after the right password.
Result<PromptView> bomb(AdaWithPhone& ada, const Browser& from) {
  return ada.start(from, ada.ticket(from));
}

std::size_t count(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::count(names.begin(), names.end(), name));
}

}  // namespace

TEST_CASE_METHOD(AdaAndStranger,
                 "[C44] strangers have one request that waits, and a known browser has its own") {
  const Browser other = EngineFixture::new_browser();
  REQUIRE(bomb(ada, stranger));
  const auto second = bomb(ada, other);
  CHECK(code_of(second) == errc::throttled);
  CHECK(second.error().retry_after == 60s);
  CHECK(ada.start(ada.browser, ada.ticket(ada.browser)));
  CHECK(ada.phone.inbox().value().requests.size() == 2);
}

TEST_CASE_METHOD(AdaAndStranger,
                 "a denial pauses at once, and each further one for twice as long, up to an hour") {
  std::vector<Duration> pauses;
  for (int i = 0; i < 8; ++i) {
    REQUIRE(bomb(ada, stranger));
    REQUIRE(ada.phone.deny(ada.phone.request()));
    const auto held = bomb(ada, stranger);
    REQUIRE(code_of(held) == errc::throttled);
    pauses.push_back(held.error().retry_after.value());
    it.clock->advance(pauses.back());
  }
  CHECK(pauses == std::vector<Duration>{1min, 2min, 4min, 8min, 16min, 32min, 60min, 60min});
}

TEST_CASE_METHOD(AdaAndStranger,
                 "two requests that nobody answers pause, although nothing was written since they expired") {
  REQUIRE(bomb(ada, stranger));
  it.clock->advance(60s);
  REQUIRE(bomb(ada, stranger));
  it.clock->advance(60s);
  const auto held = bomb(ada, stranger);
  CHECK(code_of(held) == errc::throttled);
  CHECK(held.error().retry_after == 60s);
  it.clock->advance(60s);
  REQUIRE(bomb(ada, stranger));
  CHECK(count(it.event_names(ada.account), "prompt_unanswered") == 2);
}

TEST_CASE_METHOD(AdaAndStranger, "[D77c] starting, cancelling and starting anew counts as unanswered") {
  for (int i = 0; i < 2; ++i) {
    const Ticket ticket = ada.ticket(stranger);
    REQUIRE(ada.start(stranger, ticket));
    REQUIRE(it.sign_in().cancel(it.tenant, ticket, stranger.session));
    CHECK(ada.phone.inbox().value().requests.empty());
  }
  CHECK(code_of(bomb(ada, stranger)) == errc::throttled);
}

TEST_CASE_METHOD(StrangerWithTicket, "[D77c] sending again in the same sign-in counts as unanswered") {
  const auto first = ada.start(stranger, ticket).value();
  const auto request = ada.phone.request();
  REQUIRE(ada.start(stranger, ticket));
  CHECK(ada.phone.inbox().value().requests.size() == 1);
  CHECK(code_of(ada.phone.approve(request, first.number)) == errc::expired);
  // The next one would be the second unanswered: it is held back, and the one that waits stays.
  CHECK(code_of(ada.start(stranger, ticket)) == errc::throttled);
  CHECK(ada.poll(stranger, ticket).value().state == PromptState::waiting);
}

TEST_CASE_METHOD(
    StrangerWithTicket,
    "[C37][D77c] switching to a code voids the request that waits, and counts it as unanswered") {
  REQUIRE(ada.start(stranger, ticket));
  const auto code = ada.phone.phone.code(ada.phone.id, ada.phone.now()).value();
  REQUIRE(it.answer(stranger, ticket, CodeProof{ada.method, secret(code.digits)}));
  CHECK(ada.phone.inbox().value().requests.empty());
  CHECK(count(it.event_names(ada.account), "prompt_unanswered") == 1);
}

TEST_CASE_METHOD(
    AdaAndStranger,
    "[C43] after ten requests in a day without an approval no more are sent, and the person is told") {
  int sent = 0;
  for (int i = 0; i < 20; ++i) {
    const auto prompt = bomb(ada, stranger);
    if (prompt) {
      ++sent;
      REQUIRE(ada.phone.deny(ada.phone.request()));
    }
    it.clock->advance(61min);
  }
  CHECK(sent == 10);
  CHECK(count(it.event_names(ada.account), "prompts_stopped") == 1);
  // The owner's known browser is not held back, and its approval frees nobody else.
  ada.sign_in(ada.browser);
  CHECK(code_of(bomb(ada, stranger)) == errc::throttled);
}

TEST_CASE_METHOD(AdaAndStranger, "an approval clears the pause and the count of its own lane") {
  for (int i = 0; i < 5; ++i) {
    REQUIRE(bomb(ada, stranger));
    it.clock->advance(62min);
  }
  const Browser mine = EngineFixture::new_browser();
  const Ticket ticket = ada.ticket(mine);
  const auto prompt = ada.start(mine, ticket).value();
  REQUIRE(ada.phone.approve(ada.phone.request(), prompt.number));
  REQUIRE(ada.redeem(mine, ticket));
  for (int i = 0; i < 2; ++i) {
    CHECK(bomb(ada, stranger));
    it.clock->advance(60s);
  }
  CHECK(code_of(bomb(ada, stranger)) == errc::throttled);
}

TEST_CASE("a known browser without the password may ask the phone three times a day") {
  EngineFixture it;
  AdaWithPhone ada(it);
  BeginSignIn request{it.tenant, "ada@example.ac.uk", ada.browser.session};
  request.known_browser = ada.browser.known;
  for (int i = 0; i < 4; ++i) {
    const auto step = it.sign_in().begin_password_reset(request).value();
    const auto prompt = it.sign_in().start({it.tenant, step.ticket, ada.browser.session});
    CHECK(prompt.has_value() == (i < 3));
    it.clock->advance(62min);
  }
  // With the password it still may.
  CHECK(ada.start(ada.browser, ada.ticket(ada.browser)));
}

TEST_CASE_METHOD(AdaAndStranger,
                 "[H119] a clock that was far ahead leaves no slot taken and no pause without end") {
  const Timestamp then = it.clock->now().value();
  const Ticket ticket = ada.ticket(stranger);
  it.clock->advance(Days(365));
  CHECK_FALSE(ada.start(stranger, ticket));
  const Ticket late = ada.ticket(stranger);
  REQUIRE(ada.start(stranger, late));
  REQUIRE(ada.phone.deny(ada.phone.request()));
  REQUIRE(code_of(bomb(ada, stranger)) == errc::throttled);
  it.clock->set(then);
  const auto held = bomb(ada, stranger);
  REQUIRE(code_of(held) == errc::throttled);
  CHECK(held.error().retry_after <= 1h);
  it.clock->advance(1h);
  CHECK(bomb(ada, stranger));
}
