#include <algorithm>

#include "authenticator_fixture.hpp"
#include "counterfoil/protocol/message.hpp"

using namespace counterfoil;
using namespace counterfoil::testing;
using namespace std::chrono_literals;

namespace {

Result<void> rotate(AppPhone& phone) {
  return device::exchange(
      [&] { return phone.phone.rotate_key(phone.id, phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_rotation(phone.id, reply, phone.now()); });
}

Result<void> leave(AppPhone& phone) {
  return device::exchange(
      [&] { return phone.phone.leave(phone.id, phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_leave(phone.id, reply, phone.now()); });
}

Result<void> set_push_address(AppPhone& phone, const std::optional<std::string>& address) {
  return device::exchange(
      [&] { return phone.phone.set_push_address(phone.id, address, phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_push_address(phone.id, reply, phone.now()); });
}

Result<device::MoveLink> authorise_move(AppPhone& phone) {
  return device::exchange(
      [&] { return phone.phone.authorise_move(phone.id, phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_move(phone.id, reply, phone.now()); });
}

}  // namespace

TEST_CASE("a rotated key takes the old one's place at once") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const std::string old_message = ada.phone.phone.inbox(ada.phone.id, ada.phone.now()).value().body;
  REQUIRE(rotate(ada.phone));
  CHECK(ada.phone.inbox());
  ada.sign_in(ada.browser);
  const auto reply = it.devices().exchange(it.tenant, old_message).value();
  CHECK_THAT(std::string(reply.read_text(SecretAccess::grant())),
             Catch::Matchers::Contains("unknown_device"));
}

TEST_CASE("a message with a counter is good once, also when it comes again later") {
  EngineFixture it;
  AdaWithPhone ada(it);
  REQUIRE(set_push_address(ada.phone, "https://push.example/one"));
  const std::string first = ada.phone.sent.back();
  REQUIRE(set_push_address(ada.phone, std::nullopt));
  const auto reply = it.devices().exchange(it.tenant, first).value();
  CHECK_THAT(std::string(reply.read_text(SecretAccess::grant())), Catch::Matchers::Contains("counter_used"));
}

TEST_CASE("a phone that leaves is removed, told of, and its last way opens the recovery path") {
  EngineFixture it;
  AdaWithPhone ada(it);
  REQUIRE(leave(ada.phone));
  const auto names = it.event_names(ada.account);
  CHECK_THAT(names, Catch::Matchers::VectorContains(std::string("method_removed")));
  CHECK_THAT(names, Catch::Matchers::VectorContains(std::string("recovery_path_opened")));
  const auto overview = it.security_info().overview(it.caller(ada.browser, ada.assurance)).value();
  CHECK(overview.methods.empty());
}

TEST_CASE("a phone hands its place to another in one step, with its name and place as default") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto move = authorise_move(ada.phone).value();
  AppPhone next(it, 2);
  const auto preview = next.scan(move.link).value();
  CHECK(preview.is_move);
  CHECK(preview.account == "ada@example.ac.uk");
  const std::string old_message = ada.phone.phone.inbox(ada.phone.id, ada.phone.now()).value().body;
  REQUIRE(next.add("Ada's new phone"));
  const auto reply = it.devices().exchange(it.tenant, old_message).value();
  CHECK_THAT(std::string(reply.read_text(SecretAccess::grant())),
             Catch::Matchers::Contains("unknown_device"));

  const auto overview = it.security_info().overview(it.caller(ada.browser, ada.assurance)).value();
  REQUIRE(overview.methods.size() == 1);
  CHECK(overview.methods[0].id == ada.method);
  CHECK(overview.methods[0].nickname == "Ada's phone");
  CHECK(overview.methods[0].detail == "Ada's new phone");
  CHECK(overview.methods[0].is_default);
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  REQUIRE(next.approve(next.request(), prompt.number));
  CHECK(ada.redeem(ada.browser, ticket));
  // The old phone's codes are over, too.
  const auto code = ada.phone.phone.code(ada.phone.id, ada.phone.now()).value();
  CHECK(code_of(it.answer(ada.browser, ada.ticket(ada.browser),
                          CodeProof{ada.method, secret(code.digits)})) == errc::code_mismatch);
}

TEST_CASE("[D60] a move's code is good for one phone, which may ask again") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto move = authorise_move(ada.phone).value();
  AppPhone next(it, 2);
  AppPhone thief(it, 3);
  REQUIRE(next.scan(move.link));
  REQUIRE(thief.scan(move.link));
  next.loses_reply = true;
  REQUIRE_FALSE(next.add());
  next.loses_reply = false;
  CHECK(code_of(thief.add("Thief's phone")) == errc::already_exists);
  CHECK(next.add());
}

TEST_CASE("[D61] a move's code is over after ten minutes") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto move = authorise_move(ada.phone).value();
  it.clock->advance(10min);
  AppPhone next(it, 2);
  CHECK(code_of(next.scan(move.link)) == errc::expired);
  CHECK(ada.phone.inbox());
}

