#include "operations/operation.hpp"
#include "operations/phones.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;
using testing::secret;

namespace {

State verdict(Verdict verdict, const std::string& policy = "{}") {
  return first([verdict](World& w) { w.verdict = verdict; }, policy);
}

/// Another letter where the signature begins.
void forge(World& world) {
  world.message = world.make(world).value().body;
  char& letter = world.message.at(world.message.rfind('.') + 1);
  letter = letter == 'A' ? 'B' : 'A';
}

void use_counter(World& world) {
  world.message = world.make(world).value().body;
  change_push_address(world);
}

void be_unconfirmed(World& world) {
  begin_phone(world);
  link_phone(world, world.other);
  world.sender = &world.other;
}

States messages() {
  return {
      {"what is no message", then([](World& w) { w.message = "{"; })},
      {"a message of 8193 bytes", then([](World& w) { w.message = std::string(8193, 'a'); })},
      {"a signature of another key", then(forge)},
      {"a clock that is 2 minutes ahead", then([](World& w) { w.ahead = 2min; })},
      {"a counter that was used", then(use_counter)},
      {"the phone was suspended after a report",
       then([](World& w) { REQUIRE(w.sign_in().report(w.tenant, w.report_of(EventType::method_added))); })},
      {"another phone took its place", then([](World& w) {
         authorise_move(w);
         link_phone(w, w.other);
       })},
      {"a phone that is not confirmed", then(be_unconfirmed)},
      {"a phone that was not confirmed in time", then([](World& w) {
         be_unconfirmed(w);
         w.fixture.clock->advance(10min);
       })},
      {"a request waits", then([](World& w) { ask(w); })},
      {"no address", then([](World& world) {
         world.make = [](World& w) {
           return w.sender->phone.set_push_address(w.sender->id, std::nullopt, w.sender_time());
         };
       })},
      {"nothing else to sign in with",
       first([](World& w) { REQUIRE(w.security_info().remove(w.caller(), w.codes_method)); })},
      {"a code was made before", first(authorise_move)},
  };
}

States codes() {
  return {
      {"a code of a move", first([](World& w) {
         add_phone(w);
         authorise_move(w);
         w.sender = &w.other;
       })},
      {"the code is 10 minutes old", then([](World& w) { w.fixture.clock->advance(10min); })},
      {"the registration was cancelled",
       then([](World& w) { REQUIRE(w.security_info().cancel_registration(w.caller(), w.registration)); })},
      {"a newer code was made", then(authorise_move)},
      {"another phone came first", then([](World& w) {
         testing::AppPhone third(w.fixture, 104);
         link_phone(w, third);
       })},
  };
}

States verdicts() {
  return {
      {"a wrong number", verdict(Verdict::mistype)},
      {"a denial", verdict(Verdict::deny)},
      {"a denial, at a known browser", first([](World& w) {
         w.browser = w.mine;
         w.verdict = Verdict::deny;
       })},
      {"\"this wasn't me\"", verdict(Verdict::report)},
      {"the last wrong number that the policy allows",
       verdict(Verdict::mistype, R"({"registration": {"tries": 1}})")},
      {"the request has its answer", then([](World& w) { answer_with(w, Verdict::deny); })},
      {"the request was replaced", then([](World& w) {
         REQUIRE(w.sign_in().start({w.tenant, w.ticket, w.browser.session, w.phone_method}));
       })},
      {"the test was replaced",
       then([](World& w) { REQUIRE(w.security_info().test_authenticator(w.caller(), w.registration)); })},
      {"other words were shown", then([](World& w) {
         const auto place = w.request->bytes.find("Bristol");
         w.request->bytes.replace(place, 7, "Bradford");
       })},
      {"a number of 6 digits", then([](World& w) {
         w.request->shown.digits = 6;
         w.prompt.number = secret("123456");
       })},
  };
}

}  // namespace

States device_states() {
  States states = messages();
  for (States more : {codes(), verdicts()}) states.merge(more);
  return states;
}

}  // namespace counterfoil::operations
