#include "operations/operation.hpp"
#include "operations/phones.hpp"

namespace counterfoil::operations {

using testing::Browser;
using testing::EngineFixture;

namespace {

/// Another session of the owner's, signed in by the password alone or by a code.
Caller elsewhere(World& world, Browser& browser) {
  const auto assurance = world.app.method.is_nil()
                             ? world.fixture.sign_in_by_password("ada", browser).assurance
                             : world.fixture.sign_in_by_code("ada", browser, world.app).assurance;
  return world.fixture.caller(browser, assurance);
}

void begin_phone_elsewhere(World& world) {
  Browser browser = EngineFixture::new_browser();
  const Caller caller = elsewhere(world, browser);
  world.registration = world.security_info().begin_authenticator(caller, "").value().id;
}

/// A registration that has come as far as this, of another phone.
void link_another(World& world) {
  begin_phone(world);
  link_phone(world, world.other);
}

}  // namespace

States authenticator_states() {
  constexpr const char* one_test = R"({"registration": {"tests": 1}})";
  return {
      {"no phone is linked", then([](World& w) { begin_phone(w); })},
      {"a phone is linked", then(link_another)},
      {"a test waits on the phone", then([](World& w) {
         link_another(w);
         test_phone(w, w.other);
       })},
      {"the phone passed its test", then([](World& w) {
         link_another(w);
         prove_phone(w, w.other);
       })},
      {"another phone tried the code", then([](World& w) {
         scan(w, w.phone);
         scan(w, w.other);
         REQUIRE(w.phone.add());
         REQUIRE_FALSE(w.other.add());
       })},
      {"as many tests as the policy allows", then(
                                                 [](World& w) {
                                                   link_another(w);
                                                   test_phone(w, w.other);
                                                 },
                                                 one_test)},
      {"a code app's registration", then([](World& w) { w.begin_registration(); })},
      {"a phone's registration of another session", then(begin_phone_elsewhere)},
      {"a phone", first([](World& w) {
         add_phone(w);
         w.method = w.phone_method;
       })},
      {"the tenant has no device endpoint",
       [] {
         State state;
         state.has_device_endpoint = false;
         return state;
       }()},
      {"of a move of the phone", first([](World& w) {
         add_phone(w);
         authorise_move(w);
         link_phone(w, w.other);
         w.report = w.report_of(EventType::device_moved);
       })},
  };
}

}  // namespace counterfoil::operations
