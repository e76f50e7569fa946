#include "operations/phones.hpp"

namespace counterfoil::operations {

using testing::AppPhone;
using testing::EngineFixture;
using testing::secret;

namespace {

device::PendingRequest newest_request(AppPhone& phone) {
  const auto inbox = phone.inbox();
  REQUIRE(inbox);
  REQUIRE_FALSE(inbox->requests.empty());
  return inbox->requests.back();
}

}  // namespace

void ask(World& world) {
  const Proof answer = world.proof;
  world.begin_second_step();
  world.proof = answer;
  const MethodId method = world.purpose == Purpose::reset ? MethodId{} : world.phone_method;
  world.prompt = world.sign_in().start({world.tenant, world.ticket, world.browser.session, method}).value();
  world.request = newest_request(world.phone);
}

void ask_elsewhere(World& world) {
  const testing::Browser browser = EngineFixture::new_browser();
  const auto step = std::get<SignInStep>(world.fixture.type_password("ada", browser).value());
  world.prompt =
      world.sign_in().start({world.tenant, step.ticket, browser.session, world.phone_method}).value();
  world.request = newest_request(world.phone);
}

Result<device::Outgoing> answer_of(World& world) {
  AppPhone& sender = *world.sender;
  const Timestamp now = world.sender_time();
  switch (world.verdict.value_or(Verdict::approve)) {
    case Verdict::approve:
      return sender.phone.approve(sender.id, *world.request, world.prompt.number, now);
    case Verdict::mistype:
      return sender.phone.approve(sender.id, *world.request, another_number(world), now);
    case Verdict::deny:
      return sender.phone.deny(sender.id, *world.request, now);
    case Verdict::report:
      break;
  }
  return sender.phone.report(sender.id, *world.request, now);
}

void answer_with(World& world, Verdict verdict) {
  if (verdict == Verdict::approve) REQUIRE(world.phone.approve(*world.request, world.prompt.number));
  if (verdict == Verdict::mistype) REQUIRE_FALSE(world.phone.approve(*world.request, another_number(world)));
  if (verdict == Verdict::deny) REQUIRE(world.phone.deny(*world.request));
  if (verdict == Verdict::report) REQUIRE(world.phone.report(*world.request));
}

SecretBytes another_number(const World& world) {
  return world.prompt.number == secret("11") ? secret("22") : secret("11");
}

void begin_phone(World& world) {
  const auto begun = world.security_info().begin_authenticator(world.caller(), "").value();
  world.registration = begun.id;
  world.link = begun.link;
}

void scan(World& world, AppPhone& phone) {
  REQUIRE(phone.scan(world.link));
}

void link_phone(World& world, AppPhone& phone) {
  scan(world, phone);
  REQUIRE(phone.add());
}

void test_phone(World& world, AppPhone& phone) {
  world.prompt =
      world.security_info().test_authenticator(world.caller(), world.registration).value().test.value();
  world.request = newest_request(phone);
}

void prove_phone(World& world, AppPhone& phone) {
  test_phone(world, phone);
  REQUIRE(phone.approve(*world.request, world.prompt.number));
}

void add_phone(World& world) {
  begin_phone(world);
  link_phone(world, world.phone);
  prove_phone(world, world.phone);
  const auto changed = world.security_info().confirm_authenticator(world.caller(), world.registration);
  world.phone_method = changed.value().method.value();
  world.assurance = changed->assurance.value();
}

void authorise_move(World& world) {
  AppPhone& phone = world.phone;
  const auto move = device::exchange(
      [&] { return phone.phone.authorise_move(phone.id, phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_move(phone.id, reply, phone.now()); });
  world.link = move.value().link;
}

void change_push_address(World& world) {
  AppPhone& phone = world.phone;
  REQUIRE(device::exchange(
      [&] { return phone.phone.set_push_address(phone.id, "https://push.example/ada", phone.now()); },
      [&](const device::Outgoing& outgoing) { return phone.post(outgoing); },
      [&](std::string_view reply) { return phone.phone.read_push_address(phone.id, reply, phone.now()); }));
}

}  // namespace counterfoil::operations