TEST_CASE("[C47] one phone's signature is worth nothing for another phone's request") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto begun =
      it.security_info().begin_authenticator(it.caller(ada.browser, ada.assurance), "Second").value();
  AppPhone second(it, 2);
  REQUIRE(second.scan(begun.link));
  REQUIRE(second.add());
  const Ticket ticket = ada.ticket(ada.browser);
  const auto prompt = ada.start(ada.browser, ticket).value();
  CHECK(code_of(second.approve(ada.phone.request(), prompt.number)) == errc::expired);
  CHECK(ada.poll(ada.browser, ticket).value().state == PromptState::waiting);
}

TEST_CASE("a removed phone is unknown, and known again when its removal is reported") {
  EngineFixture it;
  AdaWithPhone ada(it);
  REQUIRE(it.security_info().new_recovery_codes(it.caller(ada.browser, ada.assurance)));
  REQUIRE(it.security_info().remove(it.caller(ada.browser, ada.assurance), ada.method));
  CHECK(code_of(ada.phone.inbox()) == errc::revoked);
  const auto page = it.security_info().activity(it.caller(ada.browser, ada.assurance), 0, 10).value();
  const auto removal = std::find_if(page.entries.begin(), page.entries.end(), [](const auto& entry) {
    return entry.event.type == EventType::method_removed;
  });
  REQUIRE(removal != page.entries.end());
  REQUIRE(it.sign_in().report(it.tenant, removal->report.value()));
  CHECK(ada.phone.inbox().value().state == protocol::AccountState::active);
}

TEST_CASE("[D60] a move can be reported from the activity, which suspends the phone that came") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto move = authorise_move(ada.phone).value();
  AppPhone next(it, 2);
  REQUIRE(next.scan(move.link));
  REQUIRE(next.add("Eve's phone"));
  const auto page = it.security_info().activity(it.caller(ada.browser, ada.assurance), 0, 10).value();
  REQUIRE(page.entries.front().event.type == EventType::device_moved);
  REQUIRE(page.entries.front().report);
  REQUIRE(it.sign_in().report(it.tenant, *page.entries.front().report));
  CHECK(next.inbox().value().state == protocol::AccountState::suspended);
}

TEST_CASE("a message of a phone whose clock is off is answered with the time, and then taken") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto skewed = ada.phone.phone.inbox(ada.phone.id, ada.phone.now() + 5min).value();
  const auto reply = it.devices().exchange(it.tenant, skewed.body).value();
  CHECK_THAT(std::string(reply.read_text(SecretAccess::grant())), Catch::Matchers::Contains("clock_off"));
}

TEST_CASE("polling the inbox writes nothing") {
  EngineFixture it;
  AdaWithPhone ada(it);
  REQUIRE(ada.start(ada.browser, ada.ticket(ada.browser)));
  it.store->forget();
  for (int i = 0; i < 100; ++i) REQUIRE(ada.phone.inbox());
  CHECK(it.store->count(StoreOperation::commit) == 0);
  CHECK(it.store->count(StoreOperation::load) == 100);
}

TEST_CASE("a deleted account's phone is unknown, and its key may be registered again") {
  EngineFixture it;
  AdaWithPhone ada(it);
  REQUIRE(it.accounts().remove(it.tenant, ada.account));
  CHECK(code_of(ada.phone.inbox()) == errc::revoked);
}

TEST_CASE("what is malformed has a reply that says so, and no fault of the store is an answer") {
  EngineFixture it;
  AdaWithPhone ada(it);
  const auto reply_to = [&](std::string_view message) {
    return std::string(it.devices().exchange(it.tenant, message).value().read_text(SecretAccess::grant()));
  };
  CHECK_THAT(reply_to(""), Catch::Matchers::Contains("malformed"));
  CHECK_THAT(reply_to(std::string(100'000, 'a')), Catch::Matchers::Contains("malformed"));
  const auto message = ada.phone.phone.inbox(ada.phone.id, ada.phone.now()).value().body;
  it.clock->fail();
  CHECK_THAT(reply_to(message), Catch::Matchers::Contains("unavailable"));
}
