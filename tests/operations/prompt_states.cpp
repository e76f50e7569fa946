#include "operations/phones.hpp"
#include "operations/sign_in_changes.hpp"

namespace counterfoil::operations {

using namespace std::chrono_literals;

namespace {

constexpr const char* one_a_day =
    R"({"prompts": {"per_day_without_approval": 1, "without_password_per_day": 1}})";

State said(Verdict verdict) {
  return first([verdict](World& w) { w.verdict = verdict; });
}

/// A state, and then the same operation was called already, `time` ago.
State called(Duration time, State state = {}) {
  state.then = [time](World& world, const Operation& operation) {
    (void)operation.run(world);
    world.fixture.clock->advance(time);
  };
  return state;
}

void leave_two_unanswered(World& world) {
  for (int i = 0; i < 2; ++i) {
    ask_elsewhere(world);
    world.fixture.clock->advance(60s);
  }
}

/// A request from elsewhere, and another phone's test.
void fill_room(World& world) {
  ask_elsewhere(world);
  begin_phone(world);
  link_phone(world, world.other);
  test_phone(world, world.other);
  at_known_browser(world);
}

States requests() {
  return {
      {"a request of another sign-in waits", first(ask_elsewhere)},
      {"a request of another sign-in waits, at a known browser", first([](World& w) {
         ask_elsewhere(w);
         at_known_browser(w);
       })},
      {"for the second time, at a known browser", called(0s, first(at_known_browser))},
      {"a minute after the first time", called(60s)},
      {"a request was denied", first([](World& w) {
         ask_elsewhere(w);
         answer_with(w, Verdict::deny);
       })},
      {"a request was reported", first([](World& w) {
         ask_elsewhere(w);
         answer_with(w, Verdict::report);
       })},
      {"two requests were not answered", first(leave_two_unanswered)},
      {"two requests were not answered, at a known browser", first([](World& w) {
         leave_two_unanswered(w);
         at_known_browser(w);
       })},
      {"the last request that a day allows", first({}, one_a_day)},
      {"the last request that a day allows, at a known browser", first(at_known_browser, one_a_day)},
      {"as many requests as a day allows", first(
                                               [](World& w) {
                                                 ask_elsewhere(w);
                                                 w.fixture.clock->advance(2min);
                                               },
                                               one_a_day)},
      {"in a reset, at a known browser, as many requests as a day allows", first(
                                                                               [](World& w) {
                                                                                 in_reset(w);
                                                                                 at_known_browser(w);
                                                                                 ask(w);
                                                                                 w.fixture.clock->advance(
                                                                                     2min);
                                                                               },
                                                                               one_a_day)},
      {"as many requests wait as the policy allows", first(fill_room, R"({"live": {"challenges": 2}})")},
      {"wrong numbers paused the phone", first(
                                             [](World& w) {
                                               ask_elsewhere(w);
                                               answer_with(w, Verdict::mistype);
                                             },
                                             R"({"method_failures": {"pause_after": 1}})")},
      {"another kind of method", first([](World& w) { w.method = w.add_app().method; })},
      {"the phone was removed",
       then([](World& w) { REQUIRE(w.security_info().remove(w.caller(), w.phone_method)); })},
  };
}

States answers() {
  State approved_a_minute_ago = said(Verdict::approve);
  approved_a_minute_ago.then = [](World& w, const Operation&) { w.fixture.clock->advance(60s); };
  State redeemed = said(Verdict::approve);
  redeemed.then = [](World& w, const Operation&) {
    REQUIRE(w.fixture.answer(w.browser, w.ticket, DeviceAnswer{}));
  };
  return {
      {"the request was approved", said(Verdict::approve)},
      {"the request was denied", said(Verdict::deny)},
      {"the request was reported", said(Verdict::report)},
      {"a wrong number was typed", said(Verdict::mistype)},
      {"the request was approved a minute ago", approved_a_minute_ago},
      {"the request was approved and redeemed", redeemed},
      {"a minute later", then([](World& w) { w.fixture.clock->advance(60s); })},
      {"the request waits", then([](World& w) { ask(w); })},
      {"the request was not answered in time", then([](World& w) {
         ask(w);
         w.fixture.clock->advance(60s);
       })},
      {"no request was sent", then([](World& w) {
         w.begin_second_step();
         w.proof = DeviceAnswer{};
       })},
  };
}

/// Of operations that know no phone by themselves.
States beside_a_phone() {
  return {
      {"a code of the phone's own", then([](World& w) {
         add_phone(w);
         w.begin_second_step();
         const auto code = w.phone.phone.code(w.phone.id, w.phone.now()).value();
         w.proof = CodeProof{w.phone_method, testing::secret(code.digits)};
       })},
      {"a request waits on a phone", then([](World& w) {
         add_phone(w);
         ask(w);
         if (auto* code = std::get_if<CodeProof>(&w.proof)) *code = {w.app.method, w.fixture.code_of(w.app)};
       })},
  };
}

}  // namespace

States prompt_states() {
  States states = requests();
  for (States more : {answers(), beside_a_phone()}) states.merge(more);
  return states;
}

}  // namespace counterfoil::operations
