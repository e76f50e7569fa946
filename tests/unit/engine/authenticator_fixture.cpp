#include "authenticator_fixture.hpp"

#include <utility>

namespace counterfoil::testing {

AppPhone::AppPhone(EngineFixture& fixture, std::uint64_t seed)
    : phone(std::make_shared<SeededEntropy>(seed)), fixture_(&fixture) {}

Result<std::string> AppPhone::post(const device::Outgoing& outgoing) {
  sent.push_back(outgoing.body);
  const auto reply = fixture_->devices().exchange(fixture_->tenant, outgoing.body);
  REQUIRE(reply);
  received.emplace_back(reply->read_text(SecretAccess::grant()));
  if (loses_reply) return Error(errc::provider_failed, "network: the reply was lost");
  return received.back();
}

Result<protocol::PreviewReply> AppPhone::scan(const SecretBytes& link) {
  id = phone.scan(link.read_text(SecretAccess::grant())).value();
  return device::exchange([&] { return phone.preview(id); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_preview(id, reply, now()); });
}

Result<device::AccountView> AppPhone::add(const std::string& name) {
  return device::exchange([&] { return phone.register_key(id, name, now()); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_registration(id, reply, now()); });
}

Result<device::Inbox> AppPhone::inbox() {
  return device::exchange([&] { return phone.inbox(id, now()); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_inbox(id, reply, now()); });
}

device::PendingRequest AppPhone::request() {
  const auto found = inbox();
  INFO((found ? "" : found.error().message));
  REQUIRE(found);
  REQUIRE(found->requests.size() == 1);
  return found->requests.front();
}

Result<void> AppPhone::approve(const device::PendingRequest& request, const SecretBytes& number) {
  return device::exchange([&] { return phone.approve(id, request, number, now()); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_answer(id, reply, now()); });
}

Result<void> AppPhone::deny(const device::PendingRequest& request) {
  return device::exchange([&] { return phone.deny(id, request, now()); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_answer(id, reply, now()); });
}

Result<void> AppPhone::report(const device::PendingRequest& request) {
  return device::exchange([&] { return phone.report(id, request, now()); },
                          [&](const device::Outgoing& outgoing) { return post(outgoing); },
                          [&](std::string_view reply) { return phone.read_answer(id, reply, now()); });
}

MethodId register_phone(EngineFixture& it, const Browser& browser, Assurance& assurance, AppPhone& phone) {
  const auto begun = it.security_info().begin_authenticator(it.caller(browser, assurance), "");
  INFO((begun ? "" : begun.error().message));
  REQUIRE(begun);
  REQUIRE(phone.scan(begun->link));
  REQUIRE(phone.add());
  const auto tested = it.security_info().test_authenticator(it.caller(browser, assurance), begun->id);
  REQUIRE(tested);
  REQUIRE(tested->test);
  REQUIRE(phone.approve(phone.request(), tested->test->number));
  auto confirmed = it.security_info().confirm_authenticator(it.caller(browser, assurance), begun->id);
  INFO((confirmed ? "" : confirmed.error().message));
  REQUIRE(confirmed);
  assurance = confirmed->assurance.value();
  return confirmed->method.value();
}

AdaWithPhone::AdaWithPhone(EngineFixture& fixture)
    : it(fixture),
      account(fixture.create("ada")),
      browser(EngineFixture::new_browser()),
      phone(fixture),
      assurance(std::string()) {
  assurance = fixture.sign_in_by_password("ada", browser).assurance;
  method = register_phone(fixture, browser, assurance, phone);
  assurance = sign_in(browser).assurance;
}

Ticket AdaWithPhone::ticket(const Browser& from) {
  const auto step = it.type_password("ada", from);
  INFO((step ? "" : step.error().message));
  REQUIRE(step);
  REQUIRE(std::holds_alternative<SignInStep>(*step));
  return std::get<SignInStep>(*step).ticket;
}

Result<PromptView> AdaWithPhone::start(const Browser& from, const Ticket& ticket,
                                       const std::string& idempotency_key) {
  return it.sign_in().start({it.tenant, ticket, from.session, method, idempotency_key});
}

Result<PromptView> AdaWithPhone::poll(const Browser& from, const Ticket& ticket) {
  return it.sign_in().poll(it.tenant, ticket, from.session);
}

Result<SignInOutcome> AdaWithPhone::redeem(const Browser& from, const Ticket& ticket) {
  return it.answer(from, ticket, DeviceAnswer{});
}

SignedIn AdaWithPhone::sign_in(Browser& from) {
  const Ticket from_password = ticket(from);
  const auto prompt = start(from, from_password);
  INFO((prompt ? "" : prompt.error().message));
  REQUIRE(prompt);
  REQUIRE(phone.approve(phone.request(), prompt->number));
  auto outcome = redeem(from, from_password);
  INFO((outcome ? "" : outcome.error().message));
  REQUIRE(outcome);
  SignedIn signed_in = std::get<SignedIn>(*std::move(outcome));
  if (signed_in.known_browser) from.known = signed_in.known_browser;
  return signed_in;
}

}  // namespace counterfoil::testing
