#include <atomic>

#include "authenticator_fixture.hpp"
#include "support/threads.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;

TEST_CASE("[B29] of an approval and a denial at the same instant exactly one counts", "[race]") {
  EngineFixture it;
  AdaWithPhone ada(it);
  for (int round = 0; round < 10; ++round) {
    const Ticket ticket = ada.ticket(ada.browser);
    const auto prompt = ada.start(ada.browser, ticket).value();
    const auto request = ada.phone.request();
    const auto approval =
        ada.phone.phone.approve(ada.phone.id, request, prompt.number, ada.phone.now()).value();
    const auto denial = ada.phone.phone.deny(ada.phone.id, request, ada.phone.now()).value();
    std::atomic<int> taken{0};
    run_threads(4, [&](int i) {
      const std::string& message = i % 2 == 0 ? approval.body : denial.body;
      const auto reply = it.devices().exchange(it.tenant, message);
      if (reply && reply->read_text(SecretAccess::grant()).find("refused") == std::string_view::npos) ++taken;
    });
    CHECK(taken == 1);
    const auto state = ada.poll(ada.browser, ticket).value().state;
    CHECK((state == PromptState::approved || state == PromptState::denied));
    CHECK(ada.redeem(ada.browser, ticket).has_value() == (state == PromptState::approved));
    it.clock->advance(std::chrono::hours(2));
  }
}

TEST_CASE("[B28] an approval that several processes redeem at once signs in once", "[race]") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  REQUIRE(ada.phone.approve(ada.phone.request(), prompt.number));
  std::atomic<int> signed_in{0};
  run_threads(8, [&](int) {
    if (ada.redeem(ada.browser, ticket)) ++signed_in;
  });
  CHECK(signed_in == 1);
}

TEST_CASE("a sign-in that waits hears of the phone's answer", "[race]") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  CHECK(it.sign_in().wait(it.tenant, ticket, ada.browser.session, Duration::zero()).value().state ==
        PromptState::waiting);
  CHECK(code_of(it.sign_in().wait(it.tenant, ticket, ada.browser.session, Duration(-1))) ==
        errc::invalid_argument);
  const auto request = ada.phone.request();
  Result<PromptView> seen = prompt;
  run_threads(2, [&](int i) {
    if (i == 0) {
      seen = it.sign_in().wait(it.tenant, ticket, ada.browser.session, std::chrono::minutes(5));
    } else {
      (void)it.devices().exchange(
          it.tenant,
          ada.phone.phone.approve(ada.phone.id, request, prompt.number, ada.phone.now()).value().body);
    }
  });
  CHECK(seen.value().state == PromptState::approved);
}

TEST_CASE("[D60] of two phones that register with one code at once exactly one is linked", "[race]") {
  EngineFixture it;
  it.create("ada");
  Browser browser = EngineFixture::new_browser();
  const auto assurance = it.sign_in_by_password("ada", browser).assurance;
  const auto begun = it.security_info().begin_authenticator(it.caller(browser, assurance), "").value();
  AppPhone first(it, 1);
  AppPhone second(it, 2);
  REQUIRE(first.scan(begun.link));
  REQUIRE(second.scan(begun.link));
  std::atomic<int> linked{0};
  run_threads(2, [&](int i) {
    AppPhone& phone = i == 0 ? first : second;
    const auto message = phone.phone.register_key(phone.id, "Phone", phone.now()).value();
    const auto reply = it.devices().exchange(it.tenant, message.body);
    if (reply && reply->read_text(SecretAccess::grant()).find("refused") == std::string_view::npos) ++linked;
  });
  CHECK(linked == 1);
}
